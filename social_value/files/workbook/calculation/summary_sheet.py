"""The sheet Summary: the ranking, the pillars of every bid side by side, and the working of the rank."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from social_value.core.evaluation.results import BidResult, publish
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.files.workbook.bid_rows import AS_PUBLISHED, DIFFERS, fitting, group
from social_value.files.workbook.calculation import statements
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.calculation.gates_plan import IN_POOL, MAY_RANK
from social_value.files.workbook.calculation.hurdle_cells import YES
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.calculation.summary_formulas import SummaryFormulas
from social_value.files.workbook.formula_text import NOTHING, number_format
from social_value.files.workbook.plan import FIRST, GATES, Report
from social_value.model.base import PILLARS
from social_value.wording import PILLAR_LABELS, STATUS_LABELS

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


class SummarySheet:
    """Writes the sheet. ``price_cell`` is the price that the method reads; without it prices are stored numbers."""

    def __init__(self, page: Page, report: Report, method: MethodCells, price_cell: str, unsettled: str) -> None:
        self.page = page
        self.report = report
        self.formulas = SummaryFormulas(report, method)
        self.price_cell = price_cell
        self.unsettled = unsettled
        self.bound = report.evaluation.field.method

    def write(self) -> None:
        """Write the sheet."""
        report = self.report
        self._lines()
        self._heads()
        formulas = self.formulas.columns()
        for place, result in enumerate(report.bids):
            self.page.row(FIRST + place)
            self._bid(result, formulas)
        self.page.mark(at.CHECK, FIRST, report.last, DIFFERS)
        self.page.set_up(FIRST, at.SUPPLIER + 1, at.CHECK)

    # Top

    def _lines(self) -> None:
        page, report = self.page, self.report
        procurement = report.evaluation.inputs.procurement
        fictional = " Everything in it is invented." if procurement.fictional else ""
        page.head(procurement.title, f"Evaluation report of {procurement.id}.{fictional}")
        page.row(at.STATE_ROW)
        page.formula(0, statements.state_formula(report), statements.AS_PUBLISHED, "strong")
        page.row(at.RESULT_ROW, 18)
        page.formula(0, statements.result_formula(report), statements.result_value(report), "strong")
        lines = {
            at.METHOD_ROW: statements.method_line(report),
            at.LOSERS_ROW: statements.losers_line(report.evaluation),
            at.OUTSTANDING_ROW: statements.outstanding_line(report.evaluation),
        }
        for row, line in lines.items():
            page.row(row)
            page.text(0, line, "line")
        page.row(at.SETTLED_ROW)
        if self.unsettled:
            page.formula(0, f'IF({self.unsettled},"{statements.NOT_SETTLED}",{NOTHING})', "", "strong")
        self._references()

    def _references(self) -> None:
        """Write the two cells that the rows refer to: the first bid's total and the largest total."""
        page, report = self.page, self.report
        ranks, totals = report.column(at.RANK), report.column(at.TOTAL)
        first = f"IF(COUNTIF({ranks},1)=0,{NOTHING},INDEX({totals},MATCH(1,{ranks},0)))"
        page.text(at.BEHIND - 1, "total of the first:", "note-right")
        page.formula(at.BEHIND, first, self._leader, self._total_style("small"))
        if self.formulas.scaled:
            page.text(at.EXACT, "largest:", "note-right")
            exact = report.column(at.EXACT)
            page.formula(at.KEY, f"MAX(MAX({exact}),-MIN({exact}))", self.formulas.largest, "small|General")

    def _heads(self) -> None:
        page = self.page
        for column, width in _WIDTHS.items():
            page.width(column, width)
        page.width(at.BID, fitting([result.id for result in self.report.bids], 12, 26))
        page.width(at.SUPPLIER, fitting([result.bid.supplier.name for result in self.report.bids], 16, 34))
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

    # Bids

    def _bid(self, result: BidResult, formulas: dict[int, str]) -> None:
        page, bidder = self.page, result.status not in ("comparator", "withdrawn")
        page.text(at.BID, result.id)
        page.text(at.SUPPLIER, result.bid.supplier.name)
        self._pillars(result)
        self._price(result)
        total_style = self._total_style("bold-number")
        if result.status == "withdrawn":
            page.blank(at.TOTAL)
            page.blank(at.EXACT)
        else:
            exact = None if result.total is None else self.formulas.number(result.total)
            page.formula(at.EXACT, self.formulas.exact(result), exact, "number|General")
            page.formula(at.TOTAL, formulas[at.TOTAL], result.published, total_style)
        label = STATUS_LABELS[result.status]
        if bidder:
            self._standing(result, formulas)
            page.formula(at.STATUS, formulas[at.STATUS], label, "centre")
        else:
            for column in (at.RANK, at.BEHIND, at.IN_POOL, at.MAY_RANK):
                page.blank(column)
            # An empty cell would equal a key of 0, and count as a tie.
            page.text(at.KEY, "n/a", "centre")
            page.text(at.STATUS, label, "centre")
        page.number(at.PUBLISHED_RANK, result.rank, "published|0")
        page.number(at.PUBLISHED_TOTAL, result.published, self._total_style("published"))
        page.text(at.PUBLISHED_STATUS, label, "published-text")
        page.formula(at.CHECK, formulas[at.CHECK], AS_PUBLISHED, "centre")

    def _standing(self, result: BidResult, formulas: dict[int, str]) -> None:
        page, report = self.page, self.report
        in_pool = int(result.id in report.pool)
        may_rank = int(bool(in_pool) and self._unbarred(result))
        if report.live:
            page.formula(at.IN_POOL, in_row(IN_POOL, GATES), in_pool, YES)
            page.formula(at.MAY_RANK, in_row(MAY_RANK, GATES), may_rank, YES)
        else:
            page.number(at.IN_POOL, in_pool, YES)
            page.number(at.MAY_RANK, may_rank, YES)
        page.formula(at.KEY, formulas[at.KEY], self.formulas.key_value(result), "number|General")
        page.formula(at.RANK, formulas[at.RANK], result.rank, "bold-centre|0")
        page.formula(at.BEHIND, formulas[at.BEHIND], self._behind(result), self._total_style("number"))

    @cached_property
    def _leader(self) -> Decimal | None:
        """The total of the first, as published."""
        return next((one.published for one in self.report.bids if one.rank == 1), None)

    def _behind(self, result: BidResult) -> Decimal | None:
        if result.rank is None or self._leader is None or result.published is None:
            return None
        return abs(self._leader - result.published)

    @cached_property
    def _barred(self) -> frozenset[str]:
        evaluation = self.report.evaluation
        failures = (*evaluation.field.gate_failures, *evaluation.settled.failures)
        return frozenset(one.bid_id for one in failures if one.hurdle.consequence == "not-awardable")

    def _unbarred(self, result: BidResult) -> bool:
        return result.id not in self._barred

    def _pillars(self, result: BidResult) -> None:
        page, report = self.page, self.report
        known = {one.pillar: one for one in result.pillars}
        for pillar in PILLARS:
            marks, weighted = at.pillar_marks(pillar), at.pillar_weighted(pillar)
            one = known.get(pillar)
            if one is None or result.status == "withdrawn":
                page.blank(marks)
                page.blank(weighted)
                continue
            shown = {"marks": one.marks, "weighted": one.weighted}
            for what, column in (("marks", marks), ("weighted", weighted)):
                exact = shown[what]
                value = None if exact is None else publish(exact, report.rounding)
                page.formula(column, self.formulas.pillar(pillar)[what], value, self._published_style)

    def _price(self, result: BidResult) -> None:
        value = self.report.evaluation.field.figure(self.bound.price_of, result.bid).value
        if self.price_cell and value is not None:
            self.page.formula(at.PRICE, self.price_cell, value, "number|#,##0.00##")
        else:
            self.page.number(at.PRICE, value, "number|#,##0.00##")

    @property
    def _published_style(self) -> str:
        return f"number|{number_format(self.report.rounding.places)}"

    def _total_style(self, name: str) -> str:
        thousands = self.bound.method.unit.startswith("{currency}")
        return f"{name}|{number_format(self.report.rounding.places, thousands)}"
