"""The sheet Price: prices, success rates and dated costs as inputs, and the figures worked out from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from social_value.core.figures import FigureName, discount_factor, figure_name, yearly_rate
from social_value.files.workbook.book import Page
from social_value.files.workbook.formulas import across, block, fixed, in_row, span, when_number
from social_value.files.workbook.plan import BID, FIRST, PRICE, SUPPLIER, Report
from social_value.files.workbook.tables import label_columns
from social_value.model.bid import Bid

_MISSING = "n/a"
_PRICE = FigureName("price")
_PER_SUCCESS = FigureName("price-per-success")
_WHOLE_LIFE = FigureName("whole-life-cost")
_DEMAND_ROW = 6
_MONEY = "number|#,##0.00"
_EXACT = "number|General"
_INPUT = "input|#,##0.00##"


@dataclass
class PriceCells:
    """Columns of Price, by figure: one row a bid."""

    columns: dict[FigureName, int] = field(default_factory=dict)

    def cell(self, name: FigureName) -> str:
        """Return a bid's figure, in the row of the formula that reads it. A relative figure reads its own base."""
        read = figure_name(name.rule.reads) if name.relative and name.rule else name
        return in_row(self.columns[read], PRICE)


def method_names(report: Report) -> list[FigureName]:
    """Return the figures that gates and the evaluation method read."""
    evaluation = report.evaluation
    gates = [figure_name(gate.of) for gate in evaluation.inputs.procurement.gates if gate.of is not None]
    bound = evaluation.field.method
    return [*gates, *([bound.price_of] if bound.method.reads_price else [])]


