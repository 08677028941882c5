"""How far a procurement has come, and which scores are due: by example, and over generated procurements."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from social_value.core.procurement_stage import Stage, Standing, is_complete, standings_of
from social_value.errors import InputError, NotReadyError
from social_value.findings import Finding
from tests.core.builders import (
    consensus,
    decisions,
    inputs_of,
    inputs_of_case,
    levels,
    offer,
    procurement,
    recorded,
    sheet,
)
from tests.generate import Case, generate

METHOD = procurement([levels("q", "60"), levels("r", "40")])
SEEDS = range(60)
Seat = tuple[str, str]
"""A bid id and a criterion id."""


def standing(*given: Any, **more: Any) -> Standing:  # noqa: ANN401 - passed on to ``inputs_of``
    """Return how far a small procurement has come, which holds no error."""
    inputs = inputs_of(*given, **more)
    assert not [finding for finding in findings_of(inputs) if finding.severity == "error"]
    [one] = standings_of(inputs)
    return one


def owed(one: Standing) -> list[tuple[str, str, str]]:
    """Return who owes each score that is due, for which bid and on which criterion."""
    return [(score.owed_by, score.bid_id, score.leaf.id) for score in one.due]


class TestByExample:
    """Each stage, and what a score is due for."""

    def test_a_method_alone(self) -> None:
        """Without a bid nobody owes a score, and bids come next."""
        one = standing(METHOD, [])
        assert (one.stage, one.due) == (Stage.METHOD, ())
        [missing] = one.outstanding
        assert (missing.code, missing.about, missing.message) == ("no-bids", "test", "no bid has come in.")
        assert one.comes_next.startswith("bids")

    def test_bids_that_nobody_has_scored(self) -> None:
        """Every bid owes every criterion, in the order of the criteria; what is missing is said bid by bid."""
        one = standing(METHOD, [offer("a"), offer("b")])
        assert one.stage is Stage.BIDS
        assert owed(one) == [
            ("evaluator", "a", "q"), ("evaluator", "b", "q"), ("evaluator", "a", "r"), ("evaluator", "b", "r"),
        ]  # fmt: skip
        assert {missing.code for missing in one.outstanding} == {"score-missing"}
        assert [missing.message for missing in one.outstanding] == [
            "a has no score on q and r.",
            "b has no score on q and r.",
        ]

    def test_a_score_file_without_a_score_is_none_yet(self) -> None:
        """An evaluator who has declared and scored nothing yet leaves the stage where it was."""
        assert standing(METHOD, [offer("a")], [sheet("x")]).stage is Stage.BIDS

    def test_a_score_that_is_due(self) -> None:
        """One level that nobody has given keeps the procurement at its scores, also where others await the panel."""
        one = standing(METHOD, [offer("a")], [sheet(name, ("a", "q", 3)) for name in "xy"])
        assert one.stage is Stage.SCORES
        assert owed(one) == [("panel", "a", "q"), ("evaluator", "a", "r")]
        assert [missing.code for missing in one.outstanding] == ["score-missing", "consensus-missing"]

    def test_a_moderated_score_that_is_due(self) -> None:
        """Once two evaluators gave a level everywhere, what is due is due from the panel."""
        scores = [sheet(name, ("a", "q", 3), ("a", "r", 3)) for name in "xy"]
        one = standing(METHOD, [offer("a")], scores, consensus(("a", "q", 3)))
        assert (one.stage, owed(one)) == (Stage.MODERATED, [("panel", "a", "r")])

    @pytest.mark.parametrize(
        ("scores", "agreed"),
        [
            ([sheet("x", ("a", "q", 3), ("a", "r", 3))], None),
            ([], consensus(("a", "q", 3), ("a", "r", 3))),
            ([sheet("x", ("a", "q", 3))], consensus(("a", "r", 3))),
        ],
        ids=["one evaluator", "a consensus alone", "both"],
    )
    def test_nothing_is_due(self, scores: list[Any], agreed: Any) -> None:  # noqa: ANN401 - data as files parse
        """One level for each bid on each criterion, from an evaluator or the panel, is enough."""
        one = standing(METHOD, [offer("a")], scores, agreed)
        assert (one.stage, one.due, one.outstanding) == (Stage.AWARD, (), ())

    @pytest.mark.parametrize("average", ["mean", "median"])
    def test_an_average_needs_no_moderated_score(self, average: str) -> None:
        """Where evaluators' marks are averaged, several levels are as good as one, and none is due from the panel."""
        method = {**METHOD, "panel": {"settled_by": average}}
        both = [sheet(name, ("a", "q", 3), ("a", "r", 3)) for name in "xy"]
        assert standing(method, [offer("a")], both).stage is Stage.AWARD
        [bare] = [standing(method, [offer("a")], [sheet(name, ("a", "q", 3)) for name in "xy"])]
        assert (bare.stage, owed(bare)) == (Stage.SCORES, [("evaluator", "a", "r")])

    def test_a_method_without_levels_awaits_no_score(self) -> None:
        """Recorded marks and formulas need no evaluator."""
        bids = [offer("a", marks={"q": 50})]
        assert standing(procurement([recorded("q", "100")]), bids).stage is Stage.AWARD
        assert standing(procurement([recorded("q", "100")]), []).stage is Stage.METHOD

    def test_comparators_owe_scores_and_withdrawn_bids_none(self) -> None:
        """A comparator is marked like a bid; a withdrawn bid is not marked."""
        bids = [offer("in-house", role="comparator"), offer("gone", status="withdrawn")]
        assert {bid for _, bid, _ in owed(standing(METHOD, bids))} == {"in-house"}

    def test_a_bid_that_a_gate_or_a_decision_put_out_owes_none(self) -> None:
        """Nobody has to mark what is disregarded already."""
        gate = {"id": "g", "title": "G", "asks": "declaration", "consequence": "disregard"}
        said = {value: {"declarations": {"g": {"value": value}}} for value in (True, False)}
        bids = [offer("in", 100, **said[True]), offer("out", 100, **said[False]), offer("low", 1, **said[True])]
        low = {
            "about": "low-bid",
            "bid": "low",
            "notified_on": "2026-11-02",
            "reply_due": "2026-11-16",
            "outcome": "disregarded",
        }
        limit = {"should_cost": 100, "below_should_cost_percent": 50}
        method = procurement([levels("q", "60"), levels("r", "40")], gates=[gate], low_bid=limit)
        assert {bid for _, bid, _ in owed(standing(method, bids, decided=decisions(low)))} == {"in"}

    def test_nobody_is_left_to_be_scored(self) -> None:
        """Where every bid was withdrawn, no score is due."""
        assert standing(METHOD, [offer("a", status="withdrawn")]).stage is Stage.AWARD

    def test_a_score_whose_bid_is_not_there_is_a_fault(self) -> None:
        """A score is there, so the bid that it names must be."""
        found = findings_of(inputs_of(METHOD, [], [sheet("x", ("a", "q", 3))]))
        [fault] = [finding for finding in found if finding.severity == "error"]
        assert (fault.code, fault.way_out) == ("unknown-bid", "Add the bid, or remove the score.")

    def test_a_conflict_may_be_decided_before_the_scores_come_in(self) -> None:
        """Whom a decision names is held against the evaluators once every score is in."""
        decided = decisions({"about": "conflict", "evaluator": "z", "outcome": "managed"})
        few, all_of_them = sheet("x", ("a", "q", 3)), sheet("x", ("a", "q", 3), ("a", "r", 3))
        for scores in ([], [few]):
            assert "unknown-evaluator" not in codes(findings_of(inputs_of(METHOD, [offer("a")], scores, None, decided)))
        assert "unknown-evaluator" in codes(findings_of(inputs_of(METHOD, [offer("a")], [all_of_them], None, decided)))

    def test_whoever_scored_one_bid_on_a_criterion_owes_every_bid_on_it(self) -> None:
        """The second evaluator left a bid out: that is due by name, and stops no marks while another level counts."""
        bids, whole = [offer("a"), offer("b")], sheet("x", *((bid, on, 3) for bid in "ab" for on in "qr"))
        inputs = inputs_of(METHOD, bids, [whole, sheet("y", ("a", "q", 3))], consensus(("a", "q", 3)))
        [due] = [score for one in standings_of(inputs) for score in one.due]
        assert (due.bid_id, due.leaf.id, due.evaluators, due.stops) == ("b", "q", ("y",), False)
        missing, *_ = evaluate(inputs).outstanding
        assert (missing.code, missing.about, missing.message) == ("score-missing", "y", "y has not scored b on q.")


