"""Strict reading of CSV files: the exact header, exact numbers, nothing guessed and nothing dropped."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from social_value.codes.any_file import EMPTY_FILE, NUMBER_TOO_LONG
from social_value.codes.csv_files import (
    NO_ROWS,
    NOT_COMMAS,
    NOT_CSV,
    REPEATED_COLUMN,
    ROW_LENGTH,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    WRONG_HEADER,
)
from social_value.codes.values import NOT_A_NUMBER
from social_value.errors import InputError
from social_value.files.disk import MOST_FINDINGS, as_text, read_bytes, refused_characters
from social_value.findings import Finding, Place, nearest

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 131_072  # the csv module's own limit, which it keeps for the whole process

# At most 15 digits in all, so that a spreadsheet keeps them exactly, and at most 10 of them decimals.
EXACT_NUMBER = re.compile(r"(?=-?[0-9.]{1,16}\Z)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
LONG_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
TOO_MANY_DIGITS = "has more digits than are kept exactly: at most 15, of which at most 10 after the point"

# What people write instead of a plain number, and how the message names it: the first that matches.
_NOT_PLAIN = (
    (re.compile(r"\s*"), "is empty"),
    (re.compile(r"\s.*|.*\s", re.DOTALL), "has a space before or after it"),
    (re.compile(r".*[£$€].*", re.DOTALL), "has a currency sign"),
    (re.compile(r".*%.*", re.DOTALL), "has a percent sign"),
    (
        re.compile(r".*[,' ].*", re.DOTALL),
        "has a comma or another separator, which some read as thousands and some as decimals",
    ),
    (re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+"), "is written with an exponent"),
    (re.compile(r"\+[0-9.]+"), "has a plus sign"),
    (re.compile(r"-?0[0-9]+(\.[0-9]*)?"), "begins with 0"),
    (re.compile(r"-?\.[0-9]+|-?[0-9]+\."), "has no digit on one side of the point"),
)
_OTHER_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))
_WRITE = "Write digits, with a full stop before any decimals and nothing else, such as 1234.56."
_UNCLOSED_QUOTE = 'A cell that begins with a quotation mark needs one at its end; write "" for one inside it.'


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file that was read strictly: its columns, its rows of text, and where each row stands."""

    path: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def place(self, row_index: int, column_name: str) -> Place:
        """Return the place of a cell: the line on which its row begins, and the ordinal of its column."""
        column = self.columns.index(column_name) + 1
        return Place(self.path, (row_index, column_name), self.lines[row_index], column)

    def number(self, row_index: int, column_name: str) -> Decimal:
        """Return the exact number in a cell, or raise the finding that says what to write."""
        text = self.rows[row_index][self.columns.index(column_name)]
        if EXACT_NUMBER.fullmatch(text):
            return Decimal(text)
        return exact_number(text, self.place(row_index, column_name))


def exact_number(text: str, place: Place) -> Decimal:
    """Return the exact number that a cell states, or raise the finding that says what to write.

    >>> exact_number("1250.50", Place("bids.csv"))
    Decimal('1250.50')
    """
    if EXACT_NUMBER.fullmatch(text):
        return Decimal(text)
    if LONG_NUMBER.fullmatch(text):
        raise InputError([NUMBER_TOO_LONG.at(place, f'"{shortened(text)}" {TOO_MANY_DIGITS}.', "Round it.")])
    reason = next((reason for pattern, reason in _NOT_PLAIN if pattern.fullmatch(text)), "is not a plain number")
    what = f'"{shortened(text)}" in column "{place.keys[-1]}"' if place.keys else f'"{shortened(text)}"'
    subject = what if text.strip() else what.replace(f'"{shortened(text)}"', "the cell", 1)
    raise InputError([NOT_A_NUMBER.at(place, f"{subject} {reason}.", _WRITE)])


