"""The sheet Data: the result as a tidy table, a row a bid and criterion, as it was published."""

from __future__ import annotations

from functools import partial

from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Leaf
from social_value.core.scoring.marking import Marked
from social_value.core.scoring.settling import UNMARKED
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report
from social_value.wording import PILLAR_LABELS, status_label

MOST_DATA_ROWS = 100_000
"""A sheet holds ten times as many; long before that, the table is of more use as the CSV file that a command writes."""
_PILLAR, _READ = 3, 8
_HEADS = (
    "bid",
    "supplier",
    "status",
    "pillar",
    "criterion",
    "title",
    "weight",
    "rule",
    "read",
    "marks",
    "weighted",
)
_WIDTHS = (20, 30, 14, 14, 14, 34, 9, 22, 14, 12, 12)


def write_data(page: Page, report: Report) -> None:
    """Write the tidy table, a row a bid and criterion; one too long for a sheet is only named."""
    page.widths(_WIDTHS)
    rows = len(report.bids) * len(report.leaves)
    if rows > MOST_DATA_ROWS:
        page.head("Data", f"The table would have {rows:,} rows. `social-value score FOLDER --format csv` has it.")
        page.set_up(2)
        return
    page.head("Data", "As published, a row a bid and criterion. Nothing here follows edits of the workbook.")
    page.row(2)
    page.texts(_HEADS, "head-left")
    _data_rows(page, report)
    page.set_up(3, 1)


def _data_rows(page: Page, report: Report) -> None:
    row = 3
    criteria = [_Prepared(page, report, leaf) for leaf in report.leaves]
    for result in report.bids:
        about = page.prepared(partial(_about_bid, page, result))
        for criterion in criteria:
            page.row(row)
            page.paste(0, _PILLAR - 1, about)
            page.paste(_PILLAR, _READ - 1, criterion.about)
            page.paste(_READ, _READ + 2, criterion.marks(result.id))
            row += 1


def _about_bid(page: Page, result: BidResult) -> None:
    page.texts((result.id, result.bid.tenderer, status_label(result)))


class _Prepared:
    """The cells of one criterion: what is the same in every row, and one set for each result that bids share."""

    def __init__(self, page: Page, report: Report, leaf: Leaf) -> None:
        self._page = page
        self._leaf = leaf
        self._places = report.places
        self._column = report.evaluation.settled.columns[leaf.id]
        self._known: dict[int, str] = {}
        self.about = page.prepared(self._write_criterion)

    def _write_criterion(self) -> None:
        leaf = self._leaf
        pillar, rule = PILLAR_LABELS[leaf.pillar] if leaf.pillar else "", leaf.score.rule if leaf.score else ""
        self._page.texts((pillar, leaf.id, leaf.criterion.label), first=_PILLAR)
        self._page.number(_PILLAR + 3, leaf.points, "number|General")
        self._page.text(_PILLAR + 4, rule)

    def marks(self, bid_id: str) -> str:
        """Return the cells of what was read and of both kinds of marks."""
        marked = self._column.get(bid_id, UNMARKED)
        known = self._known.get(id(marked))
        if known is None:
            known = self._known[id(marked)] = self._page.prepared(lambda: self._write_marks(marked))
        return known

    def _write_marks(self, marked: Marked) -> None:
        self._page.number(_READ, marked.read, "number|General")
        self._page.number(_READ + 1, marked.marks, self._places)
        self._page.number(_READ + 2, marked.weighted, self._places)
