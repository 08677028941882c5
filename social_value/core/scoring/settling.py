"""The pool of a field of bids, and marks settled over it.

``settle`` takes relative marks over a pool and tests minimums, again and again, until no bid leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import HUNDRED, plain, rounded, sum_if_known
from social_value.core.rules.methods import Root
from social_value.core.scoring.field import Field
from social_value.core.scoring.hurdles import Failure, Hurdle
from social_value.core.scoring.marking import Column, Marked, References
from social_value.model.base import Pillar

UNMARKED = Marked(None, None, None)


@dataclass(frozen=True)
class Settled:
    """Marks settled over the pool: who is in it, who left in which round, and every column of marks."""

    field: Field
    pool: tuple[str, ...]
    columns: Mapping[str, Column]
    references: Mapping[str, References]
    failures: tuple[Failure, ...]

    @cached_property
    def in_pool(self) -> frozenset[str]:
        """The bids of the pool, to ask whether a bid is one of them."""
        return frozenset(self.pool)

    @cached_property
    def failures_of(self) -> Mapping[str, Sequence[Failure]]:
        """Every gate, minimum and floor that a bid did not clear, by bid."""
        by_bid: dict[str, list[Failure]] = {}
        for failure in (*self.field.gate_failures, *self.failures):
            by_bid.setdefault(failure.bid_id, []).append(failure)
        return by_bid

    @cached_property
    def left(self) -> frozenset[str]:
        """Bids that a minimum or floor put out of the pool."""
        return frozenset(failure.bid_id for failure in self.failures if failure.hurdle.consequence == "disregard")

    def marked(self, criterion_id: str, bid_id: str) -> Marked:
        """Return a bid's marks on a criterion; a bid out of the pool has none where they would depend on it."""
        return self.columns[criterion_id].get(bid_id, UNMARKED)

    def quality(self, bid_id: str) -> Fraction | None:
        """Return the weighted sum of all criteria, or None where one of them has no marks."""
        relative = (self.marked(marker.leaf.id, bid_id).weighted for marker in self.field.relative_markers)
        return sum_if_known([self.field.absolute.quality.get(bid_id), *relative])

    def pillar(self, pillar: Pillar, bid_id: str) -> Fraction | None:
        """Return the weighted marks of a pillar, or None where one of its criteria has no marks."""
        leaves = (marker.leaf for marker in self.field.relative_markers if marker.leaf.pillar == pillar)
        relative = (self.marked(leaf.id, bid_id).weighted for leaf in leaves)
        return sum_if_known([self.field.absolute.parts[pillar].get(bid_id), *relative])

    def reached(self, hurdle: Hurdle, bid_id: str) -> Fraction | None:
        """Return the level, marks, pillar marks or quality of 100 that a hurdle tests; None where there are none."""
        if hurdle.kind == "minimum":
            marked = self.marked(hurdle.id, bid_id)
            return marked.read if hurdle.by_level else marked.marks
        if hurdle.kind == "quality-minimum":
            quality = self.quality(bid_id)
            return None if quality is None else HUNDRED * quality / self.field.inputs.out_of
        pillar = next(pillar for pillar in self.field.weights if pillar == hurdle.id)
        weighted, weight = self.pillar(pillar, bid_id), self.field.weights[pillar]
        return None if weighted is None or weight == 0 else HUNDRED * weighted / weight

    def total(self, bid_id: str) -> Root | None:
        """Return the figure that the method ranks, exactly."""
        return self._totals.get(bid_id)

    @cached_property
    def _totals(self) -> Mapping[str, Root | None]:
        return {bid: self._total(bid) for bid in (*self.field.entrants, *self.field.comparators)}

    def _total(self, bid_id: str) -> Root | None:
        quality = self.quality(bid_id)
        method = self.field.method
        price = self.field.prices.get(bid_id) if method.method.reads_price else Fraction(0)
        if quality is None or price is None or (quality == 0 and method.method.divides_by_quality):
            return None
        total: Root = method.method.work(Root(quality), Root(price), **method.parameters)
        return total


def settle(field: Field, entrants: Iterable[str]) -> Settled:
    """Take marks over the pool and test minimums, until nothing changes.

    Minimums that no other bid can influence are tested first, so that a bid they put out never sets the lowest
    price that puts out another. Then relative marks are taken and every minimum is tested; bids that fail in one
    round leave together, so the order of bids decides nothing, and relative marks are taken again.
    """
    settled = Settled(field, tuple(entrants), field.absolute.columns, {}, ())
    fixed = [hurdle for hurdle in field.minimums if not hurdle.relative]
    settled, _ = _after_round(settled, fixed, stage=0)
    stage = 1
    while True:
        settled = with_relative_marks(settled)
        settled, someone_left = _after_round(settled, field.minimums, stage)
        if not someone_left:
            return settled
        stage += 1


def _after_round(settled: Settled, hurdles: Sequence[Hurdle], stage: int) -> tuple[Settled, bool]:
    """Test hurdles over the pool; where nobody leaves, the failures of those who stay are part of the result."""
    failures = [failure for bid in settled.pool for failure in _failures(settled, hurdles, bid, stage)]
    leavers = {failure.bid_id for failure in failures if failure.hurdle.consequence == "disregard"}
    if not leavers:
        return (replace(settled, failures=(*settled.failures, *failures)) if stage else settled), False
    gone = tuple(failure for failure in failures if failure.bid_id in leavers)
    pool = tuple(bid for bid in settled.pool if bid not in leavers)
    return replace(settled, pool=pool, failures=(*settled.failures, *gone)), True


def with_relative_marks(settled: Settled) -> Settled:
    """Return the same with the relative marks taken over its pool."""
    field = settled.field
    references = {marker.leaf.id: marker.references(settled.pool) for marker in field.relative_markers}
    columns = dict(field.absolute.columns)
    for marker in field.relative_markers:
        columns[marker.leaf.id] = marker.column((*settled.pool, *field.comparators), references[marker.leaf.id])
    return replace(settled, columns=columns, references=references)


def _failures(settled: Settled, hurdles: Sequence[Hurdle], bid_id: str, stage: int) -> Iterable[Failure]:
    for hurdle in hurdles:
        value = settled.reached(hurdle, bid_id)
        if value is not None and hurdle.lowest is not None and value < hurdle.lowest:
            noun = "level" if hurdle.by_level else "marks"
            words = f"{hurdle.title}: {noun} {_shown(value)} below the minimum of {plain(hurdle.lowest)}"
            yield Failure(hurdle, bid_id, words, stage)


def _shown(value: Fraction) -> str:
    """Write marks exactly where they end, else rounded down, so that they never read as the minimum itself."""
    exact = plain(value)
    return exact if "/" not in exact else f"{rounded(value, 6, 'down')}..."