def shortened(text: str, width: int = 40) -> str:
    """Return a text short enough for a message."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def read_csv(path: Path, shown: str, required: Sequence[str], extra: bool) -> CsvTable:
    """Read a comma-separated file whose header is exactly ``required``, in that order.

    With ``extra``, further columns with distinct names may follow. ``shown`` is the file as the user would
    name it. All faults that can be told apart are raised together.
    """
    return parse_csv(read_bytes(path, shown), shown, required, extra)


def parse_csv(content: bytes, shown: str, required: Sequence[str], extra: bool) -> CsvTable:
    """Read the content of a comma-separated file as ``read_csv`` does."""
    text = as_text(content, shown)
    findings = refused_characters(text, shown)
    if findings:
        raise InputError(findings)
    rows, lines = _all_rows(text, shown)
    _drop_empty_end(rows, lines)
    if not rows:
        way_out = f"Write the header first: {','.join(required)}"
        raise InputError([EMPTY_FILE.at(Place(shown, line=1, column=1), "the file is empty.", way_out)])
    columns = tuple(rows.pop(0))
    header = Place(shown, line=lines.pop(0), column=1)
    findings = _header_faults(columns, header, required, extra) or _row_faults(rows, lines, columns, header)
    if findings:
        raise InputError(findings)
    return CsvTable(shown, columns, rows, lines)


def _all_rows(text: str, shown: str) -> tuple[list[list[str]], list[int]]:
    """Return every row and the line on which it begins: a quoted cell may run over several lines."""
    rows: list[list[str]] = []
    lines: list[int] = []
    # A line break inside quotation marks belongs to the cell, so the stream may not change any.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
            if len(rows) > MOST_ROWS + 1:
                raise InputError([_too_many_rows(Place(shown, line=lines[-1], column=1))])
    except csv.Error as problem:
        raise InputError([_malformed(str(problem), Place(shown, line=line, column=1), reader.line_num)]) from problem
    return rows, lines


def _too_many_rows(place: Place) -> Finding:
    way_out = "Split it into several files, or delete the empty rows at its end."
    return TOO_MANY_ROWS.at(place, f"the file has more than {MOST_ROWS:,} rows.", way_out)


def _malformed(problem: str, place: Place, last_line: int) -> Finding:
    if "field larger" in problem:
        message = f"a cell of this row is longer than {LONGEST_CELL:,} characters."
        way_out = f"Shorten it, or look for a quotation mark that is never closed. {_UNCLOSED_QUOTE}"
    elif "unexpected end" in problem:
        message, way_out = "a quotation mark opens in this row and is never closed.", _UNCLOSED_QUOTE
    elif "expected after" in problem:
        message = f"in the row that begins here, text follows a closing quotation mark (on line {last_line})."
        way_out = _UNCLOSED_QUOTE
    else:
        message, way_out = f"the row cannot be read ({problem}).", "Save the file again as CSV UTF-8."
    return NOT_CSV.at(place, message, way_out)


def _drop_empty_end(rows: list[list[str]], lines: list[int]) -> None:
    """Drop the rows without any text at the end, which spreadsheets leave behind."""
    while rows and not any(rows[-1]):
        rows.pop()
        lines.pop()


def _header_faults(columns: tuple[str, ...], header: Place, required: Sequence[str], extra: bool) -> list[Finding]:
    separator = _other_separator(columns)
    if separator:
        message = f"the columns are separated by {separator}, not by commas."
        return [NOT_COMMAS.at(header, message, 'Save it as "CSV UTF-8 (comma delimited)".')]
    if len(columns) > MOST_COLUMNS:
        message = f"the header has more than {MOST_COLUMNS:,} columns."
        return [TOO_MANY_COLUMNS.at(header, message, "Remove the columns that do not belong in it.")]
    findings = _wrong_columns(columns, header, required, extra)
    findings += _repeated_columns(columns, header)
    return findings


def _other_separator(columns: tuple[str, ...]) -> str | None:
    # A header that splits at commas is separated by them, whatever else it holds.
    if len(columns) != 1:
        return None
    return next((name for sign, name in _OTHER_SEPARATORS if sign in columns[0]), None)


def _wrong_columns(columns: tuple[str, ...], header: Place, required: Sequence[str], extra: bool) -> list[Finding]:
    expected = ",".join(required) + (" and then further columns of your own" if extra else "")
    way_out = f"The header is exactly: {expected}."
    findings = []
    for index, name in enumerate(required):
        stated = columns[index] if index < len(columns) else None
        if stated != name:
            message = f'column {index + 1} of the header is "{name}"; ' + _instead(stated, columns, name)
            findings.append(WRONG_HEADER.at(_at(header, index), message, way_out))
    for index in range(len(required), len(columns)):
        if not extra:
            message = f'the header has a column too many: "{shortened(columns[index])}".'
            hint = nearest(columns[index], required)
            findings.append(WRONG_HEADER.at(_at(header, index), f"{message} {hint}".rstrip(), way_out))
        elif not columns[index].strip():
            findings.append(
                WRONG_HEADER.at(_at(header, index), f"column {index + 1} has no name.", "Name or delete it.")
            )
    return findings[:MOST_FINDINGS]


def _instead(stated: str | None, columns: tuple[str, ...], name: str) -> str:
    if stated is None:
        return "it is missing here."
    here = f'here it is "{shortened(stated)}".' if stated else "here it has no name."
    return f'{here} "{name}" stands in column {columns.index(name) + 1}.' if name in columns else here


def _repeated_columns(columns: tuple[str, ...], header: Place) -> list[Finding]:
    first: dict[str, int] = {}
    findings = []
    for index, name in enumerate(columns):
        if name.strip() and first.setdefault(name, index) != index:
            message = f'the column "{shortened(name)}" stands twice: columns {first[name] + 1} and {index + 1}.'
            findings.append(REPEATED_COLUMN.at(_at(header, index), message, "Rename or delete one of them."))
    return findings[:MOST_FINDINGS]


def _at(header: Place, index: int) -> Place:
    return Place(header.path, line=header.line, column=index + 1)


def _row_faults(rows: list[list[str]], lines: list[int], columns: tuple[str, ...], header: Place) -> list[Finding]:
    if not rows:
        return [NO_ROWS.at(header, "the file has a header and no rows.", "Add a row, or remove the file.")]
    width = len(columns)
    faults = [(line, len(row)) for line, row in zip(lines, rows, strict=True) if len(row) != width]
    return [
        _row_length(Place(header.path, line=line, column=1), cells, width) for line, cells in faults[:MOST_FINDINGS]
    ]


def _row_length(place: Place, cells: int, width: int) -> Finding:
    if cells == 0:
        return ROW_LENGTH.at(place, "an empty line stands between the rows.", "Delete it, or restore its row.")
    message = f"the row has {cells} {'cell' if cells == 1 else 'cells'}; the header has {width}."
    way_out = "A comma inside a cell needs quotation marks around the cell; an absent value still needs its comma."
    return ROW_LENGTH.at(place, message, way_out)
