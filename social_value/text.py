"""Text from files: made safe to show, and held against what a text or a file's name must be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text may begin with that a spreadsheet could read as a formula; the last four are full-width signs."""
_JOINERS = "\u200c\u200d"
"""Letters of several scripts, and emoji, are joined with these."""
_FEWEST_WORDS = 3
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


def says_something(reason: str) -> bool:
    """Tell whether a reason has three different words, which leaves out "n/a", "-", "none", "agreed" and the like.

    >>> says_something("Two routes are staffed."), says_something("Agreed."), says_something("no no no")
    (True, False, False)
    """
    words = {word.casefold() for word in reason.split() if any(sign.isalnum() for sign in word)}
    return len(words) >= _FEWEST_WORDS


def listed(words: Sequence[str]) -> str:
    """Write words one after the other, as a sentence lists them.

    >>> listed(["one"]), listed(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def without_stop(sentence: str) -> str:
    """Return a sentence of somebody else without its full stop, so that it can stand inside one of ours.

    >>> without_stop("Not explained after notice."), without_stop("Why?"), without_stop("See s.19...")
    ('Not explained after notice', 'Why?', 'See s.19')
    """
    return sentence.rstrip(" .")


def is_device_name(name: str) -> bool:
    """Tell whether Windows keeps a name for a device, whatever ending stands after it.

    >>> is_device_name("CON"), is_device_name("lpt1"), is_device_name("console")
    (True, True, False)
    """
    return _DEVICES.fullmatch(name) is not None


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
