"""Tests of arithmetic as text: brackets stand where they are needed, and the text comes to the value."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.expressions import Expression, bracketed, cell, limited, number, raised, when_equal, written
from social_value.core.series import cells, least_of, product_of, sum_of, sum_of_products
from tests.core.spreadsheet import worked_out

A, B, C = cell("A"), cell("B"), cell("C")
NUMBERS = st.builds(Fraction, st.integers(-50, 50), st.integers(1, 12))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (A + B * C, "A+B*C"),
        ((A + B) * C, "(A+B)*C"),
        (A - (B - C), "A-(B-C)"),
        (A - B - C, "A-B-C"),
        (A / (B * C), "A/(B*C)"),
        (A / B / C, "A/B/C"),
        (1 - A / B, "1-A/B"),
        (100 * number(Fraction(1, 3)), "100*(1/3)"),
        (2 + A, "2+A"),
        (2 / (A - 1), "2/(A-1)"),
        (A - number(Fraction(-2, 3)), "A-(-2/3)"),
        (A + number(-2) * B, "A+(-2)*B"),
        (Fraction(1, 2) + A, "0.5+A"),
        (-A, "-A"),
        (-(A * B), "-A*B"),
        (-(A + B), "-(A+B)"),
        (-number(-2), "-(-2)"),
        (A - (-B), "A-(-B)"),
        (1 / raised(A, number(3)), "1/(A^3)"),
        (B * raised(A + 1, number(3)), "B*(A+1)^3"),
        (raised(raised(A, number(2)), number(3)), "(A^2)^3"),
        (A * sum_of([B, C]), "A*(B+C)"),
        (A - sum_of([B]), "A-B"),
        (A / product_of([B, C]), "A/(B*C)"),
        (A * least_of([B, C]), "A*MIN(B,C)"),
        (A + sum_of(cells("B2:B9")), "A+SUM(B2:B9)"),
        (A / sum_of_products([[*cells("B2:B9"), *cells("C2:C9")]]), "A/SUMPRODUCT(B2:B9,C2:C9)"),
    ],
)
def test_brackets_stand_only_where_they_change_something(expression: Expression, text: str) -> None:
    """Printed arithmetic reads as somebody would write it."""
    assert expression.text == text


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> Expression:
    """Draw arithmetic over numbers."""
    if depth == 0 or draw(st.booleans()):
        return number(draw(NUMBERS))
    left, right = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    sign = draw(st.sampled_from("+-*/"))
    if sign == "/" and not right.value:
        return left
    return {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right, "/": lambda: left / right}[
        sign
    ]()


@given(expression=expressions())
def test_the_text_comes_to_the_value(expression: Expression) -> None:
    """Whatever is combined, working out the text by a spreadsheet's rules gives the value that is known."""
    assert worked_out(expression.text) == expression.value


OVER_MANY: list[Callable[..., Any]] = [
    sum_of,
    product_of,
    least_of,
    lambda many: sum_of_products([[one, one] for one in many]),
]


@given(terms=st.lists(expressions(2), min_size=1, max_size=4), factor=expressions(2), over=st.sampled_from(OVER_MANY))
def test_many_quantities_come_to_the_value_as_two_do(
    terms: list[Expression], factor: Expression, over: Callable[..., Any]
) -> None:
    """A sum, a product and an extreme of many stand inside other arithmetic with the brackets that they need."""
    worked: Expression = factor - factor * over(terms)
    assert worked_out(worked.text) == worked.value
    exact = [term.value for term in terms]
    assert factor.value is not None
    assert worked.value == factor.value - factor.value * over(exact)


@given(base=expressions(2), years=st.integers(0, 4), other=NUMBERS)
def test_a_power_comes_to_the_value(base: Expression, years: int, other: Fraction) -> None:
    """A whole power binds more strongly than a product, and a quotient by one has brackets that show it."""
    if not base.value:
        return
    power: Expression = raised(base, number(years))
    for worked in (
        number(other) * power,
        number(other) / power,
        -power,
        -(power * number(other)),
    ):
        assert worked_out(worked.text) == worked.value


@given(share=NUMBERS)
def test_a_limit_is_printed_only_where_it_bites(share: Fraction) -> None:
    """A share between 0 and 1 prints as it is; any other is limited in the text and in the value."""
    found = limited(number(share))
    assert found.value == min(max(share, 0), 1) == worked_out(found.text)
    assert ("MAX" in found.text) == (not 0 <= share <= 1)


def test_a_choice_over_cells_is_an_if() -> None:
    """Over cells both branches are written; over numbers only the one that holds, so nothing is divided by zero."""
    assert when_equal(A, 0, 1, lambda: B / A).text == "IF(A=0,1,B/A)"
    assert when_equal(number(0), 0, 1, lambda: number(5) / number(0)).text == "1"
    assert when_equal(number(4), 0, 1, lambda: number(8) / number(4)).text == "8/4"
    assert when_equal(Fraction(0), 0, Fraction(1, 2), lambda: Fraction(1)) == Fraction(1, 2)
    assert when_equal(Fraction(1), 0, 0, lambda: Fraction(7)) == 7


def test_an_expression_is_no_number_of_python() -> None:
    """A choice that should be a number says so, rather than going on with something else."""
    with pytest.raises(TypeError, match="expected an exact number, not str"):
        when_equal(Fraction(0), 0, "one", lambda: Fraction(1))  # type: ignore[type-var]


def test_a_number_that_no_operand_decides_is_written_as_itself() -> None:
    """A sum of nothing is 0 over numbers and over cells, and can be written; a text cannot."""
    assert (sum_of([]), written(sum_of([])).text, bracketed(written(Fraction(1, 3)))) == (Fraction(0), "0", "(1/3)")
    with pytest.raises(TypeError, match="expected an exact number, not str"):
        written("none")
