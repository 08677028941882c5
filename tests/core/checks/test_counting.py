"""What counts twice, and what must be there for people who have no other choice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from social_value.core.checks.counting import figures_counted_once, module_for_no_choice
from social_value.core.checks.dates import last_day
from social_value.core.inputs import Inputs
from social_value.model.procurement import Contract
from tests.core.builders import criterion, inputs_of, offer, priced, procurement, recorded
from tests.core.checks.test_policy import framework


def test_the_price_that_the_method_sets_apart_counts_twice_in_a_criterion() -> None:
    """A method that divides price by quality has no criterion of price beside it."""
    built = procurement(
        [priced("40", "fixed-bounds", floor=1, ceiling=9), recorded("Q", "60")],
        method="award-on-value",
        keys={"pounds_per_quality_point": 100},
    )
    [finding] = figures_counted_once(inputs_of(built, [offer("a", 5, marks={"Q": 50})]))
    assert finding.message == 'the evaluation method and "price" both read price, so it counts twice.'


def test_a_figure_of_many_criteria_is_named_once() -> None:
    """Three criteria that read one measure are one finding, at the second."""
    rule = {"rule": "linear", "of": "jobs", "zero_at": 0, "full_at": 9}
    built = procurement([criterion("A", "40", rule), criterion("B", "30", rule), criterion("C", "30", rule)])
    [finding] = figures_counted_once(inputs_of(built, [offer("a", measures={"jobs": 5})]))
    assert finding.place.keys == ("criteria", 1, "score")
    assert finding.message == '"A" and "B" both read jobs, so it counts twice.'


def without_choice(using: str | None, include: tuple[str, ...] = ()) -> Inputs:
    """Return a procurement for people who have no other choice, with a framework that includes these modules."""
    built = procurement([recorded("Q", "100")], service_profile={"citizen_choice": "none"})
    inputs = inputs_of(built, [offer("a", marks={"Q": 50})])
    chain = tuple(framework(name) for name in (*include, *([using] if using else [])))
    return replace(inputs, framework=chain[-1] if using else None, chain=chain)


@pytest.mark.parametrize(("using", "include"), [("ours", ("no-choice-service",)), ("no-choice-service", ())])
def test_the_module_is_there_where_it_is_included_or_used_itself(using: str, include: tuple[str, ...]) -> None:
    """A framework that includes the module, or the module itself, answers for people without a choice."""
    assert list(module_for_no_choice(without_choice(using, include))) == []


@pytest.mark.parametrize("using", [None, "ours"])
def test_the_module_is_asked_for(using: str | None) -> None:
    """Without a framework, or with one that leaves the module out, it is missing."""
    [finding] = module_for_no_choice(without_choice(using))
    assert finding.code == "no-choice-module-missing"


@pytest.mark.parametrize(
    ("starts", "years", "expected"),
    [("2027-04-01", "1", "2028-04-01"), ("2027-08-31", "0.5", "2028-02-29"), ("2027-04-01", "2.25", "2029-07-01")],
)
def test_the_end_of_a_contract_is_counted_in_months(starts: str, years: str, expected: str) -> None:
    """Half a year is six months; a month that is too short ends on its last day."""
    contract = Contract.model_validate(
        {
            "estimated_value": 1,
            "currency": "GBP",
            "vat": "included",
            "starts_on": starts,
            "years": procurement([], years=years)["years"],
            "service": "services",
        }
    )
    assert str(last_day(contract)) == expected
