"""Text from files, made safe to show."""

from __future__ import annotations

import unicodedata

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text may begin with that a spreadsheet could read as a formula; the last four are full-width signs."""
_JOINERS = "\u200c\u200d"
"""Letters of several scripts, and emoji, are joined with these."""


def shown_text(text: str) -> str:
    r"""Write text from a file so that it stays on one line and cannot steer a terminal.

    >>> shown_text("Acme\u202e\x1b[31m Ltd")
    'Acme\\u202e\\x1b[31m Ltd'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    steers = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS
    return character.encode("unicode_escape").decode() if steers else character
