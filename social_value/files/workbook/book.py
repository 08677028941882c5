"""The book: its sheets in order, what they share, and the bytes it becomes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO

from xlsxwriter.chart import Chart

from social_value.core.sections.section import ChartKind
from social_value.files.sheets.new_books import new_book, set_print
from social_value.files.sheets.page import Page
from social_value.files.sheets.row_xml import CellSheet
from social_value.files.sheets.styles import StyleBook

_CHARTS: Mapping[ChartKind, dict[str, str]] = {
    "bars": {"type": "bar"},
    "stacked-bars": {"type": "bar", "subtype": "stacked"},
    "lines": {"type": "scatter", "subtype": "straight"},
}


class Book:
    """A workbook in memory."""

    def __init__(self, names: Sequence[str]) -> None:
        self._content = BytesIO()
        self.workbook = new_book(self._content, "Evaluation report")
        styles = StyleBook(self.workbook)
        alarm = self.workbook.add_format({"bold": True, "font_color": "#B00020"})
        self._pages = {name: Page(self._sheet(name), name, styles, alarm) for name in names}
        for page in self._pages.values():
            set_print(page.sheet)

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
