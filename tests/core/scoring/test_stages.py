"""Assessment in stages, and minimums that stop it: worked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation.results import Evaluation
from social_value.core.lots.evaluate_lots import evaluate_lots
from social_value.core.procurement_stage import standings_of
from social_value.errors import NotReadyError
from tests.core.builders import (
    Data,
    criterion,
    evaluated,
    inputs_of,
    levels,
    offer,
    priced,
    procurement,
    ranks,
    recorded,
    sheet,
    statuses,
    totals,
)
from tests.core.checks.test_policy import framework

STOP: Data = {"level": 2, "consequence": "disregard", "then": "stop"}


def _stop_1(minimum: Data) -> Data:
    """The method of the trial stop1: two questions with a minimum each, then price; weights 30, 30 and 40."""
    questions = [levels("Q1", 30, minimum=minimum), levels("Q2", 30, minimum=minimum)]
    return procurement([*questions, priced(40)])


_STOP_1_BIDS = (offer("A", 100), offer("B", 80))
_STOP_1_SCORES = [sheet("e1", ("A", "Q1", 4), ("A", "Q2", 3), ("B", "Q1", 1))]


def test_a_bid_that_a_minimum_stops_needs_no_later_marks() -> None:
    """Trial stop1: B fails Q1, so Q2 was never marked. A has 30x80% + 30x60% + 40 = 82, B no total and no rank."""
    evaluation = evaluated(_stop_1(STOP), _STOP_1_BIDS, _STOP_1_SCORES)
    assert (totals(evaluation), statuses(evaluation)["B"]) == ({"A": "82.00", "B": None}, "disregarded")
    assert evaluation.result("B").reasons == ("Q1: level 1 below the minimum of 2", "not assessed on Q2 and price")
    assert [evaluation.settled.is_assessed(name, "B") for name in ("Q1", "Q2", "price")] == [True, False, False]


def test_without_then_stop_the_later_score_is_due() -> None:
    """The same method without ``then: stop`` assesses B on Q2 as well, so that its score is due."""
    minimum = {"level": 2, "consequence": "disregard"}
    with pytest.raises(NotReadyError, match="B has no score on Q2"):
        evaluated(_stop_1(minimum), _STOP_1_BIDS, _STOP_1_SCORES)


def test_the_score_of_the_minimum_itself_is_due() -> None:
    """Nobody knows that a bid fails a minimum before its score is in, so that one and the later ones are due."""
    due = standings_of(inputs_of(_stop_1(STOP), _STOP_1_BIDS, [sheet("e1", ("A", "Q1", 4), ("A", "Q2", 3))]))[0].due
    assert [score.words for score in due] == ["B on Q1", "B on Q2"]


def test_marks_after_a_stop_are_not_read() -> None:
    """Scores that were given after all change nothing: B reads not assessed on Q2, and fails nothing there."""
    given = [sheet("e1", ("A", "Q1", 4), ("A", "Q2", 3), ("B", "Q1", 1), ("B", "Q2", 0))]
    evaluation = evaluated(_stop_1(STOP), _STOP_1_BIDS, given)
    assert evaluation.bids == evaluated(_stop_1(STOP), _STOP_1_BIDS, _STOP_1_SCORES).bids


def test_recorded_marks_are_not_owed_after_a_stop() -> None:
    """A criterion whose marks are fixed elsewhere needs none of a bid that a minimum stopped before it."""
    method = procurement([levels("Q1", 60, minimum=STOP), recorded("R", 40)])
    bids = [offer("A", marks={"R": 50}), offer("B")]
    evaluation = evaluated(method, bids, [sheet("e1", ("A", "Q1", 4), ("B", "Q1", 1))])
    assert totals(evaluation) == {"A": "68.00", "B": None}


def _stop_3(marks: int) -> Evaluation:
    """The trial stop3: a section of two questions of 30 each, A at levels 4 and 3, B at 1 and 5, and price of 40."""
    parts = [levels("Q1", 30, None), levels("Q2", 30, None)]
    minimum = {"marks": marks, "consequence": "disregard"}
    section: Data = {"id": "Q", "title": "Quality", "pillar": "quality", "minimum": minimum, "criteria": parts}
    given = sheet("e1", ("A", "Q1", 4), ("A", "Q2", 3), ("B", "Q1", 1), ("B", "Q2", 5))
    return evaluated(procurement([section, priced(40)]), [offer("A", 100), offer("B", 80)], [given])


def test_a_section_has_its_minimum() -> None:
    """Trial stop3: A has (24 + 18)/60 = 70 marks on the section and B (6 + 30)/60 = 60, which meets a minimum of 60."""
    assert ranks(_stop_3(60)) == {"B": 1, "A": 2}
    assert totals(_stop_3(60)) == {"B": "76.00", "A": "74.00"}


def test_a_section_below_its_minimum_puts_the_bid_out() -> None:
    """With a minimum of 61 B is out of the pool, and A's price is the lowest: 42 + 40 = 82."""
    evaluation = _stop_3(61)
    assert totals(evaluation) == {"A": "82.00", "B": None}
    assert evaluation.result("B").reasons == ("Quality: marks 60 below the minimum of 61",)