def codes(findings: Iterable[Finding]) -> set[str]:
    """Return the codes of findings."""
    return {finding.code for finding in findings}


# --- Over generated procurements ----------------------------------------------------------------------------------


@cache
def whole(seed: int) -> tuple[Case, frozenset[Seat], frozenset[tuple[str, str]]]:
    """Return a complete case, every bid and criterion that needs a level, and its findings by code and message."""
    case = generate(seed).with_absences()
    inputs = inputs_of_case(case)
    scored = [leaf.id for leaf in inputs.leaves if getattr(leaf.score, "rule", "") == "scale"]
    seats = {(one.id, criterion) for one in evaluate(inputs).bids if one.read for criterion in scored}
    return case, frozenset(seats), said(inputs)


def said(inputs: Inputs) -> frozenset[tuple[str, str]]:
    """Return the findings by code and message; none of them is an error."""
    found = findings_of(inputs)
    assert all(finding.severity == "warning" for finding in found)
    return frozenset((finding.code, finding.message) for finding in found)


def without(case: Case, gone: Iterable[Seat]) -> Case:
    """Return the same case without any score of these bids on these criteria."""
    left, dropped = deepcopy(case), set(gone)
    for one in (*left.scores, *([left.consensus] if left.consensus else [])):
        one["scores"] = [score for score in one["scores"] if (score["bid"], score["criterion"]) not in dropped]
    left.scores = [one for one in left.scores if one["scores"]]
    return replace(left, consensus=left.consensus if left.consensus and left.consensus["scores"] else None)


