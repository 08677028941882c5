"""The sheet Social value: what it stores is what the engine found and what other engines work out again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest
from hypothesis import given, settings

from social_value.core.figures.worth import social_value
from social_value.core.inputs import Inputs
from social_value.files.workbook import SHEETS
from social_value.files.workbook.plan import ONLY_WHERE_USED
from tests.core.builders import criterion
from tests.core.drawn_valuations import drawn_valuations
from tests.core.valuations import additionality, commitment, entry, measure, register, valuation, valued_inputs
from tests.files.workbook.books import (
    EXAMPLES,
    Book,
    book_of,
    disagreements,
    disagreements_of_libreoffice,
    of_inputs,
    rows_of,
)
from tests.recalculate import Cells, recalculated, stored
from tests.samples import sample

SHEET = "Social value"
IMPACT = {"leakage": "0.1", "displacement": "0.25", "substitution": 0, "multiplier": "1.5"}
VALUES = register(
    entry("thing", value=1000, low=800, high=1300),
    entry("wellby", "wellbeing", value=13000, low=10000, high=16000, price_base="2019"),
    entry("tonne", "environmental", series={str(year): year - 1900 for year in range(2026, 2036)}),
    entry("index", None, series={"2019": "84.5876", "2024": "100"}),
    entry("income", None, series={"2019": "33443", "2024": "33257"}),
)
CRITERIA = [
    criterion("S", "40", {"rule": "ratio-to-best", "of": "social-value-share", "best": "highest"}, "social"),
    criterion("T", "20", {"rule": "ratio-to-target", "of": "net-social-value", "target": 10000}, "social"),
    criterion("P", "20", {"rule": "ratio-to-target", "of": "initiative-points", "target": 100}, "social"),
    criterion("R", "20", {"rule": "ratio-to-target", "of": "social-value-per-pound", "target": 1}, "social"),
]
PROMISED = {
    "alpha": [
        commitment("c1", "jobs", 10, years=2, evidence="payroll"),
        commitment("c2", "life", 3, evidence="note", share_of_time="0.5"),
        commitment("c3", "jobs", 1, activity="workshop", evidence="payroll"),
        commitment("c4", "jobs", 2, activity="workshop", evidence="payroll"),
        commitment("c5", "carbon", 20, years=3, evidence="payroll"),
    ],
    "beta": [commitment("c1", "life", 1, core=True, evidence="note"), commitment("c2", "jobs", 1)],
    "gamma": [],
}


def everything(**more: Any) -> Inputs:  # noqa: ANN401 - any key of a valuation
    """Return inputs that use every part of a valuation."""
    how = valuation(
        *("jobs", "life", "carbon"),
        convention="first-year-undiscounted",
        deflator={"register": "values", "entry": "index"},
        evidence_factors={"payroll": 1, "note": "0.5"},
        unevidenced_factor="0.1",
        adds={"types": ["economic", "wellbeing"], "reason": "Different people."},
        **more,
    )
    growth = {"register": "values", "entry": "income", "elasticity": "1.3"}
    measures = [
        measure(
            "jobs",
            additionality=additionality(deadweight="0.2", leakage="0.1"),
            cap=9000,
            points_per_unit=3,
            most_points=70,
        ),
        measure(
            "life", "wellby", units_per_unit="0.2", lasts={"years": "2.5", "drop_off": "0.3"}, income_growth=growth
        ),
        measure("carbon", "tonne"),
    ]
    return valued_inputs(measures, PROMISED, VALUES, how=how, price=100_000, criteria=CRITERIA)


def by_reference_case() -> Inputs:
    """Return inputs in the other style, whose net share is the bid's own."""
    case = {"impact": IMPACT, "reference": {"quantity": 5, **IMPACT}}
    how = valuation("jobs", style="reference-case", convention="first-year-discounted", value_at="high")
    promised = {
        "alpha": [commitment("c1", "jobs", 10, years=2), commitment("c2", "jobs", 4, core=True)],
        "beta": [commitment("c1", "jobs", 1)],
    }
    criteria = [criterion("S", "100", {"rule": "ratio-to-target", "of": "net-social-value", "target": 9000}, "social")]
    return valued_inputs([measure("jobs", reference_case=case)], promised, VALUES, how=how, criteria=criteria)


def points_only() -> Inputs:
    """Return inputs in which points are given and nothing is valued."""
    measures = [{"id": "jobs", "title": "Jobs", "unit": "unit", "points_per_unit": 3}]
    criteria = [criterion("P", "100", {"rule": "ratio-to-target", "of": "initiative-points", "target": 100}, "social")]
    return valued_inputs(measures, {"alpha": [commitment("c1", "jobs", 10)], "beta": []}, how={}, criteria=criteria)


INPUTS = {
    "limits in percent": everything(cap={"percent_of_price": 10}, floor={"percent_of_estimated_value": 2}),
    "limits in money": everything(cap={"amount": 5000}, floor={"amount": 4000}, value_at="low"),
    "no limits": everything(),
    "reference case": by_reference_case(),
    "points": points_only(),
}


@pytest.fixture(scope="module", name="books")
def made() -> list[Book]:
    """Return a workbook of each of the inputs, and of the example."""
    return [*(of_inputs(inputs) for inputs in INPUTS.values()), book_of(EXAMPLES / "repair-hub")]


