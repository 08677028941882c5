"""The book: its sheets in order, what they share, and the bytes it becomes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format

from social_value.core.sections.section import ChartKind
from social_value.files.workbook.row_xml import CellSheet, Rows
from social_value.files.workbook.styles import StyleBook

# The same inputs give the same bytes, so no clock is read.
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - XlsxWriter writes it as it stands
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CHARTS: Mapping[ChartKind, dict[str, str]] = {
    "bars": {"type": "bar"},
    "stacked-bars": {"type": "bar", "subtype": "stacked"},
    "lines": {"type": "scatter", "subtype": "straight"},
}
A4 = 9
CHARACTERS_ON_A_PAGE = 230
MOST_LINES = 28


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

    def set_up(self, header_rows: int, label_columns: int = 0, last_column: int | None = None) -> None:
        """Freeze and repeat the headings, and print on A4 across as many pages as stay legible."""
        sheet = self.sheet
        sheet.freeze_panes(header_rows, label_columns)
        sheet.repeat_rows(0, header_rows - 1)
        if label_columns:
            sheet.repeat_columns(0, label_columns - 1)
        shown = [width for column, width in self._widths.items() if last_column is None or column <= last_column]
        sheet.fit_to_pages(max(1, -(-int(sum(shown)) // CHARACTERS_ON_A_PAGE)), 0)

    def row_for(self, row: int, texts: Mapping[int, str | None], *, bold: bool = False) -> None:
        """Begin a row that is high enough for wrapped texts, by column; bold letters are an eighth wider."""
        count, share = (_heading_lines, 8 / 9) if bold else (_lines, 1)
        lines = max(count(text or "", share * self._widths.get(column, 8)) for column, text in texts.items())
        self.row(row, _height(lines))

    def fact(self, row: int, label: str, text: str, last: int) -> None:
        """Write a label and a text over the columns beside it; the row is as high as the text needs."""
        self.row_over(row, text, 1, last)
        self.text(0, label, "top")
        self.over(1, text, last)

    def row_over(self, row: int, text: str, first: int, last: int) -> None:
        """Begin a row that is high enough for a text that is wrapped over neighbouring columns."""
        width = sum(self._widths[column] for column in range(first, last + 1))
        self.row(row, _height(_lines(text, width)))

    def over(self, first: int, text: str, last: int, style: str = "wrapped") -> None:
        """Write a text over neighbouring columns, in the row that was begun."""
        self.text(first, text, style)
        for column in range(first + 1, last + 1):
            self.blank(column, style)
        if last > first:
            self.merge(first, last)

    def merge(self, first: int, last: int) -> None:
        """Merge cells of the row that was begun."""
        self.sheet.merge.append([self.current, first, self.current, last])

    def mark(self, column: int, first: int, last: int, word: str) -> None:
        """Show a word of a column in bold red, so that it stands out."""
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._alarm}
        self.sheet.conditional_format(first, column, last, column, rule)


class Book:
    """A workbook in memory."""

    def __init__(self, names: Sequence[str]) -> None:
        self._content = BytesIO()
        self.workbook = Workbook(self._content, OPTIONS)
        self.workbook.set_properties({"created": CREATED, "title": "Evaluation report", "author": ""})
        styles = StyleBook(self.workbook)
        alarm = self.workbook.add_format({"bold": True, "font_color": "#B00020"})
        self._pages = {name: Page(self._sheet(name), name, styles, alarm) for name in names}
        for page in self._pages.values():
            _print_settings(page.sheet)

    def _sheet(self, name: str) -> CellSheet:
        sheet = self.workbook.add_worksheet(name, CellSheet)
        if not isinstance(sheet, CellSheet):
            raise TypeError(f"{name} is not a sheet of ours")
        return sheet

    def page(self, name: str) -> Page:
        """Return a sheet of the book. Raises KeyError where there is none."""
        return self._pages[name]

    def chart(self, kind: ChartKind) -> Chart:
        """Return a new chart."""
        chart = self.workbook.add_chart(_CHARTS[kind])
        if not isinstance(chart, Chart):
            raise TypeError("a chart was asked for")
        return chart

    def name(self, name: str, reference: str) -> None:
        """Define a name for a range."""
        self.workbook.define_name(name, f"={reference}")

    def close(self) -> bytes:
        """Return the bytes of the finished book."""
        for page in self._pages.values():
            page.finish()
        self.workbook.close()
        return self._content.getvalue()


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    return sum(-(-len(line) // max(1, int(width * 1.15))) or 1 for line in text.split("\n"))


def _heading_lines(text: str, width: float) -> int:
    """Return how many lines a heading takes, whose few words leave much of a line empty."""
    return len(wrap(text, max(1, int(width)))) or 1


def _height(lines: int) -> float:
    """Return the height of a row in points; one line has the height that every row has."""
    return 0.0 if lines < 2 else 13.0 * min(lines, MOST_LINES) + 2


def _print_settings(sheet: CellSheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)


@contextmanager
def without_collection() -> Iterator[None]:
    """Hold the collector of cyclic garbage back: a report makes millions of objects and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
