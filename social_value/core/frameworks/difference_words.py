"""How a difference between two frameworks is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from social_value.arithmetic import plain
from social_value.core.frameworks.limits import range_words
from social_value.model.base import WeightRange

Group = Literal[
    "Procurements", "Weights", "Pillars", "Criteria", "Measures", "Gates", "Policy", "Scales", "Confidence", "Wording"
]
GROUPS: tuple[Group, ...] = (
    "Procurements",
    "Weights",
    "Pillars",
    "Criteria",
    "Measures",
    "Gates",
    "Policy",
    "Scales",
    "Confidence",
    "Wording",
)
NOT_ASKED: tuple[Group, ...] = ("Confidence", "Wording")
"""Groups that do not change what bidders and procurements are asked for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: the heading it belongs under, and the sentence."""

    group: Group
    words: str


def now(what: str, old: object, new: object, none: str = "none") -> str:
    """Say what something is now and what it was."""
    return f"{what} {new if new is not None else none} (was {old if old is not None else none})."


def by_how_much(what: str, unit: str, old: Decimal, new: Decimal) -> str:
    """Say how much a number rose or fell.

    >>> by_how_much("S1 is now worth", "point", Decimal(14), Decimal(12))
    'S1 is now worth 2 points less (12, was 14).'
    """
    gap = abs(new - old)
    more = "more" if new > old else "less"
    return f"{what} {plain(gap)} {unit}{'' if gap == 1 else 's'} {more} ({plain(new)}, was {plain(old)})."


def shown_range(limits: WeightRange | None) -> str:
    """Say what weights something may take."""
    return range_words(limits) if limits is not None else "any weight"


def lock_changed(group: Group, what: str, old: bool, new: bool) -> Iterator[Difference]:
    """Yield that something was locked or unlocked."""
    if old != new:
        yield Difference(group, f"{what} is {'locked now' if new else 'no longer locked'}.")


def keys_changed(group: Group, item_id: str, old: object, new: object, keys: Mapping[str, str]) -> Iterator[Difference]:
    """Compare plain values of two things: words and numbers."""
    for key, word in keys.items():
        before, after = (_shown(getattr(item, key, None)) for item in (old, new))
        if before != after:
            yield Difference(group, now(f"The {word} of {item_id} is now", before, after, none="none"))


def _shown(value: Any) -> object:  # noqa: ANN401  # whatever a key of a file holds
    return plain(value) if isinstance(value, Decimal) else value


def words_changed(item_id: str, old: object, new: object) -> Iterator[Difference]:
    """Compare what does not change what is asked: how sure we are, the title and the description."""
    yield from keys_changed("Confidence", item_id, old, new, {"confidence": "confidence"})
    if getattr(old, "title", None) != getattr(new, "title", None):
        before, after = getattr(old, "title", None), getattr(new, "title", None)
        yield Difference("Wording", f'{item_id} is now called "{after}" (was "{before}").')
    if getattr(old, "description", None) != getattr(new, "description", None):
        yield Difference("Wording", f"The description of {item_id} is worded differently.")
    if getattr(old, "reference", None) != getattr(new, "reference", None):
        yield Difference("Wording", f"The source of {item_id} is given differently.")
