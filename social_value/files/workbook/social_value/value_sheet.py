"""The sheet Social value: one row a bid on top, and below it everything that its numbers are worked out from."""

from __future__ import annotations

from social_value.core.expressions import written
from social_value.core.figures.registry import FigureName
from social_value.core.sections.elsewhere import CommitmentAt
from social_value.core.series import cells, sum_of
from social_value.core.valuation.ranges import LEVELS
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, span
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.plan import FIRST, SOCIAL_VALUE, SUPPLIER, Report
from social_value.files.workbook.social_value.bid_columns import bid_columns, titles
from social_value.files.workbook.social_value.limit_cells import write_limits
from social_value.files.workbook.social_value.promises import Promises
from social_value.files.workbook.social_value.shares_and_factors import SharesAndFactors
from social_value.files.workbook.social_value.unit_worths import UnitWorths
from social_value.files.workbook.social_value.value_columns import PRESENT, QUANTITY
from social_value.files.workbook.social_value.value_effects import ValueEffects
from social_value.files.workbook.social_value.value_plan import ValuePlan
from social_value.files.workbook.social_value.value_points import ValuePoints
from social_value.files.workbook.social_value.value_rows import ValueRows
from social_value.files.workbook.social_value.value_sources import write_sources
from social_value.files.workbook.social_value.value_totals import ValueTotals
from social_value.files.workbook.social_value.value_widths import widths

TITLE_ROWS = 2


class ValueSheet:
    """Writes the sheet, and adds its figures to the cells that other sheets read."""

    def __init__(self, page: Page, report: Report, prices: PriceCells) -> None:
        self.page = page
        self.report = report
        self.prices = prices
        self.plan = ValuePlan(report)
        self.columns = bid_columns(self.plan)
        for name, column in self.columns.figures.items():
            prices.columns[FigureName(name)] = column
            prices.sheets[FigureName(name)] = SOCIAL_VALUE

    def write(self) -> None:
        """Write the sheet from the top down."""
        page, plan = self.page, self.plan
        self._heads()
        rows = ValueRows(page, plan, self.columns, self.prices)
        for place, bid in enumerate(plan.bids):
            rows.write(FIRST + place, bid)
        UnitWorths(page, plan).write()
        SharesAndFactors(page, plan).write()
        Promises(page, plan).write()
        self._register_commitments()
        ValueTotals(page, plan).write()
        ValueEffects(page, plan).write()
        ValuePoints(page, plan).write()
        write_sources(page, plan)
        # The heads of the bids would stand above the other tables too, so only the title stays.
        page.set_up(TITLE_ROWS, SUPPLIER + 1)

    def _register_commitments(self) -> None:
        """Say where the quantity of each commitment stands, and how its present value adds up from its years."""
        plan, known = self.plan, self.prices.commitments
        for (bid, name), row in plan.commitments.rows.items():
            known[CommitmentAt(bid, name, "quantity")] = fixed(row, QUANTITY, SOCIAL_VALUE)
        if plan.basis is None:
            return
        column = PRESENT + LEVELS.index(plan.basis.valuation.value_at)
        years: dict[tuple[str, str], list[int]] = {}
        for (bid, name, _, _), row in plan.effects.rows.items():
            years.setdefault((bid, name), []).append(row)
        for (bid, name), rows in years.items():
            present = written(sum_of(cells(span(rows[0], rows[-1], column, SOCIAL_VALUE))))
            known[CommitmentAt(bid, name, "value")] = present.text

    def _heads(self) -> None:
        page, basis = self.page, self.plan.basis
        currency = self.report.evaluation.inputs.procurement.currency
        base = f" in prices of {basis.valuation.price_base}" if basis else ""
        page.head(
            "Social value", f"What commitments are worth, in {currency}{base}. Cells marked input may be changed."
        )
        for column, width in enumerate(widths(self.plan, self.columns.last)):
            page.width(column, width)
        if basis is not None:
            write_limits(page, self.columns, basis)
        page.row(FIRST - 1, 54)
        for column, head in titles(self.plan, self.columns):
            page.text(column, head, "head")
