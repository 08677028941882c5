"""Numbers that bids state, that figures read, and that no sheet has a place for: each is an input on Price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from social_value.core.figures.bid_part import BidPart
from social_value.core.steps import Step
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.model.bid import Bid

_INPUT = "input|#,##0.####"
_WIDTH = 15


class StatedNumbers:
    """The columns of parts of a bid that are one number; a figure's formula reads them there."""

    def __init__(self, page: Page, currency: str) -> None:
        self.page = page
        self.currency = currency
        self._columns: dict[BidPart, int] = {}

    def plan(self, parts: Iterable[BidPart], free: Iterator[int]) -> None:
        """Give each part that is a number a column, where it has none yet."""
        for part in parts:
            if part.is_number and part not in self._columns:
                self._columns[part] = next(free)

    def cells_of(self, bid: Bid) -> Mapping[Step, str]:
        """Return the cell of each number that a bid states, by the step that gives it to a figure."""
        steps = {part.number(bid, self.currency): column for part, column in self._columns.items()}
        return {step: in_row(column) for step, column in steps.items() if step.value is not None}

    def heads(self) -> Mapping[int, str]:
        """Return the headings of the columns, and make these as wide as they need to be."""
        for column in self._columns.values():
            self.page.width(column, _WIDTH)
        return {column: f"{part.title} (input)" for part, column in self._columns.items()}

    def bid(self, bid: Bid) -> None:
        """Write what a bid states, in the row that was begun; nothing where it states none."""
        for part, column in self._columns.items():
            self.page.number(column, part.number(bid, self.currency).value, _INPUT)
