"""How a number format shows what a cell holds: as it is, as something else, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from social_value.files.incoming.formats import is_date

Look = Literal["as-it-is", "otherwise", "not-at-all"]
_PIECE = re.compile(r'"[^"]*"?|\\.?|[_*].?|\[[^\]]*\]?|.', re.DOTALL)
_PLACE = re.compile(r"[0#?@]|General|[ymdhs]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_DIGIT = re.compile("[1-9]")
"""One that a format always shows, unless it is that of a fraction."""
_CHANGES = re.compile(r"[0-9%]|\b(?:thousand|million|billion|bn|mn|k|m)\b", re.IGNORECASE)
"""Words that make another amount of the number beside them."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: the signs that stand for the value, the words beside it, and whether it has a condition."""

    signs: str
    words: str
    conditional: bool

    def look(self, *, is_zero: bool) -> Look:
        if not _PLACE.search(self.signs):
            # Formats of accounts show nothing at all as a dash.
            return "as-it-is" if is_zero and self.words.strip() == "-" else "not-at-all"
        digits = "/" not in self.signs and _DIGIT.search(self.signs)
        return "otherwise" if digits or _SCALED.search(self.signs) or _CHANGES.search(self.words) else "as-it-is"


def look_of_number(code: str, value: float) -> Look:
    """Tell how a format shows a number.

    >>> look_of_number("#,##0.00", 12), look_of_number("#,##0,", 12), look_of_number('0" thousand"', 12)
    ('as-it-is', 'otherwise', 'otherwise')
    >>> look_of_number(";;;", 12), look_of_number("0;;", -12), look_of_number('"n/a"', 12), look_of_number("0;;", 12)
    ('not-at-all', 'not-at-all', 'not-at-all', 'as-it-is')
    """
    if is_date(code):
        return "as-it-is"
    sections = _sections(code)
    if any(section.conditional for section in sections):
        return _worst(sections[:3], is_zero=not value)
    return _worst([_of_sign(sections, value)], is_zero=not value)


def shows_rounded(code: str, value: Decimal) -> bool:
    """Tell whether a format shows fewer digits of a number than it has.

    >>> shows_rounded("0", Decimal("48200.49")), shows_rounded("#,##0.00", Decimal("48200.49"))
    (True, False)
    >>> shows_rounded("General", Decimal("0.125")), shows_rounded("0.0E+00", Decimal(125))
    (False, True)
    """
    signs = _of_sign(_sections(code), float(value)).signs
    if "general" in signs.casefold() or "/" in signs or not _PLACE.search(signs):
        return False
    mantissa, exponential, _ = signs.upper().partition("E")
    places = len(re.findall("[0#?]", mantissa.partition(".")[2]))
    exact = value.normalize()
    last = int(exact.as_tuple().exponent)
    return (len(exact.as_tuple().digits) > places + 1) if exponential else -last > places


def look_of_text(code: str) -> Look:
    """Tell how a format shows a text.

    >>> look_of_text("0.00"), look_of_text(";;;"), look_of_text("0;0;0;@")
    ('as-it-is', 'not-at-all', 'as-it-is')
    """
    sections = _sections(code)
    for_text = sections[3:4] or [section for section in sections if "@" in section.signs]
    return _worst(for_text, is_zero=False)


def _of_sign(sections: Sequence[_Section], value: float) -> _Section:
    if len(sections) == 1 or value > 0:
        return sections[0]
    if value < 0:
        return sections[1]
    return sections[2] if len(sections) > 2 else sections[0]


def _worst(sections: Sequence[_Section], *, is_zero: bool) -> Look:
    looks = {section.look(is_zero=is_zero) for section in sections}
    return "not-at-all" if "not-at-all" in looks else "otherwise" if "otherwise" in looks else "as-it-is"


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[str]] = [[]]
    for piece in _PIECE.findall(code):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return tuple(_section(part) for part in parts)


def _section(pieces: Sequence[str]) -> _Section:
    signs = "".join(piece for piece in pieces if piece[0] not in '"\\_*[')
    words = "".join(piece.strip('"') if piece[0] == '"' else piece[1:] for piece in pieces if piece[0] in '"\\')
    return _Section(signs, words, any(piece.startswith(("[<", "[>", "[=")) for piece in pieces))
