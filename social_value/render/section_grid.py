"""Tables of any width on a terminal of any width: numbers and ids stand whole, and what does not fit stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

_NARROWEST = 16
"""Characters of a text that is broken to make room; a longer word is broken too."""
_WIDEST_ID = 34


@dataclass(frozen=True)
class Written:
    """A column as it is written: its title, the texts of its rows, and whether these are numbers."""

    title: str
    cells: tuple[str, ...]
    numbers: bool

    @cached_property
    def longest(self) -> int:
        """How wide its widest text is, without its title."""
        return max(map(cell_len, self.cells), default=0)

    @property
    def natural(self) -> int:
        """How wide it is where there is room."""
        return max(cell_len(self.title), self.longest)

    def least(self, *, first: bool) -> int:
        """Return how narrow it may become: the first column names the rows and stands whole, as numbers do."""
        room = self.longest if self.numbers else min(self.longest, _WIDEST_ID if first else _NARROWEST)
        return max(room, min(_NARROWEST, max(map(cell_len, self.title.split()), default=0)), 1)


def grids(columns: Sequence[Written], width: int, blocks: bool) -> Iterator[Grid]:
    """Yield a table as one grid, or as several below one another where it is too wide; each begins with the labels."""
    labels = _labels(columns, width)
    part = list(labels)
    for column in columns[len(labels) :]:
        if len(part) > len(labels) and _taken([*part, column]) > width:
            yield _grid(part, width, blocks)
            part = list(labels)
        part.append(column)
    yield _grid(part, width, blocks)


def _labels(columns: Sequence[Written], width: int) -> Sequence[Written]:
    """Return the columns of text that a table begins with, or the first alone where they take half of the room."""
    count = next((at for at, column in enumerate(columns) if column.numbers), len(columns))
    labels = columns[:count] if count < len(columns) else columns[:1]
    return labels if _taken(labels) <= width / 2 else columns[:1]


def _least(columns: Sequence[Written]) -> list[int]:
    return [column.least(first=at == 0) for at, column in enumerate(columns)]


def _taken(columns: Sequence[Written]) -> int:
    """Return the narrowest that a grid of columns becomes, with the gaps between them."""
    return sum(_least(columns)) + _gaps(columns)


def _gaps(columns: Sequence[Written]) -> int:
    return 2 * len(columns)


def _widths(columns: Sequence[Written], width: int) -> list[int]:
    """Return the widths of columns: the widest give way first, and none becomes narrower than it may."""
    pairs = [(column.natural, least) for column, least in zip(columns, _least(columns), strict=True)]
    room = width - _gaps(columns)

    def at_most(cap: int) -> list[int]:
        return [min(natural, max(cap, least)) for natural, least in pairs]

    cap = next((cap for cap in range(max(natural for natural, _ in pairs), 0, -1) if sum(at_most(cap)) <= room), 0)
    widths = at_most(cap)
    for at, (natural, _) in reversed(list(enumerate(pairs))):
        if widths[at] == cap < natural and sum(widths) < room:
            widths[at] += 1
    return widths


def _grid(columns: Sequence[Written], width: int, blocks: bool) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD if blocks else box.ASCII2, padding=(0, 1, 0, 0), pad_edge=False)
    for column, room in zip(columns, _widths(columns, width), strict=True):
        justify: Literal["left", "right"] = "right" if column.numbers else "left"
        grid.add_column(Text(column.title), justify=justify, width=room, overflow="fold")
    for cells in zip(*(column.cells for column in columns), strict=True):
        grid.add_row(*map(Text, cells))
    return grid
