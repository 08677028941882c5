"""Codes of keys and values that do not belong where they stand."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

MISSING_KEY = ErrorCode(
    "missing-key",
    means="A key is missing.",
    way_out="Add it.",
    protects="Nothing that decides a number is assumed in silence.",
)
UNKNOWN_KEY = ErrorCode(
    "unknown-key",
    means="A key does not belong here.",
    way_out="Correct it to the word that the message names, or remove it.",
    protects="A misspelt key is not taken for one that was left out.",
)
NOT_TEXT = ErrorCode(
    "not-text",
    means="Text belongs here.",
    way_out="Write it in quotes.",
    protects="A text is kept as it is written: 010 stays 010 and 60:40 stays 60:40.",
)
NOT_A_NUMBER = ErrorCode(
    "not-a-number",
    means="A plain number belongs here.",
    way_out="Write digits with a full stop before any decimals, such as 1234.56.",
    protects="Every number is read exactly, and none is guessed.",
)
NOT_TRUE_OR_FALSE = ErrorCode(
    "not-true-or-false",
    means="`true` or `false` belongs here.",
    way_out="Write one of them, without quotes.",
    protects="A yes or a no is never guessed from a word.",
)
NOT_A_DATE = ErrorCode(
    "not-a-date",
    means="A date belongs here.",
    way_out="Write it like 2026-10-05.",
    protects="A date means the same to every reader.",
)
NOT_A_LIST = ErrorCode(
    "not-a-list",
    means="A list belongs here.",
    way_out="Write one item a line, each after a dash.",
    protects="One item is not taken for many, or many for one.",
)
UNKNOWN_VALUE = ErrorCode(
    "unknown-value",
    means="The value is none of those that are allowed.",
    way_out="Use one that the message names.",
    protects="Every choice is one whose meaning is written down.",
)
INVALID_ID = ErrorCode(
    "invalid-id",
    means="An id holds a sign that ids may not hold.",
    way_out="Use letters, digits, `-` and `_`, at most 64, beginning with a letter or digit.",
    protects="A name can be used in every file, sheet and command alike.",
)
OUT_OF_RANGE = ErrorCode(
    "out-of-range",
    means="A number is too small or too large.",
    way_out="Correct it.",
    protects="No number stands in a result that cannot be true.",
)
TOO_FEW = ErrorCode(
    "too-few",
    means="A list or text is empty or too short.",
    way_out="Add what is missing.",
    protects="A part that was begun is also filled in.",
)
MISSING_VALUE = ErrorCode(
    "missing-value",
    means="A value is empty that must not be.",
    way_out="Write it.",
    protects="A part that was begun is also filled in.",
)
TOO_LONG = ErrorCode(
    "too-long",
    means="A text is too long.",
    way_out="Shorten it.",
    protects="Every text fits into a cell of the workbook, whole.",
)
INVALID_VALUE = ErrorCode(
    "invalid-value",
    means="A value does not fit, for a reason that the message gives.",
    way_out="Correct it.",
    protects="Every value can be used as the file means it.",
)
DUPLICATE_ID = ErrorCode(
    "duplicate-id",
    means="Two things have the same id, perhaps in different capitals.",
    way_out="Rename one of them.",
    protects="A name means one thing, so that a score or a weight cannot land on the wrong one.",
)
UNKNOWN_ID = ErrorCode(
    "unknown-id",
    means=("A file names a thing that is not there: a bid a band, gate or criterion; a framework a thing on offer."),
    way_out="Correct it.",
    protects="What a file says counts where it was meant.",
)
