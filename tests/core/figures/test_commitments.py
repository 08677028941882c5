"""Quantities that bids commit themselves to, in all and for each 100,000 of price: volume alone cannot win."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.figures.registry import figure_name, work_out
from social_value.core.inputs import Inputs
from social_value.core.terms import terms_of
from tests.core.builders import Data, criterion, exact, inputs_of, offer, procurement, totals

MEASURES = [
    {"id": "hours", "title": "Paid hours", "unit": "hours"},
    {"id": "core", "title": "Asked for anyway", "unit": "hours", "core": True},
]


def promise(name: str, quantity: object, measure: str = "hours", **more: object) -> Data:
    """Return a commitment."""
    made: Data = exact({"id": name, "measure": measure, "quantity": quantity, "unit": "hours", **more})
    return made


def competition(of: str, bids: dict[str, tuple[int, list[Data]]], full_at: int = 100) -> Inputs:
    """Return bids that are marked on one figure from 0 to ``full_at``."""
    scored = criterion("S1", "100", {"rule": "linear", "of": of, "zero_at": 0, "full_at": full_at}, "social")
    offers = [offer(name, price, commitments=promised) for name, (price, promised) in bids.items()]
    return inputs_of(procurement([scored], measures=MEASURES), offers)


def figure(of: str, *promised: Data, price: int = 200_000) -> Fraction | None:
    """Return a figure of one bid."""
    inputs = competition(of, {"a": (price, list(promised))})
    return work_out(figure_name(of), inputs.bids[0], terms_of(inputs)).value


def test_sm_29_equal_commitments_for_each_pound_earn_equal_marks_whatever_the_size() -> None:
    """80 hours at £200,000 and 800 hours at £2,000,000 are 40 for each £100,000: 40 marks each."""
    bids = {"small": (200_000, [promise("c1", 80)]), "large": (2_000_000, [promise("c1", 800)])}
    assert totals(evaluate(competition("committed-per-100k:hours", bids))) == {"small": "40.00", "large": "40.00"}


def test_sm_29_without_the_price_volume_wins() -> None:
    """The same two bids, marked on the quantity itself: the larger one has ten times the marks."""
    bids = {"small": (200_000, [promise("c1", 80)]), "large": (2_000_000, [promise("c1", 800)])}
    found = totals(evaluate(competition("committed:hours", bids, full_at=1000)))
    assert found == {"large": "80.00", "small": "8.00"}


def test_sm_29_a_quantity_is_taken_over_years_and_the_share_of_time() -> None:
    """10 hours in each of 3 years, half of it for this contract, are 15; at £200,000 that is 7.5 for each £100,000."""
    promised = promise("c1", 10, years=3, share_of_time="0.5")
    assert figure("committed:hours", promised) == 15
    assert figure("committed-per-100k:hours", promised) == Fraction(15, 2)


def test_sm_29_what_is_core_or_the_same_twice_counts_as_nothing() -> None:
    """Of one activity the larger promise counts, and what the specification asks for anyway does not."""
    kitchen = [promise("c1", 10, activity="kitchen"), promise("c2", 25, activity="kitchen")]
    assert figure("committed:hours", *kitchen, promise("c3", 7, core=True)) == 25
    assert figure("committed:core", promise("c1", 10, "core")) == 0


def test_sm_29_other_measures_do_not_count() -> None:
    """Only commitments of the measure that is named are added up; a bid with none has 0."""
    assert figure("committed:hours", promise("c1", 10, "core")) == 0
    assert figure("committed-per-100k:hours") == 0


@pytest.mark.parametrize("of", ["committed", "committed:days", "committed-per-100k"])
def test_a_figure_of_a_measure_names_a_declared_one(of: str) -> None:
    """The measure stands after a colon, and the procurement declares it."""
    found = findings_of(competition(of, {"a": (1, [])}))
    assert [one.code for one in found if one.severity == "error"] == ["unknown-figure"]


def test_a_commitment_that_is_marked_is_in_the_unit_of_its_measure() -> None:
    """Days are not added to hours."""
    found = findings_of(competition("committed:hours", {"a": (1, [promise("c1", 5) | {"unit": "days"}])}))
    assert "commitment-unit-differs" in [one.code for one in found]
