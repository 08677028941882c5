"""Codes of reading workbooks that come from elsewhere."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

NOT_A_WORKBOOK = ErrorCode(
    "not-a-workbook",
    means=("The file is no .xlsx workbook, whatever its name says: another kind of file, or protected by a password."),
    way_out="Open it, and save it as an Excel Workbook (.xlsx) without a password.",
    protects="A file is read as what it is, never as what its name says.",
)
DAMAGED_WORKBOOK = ErrorCode(
    "damaged-workbook",
    means="The workbook breaks off, lacks a part, or contradicts itself.",
    way_out="Open it in Excel or LibreOffice, save it again, and send it again.",
    protects="No answer is lost or made up because a file arrived in pieces.",
)
WORKBOOK_TOO_LARGE = ErrorCode(
    "workbook-too-large",
    means=(
        "The workbook has more bytes, parts, sheets, rows, columns or cells than a form ever has, or "
        "unpacks to many times its size."
    ),
    way_out="Fill in the workbook that was issued, and delete what lies beyond what is to be filled in.",
    protects="Reading ends in seconds and in bounded memory, whatever was sent.",
)
UNSAFE_WORKBOOK = ErrorCode(
    "unsafe-workbook",
    means=(
        "The workbook is put together as no spreadsheet program does it, for example with a document "
        "type, or with a part whose name leads outside it."
    ),
    way_out="Open it in Excel or LibreOffice, and save it again; ask who sent it.",
    protects="A file that was made to attack its reader does not reach what it aims at.",
)
FOREIGN_WORKBOOK = ErrorCode(
    "foreign-workbook",
    means="The workbook is saved in a variant of the format that is not read, such as Strict Open XML.",
    way_out="Save it as Excel Workbook (.xlsx).",
    protects="A file is never read as an empty one because its words are in another dialect.",
)
ACTIVE_CONTENT = ErrorCode(
    "active-content",
    means=("The workbook holds macros, a link to another file, a data connection, an embedded object or a control."),
    way_out="Remove it.",
    protects="Nothing that comes from outside runs, and nothing is fetched for it.",
)
HIDDEN_CONTENT = WarningCode(
    "hidden-content",
    means=(
        "A sheet, row or column is hidden or too small to be read; or a number format, a condition or the colour "
        "of its letters hides what a cell holds, or it is shown as another amount, rounded, or as a date or percentage."
    ),
    way_out="Show it, and check that what it holds is meant.",
    protects="Nobody decides on less than the file says.",
)
CONTENT_NOT_READ = WarningCode(
    "content-not-read",
    means=(
        "A comment, picture, chart or shape stands in the workbook, or a check that names another workbook; it "
        "is not read."
    ),
    way_out="Answer in the cells, or ask about it.",
    protects="Nobody believes to have answered where nothing is read.",
)
DEFINED_NAME = WarningCode(
    "defined-name",
    means="A name was defined in the workbook, which the form does not have.",
    way_out="Ask who sent the workbook what it is for.",
    protects="A formula that hides behind a name is seen.",
)
