"""The styles of a workbook's cells: number format, letters, and the colour behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

from social_value.files.incoming.colours import WHITE, colour_of
from social_value.files.incoming.currencies import OF_THE_READER
from social_value.files.incoming.fonts import Font, font_of
from social_value.files.incoming.formats import GENERAL
from social_value.files.incoming.package import Package
from social_value.files.incoming.xml_parts import MAIN, check_namespace, tree

_LONGEST = 255
_M = f"{{{MAIN}}}"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell shows what it holds."""

    format: str = GENERAL
    font: Font = field(default_factory=Font)
    background: str = WHITE


def cell_styles(package: Package, part: str) -> Sequence[CellStyle]:
    """Return each style of cells, in the order of their numbers."""
    root = tree(package, part)
    check_namespace(package, part, root, "styleSheet")
    formats = _formats(root)
    fonts = [font_of(font) for font in root.iterfind(f"{_M}fonts/{_M}font")]
    fills = [_background(fill) for fill in root.iterfind(f"{_M}fills/{_M}fill")]
    return [
        CellStyle(
            formats.get(style.get("numFmtId", "0"), GENERAL),
            _numbered(fonts, style.get("fontId", "0"), Font()),
            _numbered(fills, style.get("fillId", "0"), WHITE),
        )
        for style in root.iterfind(f"{_M}cellXfs/{_M}xf")
    ]


def _formats(root: Element) -> dict[str, str]:
    """Return the number formats by their numbers, the workbook's own before those that are built in."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - only who reads workbooks waits for it

    own = {
        number_format.get("numFmtId", ""): number_format.get("formatCode", GENERAL)[:_LONGEST]
        for number_format in root.iterfind(f"{_M}numFmts/{_M}numFmt")
    }
    # A built-in format that a workbook does not state itself shows the currency of the country of whoever opens it.
    return {str(number): code.replace('"$"', OF_THE_READER) for number, code in BUILTIN_FORMATS.items()} | own


def _background(fill: Element) -> str:
    """Return the colour of a fill: paper where it has none, and what it is called where it is no plain colour."""
    pattern = fill.find(f"{_M}patternFill")
    if pattern is None:
        return "gradient"
    kind = pattern.get("patternType", "none")
    return colour_of(pattern.find(f"{_M}fgColor"), WHITE) if kind == "solid" else WHITE if kind == "none" else "pattern"


def _numbered(items: Sequence[Item], number: str, usual: Item) -> Item:
    """Return one of the items by its number in a file; the usual one where there is no such item."""
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else len(items)
    return items[place] if place < len(items) else usual
