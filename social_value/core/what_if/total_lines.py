"""Lines: what every bid's total is at any weight of a target, while the pool and its marks stay the same.

With the target at a weight t, all other weights in proportion and the whole the sum of them all, the quality of a bid
is ``(inside x t + outside x (whole - t)) / 100``: its average marks on what the target holds, and on everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from social_value.arithmetic import HUNDRED, exact_sum, to_whole
from social_value.core.evaluation.evaluate import awardable, comparable, tie_steps
from social_value.core.rules.methods import Root
from social_value.core.scoring.marking import Marked
from social_value.core.scoring.ranking import Ranking, rank
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.targets import Move, Points

ZERO = Fraction(0)


class Table:
    """The marks of every bid that can be awarded, over one pool, and the weights that a move starts from."""

    def __init__(self, settled: Settled, points: Points) -> None:
        self.settled = settled
        self.field = settled.field
        self.leaves = tuple(leaf for leaf in self.field.points if leaf in self.field.scheme.counted)
        marks = {leaf: settled.columns[leaf] for leaf in self.leaves}
        self.marks: Mapping[str, Mapping[str, Fraction | None]] = {
            leaf: {bid: marked.marks for bid, marked in column.items()} for leaf, column in marks.items()
        }
        self.bids = tuple(bid for bid in awardable(settled) if settled.total(bid) is not None)
        self.points = points

    @cached_property
    def average(self) -> Mapping[str, Fraction]:
        """The exact sum of each bid's weighted marks over all criteria."""
        return {bid: self.over(bid, self.points) / HUNDRED for bid in self.bids}

    def over(self, bid: str, shares: Mapping[str, Fraction]) -> Fraction:
        """Return the sum of a bid's marks, each times its share."""
        return exact_sum((self.marks[leaf][bid] or ZERO) * share for leaf, share in shares.items())


@dataclass(frozen=True, slots=True)
class Line:
    """A bid's average marks on what the target holds and on everything else, and the price that its method reads."""

    bid: str
    inside: Fraction
    outside: Fraction
    price: Fraction

    def in_points(self, whole: Fraction) -> Line:
        """Return the same with the weighted marks that each average would be, had it the whole weight."""
        if whole == HUNDRED:
            return self
        return replace(self, inside=self.inside * whole / HUNDRED, outside=self.outside * whole / HUNDRED)


class Lines:
    """The totals of a table's bids along a move."""

    def __init__(self, table: Table, move: Move) -> None:
        self.table, self.move, self.field = table, move, table.field
        self.rounding = self.field.inputs.procurement.evaluation.rounding
        self._known: dict[str, Mapping[str, tuple[int, int]]] = {}
        self._points: tuple[Fraction, Mapping[str, Fraction]] = (move.at, move.points(move.at))

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """The line of every bid that can be awarded."""
        return {bid: self._line(bid) for bid in self.table.bids}

    def _line(self, bid: str) -> Line:
        price = self.field.prices.get(bid) if self.field.method.method.reads_price else ZERO
        at, whole = self.move.at, self.table.average[bid]
        if len(self.move.inside) == 1:
            inside = self.table.marks[self.move.target.leaves[0]][bid] or ZERO
        else:
            inside = self.table.over(bid, self.move.inside)
        outside = (whole * HUNDRED - inside * at) / (self.move.whole - at)
        return Line(bid, inside, outside, price or ZERO)

    def quality(self, bid: str, weight: Fraction) -> Fraction:
        """Return the exact quality of a bid at a weight of the target, rounded where each criterion is."""
        if self.rounding.at == "criterion":
            return self._rounded(bid, weight)
        line = self.lines[bid]
        return (line.inside * weight + line.outside * (self.move.whole - weight)) / HUNDRED

    def _rounded(self, bid: str, weight: Fraction) -> Fraction:
        """Return the sum of weighted marks that are each rounded: whole numbers throughout, as there are many."""
        points, places, direction = self.points(weight), self.rounding.places, self.rounding.direction
        bottom = 100 * lcm(*(weight.denominator for weight in points.values()))
        scale, whole = 10**places * bottom // 100, 0
        for leaf, (top, below) in self._ratios(bid).items():
            share = points[leaf]
            whole += to_whole(top * share.numerator * (scale // share.denominator), below * bottom, direction)
        return Fraction(whole, 10**places)

    def _ratios(self, bid: str) -> Mapping[str, tuple[int, int]]:
        """Return a bid's marks as whole numbers over whole numbers."""
        known = self._known.get(bid)
        if known is None:
            marks = {leaf: self.table.marks[leaf][bid] or ZERO for leaf in self.table.leaves}
            known = self._known[bid] = {leaf: mark.as_integer_ratio() for leaf, mark in marks.items()}
        return known

    def points(self, weight: Fraction) -> Mapping[str, Fraction]:
        """Return every criterion's weight; the last ones asked for are kept."""
        if self._points[0] != weight:
            self._points = (weight, self.move.points(weight))
        return self._points[1]

    def key(self, bid: str, weight: Fraction) -> Fraction | None:
        """Return a number that orders as the total does, highest first; None where there is no total."""
        quality, method = self.quality(bid, weight), self.field.method
        if quality == 0 and method.method.divides_by_quality:
            return None
        total: Root = method.method.work(Root(quality), Root(self.lines[bid].price), **method.parameters)
        return comparable(self.field, total)

    def ranking(self, bids: Iterable[str], weight: Fraction) -> Ranking:
        """Rank these bids at a weight of the target, by the published tie-break steps where totals are equal."""
        keys = {bid: key for bid in bids if (key := self.key(bid, weight)) is not None}
        return rank(keys, tie_steps(self.field, self.marked_at(weight)))

    def first(self, bids: Iterable[str], weight: Fraction) -> tuple[str, ...]:
        """Return who is first of these bids; the rest is not put in order."""
        keys = {bid: key for bid in bids if (key := self.key(bid, weight)) is not None}
        best = max(keys.values(), default=None)
        tied = {bid: key for bid, key in keys.items() if key == best}
        return rank(tied, tie_steps(self.field, self.marked_at(weight))).first if len(tied) > 1 else tuple(tied)

    def marked_at(self, weight: Fraction) -> Callable[[str, str], Marked]:
        """Return how to look up marks and weighted marks at a weight of the target."""
        points = self.points(weight)

        def marked(leaf: str, bid: str) -> Marked:
            marks = self.table.marks[leaf].get(bid)
            weighted = None if marks is None else self.field.scheme.settled(marks * points[leaf] / HUNDRED)
            return Marked(None, marks, weighted)

        return marked


def crossing(first: Fraction, second: Fraction, whole: Fraction) -> Fraction | None:
    """Return where ``first x t + second x (whole - t)`` is 0, for t from 0 to the whole; None if never or always.

    >>> crossing(Fraction(-3), Fraction(1), HUNDRED), crossing(Fraction(1), Fraction(1), HUNDRED)
    (Fraction(25, 1), None)
    """
    if first == second:
        return None
    at = whole * second / (second - first)
    return at if 0 <= at <= whole else None
