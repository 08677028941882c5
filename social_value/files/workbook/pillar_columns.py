"""Columns of a pillar's sheet: what each criterion reads, what it is taken of, its marks, and the sums beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from social_value.core.inputs import Leaf
from social_value.core.scoring.marking import Marker


@dataclass(frozen=True)
class PillarColumns:
    """Columns of a pillar's sheet, by criterion where there is one for each."""

    reads: Mapping[str, int]
    given_as: Mapping[str, int]
    percents: Mapping[str, int]
    pools: Mapping[str, int]
    marks: Mapping[str, int]
    weighted: Mapping[str, int]
    subtotal: int
    pillar_marks: int
    published: int
    check: int


def columns_of_pillar(leaves: Sequence[Leaf], markers: Mapping[str, Marker], first: int) -> PillarColumns:
    """Return the columns of the criteria of a pillar from the first free one on, one kind after the other."""
    free = iter(range(first, 100_000))
    reads, given_as = {}, {}
    for leaf in leaves:
        reads[leaf.id] = next(free)
        if _is_recorded(leaf, markers):
            given_as[leaf.id] = next(free)
    percents, pools = {}, {}
    for leaf in leaves:
        bound = markers[leaf.id].bound
        if bound is not None and bound.relative:
            pools[leaf.id] = next(free)
            if bound.of.relative:
                percents[leaf.id] = next(free)
    marks = {leaf.id: next(free) for leaf in leaves}
    weighted = {leaf.id: next(free) for leaf in leaves}
    ends = (next(free), next(free), next(free), next(free))
    return PillarColumns(reads, given_as, percents, pools, marks, weighted, *ends)


def _is_recorded(leaf: Leaf, markers: Mapping[str, Marker]) -> bool:
    return markers[leaf.id].bound is None and leaf.score is not None and leaf.score.rule == "recorded"
