"""Where the cells of sections stand, so that a formula can name the cells that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell
from social_value.core.sections.elsewhere import FigureAt
from social_value.core.sections.section import Section, Table
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.plan import FIRST, SUPPLIER, Report

FIRST_COLUMN = SUPPLIER + 1
FIRST_TABLE_ROW = 3
"""Row of the first table of a section that has no row for each bid."""


@dataclass(frozen=True, slots=True)
class Address:
    """A cell of a sheet, its row and column counted from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: the row of its title, of its heads, and of its first line."""

    title: int
    heads: int
    first: int
    next_free: int


class SectionPlan:
    """Gives every cell of every section its address."""

    def __init__(self, report: Report, sections: Sequence[Section], prices: PriceCells) -> None:
        self.report = report
        self.prices = prices
        self.sections = sections
        self.tables: dict[int, TablePlace] = {}
        self.addresses: dict[int, Address] = {}
        """Where each cell stands first, by the identity of the cell, since two cells may be equal."""
        for section in sections:
            self._lay_out(section)

    def _lay_out(self, section: Section) -> None:
        for bid_id, cells in section.bids.items():
            self._place(section, self.bid_rows[bid_id], FIRST_COLUMN, cells)
        self._homes_of_measures(section)
        row = self.report.last + 3 if section.columns else FIRST_TABLE_ROW
        for table in section.tables:
            place = _place_of(table, row)
            self.tables[id(table)] = place
            for number, line in enumerate(table.rows):
                self._place(section, place.first + number, 0, line.cells)
            row = place.next_free
        for name, key in section.figures.items():
            column = next(at for at, heading in enumerate(section.columns) if heading.key == key)
            self.prices.columns[name] = FIRST_COLUMN + column
            self.prices.sheets[name] = section.sheet

    def _homes_of_measures(self, section: Section) -> None:
        """Make a column of bids the home of a measure that no other sheet has."""
        for cells in section.bids.values():
            for column, cell in enumerate(cells, start=FIRST_COLUMN):
                at = cell.elsewhere
                if isinstance(at, FigureAt) and at.name.rule is None and not self._has_home(at.name):
                    self.prices.columns[at.name] = column
                    self.prices.sheets[at.name] = section.sheet

    def _has_home(self, name: FigureName) -> bool:
        return name.id in self.report.measure_homes or name in self.prices.columns

    def _place(self, section: Section, row: int, first: int, cells: Iterable[Cell]) -> None:
        for column, cell in enumerate(cells, start=first):
            # A cell that stands in several places is worked out in the first.
            self.addresses.setdefault(id(cell), Address(section.sheet, row, column))

    @cached_property
    def bid_rows(self) -> Mapping[str, int]:
        """The row of every bid, on every sheet with a row a bid."""
        return {result.id: FIRST + place for place, result in enumerate(self.report.bids)}


def _place_of(table: Table, row: int) -> TablePlace:
    heads = row + 2 if table.note else row + 1
    first = heads + 1
    return TablePlace(row, heads, first, first + max(1, len(table.rows)) + 2)
