"""Colours of letters and of what is behind them, and whether the one can be seen on the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

WHITE, BLACK = "FFFFFF", "000000"
_LEAST_CONTRAST = 1.25
"""Ratio of their lightness below which letters cannot be told from their background; for reading, 4.5 is asked for."""
_RGB = re.compile("(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_BRIGHT = (BLACK, WHITE, "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_INDEXED: Mapping[str, str] = {
    **{str(number): _BRIGHT[number % 8] for number in range(16)},
    "64": BLACK,
    "65": WHITE,
}
"""The colours that the format numbers: eight of them twice, and those of windows. Others are seldom of use."""
_THEME: Mapping[str, str] = {"0": WHITE, "1": BLACK}
"""The first colours of a theme are those of paper and ink, whatever its others are."""


def colour_of(element: Element | None, usual: str) -> str:
    """Return a colour as six hexadecimal digits, or as what it is called where its file does not say more.

    >>> from xml.etree.ElementTree import Element
    >>> colour_of(Element("color", rgb="FF1F3864"), BLACK), colour_of(Element("color", theme="4", tint="0.5"), BLACK)
    ('1F3864', 'theme 4 0.5')
    """
    if element is None or element.get("auto") is not None:
        return usual
    rgb = _RGB.fullmatch(element.get("rgb", ""))
    if rgb:
        return rgb[1].upper()
    tint = element.get("tint", "0")
    named = _THEME.get(element.get("theme", "")) if tint in ("0", "0.0") else None
    return named or _INDEXED.get(element.get("indexed", "")) or f"theme {element.get('theme', '?')[:9]} {tint[:20]}"


def cannot_be_seen(letters: str, background: str) -> bool:
    """Tell whether letters have so nearly the colour of what is behind them that nobody sees them.

    >>> cannot_be_seen("FFFFFF", "FFFFFF"), cannot_be_seen("FEFEFE", "FFF9E5"), cannot_be_seen("5F6B7A", "FFFFFF")
    (True, True, False)
    """
    if letters == background:
        return True
    if not (_RGB.fullmatch(letters) and _RGB.fullmatch(background)):
        return False
    darker, lighter = sorted((_lightness(letters), _lightness(background)))
    return (lighter + 0.05) / (darker + 0.05) < _LEAST_CONTRAST


def _lightness(rgb: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(rgb[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
