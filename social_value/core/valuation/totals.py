"""The social value of a bid: measures, types of value, what serves no outcome, cap and floor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.bounds import nothing_below
from social_value.core.series import sum_of
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.netting import net_working
from social_value.core.valuation.ranges import Range, each_level, range_sum
from social_value.core.valuation.value_limits import (
    at_most,
    limit_of,
    linked_part,
    total_within_limit,
    unlinked_that_counts,
)
from social_value.core.valuation.valued_commitments import ValuedCommitment
from social_value.model.register import ValueType


@dataclass(frozen=True, slots=True)
class MeasureTotal:
    """What a bid's commitments of one measure are worth together, before and after the measure's cap."""

    valued: ValuedMeasure
    gross: Fraction
    net: Fraction
    before_cap: Range
    counted: Range


@dataclass(frozen=True, slots=True)
class SocialValue:
    """The social value of a bid. ``total`` is before every limit; ``net`` is what is scored.

    ``unlinked`` is the part of the total that serves no outcome, ``linked`` the rest, ``unlinked_counted`` what counts
    of the first under the cap on such value, and ``limited`` the total that is left.
    """

    commitments: tuple[ValuedCommitment, ...]
    measures: tuple[MeasureTotal, ...]
    by_type: Mapping[ValueType, Range]
    total: Range
    unlinked: Range
    linked: Range
    unlinked_counted: Range
    limited: Range
    cap: Fraction | None
    capped: Range
    floor: Fraction | None
    net: Range


def social_value_of(commitments: tuple[ValuedCommitment, ...], basis: Basis, price: Fraction | None) -> SocialValue:
    """Add up the valued commitments of a bid. ``price`` is what a cap or floor in percent is taken of.

    Raises LookupError where such a price is missing.
    """
    measures = tuple(_measure_total(valued, commitments) for valued in basis.measures.values())
    by_type = {
        kind: range_sum(total.counted for total in measures if total.valued.value_type == kind) for kind in basis.types
    }
    total = range_sum(by_type[kind] for kind in basis.added if kind in by_type)
    unlinked = range_sum(measure.counted for measure in unlinked_measures(measures, basis))
    linked = each_level(linked_part, total, unlinked)
    unlinked_counted = _unlinked_counted(unlinked, linked, basis)
    limited = each_level(total_within_limit, linked, unlinked_counted)
    cap, floor = (limit_of(limit, price, basis) for limit in (basis.valuation.cap, basis.valuation.floor))
    capped = limited if cap is None else each_level(at_most, limited, cap)
    net = capped if floor is None else each_level(nothing_below, capped, floor)
    links = unlinked, linked, unlinked_counted, limited
    return SocialValue(commitments, measures, by_type, total, *links, cap, capped, floor, net)


def unlinked_measures(measures: Iterable[MeasureTotal], basis: Basis) -> tuple[MeasureTotal, ...]:
    """Return the measures that serve no outcome, of those whose type of value is added."""
    added = (measure for measure in measures if measure.valued.value_type in basis.added)
    return tuple(measure for measure in added if not basis.is_linked(measure.valued.id))


def _unlinked_counted(unlinked: Range, linked: Range, basis: Basis) -> Range:
    percent = basis.valuation.unlinked_cap_percent
    return unlinked if percent is None else each_level(unlinked_that_counts, unlinked, linked, Fraction(percent))


def _measure_total(valued: ValuedMeasure, commitments: Sequence[ValuedCommitment]) -> MeasureTotal:
    counted = [commitment for commitment in commitments if commitment.valued is valued and not commitment.reason]
    gross, before_cap = (
        sum_of([commitment.gross for commitment in counted]),
        range_sum(commitment.value for commitment in counted),
    )
    cap = valued.rule.cap
    within_cap = before_cap if cap is None else each_level(at_most, before_cap, Fraction(cap))
    return MeasureTotal(valued, gross, net_working(valued.rule, gross).value, before_cap, within_cap)
