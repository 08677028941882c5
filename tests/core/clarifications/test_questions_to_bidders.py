"""Questions to bidders: one for each flag, the same in every output, and none that names another bidder."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from social_value.codes import (
    assets_and_data,
    bids,
    efficiency,
    outstanding,
    place,
    policy,
    provenance,
    reservations,
    scores,
)
from social_value.codes import valuation as codes_of_valuation
from social_value.codes.all_codes import codes_in
from social_value.core.clarifications.flags import GATE_FLAGGED, MINIMUM_FLAGGED, PATHWAY
from social_value.core.clarifications.question_wording import NO_QUESTION, QUESTIONS
from social_value.core.clarifications.questions_to_bidders import Clarification, clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.model.base import Waiver
from social_value.model.bid import Declaration, Supplier
from social_value.model.criteria import Minimum
from social_value.model.decisions import Decisions
from tests.core.builders import decisions, exact
from tests.core.valuations import commitment, measure, valuation, valued_inputs
from tests.samples import sample

ABOUT_BIDS = (bids, reservations, efficiency, codes_of_valuation, assets_and_data, place, scores, outstanding)
CONTRACT = {
    "estimated_value": 5000,
    "currency": "GBP",
    "vat": "excluded",
    "years": 4,
    "service": "services",
    "starts_on": date(2026, 2, 1),
}
HOW = valuation(
    "m",
    evidence_factors={"payroll-return": 1},
    unevidenced_factor="0.5",
    plausibility=[{"measures": ["m"], "against": "price", "at_most_percent": 1}],
)


def flagged(names: tuple[str, str] = ("alpha", "beta"), suppliers: tuple[str, str] = ("Alpha", "Beta")) -> Inputs:
    """Return two bids of which the first has every flag; what its bidder wrote names the other one everywhere."""
    first, second = names
    promised = [
        commitment(second, quantity=51, activity="van", due=date(2031, 1, 1)),
        commitment("c2", quantity=51, activity="van", evidence="payroll-return"),
        commitment("c3", of="asked"),
    ]
    inputs = valued_inputs(
        [measure("m"), measure("asked", core=True)],
        {first: promised, second: []},
        how=HOW,
        price={first: 500, second: 1500},
        contract=CONTRACT,
        gates=[{"id": "g", "title": f"Works as {suppliers[1]}", "asks": "declaration", "consequence": "flag"}],
        low_bid=exact({"below_mean_percent": 10}),
    )
    answers = {first: Declaration(value=False), second: Declaration(value=True)}
    bids = tuple(
        bid.model_copy(update={"supplier": Supplier(name=name), "declarations": {"g": answers[bid.id]}})
        for bid, name in zip(inputs.bids, suppliers, strict=True)
    )
    return replace(inputs, bids=bids)


def asked(inputs: Inputs, bid: str = "alpha") -> tuple[Clarification, ...]:
    """Return the questions to a bidder."""
    return clarifications_of(evaluate(inputs)).get(bid, ())


def test_every_flag_has_one_question() -> None:
    """The questions are numbered from 1, and each flag of the bid raises one."""
    found = asked(flagged())
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert sorted(one.code for one in found) == [
        "core-counted-as-social-value",
        "counted-once",
        "due-outside-contract",
        "evidence-missing",
        GATE_FLAGGED,
        "implausible-commitment",
        "low-bid-unexplained",
    ]
    assert asked(flagged(), "beta") == ()


def test_the_questions_are_in_neutral_words() -> None:
    """Each says what is asked, in the bid's own terms; none says that anything is wrong, or what it earns."""
    inputs = flagged(("alpha", "zz9"), ("Alpha", "Zz Nine"))
    renamed = inputs.bids[0].commitments[0].model_copy(update={"id": "c1"})
    bid = inputs.bids[0].model_copy(update={"commitments": (renamed, *inputs.bids[0].commitments[1:])})
    found = {one.code: one.question for one in asked(replace(inputs, bids=(bid, inputs.bids[1])))}
    assert found["evidence-missing"] == (
        "Commitment c1: please say how its delivery will be shown. The published kinds are: payroll-return."
    )
    assert found["implausible-commitment"] == (
        "Commitments c1, c2: please explain how they will be delivered within the price of this contract."
    )
    assert found["due-outside-contract"].startswith(
        "Commitment c1 is due on 2031-01-01, outside the contract's period."
    )
    words = " ".join(found.values()).casefold()
    assert not re.search(r"\b(?:mark|marks|score|rank|wrong|fail|failed|other bid|competitor|improve)\b", words)


