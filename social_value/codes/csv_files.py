"""Codes of reading CSV."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

NOT_CSV = ErrorCode(
    "not-csv",
    means="A row cannot be read, often for a quotation mark that is never closed.",
    way_out='Close it; write `""` for one inside a cell.',
    protects="Every row is read as it was meant.",
)
NOT_COMMAS = ErrorCode(
    "not-commas",
    means="The columns are separated by something else than commas.",
    way_out='Save it as "CSV UTF-8 (comma delimited)".',
    protects="Every cell is read under its own heading.",
)
WRONG_HEADER = ErrorCode(
    "wrong-header",
    means="The first line is not the header that belongs there.",
    way_out="Write the header exactly as the message gives it.",
    protects="Every cell is read under its own heading.",
)
REPEATED_COLUMN = ErrorCode(
    "repeated-column",
    means="Two columns have the same name.",
    way_out="Rename or delete one of them.",
    protects="The value that counts is the one that a reader sees.",
)
NO_ROWS = ErrorCode(
    "no-rows",
    means="There is a header and nothing below it.",
    way_out="Add a row, or remove the file.",
    protects="A table that was never filled in is not taken for one without bids or scores.",
)
ROW_LENGTH = ErrorCode(
    "row-length",
    means="A row has more or fewer cells than the header.",
    way_out="Put cells that hold a comma in quotation marks; keep the comma of an absent value.",
    protects="No cell slips into the next column.",
)
TOO_MANY_ROWS = ErrorCode(
    "too-many-rows",
    means="There are more than 100,000 rows.",
    way_out="Split the file, or delete empty rows at its end.",
    protects="A run ends in reasonable time and memory, whatever it is given.",
)
TOO_MANY_COLUMNS = ErrorCode(
    "too-many-columns",
    means="There are more than 1,000 columns.",
    way_out="Remove the columns that do not belong in it.",
    protects="A run ends in reasonable time and memory, whatever it is given.",
)
