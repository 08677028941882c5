"""Codes of files that cannot be read: as any file, as YAML, as CSV."""

from __future__ import annotations

from social_value.codes.code import Chapter, Code

ANY_FILE = Chapter(
    "Reading any file",
    (
        Code(
            "file-too-large",
            "error",
            means="The file is larger than 32 MiB, or a workbook larger than 10 MiB.",
            way_out="Split it, or remove what does not belong in it.",
            protects="A run ends in reasonable time and memory, whatever it is given.",
        ),
        Code(
            "not-utf-8",
            "error",
            means="The file is saved in another encoding.",
            way_out='Save it again as UTF-8; in Excel, as "CSV UTF-8".',
            protects="A name or a sum reads the same on every machine.",
        ),
        Code(
            "control-character",
            "error",
            means="An invisible character stands here that can hide or reorder text.",
            way_out="Delete it, or type the word again.",
            protects="What a reader sees is what the tool reads: nothing is hidden and nothing is reordered.",
        ),
        Code(
            "empty-file",
            "error",
            means="The file holds nothing.",
            way_out="Begin it with its kind, or write the header of the table.",
            protects="A file that was never filled in is not taken for one that says nothing on purpose.",
        ),
        Code(
            "number-too-long",
            "error",
            means="A number has more than 15 digits, or more than 10 after the point.",
            way_out="Round it; put it in quotes where it is a name.",
            protects="Every number is kept exactly as it is written.",
        ),
        Code(
            "unexpected-file",
            "error",
            means="A file in the folder would not be read.",
            way_out="Rename it as the message says, or move it elsewhere.",
            protects="No bid and no score is lost because its file has a misspelt name.",
        ),
        Code(
            "procurement-missing",
            "error",
            means="Bids, scores or decisions stand in a folder without a procurement.yaml.",
            way_out="Write procurement.yaml there, or move them to their procurement.",
            protects="No bid and no score passes as checked that was not held against its method.",
        ),
        Code(
            "unknown-kind",
            "error",
            means="The file does not say which known kind it is.",
            way_out="Begin it with `kind:` and one of the known kinds.",
            protects="Every file is held against the rules of its own kind.",
        ),
    ),
)
YAML = Chapter(
    "Reading YAML",
    (
        Code(
            "not-yaml",
            "error",
            means="The file breaks off or cannot be read from here on.",
            way_out="Check the indentation, colons, brackets and quotation marks.",
            protects="The whole file is read, and nothing is guessed.",
        ),
        Code(
            "not-a-mapping",
            "error",
            means="Keys and values belong here, and something else stands here.",
            way_out="Write one key a line, each with its value.",
            protects="Every value is read under a name.",
        ),
        Code(
            "duplicate-key",
            "error",
            means="A key stands twice; both lines are named.",
            way_out="Keep one of them.",
            protects="The value that counts is the one that a reader sees.",
        ),
        Code(
            "empty-key",
            "error",
            means="A colon has no key before it.",
            way_out="Write the key, or put the text in quotes.",
            protects="Every value is read under a name.",
        ),
        Code(
            "complex-key",
            "error",
            means="A list or a group stands where one key belongs.",
            way_out="Write one word before the colon.",
            protects="Every value is read under a name.",
        ),
        Code(
            "merge-key",
            "error",
            means="A merge key `<<` is not read.",
            way_out="Write the keys out.",
            protects="What a file says stands where it counts, and can be read without following references.",
        ),
        Code(
            "alias",
            "error",
            means="An anchor `&` or an alias `*` is not read.",
            way_out="Write the value out; put text that begins so in quotes.",
            protects="What a file says stands where it counts, and a small file cannot grow into a huge one.",
        ),
        Code(
            "tag",
            "error",
            means="A tag `!` is not read.",
            way_out="Delete it; put text that begins so in quotes.",
            protects="A file is data and can start nothing.",
        ),
        Code(
            "second-document",
            "error",
            means="A second document begins after `---`.",
            way_out="Move it to a file of its own.",
            protects="Nothing in a file is left unread.",
        ),
        Code(
            "too-deep",
            "error",
            means="Values are nested more than 32 deep.",
            way_out="Check the brackets and the indentation.",
            protects="A run ends in reasonable time and memory, whatever it is given.",
        ),
        Code(
            "too-many-nodes",
            "error",
            means="The file holds more than a million keys and values.",
            way_out="Split it; many bids or scores fit better in CSV.",
            protects="A run ends in reasonable time and memory, whatever it is given.",
        ),
    ),
)
CSV = Chapter(
    "Reading CSV",
    (
        Code(
            "not-csv",
            "error",
            means="A row cannot be read, often for a quotation mark that is never closed.",
            way_out='Close it; write `""` for one inside a cell.',
            protects="Every row is read as it was meant.",
        ),
        Code(
            "not-commas",
            "error",
            means="The columns are separated by something else than commas.",
            way_out='Save it as "CSV UTF-8 (comma delimited)".',
            protects="Every cell is read under its own heading.",
        ),
        Code(
            "wrong-header",
            "error",
            means="The first line is not the header that belongs there.",
            way_out="Write the header exactly as the message gives it.",
            protects="Every cell is read under its own heading.",
        ),
        Code(
            "repeated-column",
            "error",
            means="Two columns have the same name.",
            way_out="Rename or delete one of them.",
            protects="The value that counts is the one that a reader sees.",
        ),
        Code(
            "no-rows",
            "error",
            means="There is a header and nothing below it.",
            way_out="Add a row, or remove the file.",
            protects="A table that was never filled in is not taken for one without bids or scores.",
        ),
        Code(
            "row-length",
            "error",
            means="A row has more or fewer cells than the header.",
            way_out="Put cells that hold a comma in quotation marks; keep the comma of an absent value.",
            protects="No cell slips into the next column.",
        ),
        Code(
            "too-many-rows",
            "error",
            means="There are more than 100,000 rows.",
            way_out="Split the file, or delete empty rows at its end.",
            protects="A run ends in reasonable time and memory, whatever it is given.",
        ),
        Code(
            "too-many-columns",
            "error",
            means="There are more than 1,000 columns.",
            way_out="Remove the columns that do not belong in it.",
            protects="A run ends in reasonable time and memory, whatever it is given.",
        ),
    ),
)
