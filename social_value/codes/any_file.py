"""Codes of reading any file: what it must be before it is read as YAML, CSV or a workbook."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

FILE_TOO_LARGE = ErrorCode(
    "file-too-large",
    means="The file is larger than 32 MiB, or a workbook larger than 10 MiB.",
    way_out="Split it, or remove what does not belong in it.",
    protects="A run ends in reasonable time and memory, whatever it is given.",
)
NOT_UTF_8 = ErrorCode(
    "not-utf-8",
    means="The file is saved in another encoding.",
    way_out='Save it again as UTF-8; in Excel, as "CSV UTF-8".',
    protects="A name or a sum reads the same on every machine.",
)
CONTROL_CHARACTER = ErrorCode(
    "control-character",
    means="An invisible character stands here that can hide or reorder text.",
    way_out="Delete it, or type the word again.",
    protects="What a reader sees is what the tool reads: nothing is hidden and nothing is reordered.",
)
EMPTY_FILE = ErrorCode(
    "empty-file",
    means="The file holds nothing.",
    way_out="Begin it with its kind, or write the header of the table.",
    protects="A file that was never filled in is not taken for one that says nothing on purpose.",
)
NUMBER_TOO_LONG = ErrorCode(
    "number-too-long",
    means="A number has more than 15 digits, or more than 10 after the point.",
    way_out="Round it; put it in quotes where it is a name.",
    protects="Every number is kept exactly as it is written.",
)
UNEXPECTED_FILE = ErrorCode(
    "unexpected-file",
    means="A file in the folder would not be read.",
    way_out="Rename it as the message says, or move it elsewhere.",
    protects="No bid and no score is lost because its file has a misspelt name.",
)
PROCUREMENT_MISSING = ErrorCode(
    "procurement-missing",
    means="Bids, scores or decisions stand in a folder without a procurement.yaml.",
    way_out="Write procurement.yaml there, or move them to their procurement.",
    protects="No bid and no score passes as checked that was not held against its method.",
)
UNKNOWN_KIND = ErrorCode(
    "unknown-kind",
    means="The file does not say which known kind it is.",
    way_out="Begin it with `kind:` and one of the known kinds.",
    protects="Every file is held against the rules of its own kind.",
)
