"""Names of suppliers: which are the same, which look the same, and the id of a bid, which no workbook chooses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

from social_value.text import is_device_name

LONGEST_ID = 48
_CYRILLIC = "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458"
_GREEK = "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7"
_TWINS = str.maketrans(_CYRILLIC + _GREEK, "abekmhopctyxsij" + "abezhikmnoptyx")
"""Letters of Cyrillic and Greek, and the Latin one that their small letter or their capital cannot be told from."""


def spelling(name: str) -> str:
    """Return what two names have in common that differ only in capitals and spaces.

    >>> (
    ...     spelling("Tŷ  Gwyn ") == spelling("TŶ GWYN"),
    ...     spelling("\N{CYRILLIC CAPITAL LETTER O}rrery") == spelling("Orrery"),
    ... )
    (True, False)
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def look(name: str) -> str:
    """Return what two names have in common that differ only in capitals, spaces, the form of a letter or its alphabet.

    >>> look("Ｔŷ  Gwyn") == look("tŷ gwyn"), look("\N{CYRILLIC CAPITAL LETTER O}rrery") == look("Orrery")
    (True, True)
    """
    return "".join(unicodedata.normalize("NFKC", name).casefold().split()).translate(_TWINS)


def bid_id(supplier: str, taken: Collection[str]) -> str:
    """Return an id for the bid of a supplier that no other bid has.

    >>> bid_id("Tŷ Gwyn & Sons (Holdings) Ltd", []), bid_id("東京", []), bid_id("../../Con", ["con-bid"])
    ('ty-gwyn-sons-holdings-ltd', 'bid', 'con-bid-2')
    """
    used = {name.casefold() for name in taken}
    return next(name for name in _candidates(_slug(supplier)) if name not in used)


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    without_accents = "".join(letter for letter in letters if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", without_accents).strip("-")
    return f"{slug}-bid" if is_device_name(slug) else slug[:LONGEST_ID].strip("-") or "bid"


def _candidates(slug: str) -> Iterator[str]:
    yield slug
    for number in count(2):
        ending = f"-{number}"
        yield f"{slug[: LONGEST_ID - len(ending)].strip('-')}{ending}"


def id_from_words(text: str) -> str | None:
    """Return the id that words stand for, or None where they hold more than words: the rule that a return states.

    >>> id_from_words("care-leavers"), id_from_words("Care leavers"), id_from_words("50+")
    ('care-leavers', 'care-leavers', None)
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", text):
        return text
    joined = "-".join(text.split()).lower()
    return joined if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", joined) else None
