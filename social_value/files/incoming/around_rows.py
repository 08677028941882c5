"""What stands around the rows of a sheet: widths, merged blocks, checks of entries, conditions and protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from social_value.files.incoming.cells_read import Rule
from social_value.files.incoming.package import damaged, too_large
from social_value.files.incoming.xml_parts import MAIN, is_true, local
from social_value.files.sheets.addresses import LAST_COLUMN, LAST_ROW, Area, area
from social_value.findings import Place

MOST_MERGED = 10_000
"""Cells of one merged block."""
MOST_MERGES = 5_000
LEAST_HEIGHT, LEAST_WIDTH = 4.0, 1.0
"""Of a row in points and of a column in characters: what is smaller cannot be read."""
_LONGEST_RANGES = 65_536
_MOST_CONDITIONS, _LONGEST_CONDITION = 1_000, 60
"""Blocks of cells formatted by a condition of which as many are told: a form has none."""
_MOST_WIDTHS = 512
"""Statements of a width of which as many are read, each for as many columns as it says."""
_M = f"{{{MAIN}}}"


class AroundRows:
    """Collects what a sheet says beside its cells, as each of its elements ends."""

    def __init__(self, shown: str, name: str) -> None:
        self._shown = shown
        self._name = name
        self.merges: list[Area] = []
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.rules: list[Rule] = []
        self.conditions: list[str] = []
        self.protected = False
        self._readers: Mapping[str, Callable[[Element], None]] = {
            f"{_M}cols": self._columns,
            f"{_M}mergeCells": self._merges,
            f"{_M}dataValidations": self._rules,
            f"{_M}conditionalFormatting": self._conditions,
            f"{_M}extLst": self._extension,
            f"{_M}sheetProtection": self._protection,
            f"{_M}sheetFormatPr": self._usual_rows,
        }

    def take(self, element: Element) -> None:
        """Read an element that stands beside the rows; what a form has no use for is passed over."""
        if element.tag in self._readers:
            self._readers[element.tag](element)

    def begin_row(self, row: Element, number: int) -> None:
        """Note a row that cannot be read because it is hidden, or as good as hidden."""
        if is_true(row.get("hidden")) or _smaller(row.get("ht"), LEAST_HEIGHT):
            _add_span(self.hidden_rows, number, number)

    def _usual_rows(self, usual: Element) -> None:
        # The usual height is that of every row that states none, so it alone can hide all of them.
        if is_true(usual.get("zeroHeight")) or _smaller(usual.get("defaultRowHeight"), LEAST_HEIGHT):
            _add_span(self.hidden_rows, 0, LAST_ROW - 1)
        if _smaller(usual.get("defaultColWidth"), LEAST_WIDTH):
            _add_span(self.hidden_columns, 0, LAST_COLUMN - 1)

    def _columns(self, columns: Element) -> None:
        for column in columns[:_MOST_WIDTHS]:
            if is_true(column.get("hidden")) or _smaller(column.get("width"), LEAST_WIDTH):
                first, last = _whole(column.get("min")), _whole(column.get("max"))
                if 1 <= first <= last <= LAST_COLUMN:
                    _add_span(self.hidden_columns, first - 1, last - 1)

    def _merges(self, merges: Element) -> None:
        if len(merges) > MOST_MERGES:
            too_large(Place(self._shown, (self._name,)), f"the sheet has more than {MOST_MERGES} merged blocks.")
        for merge in merges:
            block = area(merge.get("ref", ""))
            if block is None:
                damaged(self._shown, f'a merged block of the sheet "{self._name}" has no place')
            # One short element can merge a whole column, which is a million cells to look at.
            if block.size > MOST_MERGED:
                place = Place(self._shown, (self._name, merge.get("ref", "")))
                too_large(place, f"more than {MOST_MERGED} cells are merged here.", "Undo the merging.")
            self.merges.append(block)

    def _rules(self, rules: Element) -> None:
        """Read checks; those that name another sheet stand in an extension, in the words of another namespace."""
        for rule in rules.iter():
            if local(rule.tag) == "dataValidation":
                self.rules.append(_rule(rule))

    def _conditions(self, element: Element) -> None:
        """Note the cells that are formatted by a condition."""
        ranges = element.get("sqref") or next(
            ("".join(part.itertext()) for part in element if local(part.tag) == "sqref"), ""
        )
        if len(self.conditions) < _MOST_CONDITIONS:
            self.conditions.append(ranges.strip()[:_LONGEST_CONDITION])

    def _extension(self, extension: Element) -> None:
        self._rules(extension)
        for part in extension.iter():
            if local(part.tag) == "conditionalFormatting":
                self._conditions(part)

    def _protection(self, protection: Element) -> None:
        self.protected = is_true(protection.get("sheet"))


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
