"""A sweep: who is first, and in which order all others follow, at every weight from 0 to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise

from social_value.core.evaluation.evaluate import rank_settled
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.candidates import Crossings, why_not_exact
from social_value.core.what_if.structures import ROUNDED_FLOORS, STAGED, Budget, Ground
from social_value.core.what_if.targets import Move, Target, counted_points
from social_value.core.what_if.total_lines import Lines, Table

MOST_CELLS = 20_000_000
"""Marks that one sweep may work out again, where floors or the method ask for it."""
MOST_ORDERED = 30
"""In a larger field a sweep follows who is first, and not the order of everybody."""
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Weights over which nothing changes, with the bids in groups of equal rank; one weight alone has equal ends."""

    low: Fraction
    high: Fraction
    includes_low: bool
    includes_high: bool
    groups: Groups

    @property
    def first(self) -> tuple[str, ...]:
        """The bids that share the first rank; none where nobody can be awarded."""
        return self.groups[0] if self.groups else ()

    def holds(self, weight: Fraction) -> bool:
        """Tell whether a weight is in the interval."""
        above = self.low < weight or (self.includes_low and weight == self.low)
        return above and (weight < self.high or (self.includes_high and weight == self.high))


@dataclass(frozen=True, slots=True)
class WholeWeights:
    """Whole weights from one to another, both included, at which the same bids are first."""

    low: int
    high: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class Sweep:
    """What was found along a move.

    ``intervals`` cover 0 to ``top``, which all weights add up to, exactly; they are empty where ``why_not`` says why
    only whole weights are known. ``ordered`` tells whether the groups hold everybody, or only the first.
    """

    target: Target
    at: Fraction
    top: int
    intervals: tuple[Interval, ...]
    whole: tuple[WholeWeights, ...]
    ordered: bool
    why_not: str

    @property
    def by_first(self) -> tuple[Interval, ...]:
        """The intervals by who is first alone."""
        cells = [Interval(x.low, x.high, x.includes_low, x.includes_high, (x.first,)) for x in self.intervals]
        return tuple(_merged(cells))


def sweep(settled: Settled, move: Move, budget: Budget, only_first: bool = False) -> Sweep:
    """Walk the weight of a target from 0 to the whole. Raises BudgetSpent where that would take too much."""
    table = Table(settled, counted_points(settled.field))
    return sweep_of(Ground(table, move, budget), only_first)


def sweep_of(ground: Ground, only_first: bool) -> Sweep:
    """Return the sweep over a prepared ground."""
    ordered = not only_first and len(ground.entrants) <= MOST_ORDERED
    start = Lines(ground.table, ground.move)
    why_not = why_not_exact(start)
    if not why_not and ground.tested and start.rounding.at == "criterion":
        why_not = ROUNDED_FLOORS
    if not why_not and ground.moves_stages:
        why_not = STAGED
    intervals: tuple[Interval, ...] = ()
    if not why_not:
        intervals, why_not = _exactly(ground, ordered)
    whole = _at_whole(intervals, ground.top) if intervals else _each_whole(ground, start)
    return Sweep(ground.move.target, ground.move.at, ground.top, intervals, _runs(list(whole)), ordered, why_not)


def _each_whole(ground: Ground, start: Lines) -> Iterator[tuple[str, ...]]:
    """Yield who is first at each whole weight, whatever the method."""
    crossings = None if ground.settles_again or why_not_exact(start) else Crossings(start, only_first=True)
    for weight in map(Fraction, range(ground.top + 1)):
        if ground.settles_again:
            yield rank_settled(ground.settled_at(weight)).first
            continue
        bids = crossings.at(weight) if crossings is not None else start.table.bids
        ground.budget.take(len(bids))
        yield start.first(bids, weight)


def _exactly(ground: Ground, ordered: bool) -> tuple[tuple[Interval, ...], str]:
    """Return the intervals, or why they cannot be named."""
    cells: list[Interval] = []
    end: Groups = ()
    for structure in ground.structures():
        crossings = Crossings(structure.lines, only_first=not ordered)
        turns, why_not = crossings.candidates()
        if why_not:
            return (), why_not
        inner = [at for at in turns if structure.low < at < structure.high]
        edges = [structure.low, *inner, structure.high]
        for low, high in pairwise(edges):
            at_low = _groups if low > structure.low else partial(_at_edge, ground, structure.closed)
            cells.append(Interval(low, low, True, True, at_low(crossings, low, ordered)))
            cells.append(Interval(low, high, False, False, _groups(crossings, (low + high) / 2, ordered)))
        end = _at_edge(ground, structure.closed, crossings, structure.high, ordered)
    whole = ground.move.whole
    cells.append(Interval(whole, whole, True, True, end))
    return tuple(_merged(cells)), ""


def _at_edge(ground: Ground, closed: bool, crossings: Crossings, weight: Fraction, ordered: bool) -> Groups:
    """Return the order at an end of a structure, where a bid may just meet what it fails beside it."""
    if closed:
        return _groups(crossings, weight, ordered)
    ranking = rank_settled(ground.settled_at(weight))
    return ranking.groups if ordered else (ranking.first,)


def _groups(crossings: Crossings, weight: Fraction, ordered: bool) -> Groups:
    lines, bids = crossings.lines, crossings.at(weight)
    return lines.ranking(bids, weight).groups if ordered else (lines.first(bids, weight),)


def _merged(cells: Iterable[Interval]) -> Iterator[Interval]:
    """Join neighbours that say the same."""
    last: Interval | None = None
    for cell in cells:
        if last is not None and last.groups == cell.groups:
            last = Interval(last.low, cell.high, last.includes_low, cell.includes_high, last.groups)
            continue
        if last is not None:
            yield last
        last = cell
    if last is not None:
        yield last


def _at_whole(intervals: Sequence[Interval], top: int) -> Iterator[tuple[str, ...]]:
    position = 0
    for weight in range(top + 1):
        while not intervals[position].holds(Fraction(weight)):
            position += 1
        yield intervals[position].first


def _runs(firsts: Sequence[tuple[str, ...]]) -> tuple[WholeWeights, ...]:
    runs: list[WholeWeights] = []
    for weight, first in enumerate(firsts):
        if runs and runs[-1].first == first:
            runs[-1] = WholeWeights(runs[-1].low, weight, first)
        else:
            runs.append(WholeWeights(weight, weight, first))
    return tuple(runs)
