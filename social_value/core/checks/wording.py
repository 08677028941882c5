"""What the words of criteria and gates give away: a standard without its equivalent, one thing asked twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from social_value.codes.act import DUPLICATE_CRITERIA, STANDARD_WITHOUT_EQUIVALENT
from social_value.core.inputs import Inputs
from social_value.core.law.scope import under_the_act
from social_value.findings import Finding, Place

_STANDARD = re.compile(
    r"""(?P<standard>
        \bBritish\ Standards?\b | \bkite\s?mark(?:ed)?\b
      | \b(?:BS|PAS)(?:\ EN)?(?:\ ISO)?(?:/IEC)?\ ?\d{2,}[\w:-]*
      | \S{1,40}\s?[®™]
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""British Standards, and signs of a trade mark. Names of products cannot be told from other words: none is listed."""
_EQUIVALENT = re.compile(r"\bequivalents?\b|\bor equal\b|\bcomparable\b", re.IGNORECASE)


def standards_have_equivalents(inputs: Inputs) -> Iterator[Finding]:
    """No criterion or gate asks for a British Standard or a brand without its equivalent (Act, sections 23 and 56)."""
    if not under_the_act(inputs.procurement, inputs.framework):
        return
    for leaf in inputs.leaves:
        criterion = leaf.criterion
        texts = {"title": criterion.title or "", "description": criterion.description or ""}
        texts |= {f"sub_criteria/{number}": text for number, text in enumerate(criterion.sub_criteria)}
        yield from _named_alone(leaf.id, texts, inputs.at(*leaf.keys))
    for number, gate in enumerate(inputs.procurement.gates):
        yield from _named_alone(gate.id, {"title": gate.title}, inputs.at("gates", number))


def _named_alone(name: str, texts: dict[str, str], place: Place) -> Iterator[Finding]:
    if any(_EQUIVALENT.search(text) for text in texts.values()):
        return
    for key, text in texts.items():
        match = _STANDARD.search(text)
        if match is not None:
            head, _, index = key.partition("/")
            way = place.at(head, int(index)) if index else place.at(head)
            message = f'"{name}" asks for {match["standard"].strip()} and accepts no equivalent.'
            yield STANDARD_WITHOUT_EQUIVALENT.at(way, message, 'Add "or equivalent".')
            return


_FILLERS = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "the", "to", "with"}
)
_FEWEST_WORDS = 5
_Words = tuple[frozenset[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Described:
    """A criterion of a procurement or a framework by its words, with what it belongs to and its place."""

    id: str
    within: str
    title: str
    description: str
    place: Place


def duplicates_among(described: Iterable[Described]) -> Iterator[Finding]:
    """Yield a finding for each criterion that asks the same as an earlier one, but for small words and their order.

    Each is held against the first with the same title and the first with the same description, so that the work
    grows with the number of criteria and not with its square.
    """
    titles: dict[_Words, Described] = {}
    descriptions: dict[_Words, Described] = {}
    for described_part in described:
        title, words = _words(f"{described_part.within} {described_part.title}"), _words(described_part.description)
        # A few words, such as "as set out in the specification", say the same of any two criteria.
        twin = descriptions.get(words) if len(words[0]) >= _FEWEST_WORDS else None
        named_alike = titles.get(title) if described_part.title else None
        if twin is None and named_alike is not None and _alike(words, _words(named_alike.description)):
            twin = named_alike
        if twin is not None and twin.id.casefold() != described_part.id.casefold():
            message = f'the criteria "{twin.id}" and "{described_part.id}" ask the same, so one thing is marked twice.'
            yield DUPLICATE_CRITERIA.at(described_part.place, message, "Remove one, or say how they differ.")
        titles.setdefault(title, described_part)
        descriptions.setdefault(words, described_part)


def _words(text: str) -> _Words:
    """Return the words of a text without small words, capitals, order and plural endings, and its numbers in order."""
    words = [word for word in re.findall(r"\w+", text.casefold()) if word not in _FILLERS]
    numbers = tuple(word for word in words if not word.isalpha())
    return frozenset(_singular(word) for word in words if word.isalpha()), numbers


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _alike(first: _Words, second: _Words) -> bool:
    """Tell whether two descriptions share four fifths of their words and all numbers; an absent one is like any."""
    if not first[0] or not second[0]:
        return True
    return first[1] == second[1] and 5 * len(first[0] & second[0]) >= 4 * len(first[0] | second[0])


def criteria_distinct(inputs: Inputs) -> Iterator[Finding]:
    """No two criteria ask the same."""
    yield from duplicates_among(
        Described(
            leaf.id,
            " ".join(parent.title or parent.id for parent in leaf.parents),
            leaf.criterion.title or "",
            leaf.criterion.description or "",
            inputs.at(*leaf.keys),
        )
        for leaf in inputs.leaves
    )
