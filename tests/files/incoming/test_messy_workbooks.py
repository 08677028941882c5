"""Workbooks of other projects that break readers: their cells are what another reader sees in them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from social_value.errors import InputError
from social_value.files.forms.form_reading import read_form
from social_value.files.incoming.cells_read import IncomingBook, IncomingSheet, RawCell
from social_value.files.incoming.formats import is_date
from social_value.files.incoming.incoming_book import read_workbook
from social_value.files.incoming.numbers import stored_number
from social_value.files.sheets.day_counts import day_of_serial
from tests.files.forms.demo import DEMO

FOLDER = Path(__file__).parents[1] / "data" / "messy_workbooks"
EXPECTED = {one["file"]: one for one in json.loads((FOLDER / "expected_content.json").read_text())["workbooks"]}


def shown(cell: RawCell | None, book: IncomingBook) -> object:
    """The value of a cell in the words of the list of what is expected."""
    if cell is None:
        return ""
    if cell.kind == "boolean":
        return cell.text == "1"
    if cell.kind == "text":
        return cell.text if cell.text.strip() else ""  # the other reader drops white space that stands alone
    if "[h" in cell.format:  # a span of time, not a day
        return str(timedelta(seconds=round(float(cell.text) * 86_400)))
    number = stored_number(cell.text).value
    assert number is not None
    if not is_date(cell.format):
        return float(number)
    day = day_of_serial(number, book.days_from_1904)
    assert isinstance(day, date)
    return day.isoformat()


def block(sheet: IncomingSheet, book: IncomingBook, height: int) -> list[list[object]]:
    """The cells of a sheet from its first used row on."""
    if not sheet.cells:
        return []
    rows, columns = [place[0] for place in sheet.cells], [place[1] for place in sheet.cells]
    return [
        [shown(sheet.cells.get((row, column)), book) for column in range(max(columns) + 1)]
        for row in range(min(rows), max(rows) + 1)
    ][:height]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_cell_is_what_another_reader_sees(name: str) -> None:
    """Sheets in their order, with their state, and the first rows of each."""
    book = read_workbook(FOLDER / name, name)
    expected: list[dict[str, Any]] = EXPECTED[name]["sheets"]
    assert [(sheet.name, sheet.state.capitalize()) for sheet in book.sheets] == [
        (one["name"], one["visible"]) for one in expected
    ]
    for sheet, one in zip(book.sheets, expected, strict=True):
        found = block(sheet, book, len(one["first_rows"]))
        width = max((len(row) for row in one["first_rows"]), default=0)
        assert [row + [""] * (width - len(row)) for row in found] == one["first_rows"]


@pytest.mark.parametrize("name", EXPECTED)
def test_none_of_them_is_taken_for_a_form(name: str) -> None:
    """Each is refused with one finding."""
    with pytest.raises(InputError) as raised:
        read_form(FOLDER / name, DEMO)
    assert [finding.code for finding in raised.value.findings] == ["not-an-issued-form"]
