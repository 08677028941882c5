"""The parts of a valuation: what counts once, evidence, caps and floors, types of value, points, reasons."""

from __future__ import annotations

from fractions import Fraction

import pytest

from social_value.core.checks.valuation import measures_have_values
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.terms import terms_of
from social_value.core.valuation.ranges import NOTHING, Range
from tests.core.builders import Data, criterion
from tests.core.valuations import (
    additionality,
    commitment,
    entry,
    measure,
    net,
    register,
    valuation,
    valued_inputs,
    worked,
    worth,
)

GROUP = {"group": "care-leavers"}
TWO = register(entry("thing", value=1000), entry("other", value=600))


def reasons(promised: list[Data], *measures: Data) -> dict[str, str]:
    """Return why commitments count as nothing, by id."""
    names = [one["id"] for one in measures] or ["m"]
    value = worth(promised, list(measures) or None, TWO, how=valuation(*names))
    return {one.commitment.id: one.reason for one in value.commitments if one.reason}


# --- What counts once ------------------------------------------------------------------------------


def test_one_activity_counts_once_whatever_is_measured() -> None:
    """The same activity under two measures counts under the one that is worth more."""
    promised = [
        commitment("c1", "a", 1, unit="unit", activity="workshop"),
        commitment("c2", "b", 2, unit="unit", activity="workshop"),
    ]
    found = reasons(promised, measure("a"), measure("b", "other"))
    assert found == {"c1": 'the activity "workshop" is counted once already, under c2'}


def test_of_equals_the_first_counts() -> None:
    """Two equal commitments of one activity: the first by id counts, whatever the order of the file."""
    pair = [commitment("c1", activity="x"), commitment("c2", activity="x")]
    assert list(reasons(pair)) == list(reasons(pair[::-1])) == ["c2"]


@pytest.mark.parametrize(
    ("first", "second", "once"),
    [
        ({}, {}, True),
        ({"from_year": 1, "years": 2}, {"from_year": 2}, True),
        ({"from_year": 1}, {"from_year": 2}, False),
        ({"area": "north"}, {"area": "south"}, False),
        ({"area": "north"}, {"area": "north"}, True),
        ({"area": "north"}, {}, False),
        ({"group": "veterans"}, {}, False),
        ({"group": None}, {}, False),
        ({"activity": "x"}, {"activity": "y"}, False),
        ({"activity": "x"}, {}, True),
    ],
)
def test_one_group_in_one_place_and_time_counts_once(first: Data, second: Data, once: bool) -> None:
    """The same group, area and years are counted once, unless both commitments name different activities."""
    pair = [
        {key: value for key, value in commitment(name, **{**GROUP, **more}).items() if value is not None}
        for name, more in (("c1", first), ("c2", second))
    ]
    assert len(reasons(pair)) == once


def test_a_family_of_measures_counts_one_person_once() -> None:
    """A person counts under one measure of a family only; without a family under each."""
    promised = [commitment("c1", "a", unit="unit", **GROUP), commitment("c2", "b", unit="unit", **GROUP)]
    assert reasons(promised, measure("a"), measure("b", "other")) == {}
    family = {"counted_once_with": "disadvantaged"}
    found = reasons(promised, measure("a", **family), measure("b", "other", **family))
    assert found == {"c2": 'the group "care-leavers" is counted once already, under c1'}


def test_what_is_counted_already_holds_nothing_back() -> None:
    """A third commitment that clashes only with one that counts as nothing counts itself."""
    promised = [
        commitment("c1", quantity=3, activity="x", **GROUP),
        commitment("c2", quantity=2, years=2, **GROUP),
        commitment("c3", quantity=1, from_year=2, activity="y", **GROUP),
    ]
    value = worth(promised)
    assert {one.commitment.id: bool(one.reason) for one in value.commitments} == {"c1": True, "c2": False, "c3": True}
    assert value.net.central == 4000


def test_core_measures_and_commitments_count_as_nothing() -> None:
    """What the specification asks for anyway is worth 0, and says why; it hides no other commitment."""
    promised = [commitment("c1", quantity=9, core=True, activity="x"), commitment("c2", activity="x")]
    value = worth(promised)
    assert value.net.central == 1000
    assert worth([commitment("c1")], [measure("m", core=True)]).commitments[0].reason == (
        'the specification asks for the measure "m" anyway (core)'
    )


# --- Evidence, caps, floors, types -----------------------------------------------------------------


@pytest.mark.parametrize(("evidence", "expected"), [("payroll", 1000), ("note", 500), (None, 250)])
def test_shares_for_evidence(evidence: str | None, expected: int) -> None:
    """The published share for the kind of evidence counts, and another one where none is stated."""
    how = valuation(evidence_factors={"payroll": 1, "note": "0.5"}, unevidenced_factor="0.25")
    stated = {} if evidence is None else {"evidence": evidence}
    assert net([commitment("c", **stated)], how=how) == expected


