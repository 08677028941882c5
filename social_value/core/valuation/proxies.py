"""What one unit is taken to be worth: a proxy value brought to the prices of one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain, rounded_root
from social_value.core.valuation.ranges import Range
from social_value.model.base import Confidence
from social_value.model.register import DatedValue, Register, RegisterEntry

PENCE = 2
"""Places to which a value is rounded, half up, where growth of income makes it irrational."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth of income per head from a value's price base to the procurement's, and the power it is raised to."""

    income: Fraction
    income_then: Fraction
    elasticity: Fraction

    @property
    def words(self) -> str:
        """The growth as arithmetic."""
        return f"({plain(self.income)}/{plain(self.income_then)})^{plain(self.elasticity)}"


@dataclass(frozen=True, slots=True)
class Index:
    """A price index in the year of the procurement's prices and in that of a value's."""

    now: Fraction
    then: Fraction


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy value in force, with its source and what brings it to the procurement's prices."""

    register: Register
    entry: RegisterEntry
    value: DatedValue
    index: Index | None = None
    growth: Growth | None = None

    @property
    def by_year(self) -> bool:
        """Whether the value differs from calendar year to calendar year."""
        return bool(self.value.series)

    @property
    def confidence(self) -> Confidence:
        """How sure the register is of this value."""
        return self.value.confidence or self.register.confidence

    def stated(self, year: int) -> Range:
        """Return the published value for a calendar year. Raises LookupError where a series does not reach it."""
        central = stated_value(self.value, year)
        if central is None:
            raise LookupError(f'"{self.entry.id}" has no value for {year}')
        low, high = self.value.low, self.value.high
        if self.by_year:
            low, high = self.value.series_low.get(str(year)), self.value.series_high.get(str(year))
        return Range(*(Fraction(central if end is None else end) for end in (low, central, high)))

    def in_base(self, year: int) -> Range:
        """Return the value for a calendar year in the procurement's prices."""
        stated = self.stated(year)
        return Range(self._brought(stated.low), self._brought(stated.central), self._brought(stated.high))

    def _brought(self, value: Fraction) -> Fraction:
        """Return value x index / index, and with growth of income x (income / income)^elasticity, to the penny.

        A rational power of a fraction is in general no fraction: the power of the whole is taken and its root is
        rounded once, from integers.
        """
        real = value * self.index.now / self.index.then if self.index else value
        if self.growth is None:
            return real
        degree, power = self.growth.elasticity.denominator, self.growth.elasticity.numerator
        radicand = real**degree * (self.growth.income / self.growth.income_then) ** power
        return Fraction(rounded_root(radicand, degree, PENCE, "half-up"))

    def arithmetic(self, value: Fraction) -> str:
        """Write how a published value is brought to the procurement's prices, without growth of income."""
        return f"{plain(value)}*{plain(self.index.now)}/{plain(self.index.then)}" if self.index else plain(value)


def stated_value(value: DatedValue, year: int) -> Decimal | None:
    """Return the published central value for a calendar year, or None where a series does not reach it."""
    return value.series.get(str(year)) if value.series else value.value


def year_of(series: Mapping[str, Decimal], base: str) -> Fraction | None:
    """Return the number of a series for a year as a price base writes it, such as 2019 or 2012-13."""
    found = series.get(base)
    return None if found is None else Fraction(found)
