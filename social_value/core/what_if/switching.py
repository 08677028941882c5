"""Switching weights: how far one weight can move, all others in proportion, before somebody else is first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.scoring.field import Field
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.structures import Budget, BudgetSpent, Ground
from social_value.core.what_if.sweep import Interval, Sweep, sweep_of
from social_value.core.what_if.targets import Target, counted_points, move_of, targets_of
from social_value.core.what_if.total_lines import Table
from social_value.errors import CannotRunError

TOO_MUCH = "the field is too large to be marked again as often as its floors ask for"


@dataclass(frozen=True, slots=True)
class Turn:
    """The nearest weight on one side at which the first place changes.

    ``at`` is exact, and None where only whole weights are known. ``first`` is who is first beyond it, and ``at_turn``
    who is first at that very weight. ``whole`` is the nearest whole weight at which they are, None where there is
    none before somebody else is. ``at_end`` tells whether no weight lies beyond.
    """

    at: Fraction | None
    first: tuple[str, ...]
    at_turn: tuple[str, ...]
    whole: int | None
    at_end: bool = False

    def distance(self, now: Fraction) -> Fraction:
        """Return how far the weight has to move."""
        if self.at is not None:
            return abs(self.at - now)
        return abs(Fraction(self.whole or 0) - now)


@dataclass(frozen=True, slots=True)
class Switching:
    """The weight of a target as published, and the nearest turns below and above it; None where there is none.

    ``why_not`` says why nothing is known, or why only whole weights are.
    """

    target: Target
    now: Fraction
    below: Turn | None
    above: Turn | None
    why_not: str = ""

    @property
    def nearest(self) -> Turn | None:
        """The nearer of the two turns; below where both are as near."""
        turns = [turn for turn in (self.below, self.above) if turn is not None]
        return min(turns, key=lambda turn: turn.distance(self.now), default=None)

    @property
    def distance(self) -> Fraction | None:
        """How far the weight has to move before somebody else is first; None where it never happens."""
        return None if self.nearest is None else self.nearest.distance(self.now)


def switching_weights(
    settled: Settled, budget: Budget, targets: Iterable[Target] | None = None
) -> tuple[Switching, ...]:
    """Return the switching weights of pillars and criteria whose weight can move; of all of them, or of some."""
    table = Table(settled, counted_points(settled.field))
    asked = targets_of(settled.field.inputs) if targets is None else targets
    switchings = (_switching(table, target, budget) for target in asked)
    return tuple(switching for switching in switchings if switching is not None)


def _switching(table: Table, target: Target, budget: Budget) -> Switching | None:
    try:
        move = move_of(table.field, target)
    except CannotRunError:
        return None
    try:
        swept = sweep_of(Ground(table, move, budget), only_first=True)
    except BudgetSpent:
        return Switching(target, move.at, None, None, TOO_MUCH)
    return switching_of(swept)


def switching_of(swept: Sweep) -> Switching:
    """Return the switching weights that a sweep shows."""
    turns = _exact_turns(swept) if swept.intervals else _whole_turns(swept)
    return Switching(swept.target, swept.at, *turns, swept.why_not)


def _exact_turns(swept: Sweep) -> tuple[Turn | None, Turn | None]:
    intervals = swept.by_first
    here = next(index for index, interval in enumerate(intervals) if interval.holds(swept.at))
    mine = intervals[here]
    below = _turn(mine, mine.low, mine.includes_low, intervals[:here][::-1], swept.top)
    return below, _turn(mine, mine.high, mine.includes_high, intervals[here + 1 :], swept.top)


def _turn(mine: Interval, at: Fraction, mine_at: bool, beyond: tuple[Interval, ...], top: int) -> Turn | None:
    """Return the turn at an end of an interval; a weight at which bids only draw level is stepped over."""
    if not beyond:
        return None
    at_turn = mine if mine_at else beyond[0]
    other = beyond[1] if beyond[0].low == beyond[0].high == at and len(beyond) > 1 else beyond[0]
    wholes = [whole for whole in range(top + 1) if other.holds(Fraction(whole))]
    return Turn(
        at, other.first, at_turn.first, min(wholes, key=lambda whole: abs(whole - at), default=None), at in (0, top)
    )


def _whole_turns(swept: Sweep) -> tuple[Turn | None, Turn | None]:
    """Return the nearest whole weights, below and above, at which somebody else is first than at the nearest one."""
    near = min(swept.top, max(0, round(swept.at)))
    here = next(index for index, run in enumerate(swept.whole) if run.low <= near <= run.high)
    below = swept.whole[here - 1] if here else None
    above = swept.whole[here + 1] if here + 1 < len(swept.whole) else None
    return (
        None if below is None else Turn(None, below.first, below.first, below.high),
        None if above is None else Turn(None, above.first, above.first, above.low),
    )


def most_fragile(switchings: tuple[Switching, ...], field: Field) -> Switching | None:
    """Return the criterion whose weight has to move least before somebody else is first.

    Pillars and parents are left out: the weight of one criterion is what a reader can picture.
    """
    known = [
        switching for switching in switchings if switching.target.kind == "criterion" and switching.distance is not None
    ]
    order = [marker.leaf.id for marker in field.markers]
    return min(known, key=lambda switching: (switching.distance, order.index(switching.target.id)), default=None)