class PriceSheet:
    """Writes the bids first, then the tables that their figures add up."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        self.field = report.evaluation.field
        self.cells = PriceCells()
        self.bids = [result.bid for result in report.bids]
        self._plan_columns()
        self._plan_tables()

    def _plan_columns(self) -> None:
        columns = iter(range(SUPPLIER + 1, 100_000))
        self.total = next(columns)
        self.cells.columns[_PRICE] = next(columns)
        self.rates = {band: next(columns) for band in self.field.terms.demand}
        if self.rates:
            self.successes = next(columns)
            self.cells.columns[_PER_SUCCESS] = next(columns)
            for band in self.rates:
                self.cells.columns[FigureName(_PER_SUCCESS.id, band)] = next(columns)
        if self._costs_used:
            self.cells.columns[_WHOLE_LIFE] = next(columns)
        for name in method_names(self.report):
            if name.rule is None and name.id not in self.report.measure_homes and name not in self.cells.columns:
                self.cells.columns[name] = next(columns)

    @cached_property
    def _costs_used(self) -> bool:
        return any(bid.whole_life_costs for bid in self.bids)

    def _plan_tables(self) -> None:
        """Give every bid's price lines and dated costs their rows below the bids."""
        self.lines_head = self.report.last + 3
        self.lines, free = _rows_of(
            ((bid.id, len(bid.price.lines) if bid.price else 0) for bid in self.bids), self.lines_head + 2
        )
        years = [cost.year for bid in self.bids for cost in bid.whole_life_costs]
        rates = self.field.terms.rates
        self.years = range(max(years, default=0) + 1) if years and rates else range(0)
        self.years_head = free + 2 if self.lines else self.lines_head
        self.costs_head = self.years_head + 2 + len(self.years) + 2
        self.costs, _ = _rows_of(((bid.id, len(bid.whole_life_costs)) for bid in self.bids), self.costs_head + 2)

    def write(self) -> PriceCells:
        """Write the sheet, and return where its figures stand."""
        self._heads()
        for place, bid in enumerate(self.bids):
            self._bid(FIRST + place, bid)
        self._write_lines()
        if self.years:
            self._write_years()
        if self.costs:
            self._write_costs()
        self.page.set_up(FIRST, SUPPLIER + 1)
        return self.cells

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
            page.row(_DEMAND_ROW - 1)
            for band, column in self.rates.items():
                page.text(column, f"Demand, {band} (input)", "small")
            page.row(_DEMAND_ROW)
            for band, column in self.rates.items():
                page.number(column, self.field.terms.demand[band], "input|#,##0.####")
        page.row(FIRST - 1, 54)
        for column, head in self._titles().items():
            page.text(column, head, "head")

    def _titles(self) -> Mapping[int, str]:
        titles = {BID: "Bid", SUPPLIER: "Supplier", self.total: "Stated total (input)"}
        titles |= {column: f"Success rate, {band} (input)" for band, column in self.rates.items()}
        if self.rates:
            titles[self.successes] = "Expected successes"
        for name, column in self.cells.columns.items():
            label = str(name).replace("-", " ").replace(":", ", ").capitalize()
            titles[column] = label if name.rule else f"{self.report.title_of(name)} (input)"
        return titles

    def _bid(self, row: int, bid: Bid) -> None:
        page = self.page
        page.row(row)
        page.text(BID, bid.id)
        page.text(SUPPLIER, bid.supplier.name)
        self._price(row, bid)
        if self.rates:
            self._successes(bid)
        if self._costs_used:
            rows = self.costs.get(bid.id)
            self._figure(bid, _WHOLE_LIFE, f"SUM({span(*rows, 6)})" if rows and self.years else "")
        for name, column in self.cells.columns.items():
            if name.rule is None:
                write_measure(page, column, bid, name)

    def _price(self, row: int, bid: Bid) -> None:
        offer, lines = bid.price, self.lines.get(bid.id)
        if offer is not None and offer.total is not None:
            self.page.number(self.total, offer.total, _INPUT)
            self._figure(bid, _PRICE, when_number(fixed(row, self.total), fixed(row, self.total), f'"{_MISSING}"'))
        else:
            self.page.blank(self.total)
            self._figure(bid, _PRICE, f"SUM({span(*lines, 5)})" if lines else "")

    def _successes(self, bid: Bid) -> None:
        page, bands = self.page, list(self.rates.values())
        for band, column in self.rates.items():
            stated = bid.success_rate.get(band)
            page.number(column, stated.value if stated else None, "input|0.00##")
        demand = block((_DEMAND_ROW, bands[0]), (_DEMAND_ROW, bands[-1]))
        rates = self.field.terms.demand
        expected = sum(
            (rates[band] * Fraction(given.value) for band, given in bid.success_rate.items() if band in rates),
            Fraction(0),
        )
        page.formula(self.successes, f"SUMPRODUCT({demand},{across(bands[0], bands[-1])})", expected, "number|#,##0.00")
        price, successes = in_row(self.cells.columns[_PRICE]), in_row(self.successes)
        self._figure(bid, _PER_SUCCESS, _quotient(price, successes))
        for band, column in self.rates.items():
            unit = self._unit_price(bid, band)
            self._figure(bid, FigureName(_PER_SUCCESS.id, band), _quotient(unit, in_row(column)) if unit else "")

    def _unit_price(self, bid: Bid, band: str) -> str:
        """Return the sum of a bid's unit prices of a band; nothing where it has none."""
        rows = self.lines.get(bid.id)
        if rows is None or bid.price is None or not any(line.band == band for line in bid.price.lines):
            return ""
        return f'SUMIF({span(*rows, 2)},"{band}",{span(*rows, 3)})'

    def _figure(self, bid: Bid, name: FigureName, formula: str) -> None:
        """Write a figure as a formula; one that cannot be worked out from what the bid states is text."""
        column, value = self.cells.columns[name], self.field.figure(name, bid).value
        if formula:
            self.page.formula(column, formula, _MISSING if value is None else value, _MONEY)
        else:
            self.page.text(column, _MISSING, "centre")

    # The tables below

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
        if band is None or unit_price is None or band not in self.rates:
            page.text(2, "(fixed sum)", "centre")
            page.number(3, sum_, _INPUT)
            page.text(4, "")
            page.formula(5, price, sum_ or Decimal(0), _MONEY)
            return
        demand, cell = self.field.terms.demand[band], fixed(_DEMAND_ROW, self.rates[band])
        page.text(2, band, "centre")
        page.number(3, unit_price, _INPUT)
        page.formula(4, cell, demand, "number|#,##0.####")
        page.formula(5, f"{price}*{fixed(row, 4)}", Fraction(unit_price) * demand, _MONEY)

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
        heads = ("Bid", "Cost", "Kind", "Year", "Amount (input)", "Discount factor", "Present value")
        self._table(self.costs_head, "Dated costs", heads)
        for bid in self.bids:
            first = self.costs.get(bid.id, (0, 0))[0]
            for place, cost in enumerate(bid.whole_life_costs):
                self.page.row(first + place)
                for column, text in enumerate((bid.id, cost.title, cost.kind)):
                    self.page.text(column, text)
                self.page.number(3, cost.year, _EXACT)
                self.page.number(4, cost.amount, _INPUT)
                self._present_value(first + place, cost.year, cost.amount, less=cost.kind == "residual")

    def _present_value(self, row: int, year: int, amount: Decimal, *, less: bool) -> None:
        rates = self.field.terms.rates
        if rates is None or year not in self.years:
            return
        factor = discount_factor(rates, year)
        self.page.formula(5, fixed(self.years_head + 2 + year, 3), factor, "number|0.00000000")
        sign = "-" if less else ""
        value = Fraction(amount) * factor * (-1 if less else 1)
        self.page.formula(6, f"{sign}{fixed(row, 4)}*{fixed(row, 5)}", value, _MONEY)


def _rows_of(lengths: Iterable[tuple[str, int]], first: int) -> tuple[dict[str, tuple[int, int]], int]:
    """Return the first and last row of each bid's part of a table, and the first row after it."""
    rows = {}
    for bid_id, length in lengths:
        if length:
            rows[bid_id] = (first, first + length - 1)
            first += length
    return rows, first


def _quotient(top: str, bottom: str) -> str:
    return f'IFERROR(IF({bottom}=0,"{_MISSING}",{top}/{bottom}),"{_MISSING}")'


def write_measure(page: Page, column: int, bid: Bid, name: FigureName) -> None:
    """Write a measure of a bid as an input; one that it does not give is text."""
    claim = bid.measures.get(name.id)
    if claim is None:
        page.text(column, _MISSING, "input-text")
    else:
        page.number(column, claim.value, "input|General")
