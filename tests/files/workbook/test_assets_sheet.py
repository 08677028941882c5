"""The sheet Assets and data: live, and followed by the criteria and gates that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.builders import Data, criterion, exact, inputs_of, offer, priced, procurement
from tests.core.lending import accepted, build, lending, reuse, shared
from tests.files.workbook.books import (
    Book,
    disagreements,
    disagreements_of_libreoffice,
    edited,
    of_inputs,
    row_of,
    summary,
)
from tests.recalculate import Cells, recalculated, stored

SHEET = "Assets and data"
ROUTE: Data = {"not_applicable": "It holds no people."}
ACCESS: Data = {"open": ROUTE, "research": ROUTE, "portability": ROUTE}


def _bid(name: str, answers: Data, *assets: Data) -> Data:
    said = {
        "assets": list(assets),
        "datasets": [{"id": "loans", "title": "Loans", "personal": False, "access": ACCESS}],
        "ethics": answers,
        "pilot": {
            "title": "Lockers",
            "budget": 4000,
            "stop_rule": "Few",
            "fallback": "None",
            "review_date": "2027-01-01",
        },
    }
    built: Data = exact(offer(name, 100_000) | said)
    return built


@pytest.fixture(scope="module")
def book() -> Book:
    """Return a workbook in which reuse is marked, and complete routes and answered prompts are gates."""
    gate = {"asks": "figure", "consequence": "not-awardable"}
    method = procurement(
        [
            priced("50", "fixed-bounds", floor=50_000, ceiling=150_000),
            criterion("R", "50", {"rule": "linear", "of": "reuse-rate", "zero_at": 0, "full_at": 100}, "social"),
        ],
        shared_assets=[shared("login"), shared("maps")],
        data={"personal": True, "shared": False, "prompts": [{"id": "why", "asks": "Why?"}]},
        pilot={"cap_share": "0.05"},
        gates=[
            {"id": "r", "title": "Routes", "of": "data-routes-complete", "at_least": 100, **gate},
            {"id": "e", "title": "Ethics", "of": "ethics-unanswered", "at_most": 0, **gate},
        ],
    )
    answers = {"why": "Because people asked."}
    bids = [
        _bid("a", answers, reuse("login"), build("maps", 30_000)),
        _bid("b", answers, reuse("login"), reuse("maps")),
        _bid("c", {}),
    ]
    return of_inputs(inputs_of(method, bids))


def _of_bid(cells: Cells, bid: str, letters: str) -> object:
    """Return what stands in a column in a bid's own row, which is the first with its id."""
    return cells[SHEET, f"{letters}{row_of(cells, SHEET, bid)}"]


def test_sm_14_the_sheet_recalculates_to_what_the_engine_publishes(book: Book, tmp_path: Path) -> None:
    """Two engines work out every stored value again, and none is an error."""
    assert disagreements(book) == []
    assert disagreements_of_libreoffice([book], tmp_path) == []


def test_sm_14_the_marks_follow_the_reuse(book: Book) -> None:
    """Once the second capability of the first bid is reused too, its rate is 100 and its total that of the other."""
    before = stored(book.content)
    assert (_of_bid(before, "a", "E"), summary(before)["a"].total) == (50, 50)
    row = row_of(before, SHEET, "a", "maps", "build platform")
    after = recalculated(edited(book.content, {(SHEET, f"D{row}"): 1}))
    assert (_of_bid(after, "a", "E"), summary(after)["a"].total) == (100, 75)


def test_sm_14_an_accepted_reason_takes_the_duplicated_sum_away(book: Book) -> None:
    """A 1 for an accepted reason makes 0 of 30,000, and no mark moves."""
    before = stored(book.content)
    assert _of_bid(before, "a", "F") == 30_000
    row = row_of(before, SHEET, "a", "maps", "platform", "build")
    after = recalculated(edited(book.content, {(SHEET, f"G{row}"): 1}))
    assert _of_bid(after, "a", "F") == 0
    assert summary(after)["a"].total == summary(before)["a"].total


def test_sm_22_the_gate_follows_an_answer(book: Book) -> None:
    """The bid without an answer has no rank; once the prompt is answered it has one."""
    before = stored(book.content)
    assert summary(before)["c"].rank is None
    row = row_of(before, SHEET, "c", "why")
    assert summary(recalculated(edited(book.content, {(SHEET, f"C{row}"): 1})))["c"].rank == 3


def test_sm_14_the_acceptance_is_logged_on_audit() -> None:
    """Who decided, when and why stands on the sheet Audit."""
    bid = {"assets": [build("maps", 40_000, reason="Ours shows lifts.")]}
    inputs = lending({"a": bid}, [accepted("a", "maps")], shared_assets=[shared("maps")])
    said = {value for (sheet, _), value in stored(of_inputs(inputs).content).items() if sheet == "Audit"}
    assert "a: reason for building maps, platform accepted" in said
    assert "2027-01-12, panel chair: Recorded at the meeting." in said
