"""Quantities that a bid commits itself to: those of one year of delivery, and those of all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from social_value.core.expressions import Quantity
from social_value.core.series import product_of
from social_value.model.bid import Commitment


def whole_quantity(commitment: Commitment) -> Fraction:
    """Return the quantity over all years of delivery that belongs to this contract."""
    return quantity_over(*map(Fraction, whole_of(commitment)))


def whole_of(commitment: Commitment) -> tuple[Decimal | int, ...]:
    """Return what the quantity of a commitment over all its years is the product of."""
    return commitment.quantity, commitment.years, commitment.share_of_time


def quantity_over(quantity: Quantity, years: Quantity, share_of_time: Quantity) -> Quantity:
    """Return the quantity over all years, of which a share of the time belongs to this contract.

    >>> quantity_over(Fraction(10), Fraction(4), Fraction(1, 2))
    Fraction(20, 1)
    """
    return quantity * years * share_of_time


def yearly_quantity(commitment: Commitment) -> Fraction:
    """Return the quantity of one year of delivery that belongs to this contract."""
    return product_of(yearly_of(commitment))


def yearly_of(commitment: Commitment) -> tuple[Fraction, Fraction]:
    """Return what the quantity of one year is the product of: what is promised, and its share of time."""
    return Fraction(commitment.quantity), Fraction(commitment.share_of_time)
