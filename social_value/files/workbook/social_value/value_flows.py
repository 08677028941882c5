"""The tables that work values out on Social value: by bid and measure, year by year, and points."""

from __future__ import annotations

from social_value.core.valuation.flows import Effect
from social_value.core.valuation.netting import ADDITIONALITY
from social_value.core.valuation.ranges import LEVELS
from social_value.core.valuation.totals import MeasureTotal, ValuedCommitment
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, span
from social_value.files.workbook.social_value import value_inputs as at
from social_value.files.workbook.social_value.value_inputs import EXACT, FACTOR, MONEY, begin
from social_value.files.workbook.social_value.value_plan import ValuePlan

GROSS, NET, BEFORE, CAP, COUNTED, TYPE = 3, 4, 5, 8, 9, 2
"""Columns of the table by bid and measure."""
PRESENT = 16
"""First of the three columns of present values in the table of yearly effects."""
POINTS_COUNTED = 6
LINKED = COUNTED + len(LEVELS)
"""Column that says whether a measure serves an outcome, where the procurement uses outcomes."""

YES, NO = "yes", "no"


class ValueFlows:
    """Writes the tables that add up."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    # By bid and measure

    def totals(self) -> None:
        """Write what each bid's commitments of each measure are worth together."""
        plan = self.plan
        if not plan.totals.rows:
            return
        heads = (
            *("Bid", "Measure", "Type", "Quantity that counts", "Net share"),
            *(f"Value, {level}" for level in LEVELS),
            *("Cap of the measure", *(f"Value that counts, {level}" for level in LEVELS)),
            *(("Serves an outcome",) if plan.links else ()),
        )
        begin(self.page, plan.totals.title_row, "By bid and measure", heads)
        for (bid_id, measure), row in plan.totals.rows.items():
            totals = {one.valued.id: one for one in plan.values[bid_id].measures}
            self._total(row, bid_id, totals[measure])

    def _total(self, row: int, bid_id: str, total: MeasureTotal) -> None:
        page, plan, measure = self.page, self.plan, total.valued.id
        page.row(row)
        for column, text in enumerate((bid_id, measure, total.valued.value_type)):
            page.text(column, text)
        rows = plan.commitment_rows[bid_id, measure]
        counting = f"SUMPRODUCT({span(*rows, at.COUNTS)},{span(*rows, at.ALL_YEARS)})"
        page.formula(GROSS, counting, total.gross, "number|#,##0.####")
        page.formula(NET, self._net_share(row, total), total.net, FACTOR)
        effects = plan.effect_rows[bid_id, measure]
        cap = plan.measures.rows[measure]
        if total.valued.rule.cap is None:
            page.text(CAP, "none", "centre")
        else:
            page.formula(CAP, fixed(cap, at.CAP), total.valued.rule.cap, MONEY)
        for place, level in enumerate(LEVELS):
            page.formula(BEFORE + place, f"SUM({span(*effects, PRESENT + place)})", total.before_cap.at(level), MONEY)
            formula = fixed(row, BEFORE + place)
            if total.valued.rule.cap is not None:
                formula = f"MIN({formula},{fixed(row, CAP)})"
            page.formula(COUNTED + place, formula, total.counted.at(level), MONEY)
        if plan.links and plan.basis is not None:
            page.text(LINKED, YES if plan.basis.is_linked(measure) else NO, "centre")

    def _net_share(self, row: int, total: MeasureTotal) -> str:
        line = self.plan.measures.rows[total.valued.id]
        if total.valued.rule.reference_case is None:
            shares = range(at.SHARES, at.SHARES + len(ADDITIONALITY))
            return "*".join(f"(1-{fixed(line, column)})" for column in shares)
        gross = fixed(row, GROSS)
        impact, without = (self._retained(line, at.SHARES + first) for first in (0, 4))
        quantity = fixed(line, at.SHARES + 8)
        return f"IF({gross}=0,0,MAX(0,{gross}*{impact}-{quantity}*{without})/{gross})"

    def _retained(self, row: int, first: int) -> str:
        taken_off = "*".join(f"(1-{fixed(row, first + place)})" for place in range(3))
        return f"{taken_off}*{fixed(row, first + 3)}"

    # Year by year

    def effects(self) -> None:
        """Write every yearly effect of every year of delivery, with its present value."""
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
            for effect in line.valued.effects if line.valued else ():
                key = (line.bid.id, line.commitment.id, effect.delivered, effect.lasting)
                if line.valued is not None:
                    self._effect(plan.effects.rows[key], line.bid.id, line.valued, effect)

    def _effect(self, row: int, bid_id: str, one: ValuedCommitment, effect: Effect) -> None:
        page, plan, measure = self.page, self.plan, one.valued.id
        line, promise = plan.measures.rows[measure], plan.commitments.rows[bid_id, one.commitment.id]
        page.row(row)
        for column, text in enumerate((bid_id, one.commitment.id, measure)):
            page.text(column, text)
        for column, number in enumerate((effect.delivered, effect.year, effect.calendar_year), start=3):
            page.number(column, number, EXACT)
        quantity = f"{fixed(promise, at.QUANTITY)}*{fixed(promise, at.TIME)}*{fixed(promise, at.COUNTS)}"
        page.formula(6, quantity, 0 if one.reason else one.yearly, "number|#,##0.####")
        page.formula(7, fixed(line, at.UNITS), one.valued.rule.units_per_unit, EXACT)
        page.formula(8, fixed(plan.totals.rows[bid_id, measure], NET), one.net, FACTOR)
        page.formula(9, fixed(promise, at.EVIDENCE), one.evidence, EXACT)
        remaining = f"(1-{fixed(line, at.DROP_OFF)})^{effect.lasting - 1}" if effect.lasting > 1 else "1"
        page.formula(10, remaining, effect.remaining, FACTOR)
        page.number(11, effect.part, EXACT)
        self._discount(one, effect)
        for place, level in enumerate(LEVELS):
            page.formula(13 + place, self._worth(one, effect, place), effect.proxy.at(level), MONEY)
            factors = "*".join(fixed(row, column) for column in range(6, 13))
            value = 0 if one.reason else one.of(effect).at(level)
            page.formula(PRESENT + place, f"{factors}*{fixed(row, 13 + place)}", value, MONEY)

    def _discount(self, one: ValuedCommitment, effect: Effect) -> None:
        if one.valued.rates is None:
            self.page.number(12, 1, EXACT)
            return
        row = self.plan.factors.rows[self.plan.rate_of(one.valued), effect.index]
        self.page.formula(12, fixed(row, 3), effect.discount, FACTOR)

    def _worth(self, one: ValuedCommitment, effect: Effect, place: int) -> str:
        if one.valued.proxy.by_year:
            return fixed(self.plan.yearly.rows[one.valued.id, effect.calendar_year], at.YEAR_BASE + place)
        return fixed(self.plan.measures.rows[one.valued.id], at.BASE + place)

    # Points

    def points(self) -> None:
        """Write the points of each bid's commitments of each measure."""
        plan = self.plan
        if not plan.points.rows:
            return
        heads = ("Bid", "Measure", "Quantity that counts", "Points of a unit (input)", "Points", "At most (input)")
        begin(self.page, plan.points.title_row, "Initiative points", (*heads, "Points that count"))
        for (bid_id, measure), row in plan.points.rows.items():
            part = next(one for one in plan.points_of[bid_id] if one.measure.id == measure)
            rows = plan.commitment_rows[bid_id, measure]
            page = self.page
            page.row(row)
            page.text(0, bid_id)
            page.text(1, measure)
            counting = f"SUMPRODUCT({span(*rows, at.COUNTS_POINTS)},{span(*rows, at.ALL_YEARS)})"
            quantities = [one.quantity for one in part.commitments if not one.reason]
            page.formula(2, counting, sum(quantities, start=part.points * 0), "number|#,##0.####")
            page.number(3, part.measure.points_per_unit, at.INPUT)
            page.formula(4, f"{fixed(row, 2)}*{fixed(row, 3)}", part.before_limit, "number|#,##0.####")
            most = part.measure.most_points
            if most is None:
                page.text(5, "none", "centre")
            else:
                page.number(5, most, at.INPUT)
            formula = fixed(row, 4) if most is None else f"MIN({fixed(row, 4)},{fixed(row, 5)})"
            page.formula(POINTS_COUNTED, formula, part.points, "number|#,##0.####")
