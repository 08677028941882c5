"""The sheet Efficiency: live formulas over visible inputs, the same everywhere, also after an edit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from social_value.core.inputs import Inputs
from tests.core.builders import Data, criterion, exact, inputs_of, offer, procurement
from tests.files.workbook.books import (
    EXAMPLES,
    Book,
    book_of,
    disagreements,
    disagreements_of_libreoffice,
    edited,
    errors,
    of_inputs,
)
from tests.recalculate import Cells, recalculated, stored

SHEET = "Efficiency"
DEMAND = {"reference": {"calls": 8000, "visits": 2000}, "scenarios": {"surge": 2}, "digital_stress_points": 20}


def linear(of: str, zero_at: int, full_at: int) -> Data:
    """Return a rule that marks a figure."""
    return {"rule": "linear", "of": of, "zero_at": zero_at, "full_at": full_at}


def bid(name: str, call: str, visit: str, *, evidence: bool, digital: str, front: int) -> Data:
    """Return a bid of which everything is stated; its cost lines add up to its price."""
    price = 8000 * Fraction(call) + 2000 * Fraction(visit) + 10000
    lines = [
        {"band": "calls", "unit_price": call},
        {"band": "visits", "unit_price": visit},
        {"title": "Setting up", "fixed": 10000},
    ]
    proof = {"evidence": "audited"} if evidence else {}
    stated: Data = exact(
        {
            "price": {"lines": lines},
            "success_rate": {"calls": {"value": "0.8", "evidence": "audited"}, "visits": {"value": "0.5", **proof}},
            "capacity": {"surge_multiple": "1.5", "days_to_surge": 7},
            "cost_lines": [
                {"id": "l1", "title": "Advisers", "kind": "front-line", "amount": front},
                {"id": "l2", "title": "Own system", "kind": "bespoke-build", "amount": int(price) - front},
            ],
            "channels": [
                {"channel": "Website", "share": digital, "unit_cost": 2, "digital": True},
                {"channel": "Telephone", "share": str(1 - float(digital)), "unit_cost": 12, "digital": False},
            ],
            "automation": [
                {
                    "process": "Notes",
                    "hours_before": 3000,
                    "hours_after": 1000,
                    "hourly_cost": 25,
                    "reinvested_in": "l1",
                    "technique": "unstructured-ai",
                }
            ],
        }
    )
    return offer(name) | stated


def everything() -> Inputs:
    """Return a procurement that marks every figure of the section."""
    criteria = [
        criterion("F1", "30", linear("price-per-success", 30, 5), "financial"),
        criterion("F2", "20", linear("front-line-share", 0, 100), "financial"),
        criterion("F3", "10", linear("unmet-demand:surge", 100, 0), "financial"),
        criterion("F4", "10", linear("digital-stress-cost", 50000, 0), "financial"),
        criterion("E1", "10", linear("reinvention-cost", 90000, 0), "environmental"),
        criterion("S1", "10", linear("time-reinvested", 0, 50000), "social"),
        criterion("S2", "10", linear("surge-multiple", 1, 3), "social"),
    ]
    gate = {"id": "offline", "title": "Offline", "asks": "figure", "of": "non-digital-channels", "at_least": 1}
    model = {"id": "model", "title": "Model", "price_per_success": 15, "by_band": {"visits": 50}}
    built = procurement(
        criteria,
        demand=DEMAND,
        efficiency=exact(
            {
                "unevidenced_factor": "0.5",
                "maturity_factor": "0.5",
                "benchmarks": [{"id": "b", "title": "B", "bid": "b"}, model],
            }
        ),
        gates=[{**gate, "consequence": "disregard"}],
    )
    return inputs_of(
        built,
        [
            bid("a", "9", "20", evidence=True, digital="0.75", front=90000),
            bid("b", "7", "30", evidence=False, digital="0.5", front=60000),
        ],
    )


@pytest.fixture(scope="module")
def book() -> Book:
    """Return the workbook of that procurement."""
    return of_inputs(everything())


def found(cells: Cells, head: str, first: str = "") -> list[tuple[str, Any]]:
    """Return the cells below a head of the sheet, with their places; ``first`` is the text of the row's column A."""
    places = [place for (sheet, place), value in cells.items() if sheet == SHEET and value == head]
    assert len(places) == 1, (head, places)
    letters, row = places[0].rstrip("0123456789"), int(places[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    below = []
    while (value := cells.get((SHEET, f"{letters}{row + 1}"))) is not None:
        row += 1
        if first in ("", cells.get((SHEET, f"A{row}"))):
            below.append((f"{letters}{row}", value))
    return below


def values(cells: Cells, head: str, first: str = "") -> list[Any]:
    """Return the values below a head."""
    return [value for _, value in found(cells, head, first)]


def after(book: Book, sheet: str, place: str, value: object) -> Cells:
    """Return the cells once one of them was changed and all worked out again."""
    cells = recalculated(edited(book.content, {(sheet, place): value}))
    assert errors(cells) == []
    return cells


def test_it_is_the_same_everywhere(book: Book, tmp_path: Path) -> None:
    """The engine, the stored results, formualizer and LibreOffice agree on every cell."""
    assert disagreements(book) == []
    assert disagreements_of_libreoffice([book], tmp_path) == []


def test_sm_02_without_evidence_the_factor_stands_on_price_and_can_be_changed(book: Book) -> None:
    """Bid b reaches 6,400 + 2,000 x 0.5 x 0.5 = 6,900; with evidence it would be 7,400 for its price of 126,000."""
    cells = stored(book.content)
    assert values(cells, "Price per success", "b")[0] == pytest.approx(126000 / 6900)
    heads = {value: place for (sheet, place), value in cells.items() if sheet == "Price"}
    column = heads["Share that counts, visits (input)"].rstrip("0123456789")
    row = found(cells, "Price per success", "b")[0][0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert cells["Price", f"{column}{row}"] == 0.5
    changed = after(book, "Price", f"{column}{row}", 1)
    assert values(changed, "Price per success", "b")[0] == pytest.approx(126000 / 7400)
    assert values(changed, "Rate used", "b") == pytest.approx([0.8, 0.5])


def test_sm_02_multiples_follow_a_changed_unit_price(book: Book) -> None:
    """With visits at 40 in place of 20, a visit of a that ends well costs 80, and b's 120 is 1.5 times that."""
    cells = stored(book.content)
    assert values(cells, "Multiple", "a")[:3] == pytest.approx([(126000 / 6900) / (122000 / 7400), 7 / 9, 3])
    place = next(
        place.replace("C", "D")
        for (sheet, place), value in cells.items()
        if sheet == "Price" and value == "visits" and cells.get((sheet, place.replace("C", "A"))) == "a"
    )
    assert cells["Price", place] == 20
    assert values(after(book, "Price", place, 40), "Multiple", "a")[2] == pytest.approx(1.5)


def test_sm_03_a_changed_scenario_is_followed(book: Book) -> None:
    """At twice the demand 25% is unmet, at three times half of it."""
    cells = stored(book.content)
    assert values(cells, "Unmet demand, surge, %") == [25, 25]
    [(place, multiple)] = found(cells, "Multiple (input)")
    assert multiple == 2
    assert values(after(book, SHEET, place, 3), "Unmet demand, surge, %") == [50, 50]


def test_sm_06_a_changed_cost_line_moves_the_share_and_shows_the_gap(book: Book) -> None:
    """The first line of a is 90,000 of 122,000; 1,220 less is one point less, and a gap of 1,220 to the price."""
    cells = stored(book.content)
    share = values(cells, "Front-line share, %", "a")[0]
    assert share == pytest.approx(100 * 90000 / 122000)
    place, amount = found(cells, "Amount (input)", "a")[0]
    assert amount == 90000
    changed = after(book, SHEET, place, 90000 - 1220)
    assert values(changed, "Front-line share, %", "a")[0] == pytest.approx(share - 1)
    assert values(changed, "Gap to the price", "a") == [-1220]
    assert changed["Summary", "A3"] != "As published"


def test_sm_28_changed_points_are_followed(book: Book) -> None:
    """20 points of 10,000 contacts at 10 more each are 20,000; 10 points are half of that."""
    cells = stored(book.content)
    assert values(cells, "Added cost of lower digital take-up") == pytest.approx([20000, 20000])
    place, points = found(cells, "Points lower (input)")[0]
    assert points == 20
    assert values(after(book, SHEET, place, 10), "Added cost of lower digital take-up") == pytest.approx([10000, 10000])


def test_sm_07_sm_08_a_changed_share_that_counts_is_followed(book: Book) -> None:
    """Half of 50,000 counts; with all of it, 50,000 does, and the marks on it are full."""
    cells = stored(book.content)
    assert values(cells, "Time reinvested in the front line") == [25000, 25000]
    place = found(cells, "Share that counts (input)", "a")[0][0]
    changed = after(book, SHEET, place, 1)
    assert values(changed, "Time reinvested in the front line", "a") == [50000]


def test_sm_02_the_turn_of_the_example_is_worked_out_in_the_sheet() -> None:
    """The root that the formula gives is 26.55485%: (sqrt(10.8266434) - 1.0151667) / 8.568."""
    example = book_of(EXAMPLES / "contact-tracing")
    turns = values(recalculated(example.content), "From, %")
    assert turns[1] == pytest.approx(26.55485, abs=1e-5)
