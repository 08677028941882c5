"""Heads of the columns that say how much of a commitment counts: all or nothing, or what lands where it counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from social_value.model.procurement import Measure


class CountingHeads(NamedTuple):
    """What the number may be, and the head of the words beside it."""

    share: str
    why: str


def counting_heads(measures: Iterable[Measure]) -> CountingHeads:
    """Return the heads for commitments to these measures, which differ where one of them counts in some areas only."""
    if any(measure.counts_in for measure in measures):
        return CountingHeads("a share of 0 to 1", "Why it counts as nothing, or in part")
    return CountingHeads("1 or 0", "Why it counts as nothing")
