"""Whether a losing bid decides who wins, which only a relative formula or a stage for the best few can make it do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from social_value.core.scoring.marking import Marker
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled, settle

MOST_WORK = 50_000
"""Bids marked again in all trials together; a field so large that this is too few is tried from the top down."""


@dataclass(frozen=True, slots=True)
class DecidingBid:
    """A losing bid whose removal would change who wins."""

    bid_id: str
    winners_without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """What removing each losing bid in turn would do, and how many of the losing bids could be looked at."""

    deciding: tuple[DecidingBid, ...]
    losing: int
    not_tried: int


def leave_one_out(settled: Settled, ranking: Ranking, rank: Callable[[Settled], Ranking]) -> LeaveOneOut:
    """Remove each losing bid in turn and name those without which somebody else would win.

    A bid whose removal moves nothing that a formula reads is known to change nothing and is not marked again.
    """
    field = settled.field
    line = [bid for group in ranking.groups[1:] for bid in group]
    losing = [*line, *sorted(bid for bid in field.entrants if bid not in ranking.ranks)]
    trials = [bid for bid in losing if matters(settled, bid)]
    affordable = trials[: max(20, MOST_WORK // max(1, len(field.entrants)))]
    deciding = []
    for bid in affordable:
        winners = rank(settle(field, [entrant for entrant in field.entrants if entrant != bid])).first
        if winners != ranking.first:
            deciding.append(DecidingBid(bid, winners))
    return LeaveOneOut(tuple(deciding), len(losing), len(trials) - len(affordable))


def matters(settled: Settled, bid: str) -> bool:
    """Tell whether removing the bid could move what a formula reads, now or in a round before the bid left.

    In stages it could also let another bid go on, or move marks that were settled while it was still there.
    """
    if settled.field.scheme.is_staged:
        return settled.field.is_relative
    return bid in settled.left or any(_moves(settled, marker, bid) for marker in settled.field.relative_markers)


def _moves(settled: Settled, marker: Marker, bid: str) -> bool:
    bound, value = marker.bound, marker.reads.get(bid)
    if bound is None or value is None or bid not in settled.in_pool or not bound.counts(value):
        return False
    references, read = settled.references[marker.leaf.id], bound.formula.pool_reads
    pool = references.pool
    if pool is None or bound.of.relative:
        return value == references.lowest
    ends = ("lowest" in read and value == pool.lowest) or ("highest" in read and value == pool.highest)
    return ends or bool(read & {"mean", "median", "mean_of_three"})
