"""What stands in a workbook that came in, cell by cell, exactly as its file states it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Position = tuple[int, int]
"""Row and column, counted from 0."""
RawKind = Literal["number", "text", "boolean", "error"]
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class RawFormula:
    """A formula without its equals sign. One that is shared was written for ``origin`` and holds here by analogy."""

    text: str
    origin: Position | None = None


@dataclass(frozen=True, slots=True)
class RawCell:
    """The text of a cell's value as the file states it, what kind it is, its formula, and its number format."""

    kind: RawKind
    text: str
    format: str = "General"
    formula: RawFormula | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell stands in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that a spreadsheet makes while cells are filled in."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class IncomingSheet:
    """One sheet; hidden rows and columns, and those too small to be read, are given as first and last.

    ``conditions`` are the ranges of cells that are formatted by a condition.
    """

    name: str
    state: str
    cells: Mapping[Position, RawCell]
    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    rules: tuple[Rule, ...] = ()
    protected: bool = False
    comments: tuple[str, ...] = ()
    pictures: bool = False
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingBook:
    """A whole workbook; ``names`` are its defined names with what they stand for."""

    shown: str
    sheets: tuple[IncomingSheet, ...]
    names: tuple[tuple[str, str], ...] = ()
    properties: Mapping[str, str] | None = None
    days_from_1904: bool = False


def position(reference: str) -> Position | None:
    """Return the row and column of a cell, or nothing where it is none.

    >>> position("C7"), position("XFE1"), position("7")
    ((6, 2), None, None)
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]) - 1, column_number(match[1])
    return (row, column) if 0 <= row < LAST_ROW and column < LAST_COLUMN else None


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 0.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell.

    >>> cell_name(6, 2)
    'C7'
    """
    return f"{column_letters(column)}{row + 1}"


def area(reference: str) -> Area | None:
    """Return a block of cells, or nothing where it is none.

    >>> area("A1:B3"), area("C7")
    (Area(top=0, left=0, bottom=2, right=1), Area(top=6, left=2, bottom=6, right=2))
    """
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])
