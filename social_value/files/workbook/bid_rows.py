"""What the sheets with one row a bid have in common: labels, group headings, checks."""

from __future__ import annotations

from collections.abc import Iterable

from social_value.core.evaluation.results import BidResult
from social_value.files.sheets.page import Page
from social_value.files.workbook.formula_text import rounded_text
from social_value.files.workbook.plan import BID, SUPPLIER, Report
from social_value.model.procurement import Rounding

DIFFERS, AS_PUBLISHED = "differs", "as published"


def bid_labels(page: Page, result: BidResult, style: str = "text") -> None:
    """Write the bid and its supplier at the head of a row."""
    page.text(BID, result.id, style)
    page.text(SUPPLIER, result.bid.tenderer, style)


def label_heads(page: Page) -> None:
    """Write the heads of the two columns of labels."""
    page.text(BID, "Bid", "head-left")
    page.text(SUPPLIER, "Supplier", "head-left")


def label_columns(page: Page, report: Report) -> None:
    """Make the two columns of labels as wide as their longest text, within reason."""
    page.width(BID, fitting([result.id for result in report.bids], 18))
    page.width(SUPPLIER, fitting([result.bid.tenderer for result in report.bids], 16))


def fitting(texts: Iterable[str], least: int, most: int = 38) -> int:
    """Return the width that holds the longest of some texts, between a least and a most."""
    return min(most, max(least, 2 + max((len(text) for text in texts), default=0)))


def row_label(page: Page, text: str) -> None:
    """Write what the row of a heading holds, over both columns of labels."""
    page.text(BID, text, "small-left")
    page.text(SUPPLIER, "", "small-left")
    page.merge(BID, SUPPLIER)


def group(page: Page, title: str, columns: Iterable[int]) -> None:
    """Write one heading over neighbouring columns, in the row that was begun."""
    place = sorted(columns)
    for column in place:
        page.text(column, title if column == place[0] else "", "group")
    if len(place) > 1:
        page.merge(place[0], place[-1])


def compared(number: str, published: str, rounding: Rounding, clean: int, *, negative: bool = False) -> str:
    """Return a condition: two cells hold the same published number, or neither holds one."""
    shown = rounded_text(number, rounding, clean, negative=negative)
    close = f"ABS({shown}-{published})<{half_unit(rounding)}"
    return f"IF(COUNT({number},{published})=2,{close},COUNT({number},{published})=0)"


def half_unit(rounding: Rounding) -> str:
    """Return half a unit of the last published place, as a formula writes it."""
    return f"0.{'0' * rounding.places}5"


def check(condition: str) -> str:
    """Return the words of the check column."""
    return f'IF({condition},"{AS_PUBLISHED}","{DIFFERS}")'
