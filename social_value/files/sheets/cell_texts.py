"""Texts and numbers as a cell can hold them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Value = Fraction | Decimal | int | float
"""A number as the engine has it; a cell holds the nearest binary number."""

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds, by its published limits."""
_CUT_MARK = " [... cut: longer than a cell can hold]"
_LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]")


def cut_text(text: str) -> str:
    """Return a text that a cell can hold, which says at its end that it was cut where it was."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT_MARK)] + _CUT_MARK


@lru_cache(maxsize=20_000)
def text_xml(text: str) -> str:
    """Return text as it stands in a cell's XML: cut where a cell cannot hold it, and nothing in it is markup.

    >>> text_xml("a < b"), text_xml("_x0041_"), text_xml(chr(7))
    ('a &lt; b', '_x005F_x0041_', '_x0007_')
    """
    # Spreadsheets read _x0007_ as a character that XML cannot hold, so a text that looks like that is escaped first.
    text = _LOOKS_ESCAPED.sub(r"_x005F\1", cut_text(text))
    text = _NOT_IN_XML.sub(lambda character: f"_x{ord(character.group()):04X}_", text)
    return escaped(text)


def escaped(text: str) -> str:
    """Return text without markup, for the content of an element."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def number_xml(value: Value) -> str:
    """Return the shortest text of the nearest binary number.

    >>> number_xml(Fraction(1, 8)), number_xml(Decimal("12.50")), number_xml(3)
    ('0.125', '12.5', '3')
    """
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        # Dividing whole numbers rounds once; through a decimal it would round twice.
        return repr(value.numerator / value.denominator)
    return repr(float(value))
