"""What surrounds the cells of a form: what is hidden, merged, checked, protected, commented or named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from social_value.codes.filled_in import STRUCK_OUT
from social_value.codes.forms_returned import CELLS_MERGED, CHECKS_LOST, MERGE_LOST, PROTECTION_LOST
from social_value.codes.workbooks import CONTENT_NOT_READ, DEFINED_NAME, HIDDEN_CONTENT
from social_value.files.forms.cells_compared import MOST_ADDED, MOST_MERGES
from social_value.files.forms.form import FormSheet, Input
from social_value.files.forms.issued import choices_of
from social_value.files.forms.shown_contents import shown_cell
from social_value.files.incoming.cells_read import IncomingBook, IncomingSheet, RawCell, Rule
from social_value.files.incoming.numbers import stored_number
from social_value.files.incoming.shown import Look, look_of_number, look_of_text
from social_value.files.sheets.addresses import (
    Area,
    cell_name,
    columns_and_verb,
    columns_name,
    rows_and_verb,
    rows_name,
)
from social_value.findings import Finding, Place

_OF_PRINTING = ("_xlnm.Print_", "_xlnm._FilterDatabase")
"""Begins the names that spreadsheets define themselves, for what is printed or filtered: they stand for cells."""
_CELLS = (
    r"(?:'(?:[^'\[\]|]|'')+'|[^'\[\]|!,()\s]+)!(?:\$?[A-Z]{0,3}\$?[0-9]{0,7}(?::\$?[A-Z]{0,3}\$?[0-9]{0,7})?|#REF!)"
)
_ONLY_CELLS = re.compile(rf"{_CELLS}(?:,{_CELLS})*")
_QUOTED = re.compile('"[^"]*"')
_SHOW = "Show it, and check that what it holds is meant."
_UNSTRIKE = "Delete what is struck out, or take the line off it: nobody can tell whether it is meant."
_GENERAL = "Set the cell's format to General, and check that what it holds is meant."
_MOST_NAMED = 8
_SMALL, _MOST_BLOCKS = 16, 200
_PLAIN_RULES = {"number": "decimal", "whole": "whole", "date": "date"}


def remarks(book: IncomingBook) -> Iterator[Finding]:
    """Yield what a reader of the workbook would not see, and what is not read."""
    for name, formula in book.names:
        if not (name.startswith(_OF_PRINTING) and _ONLY_CELLS.fullmatch(formula)):
            message = f'a name was defined in the workbook: "{name[:60]}" stands for "{formula[:60]}". It is not read.'
            yield DEFINED_NAME.at(Place(book.shown), message, "Ask who sent the workbook what it is for.")
    for sheet in book.sheets:
        yield from _of_sheet(book.shown, sheet)


def _of_sheet(shown: str, sheet: IncomingSheet) -> Iterator[Finding]:
    top = Place(shown, (sheet.name,))
    if sheet.state != "visible":
        how = "hidden so that no menu shows it" if sheet.state == "veryHidden" else "hidden"
        yield HIDDEN_CONTENT.at(top, f"the sheet is {how}.", _SHOW)
    for first, last in sheet.hidden_rows:
        words = rows_and_verb(first, last, "is", "are")
        yield HIDDEN_CONTENT.at(top.at(rows_name(first, last)), f"{words} hidden, or too low to be read.", _SHOW)
    for first, last in sheet.hidden_columns:
        words = columns_and_verb(first, last, "is", "are")
        yield HIDDEN_CONTENT.at(top.at(columns_name(first, last)), f"{words} hidden, or too narrow to be read.", _SHOW)
    yield from islice(_concealed(top, sheet), MOST_ADDED)
    for ranges in sheet.conditions:
        message = "a condition decides how cells look here; it can hide what they hold."
        yield HIDDEN_CONTENT.at(top.at(ranges), message, "Clear it, and check that what they hold is meant.")
    yield from _reaching_out(top, sheet.rules)
    for cell in sheet.comments:
        message = "a comment stands here. It is not read."
        yield CONTENT_NOT_READ.at(top.at(cell), message, "Answer in the cells, or ask about it.")
    if sheet.pictures:
        message = "pictures, charts or shapes were put on the sheet. They are not read."
        yield CONTENT_NOT_READ.at(top, message, "Answer in the cells, or ask about it.")


def _concealed(top: Place, sheet: IncomingSheet) -> Iterator[Finding]:
    """Yield the cells that show something else than they hold."""
    for where, cell in sheet.cells.items():
        here, look = top.at(cell_name(*where)), _look(cell)
        if look != "as-it-is":
            how = "does not show it" if look == "not-at-all" else "shows another amount"
            message = f'{shown_cell(cell, where)} stands here, and the number format "{cell.format[:60]}" {how}.'
            yield HIDDEN_CONTENT.at(here, message, _GENERAL)
        if cell.unseen:
            message = f"{shown_cell(cell, where)} stands here, in letters that nobody can see, or not all of them."
            yield HIDDEN_CONTENT.at(here, message, _SHOW)
        if cell.struck:
            message = f"{shown_cell(cell, where)} stands here, and is struck out, or a part of it."
            yield STRUCK_OUT.at(here, message, _UNSTRIKE)


def _look(cell: RawCell) -> Look:
    if cell.kind == "text":
        return look_of_text(cell.format)
    number = stored_number(cell.text).value if cell.kind == "number" else None
    return "as-it-is" if number is None else look_of_number(cell.format, float(number))


def _reaching_out(top: Place, rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield checks of cells that name another workbook or a program."""
    for rule in rules:
        formula = next((text for text in (rule.first, rule.second) if set("[|") & set(_QUOTED.sub("", text))), None)
        if formula is not None:
            where = top.at(rule.areas[0].name) if rule.areas else top
            message = f"a check of cells names another workbook: {formula[:60]}. It is not followed."
            yield CONTENT_NOT_READ.at(where, message, "Ask who sent the workbook what it is for.")


