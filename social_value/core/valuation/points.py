"""Initiative points: quantities times published points, as Northern Ireland's PPN 01/21 counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.series import product_of, sum_of
from social_value.core.valuation.families import families_of
from social_value.core.valuation.once import counted_already
from social_value.core.valuation.quantities import whole_of, whole_quantity
from social_value.core.valuation.value_limits import at_most
from social_value.core.valuation.what_counts import reason_for_nothing, share_where_it_counts
from social_value.model.bid import Bid, Commitment
from social_value.model.procurement import Measure


@dataclass(frozen=True, slots=True)
class PointedCommitment:
    """A commitment with its points; ``reason`` says why it earns none, where it does not.

    ``in_place`` is the share that lands where the measure counts, and ``quantity`` what lands there over all years.
    """

    commitment: Commitment
    quantity: Fraction
    in_place: Fraction
    points: Fraction
    reason: str

    @property
    def counts(self) -> Fraction:
        """The share of the quantity that counts: none, or what lands where the measure counts."""
        return Fraction(0) if self.reason else self.in_place


@dataclass(frozen=True, slots=True)
class MeasurePoints:
    """The points of a bid's commitments of one measure, before and after the measure's limit."""

    measure: Measure
    commitments: tuple[PointedCommitment, ...]
    before_limit: Fraction
    points: Fraction


def points_of(bid: Bid, measures: Mapping[str, Measure]) -> tuple[MeasurePoints, ...]:
    """Return the points of a bid, measure by measure; a commitment that is core or counted already earns none."""
    pointed = {name: measure for name, measure in measures.items() if measure.points_per_unit is not None}
    mine = [commitment for commitment in bid.commitments if commitment.measure in pointed]
    worth = {commitment.id: product_of(point_factors(commitment, pointed[commitment.measure])) for commitment in mine}
    reasons = {commitment.id: reason_for_nothing(commitment, pointed[commitment.measure]) for commitment in mine}
    candidates = [commitment for commitment in mine if not reasons[commitment.id]]
    reasons |= counted_already(candidates, worth, families_of(measures))
    earned = [
        PointedCommitment(
            commitment,
            whole_quantity(commitment) * share_where_it_counts(commitment, pointed[commitment.measure]),
            share_where_it_counts(commitment, pointed[commitment.measure]),
            Fraction(0) if reasons[commitment.id] else worth[commitment.id],
            reasons[commitment.id],
        )
        for commitment in mine
    ]
    return tuple(
        _measure_points(measure, tuple(each for each in earned if each.commitment.measure == name))
        for name, measure in pointed.items()
    )


def point_factors(commitment: Commitment, measure: Measure) -> tuple[Fraction, ...]:
    """Return what the points of a commitment are the product of.

    That is its quantity, years, share of time, the share that lands where the measure counts, and the points of a unit.
    """
    in_place = share_where_it_counts(commitment, measure)
    return *map(Fraction, whole_of(commitment)), in_place, Fraction(measure.points_per_unit or 0)


def _measure_points(measure: Measure, commitments: tuple[PointedCommitment, ...]) -> MeasurePoints:
    total, most = sum_of([commitment.points for commitment in commitments]), measure.most_points
    return MeasurePoints(measure, commitments, total, total if most is None else at_most(total, Fraction(most)))
