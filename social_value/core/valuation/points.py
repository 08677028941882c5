"""Initiative points: quantities times published points, as Northern Ireland's PPN 01/21 counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.core.valuation.once import core_reason, counted_already
from social_value.core.valuation.totals import yearly_quantity
from social_value.model.bid import Bid, Commitment
from social_value.model.procurement import Measure


@dataclass(frozen=True, slots=True)
class PointedCommitment:
    """A commitment with its points; ``reason`` says why it earns none, where it does not."""

    commitment: Commitment
    quantity: Fraction
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class MeasurePoints:
    """The points of a bid's commitments of one measure, before and after the measure's limit."""

    measure: Measure
    commitments: tuple[PointedCommitment, ...]
    before_limit: Fraction
    points: Fraction


def points_of(bid: Bid, measures: Mapping[str, Measure]) -> tuple[MeasurePoints, ...]:
    """Return the points of a bid, measure by measure; a commitment that is core or counted already earns none."""
    pointed = {name: one for name, one in measures.items() if one.points_per_unit is not None}
    mine = [one for one in bid.commitments if one.measure in pointed]
    quantities = {one.id: yearly_quantity(one) * one.years for one in mine}
    worth = {one.id: quantities[one.id] * Fraction(pointed[one.measure].points_per_unit or 0) for one in mine}
    reasons = {one.id: core_reason(one, pointed[one.measure]) for one in mine}
    candidates = [one for one in mine if not reasons[one.id]]
    reasons |= counted_already(candidates, worth, lambda name: family_of(pointed[name]))
    found = []
    for name, measure in pointed.items():
        of_measure = tuple(
            PointedCommitment(
                one, quantities[one.id], Fraction(0) if reasons[one.id] else worth[one.id], reasons[one.id]
            )
            for one in mine
            if one.measure == name
        )
        total = exact_sum(one.points for one in of_measure)
        most = measure.most_points
        found.append(MeasurePoints(measure, of_measure, total, total if most is None else min(total, Fraction(most))))
    return tuple(found)


def family_of(measure: Measure) -> str:
    """Return the measures under one of which alone a person or thing counts."""
    named = measure.value.counted_once_with if measure.value else None
    return f"family {named}" if named else measure.id
