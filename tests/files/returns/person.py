"""A person who fills in a return: types what a bid says into the coloured cells, with a spreadsheet's own library."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from social_value.core.inputs import Inputs
from social_value.files.forms.form import Form, Input
from social_value.model.base import Record
from social_value.model.bid import Bid

Typed = str | int | float | date


def typed_by(bid: Bid, form: Form, procurement: Inputs) -> dict[str, Typed]:
    """Return what a person types for a bid, by the key of the cell; measures and areas are chosen by their titles."""
    inputs = inputs_of(form)
    areas = procurement.procurement.place.areas if procurement.procurement.place else ()
    titles = {one.id: f"{one.title} ({one.unit})" for one in procurement.measures.values()}
    titles |= {one.id: one.title for one in areas}
    budget = procurement.procurement.budget
    titles |= {one.agency: one.label for one in budget.contributors} if budget else {}
    said = {key: value for key, value in _said(bid) if value is not None}
    unknown = said.keys() - inputs.keys()
    assert not unknown, f"the return has no cell for {sorted(unknown)}"
    return {key: _word(inputs[key], value, titles) for key, value in said.items()}


def inputs_of(form: Form) -> dict[str, Input]:
    """Return every cell to fill in, by its key."""
    return {cell.key: cell for sheet in form.sheets for cell in sheet.cells.values() if isinstance(cell, Input)}


def place_of(form: Form, key: str) -> tuple[str, int, int]:
    """Return the sheet, row and column of a cell to fill in, counted from 1."""
    return next(
        (sheet.name, row + 1, column + 1)
        for sheet in form.sheets
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell, Input) and cell.key == key
    )


def cell_of(form: Form, key: str) -> str:
    """Return the address of a cell to fill in, such as ``B5``."""
    _, row, column = place_of(form, key)
    return f"{get_column_letter(column)}{row}"


def fill_in(issued: bytes, form: Form, typed: Mapping[str, Typed], saved_as: Path) -> Path:
    """Open a workbook, type into its cells, and save it."""
    book = openpyxl.load_workbook(io.BytesIO(issued))
    for key, value in typed.items():
        sheet, row, column = place_of(form, key)
        cell = book[sheet].cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    saved_as.parent.mkdir(parents=True, exist_ok=True)
    book.save(saved_as)
    return saved_as


def _word(cell: Input, value: object, titles: Mapping[str, str]) -> Typed:
    """Return what stands in the cell: of a drop-down the word that shows the value, of a number its digits."""
    if cell.kind == "flag":
        return "yes" if value else "no"
    if cell.kind == "choice":
        title = titles.get(str(value), str(value))
        return next(word for word in cell.choices if word in (title, f"{title} [{value}]", value))
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    assert isinstance(value, str | int | date)
    return value


def _said(bid: Bid) -> Iterator[tuple[str, object]]:
    for name in ("name", "sector", "size"):
        yield f"supplier/{name}", getattr(bid.supplier, name)
    yield from _rows("members", bid.members)
    yield from _rows("delivery", bid.delivery)
    yield from _price(bid)
    for part in ("success_rate", "declarations", "measures"):
        for name, one in getattr(bid, part).items():
            yield f"{part}/{name}/value", one.value
            yield f"{part}/{name}/evidence", one.evidence
    yield from _rows("whole_life_costs", bid.whole_life_costs)
    for name in ("surge_multiple", "days_to_surge", "evidence") if bid.capacity else ():
        yield f"capacity/{name}", getattr(bid.capacity, name)
    for line in bid.cost_lines:
        for name in ("title", "kind", "amount"):
            yield f"cost_lines/{line.id.removeprefix('l')}/{name}", getattr(line, name)
    yield from _rows("channels", bid.channels)
    yield from _rows("automation", bid.automation)
    for name, text in bid.statements.items():
        yield f"statements/{name}", text
    for commitment in bid.commitments:
        for name in commitment.model_fields_set - {"id", "unit"}:
            yield f"commitments/{commitment.id.removeprefix('c')}/{name}", getattr(commitment, name)
    yield "workforce_hours", bid.workforce_hours
    yield "subcontract_spend", bid.subcontract_spend


def _rows(part: str, rows: Sequence[Record]) -> Iterator[tuple[str, object]]:
    for number, row in enumerate(rows, start=1):
        for name in row.model_fields_set:
            yield f"{part}/{number}/{name}", getattr(row, name)


def _price(bid: Bid) -> Iterator[tuple[str, object]]:
    if bid.price is None:
        return
    yield "price/total", bid.price.total
    fixed = 0
    for line in bid.price.lines:
        if line.band is not None:
            prefix = f"price/band/{line.band}"
        else:
            fixed += 1
            prefix = f"price/fixed/{fixed}"
        yield f"{prefix}/title", line.title
        yield (f"{prefix}/unit_price", line.unit_price) if line.band else (f"{prefix}/fixed", line.fixed)
