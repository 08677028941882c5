"""Trials: the ranking as it would be with another level at one seat.

Marks of levels do not depend on the other bids, so another level moves one bid's total and nothing else, unless a
minimum, a floor or a method's quality minimum looks at it. Only then are marks settled again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import HUNDRED, exact_sum
from social_value.core.evaluation.evaluate import comparable, rank_settled
from social_value.core.inputs import Inputs, Leaf
from social_value.core.rules.methods import Root
from social_value.core.scoring.field import Field, field_of
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.marking import NO_REFERENCES, Marked
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled, settle


class Trials:
    """Ranks a procurement again with one level changed. Every seat of a bid that is ranked has a level."""

    def __init__(self, inputs: Inputs, settled: Settled | None = None) -> None:
        """Take the inputs, and what they came to where that was worked out before."""
        field = field_of(inputs) if settled is None else settled.field
        self.field: Field = field
        self.settled: Settled = settle(field, field.entrants) if settled is None else settled
        self.ranking: Ranking = rank_settled(self.settled)
        totals = {bid: self.settled.total(bid) for bid in self.ranking.ranks}
        self._keys = {bid: comparable(self.field, total) for bid, total in totals.items() if total is not None}
        self._line = sorted(self._keys.values())
        self._hurdles = {leaf.id: _looking_at(self.field.minimums, leaf) for leaf in inputs.leaves}

    def ranking_with(self, leaf: Leaf, bid_id: str, level: Fraction) -> Ranking:
        """Return the ranking with another level of a bid on a criterion that is scored by levels."""
        if bid_id not in self.field.entrants:
            return self.ranking
        after = self._marked_with(leaf, bid_id, level)
        if self.settles_again(leaf, bid_id, level):
            changed = self.field.with_level(leaf.id, bid_id, level)
            return rank_settled(settle(changed, changed.entrants))
        if bid_id not in self.settled.in_pool or self.settled.quality(bid_id) is None:
            return self.ranking
        moved = self._moved(bid_id, self._apart(leaf, bid_id, after))
        if moved is not None:
            return moved
        changed = self.field.with_level(leaf.id, bid_id, level)
        columns = {**self.settled.columns, leaf.id: changed.absolute.columns[leaf.id]}
        return rank_settled(replace(self.settled, field=changed, columns=columns))

    def settles_again(self, leaf: Leaf, bid_id: str, level: Fraction) -> bool:
        """Tell whether the other level takes a bid over a hurdle or below it, so that everything is marked again."""
        if self.field.scheme.is_staged:
            return True
        after = self._marked_with(leaf, bid_id, level)
        return any(hurdle.relative or self._turns(hurdle, leaf, bid_id, after) for hurdle in self._hurdles[leaf.id])

    def may_change_first(self, leaf: Leaf, bid_id: str, level: Fraction) -> bool:
        """Tell whether a bid would reach the first place, or lose it, where no hurdle turns: a quick look at totals."""
        if bid_id not in self._keys:
            return False
        total = self._total_with(bid_id, self._apart(leaf, bid_id, self._marked_with(leaf, bid_id, level)))
        others = self._best_two[1] if self._keys[bid_id] == self._best_two[0] else self._best_two[0]
        shared = len(self.ranking.first) > 1 and bid_id in self.ranking.first
        if total is None or others is None or shared:
            return True
        after = comparable(self.field, total)
        return after <= others if bid_id in self.ranking.first else after >= others

    @cached_property
    def _best_two(self) -> tuple[Fraction | None, Fraction | None]:
        best = [*reversed(self._line[-2:]), None, None]
        return best[0], best[1]

    def _marked_with(self, leaf: Leaf, bid_id: str, level: Fraction) -> Marked:
        return replace(self.field.marker(leaf.id), reads={bid_id: level}).column((bid_id,), NO_REFERENCES)[bid_id]

    def _apart(self, leaf: Leaf, bid_id: str, after: Marked) -> Fraction:
        """Return how many weighted marks the other level adds."""
        before = self.settled.marked(leaf.id, bid_id)
        return (after.weighted or Fraction(0)) - (before.weighted or Fraction(0))

    def _turns(self, hurdle: Hurdle, leaf: Leaf, bid_id: str, after: Marked) -> bool:
        """Tell whether the other level takes the bid over a hurdle, or below it."""
        before = self.settled.reached(hurdle, bid_id)
        if before is None or hurdle.lowest is None:
            return False
        if hurdle.kind == "minimum" and not hurdle.of_parts:
            reached = after.read if hurdle.by_level else after.marks
        else:
            whole = self.field.inputs.out_of
            if hurdle.kind != "quality-minimum":
                whole = exact_sum(self.field.points[criterion] for criterion in hurdle.criteria)
            reached = before + HUNDRED * self._apart(leaf, bid_id, after) / whole
        return reached is not None and (before < hurdle.lowest) != (reached < hurdle.lowest)

    def _moved(self, bid_id: str, apart: Fraction) -> Ranking | None:
        """Return the ranking where a bid that ties with no other, before or after, is put into its new place.

        Nothing else changes then. None says that the bid ties, comes in or goes out, and has to be ranked.
        """
        before = self._keys.get(bid_id)
        total = self._total_with(bid_id, apart)
        if before is None or total is None:
            return None
        places = self._place(before, before), self._place(comparable(self.field, total), before)
        if None in places:
            return None
        return self.ranking if places[0] == places[1] else self._with_place(bid_id, places[1] or 0)

    def _total_with(self, bid_id: str, apart: Fraction) -> Root | None:
        """Return a bid's total with more weighted marks, or fewer."""
        quality, method = self.settled.quality(bid_id), self.field.method
        price = self.field.prices.get(bid_id) if method.method.reads_price else Fraction(0)
        if quality is None or price is None or (quality + apart == 0 and method.method.divides_by_quality):
            return None
        total: Root = method.method.work(Root(quality + apart), Root(price), **method.parameters)
        return total

    def _with_place(self, bid_id: str, below: int) -> Ranking:
        """Return the ranking with a bid put above so many others."""
        groups = [group for group in self.ranking.groups if group != (bid_id,)]
        place = len(groups)
        while below > 0:
            place -= 1
            below -= len(groups[place])
        return Ranking((*groups[:place], (bid_id,), *groups[place:]), self.ranking.broken)

    def _place(self, number: Fraction, own: Fraction) -> int | None:
        """Return how many other bids are below a number, or None where another bid has that very number."""
        below, upto = bisect_left(self._line, number), bisect_right(self._line, number)
        below, upto = below - (own < number), upto - (own <= number)
        return below if below == upto else None


def _looking_at(hurdles: Iterable[Hurdle], leaf: Leaf) -> tuple[Hurdle, ...]:
    """Return the hurdles that the marks of a criterion decide on; one that only raises a flag ranks nobody."""
    return tuple(hurdle for hurdle in hurdles if hurdle.consequence != "flag" and leaf.id in hurdle.criteria)
