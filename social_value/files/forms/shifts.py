"""Rows and columns that were put in or taken out of a sheet, so that each is named once and not by all it moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from social_value.files.forms.form import Fixed, FormSheet
from social_value.files.forms.issued import cell_holds
from social_value.files.incoming.cells_read import IncomingSheet
from social_value.files.incoming.numbers import stored_number
from social_value.files.sheets.addresses import Position

Content = tuple[int, str]
Line = tuple[Content, ...]
"""What a row or a column holds that the form put there: where along it, and what."""
_MOST_COMPARED = 4_000_000


@dataclass(frozen=True, slots=True)
class Shift:
    """Where the lines of the form stand now; lines that were added, and those of the form that are gone."""

    moved: Mapping[int, int] = field(default_factory=dict)
    added: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    def now(self, line: int) -> int | None:
        """Return where a line of the form stands now, or nothing where it is gone."""
        if line in self.gone:
            return None
        return self.moved.get(line, line + len(self.added) - len(self.gone) if self.moved else line)

    def __bool__(self) -> bool:
        return bool(self.added or self.gone)


def found_shifts(expected: FormSheet, actual: IncomingSheet) -> tuple[Shift, Shift]:
    """Return how rows and columns have moved: not at all, unless that explains more than cells that were changed."""
    issued, back = _issued(expected), _back(actual)
    if all(back.get(place) == text for place, text in issued.items()):
        return Shift(), Shift()
    none = Shift()
    rows = _shift(issued, back, lambda place: place)
    columns = _shift(issued, back, lambda place: (place[1], place[0]))
    ways = [(none, none), (rows, none), (none, columns)]
    return min(ways, key=lambda way: (_changed(issued, back, *way) + _lines(way), _lines(way)))


def _lines(way: tuple[Shift, Shift]) -> int:
    return sum(len(shift.added) + len(shift.gone) for shift in way)


def _changed(issued: Mapping[Position, str], back: Mapping[Position, str], rows: Shift, columns: Shift) -> int:
    """Count the texts of the form that do not stand where they should, or are gone."""
    changed = 0
    for (row, column), text in issued.items():
        now = rows.now(row), columns.now(column)
        changed += now[0] is None or now[1] is None or back.get((now[0], now[1])) != text
    return changed


def _issued(sheet: FormSheet) -> dict[Position, str]:
    return {
        place: cell_holds(cell.value) if isinstance(cell.value, str) else repr(float(cell.value))
        for place, cell in sheet.cells.items()
        if isinstance(cell, Fixed) and cell.value != ""
    }


def _back(sheet: IncomingSheet) -> dict[Position, str]:
    texts: dict[Position, str] = {}
    for place, cell in sheet.cells.items():
        number = stored_number(cell.text).value if cell.kind == "number" else None
        texts[place] = cell.text if number is None else repr(float(number))
    return texts


def _shift(
    issued: Mapping[Position, str], back: Mapping[Position, str], turned: Callable[[Position], Position]
) -> Shift:
    known = {(turned(place)[1], text) for place, text in issued.items()}
    before = _grouped(issued, turned, known, keep=False)
    after = _grouped(back, turned, known, keep=True)
    if len(before) * len(after) > _MOST_COMPARED:
        return Shift()
    return _aligned(before, after)


def _grouped(
    texts: Mapping[Position, str], turned: Callable[[Position], Position], known: set[Content], *, keep: bool
) -> Sequence[Line]:
    lines: dict[int, list[Content]] = {}
    for place, text in sorted(texts.items()):
        line, along = turned(place)
        if not keep or (along, text) in known:
            lines.setdefault(line, []).append((along, text))
    # Lines without any text of the form are like no other, so that a thousand of them cannot be taken for each other.
    side, last = "back" if keep else "issued", max(lines, default=-1)
    return [tuple(sorted(lines.get(line, ((-1, side), (line, ""))))) for line in range(last + 1)]


def _aligned(before: Sequence[Line], after: Sequence[Line]) -> Shift:
    moved: dict[int, int] = {}
    added: list[int] = []
    gone: list[int] = []
    for edit, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = min(last - first, new_last - new_first)
        moved |= {first + step: new_first + step for step in range(kept)}
        if edit != "equal":
            gone += range(first + kept, last)
            added += range(new_first + kept, new_last)
    return Shift(moved, tuple(added), tuple(gone))
