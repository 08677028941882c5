"""Tests of consequences, and of taking marks again over the pool until nobody leaves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from social_value.core.evaluation.results import Evaluation
from tests.core.builders import (
    consensus,
    criterion,
    evaluated,
    levels,
    offer,
    priced,
    procurement,
    recorded,
    statuses,
    totals,
)

Data = dict[str, Any]


def rounds(found: Evaluation) -> dict[str, int]:
    """Return in which round each disregarded bid left: 0 before any relative mark was taken."""
    return {one.bid_id: one.round for one in found.settled.failures if one.hurdle.consequence == "disregard"}


@pytest.mark.parametrize(
    ("consequence", "status", "total", "rank"),
    [
        ("disregard", "disregarded", None, None),
        ("not-awardable", "not-awardable", "40.00", None),
        ("flag", "ranked", "40.00", 2),
    ],
)
@pytest.mark.parametrize("kind", ["declaration", "figure", "marks", "level", "floor"])
def test_each_hurdle_has_its_consequence(
    kind: str, consequence: str, status: str, total: str | None, rank: int | None
) -> None:
    """Disregard takes total and rank, not-awardable the rank, a flag neither; the reason is always given."""
    gate: Data = {"id": "g", "title": "The gate", "asks": "declaration", "consequence": consequence}
    if kind == "figure":
        gate |= {"asks": "figure", "of": "price", "at_least": 50}
    hurdle = {"consequence": consequence}
    minimums: dict[str, Data] = {"marks": {"marks": 50, **hurdle}, "level": {"level": 3, **hurdle}}
    minimum = {"minimum": minimums[kind]} if kind in minimums else {}
    method = procurement([levels("q", "100", "social", **minimum)])
    method |= {"gates": [gate]} if kind in ("declaration", "figure") else {}
    method |= {"pillars": {"social": {"floor": 50, **hurdle}}} if kind == "floor" else {}
    declared = {name: {"declarations": {"g": {"value": name == "good"}}} for name in ("good", "poor")}
    more = declared if kind == "declaration" else {"good": {}, "poor": {}}
    bids = [offer("good", 90, **more["good"]), offer("poor", 40, **more["poor"])]
    found = evaluated(method, bids, agreed=consensus(("good", "q", 4), ("poor", "q", 2)))
    poor = found.result("poor")
    assert (poor.status, poor.rank, totals(found)["poor"]) == (status, rank, total)
    assert len(poor.reasons) == 1
    assert found.award.bids == ("good",)


def test_reasons_name_the_number_and_the_limit() -> None:
    """A bid that fails in several ways is told each of them."""
    gate = {"id": "g", "title": "Budget", "asks": "figure", "of": "price", "at_most": 50, "consequence": "flag"}
    method = procurement(
        [recorded("q", "100", "social", minimum={"marks": "66.67", "consequence": "not-awardable"})],
        gates=[gate],
        pillars={"social": {"floor": 70, "consequence": "flag"}},
    )
    found = evaluated(method, [offer("a", "50.01", weighted={"q": "66.6666666666"})])
    assert found.result("a").reasons == (
        "Budget: 50.01 is above 50",
        "q: marks 66.6666666666 below the minimum of 66.67",
        "Social pillar: marks 66.6666666666 below the minimum of 70",
    )


def test_marks_just_below_a_minimum_never_read_as_the_minimum() -> None:
    """Marks of 200/3 below 66.6666667 are shown rounded down, with dots."""
    score = {"rule": "linear", "of": "m", "zero_at": 0, "full_at": 3}
    minimum = {"marks": "66.6666667", "consequence": "flag"}
    method = procurement([criterion("c", "100", score, "social", minimum=minimum)])
    found = evaluated(method, [offer("a", measures={"m": 2})])
    assert found.result("a").reasons == ("c: marks 66.666666... below the minimum of 66.6666667",)


def test_absolute_minimums_come_before_relative_marks() -> None:
    """A bid that fails on quality never sets the lowest price that would put out another.

    C is cheapest and fails on quality. Beside its price of 40, A's price marks would be 50, below the minimum of 60;
    without it they are 80.
    """
    quality = recorded("q", "50", minimum={"marks": 50, "consequence": "disregard"})
    price = priced("50") | {"minimum": {"marks": 60, "consequence": "disregard"}}
    bids = [offer("A", 80, {"q": 60}), offer("B", 64, {"q": 60}), offer("C", 40, {"q": 10})]
    found = evaluated(procurement([quality, price]), bids)
    assert statuses(found) == {"A": "ranked", "B": "ranked", "C": "disregarded"}
    assert found.settled.marked("price", "A").marks == 80
    assert rounds(found) == {"C": 0}


def test_relative_marks_are_taken_again_until_nobody_leaves() -> None:
    """Under half marks at the mean, each dear bid that leaves lowers the mean, and the next one leaves in its turn.

    Marks are 50 + 100 x (mean - price) / mean, with a minimum of 40.
    Round 1: prices 100, 110, 135, 400, mean 186.25; only 400 has less (0), and leaves.
    Round 2: mean 115; 135 has 50 - 17.4 = 32.6, and leaves.
    Round 3: mean 105; 110 has 45.2, and nobody leaves.
    """
    price = priced("100", "mean-deviation", slope=1) | {"minimum": {"marks": 40, "consequence": "disregard"}}
    bids = [offer(f"b{price}", price) for price in (100, 110, 135, 400)]
    found = evaluated(procurement([price]), bids)
    assert rounds(found) == {"b400": 1, "b135": 2}
    assert found.settled.pool == ("b100", "b110")
    assert found.settled.marked("price", "b110").marks == 50 + Fraction(100 * (105 - 110), 105)


def test_bids_that_fail_in_one_round_leave_together() -> None:
    """Two dear bids fail at once, although with only one of them gone the other might have stayed."""
    price = priced("100", "linear-min-max") | {"minimum": {"marks": 50, "consequence": "disregard"}}
    found = evaluated(procurement([price]), [offer(f"b{price}", price) for price in (100, 101, 190, 200)])
    assert rounds(found) == {"b190": 1, "b200": 1, "b101": 2}
    assert statuses(found)["b100"] == "ranked"


def test_a_bid_that_is_out_has_its_absolute_marks_and_no_relative_ones() -> None:
    """It is told what it earned on its own, and nothing that the others would decide."""
    quality = recorded("q", "50", minimum={"marks": 50, "consequence": "disregard"})
    found = evaluated(procurement([quality, priced("50")]), [offer("A", 80, {"q": 60}), offer("C", 40, {"q": 10})])
    assert found.settled.marked("q", "C").marks == 10
    assert found.settled.marked("price", "C").marks is None
    assert found.result("C").total is None


def test_a_bid_that_left_can_still_decide_who_wins() -> None:
    """A cheap bid that leaves in the first round takes another with it; leave-one-out says so.

    Beside C at 40, A's price marks are 50, below its minimum of 60, so both leave in round 1: C for a tenth of the
    best measure. Without C, the lowest price is 64, A has 80 and wins on the measure.
    """
    measured = {"rule": "ratio-to-best", "of": "m", "best": "highest"}
    criteria = [
        priced("50") | {"minimum": {"marks": 60, "consequence": "disregard"}},
        criterion("s", "50", measured, "social", minimum={"marks": 20, "consequence": "disregard"}),
    ]
    bids = [offer(name, price, measures={"m": m}) for name, price, m in (("A", 80, 10), ("B", 64, 3), ("C", 40, 1))]
    found = evaluated(procurement(criteria), bids)
    assert rounds(found) == {"A": 1, "C": 1}
    assert found.award.bids == ("B",)
    assert evaluated(procurement(criteria), bids[:2]).award.bids == ("A",)
    assert found.leave_one_out is not None
    assert {one.bid_id: one.winners_without for one in found.leave_one_out.deciding} == {"C": ("A",)}


def test_a_failure_that_no_longer_holds_is_not_reported() -> None:
    """A bid that was below a flagged minimum only beside a bid that left is not told so.

    Beside 40, a price of 80 has 50 marks, below 60; once the bid of 40 has left for its relative floor, it has 100.
    """
    price = priced("50") | {"minimum": {"marks": 60, "consequence": "flag"}}
    social = {
        "id": "s",
        "pillar": "social",
        "weight": 50,
        "score": {"rule": "ratio-to-best", "of": "m", "best": "highest"},
        "minimum": {"marks": 50, "consequence": "disregard"},
    }
    bids = [offer("A", 80, measures={"m": 10}), offer("C", 40, measures={"m": 1})]
    found = evaluated(procurement([price, social]), bids)
    assert statuses(found) == {"A": "ranked", "C": "disregarded"}
    assert found.result("A").reasons == ()


def test_a_comparator_is_marked_over_the_pool_and_never_ranked() -> None:
    """It may be cheaper than every bid, has full marks then, fails no gate, and changes nobody's marks."""
    gate = {"id": "g", "title": "G", "asks": "declaration", "consequence": "disregard"}
    method = procurement([recorded("q", "50"), priced("50")], gates=[gate])
    bids = [
        offer("A", 80, {"q": 60}, declarations={"g": {"value": True}}),
        offer("ours", 40, {"q": 90}, role="comparator"),
    ]
    found = evaluated(method, bids)
    assert totals(found) == {"A": "80.00", "ours": "95.00"}
    assert (found.result("ours").status, found.result("ours").rank) == ("comparator", None)
    assert found.award.bids == ("A",)