def test_a_low_price_that_was_decided_is_not_asked_about() -> None:
    """The explanation is on record, so it is not asked for again."""
    decided = Decisions.model_validate(decisions({"about": "low-bid", "bid": "alpha", "outcome": "accepted"}))
    codes = [one.code for one in asked(replace(flagged(), decisions=decided))]
    assert "low-bid-unexplained" not in codes
    assert GATE_FLAGGED in codes


def test_what_is_waived_is_not_asked_about() -> None:
    """A finding that stands, with its reason, raises no question."""
    inputs = flagged()
    waiver = Waiver(rule="evidence-missing", reason="Evidence is agreed after the award.")
    waived = replace(inputs, procurement=inputs.procurement.model_copy(update={"waivers": (waiver,)}))
    assert "evidence-missing" in [one.code for one in asked(inputs)]
    assert "evidence-missing" not in [one.code for one in asked(waived)]


def test_a_withdrawn_bid_is_asked_nothing() -> None:
    """Whoever withdrew has nothing to clarify."""
    inputs = flagged()
    gone = inputs.bids[0].model_copy(update={"status": "withdrawn"})
    assert asked(replace(inputs, bids=(gone, inputs.bids[1]))) == ()


def test_a_flagged_minimum_is_not_asked_about() -> None:
    """Marks below a minimum are the panel's to give: an answer may not improve them."""
    inputs = flagged()
    [leaf] = inputs.procurement.criteria
    minimum = Minimum(marks=Decimal(60), consequence="flag")
    method = inputs.procurement.model_copy(update={"criteria": (leaf.model_copy(update={"minimum": minimum}),)})
    evaluation = evaluate(replace(inputs, procurement=method))
    assert any("below the minimum" in reason for reason in evaluation.result("beta").reasons)
    assert clarifications_of(evaluation).get("beta") is None


def test_look_alike_suppliers_are_asked_without_the_other_name() -> None:
    """The question asks who the bidder is, and not about the bidder that looks like it."""
    inputs = flagged(suppliers=("Alpha Works", "ALPHA  works"))
    [question] = asked(inputs, "beta")
    assert question.code == "look-alike-suppliers"
    assert "alpha" not in question.question.casefold()


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"[^\W_]+", text.casefold())


_NAME = st.from_regex(r"[A-Za-z][a-z0-9]{1,7}( [A-Za-z][a-z]{1,7})?", fullmatch=True)
_ID = st.from_regex(r"[a-z][a-z0-9]{1,6}(-[a-z]{2,5})?", fullmatch=True)


def questions_own_words() -> frozenset[str]:
    """Return the words that the questions are made of."""
    return frozenset(word for one in asked(flagged()) for word in words(one.question))


@settings(max_examples=sample(60, 1_200), deadline=None)
@given(data=st.data())
def test_no_question_names_another_bidder(data: st.DataObject) -> None:
    """Whatever bidders are called, and wherever the first names the second, its questions never do."""
    first, second = data.draw(st.lists(_ID, min_size=2, max_size=2, unique=True))
    mine, other = data.draw(st.lists(_NAME, min_size=2, max_size=2, unique_by=lambda name: name.casefold()))
    # Names that are made of the questions' own words cannot be told from them.
    assume(not any(set(words(name)) <= questions_own_words() for name in (second, other)))
    assume(not {"c2", "c3"} & {first, second})
    found = asked(flagged((first, second), (mine, other)), first)
    assert len(found) >= 7
    for one in found:
        said = f" {' '.join(words(one.question))} "
        for name in (second, other):
            assert f" {' '.join(words(name))} " not in said


def test_every_code_about_a_bid_has_a_question_or_a_reason() -> None:
    """A warning, or what is outstanding, in the chapters about bids is asked about, or it is said why not."""
    codes = {code.id for chapter in ABOUT_BIDS for code in codes_in(chapter) if code.severity != "error"}
    own = {*QUESTIONS, *NO_QUESTION}
    assert codes <= own
    elsewhere = {code.id for chapter in (policy, provenance) for code in codes_in(chapter)}
    assert own - codes <= elsewhere | {GATE_FLAGGED, MINIMUM_FLAGGED, PATHWAY}
    assert not set(QUESTIONS) & set(NO_QUESTION)


def test_only_codes_with_a_question_are_found_in_a_bid() -> None:
    """Every finding at a place in the flagged bid is asked about."""
    evaluation: Evaluation = evaluate(flagged())
    found = {finding.code for finding in evaluation.findings if finding.place.path == "bid/alpha"}
    assert found
    assert found <= set(QUESTIONS)


@pytest.mark.parametrize("code", sorted(NO_QUESTION))
def test_reasons_are_sentences(code: str) -> None:
    """Why a code has no question is said in a sentence."""
    assert NO_QUESTION[code].endswith(".")
