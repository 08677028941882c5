"""The table of commitments on Social value: what the bids promise, and whether it counts."""

from __future__ import annotations

from social_value.core.figures.landing import areas_words
from social_value.core.series import product_of
from social_value.core.valuation.quantities import whole_quantity
from social_value.core.valuation.what_counts import place_words
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.counting_heads import counting_heads
from social_value.files.workbook.social_value.value_cells import EXACT, INPUT, along, begin
from social_value.files.workbook.social_value.value_columns import (
    ALL_YEARS,
    COUNTS,
    COUNTS_POINTS,
    DELIVERED,
    EVIDENCE,
    QUANTITY,
    TIME,
)
from social_value.files.workbook.social_value.value_plan import Line, ValuePlan


class Promises:
    """Writes the table."""

    def __init__(self, page: Page, plan: ValuePlan) -> None:
        self.page = page
        self.plan = plan

    def write(self) -> None:
        """Write what the bids promise, and whether it counts."""
        plan = self.plan
        if not plan.commitments.rows:
            return
        share, why = counting_heads(plan.terms.measures.values())
        heads = (
            *("Bid", "Commitment", "Measure", "Group", "Activity", "Area", "Quantity a year (input)"),
            *("Share of time (input)", "Years of delivery", "Quantity in all years", "Evidence"),
            *("Share for the evidence", f"Counts in money, {share} (input)", f"Counts for points, {share} (input)"),
            why,
        )
        begin(self.page, plan.commitments.title_row, "Commitments", heads)
        for line in plan.lines:
            self._commitment(plan.commitments.rows[line.bid.id, line.commitment.id], line)

    def _commitment(self, row: int, line: Line) -> None:
        page, commitment = self.page, line.commitment
        page.row(row)
        name, areas = commitment.id, areas_words(commitment)
        texts = (line.bid.id, name, commitment.measure, commitment.group, commitment.activity, areas)
        for column, text in enumerate(texts):
            page.text(column, text)
        page.number(QUANTITY, commitment.quantity, INPUT)
        page.number(TIME, commitment.share_of_time, INPUT)
        page.number(DELIVERED, commitment.years, EXACT)
        all_years = product_of(along(row, (QUANTITY, TIME, DELIVERED)))
        page.formula(ALL_YEARS, all_years.text, whole_quantity(commitment), "number|#,##0.####")
        page.text(EVIDENCE - 1, commitment.evidence)
        self._share_for_evidence(line)
        counting = (line.valued, line.pointed)
        for column, part in zip((COUNTS, COUNTS_POINTS), counting, strict=True):
            if part is None:
                page.text(column, "")
            else:
                page.number(column, part.counts, INPUT)
        measure = self.plan.terms.measures[commitment.measure]
        reasons = (part.reason or place_words(commitment, measure) for part in counting if part)
        page.text(COUNTS_POINTS + 1, next(filter(None, reasons), ""))

    def _share_for_evidence(self, line: Line) -> None:
        if line.valued is None:
            self.page.text(EVIDENCE, "")
        elif not self.plan.evidence.rows:
            self.page.number(EVIDENCE, 1, EXACT)
        else:
            row = self.plan.evidence.rows[line.commitment.evidence or ""]
            self.page.formula(EVIDENCE, fixed(row, 1), line.valued.evidence, EXACT)
