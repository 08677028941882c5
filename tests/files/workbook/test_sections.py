"""Sheets of sections: every number is an input, or a live formula that gives what the engine worked out."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, highest, lowest, text, total, weighted_total, worked
from social_value.core.sections.readings import figure_of, marks_of, total_of, weight_of
from social_value.core.sections.registry import sections_of
from social_value.core.sections.section import Chart, Column, Heading, Row, Section, Table
from social_value.files.workbook import plan
from tests.files.workbook.books import EXAMPLES, Book, book_of, disagreements, disagreements_of_libreoffice, edited
from tests.recalculate import Cells, recalculated, stored

SHEET = "Place"
AREAS = ("north", "south", "west")


def section(evaluation: Evaluation) -> Section:
    """Return a section with every kind of cell, over the bids of an evaluation."""
    weights = tuple(given(weight) for weight in (1, 2, Fraction(1, 2)))
    columns = (Column("price", "Price", "money"), Column("half", "Half", "money"), Column("all", "People", "count"))
    rows, bids = [], dict[str, tuple[Cell, ...]]()
    for number, bid in enumerate(evaluation.inputs.bids):
        people = tuple(given(100 * number + place) for place in range(len(AREAS)))
        rows.append(Row((text(f"={bid.id}"), *people, weighted_total(people, weights), lowest(people)), bid.id))
        price = figure_of(evaluation, FigureName("price"), bid.id)
        bids[bid.id] = (price, worked(lambda paid: paid / 2, price), total(people))
    leader = evaluation.award.bids[0]
    facts = (
        total_of(evaluation, leader),
        marks_of(evaluation, "F1", leader),
        weight_of(evaluation, "F1"),
        worked(
            lambda marks, weight: marks * weight / 100, marks_of(evaluation, "F1", leader), weight_of(evaluation, "F1")
        ),
        worked(lambda top, bottom: top / bottom, given(1), given(0)),
    )
    return Section(
        Heading("place", SHEET),
        "Every kind of cell.",
        columns,
        bids,
        (
            Table(
                "areas",
                "Areas",
                (Column("bid", "Bid"), *(Column(area, area, "count") for area in AREAS), *_ENDS),
                (Row((text("Weight"), *weights, highest(weights), given(None))), *rows),
                "People by area.",
            ),
            Table(
                "facts",
                "Facts",
                tuple(Column(f"f{place}", f"Fact {place}", "ratio") for place in range(len(facts))),
                (Row((*facts[:4], facts[4])), Row((*facts[4].reads, facts[0], given(None), text("")))),
            ),
            Table("empty", "Nothing", (Column("bid", "Bid"),), ()),
        ),
        (Chart("People", "stacked-bars", "areas", "bid", AREAS), Chart("Half", "bars", "", "bid", ("half",))),
    )


_ENDS = (Column("weighted", "Weighted", "count"), Column("least", "Least", "count"))


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    """Return the workbook of the contact tracing example with that section in place of the one of its sheet."""

    def with_ours(evaluation: Evaluation) -> tuple[Section, ...]:
        ours = section(evaluation)
        return tuple(ours if one.sheet == SHEET else one for one in sections_of(evaluation))

    monkeypatch.setattr(plan, "sections_of", with_ours)
    return book_of(EXAMPLES / "contact-tracing")


def column(cells: Cells, letters: str, first: int, count: int) -> list[Any]:
    """Return some cells of a column of the sheet."""
    return [cells[SHEET, f"{letters}{row}"] for row in range(first, first + count)]


def test_stored_values_are_what_the_formulas_give(book: Book) -> None:
    """Recalculated, every cell keeps its value, and none is an error."""
    assert disagreements(book) == []


def test_libreoffice_agrees(book: Book, tmp_path: Path) -> None:
    """LibreOffice works out the same sheet."""
    assert disagreements_of_libreoffice([book], tmp_path) == []


def test_every_kind_of_cell_has_its_number(book: Book) -> None:
    """A figure of another sheet, a worked cell, sums over rows, weights, a division by zero, and nothing."""
    cells = stored(book.content)
    assert column(cells, "C", 12, 2) == [1_216_000, 1_137_000]
    assert column(cells, "D", 12, 2) == [608_000, 568_500]
    # The second bid of the folder has people 100, 101 and 102: 303 of them, and 100 + 2 x 101 + 102 / 2 = 353.
    assert 303 in column(cells, "E", 12, 6)
    assert 353 in column(cells, "E", 24, 6)
    assert column(cells, "E", 23, 1) == [2]
    # The winner's total, marks and weight of F1, and its weighted marks; one over nothing cannot be worked out.
    assert [round(cells[SHEET, f"{letters}34"], 4) for letters in "ABCD"] == [75.13, 55.929, 30, 16.7787]
    assert cells[SHEET, "E34"] == "n/a"


def test_text_is_never_a_formula(book: Book) -> None:
    """Text that begins like a formula stands as it was written."""
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
    assert {sheet[f"A{row}"].data_type for row in range(24, 30)} <= {"s", "inlineStr"}
    assert str(sheet["A24"].value).startswith("=")


def test_inputs_look_like_inputs_and_the_rest_is_live(book: Book) -> None:
    """What a file gives is an input; every other number is a formula."""
    sheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
    assert sheet["C12"].value == "=Price!$D$12"
    assert str(sheet["E12"].value).startswith("=SUM($B$")
    assert str(sheet["E24"].value).startswith("=SUMPRODUCT(")
    assert isinstance(sheet["B24"].value, int | float)


def test_an_edited_input_is_followed(book: Book) -> None:
    """A changed number of people moves the sum, the weighted sum and the lowest."""
    row = next(row for row in range(24, 30) if stored(book.content)[SHEET, f"B{row}"] == 0)
    cells = recalculated(edited(book.content, {(SHEET, f"B{row}"): 1000}))
    # 1000, 1 and 2 people: 1003, and 1000 + 2 x 1 + 2 / 2 = 1003 as well; the lowest is 1.
    assert 1003 in column(cells, "E", 12, 6)
    assert cells[SHEET, f"E{row}"] == 1003
    assert cells[SHEET, f"F{row}"] == 1