def test_without_published_shares_evidence_changes_nothing() -> None:
    """Where no share is published, everything counts."""
    assert net([commitment("c")]) == net([commitment("c", evidence="anything")]) == 1000


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"cap": {"amount": 700}}, 700),
        ({"cap": {"percent_of_price": 40}}, 800),
        ({"cap": {"percent_of_estimated_value": 10}}, 500),
        ({"floor": {"amount": 1000}}, 1000),
        ({"floor": {"amount": 1001}}, 0),
        ({"cap": {"amount": 700}, "floor": {"percent_of_price": 40}}, 0),
    ],
)
def test_cap_and_floor(limits: Data, expected: int) -> None:
    """1,000 at a price of 2,000 and an estimate of 5,000: the cap first, then nothing below the floor."""
    assert net([commitment("c")], how=valuation(**limits), price=2000) == expected


def test_the_cap_of_a_measure_comes_before_the_cap_of_the_bid() -> None:
    """1,500 capped at 1,200 and 600 uncapped are 1,800, of which 1,700 count."""
    promised = [commitment("c1", "a", "1.5", unit="unit"), commitment("c2", "b", unit="unit")]
    how = valuation("a", "b", cap={"amount": 1700})
    value = worth(promised, [measure("a", cap=1200), measure("b", "other")], TWO, how=how)
    assert [total.counted.central for total in value.measures] == [1200, 600]
    assert [value.total.central, value.net.central] == [1800, 1700]


def test_only_types_that_the_rule_names_are_added() -> None:
    """A type that is not named is shown, and adds nothing."""
    values = register(entry("thing", value=1000), entry("other", "wellbeing", value=600))
    adds = {"types": ["economic"], "reason": "Wellbeing is shown beside it."}
    promised = [commitment("c1", "a", unit="unit"), commitment("c2", "b", unit="unit")]
    value = worth(promised, [measure("a"), measure("b", "other")], values, how=valuation("a", "b", adds=adds))
    assert {kind: amount.central for kind, amount in value.by_type.items()} == {"economic": 1000, "wellbeing": 600}
    assert value.net.central == 1000


@pytest.mark.parametrize(("level", "expected"), [("low", 700), ("central", 1000), ("high", 1600)])
def test_which_end_of_the_range_is_scored(level: str, expected: int) -> None:
    """The figure is the end that the procurement says; the others are kept beside it."""
    values = register(entry("thing", value=1000, low=700, high=1600))
    inputs = valued_inputs([measure("m")], {"A": [commitment("c")]}, values, how=valuation(value_at=level))
    figure = worked("net-social-value", inputs)
    assert figure.value == expected
    assert worth([commitment("c")], values=values).net == Range(Fraction(700), Fraction(1000), Fraction(1600))


def test_a_bid_without_commitments_is_worth_nothing() -> None:
    """No promise is no value, not a missing one."""
    assert worth([]).net == NOTHING
    assert worked("social-value-share", valued_inputs([measure("m")], {"A": []})).value == 0


# --- Years -----------------------------------------------------------------------------------------


def test_values_by_year_follow_the_effect() -> None:
    """Delivery in contract years 2 and 3 takes the values of 2027 and 2028; a lasting effect goes on from there."""
    series = {"2026": 1, "2027": 10, "2028": 100, "2029": 1000}
    values = register(entry("thing", "environmental", series=series))
    assert net([commitment("c", from_year=2, years=2)], values=values) == 110
    lasting = measure("m", lasts={"years": 2, "drop_off": "0.5"})
    assert net([commitment("c", from_year=2, years=2)], [lasting], values) == 10 + 50 + 100 + 500


def test_a_part_of_a_year_counts_as_that_part() -> None:
    """An effect of two years and a half: 1,000, 800, and half of 640."""
    assert net([commitment("c")], [measure("m", lasts={"years": "2.5", "drop_off": "0.2"})]) == 1000 + 800 + 320


def test_the_value_in_force_is_that_of_the_day_of_commencement() -> None:
    """A value of a later day does not change a procurement that began before it."""
    later = {"from": "2026-02-01", "value": 9, "price_base": "2024", "reference": {"title": "Later table"}}
    known = entry("thing", value=1000)
    known["values"].append(later)
    assert net([commitment("c")], values=register(known)) == 1000


def test_a_value_that_cannot_be_worked_out_is_no_figure() -> None:
    """Without a price, a cap in percent of it leaves no figure, and the last step says why."""
    how = valuation(cap={"percent_of_price": 10})
    inputs = valued_inputs([measure("m")], {"A": [commitment("c")]}, how=how, price=None)
    figure = worked("net-social-value", inputs)
    assert figure.value is None
    assert figure.steps[-1].note == "there is no price to take the cap or floor of"


def test_without_a_valuation_there_is_no_figure() -> None:
    """Nothing is valued where the procurement does not say how."""
    figure = worked("net-social-value", valued_inputs([measure("m")], {"A": []}, how={}))
    assert figure.value is None
    assert figure.steps[-1].note == "the procurement does not say how commitments are valued"


def test_registers_are_looked_up_once() -> None:
    """Every bid shares the basis that the procurement fixes."""
    inputs = valued_inputs([measure("m")], {"A": [commitment("c")], "B": []})
    terms = terms_of(inputs)
    assert terms.basis is not None
    assert terms.basis.measures["m"].proxy.entry.id == "thing"


