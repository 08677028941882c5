"""The pool of a field of bids, and marks settled over it.

``settle`` takes relative marks over a pool and tests minimums, again and again, until no bid leaves: once, or in each
stage of the assessment over the bids that are in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import HUNDRED, cut_short, exact_sum, plain, sum_if_known
from social_value.core.assessment_stages import StagePlan
from social_value.core.rules.methods import Root
from social_value.core.scoring.field import Field
from social_value.core.scoring.hurdles import Failure, Hurdle
from social_value.core.scoring.marking import Column, Marked, Marker, References
from social_value.core.scoring.taking_forward import SettledStage, taken_forward
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
    stages: tuple[SettledStage, ...] = ()

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

    @cached_property
    def not_taken_forward(self) -> Mapping[str, SettledStage]:
        """Bids that were assessed to the end of a stage and did not go on, each with that stage."""
        return {bid: stage for stage in self.stages for bid in stage.standing if bid not in stage.gone_on}

    def pool_of(self, criterion_id: str) -> Collection[str]:
        """Return the bids over which relative marks on a criterion were settled: the pool at the end of its stage."""
        for stage, settled_stage in zip(self.field.scheme.stages, self.stages, strict=False):
            if criterion_id in stage.ids:
                return settled_stage.standing
        return self.in_pool

    @cached_property
    def not_assessed(self) -> Mapping[str, frozenset[str]]:
        """The criteria on which a bid was not assessed any more, by bid; a bid that is not named was on all."""
        criteria: dict[str, frozenset[str]] = {}
        for failure in self.failures:
            if failure.hurdle.stops:
                criteria[failure.bid_id] = failure.hurdle.stops | criteria.get(failure.bid_id, frozenset())
        for stage, following in zip(self.stages, self.field.scheme.stages[1:], strict=False):
            for bid in self.field.entrants:
                if bid not in stage.gone_on:
                    criteria[bid] = following.ids | criteria.get(bid, frozenset())
        return criteria

    def is_assessed(self, criterion_id: str, bid_id: str) -> bool:
        """Tell whether a bid was assessed on a criterion: neither a minimum that stops nor a stage came before it."""
        return criterion_id not in self.not_assessed.get(bid_id, ())

    def marked(self, criterion_id: str, bid_id: str) -> Marked:
        """Return a bid's marks on a criterion.

        A bid out of the pool has none where they would depend on it, and no bid has any where it was not assessed.
        """
        return self.columns[criterion_id].get(bid_id, UNMARKED)

    def quality(self, bid_id: str) -> Fraction | None:
        """Return the weighted sum of all criteria that count, or None where one of them has no marks."""
        if bid_id in self.not_assessed:
            return self._weighted(self.field.scheme.counted, bid_id)
        relative = (self.marked(marker.leaf.id, bid_id).weighted for marker in self.field.relative_counted)
        return sum_if_known([self.field.absolute.quality.get(bid_id), *relative])

    def pillar(self, pillar: Pillar, bid_id: str) -> Fraction | None:
        """Return the weighted marks of a pillar's criteria that count, or None where one of them has no marks."""
        if bid_id in self.not_assessed:
            leaves = (leaf for leaf in self.field.scheme.leaves if leaf.pillar == pillar)
            return self._weighted([leaf.id for leaf in leaves if leaf.id in self.field.scheme.counted], bid_id)
        relative = (marker.leaf.id for marker in self.field.relative_counted if marker.leaf.pillar == pillar)
        weighted = (self.marked(criterion, bid_id).weighted for criterion in relative)
        return sum_if_known([self.field.absolute.parts[pillar].get(bid_id), *weighted])

    def _weighted(self, criteria: Collection[str], bid_id: str) -> Fraction | None:
        return sum_if_known([self.marked(criterion, bid_id).weighted for criterion in criteria])

    def marks_over(self, criteria: Collection[str], bid_id: str) -> Fraction | None:
        """Return the weighted marks of some criteria over their weight, 0 to 100; None where one has no marks.

        Where somebody asks about a weight of nothing, they stand in their published proportion.
        """
        marked = [self.marked(criterion, bid_id) for criterion in criteria]
        weight = exact_sum(self.field.points[criterion] for criterion in criteria)
        if weight:
            weighted = sum_if_known([one.weighted for one in marked])
            return None if weighted is None else HUNDRED * weighted / weight
        published = [self.field.marker(criterion).leaf.points for criterion in criteria]
        shares = [
            None if one.marks is None else one.marks * points for one, points in zip(marked, published, strict=True)
        ]
        known = sum_if_known(shares)
        return None if known is None or not any(published) else known / exact_sum(published)

    def reached(self, hurdle: Hurdle, bid_id: str) -> Fraction | None:
        """Return the level, marks, pillar marks or quality of 100 that a hurdle tests; None where there are none."""
        if hurdle.of_parts:
            return self.marks_over(hurdle.criteria, bid_id)
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
    """Take marks over the pool and test minimums, until nothing changes: in each stage over the bids that are in it.

    Minimums that no other bid can influence are tested first, so that a bid they put out never sets the lowest
    price that puts out another. Then relative marks are taken and every minimum is tested; bids that fail in one
    round leave together, so the order of bids decides nothing, and relative marks are taken again. What a stage has
    settled stays as it is, whoever leaves in a later one.
    """
    settled = Settled(field, tuple(entrants), field.absolute.columns, {}, ())
    for stage in field.scheme.stages:
        settled = _after_stage(_settled_over_pool(settled, stage), stage)
    return _where_assessed(settled)


