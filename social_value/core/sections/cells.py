"""Cells of a section: a text, a number that a file gives, or a number worked out from other cells.

A worked cell keeps the function and the cells that it reads. Over fractions the function gives the exact number,
over expressions it gives the arithmetic that ``explain`` prints and the live formula of the workbook, so none of the
three can differ from the others. A cell is known by its identity: a table that shows a number again refers to the
cell itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from social_value.arithmetic import exact_sum
from social_value.core.expressions import Expression, number
from social_value.core.sections.elsewhere import Elsewhere

NOT_AVAILABLE = "n/a"


Sum = Literal["sum", "weighted-sum", "lowest", "highest", "counted"]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell. ``value`` is None where there is no number to show; it then reads ``n/a``.

    ``elsewhere`` says where on other sheets the number stands. ``work`` gives a worked number from ``reads``; ``over``
    says that the number is taken over a whole row or column of cells: their sum, their sum weighted by as many more
    cells, the lowest, the highest, or how many of them hold the text ``word``. A number with none of these is an
    input. ``how`` is the arithmetic of a number that is worked out elsewhere.
    """

    value: Fraction | str | None
    elsewhere: Elsewhere | None = None
    work: Callable[..., Any] | None = None
    over: Sum | None = None
    reads: tuple[Cell, ...] = ()
    how: str = ""
    word: str = ""

    @property
    def number(self) -> Fraction | None:
        """The number, or None for a text or where there is none."""
        return None if isinstance(self.value, str) else self.value

    def expression(self, operands: Sequence[Expression]) -> Expression:
        """Return the arithmetic of a worked cell over as many operands as it reads."""
        if self.work is None:
            raise TypeError("only a worked cell has arithmetic of its own")
        result: Expression = self.work(*operands)
        return result


def text(words: str | None) -> Cell:
    """Return a cell of text, empty where there is none."""
    return Cell(words or "")


def given(value: Decimal | Fraction | int | None) -> Cell:
    """Return a number that a file gives; None where it gives none."""
    return Cell(None if value is None else Fraction(value))


def absent() -> Cell:
    """Return a cell where there is no number to show, and none to fill in."""
    return Cell(None, over="sum")


def solved(value: Decimal | Fraction | int | None, how: str) -> Cell:
    """Return a number that only the engine can work out, with how it does; no sheet takes it for an input."""
    return Cell(None if value is None else Fraction(value), how=how)


def worked(work: Callable[..., Any], *reads: Cell) -> Cell:
    """Return a number worked out from other cells by a function over quantities.

    There is none where a cell that is read has none, or where the function divides by zero.

    >>> share = worked(lambda part, whole: 100 * part / whole, given(35), given(140))
    >>> share.value, share.expression([number(Fraction(35)), number(Fraction(140))]).text
    (Fraction(25, 1), '100*35/140')
    """
    numbers = [cell.number for cell in reads]
    known = [value for value in numbers if value is not None]
    if len(known) < len(numbers):
        return Cell(None, work=work, reads=reads)
    try:
        return Cell(Fraction(work(*known)), work=work, reads=reads)
    except ZeroDivisionError:
        return Cell(None, work=work, reads=reads)


def total(cells: Sequence[Cell]) -> Cell:
    """Return the sum of cells; one without a number adds nothing."""
    return Cell(exact_sum(_numbers(cells)), over="sum", reads=tuple(cells))


def weighted_total(cells: Sequence[Cell], weights: Sequence[Cell]) -> Cell:
    """Return the sum of cells, each times its weight.

    >>> weighted_total([given(100), given(50)], [given(1), given(2)]).value
    Fraction(200, 1)
    """
    pairs = zip(cells, weights, strict=True)
    value = exact_sum((cell.number or Fraction(0)) * (weight.number or Fraction(0)) for cell, weight in pairs)
    return Cell(value, over="weighted-sum", reads=(*cells, *weights))


def lowest(cells: Sequence[Cell]) -> Cell:
    """Return the lowest of cells, of those with a number; none where no cell has one."""
    return Cell(min(_numbers(cells), default=None), over="lowest", reads=tuple(cells))


def highest(cells: Sequence[Cell]) -> Cell:
    """Return the highest of cells, of those with a number; none where no cell has one."""
    return Cell(max(_numbers(cells), default=None), over="highest", reads=tuple(cells))


def counted(cells: Sequence[Cell], word: str) -> Cell:
    """Return how many cells hold a text.

    >>> counted([text("mutual"), text("public"), text("mutual")], "mutual").value
    Fraction(2, 1)
    """
    return Cell(Fraction(sum(cell.value == word for cell in cells)), over="counted", reads=tuple(cells), word=word)


def _numbers(cells: Sequence[Cell]) -> list[Fraction]:
    return [cell.number for cell in cells if cell.number is not None]


def arithmetic(cell: Cell) -> str:
    """Return how a cell's number follows from the numbers that it reads, exactly; nothing for an input.

    >>> arithmetic(total([given(2), given(3)])), arithmetic(given(2))
    ('2+3', '')
    """
    if cell.work is not None:
        known = [value for read in cell.reads if (value := read.number) is not None]
        whole = cell.value is not None and len(known) == len(cell.reads)
        return cell.expression([number(value) for value in known]).text if whole else ""
    if cell.over == "counted":
        return ""
    if cell.over in ("lowest", "highest"):
        words = {"lowest": "MIN", "highest": "MAX"}[cell.over]
        return f"{words}({','.join(number(value).text for value in _numbers(cell.reads))})" if cell.reads else ""
    if cell.over == "weighted-sum":
        half = len(cell.reads) // 2
        parts = [
            number(share.number or Fraction(0)) * number(weight.number or Fraction(0))
            for share, weight in zip(cell.reads[:half], cell.reads[half:], strict=True)
        ]
        return "+".join(part.text for part in parts)
    return "+".join(number(value).text for value in _numbers(cell.reads)) if cell.over == "sum" else cell.how
