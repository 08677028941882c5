"""SM-30: what each bidder does best, by how much, and what is lost where its strength is not chosen."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.leaders import leaders_of
from social_value.core.sections import best_at as module
from social_value.core.sections.best_at import best_at
from tests.cli.command import social_value
from tests.core.builders import inputs_of, offer, procurement, recorded
from tests.features.folders import scored, section
from tests.files.workbook.books import EXAMPLES, book_of, disagreements, disagreements_of_libreoffice, edited, of_inputs
from tests.recalculate import recalculated

METHOD = procurement([recorded("a", "60"), recorded("b", "40")])


def rows(result: dict[str, Any], table: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table of Best-at by their criteria."""
    return {one["criterion"]: one for one in section(result, "best-at")[table]["rows"]}


@pytest.fixture(scope="module")
def tracing() -> dict[str, Any]:
    """Return the result of the contact tracing example."""
    return scored(EXAMPLES / "contact-tracing")


def test_sm_30_the_leads_of_contact_tracing(tracing: dict[str, Any]) -> None:
    """Halyard leads cost by 4.8, Ten Lanterns social value by 20, Pixel Heron carbon by 30, Northbridge assets by 20.

    Cost: 100 x (28 - 864000/44880) / 12 = 72.91 less 100 x (28 - 1137000/57360) / 12 = 68.15.
    """
    leads = rows(tracing, "leaders")
    expected = {
        "F1": ("Halyard & Quill Response plc", "4.8"),
        "S2": ("Ten Lanterns Community Alliance", "20.0"),
        "E1": ("Pixel Heron Ltd", "30.0"),
        "S4": ("Northbridge Tracing Partnership", "20.0"),
    }
    for name, (leader, lead) in expected.items():
        assert leads[name]["leads"] == leader
        assert f"{Decimal(leads[name]['lead_marks']):.1f}" == lead
    assert Decimal(leads["S2"]["lead_points"]) == 2


def test_sm_30_a_tie_names_all_tied(tracing: dict[str, Any]) -> None:
    """Three bids have full marks for surge capacity; their lead is taken over the first bid below them (25)."""
    surge = rows(tracing, "leaders")["F2"]
    assert surge["leads"] == "Northbridge Tracing Partnership; Halyard & Quill Response plc; Pixel Heron Ltd"
    assert Decimal(surge["lead_marks"]) == 75


def test_sm_30_what_is_lost_where_the_leader_is_not_chosen(tracing: dict[str, Any]) -> None:
    """Northbridge is chosen: on carbon 95 - 52.5 = 42.5 marks are lost, 4.25 points; where it leads, nothing."""
    lost = rows(tracing, "lost")
    carbon, assets = lost["E1"], lost["S4"]
    assert (carbon["chosen"], Decimal(carbon["lost_marks"]), Decimal(carbon["lost_points"])) == (
        "northbridge",
        Decimal("42.5"),
        Decimal("4.25"),
    )
    assert [Decimal(assets[key]) for key in ("lost_marks", "lost_points")] == [0, 0]


def test_sm_30_each_bid_is_told_what_it_does_best(tracing: dict[str, Any]) -> None:
    """A bid's row names the criteria it leads; the comparator is shown apart and leads nothing."""
    best = {row["bid"]: row["best_at"] for row in section(tracing, "best-at")["bids"]["rows"]}
    assert best["halyard"] == "F1 Price per contact reached; F2 Surge capacity (shared)"
    assert best["riverbend"] == "leads no criterion"
    assert best["in-house"] == "not ranked"


def test_sm_30_the_sector_profile_is_information_only(tracing: dict[str, Any]) -> None:
    """It counts ranked bids by sector, says that nothing of it is scored, and leaves the comparator out."""
    table = section(tracing, "best-at")["sectors"]
    assert table["note"].startswith("Information only: the sector earns no marks.")
    assert {row["sector"]: row["count"] for row in table["rows"]} == {
        "Mixed": "1",
        "Mutual": "1",
        "Private": "2",
        "VCSE": "1",
    }


def test_sm_30_bids_that_are_out_and_comparators_lead_nothing() -> None:
    """The best marks of a comparator, and of a bid below a minimum, are no lead."""
    method = procurement([recorded("a", "60", minimum={"marks": 50, "consequence": "disregard"}), recorded("b", "40")])
    bids = [
        offer("x", marks={"a": 60, "b": 50}),
        offer("y", marks={"a": 55, "b": 70}),
        offer("out", marks={"a": 10, "b": 100}),
        offer("own", marks={"a": 99, "b": 99}, role="comparator"),
    ]
    found = leaders_of(evaluate(inputs_of(method, bids)))
    assert {name: one.bids for name, one in found.items()} == {"a": ("x",), "b": ("y",)}
    assert [one.lead for one in found.values()] == [5, 20]


