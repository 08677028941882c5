"""The table by bid and measure on Social value: what counts, the net share, and the value up to the measure's cap."""

from __future__ import annotations

from social_value.core.expressions import written
from social_value.core.series import cells, sum_of, sum_of_products
from social_value.core.valuation.netting import ADDITIONALITY, IMPACT, share_additional, share_left
from social_value.core.valuation.ranges import LEVELS
from social_value.core.valuation.totals import MeasureTotal
from social_value.core.valuation.value_limits import at_most
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, span
from social_value.files.workbook.social_value import value_columns as columns
from social_value.files.workbook.social_value.value_cells import FACTOR, MONEY, along, at, begin
from social_value.files.workbook.social_value.value_columns import BEFORE, CAP, COUNTED, GROSS, LINKED, NET, PRESENT
from social_value.files.workbook.social_value.value_plan import ValuePlan

YES, NO = "yes", "no"


class ValueTotals:
    """Writes what each bid's commitments of each measure are worth together."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write the table, where there is a commitment to add up."""
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
            totals = {total.valued.id: total for total in plan.values[bid_id].measures}
            self._total(row, bid_id, totals[measure])

    def _total(self, row: int, bid_id: str, total: MeasureTotal) -> None:
        page, plan, measure = self.page, self.plan, total.valued.id
        page.row(row)
        for column, text in enumerate((bid_id, measure, total.valued.value_type)):
            page.text(column, text)
        first, last = plan.commitment_rows[bid_id, measure]
        counting = [*cells(span(first, last, columns.COUNTS)), *cells(span(first, last, columns.ALL_YEARS))]
        page.formula(GROSS, sum_of_products([counting]).text, total.gross, "number|#,##0.####")
        page.formula(NET, self._net_share(row, total), total.net, FACTOR)
        self._cap(total)
        self._values(row, bid_id, total)
        if plan.links and plan.basis is not None:
            page.text(LINKED, YES if plan.basis.is_linked(measure) else NO, "centre")

    def _net_share(self, row: int, total: MeasureTotal) -> str:
        line, first = self.plan.measures.rows[total.valued.id], columns.SHARES
        if total.valued.rule.reference_case is None:
            return share_left(along(line, range(first, first + len(ADDITIONALITY)))).text
        second = first + len(IMPACT)
        without = second + len(IMPACT)
        impact, reference = along(line, range(first, second)), along(line, range(second, without))
        return share_additional(at(row, GROSS), impact, at(line, without), reference).text

    def _cap(self, total: MeasureTotal) -> None:
        if total.valued.rule.cap is None:
            self.page.text(CAP, "none", "centre")
        else:
            stated = fixed(self.plan.measures.rows[total.valued.id], columns.MEASURE_CAP)
            self.page.formula(CAP, stated, total.valued.rule.cap, MONEY)

    def _values(self, row: int, bid_id: str, total: MeasureTotal) -> None:
        first, last = self.plan.effect_rows[bid_id, total.valued.id]
        for place, level in enumerate(LEVELS):
            adding = written(sum_of(cells(span(first, last, PRESENT + place))))
            self.page.formula(BEFORE + place, adding.text, total.before_cap.at(level), MONEY)
            before = at(row, BEFORE + place)
            counted = before if total.valued.rule.cap is None else at_most(before, at(row, CAP))
            self.page.formula(COUNTED + place, counted.text, total.counted.at(level), MONEY)
