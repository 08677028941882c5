"""Sums, products and extremes over many quantities: numbers, expressions, or blocks of cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Any

from social_value.arithmetic import exact_sum
from social_value.core.expressions import SUM, Expression, Quantity


def cells(block: str, where: str = "") -> tuple[Expression]:
    """Return a block of cells, which stands for as many quantities; with ``where`` only those beside what it names.

    >>> sum_of(cells("F5:F9")).text, sum_of(cells("F5:F9", 'B5:B9,"meals"')).text
    ('SUM(F5:F9)', 'SUMIF(B5:B9,"meals",F5:F9)')
    """
    return (Expression(f"{where},{block}", added_by="SUMIF") if where else Expression(block, added_by="SUM"),)


def least_of(quantities: Sequence[Quantity]) -> Quantity:
    """Return the smallest of several quantities, written as a MIN over cells and over numbers alike.

    >>> from social_value.core.expressions import number
    >>> least_of([Fraction(3), Fraction(2)]), least_of([number(3), number(2)]).text
    (Fraction(2, 1), 'MIN(3,2)')
    """
    if isinstance(quantities[0], Fraction):
        return min(quantities)
    known = [quantity.value for quantity in quantities if quantity.value is not None]
    text = ",".join(quantity.text for quantity in quantities)
    return Expression(f"MIN({text})", min(known) if len(known) == len(quantities) else None)


def sum_of(terms: Sequence[Quantity]) -> Quantity:
    """Return the sum of quantities, 0 where there is none; blocks of cells are added up by the function for them.

    A negative term keeps its sign without brackets, as in a column of figures.

    >>> from social_value.core.expressions import number
    >>> sum_of([Fraction(2), Fraction(3)]), sum_of([number(2), number(-3)]).text, sum_of(cells("B2:B9")).text
    (Fraction(5, 1), '2+-3', 'SUM(B2:B9)')
    """
    add: Callable[..., Any] = _written_sum if any(map(_is_written, terms)) else exact_sum
    total: Quantity = add(terms)
    return total


def _is_written(quantity: object) -> bool:
    return isinstance(quantity, Expression)


def _written_sum(terms: Sequence[Expression]) -> Expression:
    parts = [Expression(f"{term.added_by}({term.text})") if term.added_by else term for term in terms]
    known = [part.value for part in parts if part.value is not None]
    value = exact_sum(known) if len(known) == len(parts) else None
    return parts[0] if len(parts) == 1 else Expression("+".join(part.text for part in parts), value, SUM)


def mean_of(quantities: Sequence[Quantity]) -> Quantity:
    """Return the mean of one or more quantities; that of one is itself.

    >>> from social_value.core.expressions import number
    >>> mean_of([Fraction(1), Fraction(0)]), mean_of([number(3), number(4)]).text, mean_of([number(3)]).text
    (Fraction(1, 2), '(3+4)/2', '3')
    """
    return sum_of(quantities) / len(quantities) if len(quantities) > 1 else quantities[0]


def product_of(factors: Sequence[Quantity]) -> Quantity:
    """Return the product of one or more quantities.

    >>> from social_value.core.expressions import number
    >>> product_of([Fraction(2), Fraction(3)]), product_of([number(2), number(Fraction(1, 3))]).text
    (Fraction(6, 1), '2*(1/3)')
    """
    return reduce(mul, factors)


def sum_of_products(rows: Sequence[Sequence[Quantity]]) -> Quantity:
    """Return the sum of products, a row of factors each; one row of blocks of cells is multiplied cell by cell.

    >>> from social_value.core.expressions import number
    >>> sum_of_products([[number(2), number(3)], [number(4), number(5)]]).text
    '2*3+4*5'
    >>> sum_of_products([[*cells("A1:C1"), *cells("A2:C2")]]).text
    'SUMPRODUCT(A1:C1,A2:C2)'
    """
    product: Callable[..., Any] = _product_of_blocks if any(map(_is_block, rows[0] if rows else ())) else product_of
    total: Quantity = sum_of([product(row) for row in rows])
    return total


def _is_block(quantity: object) -> bool:
    return isinstance(quantity, Expression) and quantity.added_by != ""


def _product_of_blocks(blocks: Sequence[Expression]) -> Expression:
    return Expression(f"SUMPRODUCT({','.join(block.text for block in blocks)})")
