"""Tests of bounds of a quantity: the number, its printed arithmetic and its formula over cells are the same."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from social_value.core.bounds import at_least_zero, nothing_below
from social_value.core.expressions import cell, number
from tests.core.spreadsheet import worked_out

NUMBERS = st.builds(Fraction, st.integers(-500, 500), st.sampled_from([1, 2, 4, 5, 8, 25]))


@given(value=NUMBERS)
def test_a_number_below_nought_is_nought(value: Fraction) -> None:
    """Other numbers stay as they are, in each of the three ways."""
    found = at_least_zero(value)
    assert found == (max(0, value))
    printed = at_least_zero(number(value))
    assert printed.value == worked_out(printed.text) == found
    assert worked_out(at_least_zero(cell("A1")).text, {"A1": value}) == found


@given(amount=NUMBERS, least=NUMBERS)
def test_what_does_not_reach_the_least_is_nought(amount: Fraction, least: Fraction) -> None:
    """An amount counts from exactly the least on, in each of the three ways."""
    found = nothing_below(amount, least)
    assert found == (amount if amount >= least else 0)
    printed = nothing_below(number(amount), number(least))
    assert printed.value == worked_out(printed.text) == found
    assert worked_out(nothing_below(cell("A1"), cell("B1")).text, {"A1": amount, "B1": least}) == found


def test_binary_noise_costs_no_amount() -> None:
    """A cell that holds 0.1 + 0.2 reaches 0.3, and one that is short by a thousandth does not."""
    floor = Fraction(3, 10)
    formula = nothing_below(cell("A1"), cell("B1")).text
    for amount, reaches in ((floor - Fraction(1, 10**9), True), (floor - Fraction(1, 1000), False)):
        assert worked_out(formula, {"A1": amount, "B1": floor}) == (amount if reaches else 0)
