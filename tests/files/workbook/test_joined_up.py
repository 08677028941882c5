"""The sheet Joined-up: live from the people and the cohort down to marks, and so is the cap on unlinked value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from social_value.core.inputs import Inputs
from tests.core.builders import criterion, inputs_of, procurement, recorded
from tests.core.cohorts import PARTS, claimants, cohort, marks_joined, reaching
from tests.core.frameworks.test_outcomes import CHAIN, THEMES, capped, covering
from tests.core.valuations import commitment, entry, measure, register, valuation, valued_inputs
from tests.files.workbook.books import (
    Book,
    disagreements,
    disagreements_of_libreoffice,
    edited,
    formulas,
    of_inputs,
    rows_of,
)
from tests.recalculate import Cells, recalculated, stored

SHEET = "Joined-up"


def of_two_types() -> Inputs:
    """Return bids whose linked and unlinked values are of two types, with low and high ends and every limit."""
    values = register(entry("thing", value=100, low=50, high=150), entry("life", "wellbeing", value=10, low=5, high=20))
    measures = [measure("jobs", "life"), measure("gifts"), measure("trees", "life")]
    promised = {
        "A": [commitment("c1", "jobs", 90), commitment("c2", "gifts", 7), commitment("c3", "trees", 30)],
        "B": [commitment("c1", "gifts", 5)],
        "C": [],
    }
    how = valuation(
        *("jobs", "gifts", "trees"),
        adds={"types": ["economic", "wellbeing"], "reason": "Different people."},
        unlinked_cap_percent="12.5",
        cap={"percent_of_price": 90},
        floor={"amount": 10},
    )
    shares = [criterion("S", "60", {"rule": "linear", "of": "unlinked-share", "zero_at": 100, "full_at": 0}, "social")]
    shares.append(criterion("T", "40", {"rule": "ratio-to-target", "of": "net-social-value", "target": 1000}, "social"))
    outcomes = [{"id": "work", "title": "Work", "measures": ["jobs"]}]
    return valued_inputs(measures, promised, values, how=how, outcomes=outcomes, criteria=shares)


def of_two_cohorts() -> Inputs:
    """Return two cohorts that share measures, one of which a criterion marks as well, with a gate, and themes."""
    parts = [{"measure": one, "title": one.capitalize()} for one in PARTS[:2]]
    method = procurement(
        [
            marks_joined(weight="30", theme="systems"),
            marks_joined("S2", "20", of="pensioners"),
            criterion("D", "20", {"rule": "linear", "of": "devices", "zero_at": 0, "full_at": 900}, "social"),
            recorded("Q", "30"),
        ],
        cohorts=[cohort(), cohort(500, "0.3", "pensioners", components=parts)],
        gates=[
            {
                "id": "enough",
                "title": "Enough people",
                "asks": "figure",
                "of": "end-to-end-people:claimants",
                "at_least": 100,
                "consequence": "disregard",
            }
        ],
        themes=THEMES,
    )
    people = {"a": (900, 700, 400, 300), "b": (100, 800, 200, 150), "c": (900, 900, 900, 0)}
    return inputs_of(method, [reaching(name, reached) for name, reached in people.items()])


@pytest.fixture(scope="module", name="books")
def made() -> list[Book]:
    """Return workbooks with a cohort, two cohorts, outcomes that depend on others, and capped value."""
    inputs = (claimants(), of_two_cohorts(), covering("hired", "skilled"), capped(80_000, 40_000), of_two_types())
    return [of_inputs(one) for one in inputs]


def test_sm_25_the_stored_and_the_recalculated_results_agree(books: list[Book]) -> None:
    """Cell by cell: what is stored is what the formulas give and what the engine publishes."""
    for book in books:
        assert disagreements(book) == []


def test_sm_25_libreoffice_agrees(books: list[Book], tmp_path: Path) -> None:
    """LibreOffice works every number out as the engine does."""
    assert disagreements_of_libreoffice(books, tmp_path) == []


def place_of(cells: Cells, sheet: str, heading: str, bid: str) -> tuple[str, str]:
    """Return the cell of a bid under a heading, in the first table that has both."""
    heads = [place for (name, place), value in cells.items() if name == sheet and value == heading]
    assert heads, heading
    letters = heads[0].rstrip("0123456789")
    first = int(heads[0][len(letters) :])
    rows = (
        int(place[1:]) for (name, place), value in cells.items() if name == sheet and place[:1] == "A" and value == bid
    )
    return sheet, f"{letters}{min(row for row in rows if row > first)}"


def shown(cells: Cells, sheet: str, heading: str, bid: str) -> Any:  # noqa: ANN401 - a cell of any kind
    """Return what a bid has under a heading."""
    return cells[place_of(cells, sheet, heading, bid)]


def test_sm_25_fewer_people_in_one_component_move_value_and_marks(books: list[Book]) -> None:
    """Meadow with 400 devices in place of 2,600: lowest 0.1, mean 0.5375, value 31.875, marks 45.54."""
    cells = stored(books[0].content)
    place = place_of(cells, SHEET, "Devices, people (input)", "meadow")
    again = recalculated(edited(books[0].content, {place: 400}))
    assert shown(again, SHEET, "Joined-up value, percent", "meadow") == pytest.approx(31.875)
    assert shown(again, SHEET, "People end to end, at most", "meadow") == 400
    assert shown(again, SHEET, "Price of each, at least", "meadow") == pytest.approx(2_875)
    assert rows_of(again, "Criteria matrix")["meadow"]["C"] == pytest.approx(45.535714, abs=1e-5)


def test_sm_25_the_pillar_sheet_reads_the_live_cell(books: list[Book]) -> None:
    """The criterion of the rule joined-up reads the value where it is worked out, with the sheet's name in quotes."""
    assert any(
        formula.startswith("='Joined-up'!")
        for (sheet, _), formula in formulas(books[0].content).items()
        if sheet == "Social"
    )


def test_sm_26_a_cap_that_is_edited_moves_what_counts(books: list[Book]) -> None:
    """£80k linked: 20% lets 20k of the 40k count, 50% all of it."""
    cells = stored(books[3].content)
    assert shown(cells, "Social value", "Of that counts, central", "A") == 20_000
    [place] = [place for (sheet, place), value in cells.items() if sheet == "Social value" and value == 20]
    again = recalculated(edited(books[3].content, {("Social value", place): 50}))
    assert shown(again, "Social value", "Of that counts, central", "A") == 40_000
    assert shown(again, "Social value", "Net social value, central", "A") == 120_000


def test_sm_26_what_is_served_moves_what_is_covered(books: list[Book]) -> None:
    """Access is not served, so skills and work are half covered; once it is, all three are covered."""
    cells = stored(books[2].content)
    assert shown(cells, SHEET, "Outcomes covered", "A") == 0
    served = [place for (sheet, place), value in cells.items() if sheet == SHEET and value == "Served, 1 or 0 (input)"]
    column, head = served[0].rstrip("0123456789"), int(served[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    again = recalculated(edited(books[2].content, {(SHEET, f"{column}{head + 2}"): 1}))
    assert CHAIN[1]["title"] == again[SHEET, f"B{head + 2}"]
    assert shown(again, SHEET, "Outcomes covered", "A") == 3
