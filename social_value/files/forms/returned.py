"""What every workbook that comes back needs: where an answer stands, and whether it was made for this procurement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from social_value.codes.forms_returned import MADE_FOR_ANOTHER, NOT_AN_ISSUED_FORM
from social_value.files.forms.form import Answer
from social_value.files.forms.issued import kind_words
from social_value.findings import Finding, Place

_OTHERS = {
    "procurement": ("another procurement", "Read it with the folder of the procurement that it was made for."),
    "evaluator": ("another evaluator", "Give each evaluator the workbook that was made for that evaluator."),
    "method": (
        "a method that is not the present one",
        "Make it again and have it filled in again: what was scored is not what is now published.",
    ),
    "bids": (
        "other bids, or other answers of theirs",
        "Make it again; or read it first, and record afterwards what has happened to a bid.",
    ),
    "scores": (
        "scores or consensus levels that have changed since",
        "Make it again, and carry over what the panel agreed.",
    ),
}
"""What a workbook may have been made for instead, and what to do then."""


class CellNotes:
    """Findings about the cells of one file, each cell once."""

    def __init__(self, path: str, known: Iterable[Finding]) -> None:
        self.path = path
        self.findings = list(known)
        self._said = {finding.place.keys for finding in self.findings}

    def place(self, answer: Answer) -> Place:
        """Where an answer stands."""
        return Place(self.path, (answer.sheet, answer.cell))

    def add(self, finding: Finding) -> None:
        """Note what is wrong with a cell, unless something is said of it already, or it is gone as the reader said."""
        if finding.place.keys[-1] and finding.place.keys not in self._said:
            self._said.add(finding.place.keys)
            self.findings.append(finding)


def text_of(answer: Answer) -> str | None:
    """Return the text of an answer, or None where there is none."""
    return answer.value.strip() or None if isinstance(answer.value, str) else None


def made_for_another(path: str, kind: str, about: Mapping[str, str], expected: Mapping[str, str]) -> Iterator[Finding]:
    """Name the first thing for which a workbook was made instead of this; ``kind`` is the form that is asked for."""
    if not expected.keys() <= about.keys():
        message = f"this is not a {kind_words(kind).lower()} that was issued here, or it no longer says what for."
        way_out = "Name the workbook that was issued: a copy of its cells in another workbook is not read."
        yield NOT_AN_ISSUED_FORM.at(Place(path), message, way_out)
        return
    for key, (words, way_out) in _OTHERS.items():
        if key in expected and about[key] != expected[key]:
            message = f"this workbook was made for {words}."
            yield MADE_FOR_ANOTHER.at(Place(path), message, way_out)
            return
