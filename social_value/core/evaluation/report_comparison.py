"""Two reports side by side: what each was scored by, and what became of every bid in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from social_value.model.base import Pillar

Method = Mapping[str, str]
"""Everything that a report says of its method, a label and its words each."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What became of a bid in one report, as it was published; pillars hold marks, 0 to 100."""

    bid_id: str
    supplier: str
    status: str
    rank: int | None
    total: Decimal | None
    pillars: Mapping[Pillar, Decimal]


@dataclass(frozen=True)
class Side:
    """One report. ``edited`` says that its workbook was changed after it was written."""

    name: str
    procurement: str
    fingerprint: str
    method: Method
    bids: Mapping[str, Stood]
    edited: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two reports, the differences of their methods in words, and whether the fingerprints are the same."""

    before: Side
    after: Side
    same_method: bool
    differences: tuple[str, ...]

    @property
    def bids(self) -> tuple[tuple[str, Stood | None, Stood | None], ...]:
        """Every bid with what became of it in each report, in the order of the first, then of the second."""
        ids = dict.fromkeys((*self.before.bids, *self.after.bids))
        return tuple((bid, self.before.bids.get(bid), self.after.bids.get(bid)) for bid in ids)


def compare(before: Side, after: Side, frameworks: tuple[str, ...] = ()) -> Comparison:
    """Put two reports side by side; ``frameworks`` says how their frameworks differ, where both are known."""
    same = before.fingerprint == after.fingerprint
    differences = () if same else (*_differences(before.method, after.method), *frameworks)
    if not same and not differences:
        differences = (
            "The fingerprints differ in what the sheet Method does not show, such as a gate or a description.",
        )
    return Comparison(before, after, same, differences)


def _differences(before: Method, after: Method) -> Iterator[str]:
    for label in dict.fromkeys((*before, *after)):
        old, new = before.get(label), after.get(label)
        if old == new:
            continue
        if old is None:
            yield f"{label}: {new} (only in the second)."
        elif new is None:
            yield f"{label}: {old} (only in the first)."
        else:
            yield f"{label}: {old} in the first, {new} in the second."


def moved(before: Decimal | None, after: Decimal | None) -> str:
    """Say by how much a total moved; nothing where there is none on one side.

    >>> moved(Decimal("74.04"), Decimal("75.13")), moved(None, Decimal(1))
    ('+1.09', '')
    """
    if before is None or after is None:
        return ""
    gap = after - before
    return f"{'+' if gap > 0 else ''}{gap:f}"
