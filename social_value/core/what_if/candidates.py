"""Candidates: the weights at which an order can change, solved and never sampled.

Totals are straight lines, so two of them cross once. Where totals or criteria are rounded before bids are ranked,
they are staircases, and the steps near a crossing are candidates too. A method whose totals are roots has crossings
that no fraction can name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from social_value.arithmetic import HUNDRED
from social_value.core.evaluation import tie_leaves
from social_value.core.what_if.lines import ZERO, Line, Lines, crossing

MOST_STEPS = 4_000
"""Steps of staircases that are looked at for one sweep; beyond that only whole weights are."""
IRRATIONAL = (
    "its totals are roots, so the weights at which two bids draw level are no fractions; every whole weight is exact"
)
STAIRCASE = (
    "the figures of this method are rounded before bids are ranked, so they move in steps along a curve; "
    "every whole weight is exact"
)
MANY_STEPS = (
    "rounding before ranking makes more steps near the crossings than are looked at; every whole weight is exact"
)

Difference = Callable[[Line, Line], tuple[Fraction, Fraction]]
"""What the first of two bids has more than the second, at a weight of 100 and at a weight of 0."""


def _by_quality(one: Line, other: Line) -> tuple[Fraction, Fraction]:
    return one.inside - other.inside, one.outside - other.outside


def _by_price_per_point(one: Line, other: Line) -> tuple[Fraction, Fraction]:
    return (
        one.inside * other.price - other.inside * one.price,
        one.outside * other.price - other.outside * one.price,
    )


def _differences(lines: Lines) -> Difference | None:
    """Return how two totals differ along the move, or None where that is no straight line."""
    method = lines.field.method
    if method.method.id == "award-on-value":
        worth = method.parameters["pounds_per_quality_point"]

        def by_value(one: Line, other: Line) -> tuple[Fraction, Fraction]:
            dearer = one.price - other.price
            return worth * (one.inside - other.inside) - dearer, worth * (one.outside - other.outside) - dearer

        return by_value
    known: dict[str, Difference] = {
        "weighted-sum": _by_quality,
        "price-per-quality-point": _by_price_per_point,
        "lowest-price-above-threshold": lambda one, other: (other.price - one.price, other.price - one.price),
    }
    return known.get(method.method.id)


def why_not_exact(lines: Lines) -> str:
    """Return why the weights at which bids cross cannot be named exactly; empty where they can."""
    method = lines.field.method.method.id
    if _differences(lines) is None:
        return IRRATIONAL
    rounds = lines.rounding.at == "criterion" or lines.rounding.rank_on == "published"
    if rounds and method not in ("weighted-sum", "lowest-price-above-threshold"):
        return STAIRCASE
    return ""


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
    """Return how far a total that is ranked may be from the exact one, at most."""
    one_place = Fraction(1, 10**lines.rounding.places)
    if lines.rounding.at == "criterion":
        return one_place * len(lines.table.leaves)
    return one_place if lines.rounding.rank_on == "published" else ZERO


def candidates(lines: Lines, bids: Iterable[str]) -> tuple[list[Fraction], str]:
    """Return every weight at which the order of these bids can change, and why some are missing, if they are."""
    difference = _differences(lines)
    if difference is None:
        return [], IRRATIONAL
    found: set[Fraction] = set()
    steps = 0
    error = _rounding_error(lines)
    for name, second in combinations(bids, 2):
        pair = lines.lines[name], lines.lines[second]
        inside, outside = difference(*pair)
        found.update(_known(crossing(inside, outside)))
        if error or (inside == 0 and outside == 0):
            found.update(_tie_crossings(lines, name, second))
        if error and lines.field.method.method.reads_price is False:
            window = _window(inside, outside, 2 * error)
            if window is not None:
                steps += sum(_count(lines, bid, *window) for bid in (name, second))
                if steps > MOST_STEPS:
                    return [], MANY_STEPS
                found.update(step for bid in (name, second) for step in _steps(lines, bid, *window))
    return sorted(found), ""


def _known(at: Fraction | None) -> tuple[Fraction, ...]:
    return () if at is None else (at,)


def _tie_crossings(lines: Lines, first: str, second: str) -> Iterator[Fraction]:
    """Yield where the weighted sums that a tie-break step compares cross."""
    for name in lines.field.inputs.procurement.evaluation.tie_break:
        chosen = tie_leaves(lines.field.inputs, name)
        marks = [(lines.table.marks[x.id][first], lines.table.marks[x.id][second], x.id) for x in chosen]
        apart = {leaf: (one or ZERO) - (other or ZERO) for one, other, leaf in marks}
        inside = sum((lines.move.inside[leaf] * gap for leaf, gap in apart.items() if leaf in lines.move.inside), ZERO)
        outside = sum(
            (lines.move.outside[leaf] * gap for leaf, gap in apart.items() if leaf in lines.move.outside), ZERO
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


def _count(lines: Lines, bid: str, low: Fraction, high: Fraction) -> int:
    scale = 10**lines.rounding.places
    return sum(int(abs(slope) * (high - low) * scale) + 1 for _, slope in _stairs(lines, bid) if slope)


def _steps(lines: Lines, bid: str, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield every weight in a window at which a rounded figure of the bid makes a step."""
    scale = 10**lines.rounding.places
    half = Fraction(1, 2) if lines.rounding.direction.startswith("half") else ZERO
    for start, slope in _stairs(lines, bid):
        if slope == 0:
            continue
        ends = sorted((start + slope * low, start + slope * high))
        for whole in range(floor(ends[0] * scale - half), ceil(ends[1] * scale - half) + 1):
            at = ((whole + half) / scale - start) / slope
            if low <= at <= high:
                yield at
