"""Discount rates and factors (HM Treasury, The Green Book, annex 6)."""

from __future__ import annotations

from fractions import Fraction

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
    """Return the discount factor of a year: a running product, 1 in year 0.

    The Green Book's year 31 is year 30's factor / 1.03, not 1 / 1.03^31.
    """
    factor = Fraction(1)
    for past in range(1, year + 1):
        factor /= 1 + yearly_rate(rates, past)
    return factor


def factor_words(rates: DatedValue, year: int) -> str:
    """Write the factor as arithmetic: one power for each rate that applies up to the year."""
    counts: dict[Fraction, int] = {}
    for past in range(1, year + 1):
        rate = yearly_rate(rates, past)
        counts[rate] = counts.get(rate, 0) + 1
    powers = [f"{plain(1 + rate)}^{count}" for rate, count in counts.items()]
    return f"1/({'*'.join(powers)})" if powers else "1"
