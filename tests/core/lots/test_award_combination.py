"""The combination of awards within a limit: exact, by the published rule, and never settled by chance."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest

from social_value.core.lots.award_combination import Option, choose
from social_value.model.lots import LotsRule


def option(lot: str, bidder: str, worth: int, rank: int) -> Option:
    """Return the bid of a bidder for a lot."""
    return Option(lot, bidder, f"{bidder}-{lot}", Fraction(worth), rank)


def test_the_best_sum_may_leave_a_lot_to_its_second() -> None:
    """A is first in both lots; 90 + 60 beats 80 + 65, so it wins the lot in which it is further ahead."""
    options = [option("n", "a", 90, 1), option("n", "b", 65, 2), option("s", "a", 80, 1), option("s", "b", 60, 2)]
    assert choose(options, "best-sum", 1, ()).awards == {"n": "a-n", "s": "b-s"}


def test_lots_in_order_go_to_whoever_is_first_and_still_free() -> None:
    """By order a takes the first lot, although 65 + 80 would be more than 70 + 60."""
    options = [option("n", "a", 70, 1), option("n", "b", 65, 2), option("s", "a", 80, 1), option("s", "b", 60, 2)]
    assert choose(options, "lot-order", 1, ()).awards == {"n": "a-n", "s": "b-s"}
    assert choose(options, "best-sum", 1, ()).awards == {"n": "b-n", "s": "a-s"}


def test_as_many_lots_as_can_be_are_awarded() -> None:
    """Only a bids for the south, so it is left out of the north although 90 is more than 10 + 70."""
    options = [option("n", "a", 90, 1), option("n", "b", 10, 2), option("s", "a", 70, 1)]
    assert choose(options, "best-sum", 1, ()).awards == {"n": "b-n", "s": "a-s"}
    assert choose(options, "lot-order", 1, ()).awards == {"n": "a-n"}


def test_without_a_binding_limit_each_lot_goes_to_its_best() -> None:
    """A limit of two of two lots changes nothing."""
    options = [option("n", "a", 90, 1), option("n", "b", 65, 2), option("s", "a", 80, 1), option("s", "b", 60, 2)]
    assert choose(options, "best-sum", 2, ()).awards == {"n": "a-n", "s": "a-s"}


def test_equal_combinations_are_both_named() -> None:
    """70 + 60 by either combination: nothing published separates them."""
    options = [option("n", "a", 70, 1), option("n", "b", 60, 2), option("s", "a", 70, 1), option("s", "b", 60, 2)]
    found = choose(options, "best-sum", 1, ())
    assert {tuple(found.awards.values()), tuple((found.other or {}).values())} == {("a-n", "b-s"), ("b-n", "a-s")}


def test_a_lot_on_which_two_of_three_equal_combinations_agree_is_not_settled() -> None:
    """Any two of three bidders at 10 in two lots: no lot is settled, whichever two combinations are named."""
    options = [option(lot, bidder, 10, 1) for lot in "ns" for bidder in "abc"]
    assert set(choose(options, "best-sum", 1, ()).unsettled) == {"n", "s"}


def test_the_order_drawn_settles_equal_combinations() -> None:
    """The combination with the bid drawn first is chosen, whichever was first without the draw."""
    options = [option("n", "a", 70, 1), option("n", "b", 60, 2), option("s", "a", 70, 1), option("s", "b", 60, 2)]
    for first, wanted in (("a-s", ("b-n", "a-s")), ("a-n", ("a-n", "b-s"))):
        found = choose(options, "best-sum", 1, (first, *({"a-n", "a-s"} - {first})))
        assert tuple(found.awards.values()) == wanted
        assert found.other is None


def test_a_tie_break_within_a_lot_counts_before_lots_are_drawn() -> None:
    """Two bids of one lot are worth the same and the lot's tie-break ranks them, so no combination is tied."""
    options = [option("n", "a", 70, 1), option("n", "b", 70, 2), option("s", "c", 50, 1)]
    found = choose(options, "best-sum", 1, ())
    assert found.awards == {"n": "a-n", "s": "c-s"}
    assert found.other is None


def _some_options(chance: random.Random) -> list[Option]:
    options: list[Option] = []
    for lot in range(chance.randint(1, 4)):
        worth = sorted(
            ((Fraction(chance.randint(-4, 4), chance.randint(1, 3)), b) for b in range(4) if chance.random() < 0.7),
            reverse=True,
        )
        rank = 0
        for place, (value, bidder) in enumerate(worth):
            is_equal = place > 0 and worth[place - 1][0] == value and chance.random() < 0.5
            rank = rank if is_equal else place + 1
            whose = f"b{bidder}" if chance.random() < 0.9 else "b0"
            options.append(Option(f"l{lot}", whose, f"l{lot}b{bidder}", value, rank))
    return options


def _tried(options: list[Option], rule: LotsRule, most: int) -> list[dict[str, str]]:
    """Return the best of all combinations there are, each tried."""
    lots = dict.fromkeys(one.lot for one in options)
    ways = product(*([*(one for one in options if one.lot == lot), None] for lot in lots))
    found: list[tuple[tuple[Fraction | int, ...], dict[str, str]]] = []
    for way in ways:
        won = [one for one in way if one is not None]
        if max(Counter(one.bidder for one in won).values(), default=0) <= most:
            key: tuple[Fraction | int, ...] = tuple(-99 if one is None else -one.rank for one in way)
            if rule == "best-sum":
                behind = sum(
                    (one.lot, one.worth) == (other.lot, other.worth) and other.rank < one.rank
                    for one in won
                    for other in options
                )
                key = (len(won), sum((one.worth for one in won), Fraction(0)), -behind)
            found.append((key, {one.lot: one.bid for one in won}))
    best = max(key for key, _ in found)
    return [awards for key, awards in found if key == best]


@pytest.mark.parametrize("rule", ["best-sum", "lot-order"])
def test_the_choice_is_that_of_trying_every_combination(rule: LotsRule) -> None:
    """Over 400 fields the choice is among the best of all, and every lot that those award differently is unsettled."""
    chance = random.Random(34)  # noqa: S311 - not for secrets
    tied = 0
    for _ in range(400):
        options, most = _some_options(chance), chance.randint(1, 3)
        found, best = choose(options, rule, most, ()), _tried(options, rule, most)
        assert found.awards in best
        assert (found.other is None) == (len(best) == 1)
        assert found.other is None or (found.other in best and found.other != found.awards)
        differ = {lot for way in best for lot in way if any(other.get(lot) != way[lot] for other in best)}
        assert set(found.unsettled) == differ
        tied += len(best) > 1
    assert tied > 10
