"""Structures: stretches of a move over which the same bids meet the same floors, so that the pool stays the same.

The marks of a pillar and the quality of a bid change with the weights inside them, so a floor can put a bid out at
one weight and let it in at another. Where a bid comes in or goes out, relative marks change for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.core.scoring.field import Field
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.marking import Column
from social_value.core.scoring.settling import Settled, settle, with_relative_marks
from social_value.core.what_if.targets import Move, points_of
from social_value.core.what_if.total_lines import ZERO, Lines, Table, crossing

ROUNDED_FLOORS = (
    "a floor or a minimum of quality is tested on marks that were rounded criterion by criterion; "
    "every whole weight is exact"
)


STAGED = "who goes on from a stage changes with the weights in it; every whole weight is exact"


class Budget:
    """How many marks may still be worked out again; what runs out says so instead of running on."""

    def __init__(self, cells: int) -> None:
        self.cells = cells

    def take(self, cells: int) -> None:
        """Use some of it. Raises BudgetSpent where there is too little."""
        self.cells -= cells
        if self.cells < 0:
            raise BudgetSpent


class BudgetSpent(Exception):  # noqa: N818 - a signal inside the core, no failure of a run
    """More marks would have to be worked out again than the field allows."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The lines of an open stretch of weights; its ends belong to it where nothing is tested along the move."""

    low: Fraction
    high: Fraction
    closed: bool
    lines: Lines


class Ground:
    """A field along a move: settles it at any weight, and finds its structures."""

    def __init__(self, table: Table, move: Move, budget: Budget) -> None:
        self.table, self.move, self.budget = table, move, budget
        self.field: Field = table.field
        self.entrants = self.field.entrants
        self.tested = tuple(hurdle for hurdle in self.field.minimums if moves_with_weights(hurdle))
        self.moves_stages = self.field.scheme.is_staged and (bool(self.tested) or self._moves_standing())
        self.settles_again = bool(self.tested) or self.moves_stages

    def _moves_standing(self) -> bool:
        """Tell whether the move changes the proportions of weights in a stage that somebody goes on from."""
        rounds_each = self.field.inputs.procurement.evaluation.rounding.at == "criterion"
        for stage in self.field.scheme.stages[:-1]:
            inside, outside = stage.ids & self.move.inside.keys(), stage.ids & self.move.outside.keys()
            if (inside and outside) or (rounds_each and (inside or outside)):
                return True
        return False

    @property
    def top(self) -> int:
        """The whole weight, which is a whole number."""
        return int(self.move.whole)

    def settled_at(self, weight: Fraction) -> Settled:
        """Mark and settle everything again at a weight of the target."""
        self.budget.take(len(self.entrants) * len(self.table.leaves))
        changed = self.field.with_points({**points_of(self.field), **self.move.points(weight)})
        return settle(changed, self.entrants)

    def structures(self) -> Iterator[Structure]:
        """Yield the structures from a weight of 0 to the whole, each with the next."""
        if not self.tested:
            yield Structure(ZERO, self.move.whole, True, Lines(self.table, self.move))
            return
        yield from self._between(ZERO, self.move.whole)

    def _between(self, low: Fraction, high: Fraction) -> Iterator[Structure]:
        if low >= high:
            return
        weight = (low + high) / 2
        settled = self.settled_at(weight)
        roots = set(self._roots(settled))
        while weight in roots:
            weight = (low + weight) / 2
            settled = self.settled_at(weight)
            roots = set(self._roots(settled))
        begins = max((root for root in roots if low < root < weight), default=low)
        ends = min((root for root in roots if weight < root < high), default=high)
        yield from self._between(low, begins)
        yield Structure(begins, ends, False, Lines(Table(settled, self.table.points), self.move))
        yield from self._between(ends, high)

    def _roots(self, settled: Settled) -> Iterator[Fraction]:
        """Yield the weights at which a test of any round turns, as long as all earlier tests stay as they are."""
        for pool, columns, first in self._rounds(settled):
            for hurdle in self.tested:
                if first and hurdle.relative:
                    continue
                for bid in pool:
                    root = self._root(hurdle, columns, bid)
                    if root is not None:
                        yield root

    def _rounds(self, settled: Settled) -> Iterator[tuple[tuple[str, ...], dict[str, Column], bool]]:
        """Yield the pool of every round of settling, with its marks; the first round tests only absolute marks."""
        last = max((failure.round for failure in settled.failures), default=0)
        pool = self.entrants
        for stage in range(last + 2):
            if stage == 0:
                yield pool, dict(self.field.absolute.columns), True
            else:
                again = with_relative_marks(replace(settled, pool=pool), self.field.relative_markers)
                yield pool, dict(again.columns), False
            gone = {
                failure.bid_id
                for failure in settled.failures
                if failure.round == stage and failure.hurdle.consequence == "disregard"
            }
            pool = tuple(bid for bid in pool if bid not in gone)

    def _root(self, hurdle: Hurdle, columns: dict[str, Column], bid: str) -> Fraction | None:
        marks = {criterion: columns[criterion][bid].marks for criterion in hurdle.criteria}
        lowest = hurdle.lowest or ZERO
        if any(mark is None for mark in marks.values()):
            return None
        over = {leaf: (mark or ZERO) - lowest for leaf, mark in marks.items()}
        inside = exact_sum(share * over[leaf] for leaf, share in self.move.inside.items() if leaf in over)
        outside = exact_sum(share * over[leaf] for leaf, share in self.move.outside.items() if leaf in over)
        return crossing(inside, outside, self.move.whole)


def moves_with_weights(hurdle: Hurdle) -> bool:
    """Tell whether a hurdle tests something that weights change, with an effect on the ranking."""
    tested = hurdle.of_parts or hurdle.kind in ("floor", "quality-minimum")
    return tested and hurdle.consequence != "flag"
