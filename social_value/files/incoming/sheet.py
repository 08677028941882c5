"""One sheet, read in a stream: its bounds are checked as it is read, and nothing is kept but what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree.ElementTree import Element

from social_value.files.incoming.cells_read import IncomingSheet, RawCell, RawFormula, RawKind, Rule
from social_value.files.incoming.package import Package, damaged, too_large
from social_value.files.incoming.strings import rich_text, unescaped
from social_value.files.incoming.xml_parts import MAIN, check_namespace, events, is_true, local
from social_value.files.sheets.addresses import LAST_COLUMN, LAST_ROW, Area, Position, area, cell_name, position
from social_value.findings import Place

MOST_ROWS, MOST_COLUMNS = 20_000, 512
MOST_CELLS = 100_000
MOST_MERGED = 10_000
"""Cells of one merged block."""
MOST_MERGES = 5_000
LEAST_HEIGHT, LEAST_WIDTH = 4.0, 1.0
"""Of a row in points and of a column in characters: what is smaller cannot be read."""
_M = f"{{{MAIN}}}"
_LONGEST_RANGES = 65_536
_LONGEST_FORMULA = 8_192
_MOST_CONDITIONS, _LONGEST_CONDITION = 1_000, 60
"""Blocks of cells formatted by a condition of which as many are told: a form has none."""
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
    """What the sheets of a workbook share: texts, number formats, and how many cells may still be read."""

    strings: Sequence[str]
    formats: Sequence[str]


@dataclass
class _Found:
    cells: dict[Position, RawCell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    formulas: dict[str, tuple[str, Position]] = field(default_factory=dict)
    protected: bool = False


class SheetReader:
    """Reads the part of one sheet."""

    def __init__(self, package: Package, part: str, name: str, shared: Shared) -> None:
        self._package = package
        self._part = part
        self._name = name
        self._shared = shared
        self._found = _Found()
        self._row = self._column = -1
        self._read = 0
        self._ends: Mapping[str, Callable[[Element], None]] = {
            f"{_M}cols": self._columns,
            f"{_M}mergeCells": self._merges,
            f"{_M}dataValidations": self._rules,
            f"{_M}conditionalFormatting": self._conditions,
            f"{_M}extLst": self._extension,
            f"{_M}sheetProtection": self._protection,
            f"{_M}sheetFormatPr": self._usual_rows,
        }

    def read(self, state: str, comments: tuple[str, ...], *, pictures: bool) -> IncomingSheet:
        """Return the sheet; its cells count against what a whole workbook may hold."""
        self._scan()
        parts = self._found
        return IncomingSheet(
            self._name,
            state,
            parts.cells,
            tuple(parts.merges),
            tuple(parts.hidden_rows),
            tuple(parts.hidden_columns),
            tuple(parts.rules),
            parts.protected,
            comments,
            pictures,
            tuple(parts.conditions),
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
            if element.tag in self._ends:
                self._ends[element.tag](element)
            path[0].clear()

    # Rows and cells

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
        if is_true(row.get("hidden")) or _smaller(row.get("ht"), LEAST_HEIGHT):
            _add_span(self._found.hidden_rows, self._row, self._row)

    def _cell(self, cell: Element) -> None:
        where = self._where(cell)
        self._count(where)
        value = cell.find(_V)
        formula = cell.find(_F)
        stated = cell.get("t", "n")
        kind = _KINDS.get(stated)
        if kind is None:
            self._damaged(where, "is of a kind that is not known")
        text = self._text(cell, stated, value, where)
        if not text and formula is None:
            return
        code = self._format(cell.get("s", "0"), where)
        self._found.cells[where] = RawCell(kind, text, code, self._formula(formula, where))

    def _where(self, cell: Element) -> Position:
        reference = cell.get("r")
        where = (self._row, self._column + 1) if reference is None else position(reference)
        if where is None or where[0] != self._row:
            damaged(self._package.shown, f'a cell in row {self._row + 1} of the sheet "{self._name}" has no place')
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

    def _text(self, cell: Element, stated: str, value: Element | None, where: Position) -> str:
        if stated == "inlineStr":
            inline = cell.find(_IS)
            return "" if inline is None else rich_text(inline)
        text = "" if value is None else value.text or ""
        if stated == "s" and text:
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
            if not 0 <= number < len(self._shared.strings):
                self._damaged(where, "names a text that does not exist")
            return self._shared.strings[number]
        return unescaped(text) if stated == "str" else text

    def _format(self, style: str, where: Position) -> str:
        number = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else -1
        if number == 0 and not self._shared.formats:
            return "General"
        if not 0 <= number < len(self._shared.formats):
            self._damaged(where, "names a style that does not exist")
        return self._shared.formats[number]

    def _formula(self, formula: Element | None, where: Position) -> RawFormula | None:
        if formula is None:
            return None
        text, group = formula.text or "", formula.get("si")
        if len(text) > _LONGEST_FORMULA:
            self._damaged(where, f"has a formula of more than {_LONGEST_FORMULA} characters")
        if formula.get("t") != "shared" or group is None:
            return RawFormula(text)
        if text:
            self._found.formulas[group] = (text, where)
            return RawFormula(text)
        first = self._found.formulas.get(group)
        return RawFormula("") if first is None else RawFormula(*first)

    def _damaged(self, where: Position, what: str) -> NoReturn:
        damaged(self._package.shown, f'cell {cell_name(*where)} of the sheet "{self._name}" {what}')

    # Around the rows

    def _usual_rows(self, usual: Element) -> None:
        if is_true(usual.get("zeroHeight")) or _smaller(usual.get("defaultRowHeight"), LEAST_HEIGHT):
            _add_span(self._found.hidden_rows, 0, LAST_ROW - 1)
        if _smaller(usual.get("defaultColWidth"), LEAST_WIDTH):
            _add_span(self._found.hidden_columns, 0, LAST_COLUMN - 1)

    def _columns(self, columns: Element) -> None:
        for column in columns[:MOST_COLUMNS]:
            if is_true(column.get("hidden")) or _smaller(column.get("width"), LEAST_WIDTH):
                first, last = _whole(column.get("min")), _whole(column.get("max"))
                if 1 <= first <= last <= LAST_COLUMN:
                    _add_span(self._found.hidden_columns, first - 1, last - 1)

    def _merges(self, merges: Element) -> None:
        if len(merges) > MOST_MERGES:
            too_large(
                Place(self._package.shown, (self._name,)), f"the sheet has more than {MOST_MERGES} merged blocks."
            )
        for merge in merges:
            block = area(merge.get("ref", ""))
            if block is None:
                damaged(self._package.shown, f'a merged block of the sheet "{self._name}" has no place')
            if block.size > MOST_MERGED:
                place = Place(self._package.shown, (self._name, merge.get("ref", "")))
                too_large(place, f"more than {MOST_MERGED} cells are merged here.", "Undo the merging.")
            self._found.merges.append(block)

    def _rules(self, rules: Element) -> None:
        """Read checks; those that name another sheet stand in an extension, in the words of another namespace."""
        for rule in rules.iter():
            if local(rule.tag) == "dataValidation":
                self._found.rules.append(_rule(rule))

    def _conditions(self, element: Element) -> None:
        """Note the cells that are formatted by a condition."""
        ranges = element.get("sqref") or next(
            ("".join(part.itertext()) for part in element if local(part.tag) == "sqref"), ""
        )
        if len(self._found.conditions) < _MOST_CONDITIONS:
            self._found.conditions.append(ranges.strip()[:_LONGEST_CONDITION])

    def _extension(self, extension: Element) -> None:
        self._rules(extension)
        for part in extension.iter():
            if local(part.tag) == "conditionalFormatting":
                self._conditions(part)

    def _protection(self, protection: Element) -> None:
        self._found.protected = is_true(protection.get("sheet"))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


def _smaller(text: str | None, least: float) -> bool:
    """Tell whether a size is stated, and smaller than another."""
    try:
        return text is not None and float(text) < least
    except ValueError:
        return False


def _add_span(spans: list[tuple[int, int]], first: int, last: int) -> None:
    if spans and spans[-1][1] == first - 1:
        spans[-1] = (spans[-1][0], last)
    else:
        spans.append((first, last))


def _rule(element: Element) -> Rule:
    texts = {local(part.tag): "".join(part.itertext()).strip() for part in element}
    ranges = element.get("sqref") or texts.get("sqref", "")
    areas = tuple(block for reference in ranges[:_LONGEST_RANGES].split() if (block := area(reference)) is not None)
    first, second = texts.get("formula1", ""), texts.get("formula2", "")
    return Rule(areas, element.get("type", "none"), element.get("operator", "between"), first, second)
