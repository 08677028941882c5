"""Absolute rules whose bounds miss the contract's value, or give every bid the same marks, are told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.arithmetic import clamped
from social_value.core.checks.telling_apart import bids_told_apart, bounds_near_value
from social_value.core.inputs import Inputs
from social_value.core.reads.binding import bind_formula
from social_value.core.rules.formulas import FORMULAS
from social_value.model.scoring import FormulaScore
from tests.core.builders import Data, exact, inputs_of, offer, priced, procurement, recorded
from tests.core.cohorts import joined_inputs

BANDS = [{"below": 100, "marks": 100}, {"from": 100, "below": 200, "marks": 50}, {"from": 200, "marks": 0}]
RULES: dict[str, Data] = {
    "linear": {"of": "price", "zero_at": 200, "full_at": 100},
    "banded": {"of": "price", "bands": BANDS},
    "ratio-to-target": {"of": "price", "target": 100},
    "distance-to-target": {"of": "price", "target": 150, "none_at_distance": 50},
    "fixed-bounds": {"floor": 100, "ceiling": 200},
    "benchmark-ratio": {"benchmark": 100},
}
"""Every absolute rule over prices, with its bounds between 100 and 200."""
INSIDE = {"ratio-to-target": (20, 60), "banded": (80, 150)}
"""Prices that a rule tells apart, where they are not 120 and 150."""
ONE_SIDE = {
    "linear": [(20, 60), (250, 300)],
    "banded": [(20, 60), (250, 300), (120, 150)],
    "ratio-to-target": [(120, 150)],
    "distance-to-target": [(20, 60), (250, 300)],
    "fixed-bounds": [(20, 60), (250, 300)],
    "benchmark-ratio": [(20, 60)],
}
"""Prices that all earn the same marks, by the rules that have such."""


def method(rule: str, prices: Sequence[object] = (), value: object = 150, vat: str = "excluded") -> Inputs:
    """Return a procurement that marks these prices by a rule, for a contract of this estimated value."""
    contract = {"estimated_value": exact(value), "currency": "GBP", "vat": vat, "years": 1, "service": "services"}
    marked = procurement([priced("60", rule, **RULES[rule]), recorded("q", "40")], contract=contract)
    return inputs_of(marked, [offer(f"bid-{n}", price, marks={"q": 50}) for n, price in enumerate(prices)])


def test_every_absolute_rule_is_here() -> None:
    """A new absolute rule has bounds and prices of its own in this file; joined-up reads a cohort."""
    absolute = {name for name, formula in FORMULAS.items() if not formula.relative}
    assert absolute == {*RULES, "joined-up"}


@pytest.mark.parametrize("rule", RULES)
def test_bids_on_one_side_of_the_bounds_are_told(rule: str) -> None:
    """Prices that differ and all earn the same marks are told, with the marks and the prices."""
    for prices in ONE_SIDE.get(rule, []):
        (told,) = bids_told_apart(method(rule, prices))
        assert told.code == "no-bid-told-apart"
        assert told.message.endswith(f"whose price is from {prices[0]} to {prices[1]}: no bid is told apart by it.")
    assert not list(bids_told_apart(method(rule, INSIDE.get(rule, (120, 150)))))


@pytest.mark.parametrize("rule", RULES)
def test_equal_prices_and_a_single_bid_are_not_told(rule: str) -> None:
    """Where bids have nothing to be told apart by, no rule can do it."""
    assert not list(bids_told_apart(method(rule, (300, 300))))
    assert not list(bids_told_apart(method(rule, (300,))))


def test_a_cohort_that_every_bid_reaches_in_full_is_told() -> None:
    """With full marks at half of the people, bids that reach six and eight tenths are not told apart."""
    reached = {"a": (600,) * 4, "b": (800,) * 4}
    assert [told.code for told in bids_told_apart(joined_inputs(reached, full_at=50))] == ["no-bid-told-apart"]
    assert not list(bids_told_apart(joined_inputs(reached, full_at=100)))


@settings(max_examples=60)
@given(st.sampled_from(sorted(RULES)), st.lists(st.integers(1, 400), min_size=1, max_size=4))
def test_it_is_told_exactly_where_marks_are_alike_and_prices_are_not(rule: str, prices: list[int]) -> None:
    """Whatever the prices, the finding agrees with the marks that the rule gives them."""
    score = FormulaScore.model_validate(exact({"rule": rule, **RULES[rule]}))
    bound = bind_formula(score)
    marks = {clamped(bound.formula.share(Fraction(price), None, **bound.parameters)) for price in prices}
    alike = len(marks) == 1 and len(set(prices)) > 1
    assert bool(list(bids_told_apart(method(rule, prices)))) == alike


@settings(max_examples=100)
@given(st.sampled_from(sorted(RULES)), st.integers(1, 4000), st.sampled_from(["included", "excluded"]))
def test_bounds_are_told_exactly_where_no_likely_price_earns_other_marks(rule: str, value: int, vat: str) -> None:
    """Held against many prices from half to one and a half times the value, with VAT of a fifth and without."""
    told = list(bounds_near_value(method(rule, value=value, vat=vat)))
    net = Fraction(value) if vat == "excluded" else Fraction(value) * 5 / 6
    low, high = net / 2, net * Fraction(6, 5) * Fraction(3, 2)
    bound = bind_formula(FormulaScore.model_validate(exact({"rule": rule, **RULES[rule]})))
    prices = [low + (high - low) * step / 60 for step in range(61)]
    marks = {clamped(bound.formula.share(price, None, **bound.parameters)) for price in (*prices, low, high)}
    # The end of a band may lie between two of the prices that are tried here, so only this direction is certain.
    assert not told or len(marks) == 1
    if rule != "banded":
        assert bool(told) == (len(marks) == 1)


def test_bounds_of_a_fifth_of_the_value_are_told_before_any_bid_is_in() -> None:
    """Bounds of 280,000 to 480,000 in a contract of two million: the trial, in the words that a reader gets."""
    contract = {"estimated_value": 2_000_000, "currency": "GBP", "vat": "excluded", "years": 2, "service": "services"}
    marked = [priced("60", "fixed-bounds", floor=280_000, ceiling=480_000), recorded("q", "40")]
    inputs = inputs_of(procurement(marked, contract=exact(contract)), [])
    (told,) = bounds_near_value(inputs)
    assert told.code == "bounds-far-from-value"
    assert told.message == (
        '"price" gives 0 marks to every price from 1000000 to 3600000, which is half to one and a half times the '
        "contract's estimated value, with VAT or without."
    )
    bids = [offer("a", 1_900_000, marks={"q": 50}), offer("b", 2_100_000, marks={"q": 50})]
    (of_bids,) = bids_told_apart(inputs_of(procurement(marked, contract=exact(contract)), bids))
    assert of_bids.message == (
        '"price" gives 0 marks to every bid, whose price is from 1900000 to 2100000: no bid is told apart by it.'
    )


def test_without_an_estimated_value_nothing_is_held_against_it() -> None:
    """A procurement that states no contract is not told of its bounds."""
    marked = [priced("60", "fixed-bounds", floor=280_000, ceiling=480_000), recorded("q", "40")]
    assert not list(bounds_near_value(inputs_of(procurement(marked), [])))
