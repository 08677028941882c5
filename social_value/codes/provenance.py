"""Codes of dates, and of where values come from."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

_TRACEABLE = "Anybody can look up a number that decides an award."

PROVENANCE = Chapter(
    "Dates and sources",
    (
        Code(
            "dates-disagree",
            "error",
            (
                "The contract starts before the procurement commenced, or its first year is not the one that yearly "
                "values are taken of."
            ),
            "Correct one of the two.",
            "The rules and values of the right day are applied.",
        ),
        Code(
            "due-outside-contract",
            "warning",
            "A commitment is due before the contract starts or after it ends.",
            "Ask the bidder, or correct the day.",
            "What is promised can be held to the contract.",
            waivable=True,
        ),
        Code(
            "value-without-source",
            "error",
            "A value of a register has no date or no reference.",
            "Write `from:` and `reference:` with its title.",
            _TRACEABLE,
        ),
        Code(
            "value-out-of-date",
            "warning",
            (
                "A register value is older than it keeps (`max_age_months`), on the day the procurement commenced "
                "or on that of `--as-of`."
            ),
            "Add the newer value to a local register, or record why the older one is right.",
            "Old prices do not decide new contracts unnoticed.",
            waivable=True,
        ),
        Code(
            "not-verified",
            "warning",
            (
                "A procurement uses a part of a framework, a scale or a register value that was never checked "
                "against its publication."
            ),
            "Check it, and state what you found in a local file.",
            "Nobody takes our recollection for official text.",
            waivable=True,
        ),
        Code(
            "illustrative-value",
            "warning",
            "A procurement uses a framework or a value that only shows how one could look.",
            "Replace it by a real one in a local file.",
            "Invented numbers decide no award.",
            waivable=True,
        ),
        Code(
            "invalid-range",
            "error",
            (
                "The low end of a value is above its central value, the high end is below it, or an end is not "
                "there for exactly the same years or codes."
            ),
            "Correct one of them.",
            "Low, central and high results stay in that order.",
        ),
        Code(
            "unknown-area-code",
            "error",
            "The code of an area is not in the register of areas.",
            "Correct it to the one that the message names.",
            _TRACEABLE,
        ),
        Code(
            "area-ceased",
            "warning",
            "An area did not exist when the procurement commenced.",
            "Use the areas that took its place.",
            "Commitments land in places that exist.",
            waivable=True,
        ),
    ),
)
