"""Tests of steps: one function gives the value, the printed arithmetic and the formula over cells."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from social_value.core.expressions import Expression, cell, number
from social_value.core.steps import Step, figure_from, given_step, no_figure, sum_step, worked_step


def quotient(whole: Fraction, parts: Fraction) -> Fraction:
    """Divide, over numbers or over expressions."""
    return whole / parts


def test_a_step_has_its_arithmetic_from_the_function_that_gave_its_value() -> None:
    """The value is exact, and the arithmetic is over the numbers themselves; a given number has none."""
    price, demand = given_step("Price", Decimal("240000.50"), "GBP", "stated total"), Fraction(1, 3)
    each = worked_step("Each", quotient, price, demand, unit="GBP per unit", note="by demand")
    assert (price.value, price.arithmetic, price.note) == (Fraction("240000.50"), "", "stated total")
    assert (each.value, each.arithmetic) == (Fraction("720001.5"), "240000.5/(1/3)")
    assert (each.label, each.unit, each.note) == ("Each", "GBP per unit", "by demand")


def test_a_sum_is_over_any_number_of_terms() -> None:
    """Terms may be steps, numbers and figures; without any the sum is 0, and says so."""
    paid = figure_from(given_step("Price", 5))
    assert sum_step("All", (given_step("Meals", 3), -2, paid)).arithmetic == "3+-2+5"
    assert (sum_step("All", ()).value, sum_step("All", ()).arithmetic) == (Fraction(0), "0")


def test_the_same_function_is_the_formula_over_cells() -> None:
    """A step is asked for its arithmetic over what its operands are called, each of which may be a step."""
    price, demand = given_step("Price", 12), (given_step("a", 1), given_step("b", 2))
    each = worked_step("Each", quotient, price, sum_step("Demand", demand))

    def named(operand: Step | Fraction) -> Expression:
        if operand is price:
            return cell("C5")
        if isinstance(operand, Step):
            return operand.expression(named) if operand.working else number(operand.value or 0)
        return number(operand)

    assert each.expression(named).text == "C5/(1+2)"


def test_the_arithmetic_is_written_only_when_it_is_read() -> None:
    """Scoring thousands of bids writes no text that nobody reads."""
    asked = []

    def work(part: Fraction) -> Fraction:
        asked.append(part)
        return part + 1

    step = worked_step("Next", work, 1)
    assert asked == [1]
    assert (step.arithmetic, len(asked)) == ("1+1", 2)


def test_a_figure_without_a_value_says_why() -> None:
    """The last step holds the reason, and the steps up to there stay."""
    paid = given_step("Price", 5)
    none = no_figure("Each", "GBP", "no success is expected", paid)
    assert (none.value, [step.label for step in none.steps], none.steps[-1].note) == (
        None,
        ["Price", "Each"],
        "no success is expected",
    )
    assert none.steps[-1].arithmetic == ""
    with pytest.raises(TypeError, match="a step without a value gives nothing to work with"):
        worked_step("More", quotient, none, 2)
