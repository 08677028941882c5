"""A sheet as it grows: row after row, with the address of every cell for formulas."""

from __future__ import annotations

from collections.abc import Iterable

from social_value.files.forms.bid_return.answer_tables import AnswerTable, Column
from social_value.files.forms.form import Cell, Fixed, FormSheet
from social_value.files.forms.sheet_draft import SheetDraft


class Grid:
    """Collects the cells of one sheet. ``widths`` are those of its columns, in characters."""

    def __init__(self, name: str, widths: Iterable[float]) -> None:
        columns = dict(enumerate(widths))
        self._draft = SheetDraft(name, columns)
        self._last_column = len(columns) - 1
        self.row = 0
        self.repeat = 1

    def add(self, *cells: Cell | None, height: float = 0.0) -> int:
        """Put cells into the next row, from the first column on, and return the row; it is at least so high."""
        here = self.row
        for column, cell in enumerate(cells):
            if cell is not None:
                self._draft.put(here, column, cell)
        if height:
            self._draft.height(here, height)
        self.row += 1
        return here

    def across(self, cell: Fixed) -> int:
        """Put a text over the whole width, and return the row."""
        here = self.add(cell)
        if self._last_column:
            self._draft.merged(here, 0, self._last_column, cell)
        return here

    def opening(self, title: str, *notes: str) -> None:
        """Put the title of the sheet, what is to be done on it, and an empty row."""
        self.add(Fixed(title, "title"))
        for note in notes:
            self.across(Fixed(note, "note"))
        self.skip()

    def heads(self, *texts: str) -> None:
        """Put the heads of a table, which a print repeats on every page."""
        self.add(*(Fixed(text, "head") for text in texts))
        self.repeat = self.row

    def table(self, table: AnswerTable, first_head: str, ids: Iterable[str]) -> tuple[int, int]:
        """Put a table whose first column holds fixed ids, and return its first and its last row."""
        self.heads(first_head, *(f"{column.head}{' *' if column.needed else ''}" for column in table.columns))
        first = self.row
        for number, row_id in enumerate(ids, start=1):
            self.add(Fixed(row_id, "label"), *(table.input(number, column) for column in table.columns))
        return first, self.row - 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def sheet(self) -> FormSheet:
        """Return the finished sheet."""
        return self._draft.sheet(self.repeat)


def widths_of(first: float, columns: Iterable[Column]) -> tuple[float, ...]:
    """Return the widths of a table: its column of ids, then its own columns."""
    return (first, *(column.width for column in columns))
