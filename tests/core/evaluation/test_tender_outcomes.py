"""What becomes of each tender: its outcome with ground and section, and that one put out changes no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import pytest

from social_value.core.evaluation.results import Evaluation
from social_value.core.evaluation.tender_outcomes import TenderOutcome
from social_value.core.law.exclusion_grounds import EXCLUSION_GROUNDS
from social_value.core.law.gate_bases import GATE_BASES
from social_value.core.law.tender_outcomes import OUTCOMES, SUMMARY_WORDS, OutcomeId, SummaryOwed
from social_value.core.panel.scores_due import scores_due
from social_value.core.scoring.field import field_of
from social_value.model.criteria import GateBasis
from social_value.model.tender_decisions import ExclusionGroundId
from tests.core.builders import DECIDED, decisions, evaluated, inputs_of, levels, offer, priced, procurement, sheet
from tests.core.transforms import cases, picture, scored, without_bid
from tests.generate import Case

Data = dict[str, Any]

HEARD: Data = {
    "recurring": True,
    "told_on": "2026-11-02",
    "heard_on": "2026-11-20",
    "replacement": {"offered_on": "2026-11-02", "outcome": "not-replaced"},
}
PUT_OUT: dict[str, Data] = {
    **{f"excluded, {ground}": {"about": "exclusion", "ground": ground, **HEARD} for ground in EXCLUSION_GROUNDS},
    "late": {"about": "late", "due": "12:00 on 2 November 2026", "received": "12:20"},
    "procedural": {"about": "procedural", "requirement": "One tender a supplier, document 2, section 4."},
    "outside-reservation": {"about": "outside-reservation"},
    "not-treaty-state": {"about": "not-treaty-state"},
    "abnormally low": {
        "about": "low-bid",
        "outcome": "disregarded",
        "notified_on": "2026-11-02",
        "reply_due": "2026-11-16",
        "view": "not-shown",
    },
}
"""A decision of every kind that puts a tender out, without the bid that it is about."""


def decided(case: Case, decision: Data) -> Case:
    """Return a case with one more decision."""
    before = case.decisions["decisions"] if case.decisions else []
    everything = {"kind": "decisions", "schema": 1, "decisions": [*before, {**decision, **DECIDED}]}
    return replace(case, decisions=everything)


def withdrawn(case: Case, name: str) -> Case:
    """Return a case in which one bid is withdrawn on a day."""
    gone = {"withdrawn": {"on": "2026-12-01", "by": "the supplier's director"}}
    return replace(case, bids=[{**bid, **gone} if bid["id"] == name else bid for bid in case.bids])


def leaver(case: Case) -> str | None:
    """Return a bid whose going leaves somebody ranked and that no recorded decision is about yet."""
    ranked = [result.id for result in scored(case).bids if result.rank is not None]
    named = str(case.decisions)
    free = [bid for bid in ranked if f"'{bid}'" not in named]
    return free[case.seed % len(free)] if len(ranked) > 2 and free else None


def outcome(evaluation: Evaluation, bid: str) -> TenderOutcome:
    """Return what became of a bid."""
    found = evaluation.result(bid).outcome
    assert found is not None
    return found


def assert_as_if_it_never_came(case: Case, name: str, gone: Case) -> None:
    """Hold every other bid's marks, rank and total against those of the case without the bid."""
    others = picture(scored(gone))
    del others[name]
    assert others == picture(scored(without_bid(case, name))), case.seed


class TestOnePutOutChangesNoOther:
    """Deleting the bid altogether gives all other bids the same marks, ranks and totals."""

    @pytest.mark.parametrize("way", PUT_OUT)
    def test_by_a_decision(self, way: str) -> None:
        """A tender that a decision puts out sets no lowest price, no mean and no best figure."""
        tried = 0
        for case in cases(24):
            name = leaver(case)
            if name is not None:
                assert_as_if_it_never_came(case, name, decided(case, {**PUT_OUT[way], "bid": name}))
                tried += 1
        assert tried > 4

    def test_by_withdrawal(self) -> None:
        """A bid with the day of its withdrawal is out of the pool like one whose status says so."""
        for case in cases(24):
            name = leaver(case)
            if name is not None:
                assert_as_if_it_never_came(case, name, withdrawn(case, name))

    @pytest.mark.parametrize("way", PUT_OUT)
    def test_nobody_owes_it_a_score(self, way: str) -> None:
        """Excluded and disregarded bids owe no score, so no marks have to be made up for them."""
        method = procurement([priced("50"), levels("q", "50")])
        bids = [offer("a", 100), offer("b", 80)]
        given = inputs_of(method, bids, [sheet("e1", ("a", "q", 4))], decided=decisions({**PUT_OUT[way], "bid": "b"}))
        assert scores_due(field_of(given)) == ()


