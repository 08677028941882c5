"""One sheet, read in a stream: its bounds are checked as it is read, and nothing is kept but what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element

from social_value.files.incoming.around_rows import AroundRows
from social_value.files.incoming.cell_styles import CellStyle
from social_value.files.incoming.cells_read import IncomingSheet, RawCell, RawFormula, RawKind
from social_value.files.incoming.colours import cannot_be_seen
from social_value.files.incoming.package import Package, damaged, too_large
from social_value.files.incoming.strings import RichText, rich_text, unescaped
from social_value.files.incoming.xml_parts import MAIN, check_namespace, events
from social_value.files.sheets.addresses import Position, cell_name, position
from social_value.findings import Place

MOST_ROWS, MOST_COLUMNS = 20_000, 512
MOST_CELLS = 100_000
_M = f"{{{MAIN}}}"
_LONGEST_FORMULA = 8_192
_V, _F, _IS = f"{_M}v", f"{_M}f", f"{_M}is"
_KINDS: Mapping[str, RawKind] = {
    "n": "number",
    "s": "text",
    "str": "text",
    "inlineStr": "text",
    "b": "boolean",
    "e": "error",
    "d": "text",
}
_CLEAR_ROWS = "Delete the rows and columns beyond what is to be filled in."


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook share: texts, and the styles of cells."""

    strings: Sequence[RichText]
    styles: Sequence[CellStyle]


class SheetReader:
    """Reads the part of one sheet."""

    def __init__(self, package: Package, part: str, name: str, shared: Shared) -> None:
        self._package = package
        self._part = part
        self._name = name
        self._shared = shared
        self._cells: dict[Position, RawCell] = {}
        self._formulas: dict[str, tuple[str, Position]] = {}
        self._around = AroundRows(package.shown, name)
        self._row = self._column = -1
        self._read = 0

    def read(self, state: str, comments: tuple[str, ...], *, pictures: bool) -> IncomingSheet:
        """Return the sheet; its cells count against what a whole workbook may hold."""
        self._scan()
        around = self._around
        return IncomingSheet(
            self._name,
            state,
            self._cells,
            merges=tuple(around.merges),
            hidden_rows=tuple(around.hidden_rows),
            hidden_columns=tuple(around.hidden_columns),
            rules=tuple(around.rules),
            protected=around.protected,
            comments=comments,
            pictures=pictures,
            conditions=tuple(around.conditions),
        )

    @property
    def cells_read(self) -> int:
        """How many cells the sheet has, empty ones too."""
        return self._read

    def _scan(self) -> None:
        path: list[Element] = []
        for edge, element in events(self._package, self._part):
            if edge == "start":
                if not path:
                    check_namespace(self._package, self._part, element, "worksheet")
                path.append(element)
                if len(path) == 3 and element.tag == f"{_M}row":
                    self._begin_row(element)
                continue
            path.pop()
            self._end(element, path)

    def _end(self, element: Element, path: Sequence[Element]) -> None:
        depth = len(path)
        in_rows = depth >= 2 and path[1].tag == f"{_M}sheetData"
        if depth == 3 and in_rows and element.tag == f"{_M}c" and path[2].tag == f"{_M}row":
            self._cell(element)
            element.clear()
        elif depth == 2 and in_rows:
            path[1].clear()
        elif depth == 1:
            self._around.take(element)
            path[0].clear()

    def _begin_row(self, row: Element) -> None:
        number = row.get("r")
        if number is not None and not (number.isascii() and number.isdigit() and len(number) <= 7):
            damaged(self._package.shown, f'a row of the sheet "{self._name}" has no number')
        following = int(number) - 1 if number is not None else self._row + 1
        if following <= self._row:
            damaged(self._package.shown, f'row {following + 1} of the sheet "{self._name}" stands twice')
        if following >= MOST_ROWS:
            what = f"the sheet goes down to row {following + 1}; at most {MOST_ROWS} rows are read."
            too_large(Place(self._package.shown, (self._name,)), what, _CLEAR_ROWS)
        self._row, self._column = following, -1
        self._around.begin_row(row, self._row)

    def _cell(self, cell: Element) -> None:
        where = self._where(cell)
        self._count(where)
        value = cell.find(_V)
        formula = cell.find(_F)
        stated = cell.get("t", "n")
        kind = _KINDS.get(stated)
        if kind is None:
            self._damaged(where, "is of a kind that is not known")
        rich = self._text(cell, stated, value, where)
        # Formatting leaves thousands of cells that hold nothing: they count, and are not kept.
        if not rich.text and formula is None:
            return
        style = self._style(cell.get("s", "0"), where)
        fonts = rich.fonts + ((style.font,) if style.font not in rich.fonts else ())
        self._cells[where] = RawCell(
            kind,
            rich.text,
            style.format,
            self._formula(formula, where),
            any(font.struck for font in fonts),
            any(font.tiny or cannot_be_seen(font.colour, style.background) for font in fonts),
        )

    def _where(self, cell: Element) -> Position:
        reference = cell.get("r")
        where = (self._row, self._column + 1) if reference is None else position(reference)
        if where is None or where[0] != self._row:
            damaged(self._package.shown, f'a cell in row {self._row + 1} of the sheet "{self._name}" has no place')
        # Of a cell that stands twice, programs show different values.
        if where[1] <= self._column:
            self._damaged(where, "stands twice, or out of order")
        self._column = where[1]
        return where

    def _count(self, where: Position) -> None:
        place = Place(self._package.shown, (self._name, cell_name(*where)))
        if where[1] >= MOST_COLUMNS:
            too_large(place, f"the sheet has a cell here; at most {MOST_COLUMNS} columns are read.", _CLEAR_ROWS)
        self._read += 1
        if self._read > MOST_CELLS:
            too_large(place, f"the sheet has more than {MOST_CELLS} cells.", _CLEAR_ROWS)

    def _text(self, cell: Element, stated: str, value: Element | None, where: Position) -> RichText:
        if stated == "inlineStr":
            inline = cell.find(_IS)
            return RichText("") if inline is None else rich_text(inline)
        text = "" if value is None else value.text or ""
        if stated == "s" and text:
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
            if not 0 <= number < len(self._shared.strings):
                self._damaged(where, "names a text that does not exist")
            return self._shared.strings[number]
        return RichText(unescaped(text) if stated == "str" else text)

    def _style(self, style: str, where: Position) -> CellStyle:
        # The length is held to first: a number of a million digits takes long to convert.
        number = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else -1
        if number == 0 and not self._shared.styles:
            return CellStyle()
        if not 0 <= number < len(self._shared.styles):
            self._damaged(where, "names a style that does not exist")
        return self._shared.styles[number]

    def _formula(self, formula: Element | None, where: Position) -> RawFormula | None:
        if formula is None:
            return None
        text, group = formula.text or "", formula.get("si")
        if len(text) > _LONGEST_FORMULA:
            self._damaged(where, f"has a formula of more than {_LONGEST_FORMULA} characters")
        # The text of a shared formula stands at its first cell; the others only name the group.
        if formula.get("t") != "shared" or group is None:
            return RawFormula(text)
        if text:
            self._formulas[group] = (text, where)
            return RawFormula(text)
        first = self._formulas.get(group)
        return RawFormula("") if first is None else RawFormula(*first)

    def _damaged(self, where: Position, what: str) -> NoReturn:
        damaged(self._package.shown, f'cell {cell_name(*where)} of the sheet "{self._name}" {what}')
