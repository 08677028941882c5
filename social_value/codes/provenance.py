"""Codes of dates, and of where values come from."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

_TRACEABLE = "Anybody can look up a number that decides an award."

DATES_DISAGREE = ErrorCode(
    "dates-disagree",
    (
        "The contract starts before the procurement commenced, or its first year is not the one that yearly "
        "values are taken of."
    ),
    "Correct one of the two.",
    "The rules and values of the right day are applied.",
)
DUE_OUTSIDE_CONTRACT = WarningCode(
    "due-outside-contract",
    "A commitment is due before the contract starts or after it ends.",
    "Ask the bidder, or correct the day.",
    "What is promised can be held to the contract.",
    waivable=True,
)
VALUE_WITHOUT_SOURCE = ErrorCode(
    "value-without-source",
    "A value of a register has no date or no reference.",
    "Write `from:` and `reference:` with its title.",
    _TRACEABLE,
)
VALUE_OUT_OF_DATE = WarningCode(
    "value-out-of-date",
    (
        "A register value is older than it keeps (`max_age_months`), on the day the procurement commenced "
        "or on that of `--as-of`."
    ),
    "Add the newer value to a local register, or record why the older one is right.",
    "Old prices do not decide new contracts unnoticed.",
    waivable=True,
)
NOT_VERIFIED = WarningCode(
    "not-verified",
    (
        "A procurement uses a part of a framework, a scale or a register value that was never checked "
        "against its publication."
    ),
    "Check it, and state what you found in a local file.",
    "Nobody takes our recollection for official text.",
    waivable=True,
)
ILLUSTRATIVE_VALUE = WarningCode(
    "illustrative-value",
    "A procurement uses a framework or a value that only shows how one could look.",
    "Replace it by a real one in a local file.",
    "Invented numbers decide no award.",
    waivable=True,
)
INVALID_RANGE = ErrorCode(
    "invalid-range",
    (
        "The low end of a value is above its central value, the high end is below it, or an end is not "
        "there for exactly the same years or codes."
    ),
    "Correct one of them.",
    "Low, central and high results stay in that order.",
)
UNKNOWN_AREA_CODE = ErrorCode(
    "unknown-area-code",
    "The code of an area is not in the register of areas.",
    "Correct it to the one that the message names.",
    _TRACEABLE,
)
AREA_CEASED = WarningCode(
    "area-ceased",
    "An area did not exist when the procurement commenced.",
    "Use the areas that took its place.",
    "Commitments land in places that exist.",
    waivable=True,
)
