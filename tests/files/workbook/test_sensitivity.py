"""The sheet Sensitivity: what the command says, with live formulas where the sheets before it hold the inputs."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.core.builders import evaluated, inputs_of, offer, priced, procurement, recorded
from tests.files.workbook.books import EXAMPLES, Book, book_of, disagreements, edited, of_inputs, row_of
from tests.recalculate import recalculated, stored

SHEET = "Sensitivity"


@pytest.fixture(scope="module")
def book() -> Book:
    """The workbook of the contact tracing example."""
    return book_of(EXAMPLES / "contact-tracing")


def test_sm_33_the_sheet_says_what_the_command_says(book: Book) -> None:
    """Margin 1.09, a close call; surge capacity turns at 8.837, a weight less than one point and a half away."""
    cells = stored(book.content)
    margin, surge = row_of(cells, SHEET, "Margin"), row_of(cells, SHEET, "F2")
    assert cells[SHEET, f"C{margin}"] == 1.09
    assert cells[SHEET, f"B{margin}"] == "a close call"
    assert cells[SHEET, f"E{surge}"] == pytest.approx(8.8372449983)
    assert cells[SHEET, f"F{surge}"] == pytest.approx(-1.1627550017)


def test_sm_33_the_sheet_recalculates_to_what_it_shows(book: Book) -> None:
    """Every formula of the workbook gives the number that is stored with it."""
    assert disagreements(book) == []


def test_sm_33_margin_and_switching_weight_follow_an_edit(book: Book) -> None:
    """Another level of a bid moves the margin, and the weight at which the first two draw level."""
    before = stored(book.content)
    level = next(
        place
        for (sheet, place), value in before.items()
        if sheet == "Scores and rationale" and value == 3 and before.get((sheet, f"A{place[1:]}")) is not None
    )
    again = recalculated(edited(book.content, {("Scores and rationale", level): 5}))
    margin, surge = row_of(before, SHEET, "Margin"), row_of(before, SHEET, "F2")
    assert again[SHEET, f"C{margin}"] != before[SHEET, f"C{margin}"]
    assert again[SHEET, f"E{surge}"] != before[SHEET, f"E{surge}"]


def test_sm_33_the_sweep_is_a_native_chart(book: Book) -> None:
    """The totals along the most fragile criterion are drawn by the spreadsheet itself."""
    sheet: Worksheet = openpyxl.load_workbook(io.BytesIO(book.content))[SHEET]
    assert len(getattr(sheet, "_charts")) == 1  # noqa: B009 - openpyxl has no other way to ask
    heads = [str(cell.value) for row in sheet.rows for cell in row if isinstance(cell.value, str)]
    assert "Totals at each weight of F2, all others in proportion" in heads


def test_sm_33_a_large_field_has_it_from_the_command() -> None:
    """Beyond thirty ranked bids the sheet says where to find the page."""
    method = procurement([priced("50", "fixed-bounds", floor=1, ceiling=100), recorded("q", "50")])
    bids = [offer(f"b{number:02d}", number + 1, {"q": number}) for number in range(31)]
    assert evaluated(method, bids).ranking.ranks
    cells = stored(of_inputs(inputs_of(method, bids), None).content)
    assert "what-if FOLDER" in str(cells[SHEET, "A2"])
