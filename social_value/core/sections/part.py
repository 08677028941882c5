"""A part of a section that several modules write together: columns of the table of bids, and tables below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell
from social_value.core.sections.section import Chart, Column, Table


@dataclass(frozen=True, slots=True)
class Part:
    """What one module adds to a section. ``bids`` holds as many cells for each bid as there are columns."""

    columns: tuple[Column, ...] = ()
    bids: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    figures: Mapping[FigureName, str] = field(default_factory=dict)
