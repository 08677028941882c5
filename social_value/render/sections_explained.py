"""Sections in the explanation of a bid."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import stated
from social_value.core.sections.cells import NOT_AVAILABLE, Cell, arithmetic
from social_value.core.sections.section import Row, Section, Table
from social_value.text import shown_text


def section_lines(section: Section, bid_id: str) -> Iterator[str]:
    """Yield how every worked number of a section about a bid comes about."""
    yield f"{section.title}: {section.note}"
    shown: Table | None = None
    line: Row | None = None
    for table, column, cell, row in section.about(bid_id):
        if table is not shown and table is not None:
            yield f"  {table.title}{f': {table.note}' if table.note else ''}"
            shown = table
        if row is not line and row is not None:
            yield from (f"    {name}" for name in (_name_of(row),) if name)
            line = row
        indent = "  " if table is None else "      "
        if not isinstance(cell.value, str) and not (column.sparse and cell.value == 0):
            yield f"{indent}{column.title}: {_equation(cell)}"


def _name_of(row: Row) -> str:
    return ", ".join(shown_text(cell.value) for cell in row.cells if isinstance(cell.value, str) and cell.value)


def _equation(cell: Cell) -> str:
    if cell.number is None:
        return NOT_AVAILABLE
    parts = (arithmetic(cell), stated(cell.number))
    return " = ".join(dict.fromkeys(part for part in parts if part))
