"""Addresses of cells, as a workbook's file and its reader write them: column letters, cells, and blocks of cells.

Rows and columns count from 0 everywhere but in the written address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Position = tuple[int, int]
"""Row and column, counted from 0."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Rows and columns of a sheet of an .xlsx file (ECMA-376); an address beyond them is none."""
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


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

    @property
    def name(self) -> str:
        """Its address: that of its first and of its last cell."""
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell stands in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def positions(self) -> Iterator[Position]:
        """Yield its cells, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        # Letters count from A to Z without a zero, so every digit is one less than in base 26.
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def columns_name(first: int, last: int) -> str:
    """Return the name of neighbouring columns.

    >>> columns_name(1, 3)
    'B:D'
    """
    return f"{column_letters(first)}:{column_letters(last)}"


def rows_name(first: int, last: int) -> str:
    """Return the name of neighbouring rows.

    >>> rows_name(1, 3)
    '2:4'
    """
    return f"{first + 1}:{last + 1}"


def rows_and_verb(first: int, last: int, singular: str, plural: str) -> str:
    """Begin a sentence about neighbouring rows.

    >>> rows_and_verb(1, 1, "is", "are"), rows_and_verb(1, 3, "is", "are")
    ('row 2 is', 'rows 2 to 4 are')
    """
    return f"row {first + 1} {singular}" if first == last else f"rows {first + 1} to {last + 1} {plural}"


def columns_and_verb(first: int, last: int, singular: str, plural: str) -> str:
    """Begin a sentence about neighbouring columns.

    >>> columns_and_verb(1, 1, "is", "are"), columns_and_verb(1, 3, "is", "are")
    ('column B is', 'columns B to D are')
    """
    names = column_letters(first), column_letters(last)
    return f"column {names[0]} {singular}" if first == last else f"columns {names[0]} to {names[1]} {plural}"


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> cell_name(6, 2)
    'C7'
    """
    return f"{column_letters(column)}{row + 1}"


def position(address: str) -> Position | None:
    """Return the row and column of a cell, or nothing where it is none.

    >>> position("C7"), position("XFE1"), position("7")
    ((6, 2), None, None)
    """
    match = _CELL.fullmatch(address)
    if match is None:
        return None
    row, column = int(match[2]) - 1, column_number(match[1])
    return (row, column) if 0 <= row < LAST_ROW and column < LAST_COLUMN else None


def area(address: str) -> Area | None:
    """Return a block of cells, or nothing where it is none.

    >>> area("A1:B3"), area("C7")
    (Area(top=0, left=0, bottom=2, right=1), Area(top=6, left=2, bottom=6, right=2))
    """
    first, _, last = address.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Area(rows[0], columns[0], rows[1], columns[1])
