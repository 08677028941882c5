"""What reservations, conflicts and marked commitments show in the workbook, worked out again by another engine."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from social_value.files.workbook.plan import CONFLICTS
from tests.core.figures.test_commitments import competition, promise
from tests.core.reservations import reserved, workforce
from tests.core.test_organisations import orrery
from tests.core.test_organisations import promise as promised
from tests.core.test_reservation import EXAMPLE
from tests.files.workbook.books import Book, disagreements, edited, of_inputs, summary
from tests.recalculate import recalculated


def sheet(book: Book, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet that hold anything."""
    read = openpyxl.load_workbook(io.BytesIO(book.content), data_only=True)[name]
    return [row for row in read.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def test_sm_12_the_share_is_a_live_formula_over_visible_headcounts() -> None:
    """The sheet Gates adds up the parts of each bid, and the share and the result follow."""
    book = of_inputs(reserved(EXAMPLE))
    assert disagreements(book) == []
    rows = {row[0]: row for row in sheet(book, "Gates") if row[2] == "bidder"}
    assert {name: row[-3:-1] for name, row in rows.items()} == {
        "kindred": (30, 100),
        "orrery": (120, 3000),
        "orrery-brightside": (44, 120),
        "just-below": (29, 100),
    }
    parts = [row[:5] for row in sheet(book, "Gates") if row[0] == "orrery-brightside"][1:]
    assert parts == [
        ("orrery-brightside", "Orrery", 4, 80, "payroll"),
        ("orrery-brightside", "Brightside", 40, 40, "payroll"),
    ]


def test_sm_12_an_edit_of_a_headcount_moves_a_bid_out_and_in() -> None:
    """One supported person more brings 29/100 inside; one less puts 30/100 out, and the ranks follow."""
    book = of_inputs(reserved(EXAMPLE, rule="linear"))
    read = openpyxl.load_workbook(io.BytesIO(book.content))["Gates"]
    places = {row[0].value: row[2].coordinate for row in read.iter_rows() if row[1].value and row[4].value == "payroll"}
    changes: dict[tuple[str, str], object] = {("Gates", places["just-below"]): 30, ("Gates", places["kindred"]): 29}
    shown = summary(recalculated(edited(book.content, changes)))
    assert shown["just-below"].rank is not None
    assert shown["kindred"].rank is None


def test_sm_31_conflicts_lists_organisations_and_promises() -> None:
    """Both bids stand on the sheet, with what follows, and which promise counts in a sum."""
    book = of_inputs(orrery(promised("a1"), promised("b1", owner="lead")))
    rows = sheet(book, CONFLICTS)
    assert ("Orrery Mobility plc", "orrery", "orrery-brightside", "Flagged. It excludes nobody.") in [
        row[:4] for row in rows
    ]
    assert [row[1:5] for row in rows if row[3] == "400 hours of hours"] == [
        ("orrery", "a1", "400 hours of hours", "counts here, in a sum over bids"),
        ("orrery-brightside", "b1", "400 hours of hours", "counted already, in a sum over bids"),
    ]


def test_sm_31_without_a_conflict_there_is_no_sheet() -> None:
    """Bids that share nobody, and no evaluators: the sheet is left out."""
    book = of_inputs(reserved({"a": (1, {"performing_workforce": workforce(9, 10)})}))
    assert CONFLICTS not in openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames


def test_sm_29_commitments_for_each_100k_follow_quantity_and_price() -> None:
    """The sheet Price works the figure out from every commitment and the price."""
    bids = {
        "small": (200_000, [promise("c1", 80), promise("c2", 40, activity="x"), promise("c3", 10, activity="x")]),
        "large": (2_000_000, [promise("c1", 800, years=2, share_of_time="0.5")]),
        "none": (500_000, []),
    }
    for of in ("committed-per-100k:hours", "committed:hours"):
        book = of_inputs(competition(of, bids))
        assert disagreements(book) == []
        assert any("c3" in row and 0 in row for row in sheet(book, "Price"))
