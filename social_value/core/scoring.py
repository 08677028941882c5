"""The field of bids, the pool, and marks settled over it.

``Field`` holds everything that does not depend on which bids are in the pool. ``settle`` takes relative marks
over a pool and tests minimums, again and again, until no bid leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import HUNDRED, exact_sum, plain, rounded
from social_value.core.binding import BoundMethod, bind_formula, bind_method
from social_value.core.figures import Figure, FigureName, Terms, measured, terms_of, work_out
from social_value.core.hurdles import Failure, Hurdle, gate_failure, gates_of, minimums_of, pillar_weights
from social_value.core.inputs import Inputs, Leaf
from social_value.core.marking import NO_REFERENCES, Column, Marked, Marker, References
from social_value.core.methods import Root
from social_value.core.moderation import Levels, levels_used
from social_value.core.price_figures import repriced
from social_value.model.base import Pillar
from social_value.model.bid import Bid
from social_value.model.procurement import Rounding
from social_value.model.scores import LowBidDecision
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore

UNMARKED = Marked(None, None, None)


class Field:
    """The bids of a procurement with everything about them that does not depend on the pool."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.terms: Terms = terms_of(inputs)
        self.levels: Levels = levels_used(inputs)
        self.method: BoundMethod = bind_method(inputs.procurement.evaluation)
        self.weights: Mapping[Pillar, Fraction] = pillar_weights(inputs)
        self.gates = gates_of(inputs)
        self.settled = _settling(inputs.procurement.evaluation.rounding)
        self._figures: dict[FigureName, dict[str, Figure]] = {}

    def figure(self, name: FigureName, bid: Bid) -> Figure:
        """Return a figure of a bid with its working; each is worked out once."""
        known = self._figures.setdefault(name, {})
        if bid.id not in known:
            known[bid.id] = work_out(name, bid, self.terms)
        return known[bid.id]

    @cached_property
    def comparators(self) -> tuple[str, ...]:
        """Ids of the comparators that are not withdrawn."""
        return tuple(bid.id for bid in self._present if bid.role == "comparator")

    @cached_property
    def _present(self) -> tuple[Bid, ...]:
        return tuple(bid for bid in self.inputs.bids if bid.status != "withdrawn")

    @cached_property
    def _read(self) -> tuple[Bid, ...]:
        return tuple(bid for bid in self._present if bid.id not in self.not_read)

    @cached_property
    def gate_failures(self) -> tuple[Failure, ...]:
        """Every gate that a bidder does not pass; comparators are not tested."""
        bidders = [bid for bid in self._present if bid.role != "comparator"]
        failures = (gate_failure(hurdle, bid, self.figure) for bid in bidders for hurdle in self.gates)
        return tuple(failure for failure in failures if failure is not None)

    @cached_property
    def not_read(self) -> Mapping[str, tuple[str, ...]]:
        """Bids that are disregarded before any marks are given, each with the reasons."""
        reasons: dict[str, tuple[str, ...]] = {}
        for failure in self.gate_failures:
            if failure.hurdle.consequence == "disregard":
                reasons[failure.bid_id] = (*reasons.get(failure.bid_id, ()), failure.words)
        for decision in self.inputs.decisions.decisions if self.inputs.decisions else ():
            if isinstance(decision, LowBidDecision) and decision.outcome == "disregarded":
                words = f"Abnormally low price, disregarded by {decision.decided_by}: {decision.reason}"
                reasons[decision.bid] = (*reasons.get(decision.bid, ()), words)
        return reasons

    @cached_property
    def entrants(self) -> tuple[str, ...]:
        """Ids of the bids that enter the pool: bidders whose bids are read."""
        return tuple(b.id for b in self._present if b.role != "comparator" and b.id not in self.not_read)

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """One marker for each criterion that earns marks."""
        return tuple(self._marker(leaf) for leaf in self.inputs.leaves)

    @cached_property
    def _markers_by_id(self) -> Mapping[str, Marker]:
        return {marker.leaf.id: marker for marker in self.markers}

    def marker(self, criterion_id: str) -> Marker:
        """Return the marker of a criterion. Raises KeyError where there is none."""
        return self._markers_by_id[criterion_id]

    @cached_property
    def minimums(self) -> tuple[Hurdle, ...]:
        """Minimums of criteria, floors of pillars and the minimum of quality."""
        relative = {marker.leaf.id for marker in self.relative_markers}
        return minimums_of(self.inputs, self.method.quality_minimum, relative)

    @cached_property
    def absolute_columns(self) -> Mapping[str, Column]:
        """Marks on the criteria that do not depend on the other bids."""
        everyone = (*self.entrants, *self.comparators)
        return {m.leaf.id: m.column(everyone, NO_REFERENCES) for m in self.markers if not m.relative}

    @cached_property
    def absolute_parts(self) -> Mapping[Pillar | None, Mapping[str, Fraction | None]]:
        """Weighted sum of each pillar's criteria that do not depend on the other bids, by bid."""
        columns: dict[Pillar | None, list[Column]] = {leaf.pillar: [] for leaf in self.inputs.leaves}
        for marker in self.markers:
            if not marker.relative:
                columns[marker.leaf.pillar].append(self.absolute_columns[marker.leaf.id])
        everyone = (*self.entrants, *self.comparators)
        return {
            pillar: {bid: _sum_of([column[bid].weighted for column in parts]) for bid in everyone}
            for pillar, parts in columns.items()
        }

    @cached_property
    def absolute_quality(self) -> Mapping[str, Fraction | None]:
        """Weighted sum of all criteria that do not depend on the other bids, by bid."""
        parts = tuple(self.absolute_parts.values())
        return {bid: _sum_of([part[bid] for part in parts]) for bid in (*self.entrants, *self.comparators)}

    @cached_property
    def relative_markers(self) -> tuple[Marker, ...]:
        """The markers whose marks depend on the other bids."""
        return tuple(marker for marker in self.markers if marker.relative)

    @cached_property
    def prices(self) -> Mapping[str, Fraction | None]:
        """The price that the method and the tie-break read, by bid."""
        everyone = (*self.entrants, *self.comparators)
        return {one: self.figure(self.method.price_of, self.inputs.bids_by_id[one]).value for one in everyone}

    def _marker(self, leaf: Leaf) -> Marker:
        score, bids = leaf.score, self._read
        if isinstance(score, ScaleScore) and self.levels.average is not None:
            return Marker(leaf, self._averaged(leaf, score), _itself, None, self.settled, leaf.points)
        if isinstance(score, ScaleScore):
            scale = self.inputs.scale(score.scale)
            marks = {Fraction(step.level): Fraction(step.marks) for step in scale.levels} if scale else {}
            levels = {bid.id: self.levels.level(leaf.id, bid.id) for bid in bids}
            reads = {bid: Fraction(level) if level is not None else None for bid, level in levels.items()}
            return Marker(leaf, reads, marks.__getitem__, None, self.settled, leaf.points)
        if isinstance(score, RecordedScore):
            return Marker(
                leaf, {bid.id: _recorded(bid, leaf) for bid in bids}, _itself, None, self.settled, leaf.points
            )
        if not isinstance(score, FormulaScore):
            raise TypeError(f"criterion {leaf.id} has no scoring rule")
        bound = bind_formula(score)
        return Marker(leaf, self._values(bound.of), None, bound, self.settled, leaf.points)

    def _averaged(self, leaf: Leaf, score: ScaleScore) -> dict[str, Fraction | None]:
        """Return the mean or median of the marks that every bid was given."""
        scale = self.inputs.scale(score.scale)
        found = {
            bid.id: self.levels.averaged_marks(leaf.id, bid.id, scale) if scale is not None else None
            for bid in self._read
        }
        return {bid: averaged.marks if averaged else None for bid, averaged in found.items()}

    def _values(self, name: FigureName) -> dict[str, Fraction | None]:
        """Return a figure of every bid that is read. A measure has no working to keep."""
        if name.rule is None:
            return {bid.id: measured(bid, name.id) for bid in self._read}
        return {bid.id: self.figure(name, bid).value for bid in self._read}

    def with_level(self, criterion_id: str, bid_id: str, level: Fraction) -> Field:
        """Return the same field with another level of one bid on one criterion; all that does not change is shared."""
        marker = self.marker(criterion_id)
        other = replace(marker, reads={**marker.reads, bid_id: level})
        column, pillar = self.absolute_columns[criterion_id], marker.leaf.pillar
        marked = other.column((bid_id,), NO_REFERENCES)[bid_id]
        apart = (marked.weighted or Fraction(0)) - (column[bid_id].weighted or Fraction(0))
        part = self.absolute_parts[pillar]
        changed = copy(self)
        vars(changed).update(
            markers=tuple(other if one is marker else one for one in self.markers),
            _markers_by_id={**self._markers_by_id, criterion_id: other},
            absolute_columns={**self.absolute_columns, criterion_id: {**column, bid_id: marked}},
            absolute_parts={**self.absolute_parts, pillar: {**part, bid_id: _more(part[bid_id], apart)}},
            absolute_quality={**self.absolute_quality, bid_id: _more(self.absolute_quality[bid_id], apart)},
        )
        return changed

    def with_points(self, points: Mapping[str, Fraction]) -> Field:
        """Return the same field with other weights, by criterion; what every bid is read to offer stays."""
        markers = tuple(replace(marker, points=points[marker.leaf.id]) for marker in self.markers)
        weights = dict.fromkeys(self.weights, Fraction(0))
        for marker in markers:
            if marker.leaf.pillar is not None:
                weights[marker.leaf.pillar] += marker.points
        return self._with(markers, weights=weights)

    def with_price(self, bid_id: str, price: Fraction) -> Field:
        """Return the same field with another price of one bid, all its lines in proportion."""
        bid = repriced(self.inputs.bids_by_id[bid_id], price, self.terms)
        others = {name: {one: found[one] for one in found if one != bid_id} for name, found in self._figures.items()}
        bids = tuple(bid if one.id == bid_id else one for one in self.inputs.bids)
        return self._with_bids(bids, others)

    def without(self, bid_ids: Collection[str]) -> Field:
        """Return the same field without some bids, as if they had never come in."""
        return self._with_bids(tuple(bid for bid in self.inputs.bids if bid.id not in bid_ids), self._figures)

    def _with_bids(self, bids: tuple[Bid, ...], figures: dict[FigureName, dict[str, Figure]]) -> Field:
        """Return the same field over other bids, with the figures of bids that are known already."""
        changed = self._with((), inputs=replace(self.inputs, bids=bids), _figures=figures)
        derived = ("comparators", "_present", "_read", "gate_failures", "not_read", "entrants", "prices", "markers")
        for name in derived:
            vars(changed).pop(name, None)
        return changed.with_points({marker.leaf.id: marker.points for marker in self.markers})

    def _with(self, markers: tuple[Marker, ...], **parts: object) -> Field:
        """Return the same field with other markers, and without anything that was worked out from the old ones."""
        changed = copy(self)
        for name in ("absolute_columns", "absolute_parts", "absolute_quality", "relative_markers"):
            vars(changed).pop(name, None)
        by_id = {marker.leaf.id: marker for marker in markers}
        vars(changed).update(parts, markers=markers, _markers_by_id=by_id)
        return changed


