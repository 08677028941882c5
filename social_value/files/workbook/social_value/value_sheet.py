"""The sheet Social value: one row a bid on top, and below it everything that its numbers are worked out from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.core.figures.registry import FigureName
from social_value.core.figures.worth import POINTS, UNLINKED, VALUE_FIGURES
from social_value.core.sections.elsewhere import CommitmentAt
from social_value.core.valuation.basis import Basis
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.core.valuation.totals import SocialValue
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, in_row, span
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.formula_text import when_number
from social_value.files.workbook.plan import BID, FIRST, SOCIAL_VALUE, SUPPLIER, Report
from social_value.files.workbook.social_value.value_flows import (
    COUNTED,
    LINKED,
    NO,
    POINTS_COUNTED,
    PRESENT,
    TYPE,
    ValueFlows,
)
from social_value.files.workbook.social_value.value_inputs import MONEY, QUANTITY, ValueInputs
from social_value.files.workbook.social_value.value_plan import ValuePlan
from social_value.files.workbook.social_value.value_sources import write_sources
from social_value.files.workbook.social_value.value_widths import widths
from social_value.model.bid import Bid
from social_value.model.register import ValueType
from social_value.model.valuation import Limit

TITLE_ROWS = 2
LIMIT_ROW = 4
"""Row of the words above a cap or floor; its number stands in the next row, and what it is taken of below."""
_MISSING = "n/a"
_CLEAN = 6
"""Places at which a value is compared with a floor."""


@dataclass
class _Columns:
    types: dict[ValueType, int] = field(default_factory=dict)
    total: int = 0
    unlinked: int = 0
    unlinked_share: int = 0
    unlinked_counted: int = 0
    cap: int = 0
    floor: int = 0
    net: int = 0
    scored: int = 0
    compared: int = 0
    share: int = 0
    per_pound: int = 0
    points: int = 0


class ValueSheet:
    """Writes the sheet, and adds its figures to the cells that other sheets read."""

    def __init__(self, page: Page, report: Report, prices: PriceCells) -> None:
        self.page = page
        self.report = report
        self.prices = prices
        self.plan = ValuePlan(report)
        self.columns = self._plan_columns()

    def _plan_columns(self) -> _Columns:
        free = iter(range(SUPPLIER + 1, 100_000))
        columns = _Columns()
        if self.plan.basis is not None:
            for kind in self.plan.basis.types:
                columns.types[kind] = next(free)
                _ = next(free), next(free)
            columns.total = next(free)
            _ = next(free), next(free)
            if self.plan.links:
                self._plan_links(columns, free)
            columns.cap, columns.floor, columns.net = next(free), next(free), next(free)
            _ = next(free), next(free)
            columns.scored, columns.compared, columns.share, columns.per_pound = (next(free) for _ in range(4))
            places = (columns.scored, columns.share, columns.per_pound)
            for name, column in zip(VALUE_FIGURES, places, strict=True):
                self._register(name, column)
        if self.plan.points_of:
            columns.points = next(free)
            self._register(POINTS, columns.points)
        return columns

    def _plan_links(self, columns: _Columns, free: Iterator[int]) -> None:
        columns.unlinked = next(free)
        _ = next(free), next(free)
        columns.unlinked_share = next(free)
        self._register(UNLINKED, columns.unlinked_share)
        if self._caps_unlinked:
            columns.unlinked_counted = next(free)
            _ = next(free), next(free)

    @property
    def _caps_unlinked(self) -> bool:
        basis = self.plan.basis
        return basis is not None and basis.valuation.unlinked_cap_percent is not None

    def _register(self, name: str, column: int) -> None:
        self.prices.columns[FigureName(name)] = column
        self.prices.sheets[FigureName(name)] = SOCIAL_VALUE

    def write(self) -> None:
        """Write the sheet from the top down."""
        self._heads()
        for place, bid in enumerate(self.plan.bids):
            self._bid(FIRST + place, bid)
        inputs, flows = ValueInputs(self.page, self.plan), ValueFlows(self.page, self.plan)
        inputs.measures()
        inputs.yearly()
        inputs.evidence()
        inputs.factors()
        inputs.commitments()
        self._register_commitments()
        flows.totals()
        flows.effects()
        flows.points()
        write_sources(self.page, self.plan)
        # The heads of the bids would stand above the other tables too, so only the title stays.
        self.page.set_up(TITLE_ROWS, SUPPLIER + 1)

    def _register_commitments(self) -> None:
        """Say where the quantity of each commitment stands, and how its present value adds up from its years."""
        plan, known = self.plan, self.prices.commitments
        for (bid, name), row in plan.commitments.rows.items():
            known[CommitmentAt(bid, name, "quantity")] = fixed(row, QUANTITY, SOCIAL_VALUE)
        if plan.basis is None:
            return
        column = PRESENT + LEVELS.index(plan.basis.valuation.value_at)
        years: dict[tuple[str, str], list[int]] = {}
        for (bid, name, _, _), row in plan.effects.rows.items():
            years.setdefault((bid, name), []).append(row)
        for (bid, name), rows in years.items():
            known[CommitmentAt(bid, name, "value")] = f"SUM({span(rows[0], rows[-1], column, SOCIAL_VALUE)})"

    # Heads and limits

    def _heads(self) -> None:
        page, basis = self.page, self.plan.basis
        currency = self.report.evaluation.inputs.procurement.currency
        base = f" in prices of {basis.valuation.price_base}" if basis else ""
        page.head(
            "Social value", f"What commitments are worth, in {currency}{base}. Cells marked input may be changed."
        )
        for column, width in enumerate(widths(self.plan, max(self.columns.per_pound, self.columns.points))):
            page.width(column, width)
        if basis is not None:
            self._limits(basis)
        page.row(FIRST - 1, 54)
        for column, head in self._titles():
            page.text(column, head, "head")

    def _limits(self, basis: Basis) -> None:
        limits = [(self.columns.cap, "Cap", basis.valuation.cap), (self.columns.floor, "Floor", basis.valuation.floor)]
        stated = [(column, name, limit) for column, name, limit in limits if limit is not None]
        percent = basis.valuation.unlinked_cap_percent
        if not stated and percent is None:
            return
        self.page.row(LIMIT_ROW, 40)
        if percent is not None:
            self.page.text(self.columns.unlinked_counted, "Linked to no outcome (input): most percent", "small")
        for column, name, limit in stated:
            self.page.text(column, f"{name} (input): {_unit(limit)}", "small")
        self.page.row(LIMIT_ROW + 1)
        if percent is not None:
            self.page.number(self.columns.unlinked_counted, percent, "input|#,##0.00##")
        for column, _, limit in stated:
            self.page.number(column, _number(limit), "input|#,##0.00##")
        by_estimate = [column for column, _, limit in stated if limit.percent_of_estimated_value is not None]
        if by_estimate:
            self.page.row(LIMIT_ROW + 2, 28)
            for column in by_estimate:
                self.page.text(column, "Estimated value (input)", "small")
            self.page.row(LIMIT_ROW + 3)
            for column in by_estimate:
                self.page.number(column, basis.estimated_value, "input|#,##0.00##")

    def _titles(self) -> Iterator[tuple[int, str]]:
        columns, basis = self.columns, self.plan.basis
        yield BID, "Bid"
        yield SUPPLIER, "Supplier"
        if basis is not None:
            shown = [
                (column, kind.capitalize() if kind in basis.added else f"{kind.capitalize()} (not added)")
                for kind, column in columns.types.items()
            ]
            unlinked = ((columns.unlinked, "Linked to no outcome"),) if self.plan.links else ()
            counted = ((columns.unlinked_counted, "Of that counts"),) if self._caps_unlinked else ()
            for column, title in (
                *shown,
                (columns.total, "Total"),
                *unlinked,
                *counted,
                (columns.net, "Net social value"),
            ):
                yield from ((column + place, f"{title}, {level}") for place, level in enumerate(LEVELS))
            if self.plan.links:
                yield columns.unlinked_share, "Linked to no outcome, percent"
            yield columns.cap, "Cap"
            yield columns.floor, "Floor"
            yield columns.scored, f"Net social value, scored ({basis.valuation.value_at})"
            yield columns.compared, basis.valuation.compared_with.replace("-", " ").capitalize()
            yield columns.share, "Social value share, percent"
            yield columns.per_pound, "Social value per unit of money"
        if columns.points:
            yield columns.points, "Initiative points"

    # The bids

    def _bid(self, row: int, bid: Bid) -> None:
        page = self.page
        page.row(row)
        page.text(BID, bid.id)
        page.text(SUPPLIER, bid.supplier.name)
        basis, value = self.plan.basis, self.plan.values.get(bid.id)
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
            parts = [in_row(columns.types[kind] + place) for kind in basis.added if kind in columns.types]
            self.page.formula(columns.total + place, "+".join(parts) or "0", value.total.at(level), MONEY)
        if self.plan.links:
            self._links(bid, basis, value)
        self._limit(basis.valuation.cap, columns.cap, value.cap)
        self._limit(basis.valuation.floor, columns.floor, value.floor)
        for place, level in enumerate(LEVELS):
            formula = self._net(basis, self._within_links(place))
            self.page.formula(columns.net + place, formula, value.net.at(level), MONEY)
        scored = in_row(columns.net + LEVELS.index(basis.valuation.value_at))
        self.page.formula(columns.scored, scored, value.net.at(basis.valuation.value_at), MONEY)
        self._compared(bid, basis)

    def _links(self, bid: Bid, basis: Basis, value: SocialValue) -> None:
        """Write what is linked to no outcome, its share of the total, and what counts of it."""
        columns, rows = self.columns, self.plan.total_rows.get(bid.id)
        for place, level in enumerate(LEVELS):
            parts = [self._unlinked_of(kind, rows, place) for kind in basis.added if rows is not None]
            self.page.formula(columns.unlinked + place, "+".join(parts) or "0", value.unlinked.at(level), MONEY)
            if self._caps_unlinked:
                unlinked, whole = (in_row(column + place) for column in (columns.unlinked, columns.total))
                percent = fixed(LIMIT_ROW + 1, columns.unlinked_counted)
                formula = f"MIN({unlinked},({whole}-{unlinked})*{percent}/(100-{percent}))"
                self.page.formula(columns.unlinked_counted + place, formula, value.unlinked_counted.at(level), MONEY)
        scored = LEVELS.index(basis.valuation.value_at)
        unlinked, whole = (in_row(column + scored) for column in (columns.unlinked, columns.total))
        share = self.report.evaluation.field.figure(FigureName(UNLINKED), bid).value
        formula = f'IF(ROUND({whole},{_CLEAN})=0,"{_MISSING}",100*{unlinked}/{whole})'
        self.page.formula(columns.unlinked_share, formula, _MISSING if share is None else share, "number|0.00")

    def _unlinked_of(self, kind: ValueType, rows: tuple[int, int], place: int) -> str:
        counted, types, linked = (span(*rows, column) for column in (COUNTED + place, TYPE, LINKED))
        return f'SUMIFS({counted},{types},"{kind}",{linked},"{NO}")'

    def _within_links(self, place: int) -> str:
        """Return the total, with no more of what is linked to no outcome than may count."""
        columns = self.columns
        total = in_row(columns.total + place)
        if not self._caps_unlinked:
            return total
        return f"({total}-{in_row(columns.unlinked + place)}+{in_row(columns.unlinked_counted + place)})"

    def _of_type(self, bid: Bid, kind: ValueType, column: int, value: Range) -> None:
        rows = self.plan.total_rows.get(bid.id)
        for place, level in enumerate(LEVELS):
            if rows is None:
                self.page.number(column + place, 0, MONEY)
            else:
                formula = f'SUMIF({span(*rows, TYPE)},"{kind}",{span(*rows, COUNTED + place)})'
                self.page.formula(column + place, formula, value.at(level), MONEY)

    def _limit(self, limit: Limit | None, column: int, value: Fraction | None) -> None:
        if limit is None or value is None:
            self.page.text(column, "none", "centre")
            return
        stated = fixed(LIMIT_ROW + 1, column)
        if limit.percent_of_price is not None:
            stated = f"{stated}/100*{self.prices.cell(FigureName('price'))}"
        elif limit.percent_of_estimated_value is not None:
            stated = f"{stated}/100*{fixed(LIMIT_ROW + 3, column)}"
        self.page.formula(column, stated, value, MONEY)

    def _net(self, basis: Basis, total: str) -> str:
        capped = f"MIN({total},{in_row(self.columns.cap)})" if basis.valuation.cap else total
        if basis.valuation.floor is None:
            return capped
        return f"IF(ROUND({capped},{_CLEAN})<ROUND({in_row(self.columns.floor)},{_CLEAN}),0,{capped})"

    def _compared(self, bid: Bid, basis: Basis) -> None:
        columns, name = self.columns, FigureName(basis.valuation.compared_with)
        cost = self.report.evaluation.field.figure(name, bid).value
        if name in self.prices.columns:
            self.page.formula(columns.compared, self.prices.cell(name), _MISSING if cost is None else cost, MONEY)
        else:
            self.page.text(columns.compared, _MISSING, "centre")
        below = in_row(columns.compared)
        for figure, column, times in (
            (VALUE_FIGURES[1], columns.share, "100*"),
            (VALUE_FIGURES[2], columns.per_pound, ""),
        ):
            quotient = f'IF({below}=0,"{_MISSING}",{times}{in_row(columns.scored)}/{below})'
            shown = self.report.evaluation.field.figure(FigureName(figure), bid).value
            formula = when_number(below, quotient, f'"{_MISSING}"')
            self.page.formula(column, formula, _MISSING if shown is None else shown, "number|#,##0.0000")

    def _points(self, bid: Bid) -> None:
        rows = self.plan.points_rows.get(bid.id)
        value = exact_sum(one.points for one in self.plan.points_of[bid.id])
        if rows:
            formula = f"SUM({span(*rows, POINTS_COUNTED)})"
            self.page.formula(self.columns.points, formula, value, "number|#,##0.####")
        else:
            self.page.number(self.columns.points, 0, "number|#,##0.####")


def _number(limit: Limit) -> Fraction:
    stated = (limit.amount, limit.percent_of_price, limit.percent_of_estimated_value)
    return next(Fraction(one) for one in stated if one is not None)


def _unit(limit: Limit) -> str:
    if limit.amount is not None:
        return "amount"
    return "percent of the price" if limit.percent_of_price is not None else "percent of the estimated value"
