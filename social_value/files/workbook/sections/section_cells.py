"""The cells of a section: texts, numbers with their formulas, inputs, and the heads that tell these apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from social_value.core.sections.cells import NOT_AVAILABLE, Cell
from social_value.core.sections.section import Column, Shows
from social_value.files.sheets.page import Page
from social_value.files.workbook.sections.section_formulas import SectionFormulas
from social_value.files.workbook.sections.section_plan import Address

_FORMATS: Mapping[Shows, str] = {
    "money": "#,##0.00",
    "count": "#,##0.####",
    "percent": "0.00",
    "ratio": "0.00",
    "share": "0.0###",
    "marks": "0.00",
}


class SectionCells:
    """Writes the cells of one sheet."""

    def __init__(self, page: Page, formulas: SectionFormulas) -> None:
        self.page = page
        self.formulas = formulas

    def line(self, row: int, first: int, columns: Sequence[Column], cells: Iterable[Cell]) -> None:
        """Write the cells of a line, in the row that was begun."""
        for at, (column, cell) in enumerate(zip(columns, cells, strict=False), start=first):
            self._cell(Address(self.page.name, row, at), column, cell)

    def _cell(self, here: Address, column: Column, cell: Cell) -> None:
        page, at, value = self.page, here.column, cell.value
        if isinstance(value, str):
            page.text(at, value, "wrapped")
            return
        form, formula = _format(column), self.formulas.formula(cell, here)
        if formula:
            page.formula(at, formula, NOT_AVAILABLE if value is None else value, f"number-top|{form}")
        elif value is None:
            page.text(at, NOT_AVAILABLE, "input-text" if self.formulas.is_input(cell, here) else "top-centre")
        else:
            page.number(at, value, f"input-top|{form}" if self.formulas.is_input(cell, here) else f"number-top|{form}")

    def head(self, column: Column, at: int, cells: Mapping[int, Cell]) -> str:
        """Return the title of a column, whose cells come by their rows; one that holds inputs only says so."""
        # A number that a column shows several times is an input where it comes first.
        sheet, rows = self.page.name, dict[Cell, int]()
        for row, cell in cells.items():
            if not isinstance(cell.value, str):
                rows.setdefault(cell, row)
        inputs = bool(rows) and all(self.formulas.is_input(cell, Address(sheet, row, at)) for cell, row in rows.items())
        return f"{column.title} (input)" if inputs else column.title


def _format(column: Column) -> str:
    form = _FORMATS.get(column.shows, "General")
    return f"{form};-{form};" if column.sparse else form
