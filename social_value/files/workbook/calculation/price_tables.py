"""The tables below the bids on Price: price lines, discount factors and dated costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from social_value.core.discounting import discount_factor, next_factor, yearly_rate
from social_value.core.figures.commitments import Promised, promised_of, quantity_counted
from social_value.core.figures.price import is_uplifted, line_amount, present_value
from social_value.core.reads.measures_read import measures_committed
from social_value.core.valuation.quantities import whole_of
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.calculation.price_cells import DEMAND_ROW
from social_value.files.workbook.counting_heads import counting_heads
from social_value.files.workbook.plan import Report
from social_value.files.workbook.worked_cells import Held, formula_and_value
from social_value.model.bid import Bid, WholeLifeCost

MONEY, INPUT_MONEY = "number|#,##0.00", "input|#,##0.00##"
_EXACT = "number|General"
_UPLIFT = 7
"""Column of what is added to a capital cost, where anything is."""


PROMISED_COUNTED = 7
"""Column of the quantity of a commitment that counts."""


class PriceTables:
    """Gives every bid's lines and costs their rows, and writes them.

    ``demand`` holds the column above which the demand of each band stands.
    """

    def __init__(self, page: Page, report: Report, demand: Mapping[str, int]) -> None:
        self.page = page
        self.field = report.evaluation.field
        self.bids = [result.bid for result in report.bids]
        self.demand_columns = demand
        self.lines_head = report.last + 3
        self.lines, free = _rows_of(
            ((bid.id, len(bid.price.lines) if bid.price else 0) for bid in self.bids), self.lines_head + 2
        )
        years = [cost.year for bid in self.bids for cost in bid.whole_life_costs]
        schedule = self.field.terms.rates
        self.years = range(max(years, default=0) + 1) if years and schedule else range(0)
        self.years_head = free + 2 if self.lines else self.lines_head
        self.costs_head = self.years_head + 2 + len(self.years) + 2
        self.costs, free = _rows_of(((bid.id, len(bid.whole_life_costs)) for bid in self.bids), self.costs_head + 2)
        measures = sorted(measures_committed(report.evaluation.inputs))
        self.promises = {bid.id: self._promises(bid, measures) for bid in self.bids}
        self.promised_head = free + 2
        self.promised, _ = _rows_of(((bid, len(promises)) for bid, promises in self.promises.items()), free + 4)

    def _promises(self, bid: Bid, measures: Iterable[str]) -> list[Promised]:
        """Return the commitments of a bid that are marked as quantities."""
        declared = self.field.terms.measures
        return [promise for measure in measures for promise in promised_of(bid, measure, declared)]

    def write(self) -> None:
        """Write the tables that there is something to write in."""
        self._write_lines()
        if self.years:
            self._write_years()
        if self.costs:
            self._write_costs()
        if self.promised:
            self._write_promised()

    def _table(self, row: int, title: str, heads: Iterable[str]) -> None:
        self.page.row(row)
        self.page.text(0, title, "section")
        self.page.row(row + 1, 28)
        for column, head in enumerate(heads):
            self.page.text(column, head, "head")

    def _write_lines(self) -> None:
        if not self.lines:
            return
        heads = ("Bid", "Line", "Band", "Unit price or fixed sum (input)", "Demand", "Amount")
        self._table(self.lines_head, "Price lines", heads)
        for bid in self.bids:
            first = self.lines.get(bid.id, (0, 0))[0]
            for place, line in enumerate(bid.price.lines if bid.price and first else ()):
                row = first + place
                self.page.row(row)
                self.page.text(0, bid.id)
                self.page.text(1, line.title or (f"Unit price, {line.band}" if line.band else "Fixed sum"))
                self._line(row, line.band, line.unit_price, line.fixed)

    def _line(self, row: int, band: str | None, unit_price: Decimal | None, sum_: Decimal | None) -> None:
        page, price = self.page, fixed(row, 3)
        if band is None or unit_price is None or band not in self.demand_columns:
            page.text(2, "(fixed sum)", "centre")
            page.number(3, sum_, INPUT_MONEY)
            page.text(4, "")
            page.formula(5, price, sum_ or Decimal(0), MONEY)
            return
        demand, cell = self.field.terms.demand[band], fixed(DEMAND_ROW, self.demand_columns[band])
        page.text(2, band, "centre")
        page.number(3, unit_price, INPUT_MONEY)
        page.formula(4, cell, demand, "number|#,##0.####")
        amount = formula_and_value(line_amount, Held(price, unit_price), Held(fixed(row, 4), demand))
        page.formula(5, *amount, MONEY)

    def _write_years(self) -> None:
        rates = self.field.terms.rates
        self._table(self.years_head, "Discount factors", ("Year", "Rule", "Rate, percent (input)", "Factor"))
        for year in self.years:
            row = self.years_head + 2 + year
            self.page.row(row)
            self.page.number(0, year, _EXACT)
            if year == 0 or rates is None:
                self.page.text(1, "1 in year 0")
                self.page.text(2, "")
                self.page.number(3, 1, _EXACT)
                continue
            self.page.text(1, "the year before / (1 + rate)")
            self.page.number(2, yearly_rate(rates, year) * 100, "input|General")
            before = Held(fixed(row - 1, 3), discount_factor(rates, year - 1))
            factor = formula_and_value(next_factor, before, Held(fixed(row, 2), yearly_rate(rates, year) * 100))
            self.page.formula(3, *factor, "number|0.00000000")

    def _write_costs(self) -> None:
        heads = ["Bid", "Cost", "Kind", "Year", "Amount (input)", "Discount factor", "Present value"]
        if self.field.terms.uplift:
            heads.append("Added for optimism bias, percent (input)")
        self._table(self.costs_head, "Dated costs", heads)
        for bid in self.bids:
            first = self.costs.get(bid.id, (0, 0))[0]
            for place, cost in enumerate(bid.whole_life_costs):
                self.page.row(first + place)
                for column, text in enumerate((bid.id, cost.title, cost.kind)):
                    self.page.text(column, text)
                self.page.number(3, cost.year, _EXACT)
                self.page.number(4, cost.amount, INPUT_MONEY)
                self._present_value(first + place, cost)

    def _write_promised(self) -> None:
        heads = ("Bid", "Commitment", "Measure", "Quantity (input)", "Years (input)", "Share of time (input)")
        share, why = counting_heads(self.field.terms.measures.values())
        counts = (f"Counts, {share} (input)", "Quantity that counts", why)
        self._table(self.promised_head, "Commitments that are marked", (*heads, *counts))
        for bid_id, promises in self.promises.items():
            for place, promise in enumerate(promises):
                row, commitment = self.promised[bid_id][0] + place, promise.commitment
                self.page.row(row)
                for column, text in enumerate((bid_id, commitment.id, commitment.measure)):
                    self.page.text(column, text)
                factors = (*whole_of(commitment), promise.counts)
                for column, factor in enumerate(factors, start=3):
                    self.page.number(column, factor, "input|General")
                held = (Held(fixed(row, column), factor) for column, factor in enumerate(factors, start=3))
                counted = formula_and_value(quantity_counted, *held)
                self.page.formula(PROMISED_COUNTED, *counted, "number|#,##0.####")
                self.page.text(PROMISED_COUNTED + 1, promise.reason or promise.place)

    def _present_value(self, row: int, cost: WholeLifeCost) -> None:
        terms = self.field.terms
        if terms.rates is None or cost.year not in self.years:
            return
        factor = discount_factor(terms.rates, cost.year)
        self.page.formula(5, fixed(self.years_head + 2 + cost.year, 3), factor, "number|0.00000000")
        due = Held(fixed(row, 4), cost.amount), Held(fixed(row, 5), factor)
        if not is_uplifted(cost, terms):
            self.page.formula(6, *formula_and_value(present_value(cost), *due), MONEY)
            return
        percent = terms.uplift * 100
        self.page.number(_UPLIFT, percent, "input|General")
        uplifted = formula_and_value(_uplifted(present_value(cost)), *due, Held(fixed(row, _UPLIFT), percent))
        self.page.formula(6, *uplifted, MONEY)


def _uplifted(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function of a present value for what is added in percent, as the sheet states it."""
    return lambda amount, factor, percent: work(amount, factor, percent / 100)


def _rows_of(lengths: Iterable[tuple[str, int]], first: int) -> tuple[dict[str, tuple[int, int]], int]:
    """Return the first and last row of each bid's part of a table, and the first row after it."""
    rows = {}
    for bid_id, length in lengths:
        if length:
            rows[bid_id] = (first, first + length - 1)
            first += length
    return rows, first
