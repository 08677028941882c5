"""The field of bids: everything about them that does not depend on which of them are in the pool."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from social_value.arithmetic import HUNDRED, rounded, sum_if_known
from social_value.core.figures.price import repriced
from social_value.core.figures.registry import FigureName, measured, work_out
from social_value.core.inputs import Inputs, Leaf
from social_value.core.reads.binding import BoundMethod, bind_formula, bind_method
from social_value.core.scoring.hurdles import Failure, Hurdle, gate_failure, gates_of, minimums_of, pillar_weights
from social_value.core.scoring.levels_given import Levels, levels_used
from social_value.core.scoring.marking import NO_REFERENCES, Column, Marker
from social_value.core.steps import Figure
from social_value.core.terms import Terms, terms_of
from social_value.model.base import Pillar
from social_value.model.bid import Bid
from social_value.model.procurement import Rounding
from social_value.model.scores import LowBidDecision
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore


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
            pillar: {bid: sum_if_known([column[bid].weighted for column in parts]) for bid in everyone}
            for pillar, parts in columns.items()
        }

    @cached_property
    def absolute_quality(self) -> Mapping[str, Fraction | None]:
        """Weighted sum of all criteria that do not depend on the other bids, by bid."""
        parts = tuple(self.absolute_parts.values())
        return {bid: sum_if_known([part[bid] for part in parts]) for bid in (*self.entrants, *self.comparators)}

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


def _more(part: Fraction | None, apart: Fraction) -> Fraction | None:
    return None if part is None else part + apart
