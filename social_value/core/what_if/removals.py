"""Removals: the bids without which the others would stand in another order, which only relative marks can do."""

from __future__ import annotations

from dataclasses import dataclass

from social_value.core.evaluation import rank_settled
from social_value.core.ranking import Ranking
from social_value.core.scoring import Settled, settle
from social_value.core.sensitivity import matters
from social_value.core.what_if.structures import Budget, BudgetSpent

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """A bid without which the others would stand in another order, who would then be first, and the order."""

    bid_id: str
    first: tuple[str, ...]
    before: Groups
    after: Groups

    @property
    def changes_first(self) -> bool:
        """Whether somebody else of those who are left would then be first."""
        return bool(self.before) and self.first != self.before[0]

    @property
    def moved(self) -> tuple[str, ...]:
        """The bids that would then stand elsewhere, in the order they would have."""
        old, new = _ranks(self.before), _ranks(self.after)
        return tuple(sorted((bid for bid in {*old, *new} if old.get(bid) != new.get(bid)),
                            key=lambda bid: (new.get(bid, len(new) + 1), bid)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Removals:
    """Every bid whose removal changes the order of the others, and how many could not be tried."""

    changing: tuple[Removal, ...]
    tried: int
    not_tried: int
    relative: bool


def removals(settled: Settled, ranking: Ranking, budget: Budget) -> Removals:
    """Remove each bid in turn and compare the order of the others.

    A bid that no formula reads anything of is known to change nothing, and is not marked again.
    """
    field, entrants = settled.field, settled.field.entrants
    cells = len(entrants) * max(1, len(field.relative_markers))
    changing, not_tried = [], 0
    line = [bid for group in ranking.groups for bid in group]
    for bid in (*line, *sorted(set(entrants) - set(line))):
        if not (matters(settled, bid) or _shares_a_rank(ranking, bid)):
            continue
        try:
            budget.take(cells)
        except BudgetSpent:
            not_tried += 1
            continue
        after = rank_settled(settle(field, [one for one in entrants if one != bid])).groups
        before = _without(ranking.groups, bid)
        if after != before:
            changing.append(Removal(bid, after[0] if after else (), before, after))
    return Removals(tuple(changing), len(entrants), not_tried, bool(field.relative_markers))


def _shares_a_rank(ranking: Ranking, bid: str) -> bool:
    """Tell whether the bid shares a rank with two others: lots that leave it out may then part them."""
    return any(bid in group and len(group) > 2 for group in ranking.groups)


def _without(groups: Groups, bid: str) -> Groups:
    left = (tuple(one for one in group if one != bid) for group in groups)
    return tuple(group for group in left if group)


def _ranks(groups: Groups) -> dict[str, int]:
    return Ranking(groups, ()).ranks
