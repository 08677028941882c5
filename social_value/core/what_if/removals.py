"""Removals: the bids without which the others would stand in another order, which only relative marks can do."""

from __future__ import annotations

from dataclasses import dataclass

from social_value.core.evaluation.evaluate import rank_settled
from social_value.core.scoring.leave_one_out import matters
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled, settle
from social_value.core.what_if.structures import Budget, BudgetSpent

Groups = tuple[tuple[str, ...], ...]


MOST_SHOWN = 10
"""Bids that a removal names as moved, the highest first."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A bid with its rank among the others before and after a removal; None where it has none."""

    bid_id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Removal:
    """A bid without which the others would stand in another order.

    ``first`` is who of the others would be first, and ``changes_first`` whether that is somebody else than now.
    ``moved`` names the highest of those that would stand elsewhere, of ``number_moved``.
    """

    bid_id: str
    first: tuple[str, ...]
    changes_first: bool
    moved: tuple[Moved, ...]
    number_moved: int


@dataclass(frozen=True, slots=True)
class Removals:
    """Every bid whose removal changes the order of the others, and how many could not be tried."""

    changing: tuple[Removal, ...]
    bids: int
    not_tried: int
    relative: bool


def removals(settled: Settled, ranking: Ranking, budget: Budget) -> Removals:
    """Remove each bid in turn and compare the order of the others.

    A bid that no formula reads anything of is known to change nothing, and is not marked again.
    """
    field, entrants = settled.field, settled.field.entrants
    changing, not_tried = [], 0
    line = [bid for group in ranking.groups for bid in group]
    for bid in (*line, *sorted(set(entrants) - set(line))):
        if not (matters(settled, bid) or _shares_a_rank(ranking, bid)):
            continue
        try:
            budget.take(len(entrants) * (len(field.relative_markers) + 2))
        except BudgetSpent:
            not_tried += 1
            continue
        after = rank_settled(settle(field, [entrant for entrant in entrants if entrant != bid])).groups
        before = _without(ranking.groups, bid)
        if after != before:
            changing.append(_removal(bid, before, after))
    return Removals(tuple(changing), len(entrants), not_tried, bool(field.relative_markers))


def _removal(bid: str, before: Groups, after: Groups) -> Removal:
    old, new = Ranking(before, ()).ranks, Ranking(after, ()).ranks
    moved = [
        Moved(ranked, old.get(ranked), new.get(ranked)) for ranked in {*old, *new} if old.get(ranked) != new.get(ranked)
    ]
    moved.sort(key=lambda move: (min(x for x in (move.before, move.after) if x is not None), move.bid_id))
    first = after[0] if after else ()
    return Removal(bid, first, first != (before[0] if before else ()), tuple(moved[:MOST_SHOWN]), len(moved))


def _shares_a_rank(ranking: Ranking, bid: str) -> bool:
    """Tell whether the bid shares a rank with two others: lots that leave it out may then part them."""
    return any(bid in group and len(group) > 2 for group in ranking.groups)


def _without(groups: Groups, bid: str) -> Groups:
    left = (tuple(ranked for ranked in group if ranked != bid) for group in groups)
    return tuple(group for group in left if group)
