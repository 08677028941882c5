"""Which sheet of a workbook that came back is which sheet of the form: by name, or unmistakably by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from social_value.codes.forms_returned import SHEET_ADDED, SHEET_MISSING, SHEET_RENAMED, SHEETS_REORDERED
from social_value.files.forms.form import Fixed, FormSheet
from social_value.files.forms.issued import cell_holds
from social_value.files.incoming.cells_read import IncomingBook, IncomingSheet
from social_value.findings import Finding, Place

_UNMISTAKABLE = 0.8
"""Share of a sheet's fixed texts that must stand at their places for it to be the same sheet under another name."""
_AS_ISSUED = "Fill in the workbook as it was issued."
Pair = tuple[FormSheet, IncomingSheet]


@dataclass(frozen=True, slots=True)
class Matched:
    """Sheets of the form, each with the one that came back for it; what is said about the others."""

    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]

    @property
    def moved(self) -> frozenset[str]:
        """Names of the form's sheets that came back under another name."""
        return frozenset(expected.name for expected, actual in self.pairs if expected.name != actual.name)


def matched_sheets(book: IncomingBook, issued: Sequence[FormSheet]) -> Matched:
    """Match the sheets of a workbook with those that were issued."""
    by_name = {sheet.name: sheet for sheet in book.sheets}
    pairs = [(expected, by_name[expected.name]) for expected in issued if expected.name in by_name]
    missing = [expected for expected in issued if expected.name not in by_name]
    names = {expected.name for expected in issued}
    others = [sheet for sheet in book.sheets if sheet.name not in names]
    renamed = list(_renamed(missing, others))
    pairs += renamed
    taken = {id(sheet) for pair in renamed for sheet in pair}
    findings = [
        *(_was_renamed(book, expected, actual) for expected, actual in renamed),
        *(_is_missing(book, sheet) for sheet in missing if id(sheet) not in taken),
        *(_was_added(book, sheet) for sheet in others if id(sheet) not in taken),
        *_order(book, pairs, issued),
    ]
    places = {id(sheet): number for number, sheet in enumerate(issued)}
    return Matched(tuple(sorted(pairs, key=lambda pair: places[id(pair[0])])), tuple(findings))


def _renamed(missing: Iterable[FormSheet], others: Sequence[IncomingSheet]) -> Iterator[Pair]:
    """Yield sheets that came back under another name: each is like one sheet only, and that one like no other."""
    alike = [
        (expected, [sheet for sheet in others if _likeness(expected, sheet) >= _UNMISTAKABLE]) for expected in missing
    ]
    claimed = [id(sheet) for _, sheets in alike for sheet in sheets]
    for expected, sheets in alike:
        if len(sheets) == 1 and claimed.count(id(sheets[0])) == 1:
            yield expected, sheets[0]


def _likeness(expected: FormSheet, actual: IncomingSheet) -> float:
    texts = {
        place: cell_holds(cell.value)
        for place, cell in expected.cells.items()
        if isinstance(cell, Fixed) and isinstance(cell.value, str) and cell.value
    }
    same = sum(place in actual.cells and actual.cells[place].text == text for place, text in texts.items())
    return same / len(texts) if texts else 0.0


def _was_renamed(book: IncomingBook, expected: FormSheet, actual: IncomingSheet) -> Finding:
    message = f'the sheet "{expected.name}" came back as "{actual.name}".'
    return SHEET_RENAMED.at(Place(book.shown, (actual.name,)), message, f'Name it "{expected.name}" again.')


def _is_missing(book: IncomingBook, expected: FormSheet) -> Finding:
    message = f'the sheet "{expected.name}" is missing.'
    return SHEET_MISSING.at(Place(book.shown, (expected.name,)), message, _AS_ISSUED)


def _was_added(book: IncomingBook, actual: IncomingSheet) -> Finding:
    message = f'the sheet "{actual.name}" was added; nothing on it is read.'
    return SHEET_ADDED.at(Place(book.shown, (actual.name,)), message, "Delete it, and answer in the cells for it.")


def _order(book: IncomingBook, pairs: Sequence[Pair], issued: Sequence[FormSheet]) -> Iterator[Finding]:
    back = {id(actual): expected.name for expected, actual in pairs}
    stated = [back[id(sheet)] for sheet in book.sheets if id(sheet) in back]
    expected = [sheet.name for sheet in issued if sheet.name in set(stated)]
    if stated != expected:
        message = f"the sheets came back in another order: {', '.join(stated)}."
        yield SHEETS_REORDERED.at(Place(book.shown), message, "Nothing needs doing: sheets are read by name.")
