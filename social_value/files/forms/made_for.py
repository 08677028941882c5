"""What a workbook says it was made for, and whether that is what is being read."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.codes.forms_returned import MADE_FOR_ANOTHER, MADE_FROM_OTHER_CONTENT, NOT_AN_ISSUED_FORM
from social_value.errors import InputError
from social_value.files.forms.issued import ABOUT, DIGEST, FIRST_FACT, KIND, PROPERTY, kind_words
from social_value.files.forms.shown_contents import short
from social_value.files.incoming.cells_read import IncomingBook
from social_value.findings import Place

_MOST_FACTS = 100
_LONGEST_FACT = 80


def stated_facts(book: IncomingBook) -> Mapping[str, str]:
    """Return what a workbook says it was made for: in its properties, and for what they lack on its sheet About."""
    properties = {
        name.removeprefix(PROPERTY): text for name, text in (book.properties or {}).items() if name.startswith(PROPERTY)
    }
    return {**_visible_facts(book), **properties}


def _visible_facts(book: IncomingBook) -> dict[str, str]:
    sheet = next((sheet for sheet in book.sheets if sheet.name == ABOUT), None)
    if sheet is None:
        return {}
    facts: dict[str, str] = {}
    for row in range(FIRST_FACT, FIRST_FACT + _MOST_FACTS):
        name, text = sheet.cells.get((row, 0)), sheet.cells.get((row, 1))
        if name is None:
            break
        facts[name.text] = "" if text is None else text.text
    return facts


def check_identity(book: IncomingBook, expected: Mapping[str, str]) -> None:
    """Raise the finding that says what a workbook was made for, where it is not the form that is being read."""
    stated = stated_facts(book)
    if KIND not in stated or DIGEST not in stated:
        message = (
            f"this is not a {kind_words(expected[KIND]).lower()} that was issued here, or it no longer says what for."
        )
        way_out = "Fill in the workbook that was issued: a copy of its cells in another workbook is not read."
        raise InputError([NOT_AN_ISSUED_FORM.at(Place(book.shown), message, way_out)])
    differing = [
        name for name, text in expected.items() if name != DIGEST and stated.get(name, "").strip() != text.strip()
    ]
    if differing:
        pairs = [f"{name} {_quoted(stated.get(name, ''))}, not {_quoted(expected[name])}" for name in differing]
        message = f"the workbook was made for another {' and '.join(differing)} ({'; '.join(pairs)})."
        way_out = "Read it with what it was made for, or send out the right workbook."
        raise InputError([MADE_FOR_ANOTHER.at(Place(book.shown), message, way_out)])
    if stated[DIGEST].strip() != expected[DIGEST]:
        message = "what the workbook asks is not what the procurement asks today: its text or its choices have changed."
        way_out = "Read it with the files and the version of this tool that it was made with, or send it out anew."
        raise InputError([MADE_FROM_OTHER_CONTENT.at(Place(book.shown), message, way_out)])


def _quoted(fact: str) -> str:
    return f'"{short(fact, _LONGEST_FACT)}"'
