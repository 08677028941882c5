"""A sum of money at the low end, in the centre and at the high end of its range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from social_value.arithmetic import exact_sum
from social_value.model.valuation import ValueLevel

LEVELS: tuple[ValueLevel, ...] = get_args(ValueLevel)
"""Low, central, high."""


@dataclass(frozen=True, slots=True)
class Range:
    """Three numbers that are worked out alike; a number without a range is the same at all three."""

    low: Fraction
    central: Fraction
    high: Fraction

    def at(self, level: ValueLevel) -> Fraction:
        """Return the number at one level."""
        return {"low": self.low, "central": self.central, "high": self.high}[level]

    def times(self, factor: Fraction) -> Range:
        """Return the range with every number multiplied.

        >>> Range(Fraction(1), Fraction(2), Fraction(3)).times(Fraction(2)).high
        Fraction(6, 1)
        """
        return Range(self.low * factor, self.central * factor, self.high * factor)

    def at_most(self, most: Fraction | None) -> Range:
        """Return the range with no number above a limit, where there is one."""
        if most is None:
            return self
        return Range(min(self.low, most), min(self.central, most), min(self.high, most))

    def at_most_range(self, most: Range) -> Range:
        """Return the range with no number above that of another range at the same level."""
        return Range(min(self.low, most.low), min(self.central, most.central), min(self.high, most.high))

    def or_nothing_below(self, least: Fraction | None) -> Range:
        """Return the range with every number below a limit counted as 0, where there is a limit."""
        if least is None:
            return self
        kept = (value if value >= least else Fraction(0) for value in (self.low, self.central, self.high))
        return Range(*kept)


NOTHING = Range(Fraction(0), Fraction(0), Fraction(0))


def range_sum(ranges: Iterable[Range]) -> Range:
    """Return the exact sum, level by level."""
    parts = tuple(ranges)
    return Range(
        exact_sum(part.low for part in parts),
        exact_sum(part.central for part in parts),
        exact_sum(part.high for part in parts),
    )