def given(case: Case) -> dict[Seat, int]:
    """Return how many evaluators scored each bid on each criterion."""
    counts: dict[Seat, int] = {}
    for one in case.scores:
        for score in one["scores"]:
            seat = (score["bid"], score["criterion"])
            counts[seat] = counts.get(seat, 0) + 1
    return counts


def check(case: Case, stage: Stage, evaluators: set[Seat], panel: set[Seat], findings: frozenset[Any]) -> None:
    """Assert the stage, exactly the scores that are due, and that what is missing makes no finding."""
    inputs = inputs_of_case(case)
    assert said(inputs) <= findings
    [one] = standings_of(inputs)
    assert one.stage is stage
    assert {(score.bid_id, score.leaf.id) for score in one.due if score.owed_by == "evaluator"} == evaluators
    assert {(score.bid_id, score.leaf.id) for score in one.due if score.owed_by == "panel"} == panel
    assert is_complete(inputs) == (stage is Stage.AWARD)
    if stage is Stage.AWARD:
        evaluate(inputs)
        return
    with pytest.raises(NotReadyError) as raised:
        evaluate(inputs)
    assert raised.value.outstanding == one.outstanding
    named = {missing.about for missing in raised.value.outstanding if missing.code != "no-bids"}
    assert named == {bid for bid, _ in evaluators | panel}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_complete_case_is_at_its_award(seed: int) -> None:
    """Nothing is due where every score is there."""
    case, _, findings = whole(seed)
    check(case, Stage.AWARD, set(), set(), findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_any_bid_a_case_is_at_its_method(seed: int) -> None:
    """The method alone is sound, and the bids are what is outstanding."""
    case, _, findings = whole(seed)
    check(replace(case, bids=[], scores=[], consensus=None, decisions=None), Stage.METHOD, set(), set(), findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_any_score_a_case_is_at_its_bids(seed: int) -> None:
    """Every level that counted is due, and no other."""
    case, seats, findings = whole(seed)
    check(replace(case, scores=[], consensus=None), Stage.BIDS if seats else Stage.AWARD, set(seats), set(), findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_some_scores_a_case_is_at_its_scores(seed: int) -> None:
    """Exactly the levels that were taken out are due."""
    case, seats, findings = whole(seed)
    chance = Random(seed)  # noqa: S311 - the same scores every time, no secrets
    gone = set(chance.sample(sorted(seats), chance.randint(1, len(seats)))) if seats else set()
    left = without(case, gone)
    is_scored = bool(left.scores or left.consensus)
    stage = (Stage.SCORES if is_scored else Stage.BIDS) if gone else Stage.AWARD
    check(left, stage, gone, set(), findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_its_consensus_a_case_is_at_its_moderation(seed: int) -> None:
    """A moderated score is due exactly where several evaluators gave a level."""
    case, seats, findings = whole(seed)
    several = {seat for seat, count in given(case).items() if count > 1} & seats
    check(replace(case, consensus=None), Stage.MODERATED if several else Stage.AWARD, set(), several, findings)


@pytest.mark.parametrize("stage", [Stage.METHOD, Stage.BIDS, Stage.SCORES, Stage.MODERATED, Stage.AWARD])
@pytest.mark.parametrize("seed", SEEDS[:10])
def test_a_fault_in_what_is_there_is_one_at_every_stage(seed: int, stage: Stage) -> None:
    """A weight that is one too high is an error, whatever is still outstanding."""
    case, seats, _ = whole(seed)
    cases = {
        Stage.METHOD: replace(case, bids=[], scores=[], consensus=None, decisions=None),
        Stage.BIDS: replace(case, scores=[], consensus=None),
        Stage.SCORES: without(case, sorted(seats)[:1]),
        Stage.MODERATED: replace(case, consensus=None),
        Stage.AWARD: case,
    }
    broken = deepcopy(cases[stage])
    leaf = broken.procurement["criteria"][0]
    while "criteria" in leaf:
        leaf = leaf["criteria"][0]
    leaf["weight"] += 1
    inputs = inputs_of_case(broken)
    assert "weights-do-not-sum" in codes(findings_of(inputs))
    with pytest.raises(InputError, match="add up to"):
        evaluate(inputs)
