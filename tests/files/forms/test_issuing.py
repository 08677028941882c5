"""What goes out comes back: a form is issued only where it can be read again, empty or filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from social_value.core.inputs import Inputs
from social_value.errors import CannotRunError
from social_value.files.forms.form import Cell, Fixed, Form, FormSheet, Input, Merge
from social_value.files.forms.form_reading import form_in
from social_value.files.forms.issuing import ROOM, issued_bytes
from social_value.files.forms.score_sheet import score_sheet
from social_value.files.incoming import around_rows, incoming_book, package, xml_parts
from social_value.files.incoming import sheet as sheets
from social_value.files.incoming.incoming_book import workbook_of
from social_value.files.sheets.addresses import cell_name
from social_value.findings import Severity
from tests.core.builders import inputs_of, levels, offer, priced, procurement
from tests.files.forms.demo import filled
from tests.samples import sample

LIMITS: Mapping[str, tuple[tuple[ModuleType, ...], str, int]] = {
    "bytes of a workbook": ((package,), "LARGEST_WORKBOOK", 40_000),
    "bytes of a part": ((package,), "LARGEST_PART", 60_000),
    "bytes in all": ((package,), "LARGEST_TOTAL", 120_000),
    "how well a part is packed": ((package,), "MOST_RATIO", 30),
    "parts": ((package,), "MOST_PARTS", 20),
    "tags": ((xml_parts,), "MOST_TAGS", 4_000),
    "sheets": ((incoming_book,), "MOST_SHEETS", 6),
    "cells": ((incoming_book, sheets), "MOST_CELLS", 300),
    "rows": ((sheets,), "MOST_ROWS", 25),
    "columns": ((sheets,), "MOST_COLUMNS", 5),
    "merged blocks": ((around_rows,), "MOST_MERGES", 20),
}
"""Every limit of the reader: where it stands, its name, and a number that forms of some rows reach."""


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of some sheets, each with rows of a text and a cell to fill in; some of the texts over several columns."""
    rows = draw(st.integers(1, 30))
    text = draw(st.sampled_from(("a", "Words that say what is asked. ", "\u00e9\u6771 & <b>"))) * draw(
        st.integers(1, 60)
    )
    last = draw(st.integers(0, 6))
    merged = tuple(Merge(row, 2, 2 + last) for row in range(draw(st.integers(0, rows)))) if last else ()
    return Form(
        "score-sheet", "t", {"p": "q"}, tuple(_sheet(n, rows, text, merged) for n in range(draw(st.integers(1, 7))))
    )


def _sheet(number: int, rows: int, text: str, merged: tuple[Merge, ...]) -> FormSheet:
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(rows):
        cells[row, 0] = Fixed(f"{number}.{row}", "label")
        cells[row, 1] = Input(f"{number}.{row}", "text", "The answer")
        cells[row, 2] = Fixed(f"{text}{number}.{row}", "wrapped")
    return FormSheet(f"Sheet {number}", cells, {}, merges=merged)


def read_back(content: bytes, form: Form) -> tuple[dict[str, object], list[str]]:
    """Return the answers of a workbook by their key, and what was found to be an error."""
    answers, findings = form_in(workbook_of(package.package_of(content, "back.xlsx")), form)
    errors = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    return {key: answer.value for key, answer in answers.items()}, errors


def typed_in(form: Form) -> dict[tuple[str, str], object]:
    """Return a text for every cell to fill in, by its sheet and name, as long as there is room for."""
    return {
        (sheet.name, cell_name(*place)): _letters(cell.key)
        for sheet in form.sheets
        for place, cell in sheet.cells.items()
        if isinstance(cell, Input)
    }


def _letters(key: str) -> str:
    """Return letters that pack to half their length, as words of a language do at most."""
    return "".join(sha256(f"{key} {n}".encode()).hexdigest() for n in range(ROOM // 64))


@contextmanager
def near(limit: str) -> Iterator[None]:
    """Lower a limit of the reader, so that a form of some rows reaches it."""
    modules, name, lowered = LIMITS[limit]
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, name, lowered)
        patch.setattr(package, "WITHOUT_RATIO", 10_000)
        yield


@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit_refuses_a_large_form_and_no_small_one(limit: str) -> None:
    """A limit that nothing reaches would be none, and one that everything reaches would issue nothing."""
    merged = tuple(Merge(row, 2, 7) for row in range(30))
    large = Form("score-sheet", "t", {"p": "q"}, tuple(_sheet(n, 30, "Words. " * 200, merged) for n in range(7)))
    small = Form("score-sheet", "t", {"p": "q"}, (_sheet(1, 2, "Words. ", ()),))
    with near(limit):
        with pytest.raises(CannotRunError, match="could not be read when it comes back: "):
            issued_bytes(large)
        assert read_back(issued_bytes(small), small) == ({"1.0": None, "1.1": None}, [])


@pytest.mark.parametrize("limit", LIMITS)
@settings(max_examples=sample(8, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms())
def test_what_is_issued_is_read(limit: str, form: Form) -> None:
    """At any size, and whichever limit of the reader is near: a form is refused before it goes out, or comes back.

    It comes back empty and filled in by another program, with every answer and without an error.
    """
    with near(limit):
        try:
            content = issued_bytes(form)
        except CannotRunError:
            return
        answers, errors = read_back(content, form)
        assert (set(answers.values()), errors) == ({None}, [])
        typed = typed_in(form)
        answers, errors = read_back(filled(typed, form=form), form)
        assert (sorted(map(str, answers.values())), errors) == (
            sorted(str(text).strip() for text in typed.values()),
            [],
        )


@pytest.mark.parametrize(
    ("bids", "questions", "answer"),
    [
        (20, 12, "word " * 900),
        (20, 12, "One of nine hundred words. " * 180),
        (40, 2, "A line of its own.\n" * 126),
        (3, 1, "\n\n".join("A paragraph of some length. " * 20 for _ in range(30))),
    ],
)
def test_score_sheets_of_long_answers_come_back(bids: int, questions: int, answer: str) -> None:
    """Twenty bids answer twelve questions in 900 words each; forty answer in 126 lines."""
    form = score_sheet(_to_score(bids, questions, answer), "e1")
    answers, errors = read_back(issued_bytes(form), form)
    assert errors == []
    assert len(answers) == 4 + 3 * bids * questions


def _to_score(bids: int, questions: int, answer: str) -> Inputs:
    criteria = [levels(f"S{n}", "1", "social", title=f"Question {n}") for n in range(questions)]
    offers = [
        offer(f"b{bid}", 100 + bid, statements={f"S{n}": f"{answer} {bid}.{n}" for n in range(questions)})
        for bid in range(bids)
    ]
    return inputs_of(procurement([priced("40"), *criteria]), offers)


def test_a_form_that_is_too_large_is_not_issued() -> None:
    """The limit is named before anything goes out, with a way out."""
    form = Form(
        "score-sheet", "t", {"p": "q"}, tuple(_sheet(n, 1, "a", ()) for n in range(incoming_book.MOST_SHEETS + 1))
    )
    with pytest.raises(CannotRunError) as refused:
        issued_bytes(form)
    assert "more than 250 sheets" in refused.value.message
    assert "divide the procurement into lots" in refused.value.way_out
