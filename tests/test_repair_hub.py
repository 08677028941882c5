"""The example repair-hub, worked by hand: three bids whose promises are valued in money."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.arithmetic import rounded
from social_value.core.evaluation import evaluate
from social_value.core.results import Evaluation
from social_value.core.value_figures import social_value
from social_value.files.load import load
from tests.core.builders import ranks, totals
from tests.golden.published import EXAMPLES

YEARS = [1 / Fraction("1.035") ** index for index in range(3)]
"""Contract year 1 has factor 1; then 3.5% a year."""
HOUR = Fraction("11.44") * Fraction("0.7") * Fraction("0.9") * Fraction("0.8") * Fraction("0.95")
"""11.44 less 30%, 10%, 20% and 5%, one after the other: 5.477472 an hour."""
TONNES = [Fraction(value) * 100 / Fraction("85.2137") / 2 for value in (268, 272, 276)]
"""Half of each year's published value, brought from prices of 2020 to those of 2024."""


def hours(quantity: int, years: int = 3) -> Fraction:
    """Return the present value of so many hours in each of the first years."""
    return sum((quantity * HOUR * factor for factor in YEARS[:years]), Fraction(0))


def tonnes(quantity: Fraction) -> Fraction:
    """Return the present value of so many tonnes in each of three years."""
    return sum((quantity * value * factor for value, factor in zip(TONNES, YEARS, strict=True)), Fraction(0))


BY_HAND = {
    # The 400 hours of the same people in the same place and years count once, under the 1,500.
    "mended-together": hours(1500) + tonnes(Fraction(60)),
    # A statement counts for half, a signed register for three quarters; four fifths of the tonnes are this contract's.
    "loop-and-latch": hours(800) / 2 + hours(300, 2) * 3 / 4 + tonnes(90 * Fraction(4, 5)),
    # 9,000 hours a year are worth 142,947, of which 40,000 count.
    "northgate": Fraction(40_000) + tonnes(Fraction(20)),
}
PENNIES = {"mended-together": "51582.38", "loop-and-latch": "42085.85", "northgate": "49252.63"}


@pytest.fixture(scope="module", name="evaluation")
def evaluated() -> Evaluation:
    """Return the evaluation of the example."""
    return evaluate(load(EXAMPLES / "repair-hub").inputs)


@pytest.mark.parametrize("bid", BY_HAND)
def test_the_value_of_each_bid(evaluation: Evaluation, bid: str) -> None:
    """The net social value is the one that is worked by hand, exactly, and so are its pennies."""
    found = social_value(evaluation.inputs.bids_by_id[bid], evaluation.field.terms).net.central
    assert found == BY_HAND[bid]
    assert f"{rounded(found, 2, 'half-up'):f}" == PENNIES[bid]


@pytest.mark.parametrize(("bid", "price"), [("mended-together", 480), ("loop-and-latch", 430), ("northgate", 450)])
def test_the_marks_for_social_value(evaluation: Evaluation, bid: str, price: int) -> None:
    """Marks are the share of the price against a target of 12.5%."""
    share = 100 * BY_HAND[bid] / (1000 * price)
    assert evaluation.settled.marked("S1", bid).marks == 100 * share / Fraction("12.5")


def test_the_ranking(evaluation: Evaluation) -> None:
    """The bid that promises most hours is last: its promise is capped, and its other marks decide.

    Mended Together: 0.4 x 55 + 0.2 x 84 + 0.25 x 85.970639 + 0.15 x 70 = 70.79.
    """
    assert totals(evaluation) == {"mended-together": "70.79", "loop-and-latch": "68.82", "northgate": "66.14"}
    assert ranks(evaluation) == {"mended-together": 1, "loop-and-latch": 2, "northgate": 3}


def test_the_questions(evaluation: Evaluation) -> None:
    """One promise is counted once, and one raises a question; neither stops the evaluation."""
    assert [finding.code for finding in evaluation.findings] == ["counted-once", "implausible-commitment"]
