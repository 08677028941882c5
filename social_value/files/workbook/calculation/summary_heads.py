"""The rows above the bids on the sheet Summary: the state of the book, the result, and what each column is."""

from __future__ import annotations

from decimal import Decimal

from social_value.files.sheets.page import Page
from social_value.files.workbook.bid_rows import fitting, group
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.calculation import summary_statements
from social_value.files.workbook.calculation.summary_formulas import SummaryFormulas
from social_value.files.workbook.formula_text import NOTHING, number_format
from social_value.files.workbook.plan import Report
from social_value.model.base import PILLARS
from social_value.wording import PILLAR_LABELS

_WIDTHS = {
    at.RANK: 6,
    at.BID: 18,
    at.SUPPLIER: 34,
    at.STATUS: 14,
    at.TOTAL: 12,
    at.BEHIND: 10,
    at.PRICE: 15,
    at.CHECK: 13,
}
_HEADS = {
    at.RANK: "Rank",
    at.BID: "Bid",
    at.SUPPLIER: "Supplier",
    at.STATUS: "Status",
    at.TOTAL: "Total",
    at.BEHIND: "From the first",
    at.PRICE: "Price",
    at.CHECK: "Check",
    at.IN_POOL: "In the pool",
    at.MAY_RANK: "Nothing bars a rank",
    at.EXACT: "Exact total",
    at.KEY: "Rank key (higher is better)",
    at.PUBLISHED_RANK: "Rank as published",
    at.PUBLISHED_TOTAL: "Total as published",
    at.PUBLISHED_STATUS: "Status as published",
}


def leading_total(report: Report) -> Decimal | None:
    """Return the total of the first, as published."""
    return next((result.published for result in report.bids if result.rank == 1), None)


def total_style(report: Report, name: str) -> str:
    """Return a style for totals, which a method may give in money."""
    thousands = report.evaluation.field.method.method.unit.startswith("{currency}")
    return f"{name}|{number_format(report.rounding.places, thousands)}"


class SummaryHeads:
    """Writes the lines on top and the headings. ``unsettled`` is the condition that marks have not settled."""

    def __init__(self, page: Page, report: Report, formulas: SummaryFormulas, unsettled: str) -> None:
        self.page = page
        self.report = report
        self.formulas = formulas
        self.unsettled = unsettled
        self.bound = report.evaluation.field.method

    def write(self) -> None:
        """Write the rows above the bids."""
        self._lines()
        self._heads()

    def _lines(self) -> None:
        page, report = self.page, self.report
        procurement = report.evaluation.inputs.procurement
        fictional = " Everything in it is invented." if procurement.fictional else ""
        page.head(procurement.title, f"Evaluation report of {procurement.id}.{fictional}")
        page.row(at.STATE_ROW)
        page.formula(0, summary_statements.state_formula(report), summary_statements.AS_PUBLISHED, "strong")
        page.row(at.RESULT_ROW, 18)
        page.formula(0, summary_statements.result_formula(report), summary_statements.result_value(report), "strong")
        lines = {
            at.METHOD_ROW: summary_statements.method_line(report),
            at.LOSERS_ROW: summary_statements.losers_line(report.evaluation),
            at.OUTSTANDING_ROW: summary_statements.outstanding_line(report.evaluation),
        }
        for row, line in lines.items():
            page.row(row)
            page.text(0, line, "line")
        page.row(at.SETTLED_ROW)
        if self.unsettled:
            page.formula(0, f'IF({self.unsettled},"{summary_statements.NOT_SETTLED}",{NOTHING})', "", "strong")
        self._references()

    def _references(self) -> None:
        """Write the two cells that the rows refer to: the first bid's total and the largest total."""
        page, report = self.page, self.report
        ranks, totals = report.column(at.RANK), report.column(at.TOTAL)
        first = f"IF(COUNTIF({ranks},1)=0,{NOTHING},INDEX({totals},MATCH(1,{ranks},0)))"
        page.text(at.BEHIND - 1, "total of the first:", "note-right")
        page.formula(at.BEHIND, first, leading_total(report), total_style(report, "small"))
        if self.formulas.scaled:
            page.text(at.EXACT, "largest:", "note-right")
            exact = report.column(at.EXACT)
            page.formula(at.KEY, f"MAX(MAX({exact}),-MIN({exact}))", self.formulas.largest, "small|General")

    def _heads(self) -> None:
        page = self.page
        for column, width in _WIDTHS.items():
            page.width(column, width)
        page.width(at.BID, fitting([result.id for result in self.report.bids], 12, 26))
        page.width(at.SUPPLIER, fitting([result.bid.tenderer for result in self.report.bids], 16, 34))
        for column in range(at.CHECK + 1, at.PUBLISHED_STATUS + 1):
            page.width(column, 15)
        page.row(at.GROUP_ROW)
        group(page, "Result", range(at.RANK, at.TOTAL + 1))
        for pillar in PILLARS:
            group(page, PILLAR_LABELS[pillar], (at.pillar_marks(pillar), at.pillar_weighted(pillar)))
        group(page, "", range(at.BEHIND, at.CHECK + 1))
        group(page, "Working of the rank, and what was published", range(at.IN_POOL, at.PUBLISHED_STATUS + 1))
        page.row(at.HEAD_ROW, 40)
        for column, head in _HEADS.items():
            page.text(column, head, "head")
        page.text(at.TOTAL, f"Total, {self.report.evaluation.unit}", "head")
        page.text(at.PRICE, str(self.bound.price_of).replace("-", " ").capitalize(), "head")
        for pillar in PILLARS:
            page.width(at.pillar_marks(pillar), 9)
            page.width(at.pillar_weighted(pillar), 9.5)
            page.text(at.pillar_marks(pillar), "Marks", "head")
            page.text(at.pillar_weighted(pillar), "Weighted", "head")