class TestOutcomes:
    """Each outcome with the ground and the section that it rests on."""

    METHOD = procurement([priced("50"), levels("q", "50")], commenced_on="2026-10-05")
    BIDS = (offer("a", 100), offer("b", 80))
    SCORES = (sheet("e1", ("a", "q", 4), ("b", "q", 3)),)

    def of(self, decision: Data, **more: object) -> TenderOutcome:
        """Return what becomes of b after a decision."""
        method = {**self.METHOD, **more}
        return outcome(evaluated(method, self.BIDS, self.SCORES, decided=decisions({**decision, "bid": "b"})), "b")

    @pytest.mark.parametrize("ground", get_args(ExclusionGroundId))
    def test_every_ground_of_exclusion_has_its_section(self, ground: ExclusionGroundId) -> None:
        """An excluded bid names the ground from the closed list, and owes no summary."""
        found = self.of({"about": "exclusion", "ground": ground, **HEARD})
        assert (found.kind.id, found.ground) == ("excluded", EXCLUSION_GROUNDS[ground].words)
        assert found.reference == f"Procurement Act 2023, {EXCLUSION_GROUNDS[ground].section}"
        assert found.summary == "not-owed"

    def test_a_supplier_that_is_not_excluded_is_assessed(self) -> None:
        """A decision that lets the supplier stand is on record and puts nobody out."""
        found = self.of({"about": "exclusion", "ground": "discretionary", "outcome": "not-excluded", **HEARD})
        assert found.kind.id == "assessed"

    def test_the_earlier_law_is_not_cited_by_sections_of_the_act(self) -> None:
        """A procurement that commenced before 24 February 2025 is outside the Act, so no section of it is named."""
        found = self.of({"about": "late"}, commenced_on="2024-09-02")
        assert (found.kind.id, found.reference) == ("disregarded", "")

    def test_a_withdrawn_bid_is_owed_a_summary_only_if_it_had_been_assessed(self) -> None:
        """Section 50(5) has no exception for a tender withdrawn after assessment; what is not known is asked."""
        answers: dict[bool | None, SummaryOwed] = {None: "to-decide", True: "owed", False: "not-owed"}
        for assessed, owed in answers.items():
            gone = {"on": "2026-12-01", "by": "director"} | ({} if assessed is None else {"assessed": assessed})
            found = evaluated(self.METHOD, [offer("a", 100), offer("b", 80, withdrawn=gone)], self.SCORES)
            assert (outcome(found, "b").kind.id, outcome(found, "b").summary) == ("withdrawn", owed)

    @pytest.mark.parametrize("procedure", ["below-threshold", "direct-award", "framework-call-off"])
    def test_no_summary_is_owed_where_the_award_is_not_one_under_section_19(self, procedure: str) -> None:
        """Summaries belong to awards after a competitive tendering procedure (s.50(3))."""
        found = evaluated({**self.METHOD, "procedure": procedure}, self.BIDS, self.SCORES)
        assert outcome(found, "a").summary == "not-owed"

    def test_a_comparator_is_no_tender(self) -> None:
        """What the authority would do by itself has no outcome."""
        found = evaluated(self.METHOD, [*self.BIDS, offer("c", 70, role="comparator")], [
            sheet("e1", ("a", "q", 4), ("b", "q", 3), ("c", "q", 3))
        ])  # fmt: skip
        assert found.result("c").outcome is None

    @pytest.mark.parametrize("basis", ["participation", "methodology", "requirement"])
    def test_a_gate_decides_by_its_basis(self, basis: GateBasis) -> None:
        """A condition of participation disregards; the methodology disqualifies; a requirement is not met."""
        gate = {"id": "g", "title": "Insured", "asks": "declaration", "consequence": "disregard", "basis": basis}
        bids = [
            offer("a", 100, declarations={"g": {"value": True}}),
            offer("b", 80, declarations={"g": {"value": False}}),
        ]
        found = outcome(evaluated({**self.METHOD, "gates": [gate]}, bids, [sheet("e1", ("a", "q", 4))]), "b")
        known = GATE_BASES[basis]
        assert (found.kind.id, found.ground, found.reference) == (known.outcome, known.words, known.reference)

    @pytest.mark.parametrize("consequence", ["disregard", "not-awardable"])
    def test_a_minimum_disqualifies_under_the_methodology(self, consequence: str) -> None:
        """A bid below a published minimum was assessed, so a summary is owed, with the reason."""
        minimum = {"marks": 70, "consequence": consequence}
        method = procurement([priced("50"), levels("q", "50", minimum=minimum)], commenced_on="2026-10-05")
        found = outcome(evaluated(method, self.BIDS, self.SCORES), "b")
        assert (found.kind.id, found.reference, found.summary) == (
            "disqualified",
            "Procurement Act 2023, s.23(3)(a)",
            "owed",
        )


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (get_args(OutcomeId), OUTCOMES),
        (get_args(SummaryOwed), SUMMARY_WORDS),
        (get_args(ExclusionGroundId), EXCLUSION_GROUNDS),
        (get_args(GateBasis), GATE_BASES),
    ],
)
def test_every_member_of_a_closed_list_has_its_entry(
    listed: tuple[str, ...], known: dict[str, Callable[[], Any]]
) -> None:
    """No word of a file is without its meaning, and no meaning without its word."""
    assert set(listed) == set(known)
