"""The rows of the bids on Social value: what each is worth by type, after the limits, and beside its price."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.bounds import nothing_below
from social_value.core.expressions import Expression, cell, written
from social_value.core.figures.registry import FigureName
from social_value.core.figures.worth import UNLINKED, VALUE_FIGURES, percentage, ratio
from social_value.core.series import cells, sum_of
from social_value.core.valuation.basis import Basis
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.core.valuation.totals import SocialValue
from social_value.core.valuation.value_limits import at_most, linked_part, total_within_limit, unlinked_that_counts
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import span
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.formula_text import when_number
from social_value.files.workbook.plan import BID, SUPPLIER
from social_value.files.workbook.social_value.bid_columns import BidColumns
from social_value.files.workbook.social_value.limit_cells import limit_in_money, most_unlinked
from social_value.files.workbook.social_value.value_cells import MONEY, beside
from social_value.files.workbook.social_value.value_columns import COUNTED, LINKED, POINTS_COUNTED, TYPE
from social_value.files.workbook.social_value.value_plan import ValuePlan
from social_value.files.workbook.social_value.value_totals import NO
from social_value.model.bid import Bid
from social_value.model.register import ValueType

_MISSING = "n/a"
_CLEAN = 6
"""Places at which a total is held against 0, free of binary noise."""


class ValueRows:
    """Writes one row a bid."""

    def __init__(self, page: Page, plan: ValuePlan, columns: BidColumns, prices: PriceCells) -> None:
        self.page = page
        self.plan = plan
        self.columns = columns
        self.prices = prices
        self.field = plan.report.evaluation.field

    def write(self, row: int, bid: Bid) -> None:
        """Write the row of a bid."""
        page, basis, value = self.page, self.plan.basis, self.plan.values.get(bid.id)
        page.row(row)
        page.text(BID, bid.id)
        page.text(SUPPLIER, bid.tenderer)
        if basis is not None and value is not None:
            self._value(bid, basis, value)
        elif basis is not None:
            for column in range(SUPPLIER + 1, self.columns.per_pound + 1):
                page.text(column, _MISSING, "centre")
        if self.columns.points:
            self._points(bid)

    def _value(self, bid: Bid, basis: Basis, value: SocialValue) -> None:
        columns = self.columns
        for kind, column in columns.types.items():
            self._of_type(bid, kind, column, value.by_type[kind])
        for place, level in enumerate(LEVELS):
            parts = [beside(columns.types[kind] + place) for kind in basis.added if kind in columns.types]
            self.page.formula(columns.total + place, written(sum_of(parts)).text, value.total.at(level), MONEY)
        if self.plan.links:
            self._links(bid, basis, value)
        for limit, column, amount in (
            (basis.valuation.cap, columns.cap, value.cap),
            (basis.valuation.floor, columns.floor, value.floor),
        ):
            if limit is None or amount is None:
                self.page.text(column, "none", "centre")
            else:
                self.page.formula(column, limit_in_money(limit, column, self.prices).text, amount, MONEY)
        for place, level in enumerate(LEVELS):
            self.page.formula(columns.net + place, self._net(basis, place).text, value.net.at(level), MONEY)
        scored = beside(columns.net + LEVELS.index(basis.valuation.value_at))
        self.page.formula(columns.scored, scored.text, value.net.at(basis.valuation.value_at), MONEY)
        self._compared(bid, basis)

    def _of_type(self, bid: Bid, kind: ValueType, column: int, value: Range) -> None:
        rows = self.plan.total_rows.get(bid.id)
        for place, level in enumerate(LEVELS):
            if rows is None:
                self.page.number(column + place, 0, MONEY)
            else:
                of_type = sum_of(cells(span(*rows, COUNTED + place), f'{span(*rows, TYPE)},"{kind}"'))
                self.page.formula(column + place, written(of_type).text, value.at(level), MONEY)

    # What serves no outcome

    def _links(self, bid: Bid, basis: Basis, value: SocialValue) -> None:
        """Write what is linked to no outcome, its share of the total, and what counts of it."""
        columns, rows = self.columns, self.plan.total_rows.get(bid.id)
        for place, level in enumerate(LEVELS):
            parts = [self._unlinked_of(kind, rows, place) for kind in basis.added if rows is not None]
            self.page.formula(columns.unlinked + place, written(sum_of(parts)).text, value.unlinked.at(level), MONEY)
            if self.plan.caps_unlinked:
                self._counted(place, value.unlinked_counted.at(level))
        scored = LEVELS.index(basis.valuation.value_at)
        unlinked, whole = beside(columns.unlinked + scored), beside(columns.total + scored)
        share = self.field.figure(FigureName(UNLINKED), bid).value
        percent = f'IF(ROUND({whole.text},{_CLEAN})=0,"{_MISSING}",{percentage(unlinked, whole).text})'
        self.page.formula(columns.unlinked_share, percent, _MISSING if share is None else share, "number|0.00")

    def _counted(self, place: int, value: Fraction) -> None:
        columns, unlinked = self.columns, beside(self.columns.unlinked + place)
        counted = unlinked_that_counts(unlinked, self._linked(place), most_unlinked(columns))
        self.page.formula(columns.unlinked_counted + place, counted.text, value, MONEY)

    def _linked(self, place: int) -> Expression:
        return linked_part(beside(self.columns.total + place), beside(self.columns.unlinked + place))

    def _unlinked_of(self, kind: ValueType, rows: tuple[int, int], place: int) -> Expression:
        counted, types, linked = (span(*rows, column) for column in (COUNTED + place, TYPE, LINKED))
        return cell(f'SUMIFS({counted},{types},"{kind}",{linked},"{NO}")')

    # Limits

    def _net(self, basis: Basis, place: int) -> Expression:
        columns, net = self.columns, beside(self.columns.total + place)
        if self.plan.caps_unlinked:
            net = total_within_limit(self._linked(place), beside(columns.unlinked_counted + place))
        if basis.valuation.cap is not None:
            net = at_most(net, beside(columns.cap))
        return net if basis.valuation.floor is None else nothing_below(net, beside(columns.floor))

    # Beside the price

    def _compared(self, bid: Bid, basis: Basis) -> None:
        columns, name = self.columns, FigureName(basis.valuation.compared_with)
        cost = self.field.figure(name, bid).value
        if name in self.prices.columns:
            self.page.formula(columns.compared, self.prices.cell(name), _MISSING if cost is None else cost, MONEY)
        else:
            self.page.text(columns.compared, _MISSING, "centre")
        scored, below = beside(columns.scored), beside(columns.compared)
        self._of_cost(bid, VALUE_FIGURES[1], columns.share, percentage(scored, below))
        self._of_cost(bid, VALUE_FIGURES[2], columns.per_pound, ratio(scored, below))

    def _of_cost(self, bid: Bid, figure: str, column: int, quotient: Expression) -> None:
        below, shown = beside(self.columns.compared).text, self.field.figure(FigureName(figure), bid).value
        formula = when_number(below, f'IF({below}=0,"{_MISSING}",{quotient.text})', f'"{_MISSING}"')
        self.page.formula(column, formula, _MISSING if shown is None else shown, "number|#,##0.0000")

    def _points(self, bid: Bid) -> None:
        rows = self.plan.points_rows.get(bid.id)
        if rows is None:
            self.page.number(self.columns.points, 0, "number|#,##0.####")
            return
        value = sum_of([earned.points for earned in self.plan.points_of[bid.id]])
        adding = written(sum_of(cells(span(*rows, POINTS_COUNTED))))
        self.page.formula(self.columns.points, adding.text, value, "number|#,##0.####")
