"""Requirements that a rationale names and the published method does not: a question for the panel, never a verdict.

An evaluator may hold a bid only against what was published (Procurement Act 2023, section 23(3)). What is found is
what can be told from other words beyond doubt: standards by their numbers, well-known accreditations, and, in a
sentence that speaks of what is needed or lacking, names in capitals and quantities with a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from social_value.core.agenda.own_words import plain_words

_STANDARD = re.compile(
    r"\b(?:BS|EN|ISO|IEC|PAS|ETSI|NIST|OHSAS|SSIP|WCAG)(?:[ /-](?:BS|EN|ISO|IEC|TS|TR|SP))*[ -]?\d[\w.:-]*(?<![.:-])"
)
_ACCREDITATION = re.compile(
    r"\b(?:Cyber Essentials(?: Plus)?|Investors in People|Disability Confident|Living Wage (?:Employer|accreditation)"
    r"|CHAS|Constructionline|SafeContractor|PRINCE2|ITIL|Carbon Trust Standard|EcoVadis|B Corp|Fairtrade"
    r"|Considerate Constructors Scheme|FORS (?:Bronze|Silver|Gold)|Social Enterprise Mark|Armed Forces Covenant"
    r"|Matrix Standard|UKAS)(?!\w)"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"(?:£\s?)?\d[\d,]*(?:\.\d+)?|{'|'.join(_NUMBERS)}"
_UNIT = r"years?|months?|weeks?|days?|hours?|minutes?|miles|kilometres|per cent|percent|%|million|FTEs?"
_QUANTITY = re.compile(rf"(?<![\w.])(?P<number>{_NUMBER})[\s-]?(?P<unit>{_UNIT})(?:['’]s?)?(?!\w)", re.IGNORECASE)
_EXPERIENCE = re.compile(r"\s+(?:of\s+)?(?:\w+\s+)?(?:experience|track record|turnover)\b", re.IGNORECASE)
_WORD = r"[A-Z][\w’'-]*"
_NAME = re.compile(rf"(?<![\w’'])(?:{_WORD})(?:\s+(?:(?:of|in|for|the|to|&)\s+){{0,2}}{_WORD})+")
_NEEDED = re.compile(
    r"\b(?:must|should|ought|requir\w*|expect\w*|minimum|at least|lack(?:s|ed|ing)?|without|missing|absen\w+"
    r"|no evidence of|(?:do|does|did) not (?:hold|have|meet|reach|show)|has no|have no|holds no|fail(?:s|ed)? to"
    r"|falls? short|would need|needs?|needed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that was published, and what the bid says, as words that a rationale may name.

    ``words`` holds them one by one, ``text`` in their order, and ``quantities`` the numbers with their units.
    """

    words: frozenset[str]
    text: str
    quantities: frozenset[tuple[str, str]]

    def says(self, name: str) -> bool:
        """Tell whether a name occurs, or at least each of its words."""
        words = plain_words(name)
        return set(words) <= self.words or f" {' '.join(words)} " in self.text


def published_in(texts: Iterable[str]) -> Published:
    """Return what some texts say."""
    known = tuple(dict.fromkeys(texts))
    words = [word for text in known for word in (*plain_words(text), "|")]
    quantities = frozenset(_quantity(quantity) for text in known for quantity in _QUANTITY.finditer(text))
    return Published(frozenset(words), f" {' '.join(words)} ", quantities)


def also(published: Published, more: Published) -> Published:
    """Return what either says."""
    return Published(
        published.words | more.words, f"{published.text}|{more.text}", published.quantities | more.quantities
    )


def requirements_named(rationale: str, published: Published) -> tuple[str, ...]:
    """Return the requirements that a rationale names and nothing published does, as it writes them.

    >>> known = published_in(["Experience of recruiting local people."])
    >>> requirements_named("Holds no ISO 14001 certificate and lacks three years' experience.", known)
    ('ISO 14001', "three years' experience")
    """
    return tuple(dict.fromkeys(_named(" ".join(rationale.split()), published)))


def _named(rationale: str, published: Published) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.;!?])\s+", rationale):
        taken = [*_STANDARD.finditer(sentence), *_ACCREDITATION.finditer(sentence)]
        yield from (name[0] for name in taken if not published.says(name[0]))
        needed = _NEEDED.search(sentence) is not None
        yield from _quantities(sentence, published, needed)
        if needed:
            spans = [name.span() for name in taken]
            yield from _names(sentence, published, spans)


def _quantities(sentence: str, published: Published, needed: bool) -> Iterator[str]:
    for quantity in _QUANTITY.finditer(sentence):
        experience = _EXPERIENCE.match(sentence, quantity.end())
        if (needed or experience) and _quantity(quantity) not in published.quantities:
            yield sentence[quantity.start() : experience.end() if experience else quantity.end()]


def _names(sentence: str, published: Published, taken: list[tuple[int, int]]) -> Iterator[str]:
    """Yield names of several capitalised words; the word that begins the sentence may be capitalised for that alone."""
    first = re.match(r"[\W_]*\w[\w’'-]*", sentence)
    start = first.end() if first else 0
    for name in _NAME.finditer(sentence, start):
        inside = any(begin < name.end() and name.start() < end for begin, end in taken)
        if not inside and not published.says(name[0]):
            yield name[0]


def _quantity(quantity: re.Match[str]) -> tuple[str, str]:
    """Return a number and its unit, each in one form."""
    number = quantity["number"].casefold().replace(",", "").replace("£", "").strip()
    unit = quantity["unit"].casefold()
    short = "%" if unit in ("%", "percent", "per cent") else unit.removesuffix("s")
    return (str(_NUMBERS.index(number) + 1) if number in _NUMBERS else number, short)
