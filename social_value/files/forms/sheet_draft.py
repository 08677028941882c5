"""A sheet of a form while it is laid out: cells set one by one, and texts that span columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from social_value.files.forms.form import Cell, Fixed, FormSheet, Look, Merge
from social_value.files.forms.layout import row_heights
from social_value.files.sheets.row_heights import USUAL_HEIGHT

LONGEST_PART, MOST_PARAGRAPHS = 2_000, 12
"""What one row shows at most of a text that spans the sheet, in characters and in paragraphs.

A spreadsheet limits how high a row can be; and every row has as many cells as the sheet is wide, which are counted when
the workbook comes back.
"""


class SheetDraft:
    """Collects the cells of one sheet."""

    def __init__(self, name: str, widths: Mapping[int, float]) -> None:
        self._name = name
        self._widths = widths
        self._cells: dict[tuple[int, int], Cell] = {}
        self._least: dict[int, float] = {}
        self._merges: list[Merge] = []

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set a cell."""
        self._cells[row, column] = cell

    def text(self, row: int, column: int, text: str, look: Look = "plain") -> None:
        """Set a cell that is not for filling in."""
        self.put(row, column, Fixed(text, look))

    def lines(self, row: int, lines: int) -> None:
        """Make a row at least so many lines high, to leave room for what is filled in."""
        self.height(row, USUAL_HEIGHT * lines)

    def height(self, row: int, points: float) -> None:
        """Make a row at least so high."""
        self._least[row] = points

    def heads(self, row: int, texts: Iterable[str], first: int = 0) -> None:
        """Set the heads of a table."""
        for column, text in enumerate(texts, start=first):
            self.text(row, column, text, "head")

    def merged(self, row: int, first: int, last: int, cell: Cell) -> None:
        """Set a cell over neighbouring columns."""
        self.put(row, first, cell)
        self._merges.append(Merge(row, first, last))

    def across(self, row: int, first: int, last: int, text: str, look: Look = "wrapped") -> int:
        """Set a text across columns, over as many rows as it needs, and return the row below it."""
        for part in parts_of(text):
            self.merged(row, first, last, Fixed(part, look))
            row += 1
        return row

    def sheet(self, repeat_rows: int = 1) -> FormSheet:
        """Return the sheet as it stands."""
        sheet = FormSheet(self._name, self._cells, self._widths, {}, tuple(self._merges), repeat_rows)
        needed = row_heights(sheet)
        return replace(sheet, heights={row: max(needed.get(row, 0), least) for row, least in self._least.items()})


def parts_of(text: str) -> list[str]:
    r"""Split a text into parts that one row can show, at the ends of its paragraphs or else between words.

    >>> parts_of("One.\n\nTwo."), len(parts_of("A line.\n" * 126))
    (['One.\nTwo.'], 11)
    """
    parts: list[list[str]] = [[]]
    for paragraph in filter(None, (line.strip() for line in text.split("\n"))):
        for piece in _pieces_of(paragraph):
            if not _has_room(parts[-1], piece):
                parts.append([])
            parts[-1].append(piece)
    return ["\n".join(pieces) for pieces in parts]


def _has_room(pieces: list[str], piece: str) -> bool:
    return len(pieces) < MOST_PARAGRAPHS and sum(map(len, pieces)) + len(pieces) + len(piece) <= LONGEST_PART


def _pieces_of(paragraph: str) -> Iterator[str]:
    """Yield a paragraph in pieces that one row can show."""
    rest = paragraph
    while len(rest) > LONGEST_PART:
        end = rest.rfind(" ", 1, LONGEST_PART) if " " in rest[1:LONGEST_PART] else LONGEST_PART
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    yield rest
