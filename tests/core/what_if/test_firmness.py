"""What would change a result, against scoring everything again with a naive second implementation."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.what_if.firmness import Firmness, firmness_of
from social_value.core.what_if.flips import flips
from social_value.core.what_if.prices import winning_prices
from social_value.core.what_if.removals import removals
from social_value.core.what_if.structures import Budget
from social_value.core.what_if.switching import switching_weights
from social_value.core.what_if.targets import targets_of
from social_value.files.load import load
from tests.core.builders import evaluated, inputs_of_case, levels, offer, priced, procurement, recorded, sheet
from tests.core.what_if import naive
from tests.generate import Case, generate
from tests.samples import SOAK, seeds

ROOT = Path(__file__).resolve().parents[3]
CASES, BLOCK = seeds(500, 5_000), 100
PLENTY = 10**9


def scored(seed: int) -> tuple[Case, Evaluation]:
    """Return a generated case, and its result."""
    case = generate(seed)
    return case, evaluate(inputs_of_case(case))


@pytest.mark.parametrize("first", CASES[::BLOCK])
def test_sm_33_leaving_bids_out_is_scoring_again_without_them(first: int) -> None:
    """A bid is named exactly where the others stand in another order without it, with who is first then."""
    changing = 0
    for seed in range(first, first + BLOCK):
        case, evaluation = scored(seed)
        found = {one.bid_id: one for one in removals(evaluation.settled, evaluation.ranking, Budget(PLENTY)).changing}
        before = naive.groups(naive.scored(case))
        for bid in evaluation.field.entrants:
            left = tuple(tuple(one for one in group if one != bid) for group in before)
            expected = tuple(group for group in left if group)
            after = naive.groups(naive.scored(naive.without_bid(case, bid)))
            assert (after != expected) == (bid in found), (seed, bid)
            if bid in found:
                changing += 1
                assert found[bid].first == (after[0] if after else ()), (seed, bid)
    assert changing


@pytest.mark.parametrize("first", CASES[::BLOCK])
def test_sm_33_switching_weights_are_those_of_brute_force(first: int) -> None:
    """Up to a switching weight scoring everything again gives the same first; just beyond it, the one that is named."""
    turns = 0
    for seed in range(first, first + BLOCK):
        case, evaluation = scored(seed)
        targets = targets_of(evaluation.inputs)
        tried = targets if SOAK else [targets[seed % len(targets)]]
        for one in switching_weights(evaluation.settled, Budget(PLENTY), tried):
            if one.why_not:
                continue
            again = naive.NaiveSweep(case, one.target.leaves)
            now = again.groups(one.now)[:1]
            for turn, end in ((one.below, Fraction(0)), (one.above, Fraction(100))):
                at = end if turn is None or turn.at is None else turn.at
                for weight in between(again.suspects(range(0, 101, 50)), one.now, at):
                    assert again.groups(weight)[:1] == now, (seed, one.target.id, weight)
                if turn is not None and at != end:
                    turns += 1
                    beyond = at + (end - at) / 10**12
                    assert again.groups(beyond)[:1] == ((turn.first,) if turn.first else ()), (seed, one.target.id)
    assert turns


def between(suspects: list[Fraction], now: Fraction, at: Fraction) -> list[Fraction]:
    """Return the suspects strictly between two weights, and the middle."""
    low, high = min(now, at), max(now, at)
    return [*(one for one in suspects if low < one < high), *([(low + high) / 2] if low < high else [])]


def test_sm_33_levels_that_flip_the_winner_are_those_of_brute_force() -> None:
    """Every step of every level that counts is named exactly where scoring again gives another first."""
    flipping = 0
    for seed in seeds(120, 1_000):
        case, evaluation = scored(seed)
        steps = flips(evaluation.settled, Budget(PLENTY)).found
        found = {(one.criterion_id, one.bid_id, one.to): one.first for one in steps}
        now = naive.groups(naive.scored(case))[:1]
        for leaf in naive.leaves_of(case):
            if leaf["score"]["rule"] != "scale":
                continue
            given = [one["level"] for one in case.procurement["scales"][leaf["score"]["scale"]]["levels"]]
            for bid in evaluation.field.entrants:
                here = evaluation.field.levels.level(leaf["id"], bid)
                for to in (level for level in given if here is not None and abs(level - here) == 1):
                    first = naive.groups(naive.scored(naive.with_level(case, leaf["id"], bid, to)))[:1]
                    named = found.get((leaf["id"], bid, to))
                    assert (first != now) == (named is not None), (seed, leaf["id"], bid, to)
                    if named is not None:
                        flipping += 1
                        assert first == ((named,) if named else ()), (seed, leaf["id"], bid, to)
    assert flipping > 20


def test_sm_33_winning_prices_hold_when_everything_is_scored_again() -> None:
    """At its winning price a bid is first and alone there, and at a penny more it is not; without one, never."""
    prices = 0
    for seed in seeds(150, 1_500):
        case, evaluation = scored(seed)
        for one in winning_prices(evaluation.settled, evaluation.ranking, Budget(PLENTY)).found:
            if one.why_not:
                continue

            def first_at(pence: int, bid: str = one.bid_id, of: Case = case) -> bool:
                return naive.groups(naive.scored(naive.with_price(of, bid, Fraction(pence, 100))))[:1] == ((bid,),)

            if one.pence is None:
                assert first_at(1) == one.any_price, (seed, one.bid_id)
                continue
            prices += 1
            assert first_at(one.pence), (seed, one.bid_id, one.pence)
            assert not first_at(one.pence + 1), (seed, one.bid_id, one.pence)
    assert prices > 100


def test_sm_33_contact_tracing_is_a_close_call() -> None:
    """A margin of 1.09 is less than one level of shared assets, 20 marks of weight 10, moves."""
    found = firmness_of(evaluate(load(ROOT / "examples" / "contact-tracing").inputs))
    assert f"{found.margin:f}" == "1.09"
    assert (found.step.points, found.step.criterion_id) == (Fraction(2), "S4")
    assert [one.bid_id for one in found.close] == ["ten-lanterns"]
    assert found.most_fragile is not None
    assert found.most_fragile.target.id == "F2"


def note_on_price_formulas(rule: str, **parameters: object) -> Firmness:
    """Return how firm the result of the note on price formulas is: 50 points of price, 50 of quality."""
    method = procurement([priced("50", rule, **parameters), recorded("q", "50")])
    marks = {"a": (100, 60), "b": (130, 82), "c": (60, 10)}
    bids = [offer(name, price, {"q": quality}) for name, (price, quality) in marks.items()]
    return firmness_of(evaluated(method, bids))


def test_sm_33_a_losing_bid_reverses_a_relative_price_formula() -> None:
    """Lowest over price: with C, B wins 64.08 to 60.00; without C, A wins 80.00 to 79.46."""
    found = note_on_price_formulas("lowest-price-ratio")
    assert found.first == ("b",)
    assert f"{found.margin:f}" == "4.08"
    assert [(one.bid_id, one.first) for one in found.removals.changing if one.changes_first] == [("c", ("a",))]


def test_sm_33_a_losing_bid_moves_nobody_under_an_absolute_formula() -> None:
    """Full marks at 60, none at 160: A 60.0 and B 56.0, with C or without."""
    found = note_on_price_formulas("fixed-bounds", floor=60, ceiling=160)
    assert found.first == ("a",)
    assert not found.removals.changing
    assert not found.removals.relative


def test_sm_33_a_winning_price_by_hand() -> None:
    """B has 41 for quality and needs 60 - 41 = 19 points of price: 160 - 38 = 122 draws level, a penny less wins."""
    found = note_on_price_formulas("fixed-bounds", floor=60, ceiling=160)
    prices = {one.bid_id: one for one in found.prices.found}
    assert prices["b"].at == Fraction("121.99")
    assert prices["a"].at == Fraction("107.99"), "A has 30 for quality, and B 56: 26 points are left at 108"
    assert prices["c"].at is None, "C has full marks for its price already"


def test_sm_33_without_levels_one_point_makes_a_call_close() -> None:
    """Where nobody gave levels, the rule of one step has one point of 100 in its place."""
    close = evaluated(procurement([recorded("q", "100")]), [offer("a", 1, {"q": 70}), offer("b", 1, {"q": 69})])
    clear = evaluated(procurement([recorded("q", "100")]), [offer("a", 1, {"q": 70}), offer("b", 1, {"q": "68.99"})])
    assert [one.bid_id for one in firmness_of(close).close] == ["b"]
    assert not firmness_of(clear).close


def test_sm_33_one_level_step_that_flips_by_hand() -> None:
    """With 60 and 40 points, four and three of five: one step of the heavier criterion is 12 points, enough for 4."""
    method = procurement([levels("q1", "60"), levels("q2", "40")])
    scores = [sheet("e1", ("a", "q1", 4), ("b", "q1", 4), ("a", "q2", 3), ("b", "q2", 2))]
    found = firmness_of(evaluated(method, [offer("a", 1), offer("b", 1)], scores))
    assert f"{found.margin:f}" == "8.00"
    assert {(one.criterion_id, one.bid_id, int(one.to)) for one in found.flips.found} == {
        ("q1", "a", 3),
        ("q1", "b", 5),
        ("q2", "a", 2),
        ("q2", "b", 3),
    }, "a step of the lighter one is 8 points, which makes a tie"


def test_sm_33_nothing_is_said_of_prices_where_none_is_scored() -> None:
    """A procurement without a price criterion says so, instead of a list of nothing."""
    found = firmness_of(evaluated(procurement([recorded("q", "100")]), [offer("a", 1, {"q": 70})]))
    assert "No criterion, gate or method reads the price." in found.prices.why_not
