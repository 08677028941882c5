"""The workforce that would perform the contract, on the sheet Gates: a table of its parts, and their share by bid."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.evaluation.results import BidResult
from social_value.core.expressions import cell
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.registry import FigureName
from social_value.core.figures.workforce import SUPPORTED_SHARE, headcounts, parts_of
from social_value.core.series import cells, sum_of
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row, span
from social_value.files.workbook.bid_rows import group
from social_value.files.workbook.calculation.gates_plan import ROLE, Workforce
from social_value.files.workbook.plan import BID, SUPPLIER, Report
from social_value.files.workbook.worked_cells import MISSING

_MISSING = "n/a"
_SUPPORTED, _TOTAL = ROLE, ROLE + 1
_PEOPLE = "number|#,##0"


class WorkforceCells:
    """Writes both; where nothing reads the share it writes nothing."""

    def __init__(self, page: Page, report: Report, columns: Workforce | None) -> None:
        self.page = page
        self.report = report
        self.columns = columns
        self.head = report.last + 3
        self.rows = self._rows()

    def _rows(self) -> Mapping[str, tuple[int, int]]:
        rows, free = {}, self.head + 2
        for result in self.report.bids:
            parts = len(parts_of(result.bid))
            if parts:
                rows[result.id] = (free, free + parts - 1)
                free += parts
        return rows

    def group(self) -> None:
        """Write the heading over the columns, in the row that was begun."""
        if self.columns is not None:
            group(self.page, "Performing workforce", range(self.columns.supported, self.columns.share + 1))

    def heads(self) -> None:
        """Write the headings of the columns, in the row that was begun."""
        if self.columns is not None:
            self.page.text(self.columns.supported, "Disabled or disadvantaged people", "head")
            self.page.text(self.columns.total, "Everybody", "head")
            self.page.text(self.columns.share, "Share, percent", "head")

    def bid(self, result: BidResult) -> None:
        """Write what the parts of a bid come to, in the row that was begun."""
        columns, page = self.columns, self.page
        if columns is None:
            return
        rows = self.rows.get(result.id)
        if rows is None:
            for column in (columns.supported, columns.total, columns.share):
                page.text(column, _MISSING, "centre")
            return
        supported, total = headcounts(result.bid)
        for column, stated, people in ((columns.supported, _SUPPORTED, supported), (columns.total, _TOTAL, total)):
            page.formula(column, sum_of(cells(span(*rows, stated))).text, people, _PEOPLE)
        percent = percent_of(cell(in_row(columns.supported)), cell(in_row(columns.total)))
        formula = f"IF({in_row(columns.total)}=0,{MISSING},{percent.text})"
        share = self.report.evaluation.field.figure(FigureName(SUPPORTED_SHARE), result.bid).value
        page.formula(columns.share, formula, _MISSING if share is None else share, "number|0.0###")

    def table(self) -> None:
        """Write the parts of every bid, below the bids."""
        if self.columns is None or not self.rows:
            return
        page = self.page
        page.row(self.head)
        page.text(BID, "Parts that would perform the contract", "section")
        page.row(self.head + 1, 40)
        heads = {
            BID: "Bid",
            SUPPLIER: "Organisation",
            _SUPPORTED: "Disabled or disadvantaged people (input)",
            _TOTAL: "Everybody (input)",
            _TOTAL + 1: "Evidence",
        }
        for column, head in heads.items():
            page.text(column, head, "head")
        for result in self.report.bids:
            for place, (name, part) in enumerate(parts_of(result.bid)):
                page.row(self.rows[result.id][0] + place)
                page.text(BID, result.id)
                page.text(SUPPLIER, name)
                page.number(_SUPPORTED, part.supported, "input|#,##0")
                page.number(_TOTAL, part.total, "input|#,##0")
                page.text(_TOTAL + 1, part.evidence or "")
