"""Cells of the sheet Social value: as operands of the functions of a valuation, their styles, and heads of tables."""

from __future__ import annotations

from collections.abc import Iterable

from social_value.core.expressions import Expression, cell
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, in_row

MONEY, INPUT = "number|#,##0.00", "input|General"
EXACT, FACTOR = "number|General", "number|0.00000000"


def at(row: int, column: int) -> Expression:
    """Return one cell, whatever the formula's row."""
    return cell(fixed(row, column))


def along(row: int, columns: Iterable[int]) -> list[Expression]:
    """Return cells of one row, whatever the formula's row."""
    return [at(row, column) for column in columns]


def beside(column: int) -> Expression:
    """Return the cell of a column in the formula's own row."""
    return cell(in_row(column))


def begin(page: Page, title_row: int, title: str, heads: Iterable[str]) -> None:
    """Write the title and the heads of a table."""
    page.row(title_row)
    page.text(0, title, "section")
    page.row(title_row + 1, 54)
    for column, head in enumerate(heads):
        page.text(column, head, "head")