SEVEN = [offer(name, price) for name, price in zip("abcdefg", (100, 110, 120, 125, 150, 150, 200), strict=True)]


def _price_first(ties: str, counts: str = "all") -> Evaluation:
    """Price first, with the five best of seven prices; quality of those who go on, each at level 4."""
    order = [
        {"id": "price-stage", "criteria": ["price"], "goes_on": {"best": 5, "ties": ties}},
        {"id": "quality", "criteria": ["Q"]},
    ]
    weights = (50, 50) if counts == "all" else (100, 100)
    method = procurement([priced(weights[0]), levels("Q", weights[1])], stages={"counts": counts, "order": order})
    field = inputs_of(method, SEVEN)
    asked = {score.bid_id for score in standings_of(field)[0].due}
    return evaluated(method, SEVEN, [sheet("e1", *((bid, "Q", 4) for bid in asked))])


def _forward(evaluation: Evaluation) -> Iterable[str]:
    return evaluation.settled.stages[0].gone_on


def test_price_first_and_the_best_five() -> None:
    """Two bids share the fifth place with 100x100/150 = 66.67 marks: both go on, or neither does, and owe scores."""
    assert "".join(_forward(_price_first("include"))) == "abcdef"
    evaluation = _price_first("exclude")
    assert "".join(_forward(evaluation)) == "abcd"
    assert statuses(evaluation)["g"] == "not-taken-forward"
    words = "price-stage: place 7 of 7 with 50 marks; the best 5 go on, and bids that tie for the last place do not"
    assert evaluation.result("g").reasons == (words, "not assessed on Q")


def test_the_last_stage_alone_may_count() -> None:
    """With ``counts: last`` price only decides who goes on, so that all who do tie on quality with 80 marks."""
    evaluation = _price_first("include", "last")
    assert {total for total in totals(evaluation).values() if total} == {"80.00"}
    assert len(evaluation.award.bids) == 6


def test_quality_first_then_the_price_of_those_who_pass() -> None:
    """A fails 60 marks of quality, so the lowest price is b's: b has 100 and c 100x110/120 = 91.67 on price."""
    order = [
        {"id": "quality", "criteria": ["Q1", "Q2"], "goes_on": {"minimum": 60}},
        {"id": "price-stage", "criteria": ["price"]},
    ]
    criteria = [levels("Q1", 75), levels("Q2", 25), priced(100)]
    method = procurement(criteria, stages={"counts": "last", "order": order})
    given = sheet("e1", *((bid, name, level) for bid, level in (("a", 2), ("b", 3), ("c", 5)) for name in ("Q1", "Q2")))
    evaluation = evaluated(method, SEVEN[:3], [given])
    assert totals(evaluation) == {"b": "100.00", "c": "91.67", "a": None}
    outcome = evaluation.result("a").outcome
    assert outcome is not None
    assert outcome.kind.id == "not-taken-forward"


def test_what_a_stage_has_settled_stays() -> None:
    """B sets the lowest price of the first stage and fails the second, and a keeps 100x80/100 = 80 marks on price."""
    order = [
        {"id": "first", "criteria": ["price"], "goes_on": {"minimum": 50}},
        {"id": "second", "criteria": ["Q"]},
    ]
    floor = {"marks": 50, "consequence": "disregard"}
    method = procurement([priced(50), levels("Q", 50, minimum=floor)], stages={"counts": "all", "order": order})
    given = [sheet("e1", ("a", "Q", 5), ("b", "Q", 1))]
    assert totals(evaluated(method, [offer("a", 100), offer("b", 80)], given)) == {"a": "90.00", "b": None}


def _said(
    stages: Data | None, procedure: str | None, minimum: Data | None = None, day: str = "2025-09-01", nation: str = ""
) -> list[str]:
    more: Data = {"commenced_on": day} if stages is None else {"commenced_on": day, "stages": stages}
    more |= {} if procedure is None else {"procedure": procedure}
    hours = criterion("hours", 30, {"rule": "ratio-to-best", "of": "hours", "best": "highest"})
    question = levels("Q", 30) if minimum is None else levels("Q", 30, minimum=minimum)
    inputs = inputs_of(procurement([priced(40), question, hours]) | more, [])
    if nation:
        inputs = replace(inputs, framework=framework("theirs", nation=nation))
    codes = ("invalid-stages", "stages-not-allowed", "stages-unchecked", "invalid-minimum", "weights-do-not-sum")
    return [found.code for found in findings_of(inputs) if found.code in codes]


def _stages(first: object = None, last: object = None, counts: str = "all", **names: list[str]) -> Data:
    one: Data = {"id": "one", "criteria": names.get("one", ["price"])}
    two: Data = {"id": "two", "criteria": names.get("two", ["Q", "hours"])}
    one |= {} if first is None else {"goes_on": first}
    two |= {} if last is None else {"goes_on": last}
    return {"counts": counts, "order": [one, two]}


