"""Workbooks with tenders that a decision puts out: they recalculate, and the decision can be tried without."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.inputs import Inputs
from tests.core.builders import decisions, inputs_of, offer, priced, procurement, recorded
from tests.core.evaluation.test_tender_outcomes import PUT_OUT
from tests.files.workbook.books import disagreements, edited, of_inputs
from tests.recalculate import Cells, recalculated

Data = dict[str, Any]


def put_out(way: str) -> Inputs:
    """Return a procurement in which the cheapest of three bids is put out."""
    method = procurement([priced("50"), recorded("q", "50")], commenced_on="2026-10-05")
    bids = [offer("a", 100, {"q": 60}), offer("b", 50, {"q": 50}), offer("c", 125, {"q": 80})]
    return inputs_of(method, bids, decided=decisions({**PUT_OUT[way], "bid": "b"}))


def place_of(cells: Cells, sheet: str, column: str, text: str) -> str:
    """Return the only cell of a sheet, in a column if one is named, that holds a text."""
    [place] = [
        place for (name, place), value in cells.items() if name == sheet and value == text and place.startswith(column)
    ]
    return place


@pytest.mark.parametrize("way", ["excluded, mandatory", "late", "abnormally low"])
def test_the_workbook_recalculates_to_what_was_published(way: str) -> None:
    """Engine, stored results and another program agree: the bid is out of the pool and sets no lowest price."""
    assert disagreements(of_inputs(put_out(way))) == []


def test_the_summary_says_excluded_and_an_edit_lets_the_bid_back_in() -> None:
    """The sheet Gates holds the decision as an input: without it the bid is ranked, by live formulas."""
    book = of_inputs(put_out("excluded, mandatory"))
    cells = recalculated(book.content)
    row = place_of(cells, "Summary", "D", "Excluded").removeprefix("D")
    assert cells["Summary", f"B{row}"] == "b"
    decision = place_of(cells, "Gates", "", "Put out by a decision (input)").rstrip("0123456789")
    gates_row = place_of(cells, "Gates", "A", "b").removeprefix("A")
    after = recalculated(edited(book.content, {("Gates", f"{decision}{gates_row}"): "no"}))
    assert after["Summary", f"D{row}"] == "Ranked"
