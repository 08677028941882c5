"""What one unit is taken to be worth: a proxy value brought to the prices of one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from social_value.core.expressions import Quantity, grown_and_rounded
from social_value.core.steps import Working, worked
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
        return Range.of(lambda level: self.brought(stated.at(level)).value)

    def brought(self, value: Fraction) -> Working:
        """Return how a published value is brought to the procurement's prices, as its index and its growth say."""
        index, growth = self.index, self.growth
        indices = (index.now, index.then) if index else ()
        incomes = (growth.income, growth.income_then, growth.elasticity) if growth else ()
        return worked(in_prices_used, value, indices, incomes)


def in_prices_used(value: Quantity, indices: Sequence[Quantity], incomes: Sequence[Quantity]) -> Quantity:
    """Return ``value x index / index``, and with growth of income ``x (income / income) ^ elasticity``, to the penny.

    ``indices`` are those of the prices used and of the value's price base, ``incomes`` those of the same years and the
    elasticity; each is empty where a value needs none.
    """
    real = value * indices[0] / indices[1] if indices else value
    if not incomes:
        return real
    income, income_then, elasticity = incomes
    return grown_and_rounded(real, income / income_then, elasticity, PENCE)


def stated_value(value: DatedValue, year: int) -> Decimal | None:
    """Return the published central value for a calendar year, or None where a series does not reach it."""
    return value.series.get(str(year)) if value.series else value.value


def year_of(series: Mapping[str, Decimal], base: str) -> Fraction | None:
    """Return the number of a series for a year as a price base writes it, such as 2019 or 2012-13."""
    value = series.get(base)
    return None if value is None else Fraction(value)
