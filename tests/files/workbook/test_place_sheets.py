"""The sheets Place and Spend-flow: live over what is visible, and equal to the engine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from social_value.core.inputs import Inputs
from social_value.core.sections.registry import sections_of
from tests.core.builders import Data, criterion, exact
from tests.core.places import BUDGET, DECILES, NEED, promise
from tests.core.valuations import additionality, commitment, measure, register, valuation, valued_inputs
from tests.core.valuations import entry as value_entry
from tests.files.workbook.books import (
    EXAMPLES,
    FIRST_ROW,
    Book,
    book_of,
    differences,
    disagreements,
    disagreements_of_libreoffice,
    edited,
    of_inputs,
    rows_of,
)
from tests.recalculate import Cells, recalculated, stored

AREAS: list[Data] = [
    {"id": "rochdale", "title": "Rochdale", "priority": True, "code": "E1"},
    {"id": "bolton", "title": "Bolton", "code": "E9"},
    {"id": "wigan", "title": "Wigan", "priority": True, "need_weight": 3},
]
PEOPLE: Data = {"id": "people", "title": "People helped", "unit": "people"}


def everything(both: str) -> Inputs:
    """Return inputs that use every part of both sheets."""
    need = {
        **NEED,
        "register": "deciles",
        "entry": "imd",
        "weights": {"1": 2, "9": "0.8"},
        "groups": [{"id": "carers", "title": "Carers", "need_weight": "1.5"}],
        "both": both,
    }
    promised = {
        "alpha": [
            commitment("c1", "jobs", 10, years=2, areas={"rochdale": "0.6", "bolton": "0.4"}, accrues_to="health"),
            promise("c2", "people", 100, "people", area="bolton", group="carers"),
            promise("c3", "people", 50, "people", areas={"rochdale": "0.5", "wigan": "0.5"}, accrues_to="council"),
            commitment("c4", "life", 3, area="wigan"),
        ],
        "beta": [commitment("c1", "jobs", 3, group="carers"), promise("c2", "people", 20, "people", years=3)],
        "gamma": [],
    }
    criteria = [
        criterion("S", "60", {"rule": "linear", "of": "need-weighted-reach", "zero_at": 0, "full_at": 400}, "social"),
        criterion("V", "40", {"rule": "ratio-to-target", "of": "net-social-value", "target": 90000}, "social"),
    ]
    how = valuation(
        "jobs",
        "life",
        convention="first-year-undiscounted",
        adds={"types": ["economic"], "reason": "The other is shown."},
    )
    measures = [
        measure("jobs", additionality=additionality(deadweight="0.25"), lasts={"years": 2, "drop_off": "0.1"}),
        measure("life", "wellby"),
        PEOPLE,
    ]
    values = register(value_entry("thing", value=1000, low=800, high=1300), value_entry("wellby", "wellbeing", value=7))
    made = valued_inputs(
        measures,
        promised,
        values,
        how=how,
        criteria=criteria,
        price={"alpha": 1_000_000, "beta": 777_777, "gamma": None},
        place={"areas": AREAS, "need": need},
        budget=BUDGET,
    )
    paid = [
        {"organisation": "Prime Ltd", "sector": "private", "role": "lead", "value_share": "0.65", "area": "bolton"},
        {"organisation": "Trust", "sector": "vcse", "role": "subcontractor", "value_share": "0.35", "area": "wigan"},
    ]
    first = made.bids[0]
    told = type(first).model_validate(
        {**first.model_dump(by_alias=True, exclude_unset=True), "delivery": [exact(one) for one in paid]}
    )
    return replace(made, bids=(told, *made.bids[1:]), registers={**made.registers, DECILES.id: DECILES})


@pytest.fixture(scope="module", name="books")
def made() -> list[Book]:
    """Return workbooks of both rules for areas and groups, and of the examples."""
    invented = [of_inputs(everything(both)) for both in ("multiply", "higher")]
    return [*invented, *(book_of(EXAMPLES / name) for name in ("contact-tracing", "repair-hub"))]


def test_the_engine_the_stored_and_the_recalculated_results_agree(books: list[Book]) -> None:
    """Cell by cell, with and without values, weights, delivery and a budget."""
    for book in books:
        assert disagreements(book) == []


def test_libreoffice_agrees(books: list[Book], tmp_path: Path) -> None:
    """LibreOffice works every number out as the engine does; test_recalculated shows it the examples."""
    invented = [book for book in books if book.name == "memory"]
    assert disagreements_of_libreoffice(invented, tmp_path) == []


def numbers(cells: Cells, sheet: str) -> list[float]:
    """Return every number of a sheet."""
    return [value for (name, _), value in cells.items() if name == sheet and isinstance(value, int | float)]


def test_every_number_of_the_sections_stands_on_the_sheets(books: list[Book]) -> None:
    """What the JSON and `explain` say is in some cell of the sheet, recalculated."""
    for book in books:
        cells = recalculated(book.content)
        for one in sections_of(book.evaluation):
            shown = numbers(cells, one.sheet)
            for result in book.evaluation.bids:
                for _, column, cell, _ in one.about(result.id):
                    if cell.number is not None:
                        assert any(float(cell.number) == pytest.approx(number) for number in shown), column.key


def places_of(cells: Cells, sheet: str, title: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the lines of a table by its title: the first text of each, and its cells by heading."""
    columns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    row = next(int(place[1:]) for (name, place), value in cells.items() if name == sheet and value == title)
    while cells.get((sheet, f"B{row}")) is None:
        row += 1
    heads = {letter: cells.get((sheet, f"{letter}{row}")) for letter in columns}
    row += 1
    while cells.get((sheet, f"A{row}")) is not None:
        first = str(cells[sheet, f"A{row}"])
        yield first, {str(head).removesuffix(" (input)"): f"{letter}{row}" for letter, head in heads.items() if head}
        row += 1


