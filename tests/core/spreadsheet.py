"""A small reader of arithmetic as a spreadsheet writes it, to work out printed formulas with exact fractions.

It knows numbers, names of cells, ``+ - * / ^``, comparisons, brackets, and the functions ABS, IF, LN, MAX, MIN
and ROUND. As in a spreadsheet, a sign binds closer than a power and powers are worked out from the left.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

DIGITS = 60
"""Precision of a power whose exponent is no whole number; every other result is exact."""

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<=|>=|<>|[-+*/^(),<>=]))")
_SUMS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {"+": operator.add, "-": operator.sub}
_PRODUCTS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {"*": operator.mul, "/": operator.truediv}
_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def worked_out(text: str, cells: Mapping[str, Fraction] | None = None) -> Fraction:
    """Return what the arithmetic comes to.

    >>> worked_out("100*MAX(0,MIN(1,(A-2)/4))", {"A": Fraction(5)}), worked_out("-2^2")
    (Fraction(75, 1), Fraction(4, 1))
    """
    reader = _Reader(_tokens(text), cells or {})
    value = reader.comparison()
    if reader.tokens:
        raise ValueError(f"{text!r} goes on with {reader.tokens}")
    return value()


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power: exactly for a whole exponent, else to 60 digits."""
    if exponent.denominator == 1:
        return base**exponent.numerator
    with localcontext() as context:
        context.prec = DIGITS
        numbers = (Decimal(one.numerator) / Decimal(one.denominator) for one in (base, exponent))
        return Fraction(operator.pow(*numbers))


def logarithm(value: Fraction) -> Fraction:
    """Return the natural logarithm to 60 digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).ln())


def rounded_half_up(value: Fraction, places: Fraction) -> Fraction:
    """Round as a spreadsheet does: a half goes away from zero."""
    scaled = abs(value) * 10**places.numerator
    size = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**places.numerator)
    return size if value >= 0 else -size


def _tokens(text: str) -> list[str]:
    found, start = [], 0
    while start < len(text):
        match = _TOKEN.match(text, start)
        if match is None:
            raise ValueError(f"{text!r} is not understood from {text[start:]!r}")
        found.append(next(part for part in match.groups() if part))
        start = match.end()
    return found


_Value = Callable[[], Fraction]
"""A part that is worked out only when its value is wanted, so that IF leaves the other branch alone."""


class _Reader:
    def __init__(self, tokens: list[str], cells: Mapping[str, Fraction]) -> None:
        self.tokens = tokens
        self.cells = cells

    def next_is(self, *wanted: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in wanted

    def take(self, *wanted: str) -> str:
        if wanted and not self.next_is(*wanted):
            raise ValueError(f"expected one of {wanted} before {self.tokens}")
        return self.tokens.pop(0)

    def comparison(self) -> _Value:
        left = self.sum()
        if self.next_is(*_COMPARISONS):
            compare, right = _COMPARISONS[self.take()], self.sum()
            return lambda: Fraction(compare(left(), right()))
        return left

    def sum(self) -> _Value:
        value = self.product()
        while self.next_is(*_SUMS):
            value = _joined(_SUMS[self.take()], value, self.product())
        return value

    def product(self) -> _Value:
        value = self.power()
        while self.next_is(*_PRODUCTS):
            value = _joined(_PRODUCTS[self.take()], value, self.power())
        return value

    def power(self) -> _Value:
        value = self.signed()
        while self.next_is("^"):
            self.take("^")
            value = _joined(power, value, self.signed())
        return value

    def signed(self) -> _Value:
        if self.next_is("-"):
            self.take("-")
            value = self.signed()
            return lambda: -value()
        return self.single()

    def single(self) -> _Value:
        word = self.take()
        if word == "(":
            inside = self.comparison()
            self.take(")")
            return inside
        if self.next_is("("):
            return _call(word, self.arguments())
        number = Fraction(word) if word[0].isdigit() else self.cells[word]
        return lambda: number

    def arguments(self) -> list[_Value]:
        self.take("(")
        found = [self.comparison()]
        while self.next_is(","):
            self.take(",")
            found.append(self.comparison())
        self.take(")")
        return found


def _joined(join: Callable[[Fraction, Fraction], Fraction], left: _Value, right: _Value) -> _Value:
    return lambda: join(left(), right())


def _call(name: str, given: list[_Value]) -> _Value:
    if name == "IF":
        asked, then, otherwise = given
        return lambda: then() if asked() else otherwise()
    if name == "ROUND":
        value, places = given
        return lambda: rounded_half_up(value(), places())
    functions: Mapping[str, Callable[..., Fraction]] = {
        "ABS": abs,
        "LN": logarithm,
        "MAX": lambda *many: max(many),
        "MIN": lambda *many: min(many),
    }
    return lambda: functions[name](*(one() for one in given))
