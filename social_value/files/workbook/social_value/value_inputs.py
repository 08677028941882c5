"""The tables of inputs on Social value: what units are worth, evidence, discount factors, commitments, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from social_value.core.discounting import discount_factor, yearly_rate
from social_value.core.figures.landing import areas_words
from social_value.core.valuation.basis import ValuedMeasure
from social_value.core.valuation.netting import ADDITIONALITY
from social_value.core.valuation.proxies import PENCE
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.social_value.value_plan import Line, ValuePlan
from social_value.model.valuation import Impact, Style

MONEY, INPUT = "number|#,##0.00", "input|General"
EXACT, FACTOR = "number|General", "number|0.00000000"
STATED, NOW, THEN, INCOME, INCOME_THEN, POWER, BASE, UNITS = 5, 8, 9, 10, 11, 12, 13, 16
DROP_OFF, CAP, SHARES = 17, 18, 19
"""Columns of the table of values; what the style takes off begins at SHARES."""
QUANTITY, TIME, DELIVERED, ALL_YEARS, EVIDENCE, COUNTS, COUNTS_POINTS = 6, 7, 8, 9, 11, 12, 13
"""Columns of the table of commitments."""
YEAR_STATED, YEAR_BASE = 2, 5
_IMPACT = ("leakage", "displacement", "substitution", "multiplier")


def begin(page: Page, title_row: int, title: str, heads: Iterable[str]) -> None:
    """Write the title and the heads of a table."""
    page.row(title_row)
    page.text(0, title, "section")
    page.row(title_row + 1, 54)
    for column, head in enumerate(heads):
        page.text(column, head, "head")


class ValueInputs:
    """Writes the tables that hold what is published and what the bids promise."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    # What units are worth

    def measures(self) -> None:
        """Write what one unit of each measure is worth, and what its style takes off."""
        plan, basis = self.plan, self.plan.basis
        if basis is None:
            return
        by_percentage = basis.valuation.style == "percentage"
        shares = (
            [_words(name) for name in ADDITIONALITY]
            if by_percentage
            else [*map(_words, _IMPACT), *(f"Without the contract: {_words(name).lower()}" for name in _IMPACT)]
        )
        extra = [] if by_percentage else ["Quantity without the contract"]
        heads = (
            *("Measure", "Title", "Value of", "Type", "Price base"),
            *(f"Published value, {level} (input)" for level in LEVELS),
            *("Index, prices used (input)", "Index, price base (input)"),
            *("Income, prices used (input)", "Income, price base (input)", "Elasticity (input)"),
            *(f"Value in prices of {basis.valuation.price_base}, {level}" for level in LEVELS),
            *("Units of the value in one unit (input)", "Drop-off a year (input)", "Cap of the measure (input)"),
            *(f"{name} (input)" for name in (*shares, *extra)),
        )
        begin(self.page, plan.measures.title_row, "What one unit is worth", heads)
        for name, row in plan.measures.rows.items():
            self._measure(row, basis.measures[name], basis.valuation.first_year)

    def _measure(self, row: int, valued: ValuedMeasure, year: int) -> None:
        page, proxy, rule = self.page, valued.proxy, valued.rule
        page.row(row)
        texts = (valued.id, valued.measure.title, proxy.entry.id, valued.value_type, proxy.value.price_base)
        for column, text in enumerate(texts):
            page.text(column, text)
        indices = (proxy.index.now, proxy.index.then) if proxy.index else (None, None)
        growth = proxy.growth
        incomes = (growth.income, growth.income_then, growth.elasticity) if growth else (None, None, None)
        for place, number in enumerate((*indices, *incomes)):
            if number is None:
                page.text(NOW + place, "")
            else:
                page.number(NOW + place, number, INPUT)
        if proxy.by_year:
            for place in range(len(LEVELS)):
                page.text(STATED + place, "by year", "centre")
                page.text(BASE + place, "by year", "centre")
        else:
            self.worth(row, row, proxy.stated(year), proxy.in_base(year), valued, (STATED, BASE))
        page.number(UNITS, rule.units_per_unit, INPUT)
        page.number(DROP_OFF, rule.lasts.drop_off if rule.lasts else 0, INPUT)
        if rule.cap is None:
            page.text(CAP, "none", "centre")
        else:
            page.number(CAP, rule.cap, "input|#,##0.00##")
        for place, share in enumerate(_shares(valued)):
            page.number(SHARES + place, share, INPUT)

    def worth(
        self, row: int, at: int, stated: Range, base: Range, valued: ValuedMeasure, columns: tuple[int, int]
    ) -> None:
        """Write published values as inputs, and beside them what they are in the prices used.

        ``at`` is the row of the measure, where the indices stand.
        """
        for place, level in enumerate(LEVELS):
            self.page.number(columns[0] + place, stated.at(level), "input|#,##0.00##")
            formula = fixed(row, columns[0] + place)
            if valued.proxy.index:
                formula += f"*{fixed(at, NOW)}/{fixed(at, THEN)}"
            if valued.proxy.growth:
                formula += f"*({fixed(at, INCOME)}/{fixed(at, INCOME_THEN)})^{fixed(at, POWER)}"
                formula = f"ROUND({formula},{PENCE})"
            self.page.formula(columns[1] + place, formula, base.at(level), MONEY)

    def yearly(self) -> None:
        """Write values that differ from year to year."""
        plan, basis = self.plan, self.plan.basis
        if basis is None or not plan.yearly.rows:
            return
        heads = (
            *("Measure", "Calendar year"),
            *(f"Published value, {level} (input)" for level in LEVELS),
            *(f"Value in prices of {basis.valuation.price_base}, {level}" for level in LEVELS),
        )
        begin(self.page, plan.yearly.title_row, "Values by year", heads)
        for (name, year), row in plan.yearly.rows.items():
            valued = basis.measures[name]
            self.page.row(row)
            self.page.text(0, name)
            self.page.number(1, year, EXACT)
            stated, base = valued.proxy.stated(year), valued.proxy.in_base(year)
            self.worth(row, plan.measures.rows[name], stated, base, valued, (YEAR_STATED, YEAR_BASE))

    # Evidence and discounting

    def evidence(self) -> None:
        """Write the share that counts for each kind of evidence."""
        plan = self.plan
        if plan.basis is None or not plan.evidence.rows:
            return
        begin(self.page, plan.evidence.title_row, "Shares for evidence", ("Evidence", "Share that counts (input)"))
        valuation = plan.basis.valuation
        for kind, row in plan.evidence.rows.items():
            self.page.row(row)
            self.page.text(0, kind or "(none stated)")
            share = valuation.evidence_factors[kind] if kind else valuation.unevidenced_factor
            self.page.number(1, share, INPUT)

    def factors(self) -> None:
        """Write the discount factors, each from the one before."""
        plan = self.plan
        if plan.basis is None or not plan.factors.rows:
            return
        heads = ("Rate", "Years discounted", "Rate, percent (input)", "Factor")
        convention = plan.basis.valuation.discounting.convention.replace("-", " ")
        begin(self.page, plan.factors.title_row, f"Discount factors: {convention}", heads)
        schedules = {plan.rate_of(one): one.rates for one in plan.basis.measures.values()}
        for (rate, index), row in plan.factors.rows.items():
            rates = schedules[rate]
            self.page.row(row)
            self.page.text(0, rate)
            self.page.number(1, index, EXACT)
            if index == 0 or rates is None:
                self.page.text(2, "")
                self.page.number(3, 1, EXACT)
                continue
            self.page.number(2, yearly_rate(rates, index) * 100, INPUT)
            formula = f"{fixed(row - 1, 3)}/(1+{fixed(row, 2)}/100)"
            self.page.formula(3, formula, discount_factor(rates, index), FACTOR)

    # Commitments

    def commitments(self) -> None:
        """Write what the bids promise, and whether it counts."""
        plan = self.plan
        if not plan.commitments.rows:
            return
        heads = (
            *("Bid", "Commitment", "Measure", "Group", "Activity", "Area", "Quantity a year (input)"),
            *("Share of time (input)", "Years of delivery", "Quantity in all years", "Evidence"),
            *("Share for the evidence", "Counts in money, 1 or 0 (input)", "Counts for points, 1 or 0 (input)"),
            "Why it counts as nothing",
        )
        begin(self.page, plan.commitments.title_row, "Commitments", heads)
        for line in plan.lines:
            self._commitment(plan.commitments.rows[line.bid.id, line.commitment.id], line)

    def _commitment(self, row: int, line: Line) -> None:
        page, one = self.page, line.commitment
        page.row(row)
        for column, text in enumerate((line.bid.id, one.id, one.measure, one.group, one.activity, areas_words(one))):
            page.text(column, text)
        page.number(QUANTITY, one.quantity, INPUT)
        page.number(TIME, one.share_of_time, INPUT)
        page.number(DELIVERED, one.years, EXACT)
        total = Fraction(one.quantity) * Fraction(one.share_of_time) * one.years
        formula = f"{fixed(row, QUANTITY)}*{fixed(row, TIME)}*{fixed(row, DELIVERED)}"
        page.formula(ALL_YEARS, formula, total, "number|#,##0.####")
        page.text(EVIDENCE - 1, one.evidence)
        self._share_for_evidence(line)
        reasons = [part.reason if part else None for part in (line.valued, line.pointed)]
        for column, reason in zip((COUNTS, COUNTS_POINTS), reasons, strict=True):
            if reason is None:
                page.text(column, "")
            else:
                page.number(column, 0 if reason else 1, INPUT)
        page.text(COUNTS_POINTS + 1, next(filter(None, reasons), ""))

    def _share_for_evidence(self, line: Line) -> None:
        if line.valued is None:
            self.page.text(EVIDENCE, "")
        elif not self.plan.evidence.rows:
            self.page.number(EVIDENCE, 1, EXACT)
        else:
            row = self.plan.evidence.rows[line.commitment.evidence or ""]
            self.page.formula(EVIDENCE, fixed(row, 1), line.valued.evidence, EXACT)


def last_input(style: Style) -> int:
    """Return the last column of the table of values."""
    return SHARES + (len(ADDITIONALITY) if style == "percentage" else 2 * len(_IMPACT) + 1) - 1


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shares(valued: ValuedMeasure) -> Sequence[Decimal]:
    rule = valued.rule
    if rule.reference_case is not None:
        case = rule.reference_case
        return [*_of(case.impact), *_of(case.reference), case.reference.quantity]
    return [getattr(rule.additionality, name) for name in ADDITIONALITY] if rule.additionality else []


def _of(impact: Impact) -> list[Decimal]:
    return [getattr(impact, name) for name in _IMPACT]
