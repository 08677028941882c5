"""Reads a form that came back: its answers, and every change outside the cells that were to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from social_value.codes.forms_returned import MANY_CHANGES
from social_value.files.forms.cells_compared import SheetReading
from social_value.files.forms.form import Answer, Answers, Form, FormSheet, Input
from social_value.files.forms.issued import DIGEST, KIND, issued
from social_value.files.forms.made_for import check_identity, stated_facts
from social_value.files.forms.matched_sheets import matched_sheets
from social_value.files.forms.stale import stale_results
from social_value.files.forms.surroundings import guards, layout, remarks
from social_value.files.incoming.cells_read import IncomingBook
from social_value.files.incoming.incoming_book import read_workbook
from social_value.findings import Finding, Place, Severity

MOST_FINDINGS = 1_000


def about_of(path: Path) -> Mapping[str, str]:
    """Return what a workbook says it was made for. Raises InputError where it cannot be read."""
    stated = stated_facts(read_workbook(path, path.as_posix()))
    return {name: text for name, text in stated.items() if name not in (KIND, DIGEST)}


def read_form(path: Path, form: Form) -> tuple[Answers, tuple[Finding, ...]]:
    """Return the answer to every input of a form, and what was found in the workbook that came back.

    An input whose content had to be refused has the answer None, and a finding at its cell says why. Raises InputError
    where the file cannot be read, or was made for something else.
    """
    return form_in(read_workbook(path, path.as_posix()), form)


def form_in(book: IncomingBook, form: Form) -> tuple[Answers, tuple[Finding, ...]]:
    """Return the answers to a form and the findings, as ``read_form`` does, of a workbook that was read already."""
    shown, expected = book.shown, issued(form)
    check_identity(book, expected.facts)
    matched = matched_sheets(book, expected.sheets)
    readings = [SheetReading(shown, *pair, book.days_from_1904, form.currency) for pair in matched.pairs]
    formulas_stand = not matched.moved and not any(reading.shifted for reading in readings)
    findings = [*remarks(book), *matched.findings]
    for reading in readings:
        reading.read(formulas_stand)
        findings += [*reading.findings, *_around(shown, reading)]
    if formulas_stand:
        findings += stale_results(readings)
    answers = {key: answer for reading in readings for key, answer in reading.answers.items()}
    return {**_unanswered(expected.sheets), **answers}, tuple(_limited(findings, shown))


def _around(shown: str, reading: SheetReading) -> Iterator[Finding]:
    if not reading.shifted:
        yield from layout(shown, reading.expected, reading.actual)
        yield from guards(shown, reading.expected, reading.actual)


def _unanswered(sheets: Iterable[FormSheet]) -> Answers:
    return {
        cell.key: Answer(None, sheet.name, "")
        for sheet in sheets
        for cell in sheet.cells.values()
        if isinstance(cell, Input)
    }


def _limited(findings: list[Finding], shown: str) -> Iterator[Finding]:
    """Yield as many findings as somebody can read, in the order of the cells; errors before warnings are kept."""
    each = list(dict.fromkeys(findings))
    kept = sorted(each, key=lambda finding: finding.severity is not Severity.ERROR)[:MOST_FINDINGS]
    yield from sorted(kept, key=lambda finding: finding.order)
    left = len(each) - len(kept)
    if left > 0:
        message = f"at least {left} more changes were found in the workbook."
        yield MANY_CHANGES.at(Place(shown), message, "Fill in the workbook as it was issued.")
