"""Codes of frameworks, scales and registers."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

WRONG_KIND = ErrorCode(
    "wrong-kind",
    means="The file with this id is of another kind than is needed here.",
    way_out="Name one of the right kind.",
    protects="An id leads to what is meant by it.",
)
SHIPPED_ID_TAKEN = ErrorCode(
    "shipped-id-taken",
    means="A local file takes the id of a shipped one.",
    way_out="Rename the file and its id.",
    protects="An id means the same wherever it is read.",
)
ID_DIFFERS_FROM_FILE = ErrorCode(
    "id-differs-from-file",
    means="The id in a file is not the name of the file.",
    way_out="Rename one of them.",
    protects="The catalogue finds a file by its name.",
)
VALUES_OUT_OF_ORDER = ErrorCode(
    "values-out-of-order",
    means="The values of a register are not in the order of their dates.",
    way_out="Write the oldest first, each date once.",
    protects="The value that was in force on a day can be told.",
)
SCHEDULE_GAP = ErrorCode(
    "schedule-gap",
    means="A schedule of rates has a gap or an overlap.",
    way_out="Let each span begin in the year after the last one.",
    protects="Every year has one rate.",
    reference="HM Treasury, The Green Book, 2022 (secondary)",
)