# --- What value is compared with -------------------------------------------------------------------


def test_compared_with_the_whole_life_cost() -> None:
    """1,000 of social value at dated costs of 4,000 is 25%, and 0.25 for each pound."""
    inputs = valued_inputs(
        [measure("m")],
        {"A": [commitment("c")]},
        how=valuation(compared_with="whole-life-cost"),
        whole_life={"register": "green-book-discount-rates", "rate": "standard"},
    )
    cost = {"title": "Buy", "kind": "acquisition", "year": 0, "amount": 4000}
    data = inputs.bids[0].model_dump(by_alias=True, exclude_none=True) | {"whole_life_costs": [cost]}
    bid = type(inputs.bids[0]).model_validate(data)
    inputs = type(inputs)(inputs.procurement, (bid,), registers=inputs.registers)
    assert worked("social-value-share", inputs).value == 25
    assert worked("social-value-per-pound", inputs).value == Fraction(1, 4)


# --- Points ----------------------------------------------------------------------------------------


def pointed(promised: list[Data], **more: object) -> Fraction | None:
    """Return the points of a bid: 2 for a unit of ``weeks``, 5 for one of ``visits``."""
    measures = [
        {"id": "weeks", "title": "Weeks", "unit": "weeks", "points_per_unit": 2, **more},
        {"id": "visits", "title": "Visits", "unit": "visits", "points_per_unit": 5},
    ]
    return worked("initiative-points", valued_inputs(measures, {"A": promised}, how={})).value


def test_points_are_quantities_times_points() -> None:
    """26 weeks at 2 and 4 visits in each of 2 years at 5 are 52 and 40."""
    promised = [commitment("c1", "weeks", 26, unit="weeks"), commitment("c2", "visits", 4, unit="visits", years=2)]
    assert pointed(promised) == 92


def test_points_have_a_limit() -> None:
    """No measure earns more than its own limit."""
    promised = [commitment("c1", "weeks", 26, unit="weeks"), commitment("c2", "visits", 1, unit="visits")]
    assert pointed(promised, most_points=40) == 45


def test_points_count_once_and_never_for_what_is_core() -> None:
    """Core commitments earn none, and one activity earns once."""
    promised = [
        commitment("c1", "weeks", 26, unit="weeks", core=True),
        commitment("c2", "visits", 4, unit="visits", activity="open-day"),
        commitment("c3", "weeks", 3, unit="weeks", activity="open-day"),
    ]
    assert pointed(promised) == 20


def test_a_family_holds_for_points_too() -> None:
    """Measures of a family earn points for one group once."""
    family = measure("a", points_per_unit=1, counted_once_with="people", additionality=additionality())
    other = measure("b", points_per_unit=1, counted_once_with="people")
    promised = [commitment("c1", "a", 2, unit="unit", **GROUP), commitment("c2", "b", 3, unit="unit", **GROUP)]
    inputs = valued_inputs([family, other], {"A": promised}, how=valuation("a", "b"))
    assert worked("initiative-points", inputs).value == 3


def test_a_target_is_full_marks_and_no_more() -> None:
    """A figure beyond its target earns all the marks."""
    criteria = [
        criterion("S", "90", {"rule": "ratio-to-target", "of": "net-social-value", "target": 2000}, "social"),
        criterion("F", "10", {"rule": "linear", "of": "price", "zero_at": 2, "full_at": 1}, "financial"),
    ]
    offers = {"A": [commitment("c", quantity=1)], "B": [commitment("c", quantity=3)]}
    evaluation = evaluate(valued_inputs([measure("m")], offers, criteria=criteria))
    assert [evaluation.settled.marked("S", bid).marks for bid in "AB"] == [50, 100]


def test_nothing_taken_off_is_five_shares_of_nothing_with_a_reason() -> None:
    """One key counts, prints and recalculates as five shares of 0 do, and its reason stands in the working."""
    reason = "The handbook's values are net already."
    plain = {key: value for key, value in measure("m")["value"].items() if key != "additionality"}
    stated = {**measure("m"), "value": {**plain, "nothing_taken_off": reason}}
    promised = [commitment("c", quantity=3)]
    assert net(promised, [stated]) == net(promised, [measure("m")]) == 3000
    steps = {step.label: step for step in worked("net-social-value", valued_inputs([stated], {"A": promised})).steps}
    assert steps["Measure m, net share"].arithmetic == "(1-0)*(1-0)*(1-0)*(1-0)*(1-0)"
    assert steps["Measure m, net share"].note == f"nothing is taken off: {reason}"


def test_nothing_taken_off_stands_beside_no_shares() -> None:
    """With shares, or in the style of the reference case, the key contradicts what is published."""
    both = valued_inputs([measure("m", nothing_taken_off="Net already.")], {})
    (told,) = [finding for finding in measures_have_values(both) if finding.code == "value-incomplete"]
    assert told.place.keys == ("measures", 0, "value", "nothing_taken_off")
