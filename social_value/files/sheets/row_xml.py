"""Cells of a sheet, written straight as the XML of their row.

XlsxWriter keeps one object a cell and formats it when the book is closed, which takes most of a run with ten
thousand bids. Here a cell becomes text when it is written; XlsxWriter does everything around the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from xlsxwriter.worksheet import Worksheet

from social_value.files.sheets.addresses import column_letters
from social_value.files.sheets.cell_texts import Value, escaped, number_xml, text_xml
from social_value.files.sheets.references import OWN_ROW
from social_value.text import FORMULA_STARTS

_ANY_ROW = "\x00"
"""Stands for the row in prepared cells; no text of a cell holds it, since control characters are escaped."""


class CellSheet(Worksheet):
    """A worksheet whose rows are finished XML."""

    def __init__(self) -> None:
        super().__init__()
        self.finished_rows: list[str] = []
        self._first_row = 0
        self._last_column = 0

    def finish_row(self, row: int, last_column: int, xml: str) -> None:
        """Keep a finished row and widen the sheet's dimensions to it."""
        self._last_column = max(self._last_column, last_column)
        first = row if not self.finished_rows else self._first_row
        self._first_row = first
        self.finished_rows.append(xml)
        # XlsxWriter writes the extent of a sheet from these four, and no rows at all where they are None.
        vars(self).update(dim_rowmin=first, dim_rowmax=row, dim_colmin=0, dim_colmax=self._last_column)

    def _write_rows(self) -> None:
        out: TextIO = vars(self)["fh"]
        out.write("".join(self.finished_rows))
        self.finished_rows.clear()


class Rows:
    """Writes cells in rising order of rows; the cells of one row may come in any order.

    ``xf`` gives the number of a style; with its second argument set, the style says that the cell is text
    although it looks like a formula.
    """

    def __init__(self, sheet: CellSheet, xf: Callable[[str, bool], int]) -> None:
        self._sheet = sheet
        self._xf = xf
        self._row = -1
        self._label = ""
        self._height = 0.0
        self._cells: dict[int, str] = {}
        self._last = 0

    def row(self, row: int, height: float = 0.0) -> None:
        """Begin a row, counted from 0. Raises ValueError where it is not below the one before."""
        if row <= self._row:
            raise ValueError(f"row {row} comes after row {self._row}")
        self.finish()
        self._row, self._label, self._height = row, str(row + 1), height

    @property
    def current(self) -> int:
        """The row that was begun."""
        return self._row

    def finish(self) -> None:
        """Hand the row that was begun to the sheet."""
        if self._row < 0 or not (self._cells or self._height):
            return
        cells = "".join(self._cells[column] for column in sorted(self._cells))
        height = f' ht="{self._height:g}" customHeight="1"' if self._height else ""
        self._sheet.finish_row(
            self._row, max(self._last, *self._cells, 0), f'<row r="{self._label}"{height}>{cells}</row>'
        )
        self._cells = {}
        self._height = 0.0

    def text(self, column: int, text: str | None, style: str = "text") -> None:
        """Write text as text, whatever it looks like; no text is an empty cell."""
        if not text:
            self.blank(column, style)
            return
        xf = self._xf(style, text.startswith(FORMULA_STARTS))
        self._cells[column] = (
            f'<c r="{column_letters(column)}{self._label}" s="{xf}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{text_xml(text)}</t></is></c>'
        )

    def number(self, column: int, value: Value | None, style: str = "number") -> None:
        """Write a number; None is an empty cell."""
        if value is None:
            self.blank(column, style)
            return
        self._cells[column] = (
            f'<c r="{column_letters(column)}{self._label}" s="{self._xf(style, False)}"><v>{number_xml(value)}</v></c>'
        )

    def formula(self, column: int, formula: str, value: Value | str | None, style: str = "number") -> None:
        """Write a formula with the value the engine worked out; ``§`` stands for the number of the row."""
        xf, shown = self._xf(style, False), formula.replace(OWN_ROW, self._label)
        if value is None or isinstance(value, str):
            kind, cached = ' t="str"', text_xml(value or "")
        else:
            kind, cached = "", number_xml(value)
        self._cells[column] = (
            f'<c r="{column_letters(column)}{self._label}" s="{xf}"{kind}><f>{escaped(shown)}</f><v>{cached}</v></c>'
        )

    def prepared(self, write: Callable[[], None]) -> str:
        """Return what ``write`` writes, for pasting into many rows; nothing is written where it is called."""
        kept = self._label, self._cells
        self._label, self._cells = _ANY_ROW, {}
        write()
        made = "".join(self._cells[column] for column in sorted(self._cells))
        self._label, self._cells = kept
        return made

    def paste(self, column: int, last: int, prepared: str) -> None:
        """Put prepared cells into the row that was begun, from one column to another."""
        self._cells[column] = prepared.replace(_ANY_ROW, self._label)
        self._last = max(self._last, last)

    def blank(self, column: int, style: str = "text") -> None:
        """Write an empty cell."""
        self._cells[column] = f'<c r="{column_letters(column)}{self._label}" s="{self._xf(style, False)}"/>'
