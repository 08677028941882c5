"""One organisation in two bids, and one promise made twice: flagged in both, and nobody loses by it."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from social_value.core.organisations import shared_commitments, shared_organisations
from social_value.model.bid import Bid
from tests.core.builders import Data, exact, inputs_of, offer, priced, procurement, statuses, totals

HOURS: Data = {"measure": "hours", "quantity": 400, "unit": "hours", "area": "north"}
METHOD = procurement(
    [priced("100", "fixed-bounds", floor=100, ceiling=1000)],
    measures=[{"id": "hours", "title": "Hours", "unit": "hours"}],
    place={"areas": [{"id": "north", "title": "North"}, {"id": "south", "title": "South"}]},
)


def consortium(name: str, *members: Data, **more: Any) -> Data:  # noqa: ANN401 - whatever a bid says besides
    """Return the bid of a consortium."""
    share = f"{1 / len(members):.1f}"
    made = offer(name, 690, **more)
    return made | {"members": [exact({"value_share": share, **one}) for one in members]}


def promise(name: str = "c1", **more: object) -> Data:
    """Return a commitment."""
    made: Data = exact({"id": name, **HOURS, **more})
    return made


def orrery(first: Data, second: Data, supplier: Data | None = None) -> Inputs:
    """Return Orrery bidding alone and with Brightside, with what each bid promises."""
    alone = offer("orrery", 660, commitments=[first])
    alone["supplier"] = supplier or {"name": "Orrery Mobility plc"}
    both = consortium(
        "orrery-brightside", {"name": "Orrery Mobility PLC", "role": "lead"}, {"name": "Brightside Bench"}
    )
    return inputs_of(METHOD, [alone, {**both, "commitments": [second]}, offer("hillside", 960)])


def codes(inputs: Inputs) -> list[tuple[str, str]]:
    """Return the codes of the findings of conflicts, each with its bid."""
    found = (one for one in findings_of(inputs) if one.code.endswith("-in-two-bids"))
    return sorted((one.code, one.place.path.removeprefix("bid/")) for one in found)


def test_sm_31_a_member_in_two_bids_is_flagged_in_both_and_excluded_from_neither() -> None:
    """Orrery alone and in a consortium: a warning at each bid, and both are marked and ranked as if alone."""
    inputs = orrery(promise(), promise(owner="Brightside Bench"))
    assert codes(inputs) == [("member-in-two-bids", "orrery"), ("member-in-two-bids", "orrery-brightside")]
    evaluation = evaluate(inputs)
    assert set(statuses(evaluation).values()) == {"ranked"}
    assert evaluation.outstanding == ()


@pytest.mark.parametrize("name", ["ORRERY mobility  plc", "Orrery Mobility plc", "\uff2fRRERYmobilityPLC"])
def test_sm_31_names_are_compared_as_those_of_suppliers_are(name: str) -> None:
    """Capitals, spaces and forms of letters tell nobody apart."""
    assert codes(orrery(promise(), promise(), {"name": name}))[-1] == ("member-in-two-bids", "orrery-brightside")


def test_sm_31_a_registration_number_tells_that_two_names_are_one() -> None:
    """Another trading name with the same number is the same organisation, and another name alone is not."""
    bids = [
        consortium("one", {"name": "Orrery", "number": "SC 12"}, {"name": "X"}),
        consortium("two", {"name": "Orrery Care", "number": "sc12"}, {"name": "Y"}),
        consortium("three", {"name": "Orrery Care Ltd"}, {"name": "Z"}),
    ]
    (shared,) = shared_organisations([Bid.model_validate(bid) for bid in bids])
    assert (shared.name, [bid.id for bid, _ in shared.parts]) == ("Orrery", ["one", "two"])


def test_sm_31_a_number_joins_what_two_names_began() -> None:
    """Two bids that nothing joined are one group once a third has the name of one and the number of the other."""
    bids = [
        consortium("a", {"name": "Orrery"}, {"name": "W"}),
        consortium("b", {"name": "Sphere", "number": "OC7"}, {"name": "X"}),
        consortium("c", {"name": "Orrery", "number": "OC7"}, {"name": "Y"}),
    ]
    (shared,) = shared_organisations([Bid.model_validate(bid) for bid in bids])
    assert [bid.id for bid, _ in shared.parts] == ["a", "b", "c"]


@pytest.mark.parametrize("out", [{"role": "comparator"}, {"status": "withdrawn"}])
def test_sm_31_who_is_out_of_the_competition_is_in_no_conflict(out: Data) -> None:
    """A comparator and a bid that was withdrawn compete with nobody."""
    bids = [consortium("one", {"name": "A"}, {"name": "B"}), consortium("two", {"name": "A"}, {"name": "C"}, **out)]
    assert shared_organisations([Bid.model_validate(bid) for bid in bids]) == ()


def test_sm_31_the_same_commitment_in_two_bids_is_flagged_and_counts_once() -> None:
    """Organisation, measure, area, years and quantity are the same: flagged in both, counted under the first by id."""
    inputs = orrery(promise("a1"), promise("b1", owner="lead"))
    assert codes(inputs)[:2] == [("commitment-in-two-bids", "orrery"), ("commitment-in-two-bids", "orrery-brightside")]
    (shared,) = shared_commitments(inputs.bids)
    assert shared.organisation == "Orrery Mobility plc"
    assert shared.commitment.id == "a1"


def test_sm_31_a_bid_loses_no_marks_for_what_another_one_promises() -> None:
    """Each bid is marked on its own: taking the other bid away changes no total."""
    points = [{"id": "hours", "title": "Hours", "unit": "hours", "points_per_unit": "0.1"}]
    score = {"rule": "ratio-to-target", "of": "initiative-points", "target": 100}
    criteria = [{"id": "S", "pillar": "social", "weight": 100, "score": score}]
    both = orrery(promise(), promise(owner="lead"))
    places = both.procurement.place
    assert places is not None
    method = procurement([exact(one) for one in criteria], measures=points, place=places.model_dump(exclude_none=True))
    dumped = [bid.model_dump(by_alias=True, exclude_defaults=True, exclude_none=True) for bid in both.bids]
    bids = [{"kind": "bid", "schema": 1, **bid} for bid in dumped]
    together = totals(evaluate(inputs_of(method, bids)))
    assert together["orrery"] == together["orrery-brightside"] == "40.00"
    for bid in bids:
        assert totals(evaluate(inputs_of(method, [bid]))) == {bid["id"]: together[bid["id"]]}


@pytest.mark.parametrize(
    "other",
    [
        {"quantity": 401},
        {"area": "south"},
        {"years": 2},
        {"from_year": 2},
        {"group": "care-leavers"},
        {"activity": "kitchen"},
        {"owner": "Brightside Bench"},
        {"owner": "somebody"},
    ],
)
def test_sm_31_another_promise_is_not_the_same(other: Data) -> None:
    """What differs in quantity, place, years, people, activity or who delivers it is another promise."""
    assert shared_commitments(orrery(promise(), promise(**{"owner": "lead", **other})).bids) == ()


def test_sm_31_one_activity_is_the_same_whatever_its_quantity() -> None:
    """Where both name the activity, the quantity says no more."""
    first, second = promise(activity="kitchen"), promise(activity="kitchen", quantity=5, owner="lead")
    assert len(shared_commitments(orrery(first, second).bids)) == 1


def test_sm_31_no_question_names_another_bidder() -> None:
    """Both bidders are asked, in words that name neither the other bid nor its members."""
    asked = clarifications_of(evaluate(orrery(promise(), promise(owner="lead"))))
    assert set(asked) == {"orrery", "orrery-brightside"}
    for questions in asked.values():
        assert {one.code for one in questions} >= {"member-in-two-bids", "commitment-in-two-bids"}
        for one in questions:
            assert not any(name in one.question.lower() for name in ("orrery", "brightside", "hillside"))


def test_sm_31_who_leads_is_a_member() -> None:
    """The lead is written as the members have it."""
    bid = consortium("one", {"name": "A"}, {"name": "B"}, lead="C", liability="joint-and-several")
    assert [one.code for one in findings_of(inputs_of(METHOD, [bid])) if one.severity == "error"] == ["unknown-lead"]
