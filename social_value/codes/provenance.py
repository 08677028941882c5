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
            "the contract starts before the procurement commenced",
            "correct one of the two days",
            "The rules of the right day are applied.",
        ),
        Code(
            "due-outside-contract",
            "warning",
            "a commitment is due before the contract starts or after it ends",
            "ask the bidder, or correct the day",
            "What is promised can be held to the contract.",
            waivable=True,
        ),
        Code(
            "value-without-source",
            "error",
            "a value of a register has no date or no reference",
            "write `from:` and `reference:` with its title",
            _TRACEABLE,
        ),
        Code(
            "value-out-of-date",
            "warning",
            "a register value is older than it keeps (`max_age_months`), on the day the procurement commenced or on "
            "that of `--as-of`",
            "add the newer value to a local register, or record why the older one is right",
            "Old prices do not decide new contracts unnoticed.",
            waivable=True,
        ),
        Code(
            "not-verified",
            "warning",
            "a procurement uses a part of a framework, a scale or a register value that was never checked against its "
            "publication",
            "check it, and state what you found in a local file",
            "Nobody takes our recollection for official text.",
            waivable=True,
        ),
        Code(
            "illustrative-value",
            "warning",
            "a procurement uses a framework or a value that only shows how one could look",
            "replace it by a real one in a local file",
            "Invented numbers decide no award.",
            waivable=True,
        ),
        Code(
            "invalid-range",
            "error",
            "the low end of a value is above its central value, the high end is below it, or an end is not there for "
            "exactly the same years or codes",
            "correct one of them",
            "Low, central and high results stay in that order.",
        ),
        Code(
            "unknown-area-code",
            "error",
            "the code of an area is not in the register of areas",
            "correct it to the one that the message names",
            _TRACEABLE,
        ),
        Code(
            "area-ceased",
            "warning",
            "an area did not exist when the procurement commenced",
            "use the areas that took its place",
            "Commitments land in places that exist.",
            waivable=True,
        ),
    ),
)
