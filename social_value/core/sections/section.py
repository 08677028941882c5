"""Tables and sections, as every output shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell

Shows = Literal["text", "money", "count", "percent", "ratio", "share", "marks"]
"""What a column holds: a text; a sum in the currency; a quantity; a percentage, 0 to 100; a multiple; a share, 0 to 1;
marks, to the published places."""

ChartKind = Literal["bars", "stacked-bars", "lines"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key in the JSON, its title for people, and what it holds.

    ``sparse`` makes it a column of a matrix that is mostly empty: 0 shows as nothing, and terminals list what there is.
    ``widest`` is how many characters wide a column of text gets on a sheet before its text wraps.
    """

    key: str
    title: str
    shows: Shows = "text"
    sparse: bool = False
    widest: int = 46


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell for each column. ``bid_id`` names the bid that it is about, where it is about one."""

    cells: tuple[Cell, ...]
    bid_id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table below the bids, with what a reader has to know before reading it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of columns of a table, or of the table of bids where ``table`` is empty.

    ``labels`` is the key of the column, of text or of numbers along a line, that names the points; ``bid`` stands for
    the ids of the bids.
    """

    title: str
    kind: ChartKind
    table: str
    labels: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a section is called: its key in the JSON and for ``score --show``, its sheet, and its title for people.

    The title is that of the sheet where none is given. A section that stands ``apart`` reads other sheets, and none
    reads it: its sheet comes after the panel's, and a workbook may go without it.
    """

    key: str
    sheet: str
    title: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One sheet of the report. ``bids`` holds a row for each bid, by its id, whose bid and supplier are shown anyway.

    ``figures`` names the columns of bids that hold a registered figure: criteria that mark it read it there.
    """

    heading: Heading
    note: str
    columns: tuple[Column, ...] = ()
    bids: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    figures: Mapping[FigureName, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key of the section in the JSON and for ``score --show``."""
        return self.heading.key

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return self.heading.sheet

    @property
    def title(self) -> str:
        """Its title for people."""
        return self.heading.title or self.heading.sheet

    def about(self, bid_id: str) -> Iterator[tuple[Table | None, Column, Cell, Row | None]]:
        """Yield every cell about a bid: those of its own row, with no table, then those of the tables' rows.

        A row that is about no bid in particular is about every one.
        """
        for column, cell in zip(self.columns, self.bids.get(bid_id, ()), strict=False):
            yield None, column, cell, None
        for table in self.tables:
            for row in table.rows:
                if row.bid_id in ("", bid_id):
                    yield from (
                        (table, column, cell, row) for column, cell in zip(table.columns, row.cells, strict=True)
                    )
