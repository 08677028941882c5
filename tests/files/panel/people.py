"""Plays the people: a commissioner with a folder, evaluators who fill in score sheets, and a panel that agrees.

Evaluators and panel use openpyxl, as a stranger with a spreadsheet would, and nothing of ours but the places of cells.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from social_value.core.inputs import Inputs
from social_value.files.forms.form import Form, Input
from social_value.files.load import load
from social_value.files.yaml_writer import yaml_text
from tests.core.builders import decisions, levels, offer, priced, procurement
from tests.recalculate import REQUIRED

Data = dict[str, Any]
Filled = Mapping[str, object]
"""What people write, by the key of the cell."""

OAK, ROWAN, TOWN = "oak-and-iron", "rowan", "town-team"
NAMES = {OAK: "Oak & Iron Ltd", ROWAN: "=Rowan+Mutual", TOWN: "The town's own team"}
SECTION = "As section 2 of the bid says, there is a plan for {bid} with {level} parts."


def method(**more: object) -> Data:
    """Return the published method: a price, and two questions that evaluators score."""
    question = {
        "title": "Work for people who find it hard to get",
        "question": "Whom will you recruit, and how?",
        "description": "Recruitment and support of people furthest from work.",
        "sub_criteria": ["Who is recruited", "Who stays"],
        "subject_matter": "The staff who carry out this contract.",
        "word_limit": 300,
    }
    criteria = [
        priced("40"),
        levels("S1", "35", "social", **question),
        levels("E1", "25", "environmental", title="Travel", description="How staff get to people's homes."),
    ]
    return {**procurement(criteria), **more}


def offers() -> list[Data]:
    """Return two bids, a comparator, a withdrawn bid and one that a gate has put out."""
    answer = {OAK: "Oak & Iron Ltd recruits.\n\nOAK AND IRON then trains.", ROWAN: "=1+1 is our plan."}
    shared = {"declarations": {"wage": {"value": True}}}
    found = [
        offer(name, price, supplier={"name": NAMES[name], "sector": "vcse", "size": "medium"}, **shared)
        for name, price in ((OAK, 123457), (ROWAN, 98761))
    ]
    found = [{**bid, "statements": {"S1": answer[bid["id"]]}} for bid in found]
    town = offer(TOWN, 110003, role="comparator", supplier={"name": NAMES[TOWN]})
    gone = offer("gone", 90001, status="withdrawn", **shared)
    out = offer("underpaid", 80001, declarations={"wage": {"value": False}})
    return [*found, town, gone, out]


GATE = {"id": "wage", "title": "Pays a living wage", "asks": "declaration", "consequence": "disregard"}
MANAGED = decisions({"about": "conflict", "evaluator": "e2", "outcome": "managed"})


def write(folder: Path, name: str, data: Data) -> None:
    """Write one file of a procurement."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml_text(data), encoding="utf-8")


def procurement_folder(folder: Path, **more: object) -> Path:
    """Write the procurement as its commissioner keeps it before anybody scores."""
    write(folder, "procurement.yaml", method(gates=[GATE], **more))
    for bid in offers():
        write(folder, f"bids/{bid['id']}.yaml", bid)
    return folder


def inputs_in(folder: Path) -> Inputs:
    """Return what stands in a folder."""
    return load(folder).inputs


def places(form: Form) -> dict[str, tuple[str, str]]:
    """Return the sheet and the cell of every input, by its key."""
    return {
        cell.key: (sheet.name, f"{get_column_letter(column + 1)}{row + 1}")
        for sheet in form.sheets
        for (row, column), cell in sheet.cells.items()
        if isinstance(cell, Input)
    }


def fill(path: Path, form: Form, filled: Filled) -> None:
    """Write into a workbook what somebody fills in, and save it."""
    book, where = openpyxl.load_workbook(path), places(form)
    for key, value in filled.items():
        sheet, cell = where[key]
        book[sheet][cell].value = value
    book.save(path)


def evaluator_answers(levels_given: Mapping[str, int], **declared: object) -> Filled:
    """Return all that an evaluator fills in: a declaration, and for each seat its level, reason and evidence."""
    filled: dict[str, object] = {"conflict": "none", "declared_on": date(2026, 11, 2), **declared}
    for key, level in levels_given.items():
        filled[f"{key}.level"] = str(level)
        filled[f"{key}.rationale"] = SECTION.format(bid=key, level=level)
        filled[f"{key}.evidence"] = f"page {level}"
    return filled


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """Open a workbook in LibreOffice and save it again, as a person there would."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip(f"LibreOffice is not installed, and {REQUIRED} does not ask for it")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / "saved"
    kind = ["--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command = [office, profile, "--headless", *kind, "--outdir", str(target), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return target / path.name
