"""Locked formulas whose stored result is not what they give: typed over in the file, or never calculated again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from social_value.codes.forms_returned import FORMULA_RESULT
from social_value.files.forms.cells_compared import SheetReading
from social_value.files.forms.form import Formula
from social_value.files.forms.result_functions import UnknownResultError, Value
from social_value.files.forms.results_again import result
from social_value.files.forms.shown_contents import shown_cell
from social_value.files.incoming.cells_read import RawCell
from social_value.files.incoming.numbers import stored_number
from social_value.files.sheets.addresses import Position
from social_value.findings import Finding

_DEEPEST = 50
_AS_SHOWN = Fraction(1, 10**9)


def stale_results(readings: Sequence[SheetReading]) -> Iterator[Finding]:
    """Yield the formulas of sheets whose rows and columns stand where they stood, and whose stored result differs."""
    results = _Results(readings)
    for reading in readings:
        for where, cell in reading.expected.cells.items():
            back = reading.actual.cells.get(where)
            if not isinstance(cell, Formula) or where in reading.changed or back is None or not back.text:
                continue
            try:
                given = results.formula(reading, where, cell)
            except UnknownResultError:
                continue
            if not _same(given, back):
                shown = shown_cell(RawCell(back.kind, back.text), where)
                message = f"the cell shows {shown}, and its formula gives {_words(given)}."
                yield FORMULA_RESULT.at(reading.place(where), message, _CALCULATE)


_CALCULATE = "The result is not read. Let the workbook calculate, and save it again, if others rely on it."


class _Results:
    def __init__(self, readings: Sequence[SheetReading]) -> None:
        self._readings = {reading.expected.name: reading for reading in readings}
        self._known: dict[tuple[str, Position], Value] = {}
        self._depth = 0

    def formula(self, reading: SheetReading, where: Position, cell: Formula) -> Value:
        key = (reading.expected.name, where)
        if key not in self._known:
            if self._depth >= _DEEPEST:
                raise UnknownResultError
            self._depth += 1
            try:
                self._known[key] = result(cell.text, lambda sheet, at: self._cell(sheet or reading.expected.name, at))
            finally:
                self._depth -= 1
        return self._known[key]

    def _cell(self, sheet: str, where: Position) -> Value:
        reading = self._readings.get(sheet)
        if reading is None or where in reading.changed:
            raise UnknownResultError
        cell = reading.expected.cells.get(where)
        if isinstance(cell, Formula):
            return self.formula(reading, where, cell)
        return _value(reading.actual.cells.get(where))


def _value(cell: RawCell | None) -> Value:
    if cell is None:
        return None
    if cell.formula is not None or cell.kind in ("error", "boolean"):
        raise UnknownResultError
    if cell.kind == "text":
        return cell.text
    number = stored_number(cell.text).value
    if number is None:
        raise UnknownResultError
    return Fraction(number)


def _same(given: Value, back: RawCell) -> bool:
    if isinstance(given, bool):
        return back.kind == "boolean" and (back.text == "1") is given
    if isinstance(given, str):
        return back.kind == "text" and back.text == given
    number = stored_number(back.text).value if back.kind == "number" else None
    expected = given or Fraction(0)
    return number is not None and abs(Fraction(number) - expected) <= _AS_SHOWN * max(Fraction(1), abs(expected))


def _words(given: Value) -> str:
    return f'"{given}"' if isinstance(given, str) else f"{float(given or 0):.15g}"
