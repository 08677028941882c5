"""The sheet Summary: the ranking, the pillars of every bid side by side, and the working of the rank."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from social_value.core.evaluation.results import BidResult, publish
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.files.workbook.bid_rows import AS_PUBLISHED, DIFFERS
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.calculation.gates_plan import IN_POOL, MAY_RANK, PoolConditions
from social_value.files.workbook.calculation.hurdle_cells import YES
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.calculation.summary_formulas import SummaryFormulas
from social_value.files.workbook.calculation.summary_heads import SummaryHeads, leading_total, total_style
from social_value.files.workbook.formula_text import number_format
from social_value.files.workbook.plan import FIRST, GATES, Report
from social_value.model.base import PILLARS
from social_value.wording import status_label


class SummarySheet:
    """Writes the sheet. ``price_cell`` is the price that the method reads; without it prices are stored numbers."""

    def __init__(self, page: Page, report: Report, method: MethodCells, price_cell: str, pool: PoolConditions) -> None:
        self.page = page
        self.report = report
        self.formulas = SummaryFormulas(report, method, pool.left_behind)
        self.price_cell = price_cell
        self.unsettled = pool.unsettled
        self.bound = report.evaluation.field.method

    def write(self) -> None:
        """Write the sheet."""
        report = self.report
        SummaryHeads(self.page, report, self.formulas, self.unsettled).write()
        formulas = self.formulas.columns()
        for place, result in enumerate(report.bids):
            self.page.row(FIRST + place)
            self._bid(result, formulas)
        self.page.mark(at.CHECK, FIRST, report.last, DIFFERS)
        self.page.set_up(FIRST, at.SUPPLIER + 1, at.CHECK)

    def _bid(self, result: BidResult, formulas: dict[int, str]) -> None:
        page, bidder = self.page, result.status not in ("comparator", "withdrawn")
        page.text(at.BID, result.id)
        page.text(at.SUPPLIER, result.bid.tenderer)
        self._pillars(result)
        self._price(result)
        if result.status == "withdrawn":
            page.blank(at.TOTAL)
            page.blank(at.EXACT)
        else:
            exact = None if result.total is None else self.formulas.number(result.total)
            page.formula(at.EXACT, self.formulas.exact(result), exact, "number|General")
            page.formula(at.TOTAL, formulas[at.TOTAL], result.published, total_style(self.report, "bold-number"))
        label = status_label(result)
        if bidder:
            self._standing(result, formulas)
            page.formula(at.STATUS, self.formulas.status(result), label, "centre")
        else:
            for column in (at.RANK, at.BEHIND, at.IN_POOL, at.MAY_RANK):
                page.blank(column)
            # An empty cell would equal a key of 0, and count as a tie.
            page.text(at.KEY, "n/a", "centre")
            page.text(at.STATUS, label, "centre")
        page.number(at.PUBLISHED_RANK, result.rank, "published|0")
        page.number(at.PUBLISHED_TOTAL, result.published, total_style(self.report, "published"))
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
        page.formula(at.BEHIND, formulas[at.BEHIND], self._behind(result), total_style(self.report, "number"))

    @cached_property
    def _leader(self) -> Decimal | None:
        return leading_total(self.report)

    def _behind(self, result: BidResult) -> Decimal | None:
        if result.rank is None or self._leader is None or result.published is None:
            return None
        return abs(self._leader - result.published)

    @cached_property
    def _barred(self) -> frozenset[str]:
        evaluation = self.report.evaluation
        failures = (*evaluation.field.gate_failures, *evaluation.settled.failures)
        return frozenset(failure.bid_id for failure in failures if failure.hurdle.consequence == "not-awardable")

    def _unbarred(self, result: BidResult) -> bool:
        return result.id not in self._barred

    def _pillars(self, result: BidResult) -> None:
        page, report = self.page, self.report
        earned = {pillar.pillar: pillar for pillar in result.pillars}
        for pillar in PILLARS:
            marks, weighted = at.pillar_marks(pillar), at.pillar_weighted(pillar)
            of_bid = earned.get(pillar)
            if of_bid is None or result.status == "withdrawn":
                page.blank(marks)
                page.blank(weighted)
                continue
            shown = {"marks": of_bid.marks, "weighted": of_bid.weighted}
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
