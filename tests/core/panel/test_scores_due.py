"""Tests of scores due: who was expected to score what, who is released or recused, and what is then missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from social_value.core.panel.scores_due import ScoreDue, scores_due
from social_value.core.scoring.field import field_of
from social_value.errors import NotReadyError
from social_value.model.panel import PanelFile
from tests.core.builders import (
    consensus,
    decisions,
    inputs_of,
    levels,
    offer,
    procurement,
    recorded,
    sheet,
    totals,
)

Data = dict[str, Any]
MEAN: Data = {"panel": {"settled_by": "mean"}}
ONE_QUESTION = [levels("q", "60"), recorded("r", "40")]
TWO = [offer("a", marks={"r": 80}), offer("b", marks={"r": 75})]
RECUSED: Data = {"about": "conflict", "evaluator": "e2", "outcome": "recused"}
ABSENT: Data = {"about": "absence", "evaluator": "e2"}


def panel(*members: str | Data) -> PanelFile:
    """Return a panel of evaluators, each by its code alone or with what is allocated."""
    evaluators = [{"id": member} if isinstance(member, str) else member for member in members]
    return PanelFile.model_validate({"kind": "panel", "schema": 1, "evaluators": evaluators})


def inputs(
    scores: Iterable[Data],
    expected: PanelFile | None = None,
    agreed: Data | None = None,
    decided: Iterable[Data] = (),
    **more: Any,  # noqa: ANN401 - keys of a procurement
) -> Inputs:
    """Return two bids on one question that is scored by levels; criterion r is recorded and owes nothing."""
    decided = tuple(decided)
    built = inputs_of(procurement(ONE_QUESTION, **more), TWO, scores, agreed, decisions(*decided) if decided else None)
    return replace(built, panel=expected)


def due(given: Inputs) -> tuple[ScoreDue, ...]:
    """Return the scores due."""
    return scores_due(field_of(given))


def owed(given: Inputs) -> set[tuple[str, tuple[str, ...]]]:
    """Return the bid and the evaluators of every individual score due."""
    return {(score.bid_id, score.evaluators) for score in due(given) if score.owed_by == "evaluator"}


def codes(given: Inputs) -> set[str]:
    """Return the codes of all findings."""
    return {finding.code for finding in findings_of(given)}


def whole(evaluator: str, a: int = 4, b: int = 3) -> Data:
    """Return a sheet that scores both bids."""
    return sheet(evaluator, ("a", "q", a), ("b", "q", b))


class TestAverages:
    """Where a mean or a median counts, a sheet that never came would change the mark, so it stops it."""

    @pytest.mark.parametrize("average", ["mean", "median"])
    def test_a_missing_sheet_stops_the_mark_and_names_its_evaluator(self, average: str) -> None:
        """Three are expected and two came: e2 owes both bids."""
        given = inputs([whole("e1"), whole("e3")], panel("e1", "e2", "e3"), panel={"settled_by": average})
        with pytest.raises(NotReadyError, match="e2 has not scored a and b on q"):
            evaluate(given)

    def test_all_sheets_give_the_mark_and_nothing_is_due(self) -> None:
        """(80 + 40) / 2 = 60 marks of q earn 36, and 80 of r earn 32: 68; b has 60 x 0.6 + 75 x 0.4 = 66."""
        result = evaluate(inputs([whole("e1"), whole("e2", 2)], panel("e1", "e2"), **MEAN))
        assert totals(result) == {"a": "68.00", "b": "66.00"}
        assert result.outstanding == ()

    def test_without_a_panel_file_the_result_is_not_final(self) -> None:
        """Nobody else knows of a sheet that never came."""
        result = evaluate(inputs([whole("e1"), whole("e2", 2)], **MEAN))
        assert [missing.code for missing in result.outstanding] == ["panel-not-stated"]

    def test_a_missing_row_stops_the_mark_without_a_panel_file_too(self) -> None:
        """Whoever marked one bid on a criterion owes every bid on it."""
        with pytest.raises(NotReadyError, match="e2 has not scored b on q"):
            evaluate(inputs([whole("e1"), sheet("e2", ("a", "q", 3))], **MEAN))

    def test_scores_of_somebody_recused_do_not_count(self) -> None:
        """Of 4 and 2 the 4 is left: 80 marks of q are 48, with 32 of r 80."""
        given = inputs([whole("e1"), whole("e2", 2)], panel("e1", "e2"), decided=[RECUSED], **MEAN)
        assert totals(evaluate(given))["a"] == "80.00"


class TestConsensus:
    """Where a panel agrees, a score that is missing stops no mark, and keeps the result from being final."""

    def test_a_missing_sheet_is_outstanding(self) -> None:
        """The consensus counts, and e2, whose sheet is gone, is named."""
        given = inputs([whole("e1")], panel("e1", "e2"), consensus(("a", "q", 4), ("b", "q", 3)))
        assert [missing.message for missing in evaluate(given).outstanding] == ["e2 has not scored a and b on q."]

    def test_nobody_scored_and_the_panel_is_known(self) -> None:
        """Every bid is named with all who owe it."""
        given = inputs([], panel("e1", "e2"))
        assert owed(given) == {("a", ("e1", "e2")), ("b", ("e1", "e2"))}
        with pytest.raises(NotReadyError, match="a has no score on q; e1 and e2 owe it"):
            evaluate(given)

    def test_the_order_of_bids_changes_nothing_that_is_due(self) -> None:
        """Bids that are read the other way round owe the same scores in the same order, and print the same words."""
        given = inputs([whole("e1")], panel("e1", "e2"), consensus(("a", "q", 4), ("b", "q", 3)))
        turned = replace(given, bids=given.bids[::-1])
        assert due(turned) == due(given)
        assert evaluate(turned).outstanding == evaluate(given).outstanding

    def test_what_is_allocated_to_others_is_not_owed(self) -> None:
        """A member with criteria of their own owes those alone."""
        other = {"id": "e2", "criteria": ["r2"]}
        method = procurement([levels("q", "60"), levels("r2", "40")])
        sheets = [whole("e1"), sheet("e2", ("a", "r2", 3), ("b", "r2", 3))]
        built = replace(inputs_of(method, TWO, sheets), panel=panel({"id": "e1", "criteria": ["q"]}, other))
        assert due(built) == ()

    def test_a_member_may_be_named_for_a_criterion_with_parts(self) -> None:
        """The criterion above stands for all of its parts."""
        method = procurement([{"id": "s", "pillar": "quality", "criteria": [levels("q", "60"), levels("q2", "40")]}])
        built = replace(inputs_of(method, TWO), panel=panel({"id": "e1", "criteria": ["s"]}))
        assert {(score.leaf.id, score.evaluators) for score in due(built)} == {("q", ("e1",)), ("q2", ("e1",))}

    def test_comparators_are_owed_scores_and_withdrawn_bids_none(self) -> None:
        """Each member of the panel owes the one, and nobody the other."""
        bids = [offer("a", marks={"r": 1}, status="withdrawn"), offer("c", marks={"r": 1}, role="comparator")]
        built = replace(inputs_of(procurement(ONE_QUESTION), bids), panel=panel("e1"))
        assert owed(built) == {("c", ("e1",))}


class TestAbsence:
    """A decision releases scores."""

    @pytest.mark.parametrize("narrower", [{}, {"criteria": ["q"]}, {"bids": ["a", "b"]}])
    def test_it_releases_all_that_it_names(self, narrower: Data) -> None:
        """Absent keys mean all."""
        given = inputs([whole("e1")], panel("e1", "e2"), decided=[ABSENT | narrower], **MEAN)
        assert evaluate(given).outstanding == ()

    def test_it_releases_no_more_than_it_names(self) -> None:
        """The other bid is still due."""
        given = inputs([whole("e1")], panel("e1", "e2"), decided=[ABSENT | {"bids": ["a"]}], **MEAN)
        assert owed(given) == {("b", ("e2",))}

    def test_later_decisions_win(self) -> None:
        """What was released is due again once a later decision says so."""
        again = ABSENT | {"outcome": "due-again", "bids": ["b"]}
        assert owed(inputs([whole("e1")], panel("e1", "e2"), decided=[ABSENT, again])) == {("b", ("e2",))}
        assert owed(inputs([whole("e1")], panel("e1", "e2"), decided=[again, ABSENT])) == set()


class TestRecusal:
    """Whoever is recused owes nothing; what they gave is kept and does not count."""

    def test_the_level_of_the_other_evaluator_counts(self) -> None:
        """Of two sheets one is left, and no consensus is needed."""
        result = evaluate(inputs([whole("e1"), whole("e2", 2, 2)], decided=[RECUSED]))
        assert totals(result) == {"a": "80.00", "b": "66.00"}

    def test_a_moderated_score_that_they_took_part_in_is_due_again(self) -> None:
        """The level on record does not count, and the message says who took part."""
        agreed = consensus(("a", "q", 4), ("b", "q", 3))
        with pytest.raises(NotReadyError, match="in which e2, who is recused, took part, so it is due again"):
            evaluate(inputs([whole("e1"), whole("e2")], agreed=agreed, decided=[RECUSED]))

    def test_the_way_out_works(self) -> None:
        """Agreed anew at a meeting without them, it counts; with them among the attendees it does not."""
        agreed = consensus(("a", "q", 4), ("b", "q", 3))
        for score in agreed["scores"]:
            score["agreed_on"] = "2027-01-12"
        held = {"held_on": "2027-01-12", "moderator": "chair", "confirmed": True}
        without = agreed | {"meetings": [held | {"attendees": ["e1"]}]}
        sheets = [whole("e1"), whole("e2")]
        assert evaluate(inputs(sheets, agreed=without, decided=[RECUSED])).outstanding == ()
        there = agreed | {"meetings": [held | {"attendees": ["e1", "e2"]}]}
        with pytest.raises(NotReadyError, match="due again"):
            evaluate(inputs(sheets, agreed=there, decided=[RECUSED]))

    def test_from_one_criterion_the_others_stay_as_they_are(self) -> None:
        """A recusal from another criterion changes nothing here."""
        method = procurement([levels("q", "60"), levels("r2", "40")])
        both = [sheet(name, *((bid, on, 3) for bid in "ab" for on in ("q", "r2"))) for name in ("e1", "e2")]
        built = inputs_of(method, TWO, both, None, decisions(RECUSED | {"criteria": ["r2"]}))
        assert {(score.leaf.id, score.owed_by) for score in due(built)} == {("q", "panel")}

    def test_from_some_bids_alone_it_needs_a_reason_and_warns(self) -> None:
        """Whoever may not judge a bid may not judge its rivals."""
        narrow = RECUSED | {"bids": ["a"]}
        assert "recusal-unexplained" in codes(inputs([whole("e1"), whole("e2")], decided=[narrow]))
        why = narrow | {"why_rivals_unaffected": "Bid a is the only one for the east."}
        assert codes(inputs([whole("e1"), whole("e2")], decided=[why])) & {"recusal-unexplained", "recusal-narrow"} == {
            "recusal-narrow"
        }

    def test_a_decision_that_recuses_nobody_names_no_criterion(self) -> None:
        """A conflict that is managed is managed everywhere."""
        managed = {"about": "conflict", "evaluator": "e1", "outcome": "managed", "criteria": ["q"]}
        assert "scope-without-recusal" in codes(inputs([whole("e1")], decided=[managed]))


class TestPanelFile:
    """The panel names those who score, and what exists."""

    @pytest.mark.parametrize(
        ("expected", "code"),
        [
            (panel("e1", "E1"), "duplicate-id"),
            (panel("e2"), "not-on-panel"),
            (panel({"id": "e1", "criteria": ["r"]}), "unknown-criterion"),
            (panel({"id": "e1", "lots": ["north"]}), "unknown-lot"),
            (panel({"id": "e1", "criteria": ["r"]}), "allocated-to-nobody"),
        ],
        ids=["twice", "not-on-it", "criterion", "lot", "nobody"],
    )
    def test_what_is_wrong_is_told(self, expected: PanelFile, code: str) -> None:
        """Each fault has a code of its own."""
        assert code in codes(inputs([whole("e1")], expected))

    def test_several_evaluators_at_a_threshold_need_one(self) -> None:
        """Above the threshold its absence is a warning; below it, and with one evaluator, nothing is said."""
        contract = {"currency": "GBP", "vat": "excluded", "service": "services"}
        large: Data = {"contract": {**contract, "estimated_value": 5_000_000}}
        small: Data = {"contract": {**contract, "estimated_value": 60_000}}
        under_act: Data = {"commenced_on": "2026-10-05", "procedure": "open"}
        both = [whole("e1"), whole("e2")]
        assert "panel-missing" in codes(inputs(both, **large, **under_act))
        assert "panel-missing" not in codes(inputs(both, panel("e1", "e2"), **large, **under_act))
        assert "panel-missing" not in codes(inputs([whole("e1")], **large, **under_act))
        assert "panel-missing" not in codes(inputs(both, **small, **(under_act | {"procedure": "below-threshold"})))
