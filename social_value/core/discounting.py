"""Discount rates and factors (HM Treasury, The Green Book, annex 6)."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from social_value.arithmetic import HUNDRED, plain
from social_value.core.inputs import Inputs
from social_value.model.register import DatedValue


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
    growth = (Fraction(1 + rate) ** years for rate, years in _years_at(rates, year))
    return 1 / prod(growth, start=Fraction(1))


def factor_words(rates: DatedValue, year: int) -> str:
    """Write the factor as arithmetic: one power of each rate that applied on the way."""
    powers = [f"{plain(1 + rate)}^{years}" for rate, years in _years_at(rates, year)]
    return f"1/({'*'.join(powers)})" if powers else "1"


def _years_at(rates: DatedValue, year: int) -> list[tuple[Fraction, int]]:
    """Return how many of the years from 1 up to a year fall under each rate."""
    found = []
    for span in rates.schedule:
        last = year if span.to_year is None else min(span.to_year, year)
        years = last - max(span.from_year, 1) + 1
        if years > 0:
            found.append((Fraction(span.percent) / HUNDRED, years))
    if sum(years for _, years in found) != year:
        raise LookupError(f"the discount rates do not reach year {year}")
    return found