def test_the_engine_the_stored_and_the_recalculated_results_agree(books: list[Book]) -> None:
    """Cell by cell, on every kind of valuation."""
    for book in books:
        assert disagreements(book) == []


def test_libreoffice_agrees(books: list[Book], tmp_path: Path) -> None:
    """LibreOffice works every number out as the engine does; test_recalculated shows it the example."""
    invented = [book for book in books if book.name == "memory"]
    assert disagreements_of_libreoffice(invented, tmp_path) == []


def bid_rows(cells: Cells) -> dict[str, dict[str, Any]]:
    """Return the rows of the bids on top of the sheet, by bid and heading."""
    found = {place: value for (sheet, place), value in cells.items() if sheet == SHEET and value is not None}
    head = next(int(place[1:]) for place, value in found.items() if value == "Supplier")
    letters_of = {place: place.rstrip("0123456789") for place in found}
    columns = {letters_of[place]: str(found[place]) for place in found if place == f"{letters_of[place]}{head}"}
    rows: dict[str, dict[str, Any]] = {}
    row = head + 1
    while f"A{row}" in found:
        rows[found[f"A{row}"]] = {title: found.get(f"{letters}{row}") for letters, title in columns.items()}
        row += 1
    return rows


def test_the_bids_stand_on_top_with_what_the_engine_found(books: list[Book]) -> None:
    """Each bid has its row, with its net social value low, central and high."""
    book = books[0]
    rows = bid_rows(recalculated(book.content))
    assert list(rows) == [result.id for result in book.evaluation.bids]
    for bid in book.evaluation.inputs.bids:
        value = social_value(bid, book.evaluation.field.terms).net
        shown = [rows[bid.id][f"Net social value, {level}"] for level in ("low", "central", "high")]
        assert shown == pytest.approx([float(one) for one in (value.low, value.central, value.high)])


def edited(content: bytes, label: str, column: str, value: float) -> Cells:
    """Return the workbook worked out again after a cell was changed in the first row below a text in column A."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == label)
    sheet[f"{column}{row + 2}"] = value
    out = io.BytesIO()
    book.save(out)
    found = formualizer.recalculate_xlsx_bytes(out.getvalue())["bytes"]
    return stored(found)


def test_an_edit_moves_the_ranking() -> None:
    """Without the hours that the first bid promises, its value, its marks and its rank follow."""
    book = book_of(EXAMPLES / "repair-hub")
    before = rows_of(stored(book.content), "Summary")
    cells = edited(book.content, "Commitments", "G", 0)
    after = rows_of(cells, "Summary")
    bids = ("mended-together", "loop-and-latch", "northgate")
    assert [before[bid]["A"] for bid in bids] == [1, 2, 3]
    assert [after[bid]["A"] for bid in bids] == [3, 1, 2]
    assert str(cells["Summary", "A3"]).startswith("Edited since")


def test_the_sheet_is_there_only_where_it_is_used() -> None:
    """A procurement that values nothing has no such sheet; with one it stands after Price."""
    names = openpyxl.load_workbook(io.BytesIO(book_of(EXAMPLES / "contact-tracing").content)).sheetnames
    assert SHEET not in names
    names = openpyxl.load_workbook(io.BytesIO(book_of(EXAMPLES / "repair-hub").content)).sheetnames
    assert names[names.index("Price") + 1] == SHEET
    assert tuple(name for name in names if name not in ONLY_WHERE_USED or name == SHEET) == (
        *SHEETS[: SHEETS.index("Price") + 1],
        SHEET,
        *SHEETS[SHEETS.index("Price") + 1 :],
    )


def test_a_short_report_goes_without_it() -> None:
    """Where only the result is wanted, the sheet is left out; where it is asked for, its inputs come too."""
    short = book_of(EXAMPLES / "repair-hub", ("Findings",))
    names = openpyxl.load_workbook(io.BytesIO(short.content)).sheetnames
    assert names == ["Summary", "Criteria matrix", "Findings"]
    asked = book_of(EXAMPLES / "repair-hub", (SHEET,))
    names = openpyxl.load_workbook(io.BytesIO(asked.content)).sheetnames
    assert {SHEET, "Price", "Social", "Method"} <= set(names)
    none = book_of(EXAMPLES / "contact-tracing", (SHEET,))
    assert SHEET not in openpyxl.load_workbook(io.BytesIO(none.content)).sheetnames


def test_sources_licences_and_confidence_are_listed(books: list[Book]) -> None:
    """Each value has its register, licence, confidence and source on the sheet."""
    cells = stored(books[-1].content)
    texts = {str(value) for (sheet, _), value in cells.items() if sheet == SHEET and value}
    assert {"wellby-and-qaly", "desnz-carbon-values", "OGL-3.0", "secondary", "2021-07-01"} <= texts
    assert any("wellbeing guidance" in text.casefold() for text in texts)


def test_why_a_commitment_counts_as_nothing_is_shown(books: list[Book]) -> None:
    """The reason stands beside the commitment, with the switch that lets it count."""
    texts = {value for (sheet, _), value in stored(books[-1].content).items() if sheet == SHEET}
    assert 'the group "long-term-unemployed" is counted once already, under c1' in texts


@settings(max_examples=sample(4, 80), deadline=None)
@given(drawn_valuations())
def test_the_sheet_of_any_valuation_agrees(inputs: Inputs) -> None:
    """Whatever is valued, linked and limited, the formulas come to what the engine found."""
    assert disagreements(of_inputs(inputs, (SHEET,))) == []
