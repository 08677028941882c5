"""The sheet Clarifications: the questions to each bidder, as they were drawn from what was flagged."""

from __future__ import annotations

from social_value.core.clarifications.questions_to_bidders import CLARIFY_ONLY
from social_value.files.sheets.page import Page
from social_value.files.workbook.plan import Report

_HEADS = ("Bid", "Supplier", "Number", "Question", "Drawn from")
_WIDTHS = (22, 34, 10, 90, 30)


def write_clarifications(page: Page, report: Report) -> None:
    """Write the questions to each bidder; one bidder's rows can be sent without the others'."""
    page.widths(_WIDTHS)
    page.head("Clarifications", f"Questions to each bidder, drawn from what was flagged. {CLARIFY_ONLY}")
    rows = [
        (result.id, result.bid.tenderer, str(clarification.number), clarification.question, clarification.code)
        for result in report.bids
        for clarification in report.clarifications.get(result.id, ())
    ]
    page.table(3, _HEADS, rows)
    page.set_up(4, 1)
