"""A change of anything that was not to be filled in is named at its cell, and an untouched return is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from social_value.core.inputs import Inputs
from social_value.errors import InputError
from social_value.files.bid_files import Wish
from social_value.files.bid_returns import read_returns
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Form, Formula, Input
from social_value.files.forms.form_reading import read_form
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.findings import Severity
from tests.files.returns.everything import everything
from tests.files.returns.person import fill_in, typed_by

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def example(name: str) -> Inputs:
    """Return what is read of a shipped example."""
    return load(EXAMPLES / name).inputs


def locked_cells(form: Form) -> list[tuple[str, int, int]]:
    """Return one locked cell of each kind on each sheet, rows and columns counted from 1."""
    found: dict[tuple[str, str], tuple[str, int, int]] = {}
    for sheet in form.sheets:
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda one: one[0]):
            kind = "formula" if isinstance(cell, Formula) else "input" if isinstance(cell, Input) else cell.look
            if kind != "input":
                found.setdefault((sheet.name, kind), (sheet.name, row + 1, column + 1))
    return list(found.values())


@pytest.mark.parametrize("name", ["contact-tracing", "repair-hub", "fcdo-services-2024", "everything"])
def test_each_changed_cell_is_named_and_no_other(name: str, tmp_path: Path) -> None:
    """Titles, heads, labels, notes, ids, quantities and formulas are each changed once, on every sheet."""
    form = bid_return(everything() if name == "everything" else example(name))
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form)))
    changed = locked_cells(form)
    for sheet, row, column in changed:
        book[sheet].cell(row, column).value = "changed"
    path = tmp_path / "return.xlsx"
    book.save(path)
    _, findings = read_form(path, form)
    expected = {(sheet, f"{get_column_letter(column)}{row}") for sheet, row, column in changed}
    assert {one.place.keys for one in findings if one.severity is Severity.ERROR} == expected
    assert len(expected) >= 20


@pytest.mark.parametrize("name", ["contact-tracing", "repair-hub", "fcdo-services-2024", "everything"])
def test_an_empty_return_has_no_changes(name: str, tmp_path: Path) -> None:
    """As it was issued, and saved by another program, nothing counts as changed."""
    form = bid_return(everything() if name == "everything" else example(name))
    path = tmp_path / "return.xlsx"
    path.write_bytes(form_bytes(form))
    assert read_form(path, form)[1] == ()
    openpyxl.load_workbook(path).save(path)
    assert read_form(path, form)[1] == ()


def _swap_the_measures(book: Workbook) -> None:
    sheet = book["Measures"]
    for column in range(1, sheet.max_column + 1):
        upper, lower = sheet.cell(5, column), sheet.cell(6, column)
        upper.value, lower.value = lower.value, upper.value


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_swap_the_measures, [("lines-shifted", "Measures!5:5"), ("lines-shifted", "Measures!6:6")]),
        (lambda book: book["Measures"].delete_rows(5), [("lines-shifted", "Measures!5:5")]),
        (
            lambda book: book["Measures"].delete_rows(6),
            [("changed-cell", "Measures!A6"), ("changed-cell", "Measures!B6"), ("changed-cell", "Measures!C6")],
        ),
        (lambda book: book["Price"].delete_rows(5), [("changed-cell", "Price!A5")]),
        (lambda book: book["Measures"].merge_cells("D5:D6"), [("cells-merged", "Measures!D5:D6")]),
    ],
)
def test_an_answer_whose_cell_is_gone_is_not_missing_too(
    change: Callable[[Workbook], None], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    """The change is named, and no error follows from it."""
    folder = EXAMPLES / "repair-hub"
    inputs = load(folder).inputs
    form = bid_return(inputs)
    path = fill_in(form_bytes(form), form, typed_by(inputs.bids[0], form, inputs), tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    with pytest.raises(InputError) as refused:
        read_returns(folder, [path], Wish(check=True))
    assert [(finding.code, finding.place.spot) for finding in refused.value.findings] == expected
