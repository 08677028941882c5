"""Findings: what is wrong in a user's files, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

Key = str | int
_CELL = re.compile("([A-Z]{0,3})([0-9]{1,7})")


class Severity(StrEnum):
    """How much a finding weighs: an error stops the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a user's file.

    ``path`` is the file as the user would name it. ``keys`` is the way from the top of the file down to
    the value, such as ``("criteria", 3, "weight")``. ``line`` and ``column`` count from 1 and are known once
    the file's reader has resolved the keys. In a workbook the keys are a sheet and a cell, or a range, and there is
    no line.
    """

    path: str
    keys: tuple[Key, ...] = ()
    line: int | None = None
    column: int | None = None

    def at(self, *keys: Key) -> Place:
        """Return the place of a key below this one."""
        return Place(self.path, (*self.keys, *keys), self.line, self.column)

    @property
    def spot(self) -> str:
        """Where it is in a workbook, such as ``Prices!C7``; nothing in any other file.

        >>> Place("return.xlsx", ("Prices", "C7")).spot, Place("bids.yaml", ("bids", 0)).spot
        ('Prices!C7', '')
        """
        return "!".join(str(key) for key in self.keys) if self.in_workbook else ""

    @property
    def in_workbook(self) -> bool:
        """Tell whether it is a workbook, or a place in one."""
        return self.line is None and self.path.casefold().endswith(".xlsx")

    def __str__(self) -> str:
        if self.spot:
            return f"{self.path} {self.spot}"
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a code in words, its severity, its place, what was found, and the way out.

    ``waived`` is the reason for which its file lets it stand; it then counts as neither error nor warning.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    way_out: str = ""
    waived: str | None = None

    def at(self, place: Place) -> Finding:
        """Return the same finding at a place that its file's reader has resolved."""
        return replace(self, place=place)

    @property
    def label(self) -> str:
        """Its severity as a report shows it."""
        return self.severity.value if self.waived is None else f"waived {self.severity.value}"

    @property
    def advice(self) -> str:
        """The way out, or the reason for which it stands."""
        return self.way_out if self.waived is None else f"Waived: {self.waived}"

    @property
    def order(self) -> tuple[str, str, int, int, str, tuple[str, ...], str]:
        """Sort key: by file, then by line, cell or part, so that the same findings always print in the same order."""
        place = self.place
        sheet, line, column = place.spot.partition("!")[0], place.line or 0, place.column or 0
        if len(place.keys) > 1 and place.spot:
            line, column = _row_and_column(str(place.keys[1]))
        # A place that is not located yet has no line: parts then come by their numbers.
        parts = tuple(f"{key:09}" if isinstance(key, int) else str(key) for key in place.keys)
        return (place.path, sheet, line, column, self.code, parts, self.message)


def _row_and_column(cell: str) -> tuple[int, int]:
    """Return the row and the column of a cell, or of the first cell of a range."""
    match = _CELL.match(cell)
    if match is None:
        return 0, 1  # whole columns, behind what concerns the sheet
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@dataclass(frozen=True, slots=True)
class Outstanding:
    """Something that must be decided or done before a result is final: a code, what it is about, the way out."""

    code: str
    about: str
    message: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings count as errors and as warnings, and how many were waived and count as neither."""

    errors: int
    warnings: int
    waived: int


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings."""
    weights = [finding.severity if finding.waived is None else None for finding in findings]
    return Tally(weights.count(Severity.ERROR), weights.count(Severity.WARNING), weights.count(None))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error that is not waived."""
    return any(finding.severity is Severity.ERROR and finding.waived is None for finding in findings)


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a misspelt one is likely to mean, or None."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    match = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a sentence that names the nearest known word, or all of a short list, or nothing.

    >>> nearest("wieght", ["weight", "title"])
    'Did you mean "weight"?'
    >>> nearest("colour", ["id", "title"])
    'Use one of: id, title.'
    """
    words = sorted(known)
    meant = nearest_word(word, words)
    if meant is not None:
        return f'Did you mean "{meant}"?'
    return f"Use one of: {', '.join(words)}." if 0 < len(words) <= 12 else ""
