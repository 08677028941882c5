"""Marks on the matrix, written once for all the bids that share them."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Leaf
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report
from social_value.wording import NOT_ASSESSED


class MarkCells:
    """The marks of one criterion; bids that share a result share the cell, apart from its row."""

    def __init__(self, page: Page, report: Report, leaf: Leaf) -> None:
        self._page = page
        self._style = report.places
        self._column = report.mark_columns[leaf.id]
        self._settled = report.evaluation.settled
        self._leaf = leaf
        self._formula = report.marks(leaf) if report.live else ""
        self._known: dict[tuple[int, bool, bool], str] = {}

    def cell(self, result: BidResult) -> str:
        """Return the marks of a bid, as a formula where the sheets that work them out are there."""
        marked = self._settled.marked(self._leaf.id, result.id)
        assessed = self._settled.is_assessed(self._leaf.id, result.id)
        key = (id(marked), result.status == "withdrawn", assessed)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._page.prepared(
                partial(self._write, result.status, marked.marks if assessed else NOT_ASSESSED)
            )
        return known

    def _write(self, status: str, marks: Fraction | str | None) -> None:
        if self._formula and status != "withdrawn":
            self._page.formula(self._column, self._formula, marks, self._style)
        elif isinstance(marks, str):
            self._page.text(self._column, marks, "centre")
        else:
            self._page.number(self._column, marks, self._style)
