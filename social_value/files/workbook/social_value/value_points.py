"""The table of initiative points on Social value."""

from __future__ import annotations

from social_value.core.series import cells, product_of, sum_of, sum_of_products
from social_value.core.valuation.points import MeasurePoints
from social_value.core.valuation.value_limits import at_most
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import span
from social_value.files.workbook.social_value import value_columns as columns
from social_value.files.workbook.social_value.value_cells import INPUT, at, begin
from social_value.files.workbook.social_value.value_plan import ValuePlan

QUANTITY, EACH, POINTS, MOST = 2, 3, 4, 5
_COUNT = "number|#,##0.####"


class ValuePoints:
    """Writes the points of each bid's commitments of each measure."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write the table, where points decide anything."""
        plan = self.plan
        if not plan.points.rows:
            return
        heads = ("Bid", "Measure", "Quantity that counts", "Points of a unit (input)", "Points", "At most (input)")
        begin(self.page, plan.points.title_row, "Initiative points", (*heads, "Points that count"))
        for (bid_id, measure), row in plan.points.rows.items():
            earned = next(earned for earned in plan.points_of[bid_id] if earned.measure.id == measure)
            self._earned(row, bid_id, earned)

    def _earned(self, row: int, bid_id: str, earned: MeasurePoints) -> None:
        page, measure = self.page, earned.measure
        page.row(row)
        page.text(0, bid_id)
        page.text(1, measure.id)
        first, last = self.plan.commitment_rows[bid_id, measure.id]
        counting = [*cells(span(first, last, columns.COUNTS_POINTS)), *cells(span(first, last, columns.ALL_YEARS))]
        quantity = sum_of([commitment.quantity for commitment in earned.commitments if not commitment.reason])
        page.formula(QUANTITY, sum_of_products([counting]).text, quantity, _COUNT)
        page.number(EACH, measure.points_per_unit, INPUT)
        points = product_of([at(row, QUANTITY), at(row, EACH)])
        page.formula(POINTS, points.text, earned.before_limit, _COUNT)
        self._at_most(row, earned)

    def _at_most(self, row: int, earned: MeasurePoints) -> None:
        points, most = at(row, POINTS), earned.measure.most_points
        if most is None:
            self.page.text(MOST, "none", "centre")
            self.page.formula(columns.POINTS_COUNTED, points.text, earned.points, _COUNT)
        else:
            self.page.number(MOST, most, INPUT)
            self.page.formula(columns.POINTS_COUNTED, at_most(points, at(row, MOST)).text, earned.points, _COUNT)
