"""Bounds of a quantity: never below 0, and nothing where it does not reach the least that counts."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.expressions import Expression, Quantity

_CLEAN = 6
"""Places to which amounts in cells are free of binary noise."""


def at_least_zero(quantity: Quantity) -> Quantity:
    """Return a quantity, or 0 where it is below 0; over cells and over numbers this is a MAX.

    >>> from social_value.core.expressions import number
    >>> at_least_zero(Fraction(-2)), at_least_zero(number(-2)).text
    (Fraction(0, 1), 'MAX(0,-2)')
    """
    if isinstance(quantity, Fraction):
        return max(Fraction(0), quantity)
    return Expression(f"MAX(0,{quantity.text})", None if quantity.value is None else max(Fraction(0), quantity.value))


def nothing_below(amount: Quantity, least: Quantity) -> Quantity:
    """Return an amount, or 0 where it is below the least that counts; over cells and over numbers this is an IF.

    >>> from social_value.core.expressions import cell, number
    >>> nothing_below(Fraction(3), Fraction(4)), nothing_below(number(5), number(4)).text
    (Fraction(0, 1), 'IF(5<4,0,5)')
    >>> nothing_below(cell("A1"), cell("B1")).text
    'IF(ROUND(A1,6)<ROUND(B1,6),0,A1)'
    """
    if isinstance(amount, Fraction):
        return amount if amount >= least else Fraction(0)
    kept = None if amount.value is None or least.value is None else nothing_below(amount.value, least.value)
    return Expression(f"IF({_compared(amount)}<{_compared(least)},0,{amount.text})", kept)


def _compared(amount: Expression) -> str:
    # Cells hold binary numbers, whose noise must not cost a bid an amount that just reaches what is asked for.
    return amount.text if amount.value is not None else f"ROUND({amount.text},{_CLEAN})"