def _settling(rounding: Rounding) -> Callable[[Fraction], Fraction]:
    """Return what rounds weighted marks where the procurement rounds each criterion.

    It holds no field, since a field that its own markers hold would stay in memory until it is looked for.
    """

    def settled(weighted: Fraction) -> Fraction:
        if rounding.at == "total":
            return weighted
        return Fraction(rounded(weighted, rounding.places, rounding.direction))

    return settled


def _itself(marks: Fraction) -> Fraction:
    return marks


def _recorded(bid: Bid, leaf: Leaf) -> Fraction | None:
    """Return recorded marks; weighted marks are turned back into marks of 100."""
    recorded = bid.recorded.get(leaf.id)
    if recorded is None:
        return None
    if recorded.marks is not None:
        return Fraction(recorded.marks)
    weighted = Fraction(recorded.weighted or 0)
    return weighted * HUNDRED / leaf.points if leaf.points else Fraction(0)


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
        found: dict[str, list[Failure]] = {}
        for failure in (*self.field.gate_failures, *self.failures):
            found.setdefault(failure.bid_id, []).append(failure)
        return found

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
        return _sum_of([self.field.absolute_quality.get(bid_id), *relative])

    def pillar(self, pillar: Pillar, bid_id: str) -> Fraction | None:
        """Return the weighted marks of a pillar, or None where one of its criteria has no marks."""
        leaves = (marker.leaf for marker in self.field.relative_markers if marker.leaf.pillar == pillar)
        relative = (self.marked(leaf.id, bid_id).weighted for leaf in leaves)
        return _sum_of([self.field.absolute_parts[pillar].get(bid_id), *relative])

    def reached(self, hurdle: Hurdle, bid_id: str) -> Fraction | None:
        """Return the level, marks, pillar marks or quality that a hurdle tests; None where there are none."""
        if hurdle.kind == "minimum":
            marked = self.marked(hurdle.id, bid_id)
            return marked.read if hurdle.by_level else marked.marks
        if hurdle.kind == "quality-minimum":
            return self.quality(bid_id)
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