def _settled_over_pool(settled: Settled, stage: StagePlan) -> Settled:
    field, hurdles = settled.field, settled.field.scheme.hurdles_of[stage]
    relative = [marker for marker in field.relative_markers if marker.leaf.id in stage.ids]
    settled, _ = _after_round(settled, [hurdle for hurdle in hurdles if not hurdle.relative], number=0)
    number = 1
    while True:
        settled = with_relative_marks(settled, relative)
        settled, someone_left = _after_round(settled, hurdles, number)
        if not someone_left:
            return settled
        number += 1


def _after_stage(settled: Settled, stage: StagePlan) -> Settled:
    """Return the same with those alone in the pool that go on to the next stage, and a record of the stage."""
    if stage.goes_on is None or stage.published is None:
        return settled
    standing = {bid: settled.marks_over(stage.ids, bid) for bid in settled.pool}
    record = SettledStage(stage.published, standing, taken_forward(stage.goes_on, standing))
    return replace(settled, pool=record.gone_on, stages=(*settled.stages, record))


def _where_assessed(settled: Settled) -> Settled:
    """Return the same without the marks of bids on criteria on which they were not assessed."""
    if not settled.not_assessed:
        return settled
    columns = {
        criterion: {bid: marked for bid, marked in column.items() if settled.is_assessed(criterion, bid)}
        for criterion, column in settled.columns.items()
    }
    return replace(settled, columns=columns)


def _after_round(settled: Settled, hurdles: Sequence[Hurdle], number: int) -> tuple[Settled, bool]:
    """Test hurdles over the pool; where nobody leaves, the failures of those who stay are part of the result."""
    failures = [failure for bid in settled.pool for failure in _failures(settled, hurdles, bid, number)]
    leavers = {failure.bid_id for failure in failures if failure.hurdle.consequence == "disregard"}
    if not leavers:
        return (replace(settled, failures=(*settled.failures, *failures)) if number else settled), False
    gone = tuple(failure for failure in failures if failure.bid_id in leavers)
    pool = tuple(bid for bid in settled.pool if bid not in leavers)
    return replace(settled, pool=pool, failures=(*settled.failures, *gone)), True


def with_relative_marks(settled: Settled, markers: Sequence[Marker]) -> Settled:
    """Return the same with the marks of these relative criteria taken over its pool."""
    references = {marker.leaf.id: marker.references(settled.pool) for marker in markers}
    marked = (*settled.pool, *settled.field.comparators)
    columns = {marker.leaf.id: marker.column(marked, references[marker.leaf.id]) for marker in markers}
    return replace(settled, columns={**settled.columns, **columns}, references={**settled.references, **references})


def _failures(settled: Settled, hurdles: Sequence[Hurdle], bid_id: str, number: int) -> Iterator[Failure]:
    """Yield what a bid fails, in order; what comes after a minimum that stops is not tested any more."""
    not_assessed: frozenset[str] = frozenset()
    for hurdle in hurdles:
        value = settled.reached(hurdle, bid_id)
        if value is None or hurdle.lowest is None or value >= hurdle.lowest or not_assessed & {*hurdle.criteria}:
            continue
        noun = "level" if hurdle.by_level else "marks"
        words = f"{hurdle.title}: {noun} {cut_short(value)} below the minimum of {plain(hurdle.lowest)}"
        not_assessed |= hurdle.stops
        yield Failure(hurdle, bid_id, words, number)
