"""Tests of what must be decided before a result is final: low bids, ties and conflicts of interest."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.evaluation.low_bids import low_bids
from social_value.core.evaluation.results import Evaluation
from tests.core.builders import decisions, evaluated, levels, offer, procurement, recorded, sheet, statuses, totals

Data = dict[str, Any]


def codes(found: Evaluation) -> list[tuple[str, str]]:
    """Return what is outstanding, and what it is about."""
    return [(one.code, one.about) for one in found.outstanding]


def with_low_bids(rule: Data, prices: dict[str, object], *decided: Data, **more: object) -> Evaluation:
    """Score bids that differ in price only, under a low-bid rule."""
    bids = [offer(name, price, {"q": 50 + number}) for number, (name, price) in enumerate(prices.items())]
    method = procurement([recorded("q", "100")]) | {"low_bid": rule} | more
    return evaluated(method, bids, decided=decisions(*decided) if decided else None)


class TestLowBids:
    """Prices so low that an explanation must be on record."""

    @pytest.mark.parametrize(("price", "flagged"), [("750", False), ("749.99", True), ("1000", False), ("1", True)])
    def test_a_price_further_below_the_should_cost_than_published_is_flagged(self, price: str, flagged: bool) -> None:
        """With 25%, a price of exactly 750 of 1,000 is not flagged; a penny less is."""
        rule = {"should_cost": 1000, "below_should_cost_percent": 25}
        found = with_low_bids(rule, {"a": price})
        assert codes(found) == ([("low-bid-unexplained", "a")] if flagged else [])

    def test_a_price_is_compared_with_the_mean_of_the_pool(self) -> None:
        """70, 100 and 130 have a mean of 100: at 25% the first is flagged, and the words give mean and share."""
        found = with_low_bids({"below_mean_percent": 25}, {"a": 70, "b": 100, "c": 130})
        [flag] = low_bids(found.settled)
        assert flag.words == "a: price 70 is 30.0% below the mean price of 100.00, beyond the 25% that is flagged."

    def test_a_price_exactly_as_far_below_the_mean_as_published_is_not_flagged(self) -> None:
        """75, 100 and 125 have a mean of 100: a quarter below it is not more than a quarter."""
        found = with_low_bids({"below_mean_percent": 25}, {"a": 75, "b": 100, "c": 125})
        assert low_bids(found.settled) == ()

    def test_bids_out_of_the_pool_set_no_mean(self) -> None:
        """A disregarded, withdrawn or comparator price is in no mean and is not flagged."""
        gate = {"id": "g", "title": "G", "asks": "figure", "of": "price", "at_most": 500, "consequence": "disregard"}
        quality = recorded("q", "100", minimum={"marks": 1, "consequence": "disregard"})
        method = procurement([quality], gates=[gate], low_bid={"below_mean_percent": 25})
        bids = [
            offer("a", 90, {"q": 1}),
            offer("b", 110, {"q": 1}),
            offer("dear", 900, {"q": 1}),
            offer("poor", 450, {"q": 0}),
            offer("gone", 1, {"q": 1}, status="withdrawn"),
            offer("compared", 1, {"q": 1}, role="comparator"),
        ]
        assert low_bids(evaluated(method, bids).settled) == ()

    def test_a_flag_changes_no_mark(self) -> None:
        """The same bids without the rule have the same totals and ranks."""
        prices: dict[str, object] = {"a": 10, "b": 100, "c": 130}
        flagged, plain = (
            with_low_bids({"below_mean_percent": 25}, prices),
            with_low_bids({"below_mean_percent": 99}, prices),
        )
        assert totals(flagged) == totals(plain)
        assert statuses(flagged) == statuses(plain) == dict.fromkeys("abc", "ranked")

    def test_an_accepted_explanation_settles_it(self) -> None:
        """A recorded decision leaves nothing outstanding, and the bid in its place."""
        accepted = {"about": "low-bid", "bid": "a", "outcome": "accepted"}
        found = with_low_bids({"below_mean_percent": 25}, {"a": 10, "b": 100}, accepted)
        assert codes(found) == []
        assert [flag.decided for flag in low_bids(found.settled)] == [True]
        assert statuses(found) == {"a": "ranked", "b": "ranked"}

    def test_a_bid_that_is_disregarded_leaves_with_its_reason(self) -> None:
        """It is out of the pool, sets no lowest price, and the reason names who decided."""
        method = procurement(
            [
                recorded("q", "50"),
                {"id": "p", "pillar": "financial", "weight": 50, "score": {"rule": "lowest-price-ratio"}},
            ],
            low_bid={"below_mean_percent": 25},
        )
        bids = [offer("a", 10, {"q": 0}), offer("b", 100, {"q": 0})]
        decided = decisions(
            {
                "about": "low-bid",
                "bid": "a",
                "notified_on": "2026-11-02",
                "reply_due": "2026-11-16",
                "outcome": "disregarded",
            }
        )
        found = evaluated(method, bids, decided=decided)
        assert totals(found) == {"b": "50.00", "a": None}
        assert found.result("a").reasons == (
            "Disregarded by panel chair, its price was considered abnormally low: Recorded at the meeting",
        )

    def test_nobody_is_flagged_without_a_rule(self) -> None:
        """Without a published rule no price is low."""
        found = evaluated(procurement([recorded("q", "100")]), [offer("a", 1, {"q": 1}), offer("b", 99, {"q": 1})])
        assert low_bids(found.settled) == ()


class TestTies:
    """First places that two bids share."""

    def test_a_tie_for_first_is_outstanding(self) -> None:
        """Both bids stand in the award, and the way out is no rule of ours where none was published."""
        found = evaluated(procurement([recorded("q", "100")]), [offer("b", 1, {"q": 5}), offer("a", 1, {"q": 5})])
        assert found.award.bids == ("a", "b")
        assert codes(found) == [("tie-unresolved", "a")]
        assert "legal advice" in found.outstanding[0].way_out

    def test_a_published_draw_is_asked_for(self) -> None:
        """Where the method says that lots are drawn, the way out is to draw and record them."""
        method = procurement([recorded("q", "100")], keys={"tie_break": ["lots-drawn"]})
        found = evaluated(method, [offer("a", 1, {"q": 5}), offer("b", 1, {"q": 5})])
        assert "Draw lots" in found.outstanding[0].way_out

    def test_a_tie_behind_the_first_is_not_outstanding(self) -> None:
        """Only a tie for the first place holds an award up."""
        bids = [offer(name, 1, {"q": marks}) for name, marks in (("a", 9), ("b", 5), ("c", 5))]
        found = evaluated(procurement([recorded("q", "100")]), bids)
        assert codes(found) == []
        assert [one.rank for one in found.bids] == [1, 2, 2]

    def test_nobody_left_is_no_tie(self) -> None:
        """An empty pool awards nothing, with no margin."""
        method = procurement([recorded("q", "100", minimum={"marks": 50, "consequence": "disregard"})])
        found = evaluated(method, [offer("a", 1, {"q": 5}), offer("b", 1, {"q": 5})])
        assert (found.award.bids, found.award.margin, codes(found)) == ((), None, [])
        assert set(statuses(found).values()) == {"disregarded"}


class TestConflicts:
    """Evaluators' conflicts of interest."""

    @pytest.mark.parametrize(
        ("conflict", "expected"),
        [("none", []), ("declared", ["conflict-undecided"]), (None, ["conflict-undeclared"])],
    )
    def test_a_conflict_is_declared_and_decided(self, conflict: str | None, expected: list[str]) -> None:
        """An evaluator says whether there is a conflict; one that is declared, or not said, needs a decision."""
        method, bids = procurement([levels("q", "100")]), [offer("a")]
        scores = [sheet("evaluator-1", ("a", "q", 3), conflict=conflict)]
        found = evaluated(method, bids, scores)
        assert codes(found) == [(code, "evaluator-1") for code in expected]
        settled = decisions({"about": "conflict", "evaluator": "evaluator-1", "outcome": "none-found"})
        assert codes(evaluated(method, bids, scores, decided=settled)) == []

    def test_conflicts_are_listed_by_evaluator(self) -> None:
        """The order of files does not matter."""
        method, bids = procurement([levels("q", "50"), levels("r", "50")]), [offer("a")]
        scores = [sheet("z", ("a", "q", 3), conflict=None), sheet("b", ("a", "r", 3), conflict="declared")]
        assert codes(evaluated(method, bids, scores)) == [("conflict-undecided", "b"), ("conflict-undeclared", "z")]
