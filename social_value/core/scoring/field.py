"""The field of bids: everything about them that does not depend on which of them are in the pool.

What is read stands in three parts, and each is shared by every field that leaves it as it is: the marking scheme, which
is published; the bids that came in, with their figures; the weights. What is derived from them is worked out when
it is first asked for, and again in a field of other parts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs
from social_value.core.reads.binding import BoundMethod
from social_value.core.scoring.absolute_marks import AbsoluteMarks, absolute_marks
from social_value.core.scoring.hurdles import Failure, Hurdle
from social_value.core.scoring.marking import Marker, Reads
from social_value.core.scoring.marking_scheme import MarkingScheme
from social_value.core.scoring.put_out import PutOut
from social_value.core.scoring.received_bids import ReceivedBids, received_bids
from social_value.core.scoring.seat_levels import Levels, Seat
from social_value.core.steps import Figure
from social_value.core.terms import Terms
from social_value.model.base import Pillar
from social_value.model.bid import Bid


@dataclass(frozen=True, eq=False)
class Field:
    """The bids of a procurement, at the published weights and levels or at others that somebody asks about.

    ``points`` holds the weight of each criterion, ``other_levels`` the levels that are not those on record.
    ``absolute_known`` holds the absolute marks where another field's gave them; without it they are worked out.
    """

    received: ReceivedBids
    points: Mapping[str, Fraction]
    other_levels: Mapping[Seat, Fraction] = field(default_factory=dict)
    absolute_known: AbsoluteMarks | None = None

    # Cached although they only pass on what stands below: what-if asks for them hundreds of thousands of times.

    @cached_property
    def inputs(self) -> Inputs:
        """The procurement with the bids of this field."""
        return self.received.inputs

    @cached_property
    def scheme(self) -> MarkingScheme:
        """What is published about marking."""
        return self.received.scheme

    @cached_property
    def terms(self) -> Terms:
        """What the published method fixes for every figure."""
        return self.scheme.terms

    @cached_property
    def method(self) -> BoundMethod:
        """How marks and prices become the total that is ranked."""
        return self.scheme.method

    @cached_property
    def minimums(self) -> tuple[Hurdle, ...]:
        """Minimums of criteria, floors of pillars and the minimum of quality."""
        return self.scheme.minimums

    @cached_property
    def levels(self) -> Levels:
        """The levels on record."""
        return self.received.levels

    @cached_property
    def comparators(self) -> tuple[str, ...]:
        """Ids of the comparators that are not withdrawn."""
        return self.received.comparators

    @cached_property
    def gate_failures(self) -> tuple[Failure, ...]:
        """Every gate that a bidder does not pass."""
        return self.received.gate_failures

    @cached_property
    def put_out(self) -> Mapping[str, tuple[PutOut, ...]]:
        """Bids that a gate or a decision puts out before any marks are given, each with why."""
        return self.received.put_out

    @cached_property
    def not_read(self) -> Mapping[str, tuple[str, ...]]:
        """Bids that are disregarded before any marks are given, each with the reasons."""
        return self.received.not_read

    @cached_property
    def entrants(self) -> tuple[str, ...]:
        """Ids of the bids that enter the pool."""
        return self.received.entrants

    @cached_property
    def prices(self) -> Mapping[str, Fraction | None]:
        """The price that the method and the tie-break read, by bid."""
        return self.received.prices

    def figure(self, name: FigureName, bid: Bid) -> Figure:
        """Return a figure of a bid with its working; each is worked out once."""
        return self.received.figures.of(name, bid)

    @cached_property
    def weights(self) -> Mapping[Pillar, Fraction]:
        """The weight of each pillar that has criteria: what those of them weigh that count for the total."""
        weights: dict[Pillar, Fraction] = {}
        for leaf in self.scheme.leaves:
            if leaf.pillar is not None:
                points = self.points[leaf.id] if leaf.id in self.scheme.counted else Fraction(0)
                weights[leaf.pillar] = weights.get(leaf.pillar, Fraction(0)) + points
        return weights

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """One marker for each criterion that earns marks."""
        leaves = self.scheme.leaves
        return tuple(self.scheme.marker(leaf, self._reads(leaf.id), self.points[leaf.id]) for leaf in leaves)

    def _reads(self, criterion_id: str) -> Reads:
        reads = self.received.reads[criterion_id]
        others = {bid: level for (criterion, bid), level in self.other_levels.items() if criterion == criterion_id}
        return {**reads, **others} if others else reads

    @cached_property
    def relative_markers(self) -> tuple[Marker, ...]:
        """The markers whose marks depend on the other bids."""
        return tuple(marker for marker in self.markers if marker.relative)

    @cached_property
    def relative_counted(self) -> tuple[Marker, ...]:
        """Those of them whose marks are part of the total."""
        return tuple(marker for marker in self.relative_markers if marker.leaf.id in self.scheme.counted)

    @property
    def is_relative(self) -> bool:
        """Whether the other bids can decide on a bid's marks, or on whether it goes on to the next stage."""
        taken = (stage.goes_on for stage in self.scheme.stages)
        return bool(self.relative_markers) or any(goes_on and goes_on.best is not None for goes_on in taken)

    def marker(self, criterion_id: str) -> Marker:
        """Return the marker of a criterion. Raises KeyError where there is none."""
        return self._markers_by_id[criterion_id]

    @cached_property
    def _markers_by_id(self) -> Mapping[str, Marker]:
        return {marker.leaf.id: marker for marker in self.markers}

    @cached_property
    def absolute(self) -> AbsoluteMarks:
        """The marks that do not depend on the other bids."""
        return self.absolute_known or absolute_marks(self.markers, self.received.marked, self.scheme.counted)

    def with_level(self, criterion_id: str, bid_id: str, level: Fraction) -> Field:
        """Return the same field with another level of one bid on one criterion; all other marks are shared."""
        changed = replace(self, other_levels={**self.other_levels, (criterion_id, bid_id): level})
        absolute = self.absolute.with_marks(changed.marker(criterion_id), bid_id)
        return replace(changed, absolute_known=absolute)

    def with_points(self, points: Mapping[str, Fraction]) -> Field:
        """Return the same field with other weights, by criterion; the bids and all that is read of them are shared."""
        return replace(self, points=points, absolute_known=None)

    def with_price(self, bid_id: str, price: Fraction) -> Field:
        """Return the same field with another price of one bid, all its lines in proportion."""
        return replace(self, received=self.received.with_price(bid_id, price), absolute_known=None)

    def without(self, bid_ids: Collection[str]) -> Field:
        """Return the same field without some bids, as if they had never come in."""
        return replace(self, received=self.received.without(bid_ids), absolute_known=None)


def field_of(inputs: Inputs) -> Field:
    """Return the bids of a procurement at the published weights and the levels on record."""
    return Field(received_bids(inputs), {leaf.id: leaf.points for leaf in inputs.leaves})
