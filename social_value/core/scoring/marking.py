"""Marking one criterion: from a level, a recorded result or a figure to marks and weighted marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from social_value.arithmetic import HUNDRED
from social_value.core.figures.registry import percent_above
from social_value.core.inputs import Leaf
from social_value.core.reads.binding import BoundFormula
from social_value.core.rules.formulas import Pool, pool_of

ZERO = Fraction(0)


class Marked(NamedTuple):
    """One bid on one criterion: the figure or level read, the marks (0 to 100), and the weighted marks.

    ``marks`` and ``weighted`` are None where the bid is out of the pool and the marks would depend on it.
    """

    read: Fraction | None
    marks: Fraction | None
    weighted: Fraction | None


Column = dict[str, Marked]
Reads = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class References:
    """What a relative criterion took from the pool: the lowest price for a relative figure, or the figures' range."""

    lowest: Fraction | None = None
    pool: Pool[Fraction] | None = None
    empty_pool: bool = False

    @property
    def none(self) -> bool:
        """Whether there is nothing to compare a figure with."""
        return self.lowest is None and self.pool is None


NO_REFERENCES = References()


@dataclass(frozen=True, slots=True)
class Marker:
    """Gives every bid its marks on one criterion.

    ``reads`` holds what the rule reads, by bid: a level, recorded marks or a figure. ``settle`` rounds weighted
    marks where the procurement rounds each criterion. ``points`` is the weight that is used: the published one,
    unless somebody asks what another would do.
    """

    leaf: Leaf
    reads: Reads
    marks_of: Callable[[Fraction], Fraction] | None
    bound: BoundFormula | None
    settle: Callable[[Fraction], Fraction]
    points: Fraction

    @property
    def relative(self) -> bool:
        """Whether the marks depend on the other bids."""
        return self.bound is not None and self.bound.relative

    def references(self, pool: Iterable[str]) -> References:
        """Return what the bids of the pool give a relative criterion."""
        if self.bound is None or not self.bound.relative:
            return NO_REFERENCES
        bids = tuple(pool)
        values = [value for bid in bids if self.bound.counts(value := self.reads.get(bid)) and value is not None]
        if not values:
            return References(empty_pool=not bids)
        return References(lowest=min(values)) if self.bound.of.relative else References(pool=pool_of(values))

    def column(self, bids: Iterable[str], references: References) -> Column:
        """Return the marks of these bids; equal reads share one result."""
        # By numerator and denominator, because the hash of a fraction costs more than all else here.
        known: dict[tuple[int, int] | None, Marked] = {}
        column: Column = {}
        for bid in bids:
            read = self.reads.get(bid)
            key = None if read is None else read.as_integer_ratio()
            marked = known.get(key)
            if marked is None:
                marked = known[key] = self.mark(read, references)
            column[bid] = marked
        return column

    def mark(self, read: Fraction | None, references: References) -> Marked:
        """Return the marks of one figure, level or recorded result."""
        if self.bound is None:
            if read is None or self.marks_of is None:
                return Marked(None, None, None)
            return self._weighted(read, self.marks_of(read))
        if self.bound.relative and references.none and (references.empty_pool or self.bound.needs_reference(read)):
            return Marked(read, None, None)
        value = self.figure_over(read, references)
        return self._weighted(value, self.bound.share(value, references.pool) * HUNDRED)

    def figure_over(self, read: Fraction | None, references: References) -> Fraction | None:
        """Return the figure that the formula reads; a relative figure is taken over the pool's lowest."""
        if self.bound is None or not self.bound.of.relative or read is None or references.lowest is None:
            return read
        return percent_above(read, references.lowest)

    def _weighted(self, read: Fraction | None, marks: Fraction) -> Marked:
        return Marked(read, marks, self.settle(marks * self.points / HUNDRED))
