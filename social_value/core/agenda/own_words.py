"""Words of a rationale: which are its own, and which repeat the scale or the question."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SMALL = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "in"),
        *("is", "it", "its", "of", "on", "or", "than", "that", "the", "their", "there", "these", "they", "this"),
        *("those", "to", "was", "we", "were", "what", "which", "with", "would"),
    ]
)
_SAYS_NOTHING_OF_A_BID = (
    "answer agreed all answered assessed award awarded bid bidder clear clearly consensus criterion deserves evaluator "
    "evidence fully given good level mark marks meets met offer overall panel proposal question requirement response "
    "score scored shows strong submission supplier tender therefore very weak well"
)
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3
_OWN_SHARE = 5
"""A rationale of which less than one word in five is its own says nothing of the bid."""


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without signs.

    >>> plain_words("Northbridge's rota: 7 days.")
    ('northbridge', 'rota', '7', 'days')
    """
    return tuple(re.findall(r"\w+", re.sub(r"['’]s\b", "", text.casefold())))


def stem(word: str) -> str:
    """Return a word without the ending of a plural or a verb, so that forms of one word are alike.

    >>> stem("deals"), stem("dealing"), stem("answers"), stem("yes")
    ('deal', 'deal', 'answer', 'yes')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def stems(texts: Iterable[str | None]) -> frozenset[str]:
    """Return the stems of all words of some texts."""
    return frozenset(stem(word) for text in texts if text for word in plain_words(text))


_COMMON = stems([_SAYS_NOTHING_OF_A_BID])


def says_nothing_of_its_own(rationale: str, given: frozenset[str]) -> bool:
    """Tell whether a rationale only repeats the stems that are given, such as those of the scale and the question.

    Small words, and words such as "response" and "overall" that fit every bid, are nobody's own.

    >>> words = stems(["The answer deals with most of what was asked, but some points lack detail."])
    >>> says_nothing_of_its_own("Deals with most points asked; lacks some detail.", words)
    True
    >>> says_nothing_of_its_own("Evening visits stop at six, which leaves out shift workers.", words)
    False
    """
    words = [stem(word) for word in plain_words(rationale) if word not in _SMALL]
    own = sum(word not in given and word not in _COMMON for word in words)
    return own == 0 or own * _OWN_SHARE < len(words)


def normalised(rationale: str, names: Iterable[str]) -> str:
    """Return a rationale as it compares with others: its words alone, without the names of the bid it is about.

    >>> normalised("Acme offers a strong plan.", ["acme"]) == normalised("Bolt Ltd offers a strong plan", ["Bolt Ltd"])
    True
    """
    words = f" {' '.join(plain_words(rationale))} "
    for name in names:
        own = " ".join(plain_words(name))
        if own:
            words = words.replace(f" {own} ", " ")
    return words.strip()