def test_a_comparator_alone_has_no_relative_marks() -> None:
    """With no bid left to compare with there is no total, and no division by nothing."""
    method = procurement([recorded("q", "50"), priced("50")])
    bids = [offer("gone", 80, {"q": 60}, status="withdrawn"), offer("ours", 40, {"q": 90}, role="comparator")]
    found = evaluated(method, bids)
    assert totals(found) == {"gone": None, "ours": None}
    assert found.award.bids == ()


def test_a_single_bid_sets_its_own_references() -> None:
    """One bid is the lowest, the highest and the mean."""
    for rule, parameters, expected in (
        ("lowest-price-ratio", {}, 100),
        ("linear-penalty", {}, 100),
        ("linear-min-max", {}, 100),
        ("mean-deviation", {"slope": 1}, 50),
    ):
        found = evaluated(procurement([priced("100", rule, **parameters)]), [offer("A", 80)])
        assert found.settled.marked("price", "A").marks == expected


def test_no_quality_has_no_price_per_quality_point() -> None:
    """A bid of no quality cannot be ranked by price per point: it stays, without a rank, and is told why."""
    keys = {"quality_minimum": {"marks": 1, "consequence": "flag"}}
    method = procurement([recorded("q", "100")], "price-per-quality-point", None, keys)
    found = evaluated(method, [offer("a", 10, {"q": 0}), offer("b", 10, {"q": 50})])
    assert statuses(found) == {"b": "ranked", "a": "not-awardable"}
    assert found.result("a").reasons[-1] == "price / quality: cannot be worked out for this bid"