def place_of(cells: Cells, sheet: str, title: str, first: str, head: str) -> tuple[str, str]:
    """Return one cell of a table: the first line that begins with a text, below a heading."""
    return sheet, next(cells_of[head] for name, cells_of in places_of(cells, sheet, title) if name == first)


def of_bid(cells: Cells, sheet: str, bid: str) -> dict[str, float]:
    """Return the numbers of a bid's own row on top of a sheet, by column."""
    row = next(row for row in range(FIRST_ROW, FIRST_ROW + 9) if cells.get((sheet, f"A{row}")) == bid)
    found = {place: value for (name, place), value in cells.items() if name == sheet and place[1:] == str(row)}
    return {place[0]: value for place, value in found.items() if isinstance(value, int | float)}


def test_marks_follow_a_weight_of_need_and_a_share_of_an_area(books: list[Book]) -> None:
    """A weight of the register's first decile, or where a promise lands, changes the marks and the total."""
    book = books[0]
    before = rows_of(stored(book.content), "Summary")["alpha"]["E"]
    carried = stored(book.content)
    weight = place_of(carried, "Place", "Weights of need", "Areas with imd 1", "Weight")
    assert carried[weight] == 2
    changed = recalculated(edited(book.content, {weight: 4}))
    # c3 reaches 25 people in Rochdale: two more for each of them.
    reached = [of_bid(cells, "Place", "alpha") for cells in (carried, changed)]
    letter = next(name for name, value in reached[0].items() if value == 100 * 0.8 * 1.5 + 25 * 2 + 25 * 3)
    assert reached[1][letter] - reached[0][letter] == pytest.approx(50)
    # 50 more of 400 for full marks, at a weight of 60.
    assert rows_of(changed, "Summary")["alpha"]["E"] - before == pytest.approx(50 / 400 * 60)


def test_the_share_in_priority_areas_follows_what_is_visible(books: list[Book]) -> None:
    """Making Bolton a priority area brings all of alpha's valued promises into priority areas."""
    book = books[0]
    carried = stored(book.content)
    flag = place_of(carried, "Place", "Areas", "Priority area, 1 or 0 (input)", "Bolton")
    percent = place_of(carried, "Place", "Value by area", "alpha", "In priority areas, percent")
    assert carried[percent] == pytest.approx(60)
    assert recalculated(edited(book.content, {flag: 1}))[percent] == pytest.approx(100)


