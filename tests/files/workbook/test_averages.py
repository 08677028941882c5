"""A published mean or median in the workbook: every individual level is an input, and the marks follow from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.builders import inputs_of, levels, offer, priced, procurement, rounding, sheet
from tests.files.workbook.books import Book, disagreements, disagreements_of_libreoffice, of_inputs, rows_of
from tests.recalculate import stored


def averaged(settled_by: str, at: str) -> Book:
    """Return the workbook of three bids that three evaluators scored; a minimum level puts one out."""
    criteria = [
        priced("40"),
        levels("q", "35", minimum={"level": 2, "consequence": "disregard"}),
        levels("r", "25"),
    ]
    method = procurement(criteria, round_to=rounding(places=1, at=at), panel={"settled_by": settled_by})
    bids = [offer("a", 100), offer("b", 130), offer("c", 90), offer("d", 80, role="comparator")]
    given = {"e1": (1, 4, 0, 2), "e2": (4, 5, 1, 3), "e3": (4, 3, 4, 3)}
    sheets = [
        sheet(who, *((bid, key, level) for bid, level in zip("abcd", each, strict=True) for key in ("q", "r")))
        for who, each in given.items()
    ]
    return of_inputs(inputs_of(method, bids, sheets))


BOOKS = [(settled_by, at) for settled_by in ("mean", "median") for at in ("total", "criterion")]


@pytest.mark.parametrize(("settled_by", "at"), BOOKS)
def test_averages_are_the_same_everywhere(settled_by: str, at: str) -> None:
    """The engine, the stored results and the recalculated ones agree."""
    assert disagreements(averaged(settled_by, at)) == []


def test_libreoffice_agrees_on_averages(tmp_path: Path) -> None:
    """LibreOffice works out the same means and medians."""
    assert disagreements_of_libreoffice([averaged(settled_by, at) for settled_by, at in BOOKS[::3]], tmp_path) == []


def test_every_level_counts_and_the_sheet_says_of_what_the_marks_are() -> None:
    """All three levels of a bid are inputs that count; the sheet of the pillar reads the mean of their marks."""
    cells = stored(averaged("mean", "total").content)
    scores = {key: value for key, value in cells.items() if key[0] == "Scores and rationale"}
    counting = [value for (_, place), value in scores.items() if place.startswith("E") and value in ("yes", "no")]
    assert counting == ["yes"] * 24
    assert "mean of marks" in cells.values()
    assert rows_of(cells, "Quality")["a"]["C"] == 60
