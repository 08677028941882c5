"""A change of anything that was not to be filled in is named at its cell, and an untouched return is not."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from social_value.core.inputs import Inputs
from social_value.files.forms.bid_return.form import bid_return
from social_value.files.forms.form import Form, Formula, Input
from social_value.files.forms.read import read_form
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.findings import Severity
from tests.files.returns.everything import everything

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
