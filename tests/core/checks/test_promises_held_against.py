"""What promises are held against: a bid that states 0 of it has stated it, and one that leaves it out has not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.core.checks.commitments import plausible
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from tests.core.valuations import commitment, measure, valuation, valued_inputs


def promised(against: str, quantity: object = 5, **stated: object) -> Inputs:
    """Return a bid that promises 5 units, held against something of which they may be 10 percent."""
    rule = {"measures": ["m"], "against": against, "at_most_percent": 10}
    built = valued_inputs(
        [measure("m")], {"a": [commitment("c1", quantity=quantity)]}, how=valuation("m", plausibility=[rule])
    )
    bid = built.bids[0].model_copy(update={key: Fraction(str(value)) for key, value in stated.items()})
    return Inputs(built.procurement, (bid,), registers=built.registers)


@pytest.mark.parametrize(
    ("key", "against"), [("workforce_hours", "workforce-hours"), ("subcontract_spend", "subcontract-spend")]
)
def test_nought_is_stated_and_nothing_is_not(key: str, against: str) -> None:
    """A bid that states 0 hours is asked how it would deliver within them, and not to state what it has stated."""
    words = against.replace("-", " ")
    stated, silent = (list(plausible(promised(against, **keys))) for keys in ({key: 0}, {}))
    assert [one.message for one in stated] == [f"a promises 5 in c1 and states 0 as its {words}."]
    assert [one.message for one in silent] == [f"a promises 5 in c1 and states no {words} to hold it against."]
    assert stated[0].way_out.startswith('Ask the bidder: "Please explain how you will deliver c1 within')
    assert silent[0].way_out.startswith('Ask the bidder: "Please state the')


@pytest.mark.parametrize(("hours", "asked"), [(50, False), ("49.999", True), (0, True)])
def test_a_promise_is_asked_about_from_one_step_above_the_limit(hours: object, asked: bool) -> None:
    """5 is exactly 10 percent of 50, which is the most that raises no question."""
    assert bool(list(plausible(promised("workforce-hours", workforce_hours=hours)))) == asked


def test_nothing_is_asked_where_nothing_is_promised() -> None:
    """A promise of 0 needs nothing to hold it against."""
    assert list(plausible(promised("workforce-hours", quantity=0, workforce_hours=0))) == []


def test_the_question_to_a_bidder_that_states_nought_does_not_ask_for_it_again() -> None:
    """It asks how the promise would be kept."""
    asked = clarifications_of(evaluate(promised("workforce-hours", workforce_hours=0)))["a"]
    assert [one.question for one in asked if one.code == "implausible-commitment"] == [
        "Commitment c1: please explain how it will be delivered within the workforce hours of this contract."
    ]
