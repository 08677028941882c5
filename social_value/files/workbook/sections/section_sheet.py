"""The sheet of a section: a row a bid on top where it has one, its tables below, and its charts under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from social_value.core.sections.cells import Cell
from social_value.core.sections.section import Column, Section, Table
from social_value.files.sheets.page import Page
from social_value.files.workbook.bid_rows import bid_labels, fitting, label_columns
from social_value.files.workbook.book import Book
from social_value.files.workbook.plan import BID, FIRST, SUPPLIER, Report
from social_value.files.workbook.sections.section_cells import SectionCells
from social_value.files.workbook.sections.section_charts import CHART_ROWS, add_section_chart
from social_value.files.workbook.sections.section_formulas import SectionFormulas
from social_value.files.workbook.sections.section_plan import FIRST_COLUMN, SectionPlan

TITLE_ROWS = 2
_NUMBER_WIDTH, _TEXT_WIDTH = 13, 12
_GAP_HEIGHT = 2.0


class SectionSheet:
    """Writes one section."""

    def __init__(self, book: Book, report: Report, section: Section, plan: SectionPlan) -> None:
        self.book = book
        self.page: Page = book.page(section.sheet)
        self.report = report
        self.section = section
        self.plan = plan
        self.cells = SectionCells(self.page, SectionFormulas(plan))

    def write(self) -> None:
        """Write the sheet from the top down."""
        page, section = self.page, self.section
        page.head(section.title, section.note)
        self._widths()
        row = TITLE_ROWS
        if section.columns:
            self._bids()
            row = self.report.last + 3
        for table in section.tables:
            self._table(table)
            row = self.plan.tables[id(table)].next_free
        for number, chart in enumerate(section.charts):
            add_section_chart(self.book, self.plan, section, chart, row + number * CHART_ROWS)
        page.set_up(TITLE_ROWS, SUPPLIER + 1 if section.columns else 1)

    def _widths(self) -> None:
        section, widths = self.section, dict[int, int]()
        if section.columns:
            label_columns(self.page, self.report)
        for first, columns, rows in (
            (FIRST_COLUMN, section.columns, section.bids.values()),
            *((0, table.columns, (row.cells for row in table.rows)) for table in section.tables),
        ):
            lines = tuple(rows)
            for at, column in enumerate(columns):
                width = _width(column, [cells[at] for cells in lines])
                widths[first + at] = max(widths.get(first + at, 0), width)
        for at, width in widths.items():
            if not section.columns or at > SUPPLIER:
                self.page.width(at, width)

    def _contents(self) -> None:
        """Name the tables below. The bids stand where they do on every sheet, so the rows up to them are made low."""
        below = [table.title for table in self.section.tables]
        self.page.row(TITLE_ROWS)
        self.page.text(0, f"Below the bids: {'; '.join(below)}." if below else "", "line")
        for row in range(TITLE_ROWS + 1, FIRST - 1):
            self.page.row(row, _GAP_HEIGHT)

    def _bids(self) -> None:
        page, columns = self.page, self.section.columns
        self._contents()
        page.row(FIRST - 1, 54)
        for at, head in ((BID, "Bid"), (SUPPLIER, "Supplier")):
            page.text(at, head, "head")
        for at, column in enumerate(columns, start=FIRST_COLUMN):
            below = {self.plan.bid_rows[bid]: line[at - FIRST_COLUMN] for bid, line in self.section.bids.items()}
            page.text(at, self.cells.head(column, at, below), "head")
        for place, result in enumerate(self.report.bids):
            cells = self.section.bids.get(result.id, ())
            page.row_for(FIRST + place, {SUPPLIER: "", **_texts(cells, FIRST_COLUMN)})
            bid_labels(page, result, "top")
            self.cells.line(FIRST + place, FIRST_COLUMN, columns, cells)

    def _table(self, table: Table) -> None:
        page, place = self.page, self.plan.tables[id(table)]
        page.row(place.title)
        page.text(0, table.title, "section")
        if table.note:
            page.row(place.title + 1)
            page.text(0, table.note, "note")
        heads = {
            at: self.cells.head(
                column, at, {row: line.cells[at] for row, line in enumerate(table.rows, start=place.first)}
            )
            for at, column in enumerate(table.columns)
        }
        page.row_for(place.heads, heads, bold=True)
        for at, head in heads.items():
            page.text(at, head, "head-left" if table.columns[at].shows == "text" else "head")
        if not table.rows:
            page.row(place.first)
            page.text(0, "none", "text")
        for number, row in enumerate(table.rows):
            page.row_for(place.first + number, {0: "", **_texts(row.cells, 0)})
            self.cells.line(place.first + number, 0, table.columns, row.cells)


def _texts(cells: Iterable[Cell], first: int) -> dict[int, str]:
    """Return the texts of a line by their columns, which say how high it is."""
    return {at: cell.value for at, cell in enumerate(cells, start=first) if isinstance(cell.value, str)}


def _width(column: Column, cells: Sequence[Cell]) -> int:
    if column.shows != "text":
        return max(_NUMBER_WIDTH, min(22, len(column.title) // 2 + 4))
    return fitting([cell.value for cell in cells if isinstance(cell.value, str)], _TEXT_WIDTH, column.widest)
