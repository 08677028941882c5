"""The look of the workbook: a handful of calm styles, each with a name.

An input is set apart by its fill, its frame and its blue figures together; a heading above it says "input".
A style may carry a number format after a bar, as in ``number|0.00``.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

NAVY, MIST, LINE, GREY, INK = "#1F3864", "#E4EAF3", "#C9D1DD", "#5F6B7A", "#1C2733"
INPUT_FILL, INPUT_INK, INPUT_LINE = "#FFF9E5", "#1F4E9E", "#B08D2E"
PILLAR_COLOURS = {
    "financial": "#1F3864",
    "environmental": "#4C8C6B",
    "social": "#D9A441",
    "quality": "#8FA6C8",
}
SERIES_COLOURS = ("#1F3864", "#D9A441", "#4C8C6B", "#8FA6C8", "#B5533C", "#7A5C99", "#5F6B7A", "#B9C48B")
"""Colours of the series of a chart whose series are no pillars, in their order."""

_PLAIN: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "vcenter"}
_CELL: dict[str, Any] = {**_PLAIN, "bottom": 1, "bottom_color": LINE}
_INPUT: dict[str, Any] = {
    **_PLAIN,
    "bg_color": INPUT_FILL,
    "font_color": INPUT_INK,
    "border": 1,
    "border_color": INPUT_LINE,
}
_HEAD: dict[str, Any] = {
    **_PLAIN,
    "bold": True,
    "text_wrap": True,
    "align": "center",
    "border": 1,
    "border_color": LINE,
}
STYLES: dict[str, dict[str, Any]] = {
    "title": {**_PLAIN, "bold": True, "font_size": 16, "font_color": NAVY},
    "note": {**_PLAIN, "italic": True, "font_color": GREY},
    "note-right": {**_PLAIN, "italic": True, "font_color": GREY, "align": "right"},
    "line": _PLAIN,
    "strong": {**_PLAIN, "bold": True, "font_size": 12},
    "section": {**_PLAIN, "bold": True, "font_size": 12, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY},
    "group": {**_HEAD, "bg_color": NAVY, "font_color": "#FFFFFF"},
    "head": {**_HEAD, "bg_color": MIST, "font_color": NAVY},
    "head-left": {**_HEAD, "bg_color": MIST, "font_color": NAVY, "align": "left", "indent": 1},
    "small": {**_HEAD, "bold": False, "font_size": 9, "font_color": GREY},
    "small-left": {**_HEAD, "bold": False, "font_size": 9, "font_color": GREY, "align": "left"},
    "text": {**_CELL, "indent": 1},
    # An indent only holds where the side is named, once the height is.
    "wrapped": {**_CELL, "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "top": {**_CELL, "valign": "top", "align": "left", "indent": 1},
    "top-centre": {**_CELL, "valign": "top", "align": "center"},
    "bold-top-centre": {**_CELL, "valign": "top", "align": "center", "bold": True},
    "centre": {**_CELL, "align": "center"},
    "number": {**_CELL, "align": "right"},
    "number-top": {**_CELL, "align": "right", "valign": "top"},
    "bold-number": {**_CELL, "align": "right", "bold": True},
    "bold-centre": {**_CELL, "align": "center", "bold": True},
    "published": {**_CELL, "align": "right", "italic": True, "font_color": GREY},
    "published-text": {**_CELL, "align": "center", "italic": True, "font_color": GREY},
    "input": {**_INPUT, "align": "right"},
    "input-top": {**_INPUT, "align": "right", "valign": "top"},
    "input-text": {**_INPUT, "align": "center"},
}


class StyleBook:
    """Numbers the styles that are used, each once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: dict[tuple[str, bool], int] = {}

    def xf(self, style: str, quoted: bool) -> int:
        """Return the number of a style; a quoted one keeps text that looks like a formula from being read as one."""
        known = self._known.get((style, quoted))
        if known is None:
            known = self._known[style, quoted] = self._made(style, quoted)
        return known

    def _made(self, style: str, quoted: bool) -> int:
        name, _, number = style.partition("|")
        look = dict(STYLES[name])
        if number:
            look["num_format"] = number
        if quoted:
            look["quote_prefix"] = True
        made = self._workbook.add_format(look)
        # XlsxWriter numbers a format when a cell of its own first uses it; our rows are written without its cells.
        # It offers no public call for that, and this one has no type hints.
        return int(made._get_xf_index())  # type: ignore[no-untyped-call]  # noqa: SLF001
