"""Discount rates and factors (HM Treasury, The Green Book, annex 6)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from social_value.arithmetic import HUNDRED
from social_value.core.expressions import Quantity, raised
from social_value.core.inputs import Inputs
from social_value.core.series import product_of
from social_value.model.register import DatedValue

_YEAR_0: Any = Fraction(1)
"""The factor of year 0, which no operand decides: over cells as over numbers it is 1."""


def discount_rates(inputs: Inputs) -> DatedValue | None:
    """Return the schedule of discount rates that the procurement names, as in force when it commenced.

    Where it does not say when, the day the run was asked for counts, and without one the latest schedule.
    """
    day = inputs.procurement.commenced_on or inputs.as_of
    named = inputs.procurement.whole_life
    register = inputs.registers.get(named.register_id) if named else None
    entry = register.entry(named.rate) if register and named else None
    return entry.on(day) if entry else None


def capital_uplift(inputs: Inputs) -> Fraction:
    """Return the share that is added to capital costs for optimism bias; 0 where the procurement names none.

    The upper bound of the register, less what the procurement has shown to be under control: bound x (1 - mitigated)
    (HM Treasury, supplementary Green Book guidance on optimism bias).
    """
    named = inputs.procurement.whole_life.optimism_bias if inputs.procurement.whole_life else None
    bound = inputs.register_value(named) if named else None
    if named is None or bound is None or bound.value is None:
        return Fraction(0)
    return Fraction(bound.value) / HUNDRED * (1 - Fraction(named.mitigated))


def yearly_rate(rates: DatedValue, year: int) -> Fraction:
    """Return the rate of a year as a share. Raises LookupError where the schedule does not reach it."""
    for span in rates.schedule:
        if span.from_year <= year and (span.to_year is None or year <= span.to_year):
            return Fraction(span.percent) / HUNDRED
    raise LookupError(f"no discount rate for year {year}")


def reaches(rates: DatedValue, year: int) -> bool:
    """Tell whether the schedule has a rate for a year."""
    return any(span.from_year <= year and (span.to_year is None or year <= span.to_year) for span in rates.schedule)


def discount_factor(rates: DatedValue, year: int) -> Fraction:
    """Return the discount factor of a year, 1 in year 0: one power of each rate that applied on the way.

    The Green Book's year 31 is year 30's factor / 1.03, not 1 / 1.03^31. Raises LookupError where the schedule does
    not reach the year.
    """
    return factor_of(*growth_until(rates, year))


def factor_of(growths: Sequence[Quantity], years: Sequence[Quantity]) -> Quantity:
    """Return the discount factor after each growth has applied for as many years.

    >>> from social_value.core.expressions import number
    >>> factor_of([Fraction(207, 200)], [Fraction(1)]), factor_of([number(2), number(3)], [number(4), number(1)]).text
    (Fraction(200, 207), '1/(2^4*3^1)')
    """
    powers = [raised(growth, number_of) for growth, number_of in zip(growths, years, strict=True)]
    factor: Quantity = 1 / product_of(powers) if powers else _YEAR_0
    return factor


def next_factor(before: Quantity, percent: Quantity) -> Quantity:
    """Return the factor of a year from that of the year before.

    >>> next_factor(Fraction(1), Fraction(7, 2))
    Fraction(200, 207)
    """
    return before / (1 + percent / 100)


def growth_until(rates: DatedValue, year: int) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return 1 + each rate that applied on the way to a year, and for how many years; the operands of ``factor_of``.

    Raises LookupError where the schedule does not reach the year.
    """
    spans = _years_at(rates, year)
    return tuple(Fraction(1 + rate) for rate, _ in spans), tuple(Fraction(years) for _, years in spans)


def _years_at(rates: DatedValue, year: int) -> list[tuple[Fraction, int]]:
    """Return how many of the years from 1 up to a year fall under each rate."""
    spans = []
    for span in rates.schedule:
        last = year if span.to_year is None else min(span.to_year, year)
        years = last - max(span.from_year, 1) + 1
        if years > 0:
            spans.append((Fraction(span.percent) / HUNDRED, years))
    if sum(years for _, years in spans) != year:
        raise LookupError(f"the discount rates do not reach year {year}")
    return spans