def _more(part: Fraction | None, apart: Fraction) -> Fraction | None:
    return None if part is None else part + apart


def _sum_of(parts: Sequence[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return exact_sum(known) if len(known) == len(parts) else None


def settle(field: Field, entrants: Iterable[str]) -> Settled:
    """Take marks over the pool and test minimums, until nothing changes.

    Minimums that no other bid can influence are tested first, so that a bid they put out never sets the lowest
    price that puts out another. Then relative marks are taken and every minimum is tested; bids that fail in one
    round leave together, so the order of bids decides nothing, and relative marks are taken again.
    """
    settled = Settled(field, tuple(entrants), field.absolute_columns, {}, ())
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
    found = [failure for bid in settled.pool for failure in _failures(settled, hurdles, bid, stage)]
    leavers = {failure.bid_id for failure in found if failure.hurdle.consequence == "disregard"}
    if not leavers:
        return (replace(settled, failures=(*settled.failures, *found)) if stage else settled), False
    gone = tuple(failure for failure in found if failure.bid_id in leavers)
    pool = tuple(bid for bid in settled.pool if bid not in leavers)
    return replace(settled, pool=pool, failures=(*settled.failures, *gone)), True


def with_relative_marks(settled: Settled) -> Settled:
    """Return the same with the relative marks taken over its pool."""
    field = settled.field
    references = {marker.leaf.id: marker.references(settled.pool) for marker in field.relative_markers}
    columns = dict(field.absolute_columns)
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
