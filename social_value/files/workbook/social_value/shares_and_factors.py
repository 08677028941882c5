"""The tables of shares for evidence and of discount factors on Social value."""

from __future__ import annotations

from social_value.core.discounting import discount_factor, next_factor, yearly_rate
from social_value.files.sheets.page import Page
from social_value.files.workbook.social_value.value_cells import EXACT, FACTOR, INPUT, at, begin
from social_value.files.workbook.social_value.value_columns import RATE, RATE_FACTOR
from social_value.files.workbook.social_value.value_plan import ValuePlan


class SharesAndFactors:
    """Writes what is published about evidence and about later years."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write both tables, where they are used."""
        self._evidence()
        self._factors()

    def _evidence(self) -> None:
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

    def _factors(self) -> None:
        """Write the discount factors, each from the one before."""
        plan = self.plan
        if plan.basis is None or not plan.factors.rows:
            return
        heads = ("Rate", "Years discounted", "Rate, percent (input)", "Factor")
        convention = plan.basis.valuation.discounting.convention.replace("-", " ")
        begin(self.page, plan.factors.title_row, f"Discount factors: {convention}", heads)
        schedules = {plan.rate_of(valued): valued.rates for valued in plan.basis.measures.values()}
        for (rate, index), row in plan.factors.rows.items():
            rates = schedules[rate]
            self.page.row(row)
            self.page.text(0, rate)
            self.page.number(1, index, EXACT)
            if index == 0 or rates is None:
                self.page.text(RATE, "")
                self.page.number(RATE_FACTOR, 1, EXACT)
                continue
            self.page.number(RATE, yearly_rate(rates, index) * 100, INPUT)
            factor = next_factor(at(row - 1, RATE_FACTOR), at(row, RATE))
            self.page.formula(RATE_FACTOR, factor.text, discount_factor(rates, index), FACTOR)
