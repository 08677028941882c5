"""What the workbook of a valued procurement tells a reader, on screen and on paper."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.core.valuations import measure, valuation, valued_inputs
from tests.files.workbook.books import EXAMPLES, book_of, of_inputs


@pytest.fixture(scope="module", name="sheets")
def written() -> dict[str, Worksheet]:
    """Return the sheets of the example repair-hub."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(EXAMPLES / "repair-hub").content))
    return {sheet.title: sheet for sheet in book.worksheets}


def below(sheet: Worksheet, title: str) -> dict[str, str]:
    """Return the facts of a section: from its title to the next empty row."""
    rows = [(row[0], row[1]) for row in sheet.iter_rows(max_col=2, values_only=True)]
    first = rows.index((title, None)) + 1
    last = next(place for place in range(first, len(rows)) if rows[place][0] is None)
    return {str(label): str(text) for label, text in rows[first:last]}


def test_method_has_the_terms_of_the_valuation(sheets: dict[str, Worksheet]) -> None:
    """A reader of the workbook alone sees what was decided, and by which rule types of value are added."""
    assert below(sheets["Method"], "Social value in money") == {
        "Measures": "Hours in supported work (supported-hours); Emissions avoided at repair events (carbon-avoided)",
        "From gross to net": "percentage: the stated shares are taken off, one after the other",
        "Prices": "of 2024, by gdp-deflators, calendar-years-2025-12; contract year 1 is 2027",
        "Discounting": "contract year 1 has factor 1; green-book-discount-rates, standard; "
        "supported-hours at the rate health",
        "Values scored": "central",
        "Types of value added": "wellbeing, environmental: A point of life satisfaction is the gain of the person in "
        "supported work, a tonne of carbon is a gain to everybody. Neither value holds a part of the other, and no "
        "money that the state saves is added.",
        "Share and value per pound": "of the price",
        "Cap of a bid": "20% of the price",
        "Asks the bidder": "supported-hours: more than 60% of the workforce hours",
    }


def test_method_has_the_terms_that_only_some_valuations_have() -> None:
    """The other style, amounts in money, nothing discounted, and carbon that is marked as well."""
    impact = {"leakage": 0, "displacement": 0, "substitution": 0, "multiplier": 1}
    case = {"impact": impact, "reference": {"quantity": 0, **impact}}
    how = valuation(
        style="reference-case", cap={"amount": 900}, floor={"amount": "0.5"}, double_count_reason="Other carbon."
    )
    inputs = valued_inputs([measure("m", reference_case=case)], {"A": []}, how=how)
    book = openpyxl.load_workbook(io.BytesIO(of_inputs(inputs).content))
    assert below(book["Method"], "Social value in money") == {
        "Measures": "Measure m (m)",
        "From gross to net": "reference-case: the quantity without the contract is taken off the quantity with it",
        "Prices": "of 2024; contract year 1 is 2026",
        "Discounting": "nothing is discounted",
        "Values scored": "central",
        "Types of value added": "economic",
        "Share and value per pound": "of the price",
        "Cap of a bid": "900",
        "Floor of a bid": "0.5",
        "Carbon valued and marked": "Other carbon.",
    }


def test_method_says_how_a_criterion_relates_to_the_contract(sheets: dict[str, Worksheet]) -> None:
    """The subject matter stands under the title and the description."""
    texts = [row[1] for row in sheets["Method"].iter_rows(values_only=True) if row[0] == "E1"]
    assert str(texts[0]).split("\n") == [
        "Goods that go back into use",
        "Share of the collected goods that go back into use. Half earns no marks, all of them full marks.",
        "Subject matter: The contract is for goods that are used again; what is not repaired becomes waste.",
    ]


def test_method_has_no_empty_table_of_scales(sheets: dict[str, Worksheet]) -> None:
    """Where no criterion is marked on a scale, nothing is headed Scales."""
    assert "Scales" not in {row[0] for row in sheets["Method"].iter_rows(values_only=True)}


def test_heads_of_the_bids_do_not_stand_above_other_tables(sheets: dict[str, Worksheet]) -> None:
    """Only the title and the labels stay in view and are printed on each page: each table has heads of its own."""
    sheet = sheets["Social value"]
    assert sheet.freeze_panes == "C3"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$2", "$A:$B")


def test_labels_fit_their_columns(sheets: dict[str, Worksheet]) -> None:
    """No title, id or group of the tables on Social value is cut off by the cell beside it."""
    sheet = sheets["Social value"]
    for column, text in (("B", "Emissions avoided at repair events"), ("D", "long-term-unemployed")):
        assert text in {cell.value for cell in sheet[column]}
        assert sheet.column_dimensions[column].width > len(text)


def test_words_of_a_source_are_wrapped(sheets: dict[str, Worksheet]) -> None:
    """A long source is wrapped over neighbouring columns, in a row that is high enough for it."""
    sheet = sheets["Social value"]
    found = (row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 7).value).startswith("One point of"))
    row = next(found)
    assert sheet.cell(row, 7).alignment.wrap_text
    assert f"G{row}:K{row}" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[row].height > 13
