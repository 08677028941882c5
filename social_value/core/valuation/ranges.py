"""A sum of money at the low end, in the centre and at the high end of its range."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from social_value.core.series import sum_of
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
        value: Fraction = getattr(self, level)
        return value

    @classmethod
    def of(cls, value_at: Callable[[ValueLevel], Fraction]) -> Range:
        """Return the range of what a function gives at each level."""
        return cls(value_at("low"), value_at("central"), value_at("high"))


NOTHING = Range(Fraction(0), Fraction(0), Fraction(0))


def each_level(work: Callable[..., Fraction], *operands: Range | Fraction) -> Range:
    """Return what a function gives level by level; a number is the same at each.

    >>> each_level(lambda value, times: value * times, Range(Fraction(1), Fraction(2), Fraction(3)), Fraction(2)).high
    Fraction(6, 1)
    """
    return Range.of(lambda level: work(*(_at(operand, level) for operand in operands)))


def _at(operand: Range | Fraction, level: ValueLevel) -> Fraction:
    return operand.at(level) if isinstance(operand, Range) else operand


def range_sum(ranges: Iterable[Range]) -> Range:
    """Return the exact sum, level by level."""
    parts = tuple(ranges)
    return Range.of(lambda level: sum_of([part.at(level) for part in parts]))