def layout(shown: str, expected: FormSheet, actual: IncomingSheet) -> Iterator[Finding]:
    """Yield what has become of the merged cells of a sheet whose rows and columns stand where they stood."""
    issued = {Area(merge.row, merge.first, merge.row, merge.last) for merge in expected.merges}
    top = Place(shown, (actual.name,))
    for block in [block for block in dict.fromkeys(actual.merges) if block not in issued][:MOST_MERGES]:
        inside = any(block.holds(*place) for place, cell in expected.cells.items() if isinstance(cell, Input))
        what = ", over a cell to fill in" if inside else ""
        yield CELLS_MERGED.at(top.at(block.name), f"cells were merged here{what}.", "Undo the merging.")
    lost = [block.name for block in sorted(issued - set(actual.merges), key=lambda block: (block.top, block.left))]
    if lost:
        message = f"merged cells came apart: {_listed(lost)}."
        yield MERGE_LOST.at(top, message, "Nothing needs doing, if what they hold is right.")


def guards(shown: str, expected: FormSheet, actual: IncomingSheet) -> Iterator[Finding]:
    """Yield what no longer guards a sheet: its protection, and the checks of the cells to fill in."""
    top = Place(shown, (actual.name,))
    if not actual.protected:
        message = "the protection of the sheet was taken off."
        yield PROTECTION_LOST.at(top, message, "Nothing needs doing: every cell was compared with what was issued.")
    checks = _Checks(actual.rules)
    lost = [
        cell_name(*place)
        for place, cell in sorted(expected.cells.items(), key=lambda placed: placed[0])
        if isinstance(cell, Input) and not checks.guard(place, cell)
    ]
    if lost:
        message = f"the checks of cells to fill in were taken off or changed: {_listed(lost)}."
        yield CHECKS_LOST.at(top, message, "Nothing needs doing: what was filled in was checked when it was read.")


class _Checks:
    """Which cells are checked as what: small blocks cell by cell, because there may be thousands of them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._cells: set[tuple[str, int, int]] = set()
        self._blocks: list[tuple[str, Area]] = []
        for rule in rules:
            for block in rule.areas:
                if block.size > _SMALL:
                    self._blocks.append((rule.kind, block))
                else:
                    self._cells.update((rule.kind, *position) for position in block.positions())

    def guard(self, place: tuple[int, int], cell: Input) -> bool:
        """Tell whether a cell is still checked as it was when it was issued."""
        wanted = "list" if choices_of(cell) else _PLAIN_RULES.get(cell.kind, "textLength" if cell.longest else "")
        if not wanted or (wanted, *place) in self._cells:
            return True
        return any(kind == wanted and block.holds(*place) for kind, block in self._blocks[:_MOST_BLOCKS])


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
