"""Rivals: the totals of all other bids while one bid's price moves, with as few of them marked again as will do."""

from __future__ import annotations

from bisect import bisect_left, insort
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.core.evaluation.evaluate import comparable
from social_value.core.rules.formulas import Pool, mean_of_three
from social_value.core.rules.methods import Root
from social_value.core.scoring.marking import NO_REFERENCES, Marker, References
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.price_reads import PriceReads, moves

ZERO = Fraction(0)


class Rivals:
    """Compares a bid at another price with the best of all others, where the price moves marks and nothing else.

    A rival that another one beats at every price, being no worse in what is fixed and no dearer, is left out.
    """

    def __init__(self, settled: Settled, ranking: Ranking, reads: PriceReads) -> None:
        self.settled, self.field = settled, settled.field
        self.markers = reads.markers
        self.relative = tuple(marker for marker in reads.markers if marker.relative)
        self.ids = tuple(ranking.ranks)
        self.quality = {bid: settled.quality(bid) or ZERO for bid in self.ids}
        self.fixed = {bid: self.quality[bid] - self._weighted(bid, self.relative) for bid in self.ids}
        self.values = {marker.leaf.id: self._pool_values(marker) for marker in self.relative}
        self.sums = {leaf: exact_sum(values) for leaf, values in self.values.items()}
        self.front = self._best(self.ids)

    def _weighted(self, bid: str, markers: tuple[Marker, ...]) -> Fraction:
        return exact_sum(self.settled.marked(marker.leaf.id, bid).weighted or ZERO for marker in markers)

    def _pool_values(self, marker: Marker) -> list[Fraction]:
        bound = marker.bound
        read = (marker.reads.get(bid) for bid in self.settled.pool)
        return sorted(value for value in read if value is not None and bound is not None and bound.counts(value))

    def _best(self, bids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the bids that no other one is at least as good as in everything."""
        kept: list[str] = []
        for bid in sorted(bids, key=lambda bid_id: (-self.fixed[bid_id], bid_id)):
            if not any(self._no_worse(other, bid) for other in kept):
                kept.append(bid)
        return tuple(kept)

    def _no_worse(self, bid: str, other: str) -> bool:
        """Tell whether one bid is at least as cheap as another; what is fixed in their totals is compared before."""
        pairs = [(marker.reads.get(bid), marker.reads.get(other)) for marker in self.relative]
        if self.field.method.method.reads_price:
            pairs.append((self.field.prices.get(bid), self.field.prices.get(other)))
        return all(
            cheaper is not None and (dearer is None or cheaper <= dearer) and cheaper != 0 for cheaper, dearer in pairs
        )

    def without(self, bid: str) -> tuple[str, ...]:
        """Return the rivals of a bid that can be the best of them."""
        if bid not in self.front:
            return self.front
        return self._best(tuple(rival for rival in self.ids if rival != bid))

    def compare(self, bid: str, factor: Fraction, rivals: tuple[str, ...]) -> int:
        """Return 1 where the bid is ahead of all rivals with its price times a factor, 0 where level, else -1."""
        references = {marker.leaf.id: self._references(marker, bid, factor) for marker in self.relative}
        mine = self.quality[bid] - self._weighted(bid, self.markers)
        mine += exact_sum(
            marker.mark(self._read(marker, bid, factor), references.get(marker.leaf.id, NO_REFERENCES)).weighted or ZERO
            for marker in self.markers
        )
        own = self._key(bid, mine, factor)
        best = max((self._key(rival, self._rival(rival, references), None) for rival in rivals), default=None)
        return 1 if best is None or own > best else 0 if own == best else -1

    def _rival(self, bid: str, references: dict[str, References]) -> Fraction:
        marked = (marker.mark(marker.reads.get(bid), references[marker.leaf.id]) for marker in self.relative)
        return self.fixed[bid] + exact_sum(marks.weighted or ZERO for marks in marked)

    def _read(self, marker: Marker, bid: str, factor: Fraction) -> Fraction | None:
        value = marker.reads.get(bid)
        return None if value is None else value * factor

    def _references(self, marker: Marker, bid: str, factor: Fraction) -> References:
        """Return what the pool gives a relative criterion with one bid's figure times a factor."""
        values, value, bound = list(self.values[marker.leaf.id]), marker.reads.get(bid), marker.bound
        if bound is None or not bound.counts(value) or value is None:
            return marker.references(self.settled.pool)
        del values[bisect_left(values, value)]
        insort(values, value * factor)
        if bound.of.relative:
            return References(lowest=values[0])
        mean = (self.sums[marker.leaf.id] + value * (factor - 1)) / len(values)
        middle = values[(len(values) - 1) // 2] + values[len(values) // 2]
        return References(pool=Pool(values[0], values[-1], mean, middle / 2, mean_of_three(values)))

    def _key(self, bid: str, quality: Fraction, factor: Fraction | None) -> tuple[bool, Fraction]:
        """Return what orders as the total does, highest first; a bid without a total comes behind all others."""
        method, price = self.field.method, self.field.prices.get(bid) or ZERO
        if factor is not None and moves(self.field.inputs, method.price_of):
            price *= factor
        if quality == 0 and method.method.divides_by_quality:
            return False, ZERO
        total: Root = method.method.work(Root(quality), Root(price), **method.parameters)
        return True, comparable(self.field, total)
