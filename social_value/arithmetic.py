"""Exact arithmetic: fractions inside, one declared rounding on the way out.

No published number passes through binary floating point. A number that a file states is a ``Decimal`` read
from its text; a number that is worked out is a ``Fraction``; a number that is published is a ``Decimal``
rounded once, where and how the procurement says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Literal

Direction = Literal["half-up", "half-even", "down", "up"]
Number = int | Decimal | Fraction

HUNDRED = Fraction(100)
_LOGARITHMS = Context(prec=60)


def _half_up(top: int, bottom: int) -> int:
    whole = (2 * abs(top) + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def _half_even(top: int, bottom: int) -> int:
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))


def _down(top: int, bottom: int) -> int:
    whole = abs(top) // bottom
    return whole if top >= 0 else -whole


def _up(top: int, bottom: int) -> int:
    whole = -(-abs(top) // bottom)
    return whole if top >= 0 else -whole


_TO_WHOLE: dict[Direction, Callable[[int, int], int]] = {
    "half-up": _half_up,
    "half-even": _half_even,
    "down": _down,
    "up": _up,
}


def to_whole(top: int, bottom: int, direction: Direction) -> int:
    """Return ``top / bottom`` as a whole number, rounded in a direction; ``bottom`` is above 0.

    >>> to_whole(5, 2, "half-up"), to_whole(5, 2, "half-even"), to_whole(-5, 2, "down"), to_whole(-5, 2, "up")
    (3, 2, -2, -3)
    """
    return _TO_WHOLE[direction](top, bottom)


def rounded(value: Number, places: int, direction: Direction) -> Decimal:
    """Return ``value`` rounded to ``places`` decimal places.

    ``half-up`` takes an exact half away from zero, as ``ROUND`` does in Excel and LibreOffice; ``half-even``
    takes it to the even neighbour; ``down`` goes towards zero and ``up`` away from it.

    >>> rounded(Fraction(2675, 1000), 2, "half-up"), rounded(Fraction(-5, 2), 0, "half-up")
    (Decimal('2.68'), Decimal('-3'))
    >>> rounded(Fraction(5, 2), 0, "half-even"), rounded(Fraction(1, 3), 2, "up")
    (Decimal('2'), Decimal('0.34'))
    """
    top, bottom = value.as_integer_ratio()
    whole = _TO_WHOLE[direction](top * 10**places, bottom)
    return Decimal(f"{whole}E-{places}")


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Return the exact sum, adding numerators that share a denominator before anything is reduced.

    The marks of one criterion share few denominators, so this is many times faster than adding one by one.

    >>> exact_sum([Fraction(1, 3), Fraction(1, 3), Fraction(1, 4)])
    Fraction(11, 12)
    """
    numerators: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        numerators[denominator] = numerators.get(denominator, 0) + value.numerator
    common = lcm(*numerators)
    return Fraction(sum(top * (common // bottom) for bottom, top in numerators.items()), common)


def sum_if_known(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the exact sum, or None where a part of it is not known.

    >>> sum_if_known([Fraction(1, 3), Fraction(2, 3)]), sum_if_known([Fraction(1), None])
    (Fraction(1, 1), None)
    """
    known = [part for part in parts if part is not None]
    return exact_sum(known) if len(known) == len(parts) else None


def clamped(share: Fraction) -> Fraction:
    """Return the share limited to 0 to 1.

    >>> clamped(Fraction(5, 4)), clamped(Fraction(-1, 4)), clamped(Fraction(1, 4))
    (Fraction(1, 1), Fraction(0, 1), Fraction(1, 4))
    """
    return min(max(share, Fraction(0)), Fraction(1))


def rounded_root(value: Fraction, degree: int, places: int, direction: Direction) -> Decimal:
    """Return the ``degree``-th root of a value of 0 or more, correctly rounded, from integer arithmetic.

    >>> rounded_root(Fraction(2), 2, 4, "half-up"), rounded_root(Fraction(27, 8), 3, 1, "half-up")
    (Decimal('1.4142'), Decimal('1.5'))
    """
    scale = 10**places
    scaled = value * scale**degree
    below = _integer_root(scaled.numerator // scaled.denominator, degree)
    if below**degree == scaled:
        return rounded(Fraction(below, scale), places, direction)
    # The root is irrational or lies between two printable numbers: a nearby stand-in on the same side of the
    # half rounds the same way.
    half = (2 * below + 1) ** degree
    beyond_half = half < scaled * 2**degree
    at_half = half == scaled * 2**degree
    offset = Fraction(1, 2) if at_half else Fraction(3, 4) if beyond_half else Fraction(1, 4)
    return rounded((below + offset) / scale, places, direction)


def rounded_logarithm(value: Fraction, base: Fraction, places: int) -> Decimal:
    """Return the logarithm of a value above 0 to a base above 1, worked out to 60 digits and rounded half up once.

    Division, logarithm and rounding are each correctly rounded, so that a larger value never has a smaller logarithm
    and equal values have equal ones.

    >>> rounded_logarithm(Fraction(8), Fraction(2), 12), rounded_logarithm(Fraction(3, 2), Fraction(2), 4)
    (Decimal('3.000000000000'), Decimal('0.5850'))
    """
    of_value, of_base = (
        _LOGARITHMS.ln(_LOGARITHMS.divide(*map(Decimal, number.as_integer_ratio()))) for number in (value, base)
    )
    return rounded(_LOGARITHMS.divide(of_value, of_base), places, "half-up")


def _integer_root(value: int, degree: int) -> int:
    """Return the largest integer whose ``degree``-th power is at most ``value`` (Newton's method)."""
    if value < 2 or degree == 1:
        return value
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        following = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if following >= guess:
            return guess
        guess = following


def cut_short(value: Fraction) -> str:
    """Write a number exactly where it ends, else rounded down, so that it never reads as a limit that it is below.

    >>> cut_short(Fraction(1, 8)), cut_short(Fraction(179999999, 3000000))
    ('0.125', '59.999999...')
    """
    exact = plain(value)
    return exact if "/" not in exact else f"{rounded(value, 6, 'down')}..."


def plain(value: Number, places: int = 10) -> str:
    """Write a number exactly: as a decimal where it ends within ``places``, else as a fraction.

    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3)), plain(Decimal("12.50")), plain(1216000)
    ('0.125', '1/3', '12.5', '1216000')
    """
    exact = Fraction(value)
    scaled = exact * 10**places
    if scaled.denominator != 1:
        return f"{exact.numerator}/{exact.denominator}"
    text = f"{rounded(exact, places, 'down'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def stated(value: Fraction | Decimal | int) -> str:
    """Write a stated or worked figure: exactly where it ends within ten places, else to six places and dots.

    >>> stated(Fraction(1, 8)), stated(Fraction(100, 3))
    ('0.125', '33.333333...')
    """
    exact = plain(value)
    return exact if "/" not in exact else f"{rounded(Fraction(value), 6, 'down'):f}..."
