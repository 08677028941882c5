"""A sheet of a form while it is laid out: cells set one by one, and rows as high as their text needs."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.files.forms.form import Cell, Fixed, FormSheet, Input, Look, Merge

LINE = 15.0
"""Height of a line of text, in points."""
HIGHEST = 400.0
"""Most that a row can be high; Excel stops at 409 points."""
LONGEST_PART = 1_500
"""Most characters that one row shows of a text that spans the sheet."""
_FILLED = 0.85
"""Part of a column's width that text fills before it breaks at a word."""


class Draft:
    """Collects the cells of one sheet."""

    def __init__(self, name: str, widths: Mapping[int, float]) -> None:
        self.name = name
        self.widths = widths
        self.cells: dict[tuple[int, int], Cell] = {}
        self.heights: dict[int, float] = {}
        self.merges: list[Merge] = []

    def put(self, row: int, column: int, cell: Cell, *, width: float | None = None) -> None:
        """Set a cell, and make its row high enough for the text in it."""
        self.cells[row, column] = cell
        breaks = isinstance(cell, Input) or cell.look in _WRAPPED
        if breaks and isinstance(cell.value, str):
            self.at_least(row, text_height(cell.value, width or self.widths.get(column, 10)))

    def text(self, row: int, column: int, text: str, look: Look = "plain") -> None:
        """Set a cell that is not for filling in."""
        self.put(row, column, Fixed(text, look))

    def at_least(self, row: int, height: float) -> None:
        """Make a row at least this high."""
        if height > LINE:
            self.heights[row] = max(self.heights.get(row, LINE), min(height, HIGHEST))

    def across(self, row: int, first: int, last: int, text: str, look: Look = "wrapped") -> int:
        """Set a text across columns, over as many rows as it needs, and return the row below it."""
        width = sum(self.widths.get(column, 10) for column in range(first, last + 1))
        for part in parts_of(text):
            self.put(row, first, Fixed(part, look), width=width)
            self.merges.append(Merge(row, first, last))
            row += 1
        return row

    def sheet(self, repeat_rows: int = 1, *, landscape: bool = True) -> FormSheet:
        """Return the sheet as it stands."""
        return FormSheet(
            self.name, self.cells, self.widths, self.heights, tuple(self.merges), repeat_rows, landscape=landscape
        )


_WRAPPED: tuple[Look, ...] = ("wrapped", "head", "note")


def text_height(text: str, width: float) -> float:
    """Return how high a row must be for a text in a column of this width in characters."""
    return LINE * sum(-(-max(1, len(line)) // max(1, int(width * _FILLED))) for line in text.split("\n"))


def parts_of(text: str) -> list[str]:
    """Split a text into parts that one row can show, at the ends of its paragraphs or else between words.

    >>> parts_of("One.\\n\\nTwo.")
    ['One.', 'Two.']
    """
    parts: list[str] = []
    for paragraph in filter(None, (line.strip() for line in text.split("\n"))):
        rest = paragraph
        while len(rest) > LONGEST_PART:
            end = rest.rfind(" ", 1, LONGEST_PART) if " " in rest[1:LONGEST_PART] else LONGEST_PART
            parts.append(rest[:end].rstrip())
            rest = rest[end:].lstrip()
        parts.append(rest)
    return parts or [""]
