"""How the letters of a cell look, as far as it decides whether they are seen and whether they are meant."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from social_value.files.incoming.colours import BLACK, colour_of
from social_value.files.incoming.xml_parts import MAIN

_LEAST_SIZE = 3.0
"""Points: smaller letters cannot be read."""
_OFF = ("0", "false", "off")
_M = f"{{{MAIN}}}"


@dataclass(frozen=True, slots=True)
class Font:
    """Letters: whether a line goes through them, their colour, and whether they are too small to be read."""

    struck: bool = False
    colour: str = BLACK
    tiny: bool = False


def font_of(element: Element | None) -> Font:
    """Return the font that a style states, or a part of a text that has a look of its own."""
    if element is None:
        return Font()
    strike, size = element.find(f"{_M}strike"), element.find(f"{_M}sz")
    return Font(
        strike is not None and strike.get("val", "1") not in _OFF,
        colour_of(element.find(f"{_M}color"), BLACK),
        size is not None and _is_tiny(size.get("val", "")),
    )


def _is_tiny(size: str) -> bool:
    try:
        return float(size) < _LEAST_SIZE
    except ValueError:
        return False
