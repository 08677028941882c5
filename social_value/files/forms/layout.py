"""How a form looks: the styles of its cells, and rows that are high enough for their texts.

What is to be filled in has a fill and a frame, and the heading above it says so: colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from social_value.files.forms.form import Cell, Fixed, FormSheet, Formula, Input, Kind
from social_value.files.sheets.row_heights import USUAL_WIDTH, row_height, unbroken_lines
from social_value.files.sheets.styles import STYLES

_MARGIN = 4.0
"""Points that are left free in a row of several lines."""
_LINE = {"title": 21.0, "section": 16.0}
_INPUT = {**STYLES["input-text"], "align": "left", "valign": "top", "text_wrap": True, "locked": False}
_LOOKS: Mapping[str, dict[str, Any]] = {
    "plain": STYLES["line"],
    "title": STYLES["title"],
    "section": STYLES["section"],
    "head": STYLES["head"],
    "label": {**STYLES["top"], "text_wrap": True, "bold": True},
    "note": {**STYLES["note"], "text_wrap": False},
    "wrapped": STYLES["wrapped"],
    "number": {**STYLES["number"], "valign": "top"},
}
_INPUTS: Mapping[Kind, dict[str, Any]] = {
    "text": {**_INPUT, "num_format": "@"},
    "choice": {**_INPUT, "num_format": "@"},
    "flag": {**_INPUT, "num_format": "@"},
    # No format of numbers: a spreadsheet then shows by its own format that a percentage or a date was typed.
    "number": {**_INPUT, "align": "right", "text_wrap": False},
    "whole": {**_INPUT, "align": "right", "text_wrap": False},
    "date": {**_INPUT, "num_format": "yyyy-mm-dd", "text_wrap": False},
}
_WRAPS = {"label", "wrapped", "head"}


def look_of(cell: Cell, merged: bool) -> tuple[str, dict[str, Any]]:
    """Return the name and the properties of a cell's style; a note over merged cells is wrapped in them."""
    if isinstance(cell, Input):
        return f"input {cell.kind}", _INPUTS[cell.kind]
    if cell.look == "note" and merged:
        return "merged note", {**_LOOKS["note"], "text_wrap": True, "valign": "top"}
    return cell.look, _LOOKS[cell.look]


def row_heights(sheet: FormSheet) -> dict[int, float]:
    """Return the heights of the rows that are stated, or whose texts take more than one line."""
    merges = {(merge.row, merge.first): merge for merge in sheet.merges}
    heights: dict[int, float] = {}
    for (row, column), cell in sheet.cells.items():
        merge = merges.get((row, column))
        columns = range(column, (merge.last if merge else column) + 1)
        width = sum(sheet.widths.get(number, USUAL_WIDTH) for number in columns)
        needed = _height(cell, width, merge is not None)
        heights[row] = max(heights.get(row, 0.0), needed)
    return {row: height for row, height in {**heights, **sheet.heights}.items() if height}


def _height(cell: Cell, width: float, merged: bool) -> float:
    look = cell.look if isinstance(cell, Fixed | Formula) else "wrapped"
    if look in _LINE:
        return _LINE[look] + 3
    text = cell.value if isinstance(cell.value, str) else ""
    wraps = look in _WRAPS or (look == "note" and merged)
    return row_height(unbroken_lines(text, width) if wraps else 1, margin=_MARGIN)
