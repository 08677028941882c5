"""The tables below the bids on Price: price lines, discount factors and dated costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from social_value.core.discounting import discount_factor, yearly_rate
from social_value.core.figures.commitments import Promised, promised_of
from social_value.core.reads.measures_read import measures_committed
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.plan import Report
from social_value.model.bid import Bid, WholeLifeCost

DEMAND_ROW = 6
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
        self.promised, _ = _rows_of(((name, len(found)) for name, found in self.promises.items()), free + 4)

    def _promises(self, bid: Bid, measures: Iterable[str]) -> list[Promised]:
        """Return the commitments of a bid that are marked as quantities."""
        return [one for measure in measures for one in promised_of(bid, measure, self.field.terms.measures)]

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
        page.formula(5, f"{price}*{fixed(row, 4)}", Fraction(unit_price) * demand, MONEY)

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
            formula = f"{fixed(row - 1, 3)}/(1+{fixed(row, 2)}/100)"
            self.page.formula(3, formula, discount_factor(rates, year), "number|0.00000000")

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
        counts = ("Counts, 1 or 0 (input)", "Quantity that counts", "Why it counts as nothing")
        self._table(self.promised_head, "Commitments that are marked", (*heads, *counts))
        for bid_id, found in self.promises.items():
            for place, one in enumerate(found):
                row, commitment = self.promised[bid_id][0] + place, one.commitment
                self.page.row(row)
                for column, text in enumerate((bid_id, commitment.id, commitment.measure)):
                    self.page.text(column, text)
                self.page.number(3, commitment.quantity, "input|General")
                self.page.number(4, commitment.years, "input|General")
                self.page.number(5, commitment.share_of_time, "input|General")
                self.page.number(6, int(not one.reason), "input|General")
                formula = "*".join(fixed(row, column) for column in range(3, PROMISED_COUNTED))
                self.page.formula(PROMISED_COUNTED, formula, one.counted, "number|#,##0.####")
                self.page.text(PROMISED_COUNTED + 1, one.reason)

    def _present_value(self, row: int, cost: WholeLifeCost) -> None:
        terms = self.field.terms
        if terms.rates is None or cost.year not in self.years:
            return
        factor = discount_factor(terms.rates, cost.year)
        self.page.formula(5, fixed(self.years_head + 2 + cost.year, 3), factor, "number|0.00000000")
        uplifted = bool(terms.uplift) and cost.kind == "acquisition"
        if uplifted:
            self.page.number(_UPLIFT, terms.uplift * 100, "input|General")
        sign = "-" if cost.kind == "residual" else ""
        uplift = f"*(1+{fixed(row, _UPLIFT)}/100)" if uplifted else ""
        formula = f"{sign}{fixed(row, 4)}{uplift}*{fixed(row, 5)}"
        self.page.formula(6, formula, terms.due(cost) * factor, MONEY)


def _rows_of(lengths: Iterable[tuple[str, int]], first: int) -> tuple[dict[str, tuple[int, int]], int]:
    """Return the first and last row of each bid's part of a table, and the first row after it."""
    rows = {}
    for bid_id, length in lengths:
        if length:
            rows[bid_id] = (first, first + length - 1)
            first += length
    return rows, first
