"""One sheet that came back, cell by cell against the one that was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from social_value.codes.forms_returned import ADDED_CELL, CHANGED_CELL, LINES_SHIFTED
from social_value.files.forms.answers import AnswerReader
from social_value.files.forms.form import Answer, Cell, Fixed, FormSheet, Formula, Input
from social_value.files.forms.formulas_returned import same_formula
from social_value.files.forms.issued import cell_holds
from social_value.files.forms.shifts import Shift, found_shifts
from social_value.files.forms.shown_contents import shown_cell, shown_value
from social_value.files.incoming.cells_read import IncomingSheet, RawCell
from social_value.files.sheets.addresses import (
    Position,
    cell_name,
    columns_and_verb,
    columns_name,
    rows_and_verb,
    rows_name,
)
from social_value.findings import Finding, Place

MOST_MERGES = 100
"""Merged blocks of one sheet of which as many are looked at."""
MOST_ADDED = 1_001
"""Cells that were added to one sheet, of which as many are named: with more, the workbook is another one."""
_PAST = "was", "were"
_PUT_BACK = "Put back what was issued: only the cells to fill in are read."


@dataclass
class SheetReading:
    """The answers of one sheet, and what was changed on it."""

    shown: str
    expected: FormSheet
    actual: IncomingSheet
    from_1904: bool
    currency: str | None = None
    rows: Shift = field(default_factory=Shift)
    columns: Shift = field(default_factory=Shift)
    answers: dict[str, Answer] = field(default_factory=dict)
    changed: set[Position] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    emptied: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.rows, self.columns = found_shifts(self.expected, self.actual)
        self.emptied = self._emptied()

    @property
    def shifted(self) -> bool:
        """Tell whether rows or columns were put in or taken out."""
        return bool(self.rows or self.columns)

    def read(self, formulas_stand: bool) -> None:
        """Read the answers, and name everything else that differs.

        Formulas are compared only where nothing has moved that they may name: a spreadsheet then changes them itself.
        """
        self.findings += self._shifts()
        read: set[Position] = set()
        for place, cell in sorted(self.expected.cells.items(), key=lambda placed: placed[0]):
            now = self._now(place)
            if now is not None:
                read.add(now)
                self._cell(cell, now, formulas_stand)
            elif isinstance(cell, Input):
                self.answers[cell.key] = Answer(None, self.actual.name, "")
        self.findings += islice(self._added(read), MOST_ADDED)

    def place(self, where: Position) -> Place:
        """Return the place of a cell."""
        return Place(self.shown, (self.actual.name, cell_name(*where)))

    def _now(self, place: Position) -> Position | None:
        row, column = self.rows.now(place[0]), self.columns.now(place[1])
        return None if row is None or column is None else (row, column)

    def _cell(self, cell: Cell, where: Position, formulas_stand: bool) -> None:
        back = self.actual.cells.get(where)
        if isinstance(cell, Input):
            reader = AnswerReader(cell, self.place(where), self.from_1904, self.currency)
            value = reader.read(back)
            gone = back is None and (self._merged_away(where) or where[0] in self.emptied)
            self.answers[cell.key] = Answer(value, self.actual.name, "" if gone else cell_name(*where))
            self.findings += reader.findings
        elif isinstance(cell, Fixed):
            if not _same_value(cell.value, back):
                self._changed(where, shown_value(cell.value), back)
        elif not _same_formula(cell, back, where, formulas_stand):
            self._changed(where, f"={cell.text.removeprefix('=')}", back)

    def _emptied(self) -> frozenset[int]:
        """Return the rows of which nothing is left that was issued, as where the last one was deleted."""
        fixed = (place for place, cell in self.expected.cells.items() if isinstance(cell, Fixed) and cell.value != "")
        stand = [now for place in fixed if (now := self._now(place)) is not None]
        return frozenset(row for row, _ in stand) - {row for row, column in stand if (row, column) in self.actual.cells}

    def _merged_away(self, where: Position) -> bool:
        """Tell whether a cell lies below another since cells were merged, so that nobody can fill it in."""
        blocks = self.actual.merges[:MOST_MERGES]
        return any(block.holds(*where) and where != (block.top, block.left) for block in blocks)

    def _changed(self, where: Position, issued: str, back: RawCell | None) -> None:
        self.changed.add(where)
        message = f"{issued or 'an empty cell'} -> {shown_cell(back, where)}: this cell is not for filling in."
        self.findings.append(CHANGED_CELL.at(self.place(where), message, _PUT_BACK))

    def _added(self, read: set[Position]) -> Iterator[Finding]:
        for where, cell in self.actual.cells.items():
            if where in read or where[0] in self.rows.added or where[1] in self.columns.added:
                continue
            message = f"empty -> {shown_cell(cell, where)}: nothing is asked for here."
            yield ADDED_CELL.at(self.place(where), message, "Move it into a cell that is for filling in.")

    def _shifts(self) -> Iterator[Finding]:
        for first, last in _spans(self.rows.added):
            yield self._lines(rows_name(first, last), f"{rows_and_verb(first, last, *_PAST)} put in here")
        for first, last in _spans(self.rows.gone):
            yield self._lines(
                rows_name(first, last), f"{rows_and_verb(first, last, *_PAST)} taken out, with {self._first(first, 0)}"
            )
        for first, last in _spans(self.columns.added):
            yield self._lines(columns_name(first, last), f"{columns_and_verb(first, last, *_PAST)} put in here")
        for first, last in _spans(self.columns.gone):
            yield self._lines(
                columns_name(first, last),
                f"{columns_and_verb(first, last, *_PAST)} taken out, with {self._first(first, 1)}",
            )

    def _lines(self, spot: str, what: str) -> Finding:
        way_out = "Undo it: copy the answers into the workbook as it was issued."
        return LINES_SHIFTED.at(Place(self.shown, (self.actual.name, spot)), f"{what}.", way_out)

    def _first(self, line: int, side: int) -> str:
        cells: Mapping[Position, Cell] = self.expected.cells
        texts = (
            cells[place].value for place in sorted(cells) if place[side] == line and isinstance(cells[place], Fixed)
        )
        return next((shown_value(text) for text in texts if text not in (None, "")), "nothing but cells to fill in")


def _same_value(issued: str | Decimal | int, back: RawCell | None) -> bool:
    if back is None:
        return issued == ""
    if back.formula is not None:
        return False
    if isinstance(issued, str):
        return back.kind == "text" and back.text.strip() == cell_holds(issued).strip()
    return back.kind == "number" and _number(back.text) == float(issued)


def _same_formula(issued: Formula, back: RawCell | None, where: Position, formulas_stand: bool) -> bool:
    if back is None or back.formula is None:
        return False
    return not formulas_stand or same_formula(issued.text, back.formula, where)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _spans(lines: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for line in (*sorted(lines), -1):
        if line != last + 1:
            if first >= 0:
                yield first, last
            first = line
        last = line
