"""A part of a bid that is one number has its place in the return as soon as it stands in the table of parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from social_value.codes.efficiency import BID_PART_MISSING
from social_value.core.figures.bid_parts import BID_PARTS, WORKFORCE_HOURS
from social_value.core.reads.asked_of_bidders import Asked, asked_of
from social_value.files.forms.bid_return.answers_taken import Taken
from social_value.files.forms.bid_return.bid_returned import bid_content
from social_value.files.forms.bid_return.offer_sheets import number_words
from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.form import Answer, Form
from tests.files.returns.everything import everything
from tests.files.returns.person import inputs_of, place_of

NEEDED = replace(WORKFORCE_HOURS, missing=BID_PART_MISSING, asked_by=lambda inputs: bool(inputs.procurement.id))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Return what is asked where a figure cannot do without the hours of the workforce."""
    monkeypatch.setitem(BID_PARTS, NEEDED.key, NEEDED)
    return asked_of(everything())


@pytest.fixture
def form(asked: Asked) -> Form:
    """Return the workbook that asks for it."""
    assert NEEDED in asked.parts
    return bid_return(everything())


def taken(form: Form, asked: Asked, hours: Decimal | None) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """Return what a return says whose other cells are empty, and what is said of the number."""
    answers = {key: Answer(None, place_of(form, key)[0], "A1") for key in inputs_of(form)}
    answers[NEEDED.key] = replace(answers[NEEDED.key], value=hours)
    back = Taken("return.xlsx", answers)
    content = bid_content(back, asked)
    words = number_words(NEEDED, asked)
    return content, [(one.code, str(one.place.keys[0])) for one in back.findings if words in one.message]


def test_the_return_asks_for_a_needed_number_on_a_sheet_of_its_own(form: Form) -> None:
    """Its cell takes a number of at least 0, beside the words of the table."""
    cell = inputs_of(form)[NEEDED.key]
    assert place_of(form, NEEDED.key)[0] == "Numbers"
    assert (cell.kind, cell.least, cell.words) == ("number", Decimal(0), NEEDED.question)


def test_an_empty_number_is_missing_by_the_code_of_the_table(form: Form, asked: Asked) -> None:
    """What a figure is worked out from cannot be left empty."""
    content, said = taken(form, asked, None)
    assert said == [(BID_PART_MISSING.id, "Numbers")]
    assert NEEDED.key not in content


def test_nought_is_an_answer(form: Form, asked: Asked) -> None:
    """A bidder that writes 0 has answered, and the bid says 0."""
    content, said = taken(form, asked, Decimal(0))
    assert said == []
    assert content[NEEDED.key] == 0


def test_the_usual_return_has_no_such_sheet() -> None:
    """What promises are held against stands above the promises."""
    assert "Numbers" not in [sheet.name for sheet in bid_return(everything()).sheets]
