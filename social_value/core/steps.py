"""Steps: the labelled lines of working behind a number, and the number with them.

A step that is worked out keeps the function over quantities and what it was given. The same function gives the exact
value at once, the printed arithmetic when somebody asks for it, and the live formula when a workbook gives it cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from social_value.arithmetic import Number
from social_value.core.expressions import Expression, number, written
from social_value.core.series import sum_of


@dataclass(frozen=True, slots=True)
class Working:
    """A function over quantities with its operands: exact numbers, steps that give them, or several of them."""

    work: Callable[..., Any]
    operands: tuple[Operand, ...]

    @property
    def value(self) -> Fraction:
        """The exact number that the function gives. Raises ZeroDivisionError where it divides by zero."""
        value = self.work(*map(_value, self.operands))
        return value if isinstance(value, Fraction) else Fraction(value)

    def expression(self, named: Callable[[Step | Fraction], Expression]) -> Expression:
        """Return the arithmetic over what each step or number is called, such as the cell that holds it."""
        return written(self.work(*(_named(operand, named) for operand in self.operands)))


@dataclass(frozen=True, slots=True)
class Step:
    """One labelled line of working: what it is, its value and unit, and how it is worked out where it is."""

    label: str
    value: Fraction | None
    unit: str = ""
    working: Working | None = None
    note: str = ""

    @property
    def arithmetic(self) -> str:
        """The arithmetic that gives the value, over the numbers themselves; nothing for a number that is given."""
        return self.expression(_number).text if self.working is not None else ""

    def expression(self, named: Callable[[Step | Fraction], Expression]) -> Expression:
        """Return the arithmetic over what each step or number is called, such as the cell that holds it.

        A step with no working is a number that is given, and called what it is called.
        """
        return named(self) if self.working is None else self.working.expression(named)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one bid: the number, or None with the reason in the last step's note.

    ``lacking`` names what is missing where the figure counts what should be there, so that a gate can say it.
    """

    value: Fraction | None
    steps: tuple[Step, ...] = ()
    lacking: str = ""


Operand = Number | Step | Figure | Working | Sequence["Operand"]
"""What a step is worked out from.

A step stands for its number, and a figure for that of its last step. A working stands for its own arithmetic, where no
step shows what it comes to. A sequence is one operand, of any length.
"""


def given_step(label: str, value: Number, unit: str = "", note: str = "") -> Step:
    """Return a step with a number that a file states, or that is counted rather than worked out."""
    return Step(label, Fraction(value), unit, note=note)


def worked_step(label: str, work: Callable[..., Any], *operands: Operand, unit: str = "", note: str = "") -> Step:
    """Return a step that a function over quantities works out from its operands.

    Raises ZeroDivisionError where it divides by zero, and TypeError where an operand has no value: the figure says
    why there is none (``no_figure``) before it comes to that.

    >>> step = worked_step("Share", lambda part, whole: 100 * part / whole, 35, given_step("All", 140), unit="%")
    >>> step.value, step.arithmetic
    (Fraction(25, 1), '100*35/140')
    """
    working = worked(work, *operands)
    return Step(label, working.value, unit, working, note)


def worked(work: Callable[..., Any], *operands: Operand) -> Working:
    """Return the working of a function over quantities, for an operand that no step of its own shows.

    >>> from operator import add, mul
    >>> worked_step("Cost", mul, 1000, worked(add, 1, Fraction(2, 5))).arithmetic
    '1000*(1+0.4)'
    """
    return Working(work, tuple(_last(operand) for operand in operands))


def sum_step(label: str, terms: Sequence[Operand], unit: str = "", note: str = "") -> Step:
    """Return a step that adds up its terms, 0 where there is none.

    >>> sum_step("Price", (given_step("Meals", 300), given_step("Kitchen", 20))).arithmetic
    '300+20'
    """
    return worked_step(label, sum_of, terms, unit=unit, note=note)


def figure_from(*steps: Step, lacking: str = "") -> Figure:
    """Return the figure whose value is that of its last step."""
    return Figure(steps[-1].value, steps, lacking)


def no_figure(label: str, unit: str, note: str, *steps: Step) -> Figure:
    """Return the figure of a bid that has none, with the steps up to there and the reason in the last one's note."""
    return Figure(None, (*steps, Step(label, None, unit, note=note)))


# Scoring thousands of bids comes through here, so that what is most common is asked for first, and the abstract class,
# which takes ten times as long to ask for, last.


def _last(operand: Operand) -> Operand:
    """Return an operand with every figure in it as the step that gives its value."""
    if isinstance(operand, Figure):
        return operand.steps[-1]
    if isinstance(operand, Fraction | Step | Decimal | int | Working):
        return operand
    return tuple(_last(part) for part in operand)


def _value(operand: Operand) -> Fraction | tuple[Any, ...]:
    if isinstance(operand, Fraction):
        return operand
    return tuple(_value(part) for part in operand) if isinstance(operand, tuple) else _fraction(operand)


def _named(operand: Operand, named: Callable[[Step | Fraction], Expression]) -> Expression | tuple[Any, ...]:
    if isinstance(operand, tuple):
        return tuple(_named(part, named) for part in operand)
    if isinstance(operand, Working):
        return operand.expression(named)
    return named(operand if isinstance(operand, Step) else _fraction(operand))


def _number(operand: Step | Fraction) -> Expression:
    return number(_fraction(operand))


def _fraction(operand: Operand) -> Fraction:
    if isinstance(operand, Fraction):
        return operand
    if isinstance(operand, Decimal | int):
        return Fraction(operand)
    value = operand.value if isinstance(operand, Step | Figure | Working) else None
    if value is None:
        raise TypeError("a step without a value gives nothing to work with")
    return value
