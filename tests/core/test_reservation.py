"""Reservations as gates: who performs the contract decides, exactly, and who is outside sets no reference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from social_value.core.checks import findings_of
from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.reservation_met import reserved_of
from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Inputs
from social_value.model.route import Reservation
from tests.core.builders import Data, statuses, totals
from tests.core.reservations import reserved, workforce


def alone(supported: int, total: int) -> Data:
    """Return the headcounts of a bidder that performs the whole contract."""
    return {"performing_workforce": workforce(supported, total)}


def member(name: str, share: str, supported: int, total: int) -> Data:
    """Return a member of a consortium with its headcounts."""
    return {"name": name, "value_share": share, "performing_workforce": workforce(supported, total)}


EXAMPLE: dict[str, tuple[int, Data]] = {
    "kindred": (985, alone(30, 100)),
    "orrery": (660, alone(120, 3000)),
    "orrery-brightside": (
        690,
        {"members": [member("Orrery", "0.5", 4, 80), member("Brightside", "0.5", 40, 40)]},
    ),
    "just-below": (700, alone(29, 100)),
}
"""Who performs the contract in the third example: 30/100, 120/3,000, 44/120; and one bid more at 29/100."""


def result_of(inputs: Inputs, bid: str) -> BidResult:
    """Return what became of a bid."""
    return evaluate(inputs).result(bid)


def codes(inputs: Inputs) -> list[str]:
    """Return the codes of the findings about a reservation."""
    about = ("reservation", "workforce", "unknown-res", "route")
    return [one.code for one in findings_of(inputs) if one.code.startswith(about)]


def test_sm_12_exactly_thirty_percent_is_inside_and_less_is_disregarded() -> None:
    """30/100 and 44/120 stay; 120/3,000 and 29/100 are out, with no marks and no rank."""
    evaluation = evaluate(reserved(EXAMPLE))
    assert statuses(evaluation) == {
        "orrery-brightside": "ranked",
        "kindred": "ranked",
        "just-below": "disregarded",
        "orrery": "disregarded",
    }
    for name in ("orrery", "just-below"):
        result = evaluation.result(name)
        assert (result.rank, result.published, result.read) == (None, None, False)


def test_sm_12_the_reason_names_the_headcounts_and_the_limit() -> None:
    """A bidder who is outside can check the sum: 100 x 120 / 3000 = 4, and 30 is asked."""
    reason = result_of(reserved(EXAMPLE), "orrery").reasons[0]
    assert reason.startswith("Outside the reservation: ")
    assert reason.endswith("100*120/3000 = 4 is below 30")


def test_sm_12_the_shares_are_exact() -> None:
    """The figure is the fraction itself, so no rounding decides: 44/120 is 110/3 percent."""
    evaluation = evaluate(reserved(EXAMPLE))
    shares = {
        name: next(one for one in reserved_of(evaluation, evaluation.result(name)) if one.gate.of).steps[-1].value
        for name in EXAMPLE
    }
    assert {name: str(share) for name, share in shares.items()} == {
        "kindred": "30",
        "orrery": "4",
        "orrery-brightside": "110/3",
        "just-below": "29",
    }


def test_sm_12_who_is_outside_is_in_no_statistic() -> None:
    """The cheapest bid is outside, so the lowest price is that of the cheapest bid inside: 690, not 660."""
    assert totals(evaluate(reserved(EXAMPLE))) == {
        "orrery-brightside": "100.00",
        "kindred": "70.05",  # 690 / 985
        "just-below": None,
        "orrery": None,
    }


def test_sm_12_who_does_not_work_for_the_purpose_is_outside() -> None:
    """The headcounts alone do not do: the purpose of the organisation is asked too."""
    no = {"declarations": {"supported-purpose": {"value": False}}}
    evaluation = evaluate(reserved({"a": (1, alone(9, 10)), "b": (2, {**alone(9, 10), **no})}))
    assert evaluation.result("b").status == "disregarded"
    assert evaluation.result("b").reasons[0].startswith("Outside the reservation: Works to employ")


def test_sm_12_a_missing_headcount_is_a_finding() -> None:
    """No bid is inside or outside without the numbers: none at all, none of one member, nobody who performs."""
    silent = {"members": [member("A", "0.5", 1, 2), {"name": "B", "value_share": "0.5"}]}
    for keys in ({}, silent, alone(0, 0)):
        found = findings_of(reserved({"a": (1, alone(9, 10)), "b": (2, keys)}))
        assert [(one.code, one.place.path) for one in found if one.severity == "error"] == [
            ("workforce-missing", "bid/b")
        ]


def test_sm_12_a_comparator_is_asked_nothing() -> None:
    """The in-house team is shown for comparison and needs no headcounts."""
    inputs = reserved({"a": (1, alone(9, 10)), "b": (2, {"role": "comparator", "declarations": {}})}, rule="linear")
    assert codes(inputs) == []
    assert result_of(inputs, "b").status == "comparator"


def test_sm_12_missing_evidence_is_asked_for_in_neutral_words() -> None:
    """A headcount or an answer without evidence is a warning, and a question that names nobody else."""
    bare = {
        "performing_workforce": {"supported": 9, "total": 10},
        "declarations": {"supported-purpose": {"value": True}},
    }
    inputs = reserved({"alpha": (1, alone(9, 10)), "beta": (2, bare)})
    assert codes(inputs) == ["reservation-unevidenced", "reservation-unevidenced"]
    asked = clarifications_of(evaluate(inputs))
    assert list(asked) == ["beta"]
    assert all("say what it rests on" in one.question and "alpha" not in one.question for one in asked["beta"])


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (alone(11, 10), "more than all of them"),
        ({**alone(5, 10), "members": [member("A", "1", 5, 10)]}, "again for all of them"),
        ({"members": [{**member("A", "1", 5, 10), "headcount": 9}]}, "and it has 9"),
    ],
)
def test_sm_12_headcounts_that_cannot_be_true_are_refused(keys: Data, words: str) -> None:
    """More supported people than people, headcounts twice, more performers than staff."""
    found = [one for one in findings_of(reserved({"a": (1, keys)})) if one.code == "workforce-unsound"]
    assert len(found) == 1
    assert words in found[0].message


def test_sm_12_a_term_over_five_years_closes_the_reservation_for_mutuals() -> None:
    """A procurement whose own facts close its reservation is told so, and is not scored."""
    mutual: dict[str, tuple[int, Data]] = {"a": (1, {"declarations": {}})}
    long = {"estimated_value": 900000, "currency": "GBP", "vat": "included", "years": 6, "service": "light-touch"}
    inputs = reserved(mutual, "public-service-mutual")
    contract = inputs.procurement.contract
    assert contract is not None
    six = inputs.procurement.model_copy(update={"contract": contract.model_copy(update=long)})
    changed = Inputs(six, inputs.bids, registers=inputs.registers)
    found = [one for one in findings_of(changed) if one.code == "reservation-closed"]
    assert [one.severity for one in found] == ["error"]
    assert "term over five years: the contract runs for 6 years" in found[0].message
    assert "(Procurement Act 2023, section 33; official)" in found[0].message


def test_sm_12_a_mutual_answers_every_condition_of_the_act() -> None:
    """Section 33 asks for its purpose, its profits, its control and three years without a comparable contract."""
    inputs = reserved({"a": (1, {"declarations": {}})}, "public-service-mutual")
    assert [gate.id for gate in inputs.reserved_gates] == [
        *("mutual-purpose", "mutual-profits", "mutual-control", "mutual-qualifying"),
    ]
    assert {gate.consequence for gate in inputs.gates} == {"disregard"}


def test_sm_12_a_gate_of_ones_own_may_not_take_the_name_of_a_reserved_one() -> None:
    """Two answers under one id could not be told apart."""
    own = [{"id": "Supported-Purpose", "title": "Ours", "asks": "declaration", "consequence": "flag"}]
    found = findings_of(reserved({"a": (1, alone(9, 10))}, gates=own))
    assert "duplicate-id" in [one.code for one in found]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("procurement-thresholds", 'the register "procurement-thresholds" holds no reservations.'),
        ("uk-reservation", 'there is no register "uk-reservation".'),
    ],
)
def test_a_register_without_reservations_has_a_way_out(rules: str, said: str) -> None:
    """A register that is there is not offered again, and one that is not gets the nearest or a way out."""
    inputs = reserved({"a": (900, alone(30, 100))})
    named = Reservation(kind="supported-employment", rules=rules)
    inputs = replace(
        inputs,
        procurement=inputs.procurement.model_copy(update={"reservation": named}),
        catalogue_ids=("procurement-thresholds", "uk-reservations"),
    )
    [finding] = [one for one in findings_of(inputs) if one.code == "unknown-register"]
    assert finding.message == said
    assert "uk-reservations" in finding.way_out
