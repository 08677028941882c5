"""Sections on the terminal: the rows of bids, then every table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.text import Text

from social_value.arithmetic import rounded, stated
from social_value.core.evaluation.results import Evaluation
from social_value.core.sections.cells import NOT_AVAILABLE, Cell, text
from social_value.core.sections.section import Column, Row, Section, Table
from social_value.render.console import console
from social_value.render.section_grid import Written, grids
from social_value.text import shown_text

GATHERED = "Of which"
"""Title of the column that lists what is in the columns of a matrix."""


def print_section(section: Section, evaluation: Evaluation, stream: TextIO) -> None:
    """Print a section: its title and note, and its tables one below the other."""
    screen = console(stream)
    blocks = screen.encoding.lower().startswith("utf")
    screen.print(Text(section.title, style="bold"), Text(section.note, style="dim"), sep="\n")
    for table in _tables(section, evaluation):
        if table.title:
            screen.print(Text(table.title, style="bold"))
        if table.note:
            screen.print(Text(table.note, style="dim"))
        for grid in grids(tuple(_written(table.columns, (row.cells for row in table.rows))), screen.width, blocks):
            screen.print(grid)


def _tables(section: Section, evaluation: Evaluation) -> Iterator[Table]:
    if section.columns:
        shown = [result.id for result in evaluation.bids if result.id in section.bids]
        rows = tuple(Row((text(bid), *section.bids[bid]), bid) for bid in shown)
        yield Table("", "", (Column("bid", "Bid"), *section.columns), rows)
    yield from section.tables


def _written(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[Written]:
    """Yield the columns of a table as a terminal shows them."""
    lines = [tuple(_line(columns, cells)) for cells in rows]
    shown = [(column.title, column.shows != "text") for column in columns if not column.sparse]
    if len(shown) < len(columns):
        shown.append((GATHERED, False))
    for at, (title, numbers) in enumerate(shown):
        yield Written(title, tuple(line[at] for line in lines), numbers)


def _line(columns: Sequence[Column], cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the words of a line. A terminal is too narrow for a matrix: what is in its columns is listed in one."""
    pairs = tuple(zip(columns, cells, strict=True))
    yield from (_shown(column, cell) for column, cell in pairs if not column.sparse)
    if any(column.sparse for column in columns):
        yield ", ".join(
            f"{column.title} {_shown(column, cell)}" for column, cell in pairs if column.sparse and cell.value
        )


def _shown(column: Column, cell: Cell) -> str:
    if isinstance(cell.value, str):
        return shown_text(cell.value)
    if cell.value is None:
        return NOT_AVAILABLE
    if column.shows in ("count", "share"):
        return stated(cell.value)
    return f"{rounded(cell.value, 2, 'half-up'):,f}"
