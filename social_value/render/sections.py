"""Sections in the JSON and in the explanation of a bid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from social_value.arithmetic import stated
from social_value.core.evaluation.results import BidResult
from social_value.core.sections.cells import NOT_AVAILABLE, Cell, arithmetic
from social_value.core.sections.section import Column, Row, Section, Table
from social_value.text import shown_text

Decimals = Callable[[Fraction], str]


def section_json(section: Section, bids: Iterable[BidResult], decimals: Decimals) -> dict[str, object]:
    """Return a section for other programs: its tables, the rows of bids first, each row an object by column."""
    shown = [result.id for result in bids if result.id in section.bids]
    of_bids = Table("bids", "Bids", section.columns, tuple(Row(section.bids[bid], bid) for bid in shown))
    tables = (*((of_bids,) if section.columns else ()), *section.tables)
    return {
        "id": section.key,
        "title": section.title,
        "note": section.note,
        "tables": [_table_json(table, decimals) for table in tables],
    }


def _table_json(table: Table, decimals: Decimals) -> dict[str, object]:
    return {
        "id": table.key,
        "title": table.title,
        "note": table.note,
        "columns": [{"key": column.key, "title": column.title, "shows": column.shows} for column in table.columns],
        "rows": [
            {"bid": row.bid_id or None, "cells": _row_json(table.columns, row.cells, decimals)} for row in table.rows
        ],
    }


def _row_json(columns: Sequence[Column], cells: Sequence[Cell], decimals: Decimals) -> dict[str, object]:
    return {column.key: _value_json(cell, decimals) for column, cell in zip(columns, cells, strict=True)}


def _value_json(cell: Cell, decimals: Decimals) -> str | None:
    if isinstance(cell.value, str):
        return cell.value
    return None if cell.value is None else decimals(cell.value)


# The explanation of a bid


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
