"""Sections as JSON gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from social_value.core.evaluation.results import BidResult
from social_value.core.sections.cells import Cell
from social_value.core.sections.section import Column, Row, Section, Table

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