def test_amounts_by_sector_follow_a_share(books: list[Book]) -> None:
    """A subcontractor paid 30% instead of 35% leaves 5% of the price for which nothing is said."""
    book = books[0]
    carried = stored(book.content)
    lines = [cells_of for name, cells_of in places_of(carried, "Spend-flow", "Who is paid") if name == "alpha"]
    share = ("Spend-flow", lines[1]["Share of the price"])
    assert carried[share] == pytest.approx(0.35)
    row = of_bid(recalculated(edited(book.content, {share: 0.30})), "Spend-flow", "alpha")
    assert [row["F"], row["I"]] == pytest.approx([300_000, 50_000])


def test_only_what_may_be_changed_is_called_an_input(books: list[Book]) -> None:
    """A number that is put in on another table is no input where it is shown again."""
    carried = stored(books[0].content)
    heads = {str(value) for (sheet, _), value in carried.items() if sheet == "Place"}
    assert {"Weight (input)", "Weight of its group", "Years (input)"} <= heads
    assert "Weight of its group (input)" not in heads


def test_sections_read_values_where_social_value_has_them(books: list[Book]) -> None:
    """A quantity that is changed on Social value changes the value that lands in each area."""
    book = books[0]
    carried = stored(book.content)
    quantity = place_of(carried, "Social value", "Commitments", "alpha", "Quantity a year")
    landed = place_of(carried, "Place", "Value by area", "alpha", "Rochdale")
    again = recalculated(edited(book.content, {quantity: 20}))
    assert again[landed] == pytest.approx(2 * carried[landed])


def test_a_criterion_on_reach_has_its_cell_where_nobody_promises_anything() -> None:
    """Without any promise the figure is 0, and its marks still read it live."""
    full = everything("higher")
    silent = tuple(bid.model_copy(update={"commitments": ()}) for bid in full.bids)
    book = of_inputs(replace(full, bids=silent))
    again = recalculated(book.content)
    assert differences(book, again) == []
    assert [of_bid(again, "Place", bid.id)["F"] for bid in silent] == [0, 0, 0]


def charts(book: Book) -> list[str]:
    """Return the charts of a workbook as it stores them."""
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        return [parts.read(name).decode() for name in names]


def test_charts_stack_sectors_and_name_the_bids(books: list[Book]) -> None:
    """Place shows shares in priority areas, Spend-flow stacks sectors, and both carry the ids of the bids as labels."""
    tracing = next(book for book in books if book.name == "contact-tracing")
    place, spend = (
        next(chart for chart in charts(tracing) if words in chart)
        for words in ("lands in priority areas", "What ends up with each sector")
    )
    assert 'grouping val="stacked"' in spend
    assert 'grouping val="stacked"' not in place
    for chart in (place, spend):
        labels = chart.split("<c:cat>")[1].split("</c:cat>")[0]
        assert [f"<c:v>{result.id}</c:v>" in labels for result in tracing.evaluation.bids] == [True] * 6


def test_measures_that_count_in_some_areas_are_live_formulas() -> None:
    """Of what lands inside, elsewhere, nowhere and in part, value, points, quantities and places recalculate alike."""
    local = measure("m", counts_in=["rochdale", "wigan"], points_per_unit=2)
    promised = [
        commitment("c1", quantity=8, areas={"rochdale": "0.25", "bolton": "0.75"}),
        commitment("c2", quantity=4, area="bolton"),
        commitment("c3", quantity=3, area="wigan", accrues_to="health"),
        commitment("c4", quantity=2),
        commitment("c5", quantity=6, years=2, areas={"rochdale": "0.5", "wigan": "0.1", "bolton": "0.4"}),
    ]
    marked = [
        criterion("S", "40", {"rule": "linear", "of": "net-social-value", "zero_at": 0, "full_at": 90000}, "social"),
        criterion("P", "30", {"rule": "linear", "of": "initiative-points", "zero_at": 0, "full_at": 90}, "social"),
        criterion("C", "30", {"rule": "linear", "of": "committed:m", "zero_at": 0, "full_at": 90}, "social"),
    ]
    areas = {"areas": [{key: value for key, value in area.items() if key != "need_weight"} for area in AREAS]}
    bids = {"A": promised, "B": promised[2:3]}
    book = of_inputs(valued_inputs([local], bids, criteria=marked, place=areas, budget=BUDGET))
    assert disagreements(book) == []
    texts = {value for value in stored(book.content).values() if isinstance(value, str)}
    assert {"Counts in money, a share of 0 to 1 (input)", "Commitments of which a part counts"} <= texts