BEST: Data = {"best": 2, "ties": "include"}


@pytest.mark.parametrize(
    ("stages", "mended"),
    [
        (_stages(BEST, two=["Q"]), _stages(BEST)),
        (_stages(BEST, two=["Q", "hours", "price"]), _stages(BEST)),
        (_stages(BEST, two=["Q", "hours", "nothing"]), _stages(BEST)),
        (_stages(), _stages({"minimum": 60})),
        (_stages({"best": 2}), _stages(BEST)),
        (_stages({"best": 2, "minimum": 60, "ties": "include"}), _stages(BEST)),
        (_stages({}), _stages({"minimum": 60})),
        (_stages({"minimum": 60, "ties": "include"}), _stages({"minimum": 60})),
        (_stages(BEST, last=BEST), _stages(BEST)),
    ],
)
def test_unsound_stages_are_told_and_the_way_out_works(stages: Data, mended: Data) -> None:
    """Each fault of the stages is an error, and what its way out says leaves none."""
    assert set(_said(stages, "competitive-flexible")) == {"invalid-stages"}
    assert _said(mended, "competitive-flexible") == []


def test_each_stage_has_the_whole_weight_where_the_last_alone_counts() -> None:
    """With ``counts: last`` the weights of every stage add up to 100, and here those of neither do."""
    assert _said(_stages(BEST, counts="last"), "competitive-flexible") == ["weights-do-not-sum"] * 2


@pytest.mark.parametrize(
    ("procedure", "said"),
    [
        ("open", ["stages-not-allowed"]),
        ("competitive-flexible", []),
        ("framework-call-off", ["stages-unchecked"]),
        ("below-threshold", ["stages-unchecked"]),
        ("direct-award", ["stages-unchecked"]),
        (None, ["stages-unchecked"]),
    ],
)
def test_the_procedure_decides_whether_stages_are_allowed(procedure: str | None, said: list[str]) -> None:
    """An open procedure assesses every tender (s.20(2)(a)); a flexible one may leave some behind (s.20(4) and (5))."""
    assert _said(_stages(BEST), procedure) == said


@pytest.mark.parametrize("outside", [{"day": "2025-02-23"}, {"nation": "scotland"}])
def test_the_act_forbids_nothing_where_another_law_governs(outside: Data) -> None:
    """Before 24 February 2025, and in Scotland, the Act does not say what an open procedure may do: that is asked."""
    assert _said(_stages(BEST), "open", **outside) == ["stages-unchecked"]
    assert _said(_stages(BEST), "open", day="2025-02-24") == ["stages-not-allowed"]


def test_an_open_procedure_may_use_a_minimum_that_stops() -> None:
    """The way out of ``stages-not-allowed`` works: a minimum that disqualifies is a criterion's own (s.23(3)(a))."""
    assert _said(None, "open", STOP) == []


@pytest.mark.parametrize("consequence", ["not-awardable", "flag"])
def test_a_minimum_that_stops_puts_the_bid_out(consequence: str) -> None:
    """A bid that is not assessed any further cannot stay in the pool."""
    assert _said(None, None, STOP | {"consequence": consequence}) == ["invalid-minimum"]


def test_relative_marks_cannot_stop() -> None:
    """Marks that depend on the other bids change when a bid leaves, so that they are a stage and no stop."""
    minimum = {"marks": 50, "consequence": "disregard", "then": "stop"}
    method = procurement(
        [criterion("F", 40, {"rule": "lowest-price-ratio"}, "financial", minimum=minimum), levels("Q", 60)]
    )
    assert "invalid-minimum" in [found.code for found in findings_of(inputs_of(method, []))]


def test_a_lot_with_criteria_of_its_own_has_its_own_stages() -> None:
    """The shared stages are of the shared criteria; a lot that lists its own is assessed in one go, or in its own."""
    own = [criterion("F", 100, {"rule": "lowest-price-ratio"}, "financial")]
    lots = [
        {"id": "north", "title": "North", "criteria": "shared"},
        {"id": "south", "title": "South", "criteria": own},
    ]
    method = procurement(
        [priced(50), levels("Q", 50)],
        lots=lots,
        procedure="competitive-flexible",
        stages=_stages({"best": 1, "ties": "include"}, two=["Q"]),
    )
    bids = [
        offer(f"{name}-{lot}", price, lot=lot) for lot in ("north", "south") for name, price in (("a", 80), ("b", 90))
    ]
    inputs = inputs_of(method, bids, [sheet("e1", ("a-north", "Q", 3))])
    north, south = evaluate_lots(inputs).lots
    assert statuses(north) == {"a-north": "ranked", "b-north": "not-taken-forward"}
    assert statuses(south) == {"a-south": "ranked", "b-south": "ranked"}
