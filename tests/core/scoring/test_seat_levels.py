"""Tests of individual and consensus scores: which level counts, and when marks cannot be given yet."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.scoring.seat_levels import individual_scores, levels_used
from social_value.errors import NotReadyError
from tests.core.builders import consensus, inputs_of, levels, offer, procurement, recorded, sheet, totals

Data = dict[str, Any]

METHOD = procurement([levels("q", "60"), levels("r", "40")])
ONE = sheet("evaluator-1", ("a", "q", 3), ("a", "r", 5))


def test_the_level_of_the_only_evaluator_counts() -> None:
    """Where one evaluator scored, that level counts: 36 of 60 and 40 of 40."""
    found = evaluate(inputs_of(METHOD, [offer("a")], [ONE]))
    assert totals(found) == {"a": "76.00"}


@pytest.mark.parametrize("level", [3, 4])
def test_several_evaluators_need_a_consensus_even_in_agreement(level: int) -> None:
    """Two levels, equal or not, are no mark: the error names the seat, both evaluators and what to do."""
    inputs = inputs_of(METHOD, [offer("a")], [ONE, sheet("evaluator-2", ("a", "q", level))])
    said = rf"a on q was scored by 2 evaluators \(evaluator-1: 3, evaluator-2: {level}\)"
    with pytest.raises(NotReadyError, match=said) as raised:
        evaluate(inputs)
    [missing] = raised.value.outstanding
    assert (missing.code, missing.about) == ("consensus-missing", "a")
    assert "consensus.yaml" in missing.way_out


@pytest.mark.parametrize(("agreed", "total"), [(2, "64.00"), (3, "76.00"), (5, "100.00")])
def test_the_consensus_level_counts(agreed: int, total: str) -> None:
    """The agreed level counts whatever the individual levels were: no mean is ever taken."""
    inputs = inputs_of(METHOD, [offer("a")], [ONE, sheet("evaluator-2", ("a", "q", 3))], consensus(("a", "q", agreed)))
    assert totals(evaluate(inputs)) == {"a": total}


def test_a_consensus_counts_before_a_single_evaluator() -> None:
    """Where the panel agreed on a level, it counts even though only one evaluator scored."""
    inputs = inputs_of(METHOD, [offer("a")], [ONE], consensus(("a", "q", 5)))
    assert totals(evaluate(inputs)) == {"a": "100.00"}


def test_a_consensus_alone_is_enough() -> None:
    """A published result may hold consensus levels only."""
    inputs = inputs_of(METHOD, [offer("a")], agreed=consensus(("a", "q", 5), ("a", "r", 0)))
    assert totals(evaluate(inputs)) == {"a": "60.00"}


def test_every_missing_consensus_is_named_at_once() -> None:
    """All seats that wait are listed, by criterion and bid."""
    twice = [sheet(f"evaluator-{n}", ("b", "q", 1), ("a", "r", 1), ("a", "q", 1), ("b", "r", 2)) for n in (1, 2)]
    with pytest.raises(NotReadyError, match="a on q") as raised:
        evaluate(inputs_of(METHOD, [offer("a"), offer("b")], twice))
    seats = [" ".join(one.message.split()[:3]) for one in raised.value.outstanding]
    assert seats == ["a on q", "b on q", "a on r", "b on r"]


def test_a_bid_that_is_not_read_waits_for_no_consensus() -> None:
    """A bid that a gate put out, or that was withdrawn, needs no agreed level."""
    gate = {"id": "g", "title": "G", "asks": "declaration", "consequence": "disregard"}
    method = procurement([levels("q", "100")], gates=[gate])
    bids = [
        offer("a", declarations={"g": {"value": True}}),
        offer("b", declarations={"g": {"value": False}}),
        offer("c", status="withdrawn"),
    ]
    twice = [sheet("evaluator-1", ("a", "q", 4), ("b", "q", 1), ("c", "q", 1))]
    twice.append(sheet("evaluator-2", ("b", "q", 2), ("c", "q", 2)))
    found = evaluate(inputs_of(method, bids, twice))
    assert totals(found) == {"a": "80.00", "b": None, "c": None}


def test_a_missing_score_is_never_nothing() -> None:
    """A bid without a level waits for it, and has no mark of 0."""
    with pytest.raises(NotReadyError, match="b has no score on q"):
        evaluate(inputs_of(METHOD, [offer("a"), offer("b")], [ONE]))


def test_scores_are_listed_by_evaluator() -> None:
    """Individual levels are kept, in the order of the evaluators' codes, beside the agreed one."""
    inputs = inputs_of(METHOD, [offer("a")], [sheet("evaluator-2", ("a", "q", 5)), ONE], consensus(("a", "q", 4)))
    assert [one.giver for one in individual_scores(inputs)["q", "a"]] == ["evaluator-1", "evaluator-2"]
    used = levels_used(inputs)
    assert used.used["q", "a"].giver == "consensus"
    assert used.level("q", "a") == 4
    assert used.level("q", "nobody") is None


def test_scores_on_criteria_without_levels_are_left_alone() -> None:
    """Only criteria that are scored by levels have a level that counts."""
    inputs = inputs_of(
        procurement([recorded("q", "100")]), [offer("a", marks={"q": 1})], [sheet("evaluator-1", ("a", "q", 3))]
    )
    assert levels_used(inputs).used == {}