def test_sm_30_where_all_are_equal_nobody_leads() -> None:
    """The same marks for everybody are nobody's strength, and there is no next."""
    evaluation = evaluate(inputs_of(METHOD, [offer(name, marks={"a": 60, "b": n}) for n, name in enumerate("xy")]))
    assert leaders_of(evaluation)["a"].lead is None
    found = best_at(evaluation)
    assert found is not None
    assert found.tables[0].rows[0].cells[3].value == "all equal"
    assert found.bids["x"][1].value == "leads no criterion"


def test_sm_30_one_ranked_bid_leads_nobody() -> None:
    """With nothing to compare it with, there is no such sheet."""
    assert best_at(evaluate(inputs_of(METHOD, [offer("x", marks={"a": 60, "b": 1})]))) is None


def test_sm_30_a_tie_for_first_shows_what_each_choice_loses() -> None:
    """Two bids of 50 points each: choosing one loses the 40 marks in which the other is ahead."""
    bids = [offer("x", marks={"a": 50, "b": 50}), offer("y", marks={"a": 30, "b": 80})]
    found = best_at(evaluate(inputs_of(METHOD, bids)))
    assert found is not None
    lost = {(row.bid_id, str(row.cells[0].value)): row.cells[6].value for row in found.tables[1].rows}
    expected = {("x", "a"): Fraction(0), ("x", "b"): Fraction(30), ("y", "a"): Fraction(20), ("y", "b"): Fraction(0)}
    assert lost == expected


def test_sm_30_many_tied_for_first_are_not_all_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a few tied bids the table says that the tie has to be broken first; beyond some names, how many more."""
    monkeypatch.setattr(module, "MOST_CHOSEN", 2)
    monkeypatch.setattr(module, "MOST_NAMED", 2)
    bids = [offer(name, marks={"a": 50, "b": 50}) for name in "xyz"] + [offer("w", marks={"a": 1, "b": 1})]
    found = best_at(evaluate(inputs_of(METHOD, bids)))
    assert found is not None
    assert found.tables[0].rows[0].cells[3].value == "Supplier x; Supplier y; and 1 more"
    assert (found.tables[1].rows, found.tables[1].note) == (
        (),
        "3 bids tie for first. Break the tie to see what a choice loses.",
    )


def test_sm_30_the_sheet_is_live(tmp_path: Path) -> None:
    """Both engines recalculate what it carries, and leads in points follow a weight that a reader changes."""
    book = book_of(EXAMPLES / "contact-tracing")
    assert disagreements(book) == []
    assert disagreements_of_libreoffice([book], tmp_path) == []
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))["Best-at"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "E1"][:1]
    assert str(sheet[f"E{row}"].value).startswith("=MAX(")
    changed = recalculated(edited(book.content, {("Criteria matrix", weight_cell(book.content, "E1")): 20}))
    assert changed["Best-at", f"H{row}"] == 6


def weight_cell(content: bytes, criterion: str) -> str:
    """Return the cell of the weight of a criterion on the criteria matrix."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Criteria matrix"]
    return next(f"{cell.column_letter}7" for cell in sheet[4] if cell.value == criterion)


def test_sm_30_ties_in_the_workbook_are_left_out_of_the_next() -> None:
    """Two leaders at 70 and a third bid at 40: the next marks are 40, also when recalculated."""
    bids = [offer(name, marks={"a": n, "b": n}) for name, n in (("x", 70), ("y", 70), ("z", 40))]
    again = recalculated(of_inputs(inputs_of(METHOD, bids)).content)
    [row] = [place[1:] for (sheet, place), value in again.items() if (sheet, value) == ("Best-at", "a")][:1]
    assert (again["Best-at", f"E{row}"], again["Best-at", f"F{row}"], again["Best-at", f"G{row}"]) == (70, 40, 30)


def test_sm_30_the_terminal_shows_it() -> None:
    """`--show Best-at` prints the tables below the ranking."""
    done = social_value("score", EXAMPLES / "contact-tracing", "--show", "Best-at")
    assert done.code == 0
    assert "Who leads on each criterion" in done.out
