"""What a workbook that goes out holds beside the form's own sheets: lists of drop-downs, and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from social_value.files.forms.form import Cell, Fixed, Form, FormSheet, Input
from social_value.files.sheets.cell_texts import cut_text
from social_value.fingerprint import fingerprint

ABOUT, LISTS = "About", "Lists"
YES_OR_NO = ("yes", "no")
FIRST_FACT = 3
"""Row of the first fact on the sheet About: its name in the first column, what it is in the second."""
KIND, DIGEST = "form", "digest of the form"
PROPERTY = "social-value: "
"""Begins the names of the document's properties that say what a workbook was made for."""
LONGEST_PROPERTY = 255
_LONGEST_LITERAL = 255
_KINDS = {"bid-return": "Bid return", "score-sheet": "Score sheet", "moderation": "Moderation"}


def form_digest(form: Form) -> str:
    """Return the SHA-256 of everything that a form says, whatever the order in which it was put together."""
    return fingerprint(_canonical(form))


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _canonical(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_name(key): _canonical(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_canonical(held) for held in value]
    return repr(value) if isinstance(value, float) else value


def _name(key: object) -> str:
    return ",".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def kind_words(kind: str) -> str:
    """Return a kind of form as its reader calls it.

    >>> kind_words("score-sheet")
    'Score sheet'
    """
    return _KINDS.get(kind, kind)


def cell_holds(text: str) -> str:
    """Return a text as a cell can hold it: line ends as one character, and cut where it is too long."""
    return cut_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def choices_of(cell: Input) -> tuple[str, ...]:
    """Return the words of a drop-down."""
    return YES_OR_NO if cell.kind == "flag" else cell.choices


def fits_in_rule(choices: tuple[str, ...]) -> bool:
    """Tell whether a drop-down can name its words itself: Excel parts them by commas and holds 255 characters."""
    joined = ",".join(choices)
    return len(joined) <= _LONGEST_LITERAL and joined.count(",") == len(choices) - 1 and '"' not in joined


def long_lists(form: Form) -> tuple[tuple[str, ...], ...]:
    """Return the choices that stand on a sheet of their own, each once, in the order in which they are needed."""
    lists = {choices_of(cell): None for sheet in form.sheets for _, cell in _in_order(sheet) if isinstance(cell, Input)}
    return tuple(choices for choices in lists if choices and not fits_in_rule(choices))


def _in_order(sheet: FormSheet) -> Iterator[tuple[tuple[int, int], Cell]]:
    return ((place, sheet.cells[place]) for place in sorted(sheet.cells))


@dataclass(frozen=True, slots=True)
class Issued:
    """The whole workbook of a form: what it says about itself, the lists on a sheet, and every sheet in order."""

    facts: Mapping[str, str]
    lists: tuple[tuple[str, ...], ...]
    sheets: tuple[FormSheet, ...]


def issued(form: Form) -> Issued:
    """Return the workbook of a form: its own sheets, the lists of drop-downs where needed, and what it is."""
    facts = {KIND: form.kind, **form.about, DIGEST: form_digest(form)}
    lists = long_lists(form)
    return Issued(facts, lists, (*form.sheets, *([_lists_sheet(lists)] if lists else []), _about_sheet(facts)))


def _lists_sheet(lists: tuple[tuple[str, ...], ...]) -> FormSheet:
    cells: dict[tuple[int, int], Cell] = {
        (0, 0): Fixed("Lists", "title"),
        (1, 0): Fixed("The words of the drop-downs. Nothing here is to be filled in.", "note"),
    }
    for column, choices in enumerate(lists):
        cells[2, column] = Fixed(f"List {column + 1}", "head")
        cells |= {(3 + number, column): Fixed(cell_holds(word), "wrapped") for number, word in enumerate(choices)}
    return FormSheet(LISTS, cells, dict.fromkeys(range(len(lists)), 40.0), repeat_rows=3)


def list_range(lists: tuple[tuple[str, ...], ...], choices: tuple[str, ...]) -> tuple[int, int, int]:
    """Return the first row, the last row and the column of choices on the sheet of lists."""
    return 3, 2 + len(choices), lists.index(choices)


def _about_sheet(facts: Mapping[str, str]) -> FormSheet:
    cells: dict[tuple[int, int], Cell] = {
        (0, 0): Fixed("About this workbook", "title"),
        (1, 0): Fixed("What it was made for. It is read back only for this, so leave these cells as they are.", "note"),
        (2, 0): Fixed("What", "head"),
        (2, 1): Fixed("Is", "head"),
    }
    for number, (name, text) in enumerate(facts.items()):
        cells[FIRST_FACT + number, 0] = Fixed(name, "label")
        cells[FIRST_FACT + number, 1] = Fixed(cell_holds(text), "wrapped")
    return FormSheet(ABOUT, cells, {0: 30.0, 1: 90.0}, repeat_rows=3)
