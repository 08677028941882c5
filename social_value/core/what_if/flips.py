"""Flips: every evaluated level that, one step higher or lower, would change who is first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from social_value.core.inputs import Leaf
from social_value.core.scoring.leave_one_out import matters
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.level_trials import Trials
from social_value.core.what_if.structures import Budget, BudgetSpent
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class Flip:
    """One step of one level that changes the winner."""

    criterion_id: str
    bid_id: str
    level: Decimal
    to: Decimal
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """Every flip, the number of steps that were looked at and of those that could not be, and why there are none.

    ``averaged`` says that levels are averaged, so that no single level of the panel stands for a bid.
    """

    found: tuple[Flip, ...]
    tried: int
    not_tried: int
    averaged: bool


def flips(settled: Settled, budget: Budget) -> Flips:
    """Move every level that counts one step up and one step down, each alone, and see who would be first."""
    field = settled.field
    if field.levels.average is not None:
        return Flips((), 0, 0, True)
    trials = Trials(field.inputs, settled)
    turned, tried, not_tried = [], 0, 0
    for leaf, bid, level, to in _steps(trials):
        tried += 1
        try:
            first = _first_with(trials, leaf, bid, to, budget)
        except BudgetSpent:
            not_tried += 1
            continue
        if first is not None and first != trials.ranking.first:
            turned.append(Flip(leaf.id, bid, level, to, first))
    return Flips(tuple(turned), tried, not_tried, False)


def _steps(trials: Trials) -> Iterator[tuple[Leaf, str, Decimal, Decimal]]:
    """Yield every step from a level that counts to one beside it, in the order of the criteria, then of the bids."""
    field = trials.field
    for leaf in field.inputs.leaves:
        scale = field.inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
        levels = sorted(step.level for step in scale.levels) if scale else []
        beside: dict[Decimal, list[Decimal]] = {level: [] for level in levels}
        for lower, higher in pairwise(levels):
            beside[lower].append(higher)
            beside[higher].insert(0, lower)
        for bid in field.entrants:
            level = field.levels.level(leaf.id, bid) if levels else None
            if level is not None:
                yield from ((leaf, bid, level, to) for to in beside[level])


def _first_with(trials: Trials, leaf: Leaf, bid: str, to: Decimal, budget: Budget) -> tuple[str, ...] | None:
    """Return who would be first, or None where the step is too small to reach the first place."""
    level = Fraction(to)
    if trials.settles_again(leaf, bid, level):
        if _only_leaves(trials, bid):
            return None
        budget.take(len(trials.field.entrants) * len(trials.field.markers))
    elif not trials.may_change_first(leaf, bid, level):
        return None
    return trials.ranking_with(leaf, bid, level).first


def _only_leaves(trials: Trials, bid: str) -> bool:
    """Tell whether a bid behind the first could at most leave, without anybody else's marks depending on it.

    A ranked bid meets every hurdle, so that a step that turns one can only put it out.
    """
    if trials.field.scheme.is_staged:
        return False
    here = bid in trials.ranking.ranks and bid not in trials.ranking.first
    tested = any(hurdle.relative for hurdle in trials.field.minimums)
    return here and not tested and not matters(trials.settled, bid)
