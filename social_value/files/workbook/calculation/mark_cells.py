"""Marks on the matrix, written once for all the bids that share them."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Leaf
from social_value.core.scoring.settling import UNMARKED
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report


class MarkCells:
    """The marks of one criterion; bids that share a result share the cell, apart from its row."""

    def __init__(self, page: Page, report: Report, leaf: Leaf) -> None:
        self._page = page
        self._style = report.places
        self._column = report.mark_columns[leaf.id]
        self._marks = report.evaluation.settled.columns[leaf.id]
        self._formula = report.marks(leaf) if report.live else ""
        self._known: dict[tuple[int, bool], str] = {}

    def cell(self, result: BidResult) -> str:
        """Return the marks of a bid, as a formula where the sheets that work them out are there."""
        marked = self._marks.get(result.id, UNMARKED)
        key = (id(marked), result.status == "withdrawn")
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._page.prepared(partial(self._write, result.status, marked.marks))
        return known

    def _write(self, status: str, marks: Fraction | None) -> None:
        if self._formula and status != "withdrawn":
            self._page.formula(self._column, self._formula, marks, self._style)
        else:
            self._page.number(self._column, marks, self._style)
