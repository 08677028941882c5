"""Formulas written once and used three ways: as exact numbers, as printed arithmetic, as spreadsheet text.

A formula is a function over quantities. Given fractions it returns the exact share of the marks; given
``Expression`` it returns the same formula as text, over cell names for the workbook or over the bid's own
numbers for ``explain``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Literal, TypeVar

from social_value.arithmetic import plain, rounded_logarithm, rounded_root

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
"""How strongly an expression holds together, which decides where it needs brackets."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Arithmetic as text that any spreadsheet reads; ``value`` is known when it is made of numbers.

    ``added_by`` is the function that adds up what is not one cell but a block of them.
    """

    text: str
    value: Fraction | None = None
    strength: int = ATOM
    added_by: Literal["", "SUM", "SUMIF"] = ""

    def __neg__(self) -> Expression:
        # A spreadsheet reads -2^2 as (-2)^2, so that a power after a sign is put in brackets as well.
        text = f"({self.text})" if self.text[0] == "-" or _has_power(self.text) else _wrapped(self, PRODUCT)
        return Expression(f"-{text}", None if self.value is None else -self.value, SUM)

    def __add__(self, other: Operand) -> Expression:
        return _combine(self, "+", other, SUM)

    def __radd__(self, other: Operand) -> Expression:
        return _combine(other, "+", self, SUM)

    def __sub__(self, other: Operand) -> Expression:
        return _combine(self, "-", other, SUM)

    def __rsub__(self, other: Operand) -> Expression:
        return _combine(other, "-", self, SUM)

    def __mul__(self, other: Operand) -> Expression:
        return _combine(self, "*", other, PRODUCT)

    def __rmul__(self, other: Operand) -> Expression:
        return _combine(other, "*", self, PRODUCT)

    def __truediv__(self, other: Operand) -> Expression:
        return _combine(self, "/", other, PRODUCT)

    def __rtruediv__(self, other: Operand) -> Expression:
        return _combine(other, "/", self, PRODUCT)


Operand = Expression | Fraction | int
Quantity = TypeVar("Quantity", Fraction, Expression)


def number(value: Fraction | int) -> Expression:
    """Return an exact number as an expression that knows its value.

    >>> (1 - number(Fraction(1, 3)) / number(2)).text
    '1-1/3/2'
    """
    text = plain(Fraction(value))
    return Expression(text, Fraction(value), PRODUCT if "/" in text else SUM if text[0] == "-" else ATOM)


def cell(name: str) -> Expression:
    """Return a spreadsheet cell or name as an expression."""
    return Expression(name)


def written(quantity: object) -> Expression:
    """Return what a function over quantities gave as an expression: a number that no operand decides is itself.

    Raises TypeError for what is neither an expression nor an exact number.
    """
    return quantity if isinstance(quantity, Expression) else number(_as_fraction(quantity))


def bracketed(expression: Expression) -> str:
    """Return the text of an expression with brackets around it, unless it is one number or cell.

    >>> bracketed(cell("A1") * cell("B1")), bracketed(cell("A1"))
    ('(A1*B1)', 'A1')
    """
    return _wrapped(expression, ATOM)


def in_brackets(quantity: Quantity) -> Quantity:
    """Return a quantity that is written in brackets where it is more than one number or cell, needed or not.

    >>> (in_brackets(number(Fraction(1, 3))) * number(50)).text
    '(1/3)*50'
    """
    if isinstance(quantity, Fraction):
        return quantity
    return Expression(bracketed(quantity), quantity.value)


def _combine(left: Operand, sign: str, right: Operand, strength: int) -> Expression:
    first = left if isinstance(left, Expression) else number(left)
    second = right if isinstance(right, Expression) else number(right)
    # A sign after a sign is put in brackets: nobody reads `2--3` well, and a spreadsheet may not.
    needed = ATOM if sign == "/" else strength + 1
    after = f"({second.text})" if second.text[0] == "-" else _wrapped(second, needed)
    text = f"{_wrapped(first, strength)}{sign}{after}"
    return Expression(text, _value(first.value, sign, second.value), strength)


def _has_power(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "^" and depth == 0:
            return True
    return False


def _wrapped(operand: Expression, needed: int) -> str:
    return f"({operand.text})" if operand.strength < needed else operand.text


def _value(left: Fraction | None, sign: str, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    if sign == "/":
        return left / right
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def when_equal(
    left: Quantity, right: int, then: Quantity | Fraction | int, otherwise: Callable[[], Quantity]
) -> Quantity:
    """Return ``then`` where ``left`` equals ``right``, else ``otherwise()``.

    Over cells this is an IF; over numbers the branch that holds is taken, so that a division by zero on the
    other branch never happens and never prints.
    """
    if isinstance(left, Fraction):
        return _as_fraction(then) if left == right else otherwise()
    chosen = then if isinstance(then, Expression) else number(_as_fraction(then))
    if left.value is None:
        return Expression(f"IF({left.text}={right},{chosen.text},{otherwise().text})")
    return chosen if left.value == right else otherwise()


def smaller_of(left: Quantity, right: Quantity) -> Quantity:
    """Return the smaller of two quantities; over cells this is a MIN."""
    if isinstance(left, Fraction):
        return min(left, right)
    if left.value is None or right.value is None:
        return Expression(f"MIN({left.text},{right.text})")
    return left if left.value <= right.value else right


def distance(left: Quantity, right: Quantity) -> Quantity:
    """Return how far apart two quantities are, whichever is larger.

    >>> distance(Fraction(3), Fraction(5)), distance(number(3), number(5)).text
    (Fraction(2, 1), 'ABS(3-5)')
    """
    apart = left - right
    if isinstance(apart, Fraction):
        return abs(apart)
    return Expression(f"ABS({apart.text})", None if apart.value is None else abs(apart.value))


def logarithm(quantity: Quantity, base: Quantity, places: int) -> Quantity:
    """Return the logarithm of a quantity above 0 to a base above 1, rounded half up to so many places.

    It is in general no fraction, so that the rounding is a part of the formula, and stands in its text as well.

    >>> logarithm(Fraction(3, 2), Fraction(2), 4), logarithm(number(3) / number(2), number(2), 4).text
    (Fraction(117, 200), 'ROUND(LN(3/2)/LN(2),4)')
    """
    if isinstance(quantity, Fraction):
        return Fraction(rounded_logarithm(quantity, base, places))
    text = f"ROUND(LN({quantity.text})/LN({base.text}),{places})"
    if quantity.value is None or base.value is None:
        return Expression(text)
    return Expression(text, Fraction(rounded_logarithm(quantity.value, base.value, places)))


def raised(base: Quantity, years: Quantity) -> Quantity:
    """Return a quantity to a whole power, as a rate is that applies for years.

    >>> raised(Fraction(3, 2), Fraction(2)), (1 / raised(number(Fraction(207, 200)), number(5))).text
    (Fraction(9, 4), '1/(1.035^5)')
    """
    if isinstance(base, Fraction):
        return Fraction(base ** int(years))
    text = f"{bracketed(base)}^{bracketed(years)}"
    known = None if base.value is None or years.value is None else Fraction(base.value ** int(years.value))
    return Expression(text, known, POWER)


def square_root(radicand: Quantity) -> Quantity:
    """Return a square root: exact where it is rational, else to 30 places; over cells this is a power.

    Raises ZeroDivisionError below 0, where there is none, as a quotient without a value does.

    >>> square_root(Fraction(9, 4)), square_root(number(2)).text
    (Fraction(3, 2), '2^(0.5)')
    """
    if not isinstance(radicand, Fraction):
        return Expression(f"{bracketed(radicand)}^(0.5)")
    if radicand < 0:
        raise ZeroDivisionError("a number below 0 has no square root")
    exact = Fraction(isqrt(radicand.numerator), isqrt(radicand.denominator))
    return exact if exact**2 == radicand else Fraction(rounded_root(radicand, 2, 30, "half-up"))


def grown_and_rounded(amount: Quantity, growth: Quantity, exponent: Quantity, places: int) -> Quantity:
    """Return ``amount x growth ^ exponent``, rounded half up to so many places; the amount is 0 or more.

    A rational power of a fraction is in general no fraction. The power of the whole is taken, and its root is rounded
    once, from integers.

    >>> grown_and_rounded(Fraction(10), Fraction(2), Fraction(1, 2), 2)
    Fraction(707, 50)
    >>> grown_and_rounded(number(10), number(8) / number(4), number(Fraction(1, 2)), 2).text
    'ROUND(10*(8/4)^0.5,2)'
    """
    if isinstance(amount, Fraction):
        times, degree = exponent.as_integer_ratio()
        return Fraction(rounded_root(amount**degree * growth**times, degree, places, "half-up"))
    text = f"ROUND({_wrapped(amount, PRODUCT)}*{bracketed(growth)}^{bracketed(exponent)},{places})"
    if amount.value is None or growth.value is None or exponent.value is None:
        return Expression(text)
    return Expression(text, grown_and_rounded(amount.value, growth.value, exponent.value, places))


def _as_fraction(value: object) -> Fraction:
    if isinstance(value, int | Fraction):
        return Fraction(value)
    raise TypeError(f"expected an exact number, not {type(value).__name__}")


def limited(share: Expression) -> Expression:
    """Return the share limited to 0 to 1, as text that prints the limit only where a number needs it."""
    if share.value is not None and 0 <= share.value <= 1:
        return share
    value = None if share.value is None else min(max(share.value, Fraction(0)), Fraction(1))
    return Expression(f"MAX(0,MIN(1,{share.text}))", value)
