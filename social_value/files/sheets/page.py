"""A sheet as a page: its title, its columns, rows as high as their texts, headings, and how it prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.format import Format

from social_value.files.sheets.row_heights import heading_lines, prose_lines, row_height
from social_value.files.sheets.row_xml import CellSheet, Rows
from social_value.files.sheets.styles import StyleBook

_CHARACTERS_ON_A_PAGE = 230
"""Widths of columns that A4 across shows together and that are still legible."""
_UNSTATED_WIDTH = 8
_MARGIN, _HIGHEST = 2.0, 366.0
"""Points that are left free in a row of several lines, and the highest row: that of 28 lines."""


class Page(Rows):
    """One sheet, with its title, its print settings and its rows."""

    def __init__(self, sheet: CellSheet, name: str, styles: StyleBook, alarm: Format) -> None:
        super().__init__(sheet, styles.xf)
        self.sheet = sheet
        self.name = name
        self._alarm = alarm
        self._widths: dict[int, float] = {}

    def head(self, title: str, note: str) -> None:
        """Write the title and the note under it, in the first two rows."""
        self.row(0, 24)
        self.text(0, title, "title")
        self.row(1)
        self.text(0, note, "note")

    def width(self, column: int, characters: float) -> None:
        """Set the width of a column."""
        self._widths[column] = characters
        self.sheet.set_column(column, column, characters)

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the first columns."""
        for column, characters in enumerate(widths):
            self.width(column, characters)

    def set_up(self, header_rows: int, label_columns: int = 0, last_column: int | None = None) -> None:
        """Freeze and repeat the headings, and print on A4 across as many pages as stay legible."""
        sheet = self.sheet
        sheet.freeze_panes(header_rows, label_columns)
        sheet.repeat_rows(0, header_rows - 1)
        if label_columns:
            sheet.repeat_columns(0, label_columns - 1)
        shown = [width for column, width in self._widths.items() if last_column is None or column <= last_column]
        sheet.fit_to_pages(max(1, -(-int(sum(shown)) // _CHARACTERS_ON_A_PAGE)), 0)

    def row_for(self, row: int, texts: Mapping[int, str | None], *, bold: bool = False) -> None:
        """Begin a row that is high enough for wrapped texts, by column; bold ones are headings."""
        count = heading_lines if bold else prose_lines
        lines = max(count(text or "", self._widths.get(column, _UNSTATED_WIDTH)) for column, text in texts.items())
        self._row_of(row, lines)

    def row_over(self, row: int, text: str, first: int, last: int) -> None:
        """Begin a row that is high enough for a text that is wrapped over neighbouring columns."""
        width = sum(self._widths[column] for column in range(first, last + 1))
        self._row_of(row, prose_lines(text, width))

    def _row_of(self, row: int, lines: int) -> None:
        self.row(row, row_height(lines, margin=_MARGIN, highest=_HIGHEST))

    def fact(self, row: int, label: str, text: str, last: int) -> None:
        """Write a label and a text over the columns beside it; the row is as high as the text needs."""
        self.row_over(row, text, 1, last)
        self.text(0, label, "top")
        self.over(1, text, last)

    def over(self, first: int, text: str, last: int, style: str = "wrapped") -> None:
        """Write a text over neighbouring columns, in the row that was begun."""
        self.text(first, text, style)
        for column in range(first + 1, last + 1):
            self.blank(column, style)
        if last > first:
            self.merge(first, last)

    def merge(self, first: int, last: int) -> None:
        """Merge cells of the row that was begun."""
        # The method of XlsxWriter would write the cells as well, which are written here.
        self.sheet.merge.append([self.current, first, self.current, last])

    def texts(self, texts: Iterable[str | None], style: str = "text", first: int = 0) -> None:
        """Write texts into neighbouring columns of the row that was begun."""
        for column, text in enumerate(texts, start=first):
            self.text(column, text, style)

    def section(self, row: int, title: str) -> None:
        """Begin a row with the title of a part of the sheet."""
        self.row(row)
        self.text(0, title, "section")

    def table(self, row: int, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
        """Write headings and rows of text, each as high as it needs; return the row after them."""
        self.row(row)
        self.texts(heads, "head-left")
        for cells in rows:
            row += 1
            self.row_for(row, dict(enumerate(cells)))
            self.texts(cells, "wrapped")
        return row + 1

    def mark(self, column: int, first: int, last: int, word: str) -> None:
        """Show a word of a column in bold red, so that it stands out."""
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._alarm}
        self.sheet.conditional_format(first, column, last, column, rule)
