"""How two totals differ along a move, for every method whose totals can be compared by straight lines.

A difference is positive where the first bid is ahead. It is given at the whole weight and at one of 0, with how far
rounding can move it: by how much for each point that the quality of both is off, and for each unit that both
published figures are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.what_if.total_lines import ZERO, Line


@dataclass(frozen=True, slots=True)
class Apart:
    """The difference at both ends of the move, and what rounding of quality and of published figures can do to it."""

    inside: Fraction
    outside: Fraction
    by_quality: Fraction
    by_published: Fraction


Difference = Callable[[Line, Line, Mapping[str, Fraction], Fraction], Apart]
"""Of two lines in points, the parameters of the method, and the most points that quality can have."""


def _weighted_sum(line: Line, other: Line, parameters: Mapping[str, Fraction], most: Fraction) -> Apart:
    return Apart(line.inside - other.inside, line.outside - other.outside, Fraction(2), Fraction(2))


def _price_per_point(line: Line, other: Line, parameters: Mapping[str, Fraction], most: Fraction) -> Apart:
    """P / Q is lower where P x the other's Q is: both sides are multiplied by both qualities."""
    return Apart(
        line.inside * other.price - other.inside * line.price,
        line.outside * other.price - other.outside * line.price,
        line.price + other.price,
        2 * most * most,
    )


def _on_value(line: Line, other: Line, parameters: Mapping[str, Fraction], most: Fraction) -> Apart:
    worth, dearer = parameters["pounds_per_quality_point"], line.price - other.price
    return Apart(
        worth * (line.inside - other.inside) - dearer,
        worth * (line.outside - other.outside) - dearer,
        2 * worth,
        Fraction(2),
    )


def _lowest_price(line: Line, other: Line, parameters: Mapping[str, Fraction], most: Fraction) -> Apart:
    cheaper = other.price - line.price
    return Apart(cheaper, cheaper, ZERO, ZERO)


DIFFERENCES: Mapping[str, Difference] = {
    "weighted-sum": _weighted_sum,
    "price-per-quality-point": _price_per_point,
    "award-on-value": _on_value,
    "lowest-price-above-threshold": _lowest_price,
}
"""By method; a method that is not here has totals that are roots."""
