"""Yearly effects of a commitment: each year of delivery, and each year that what was delivered still has an effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from social_value.arithmetic import plain
from social_value.core.discounting import discount_factor, factor_words
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.ranges import Range
from social_value.model.bid import Commitment
from social_value.model.valuation import Lasting

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

    @property
    def value(self) -> Range:
        """Present value of one unit."""
        return self.proxy.times(self.remaining * self.part * self.discount)


def effects_of(commitment: Commitment, valued: ValuedMeasure, basis: Basis) -> Iterator[Effect]:
    """Yield every yearly effect. Raises LookupError where a rate or a yearly value is missing."""
    lasts = valued.rule.lasts
    for delivered in range(commitment.from_year, commitment.from_year + commitment.years):
        for lasting in range(1, lasting_years(lasts) + 1):
            year = delivered + lasting - 1
            calendar_year = basis.valuation.first_year + year - 1
            remaining = (1 - Fraction(lasts.drop_off)) ** (lasting - 1) if lasts else _ONE
            part = min(_ONE, Fraction(lasts.years) - (lasting - 1)) if lasts else _ONE
            index = basis.index_of(year)
            discount = discount_factor(valued.rates, index) if valued.rates else _ONE
            proxy = valued.proxy.in_base(calendar_year)
            yield Effect(delivered, lasting, year, calendar_year, remaining, part, index, discount, proxy)


def lasting_years(lasts: Lasting | None) -> int:
    """Return in how many years there is an effect, the last perhaps for a part of it."""
    return ceil(lasts.years) if lasts else 1


def last_year(commitment: Commitment, lasts: Lasting | None) -> int:
    """Return the last contract year, counted from 1, in which a commitment has an effect."""
    return commitment.from_year + commitment.years - 1 + lasting_years(lasts) - 1


def effect_words(effect: Effect, valued: ValuedMeasure) -> str:
    """Write drop-off, part of the year and discount as arithmetic that goes on after a product."""
    words = ""
    if valued.rule.lasts and effect.lasting > 1:
        words += f"*(1-{plain(valued.rule.lasts.drop_off)})^{effect.lasting - 1}"
    if effect.part != 1:
        words += f"*{plain(effect.part)}"
    if valued.rates and effect.index:
        words += f"*({factor_words(valued.rates, effect.index)})"
    return words
