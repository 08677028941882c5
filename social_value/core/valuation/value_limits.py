"""Limits of value in money: the cap of a measure or a bid, the floor of a bid, and the cap on unlinked value."""

from __future__ import annotations

from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.expressions import Quantity
from social_value.core.series import least_of
from social_value.core.valuation.basis import Basis
from social_value.model.valuation import Limit


def at_most(amount: Quantity, cap: Quantity) -> Quantity:
    """Return an amount of which no more than the cap counts.

    >>> at_most(Fraction(3), Fraction(2))
    Fraction(2, 1)
    """
    return least_of([amount, cap])


def linked_part(total: Quantity, unlinked: Quantity) -> Quantity:
    """Return the part of a total that serves an outcome: all but what serves none."""
    return total - unlinked


def unlinked_that_counts(unlinked: Quantity, linked: Quantity, percent: Quantity) -> Quantity:
    """Return how much of the value that serves no outcome counts, where it may be so much percent of what counts.

    At most p percent of what counts may be unlinked: u <= p/100 x (l + u), so u <= l x p / (100 - p).

    >>> unlinked_that_counts(Fraction(50), Fraction(75), Fraction(25))
    Fraction(25, 1)
    """
    return least_of([unlinked, linked * percent / (100 - percent)])


def total_within_limit(linked: Quantity, unlinked_counted: Quantity) -> Quantity:
    """Return the total of which no more is unlinked than may be."""
    return linked + unlinked_counted


def percent_of(percent: Quantity, base: Quantity) -> Quantity:
    """Return so much percent of a base.

    >>> percent_of(Fraction(40), Fraction(2000))
    Fraction(800, 1)
    """
    return percent / 100 * base


def limit_of(limit: Limit | None, price: Fraction | None, basis: Basis) -> Fraction | None:
    """Return a cap or floor in money, or None where there is none. Raises LookupError where its base is missing."""
    if limit is None:
        return None
    if limit.amount is not None:
        return Fraction(limit.amount)
    percent, base = limit.percent_of_price, price
    if percent is None:
        percent, base = limit.percent_of_estimated_value, basis.estimated_value
    if percent is None or base is None:
        raise LookupError("there is no price to take the cap or floor of")
    return percent_of(Fraction(percent), base)


def limit_words(limit: Limit) -> str:
    """Write what a cap or floor is taken of."""
    if limit.amount is not None:
        return plain(limit.amount)
    if limit.percent_of_price is not None:
        return f"{plain(limit.percent_of_price)}% of the price"
    return f"{plain(limit.percent_of_estimated_value or 0)}% of the contract's estimated value"
