"""The table year by year on Social value: every yearly effect of every year of delivery, with its present value."""

from __future__ import annotations

from social_value.core.expressions import number
from social_value.core.series import product_of
from social_value.core.valuation.flows import Effect, left_after
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.core.valuation.valued_commitments import ValuedCommitment
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.social_value import value_columns as columns
from social_value.files.workbook.social_value.value_cells import EXACT, FACTOR, MONEY, along, at, begin
from social_value.files.workbook.social_value.value_plan import ValuePlan

DELIVERED, QUANTITY, UNITS, NET, EVIDENCE, REMAINING, PART, DISCOUNT, WORTH = 3, 6, 7, 8, 9, 10, 11, 12, 13
"""Columns of the table; what a unit is worth and the present value take one for each level."""


class ValueEffects:
    """Writes the table."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write the table, where a commitment has an effect."""
        plan = self.plan
        if not plan.effects.rows:
            return
        heads = (
            *("Bid", "Commitment", "Measure", "Delivered in contract year", "Effect in contract year"),
            *("Calendar year", "Quantity that counts", "Units of the value in one unit", "Net share"),
            *("Share for the evidence", "Left after drop-off", "Part of the year", "Discount factor"),
            *(f"Value of a unit, {level}" for level in LEVELS),
            *(f"Present value, {level}" for level in LEVELS),
        )
        begin(self.page, plan.effects.title_row, "Year by year", heads)
        for line in plan.lines:
            if line.valued is not None:
                for effect, present in zip(line.valued.effects, line.valued.present, strict=True):
                    self._effect(line.bid.id, line.valued, effect, present)

    def _effect(self, bid_id: str, promised: ValuedCommitment, effect: Effect, present: Range) -> None:
        page, plan, name = self.page, self.plan, promised.commitment.id
        row = plan.effects.rows[bid_id, name, effect.delivered, effect.lasting]
        page.row(row)
        for column, text in enumerate((bid_id, name, promised.valued.id)):
            page.text(column, text)
        for column, year in enumerate((effect.delivered, effect.year, effect.calendar_year), start=DELIVERED):
            page.number(column, year, EXACT)
        self._what_counts(bid_id, promised)
        self._what_time_leaves(promised, effect)
        factors = along(row, range(QUANTITY, WORTH))
        for place, level in enumerate(LEVELS):
            page.formula(WORTH + place, self._worth(promised, effect, place), effect.proxy.at(level), MONEY)
            value = 0 if promised.reason else present.at(level)
            page.formula(columns.PRESENT + place, product_of([*factors, at(row, WORTH + place)]).text, value, MONEY)

    def _what_counts(self, bid_id: str, promised: ValuedCommitment) -> None:
        page, plan, measure = self.page, self.plan, promised.valued.id
        line, promise = plan.measures.rows[measure], plan.commitments.rows[bid_id, promised.commitment.id]
        quantity = product_of(along(promise, (columns.QUANTITY, columns.TIME, columns.COUNTS)))
        page.formula(QUANTITY, quantity.text, 0 if promised.reason else promised.yearly, "number|#,##0.####")
        page.formula(UNITS, fixed(line, columns.UNITS), promised.valued.rule.units_per_unit, EXACT)
        page.formula(NET, fixed(plan.totals.rows[bid_id, measure], columns.NET), promised.net, FACTOR)
        page.formula(EVIDENCE, fixed(promise, columns.EVIDENCE), promised.evidence, EXACT)

    def _what_time_leaves(self, promised: ValuedCommitment, effect: Effect) -> None:
        page, drop_off = self.page, at(self.plan.measures.rows[promised.valued.id], columns.DROP_OFF)
        page.formula(REMAINING, left_after(drop_off, number(effect.lasting - 1)).text, effect.remaining, FACTOR)
        page.number(PART, effect.part, EXACT)
        if promised.valued.rates is None:
            page.number(DISCOUNT, 1, EXACT)
        else:
            row = self.plan.factors.rows[self.plan.rate_of(promised.valued), effect.index]
            page.formula(DISCOUNT, fixed(row, columns.RATE_FACTOR), effect.discount, FACTOR)

    def _worth(self, promised: ValuedCommitment, effect: Effect, place: int) -> str:
        valued = promised.valued
        if valued.proxy.by_year:
            return fixed(self.plan.yearly.rows[valued.id, effect.calendar_year], columns.YEAR_BASE + place)
        return fixed(self.plan.measures.rows[valued.id], columns.BASE + place)
