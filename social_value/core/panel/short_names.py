"""Short and parted forms of bidders' names in written answers: what may give a bidder away without its whole name.

Whether "Brightway" is a name or a word is for a person to say, so it is told and not withheld. A word that the
procurement or an answer also writes in small letters is a common one here, and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from social_value.core.inputs import Inputs, walk
from social_value.core.panel.pseudonyms import LEGAL_FORMS, names_of

_SHORTEST_WORD = 4
_SHORTEST_PARTED = 6
"""Fewest letters of a name that is looked for in parts: short ones would be found in common words."""
_FEWEST_INITIALS = 3
_BETWEEN = r"[\s_\u2010-\u2013-]?"
_AROUND = 30
"""Characters shown on either side of what is found."""


class ShortNames:
    """Looks for short and parted forms of the names of all bidders."""

    def __init__(self, inputs: Inputs) -> None:
        names = {name for bid in inputs.bids for name in names_of(bid)}
        common = {word for text in _texts(inputs) for word in re.findall(r"\b[a-z]{2,}\b", text)}
        forms = {form for name in names for form in _forms(name) if form.casefold() not in common}
        initials = {short for name in names for short in _initials(name)}
        parts = [*map(_parted, sorted(forms, key=lambda form: (-len(form), form))), *map(re.escape, sorted(initials))]
        self._found = re.compile(rf"(?<!\w)(?:{'|'.join(parts) or r'(?!)'})(?!\w)", re.IGNORECASE)

    def passages(self, text: str) -> tuple[str, ...]:
        """Return where a text may name a bidder, each with the words around it; small letters alone are no name."""
        found = (match for match in self._found.finditer(text) if match[0] != match[0].lower())
        return tuple(passage(text, match.start(), match.end()) for match in found)


def passage(text: str, start: int, end: int) -> str:
    """Return what stands between two places of a text with the words around it, on one line.

    >>> passage("As everybody knows, Brightway meets every person in the town and beyond it.", 20, 29)
    'As everybody knows, Brightway meets every person in the'
    """
    first = text.find(" ", max(0, start - _AROUND), start) + 1 if start > _AROUND else 0
    last = text.rfind(" ", end, end + _AROUND + 1) if end + _AROUND < len(text) else len(text)
    return " ".join(text[first : max(end, last)].split())


def _forms(name: str) -> Iterator[str]:
    """Yield a name without its legal form and article, and its first word."""
    words = [word for word in re.findall(r"[\w'’]+", name) if word.casefold() not in (*LEGAL_FORMS, "the")]
    for form in (" ".join(words), words[0] if words else ""):
        if len(form) >= _SHORTEST_WORD:
            yield form


def _initials(name: str) -> Iterator[str]:
    """Yield the first letters of a name of several words, in capitals: nobody writes a common word so."""
    words = re.findall(r"\w+", name)
    if len(words) >= _FEWEST_INITIALS:
        yield "".join(word[0].upper() for word in words)


def _parted(form: str) -> str:
    """Return a pattern of a form however its letters are parted, or joined where it has several words."""
    letters = [re.escape(letter) for letter in form if letter.isalnum()]
    if len(letters) < _SHORTEST_PARTED:
        return re.escape(form)
    return _BETWEEN.join(letters)


def _texts(inputs: Inputs) -> Iterable[str]:
    for leaf in walk(inputs.procurement.criteria):
        criterion = leaf.criterion
        texts = (criterion.title, criterion.question, criterion.description, *criterion.sub_criteria)
        yield from (text for text in texts if text)
    for bid in inputs.bids:
        yield from bid.statements.values()
