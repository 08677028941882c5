"""The charts of a section, native to the spreadsheet, over the cells of its tables."""

from __future__ import annotations

from dataclasses import dataclass

from social_value.core.sections.cells import Cell
from social_value.core.sections.section import Chart, Column, Section
from social_value.files.sheets.references import span
from social_value.files.sheets.styles import SERIES_COLOURS
from social_value.files.workbook.book import Book
from social_value.files.workbook.calculation.summary_chart import FONT, ROW_PIXELS
from social_value.files.workbook.plan import BID, FIRST
from social_value.files.workbook.sections.section_plan import FIRST_COLUMN, SectionPlan

CHART_ROWS = 20
"""Rows that a chart and the gap below it take."""


@dataclass(frozen=True, slots=True)
class _Charted:
    """The cells that a chart is drawn from: their columns and lines, where they stand, and the bids of the lines."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[Cell, ...], ...]
    first_row: int
    first_column: int
    bids: tuple[str, ...] = ()

    def column(self, key: str) -> int:
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    def labels(self, key: str) -> list[str | float]:
        """Return the names of the points, without which a spreadsheet takes words for numbers."""
        if key == "bid" and self.bids:
            return list(self.bids)
        values = (line[self.column(key)].value for line in self.lines)
        return [value if isinstance(value, str) else float(value or 0) for value in values]

    def cells(self, key: str, sheet: str) -> str:
        column = BID if key == "bid" else self.first_column + self.column(key)
        return f"={span(self.first_row, self.first_row + max(1, len(self.lines)) - 1, column, sheet)}"


def add_section_chart(book: Book, plan: SectionPlan, section: Section, chart: Chart, row: int) -> None:
    """Put a chart on the sheet of its section, with its upper edge at a row."""
    charted = _charted(plan, section, chart.table)
    made = book.chart(chart.kind)
    for number, key in enumerate(chart.series):
        made.add_series(_series(charted, chart, section, key, SERIES_COLOURS[number % len(SERIES_COLOURS)]))
    made.set_title({"name": chart.title, "name_font": {**FONT, "size": 11}, "overlay": False})
    made.set_legend({"position": "bottom", "font": FONT})
    lines = {"visible": True, "line": {"color": "#DDDDDD"}}
    made.set_x_axis({"num_font": FONT, "major_gridlines": lines})
    made.set_y_axis({"num_font": FONT, "reverse": chart.kind != "lines"})
    made.set_size({"width": 1000, "height": (CHART_ROWS - 1) * ROW_PIXELS})
    book.page(section.sheet).sheet.insert_chart(row, 0, made, {"description": chart.title})


def _charted(plan: SectionPlan, section: Section, key: str) -> _Charted:
    if not key:
        bids = tuple(result.id for result in plan.report.bids if result.id in section.bids)
        return _Charted(section.columns, tuple(section.bids[bid] for bid in bids), FIRST, FIRST_COLUMN, bids)
    table = next(table for table in section.tables if table.key == key)
    return _Charted(table.columns, tuple(row.cells for row in table.rows), plan.tables[id(table)].first, 0)


def _series(charted: _Charted, chart: Chart, section: Section, key: str, colour: str) -> dict[str, object]:
    at = charted.column(key)
    look: dict[str, object] = {"fill": {"color": colour}, "border": {"color": "#FFFFFF"}, "gap": 45}
    if chart.kind == "lines":
        look = {"line": {"color": colour, "width": 2}, "marker": {"type": "none"}}
    return {
        "name": charted.columns[at].title,
        "categories": charted.cells(chart.labels, section.sheet),
        "categories_data": charted.labels(chart.labels),
        "values": charted.cells(key, section.sheet),
        "values_data": [_plotted(line[at]) for line in charted.lines],
        **look,
    }


def _plotted(cell: Cell) -> float | None:
    return None if cell.number is None else float(cell.number)
