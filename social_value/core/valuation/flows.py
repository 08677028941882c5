"""Yearly effects of a commitment: each year of delivery, and each year that what was delivered still has an effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from operator import mul

from social_value.core.discounting import discount_factor, factor_of, growth_until
from social_value.core.expressions import Quantity, raised, when_equal
from social_value.core.series import product_of
from social_value.core.steps import Operand, Working, worked
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.ranges import Range, each_level
from social_value.model.bid import Commitment
from social_value.model.valuation import Lasting, ValueLevel

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Effect:
    """One year of effect of one year of delivery, for one unit of the proxy that fully counts.

    ``delivered`` and ``lasting`` count from 1; ``year`` is the contract year of the effect and ``calendar_year`` the
    year whose proxy value is taken; ``index`` is for how many years it is discounted.
    """

    delivered: int
    lasting: int
    year: int
    calendar_year: int
    remaining: Fraction
    part: Fraction
    index: int
    discount: Fraction
    proxy: Range
    worth: Range
    """Present value of one unit: what the proxy comes to after drop-off, for the part of the year, discounted."""


def effects_of(commitment: Commitment, valued: ValuedMeasure, basis: Basis) -> Iterator[Effect]:
    """Yield every yearly effect. Raises LookupError where a rate or a yearly value is missing."""
    lasts = valued.rule.lasts
    for delivered in range(commitment.from_year, commitment.from_year + commitment.years):
        for lasting in range(1, lasting_years(lasts) + 1):
            year = delivered + lasting - 1
            calendar_year = basis.valuation.first_year + year - 1
            remaining = left_after(Fraction(lasts.drop_off), Fraction(lasting - 1)) if lasts else _ONE
            part = min(_ONE, Fraction(lasts.years) - (lasting - 1)) if lasts else _ONE
            index = basis.index_of(year)
            discount = discount_factor(valued.rates, index) if valued.rates else _ONE
            proxy = valued.proxy.in_base(calendar_year)
            worth = each_level(mul, proxy, product_of([remaining, part, discount]))
            yield Effect(delivered, lasting, year, calendar_year, remaining, part, index, discount, proxy, worth)


def left_after(drop_off: Quantity, years: Quantity) -> Quantity:
    """Return the share of an effect that is left so many years after the year of delivery.

    >>> left_after(Fraction(1, 5), Fraction(2))
    Fraction(16, 25)
    """
    # A spreadsheet has no 0^0, which a drop-off of all would come to in the year of delivery.
    return when_equal(years, 0, 1, lambda: raised(1 - drop_off, years))


def lasting_years(lasts: Lasting | None) -> int:
    """Return in how many years there is an effect, the last perhaps for a part of it."""
    return ceil(lasts.years) if lasts else 1


def last_year(commitment: Commitment, lasts: Lasting | None) -> int:
    """Return the last contract year, counted from 1, in which a commitment has an effect."""
    return commitment.from_year + commitment.years - 1 + lasting_years(lasts) - 1


def effect_working(counted: Sequence[Fraction], effect: Effect, valued: ValuedMeasure, level: ValueLevel) -> Working:
    """Return how the present value of an effect is worked out, from what counts of the commitment in a year.

    What is 1 for this effect, such as the discount of a first year, is left out: nobody multiplies by it.
    """
    factors: list[Operand] = [factor for factor in counted if factor != 1] or [_ONE]
    factors.append(effect.proxy.at(level))
    if valued.rule.lasts and effect.lasting > 1:
        factors.append(worked(left_after, valued.rule.lasts.drop_off, effect.lasting - 1))
    if effect.part != 1:
        factors.append(effect.part)
    if valued.rates and effect.index:
        factors.append(worked(factor_of, *growth_until(valued.rates, effect.index)))
    return worked(product_of, factors)
