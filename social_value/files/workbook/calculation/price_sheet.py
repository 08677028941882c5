"""The sheet Price: prices, success rates and dated costs as inputs, and the figures worked out from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from social_value.core.expressions import Expression, cell
from social_value.core.figures.commitments import COMMITTED, PER_100K, for_each_part
from social_value.core.figures.price import price_for_each
from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.reads.measures_read import measures_committed
from social_value.core.series import cells, product_of, sum_of, sum_of_products
from social_value.core.success import factor_published, reach_of
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import across, block, fixed, in_row, span
from social_value.files.workbook.bid_rows import label_columns
from social_value.files.workbook.calculation.derived_figures import DerivedFigures
from social_value.files.workbook.calculation.price_cells import DEMAND_ROW, PriceCells, figure_label
from social_value.files.workbook.calculation.price_tables import (
    INPUT_MONEY,
    MONEY,
    PROMISED_COUNTED,
    PriceTables,
)
from social_value.files.workbook.formula_text import when_number
from social_value.files.workbook.plan import BID, FIRST, PRICE, SUPPLIER, Report
from social_value.files.workbook.worked_cells import where_divisible
from social_value.model.bid import Bid

_MISSING = "n/a"
_PRICE = FigureName("price")
_PER_SUCCESS = FigureName("price-per-success")
_WHOLE_LIFE = FigureName("whole-life-cost")


def method_names(report: Report) -> list[FigureName]:
    """Return the figures that gates and the evaluation method read."""
    evaluation = report.evaluation
    gates = [figure_name(gate.of) for gate in evaluation.inputs.gates if gate.of is not None]
    bound = evaluation.field.method
    return [*gates, *([bound.price_of] if bound.method.reads_price else [])]


def promised_figures(report: Report) -> list[FigureName]:
    """Return the quantities that bids commit themselves to, for each measure that is marked by its commitments."""
    measures = sorted(measures_committed(report.evaluation.inputs))
    return [FigureName(name, measure) for measure in measures for name in (COMMITTED, PER_100K)]


class PriceSheet:
    """Writes the bids first, then the tables that their figures add up."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        self.field = report.evaluation.field
        self.cells = PriceCells()
        self.bids = [result.bid for result in report.bids]
        self.derived = DerivedFigures(page, report, self.cells)
        self._free = iter(range(SUPPLIER + 1, 100_000))
        self._plan_columns(self._free)
        self.own = dict(self.cells.columns)
        self.tables = PriceTables(page, report, self.rates)

    def _plan_columns(self, columns: Iterator[int]) -> None:
        self.total = next(columns)
        self.cells.columns[_PRICE] = next(columns)
        self.rates = self.cells.rates
        self.rates |= {band: next(columns) for band in self.field.terms.demand}
        if factor_published(self.field.terms.procurement):
            self.cells.counts |= {band: next(columns) for band in self.rates}
        if self.rates:
            self.successes = next(columns)
            self.cells.columns[_PER_SUCCESS] = next(columns)
            for band in self.rates:
                self.cells.columns[FigureName(_PER_SUCCESS.id, band)] = next(columns)
        if self._costs_used:
            self.cells.columns[_WHOLE_LIFE] = next(columns)
        for name in promised_figures(self.report):
            self.cells.columns[name] = next(columns)
        for name in method_names(self.report):
            if name.rule is None and name.id not in self.report.measure_homes and name not in self.cells.columns:
                self.cells.columns[name] = next(columns)

    @cached_property
    def _costs_used(self) -> bool:
        return any(bid.whole_life_costs for bid in self.bids)

    def place_the_rest(self) -> None:
        """Give every figure that is read and that no sheet has placed a column here, when all others are placed."""
        self.derived.plan(self._free)

    def write(self) -> None:
        """Write the sheet."""
        self._heads()
        for place, bid in enumerate(self.bids):
            self._bid(FIRST + place, bid)
        self.tables.write()
        self.page.set_up(FIRST, SUPPLIER + 1)

    # The bids

    def _heads(self) -> None:
        page = self.page
        currency = self.report.evaluation.inputs.procurement.currency
        stated = any(bid.price is not None for bid in self.bids)
        note = f"Figures worked out from what the bids state, in {currency}. Cells marked input may be changed."
        page.head("Price", note if stated or self._costs_used else "No bid of this procurement states a price.")
        label_columns(page, self.report)
        for column in range(SUPPLIER + 1, 12):
            page.width(column, 15)
        if self.rates:
            page.row(DEMAND_ROW - 1)
            for band, column in self.rates.items():
                page.text(column, f"Demand, {band} (input)", "small")
            page.row(DEMAND_ROW)
            for band, column in self.rates.items():
                page.number(column, self.field.terms.demand[band], "input|#,##0.####")
        page.row(FIRST - 1, 54)
        for column, head in self._titles().items():
            page.text(column, head, "head")

    def _titles(self) -> Mapping[int, str]:
        titles = {BID: "Bid", SUPPLIER: "Supplier", self.total: "Stated total (input)"}
        titles |= {column: f"Success rate, {band} (input)" for band, column in self.rates.items()}
        titles |= {column: f"Share that counts, {band} (input)" for band, column in self.cells.counts.items()}
        if self.rates:
            titles[self.successes] = "Expected successes"
        for name, column in self.own.items():
            titles[column] = figure_label(name) if name.rule else f"{self.report.title_of(name)} (input)"
        return {**titles, **self.derived.heads()}

    def _bid(self, row: int, bid: Bid) -> None:
        page = self.page
        page.row(row)
        page.text(BID, bid.id)
        page.text(SUPPLIER, bid.tenderer)
        self._price(row, bid)
        if self.rates:
            self._successes(bid)
        if self._costs_used:
            rows = self.tables.costs.get(bid.id)
            self._figure(bid, _WHOLE_LIFE, _sum(span(*rows, 6)) if rows and self.tables.years else "")
        for name, column in self.own.items():
            if name.rule is None:
                write_measure(page, column, bid, name)
            elif name.id == COMMITTED:
                self._committed(bid, name.part)
        self.derived.bid(bid)

    def _committed(self, bid: Bid, measure: str) -> None:
        """Write the quantity that a bid commits itself to, and that for each 100,000 of its price."""
        rows, name = self.tables.promised.get(bid.id), FigureName(COMMITTED, measure)
        formula = _sum(span(*rows, PROMISED_COUNTED), f'{span(*rows, 2)},"{measure}"') if rows else "0"
        self._figure(bid, name, formula)
        per_part = where_divisible(for_each_part, self._own(name), self._own(_PRICE))
        self._figure(bid, FigureName(PER_100K, measure), per_part)

    def _price(self, row: int, bid: Bid) -> None:
        offer, lines = bid.price, self.tables.lines.get(bid.id)
        if offer is not None and offer.total is not None:
            self.page.number(self.total, offer.total, INPUT_MONEY)
            self._figure(bid, _PRICE, when_number(fixed(row, self.total), fixed(row, self.total), f'"{_MISSING}"'))
        else:
            self.page.blank(self.total)
            self._figure(bid, _PRICE, _sum(span(*lines, 5)) if lines else "")

    def _successes(self, bid: Bid) -> None:
        page, bands = self.page, list(self.rates.values())
        for band, column in self.rates.items():
            stated = bid.success_rate.get(band)
            page.number(column, stated.value if stated else None, "input|0.00##")
        demand = block((DEMAND_ROW, bands[0]), (DEMAND_ROW, bands[-1]))
        reached = {band: reach_of(bid, band, self.field.terms.procurement) for band in self.rates}
        for band, column in self.cells.counts.items():
            page.number(column, reached[band].counts, "input|0.00##")
        expected = sum_of_products([(count, reached[band].used) for band, count in self.field.terms.demand.items()])
        factors = (*cells(demand), *cells(across(bands[0], bands[-1])), *self._counted_range())
        page.formula(self.successes, sum_of_products([factors]).text, expected, "number|#,##0.00")
        each = where_divisible(price_for_each, self._own(_PRICE), cell(in_row(self.successes)))
        self._figure(bid, _PER_SUCCESS, each)
        for band in self.rates:
            prices = self._unit_price(bid, band)
            each = where_divisible(price_for_each, prices, self._reach(band)) if prices else ""
            self._figure(bid, FigureName(_PER_SUCCESS.id, band), each)

    def _reach(self, band: str) -> Expression:
        """Return the rate of a band that is used: as stated, or where a factor is published the part that counts."""
        columns = (self.rates[band], *((self.cells.counts[band],) if self.cells.counts else ()))
        return product_of([cell(in_row(column)) for column in columns])

    def _counted_range(self) -> Sequence[Expression]:
        columns = list(self.cells.counts.values())
        return cells(across(columns[0], columns[-1])) if columns else ()

    def _own(self, name: FigureName) -> Expression:
        """Return a figure of this sheet, in the row of the formula that reads it."""
        return cell(in_row(self.cells.columns[name]))

    def _unit_price(self, bid: Bid, band: str) -> Expression | None:
        """Return the sum of a bid's unit prices of a band; None where it has none."""
        rows = self.tables.lines.get(bid.id)
        if rows is None or bid.price is None or not any(line.band == band for line in bid.price.lines):
            return None
        own, elsewhere = (
            sum_of(cells(span(*rows, 3, sheet), f'{span(*rows, 2, sheet)},"{band}"')) for sheet in ("", PRICE)
        )
        self.cells.unit_prices[bid.id, band] = elsewhere.text
        return own

    def _figure(self, bid: Bid, name: FigureName, formula: str) -> None:
        """Write a figure as a formula; one that cannot be worked out from what the bid states is text."""
        column, value = self.cells.columns[name], self.field.figure(name, bid).value
        if formula:
            self.page.formula(column, formula, _MISSING if value is None else value, MONEY)
        else:
            self.page.text(column, _MISSING, "centre")


def _sum(block: str, where: str = "") -> str:
    return sum_of(cells(block, where)).text


def write_measure(page: Page, column: int, bid: Bid, name: FigureName) -> None:
    """Write a measure of a bid as an input; one that it does not give is text."""
    claim = bid.measures.get(name.id)
    if claim is None:
        page.text(column, _MISSING, "input-text")
    else:
        page.number(column, claim.value, "input|General")
