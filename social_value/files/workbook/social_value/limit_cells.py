"""The limits of all bids on Social value: the cap, the floor and the most that may be linked to no outcome."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.core.expressions import Expression, cell
from social_value.core.figures.registry import FigureName
from social_value.core.valuation.basis import Basis
from social_value.core.valuation.value_limits import percent_of
from social_value.files.sheets.page import Page
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.social_value.bid_columns import BidColumns
from social_value.files.workbook.social_value.value_cells import at
from social_value.model.valuation import Limit

LIMIT_ROW = 4
"""Row of the words above a limit; its number stands in the next row, and what it is taken of below."""
_NUMBER, _BASE_WORDS, _BASE = LIMIT_ROW + 1, LIMIT_ROW + 2, LIMIT_ROW + 3
_STATED = "input|#,##0.00##"


def write_limits(page: Page, columns: BidColumns, basis: Basis) -> None:
    """Write the limits that the procurement publishes, as inputs above the column of each."""
    valuation, percent = basis.valuation, basis.valuation.unlinked_cap_percent
    limits = [(columns.cap, "Cap", valuation.cap), (columns.floor, "Floor", valuation.floor)]
    stated = [(column, f"{name} (input): {_unit(limit)}", _number(limit)) for column, name, limit in limits if limit]
    if percent is not None:
        words = "Linked to no outcome (input): most percent"
        stated = [(columns.unlinked_counted, words, Fraction(percent)), *stated]
    if not stated:
        return
    page.row(LIMIT_ROW, 40)
    for column, words, _ in stated:
        page.text(column, words, "small")
    page.row(_NUMBER)
    for column, _, value in stated:
        page.number(column, value, _STATED)
    _write_bases(page, [at for at, _, limit in limits if limit and limit.percent_of_estimated_value is not None], basis)


def _write_bases(page: Page, by_estimate: Sequence[int], basis: Basis) -> None:
    if not by_estimate:
        return
    page.row(_BASE_WORDS, 28)
    for column in by_estimate:
        page.text(column, "Estimated value (input)", "small")
    page.row(_BASE)
    for column in by_estimate:
        page.number(column, basis.estimated_value, _STATED)


def limit_in_money(limit: Limit, column: int, prices: PriceCells) -> Expression:
    """Return a limit in money, in the row of a bid."""
    stated = at(_NUMBER, column)
    if limit.percent_of_price is not None:
        return percent_of(stated, cell(prices.cell(FigureName("price"))))
    return percent_of(stated, at(_BASE, column)) if limit.percent_of_estimated_value is not None else stated


def most_unlinked(columns: BidColumns) -> Expression:
    """Return the most percent of what counts that may be linked to no outcome."""
    return at(_NUMBER, columns.unlinked_counted)


def _number(limit: Limit) -> Fraction:
    stated = (limit.amount, limit.percent_of_price, limit.percent_of_estimated_value)
    return next(Fraction(number) for number in stated if number is not None)


def _unit(limit: Limit) -> str:
    if limit.amount is not None:
        return "amount"
    return "percent of the price" if limit.percent_of_price is not None else "percent of the estimated value"
