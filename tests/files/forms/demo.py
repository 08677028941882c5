"""A small form that plays bid return and score sheet in tests: every kind of cell, on three sheets."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from social_value.files.forms.form import Answers, Fixed, Form, FormSheet, Formula, Input, Merge
from social_value.files.forms.form_reading import read_form
from social_value.files.forms.write import form_bytes
from social_value.findings import Finding

LEVELS = tuple(f"{level} - {words}" for level, words in enumerate(("none, or not shown", "weak", "good, with gaps")))
LONG_LEVELS = tuple(f"Level {level}: what is offered is described at some length" for level in range(8))

PRICES = FormSheet(
    "Prices",
    {
        (0, 0): Fixed("Price schedule", "title"),
        (1, 0): Fixed("Fill in the cells with a frame; everything else is locked.", "note"),
        (2, 0): Fixed("Item", "head"),
        (2, 1): Fixed("Quantity", "head"),
        (2, 2): Fixed("Price (fill in)", "head"),
        (2, 3): Fixed("Comes to", "head"),
        (3, 0): Fixed("=Blue chairs", "label"),
        (3, 1): Fixed(12, "number"),
        (3, 2): Input("chairs", "number", "The price of chairs", least=Decimal(0), most=Decimal(100_000), hint="Each."),
        (3, 3): Formula("B4*C4", 0, "number"),
        (4, 0): Fixed("Tables\nand benches", "label"),
        (4, 1): Fixed(Decimal("2.5"), "number"),
        (4, 2): Input("tables", "number", "The price of tables", least=Decimal(0), most=Decimal(100_000)),
        (4, 3): Formula("B5*C5", 0, "number"),
        (5, 0): Fixed("Total", "label"),
        (5, 3): Formula("SUM(D4:D5)", 0, "number"),
        (6, 0): Fixed("Apprentices", "label"),
        (6, 2): Input("apprentices", "whole", "The number of apprentices", least=Decimal(0)),
        (7, 0): Fixed("Start", "label"),
        (7, 2): Input("start", "date", "The start"),
        (8, 0): Fixed("I have read the terms", "label"),
        (8, 2): Input("read", "flag", "The declaration"),
    },
    {0: 30, 1: 12, 2: 18, 3: 14},
    repeat_rows=3,
)
ANSWERS = FormSheet(
    "Answers",
    {
        (0, 0): Fixed("Answers", "title"),
        (1, 0): Fixed("Question", "head"),
        (1, 1): Fixed("Answer (fill in)", "head"),
        (2, 0): Fixed("What is the level?", "label"),
        (2, 1): Input("level", "choice", "The level", choices=("0", "1", "2", "3")),
        (3, 0): Fixed("What is the grade?", "label"),
        (3, 1): Input("grade", "choice", "The grade", choices=LEVELS),
        (4, 0): Fixed("What is offered?", "label"),
        (4, 1): Input("offer", "choice", "The offer", choices=LONG_LEVELS),
        (5, 0): Fixed("Why?", "label"),
        (5, 1): Input("why", "text", "The reason", longest=200, hint="At most 200 characters."),
        (6, 0): Fixed("Who", "label"),
        (6, 1): Input("who", "text", "The name", value="First line\nsecond line"),
        (7, 0): Fixed("A long note over three columns. " * 12, "wrapped"),
        (8, 0): Formula('IF(B6="","missing","given")', "missing"),
    },
    {0: 24, 1: 50, 2: 20},
    merges=(Merge(7, 0, 2), Merge(6, 1, 2)),
    repeat_rows=2,
    landscape=False,
)
CHECK = FormSheet(
    "Check",
    {(0, 0): Fixed("Check", "title"), (1, 0): Fixed("Total", "label"), (1, 1): Formula("Prices!D6", 0, "number")},
    {0: 20, 1: 20},
)
DEMO = Form(
    "bid-return",
    "A form for tests",
    {"procurement": "demo", "fingerprint": "sha256:0123", "bidder": ""},
    (PRICES, ANSWERS, CHECK),
)
SHEETS = ("Prices", "Answers", "Check", "Lists", "About")
UNFILLED: Mapping[str, object] = {
    "chairs": None,
    "tables": None,
    "apprentices": None,
    "start": None,
    "read": None,
    "level": None,
    "grade": None,
    "offer": None,
    "why": None,
    "who": "First line\nsecond line",
}


def saved(folder: Path, content: bytes, name: str = "return.xlsx") -> Path:
    """A file of the given content."""
    path = folder / name
    path.write_bytes(content)
    return path


def edited(edit: Callable[[Workbook], object], form: Form = DEMO) -> bytes:
    """The form after a person edited it with openpyxl, which keeps no result of a formula."""
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form)))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(
    values: Mapping[tuple[str, str], object],
    formats: Mapping[tuple[str, str], str] | None = None,
    form: Form = DEMO,
) -> bytes:
    """The form with values put into cells by sheet and name, and the number formats that typing them would set."""

    def fill(book: Workbook) -> None:
        for (sheet, name), value in values.items():
            cell = book[sheet][name]
            cell.value = value
            if isinstance(value, str) and not value.startswith("=:"):
                cell.data_type = "s"
            elif isinstance(value, str):
                cell.value = f"={value[2:]}"
        for (sheet, name), code in (formats or {}).items():
            book[sheet][name].number_format = code

    return edited(fill, form)


def read(folder: Path, content: bytes, form: Form = DEMO) -> tuple[Answers, tuple[Finding, ...]]:
    """What is read from a form that came back with the given content."""
    return read_form(saved(folder, content), form)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """The code and the spot of each finding."""
    return [(finding.code, finding.place.spot) for finding in findings]
