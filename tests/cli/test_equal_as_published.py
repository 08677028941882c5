"""Totals that are equal as published and apart in exact numbers are said to be so, and never "by 0.0"."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value
from tests.core.builders import offer, procurement, recorded, rounding
from tests.files.workbook.books import book_of, disagreements
from tests.generate import Case
from tests.recalculate import recalculated

Data = dict[str, Any]

CRITERIA = [recorded("C1", "50", "social"), recorded("C2", "50", "environmental")]
BIDS = [
    # (66.665 + 66.665) / 2 = 66.665 and (66.67 + 66.661) / 2 = 66.6655: both are published as 66.7.
    offer("x", "1", {"C1": "66.665", "C2": "66.665"}),
    offer("y", "1", {"C1": "66.67", "C2": "66.661"}),
]


def written(folder: Path, rank_on: str = "exact", bids: list[Data] | None = None, **keys: object) -> Path:
    """Write two bids whose exact totals are 66.665 and 66.6655, published to one place."""
    method = procurement(CRITERIA, round_to=rounding(1, rank_on=rank_on), keys=keys)
    return Case(0, method, bids or BIDS, [], None, None).write(folder)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score"], "First: y, by its exact total: that of the next is the same as published."),
        (["score"], "y, x have the same published total, 66.7: their exact totals decide."),
        (["score", "--format", "markdown"], "- y, x have the same published total, 66.7: their exact totals decide."),
        (["explain", "--bid", "x"], "The same total as published: y; the exact totals differ and decide the rank"),
        (["what-if"], "equal as published, apart in exact totals"),
    ],
)
def test_every_output_says_that_exact_totals_decide(tmp_path: Path, words: list[str], said: str) -> None:
    """No output says that a bid is first by nothing."""
    command, *options = words
    out = social_value(command, written(tmp_path / "p"), *options).out
    assert said in out
    assert "by 0.0" not in out


def test_the_json_names_bids_that_only_exact_totals_part(tmp_path: Path) -> None:
    """A key of its own holds them, best first; it is empty where published totals part all bids, or rank them."""
    found = json.loads(social_value("score", written(tmp_path / "p"), "--format", "json").out)
    assert (found["award"]["bids"], found["equal_as_published"]) == (["y"], [["y", "x"]])
    tied = json.loads(social_value("score", written(tmp_path / "q", "published"), "--format", "json").out)
    assert (tied["award"]["bids"], tied["equal_as_published"]) == (["x", "y"], [])


def test_bids_that_are_equal_altogether_are_tied_and_nothing_else(tmp_path: Path) -> None:
    """Two bids with the same marks share a rank: nothing is said of exact totals."""
    alike = [BIDS[0], {**BIDS[0], "id": "z", "supplier": {"name": "Supplier z"}}]
    out = social_value("score", written(tmp_path / "p", bids=alike)).out
    assert "Tie for first place: x, z." in out
    assert "exact totals decide" not in out


@pytest.mark.parametrize("keys", [{}, {"tie_break": ["C1"]}])
def test_the_workbook_says_so_live(tmp_path: Path, keys: Data) -> None:
    """The statement on Summary is a formula that comes to the words it carries, with and without a tie-break."""
    alike = {**BIDS[0], "id": "z", "supplier": {"name": "Supplier z"}, "recorded": BIDS[1]["recorded"]}
    for number, bids in enumerate((BIDS, [BIDS[1], alike])):
        book = book_of(written(tmp_path / str(number), bids=bids, **keys))
        assert disagreements(book) == []
    said = recalculated(book_of(written(tmp_path / "p", **keys)).content)["Summary", "A4"]
    assert "; the next has the same total as published" in said
