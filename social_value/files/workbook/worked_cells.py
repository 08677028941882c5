"""Cells that a function over quantities works out: its formula over cells, and its exact number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from social_value.arithmetic import Number
from social_value.core.expressions import Expression, bracketed, cell

MISSING = '"n/a"'
"""What a formula gives where there is no number."""


class Held(NamedTuple):
    """A number, and the cell that holds it."""

    name: str
    number: Number


def formula_and_value(work: Callable[..., Any], *held: Held) -> tuple[str, Fraction]:
    """Return what a function gives of numbers that cells hold: the formula over the cells, and the number.

    >>> formula_and_value(lambda price, demand: price * demand, Held("$D$20", 6), Held("$E$20", 50))
    ('$D$20*$E$20', Fraction(300, 1))
    """
    formula: Expression = work(*(cell(one.name) for one in held))
    return formula.text, Fraction(work(*(Fraction(one.number) for one in held)))


def where_divisible(work: Callable[..., Any], dividend: Expression, divisor: Expression) -> str:
    """Return a quotient as a formula that shows where there is none: a divisor of 0, or one that is no number."""
    formula: Expression = work(dividend, divisor)
    return f"IFERROR(IF({bracketed(divisor)}=0,{MISSING},{formula.text}),{MISSING})"


def where_known(text: str, names: Sequence[str]) -> str:
    """Return a formula that gives a number only where every cell that it reads holds one, and there is a result."""
    safe = f"IFERROR({text},{MISSING})" if "/" in text else text
    read = list(dict.fromkeys(names))
    return f"IF(COUNT({','.join(read)})={len(read)},{safe},{MISSING})" if read else text
