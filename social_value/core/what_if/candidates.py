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
from social_value.core.evaluation import tie_leaves
from social_value.core.what_if.differences import DIFFERENCES
from social_value.core.what_if.lines import ZERO, Line, Lines, crossing

MOST_STEPS = 10_000
"""Steps of staircases that are looked at for one sweep; beyond that only whole weights are."""
NO_END = Fraction(10**18)
"""Stands for a price per quality point without an end, which no number of steps reaches."""
IRRATIONAL = (
    "its totals are roots, so the weights at which two bids draw level are no fractions; every whole weight is exact"
)
MANY_STEPS = (
    "rounding before ranking makes more steps near the crossings than are looked at; every whole weight is exact"
)


def why_not_exact(lines: Lines) -> str:
    """Return why the weights at which bids cross cannot be named exactly; empty where they can."""
    return "" if lines.field.method.method.id in DIFFERENCES else IRRATIONAL


def contenders(lines: Lines) -> tuple[str, ...]:
    """Return the bids that may be first somewhere between a weight of 0 and 100, both ends left out.

    A bid is left out where another is at least as good on the target and on everything else, better on one of them,
    and cheaper where the method reads prices; with rounding, better by more than rounding can make up for.
    """
    slack, reads_price = 2 * _rounding_error(lines), lines.field.method.method.reads_price
    if slack and reads_price:
        return lines.table.bids
    ordered = sorted(lines.lines.values(), key=lambda line: (-line.outside, -line.inside, line.price, line.bid))
    kept: list[Line] = []
    for line in ordered:
        if not any(_beats(one, line, slack, reads_price) for one in kept):
            kept.append(line)
    return tuple(line.bid for line in kept)


def _beats(one: Line, other: Line, slack: Fraction, reads_price: bool) -> bool:
    inside, outside = one.inside - other.inside, one.outside - other.outside
    if inside < slack or outside < slack or (reads_price and one.price >= other.price):
        return False
    return inside > slack or outside > slack


def _rounding_error(lines: Lines) -> Fraction:
    """Return how far a weighted sum that is ranked may be from the exact one, at most."""
    return max(_error_of_quality(lines), _error_of_published(lines))


def _error_of_quality(lines: Lines) -> Fraction:
    rounds = lines.rounding.at == "criterion"
    return Fraction(len(lines.table.leaves), 10**lines.rounding.places) if rounds else ZERO


def _error_of_published(lines: Lines) -> Fraction:
    return Fraction(1, 10**lines.rounding.places) if lines.rounding.rank_on == "published" else ZERO


def candidates(lines: Lines, bids: Iterable[str]) -> tuple[list[Fraction], str]:
    """Return every weight at which the order of these bids can change, and why some are missing, if they are."""
    method = lines.field.method
    difference = DIFFERENCES[method.method.id]
    of_quality, of_published = _error_of_quality(lines), _error_of_published(lines)
    found: set[Fraction] = set()
    steps = 0
    for one, other in combinations(bids, 2):
        apart = difference(lines.lines[one], lines.lines[other], method.parameters)
        found.update(_known(crossing(apart.inside, apart.outside)))
        error = apart.by_quality * of_quality + apart.by_published * of_published
        if error or apart.inside == apart.outside == 0:
            found.update(_tie_crossings(lines, one, other))
        window = _window(apart.inside, apart.outside, error) if error and not _alike(lines, one, other) else None
        if window is None:
            continue
        steps += sum(_count(lines, bid, *window) for bid in (one, other))
        if steps > MOST_STEPS:
            return [], MANY_STEPS
        found.update(step for bid in (one, other) for step in _steps(lines, bid, *window))
    return sorted(found), ""


def _alike(lines: Lines, one: str, other: str) -> bool:
    """Tell whether two bids are rounded alike at every weight, so that no step can part them."""
    if lines.rounding.at == "criterion":
        same = all(marks[one] == marks[other] for marks in lines.table.marks.values())
        return same and lines.lines[one].price == lines.lines[other].price
    first, second = lines.lines[one], lines.lines[other]
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
        yield from _known(crossing(inside, outside))


def _window(inside: Fraction, outside: Fraction, error: Fraction) -> tuple[Fraction, Fraction] | None:
    """Return the weights between which two exact totals are no further apart than rounding can hide."""
    low, high = ZERO, HUNDRED
    slope, start = (inside - outside) / HUNDRED, outside
    if slope == 0:
        return (low, high) if abs(start) <= error else None
    ends = sorted(((-error - start) / slope, (error - start) / slope))
    low, high = max(low, ends[0]), min(high, ends[1])
    return (low, high) if low <= high else None


def _stairs(lines: Lines, bid: str) -> list[tuple[Fraction, Fraction]]:
    """Return the straight lines that are rounded for a bid: each its value at a weight of 0, and its slope."""
    if lines.rounding.at == "total":
        line = lines.lines[bid]
        return [(line.outside, (line.inside - line.outside) / HUNDRED)]
    marks = {leaf: lines.table.marks[leaf][bid] or ZERO for leaf in lines.table.leaves}
    inside = [(ZERO, marks[leaf] * share / HUNDRED) for leaf, share in lines.move.inside.items()]
    outside = [(marks[leaf] * share, -marks[leaf] * share / HUNDRED) for leaf, share in lines.move.outside.items()]
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
    return sum(len(numbers) for _, _, numbers in _levels(lines, bid, low, high))


def _steps(lines: Lines, bid: str, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield every weight in a window at which a rounded figure of the bid makes a step."""
    scale, half = 10**lines.rounding.places, _half(lines)
    for start, slope, numbers in _levels(lines, bid, low, high):
        for number in numbers:
            quality = _quality_of(lines, bid, (number + half) / scale)
            at = None if quality is None else (quality - start) / slope
            if at is not None and low <= at <= high:
                yield at
