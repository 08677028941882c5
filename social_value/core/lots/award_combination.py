"""Which combination of awards is chosen where a supplier may be awarded only so many lots.

The rule is published in the procurement file, as the Procurement Act 2023, s.23(4)(b), asks where awards are limited.
Each rule becomes one whole number a bid, so that the best combination is found exactly, whatever the number of lots.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from math import lcm

from social_value.core.lots.assignment import heaviest
from social_value.model.lots import LotsRule

RULE_WORDS: Mapping[LotsRule, str] = {
    "best-sum": "as many lots as can be are awarded, and of the ways to do so the one with the best sum of totals "
    "counts",
    "best-sum-by-value": "as many lots as can be are awarded, and of the ways to do so the one with the best sum of "
    "totals, each times the estimated value of its lot, counts",
    "lot-order": "lots are awarded one after the other as they stand in the file, each to the bid of best rank whose "
    "supplier may still be awarded a lot",
}
"""What each rule says, as it is published. Of equal sums, the bid that its lot's tie-break prefers goes first."""


@dataclass(frozen=True, slots=True)
class Option:
    """A bid that a lot may be awarded to: whose it is, what it is worth (more is better) and its rank in the lot."""

    lot: str
    bidder: str
    bid: str
    worth: Fraction
    rank: int


@dataclass(frozen=True, slots=True)
class Combination:
    """The bid that each lot is awarded to, where it is to any, and another combination that is just as good.

    ``unsettled`` holds, for each lot that two equally good combinations award differently, bids that they award it to.
    """

    awards: Mapping[str, str]
    other: Mapping[str, str] | None
    unsettled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def choose(options: Sequence[Option], rule: LotsRule, most: int, drawn: Sequence[str]) -> Combination:
    """Return the best combination in which no bidder is awarded more than ``most`` lots.

    ``drawn`` is the order in which bids of tied combinations were drawn: the one with the bid drawn first is chosen.
    Where nothing published separates two combinations, both are returned.
    """
    place = {bid: len(drawn) - number for number, bid in enumerate(drawn)}
    levels = [*_levels(options, rule), [1 << place[option.bid] if option.bid in place else 0 for option in options]]
    first = _best(options, levels, most)
    # Asked once more, with a point for every award that differs: another answer shows that the rule does not decide.
    apart = [0 if first.get(option.lot) == option.bid else 1 for option in options]
    other = _best(options, [*levels, apart], most)
    if other == first:
        return Combination(first, None)
    return Combination(first, other, dict(_unsettled(options, levels, most, (first, other))))


def _unsettled(
    options: Sequence[Option], levels: Sequence[Sequence[int]], most: int, known: tuple[Mapping[str, str], ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each lot that equally good combinations award differently, with bids that they award it to.

    Two combinations that are far apart may agree on a lot that a third one awards otherwise, so each lot on which they
    agree is asked about by itself.
    """
    for lot in dict.fromkeys(option.lot for option in options):
        winners = {way.get(lot): None for way in known}
        if len(winners) == 1:
            apart = [0 if option.bid in winners else 1 for option in options]
            winners[_best(options, [*levels, apart], most).get(lot)] = None
        if len(winners) > 1:
            yield lot, tuple(option.bid for option in options if option.lot == lot and option.bid in winners)


def _levels(options: Sequence[Option], rule: LotsRule) -> list[list[int]]:
    """Return what decides, the weightiest first: a whole number of 0 or more for each bid, of which more is better."""
    if rule == "lot-order":
        last = max((option.rank for option in options), default=0) + 1
        lots = dict.fromkeys(option.lot for option in options)
        return [[last - option.rank if option.lot == lot else 0 for option in options] for lot in lots]
    common = lcm(*(option.worth.denominator for option in options))
    worth = [int(option.worth * common) for option in options]
    least = min(worth, default=0)
    behind = _behind(options)
    most_behind = max(behind, default=0)
    return [[1] * len(options), [value - least for value in worth], [most_behind - points for points in behind]]


def _behind(options: Sequence[Option]) -> list[int]:
    """Return how many bids of the same lot are worth as much as each and have a better rank."""
    ranks: dict[tuple[str, Fraction], list[int]] = {}
    for option in options:
        ranks.setdefault((option.lot, option.worth), []).append(option.rank)
    for equal in ranks.values():
        equal.sort()
    return [bisect_left(ranks[option.lot, option.worth], option.rank) for option in options]


def _best(options: Sequence[Option], levels: Sequence[Sequence[int]], most: int) -> dict[str, str]:
    """Return the heaviest combination, where a level counts only between those that are equal on all before it."""
    lots = list(dict.fromkeys(option.lot for option in options))
    weights = _joined(levels, len(options), len(lots))
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for option, weight in zip(options, weights, strict=True):
        seat = (option.lot, option.bidder)
        if seat not in best or weight > best[seat][0]:
            best[seat] = (weight, option.bid)
    bidders = sorted({option.bidder for option in options})
    # A bidder has as many columns as it may have lots, and every lot one of nobody: no matching can break the limit.
    columns = [*chain.from_iterable([bidder] * min(most, len(lots)) for bidder in bidders), *[None] * len(lots)]
    table = [
        [best[lot, column][0] if column is not None and (lot, column) in best else 0 for column in columns]
        for lot in lots
    ]
    given = zip(lots, (columns[column] for column in heaviest(table)), strict=True)
    return {lot: best[lot, column][1] for lot, column in given if column is not None and (lot, column) in best}


def _joined(levels: Sequence[Sequence[int]], options: int, lots: int) -> list[int]:
    """Return one number an option, in which no sum over the lots of one level reaches the level above it."""
    joined = [0] * options
    for level in levels:
        base = lots * max(level, default=0) + 1
        joined = [before * base + digit for before, digit in zip(joined, level, strict=True)]
    return joined
