"""Candidates: the weights at which an order can change, solved and never sampled.

Totals are straight lines, so two of them cross once. Where totals or criteria are rounded before bids are ranked,
they are staircases, and the steps near a crossing are candidates too. A method whose totals are roots has crossings
that no fraction can name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from social_value.arithmetic import HUNDRED, exact_sum
from social_value.core.evaluation.evaluate import tie_leaves
from social_value.core.what_if.differences import DIFFERENCES, Apart
from social_value.core.what_if.total_lines import ZERO, Line, Lines, crossing

MOST_ROUNDED = 60_000
"""Numbers that are rounded again at the steps of one sweep, for each bid; beyond that only whole weights are told."""
NO_END = Fraction(10**18)
"""Stands for a price per quality point without an end, which no number of steps reaches."""
IRRATIONAL = (
    "its totals are roots, so the weights at which two bids draw level are no fractions; every whole weight is exact"
)
MANY_STEPS = (
    "rounding before ranking makes more steps near the crossings than are looked at; every whole weight is exact"
)


Reach = tuple[Fraction, Fraction]
"""Two weights, and all between them."""


def why_not_exact(lines: Lines) -> str:
    """Return why the weights at which bids cross cannot be named exactly; empty where they can."""
    return "" if lines.field.method.method.id in DIFFERENCES else IRRATIONAL


def unbeaten(lines: Lines) -> tuple[str, ...]:
    """Return the bids that no other one beats by its exact total at every weight.

    A bid is beaten where another is at least as good on the target and on everything else, better on one of them,
    and cheaper where the method reads prices.
    """
    reads_price = lines.field.method.method.reads_price
    ordered = sorted(lines.lines.values(), key=lambda line: (-line.outside, -line.inside, line.price, line.bid))
    kept: list[Line] = []
    for line in ordered:
        if not any(_beats(rival, line, reads_price) for rival in kept):
            kept.append(line)
    return tuple(line.bid for line in kept)


def _beats(line: Line, other: Line, reads_price: bool) -> bool:
    no_worse = line.inside >= other.inside and line.outside >= other.outside
    better = line.inside > other.inside or line.outside > other.outside
    return no_worse and better and (not reads_price or line.price < other.price)


def _error_of_quality(lines: Lines) -> Fraction:
    rounds = lines.rounding.at == "criterion"
    return Fraction(len(lines.table.leaves), 10**lines.rounding.places) if rounds else ZERO


def _error_of_published(lines: Lines) -> Fraction:
    return Fraction(1, 10**lines.rounding.places) if lines.rounding.rank_on == "published" else ZERO


class Crossings:
    """The weights at which the order of some bids can change, or only who of them is first."""

    def __init__(self, lines: Lines, only_first: bool) -> None:
        self.lines, self.method = lines, lines.field.method
        self.difference = DIFFERENCES[self.method.method.id]
        self.of_quality, self.of_published = _error_of_quality(lines), _error_of_published(lines)
        self.whole = lines.move.whole
        whole: Reach = (ZERO, self.whole)
        self.reach = self._reaches() if only_first else dict.fromkeys(lines.table.bids, whole)

    def at(self, weight: Fraction) -> tuple[str, ...]:
        """Return the bids that can be first at a weight; all of them where the whole order is asked for."""
        return tuple(bid for bid, (low, high) in self.reach.items() if low <= weight <= high)

    def _reaches(self) -> dict[str, Reach]:
        """Return the weights between which each bid can be first; bids that never can are left out."""
        rivals = unbeaten(self.lines)
        reaches = {bid: self._first_within(bid, rivals) for bid in self.lines.table.bids}
        return {bid: reach for bid, reach in reaches.items() if reach is not None}

    def candidates(self) -> tuple[list[Fraction], str]:
        """Return every such weight in rising order, and why some are missing, if they are."""
        weights: set[Fraction] = set()
        steps = 0
        numbers = len(self.lines.table.leaves) if self.of_quality else 1
        for pair in combinations([bid for bid, (low, high) in self.reach.items() if low < high], 2):
            bid, other = pair
            both = _overlap(self.reach[bid], self.reach[other])
            if both is None:
                continue
            apart, error = self._apart(bid, other)
            weights.update(both)
            weights.update(at for at in self._turns(bid, other, apart, error) if both[0] <= at <= both[1])
            window = (
                _overlap(_window(apart, error, self.whole), both)
                if error and not _alike(self.lines, bid, other)
                else None
            )
            if window is None:
                continue
            steps += sum(_count(self.lines, counted, *window) for counted in pair)
            if steps * numbers > MOST_ROUNDED:
                return [], MANY_STEPS
            weights.update(step for stepped in pair for step in _steps(self.lines, stepped, *window))
        return sorted(weights), ""

    def _apart(self, bid: str, other: str) -> tuple[Apart, Fraction]:
        """Return how two totals differ, and how far rounding may move the difference."""
        first, second = (self.lines.lines[name].in_points(self.whole) for name in (bid, other))
        apart = self.difference(first, second, self.method.parameters, self.whole)
        return apart, apart.by_quality * self.of_quality + apart.by_published * self.of_published

    def _turns(self, bid: str, other: str, apart: Apart, error: Fraction) -> Iterator[Fraction]:
        yield from _known(crossing(apart.inside, apart.outside, self.whole))
        if error or apart.inside == apart.outside == 0:
            yield from _tie_crossings(self.lines, bid, other)

    def _first_within(self, bid: str, rivals: Iterable[str]) -> Reach | None:
        """Return the weights between which no rival is further ahead than rounding can hide."""
        reach: Reach | None = (ZERO, self.whole)
        for other in rivals:
            if other != bid and reach is not None:
                apart, error = self._apart(bid, other)
                reach = _overlap(reach, _at_least(apart, -error, self.whole))
        return reach


def _overlap(reach: Reach | None, other: Reach | None) -> Reach | None:
    if reach is None or other is None:
        return None
    low, high = max(reach[0], other[0]), min(reach[1], other[1])
    return (low, high) if low <= high else None


def _at_least(apart: Apart, least: Fraction, whole: Fraction) -> Reach | None:
    """Return the weights at which a difference is at least so much."""
    at = crossing(apart.inside - least, apart.outside - least, whole)
    if at is None:
        return (ZERO, whole) if apart.inside >= least and apart.outside >= least else None
    return (at, whole) if apart.inside > apart.outside else (ZERO, at)


def _window(apart: Apart, error: Fraction, whole: Fraction) -> Reach | None:
    """Return the weights between which two exact totals are no further apart than rounding can hide."""
    other = Apart(-apart.inside, -apart.outside, ZERO, ZERO)
    return _overlap(_at_least(apart, -error, whole), _at_least(other, -error, whole))


def _alike(lines: Lines, bid: str, other: str) -> bool:
    """Tell whether two bids are rounded alike at every weight, so that no step can part them."""
    if lines.rounding.at == "criterion":
        same = all(marks[bid] == marks[other] for marks in lines.table.marks.values())
        return same and lines.lines[bid].price == lines.lines[other].price
    first, second = lines.lines[bid], lines.lines[other]
    return (first.inside, first.outside, first.price) == (second.inside, second.outside, second.price)


def _known(at: Fraction | None) -> tuple[Fraction, ...]:
    return () if at is None else (at,)


def _tie_crossings(lines: Lines, first: str, second: str) -> Iterator[Fraction]:
    """Yield where the weighted sums that a tie-break step compares cross."""
    for name in lines.field.inputs.procurement.evaluation.tie_break:
        chosen = tie_leaves(lines.field.inputs, name)
        marks = {leaf.id: lines.table.marks[leaf.id] for leaf in chosen}
        apart = {leaf: (of[first] or ZERO) - (of[second] or ZERO) for leaf, of in marks.items()}
        inside, outside = (
            exact_sum(share * apart[leaf] for leaf, share in shares.items() if leaf in apart)
            for shares in (lines.move.inside, lines.move.outside)
        )
        yield from _known(crossing(inside, outside, lines.move.whole))


def _stairs(lines: Lines, bid: str) -> list[tuple[Fraction, Fraction]]:
    """Return the straight lines that are rounded for a bid: each its value at a weight of 0, and its slope."""
    whole = lines.move.whole / HUNDRED
    if lines.rounding.at == "total":
        line = lines.lines[bid]
        return [(line.outside * whole, (line.inside - line.outside) / HUNDRED)]
    marks = {leaf: lines.table.marks[leaf][bid] or ZERO for leaf in lines.table.leaves}
    inside = [(ZERO, marks[leaf] * share / HUNDRED) for leaf, share in lines.move.inside.items()]
    outside = [
        (marks[leaf] * share * whole, -marks[leaf] * share / HUNDRED) for leaf, share in lines.move.outside.items()
    ]
    return [*inside, *outside]


def _levels(lines: Lines, bid: str, low: Fraction, high: Fraction) -> Iterator[tuple[Fraction, Fraction, range]]:
    """Yield each line that is rounded, with the numbers of its steps between two weights."""
    scale, half = 10**lines.rounding.places, _half(lines)
    for start, slope in _stairs(lines, bid):
        if slope:
            ends = sorted(_shown(lines, bid, start + slope * at) for at in (low, high))
            yield start, slope, range(floor(ends[0] * scale - half), ceil(ends[1] * scale - half) + 1)


def _shown(lines: Lines, bid: str, quality: Fraction) -> Fraction:
    """Return the number that is rounded: weighted marks of a criterion, or the figure that the method publishes."""
    method = lines.field.method
    if lines.rounding.at == "criterion" or not method.method.reads_price:
        return quality
    price = lines.lines[bid].price
    if method.method.divides_by_quality:
        return price / quality if quality else NO_END
    return price - quality * method.parameters["pounds_per_quality_point"]


def _quality_of(lines: Lines, bid: str, shown: Fraction) -> Fraction | None:
    """Return the quality at which the number that is rounded is this one."""
    method = lines.field.method
    if lines.rounding.at == "criterion" or not method.method.reads_price:
        return shown
    price = lines.lines[bid].price
    if method.method.divides_by_quality:
        return price / shown if shown else None
    worth = method.parameters["pounds_per_quality_point"]
    return (price - shown) / worth if worth else None


def _half(lines: Lines) -> Fraction:
    return Fraction(1, 2) if lines.rounding.direction.startswith("half") else ZERO


def _count(lines: Lines, bid: str, low: Fraction, high: Fraction) -> int:
    # A range may be longer than `len` can count: a figure that is divided by almost nothing has no end of steps.
    return sum(max(0, numbers.stop - numbers.start) for _, _, numbers in _levels(lines, bid, low, high))


def _steps(lines: Lines, bid: str, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield every weight in a window at which a rounded figure of the bid makes a step."""
    scale, half = 10**lines.rounding.places, _half(lines)
    for start, slope, numbers in _levels(lines, bid, low, high):
        for number in numbers:
            quality = _quality_of(lines, bid, (number + half) / scale)
            at = None if quality is None else (quality - start) / slope
            if at is not None and low <= at <= high:
                yield at
