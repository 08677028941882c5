"""The social value of a bid: commitments, measures, types of value, cap and floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import HUNDRED, exact_sum
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.flows import Effect, effects_of
from social_value.core.valuation.netting import net_share
from social_value.core.valuation.once import core_reason, counted_already
from social_value.core.valuation.ranges import NOTHING, Range, range_sum
from social_value.model.bid import Bid, Commitment
from social_value.model.register import ValueType
from social_value.model.valuation import Limit

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class ValuedCommitment:
    """A commitment with its yearly effects; ``reason`` says why it counts as nothing, where it does."""

    commitment: Commitment
    valued: ValuedMeasure
    yearly: Fraction
    net: Fraction
    evidence: Fraction
    effects: tuple[Effect, ...]
    reason: str

    @property
    def gross(self) -> Fraction:
        """The quantity over all years of delivery."""
        return self.yearly * self.commitment.years

    @property
    def unit_factor(self) -> Fraction:
        """What every yearly effect is multiplied by: quantity, units, the net share and the weight of the evidence."""
        return self.yearly * Fraction(self.valued.rule.units_per_unit) * self.net * self.evidence

    def of(self, effect: Effect) -> Range:
        """Return the present value of one yearly effect."""
        return effect.value.times(self.unit_factor)

    @property
    def value(self) -> Range:
        """Present value that counts."""
        return NOTHING if self.reason else range_sum(self.of(effect) for effect in self.effects)


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

    ``unlinked`` is the part of the total that serves no outcome, ``unlinked_counted`` what counts of it under the cap
    on such value, and ``limited`` the total that is left.
    """

    commitments: tuple[ValuedCommitment, ...]
    measures: tuple[MeasureTotal, ...]
    by_type: Mapping[ValueType, Range]
    total: Range
    unlinked: Range
    unlinked_counted: Range
    limited: Range
    cap: Fraction | None
    capped: Range
    floor: Fraction | None
    net: Range


def social_value_of(bid: Bid, basis: Basis, price: Fraction | None) -> SocialValue:
    """Value a bid. ``price`` is what a cap or floor in percent is taken of.

    Raises LookupError where a discount rate, a yearly value or such a price is missing.
    """
    commitments = valued_commitments(bid, basis)
    measures = tuple(_measure_total(valued, commitments) for valued in basis.measures.values())
    by_type = {
        one: range_sum(total.counted for total in measures if total.valued.value_type == one) for one in basis.types
    }
    total = range_sum(by_type[one] for one in basis.added if one in by_type)
    cap, floor = (limit_of(limit, price, basis) for limit in (basis.valuation.cap, basis.valuation.floor))
    linked, unlinked = _by_link(measures, basis)
    counted = unlinked.at_most_range(linked.times(unlinked_factor(basis))) if _caps_unlinked(basis) else unlinked
    limited = range_sum((linked, counted))
    capped, links = limited.at_most(cap), (unlinked, counted, limited)
    return SocialValue(
        commitments, measures, by_type, total, *links, cap, capped, floor, capped.or_nothing_below(floor)
    )


def _by_link(measures: Sequence[MeasureTotal], basis: Basis) -> tuple[Range, Range]:
    """Return what the added measures are worth that serve an outcome, and what those are worth that serve none."""
    added = [one for one in measures if one.valued.value_type in basis.added]
    parts = ([one.counted for one in added if basis.is_linked(one.valued.id) == linked] for linked in (True, False))
    linked, unlinked = map(range_sum, parts)
    return linked, unlinked


def _caps_unlinked(basis: Basis) -> bool:
    return basis.valuation.unlinked_cap_percent is not None


def unlinked_factor(basis: Basis) -> Fraction:
    """Return how much value linked to no outcome may count for each unit of value that is linked to one.

    At most p percent of what counts may be unlinked: u <= p/100 x (l + u), so u <= p / (100 - p) x l.
    """
    percent = Fraction(basis.valuation.unlinked_cap_percent or 0)
    return percent / (HUNDRED - percent)


def limit_of(limit: Limit | None, price: Fraction | None, basis: Basis) -> Fraction | None:
    """Return a cap or floor in money, or None where there is none. Raises LookupError where its base is missing."""
    if limit is None:
        return None
    if limit.amount is not None:
        return Fraction(limit.amount)
    percent, base = limit.percent_of_price, price
    if percent is None:
        percent, base = limit.percent_of_estimated_value, basis.estimated_value
    if percent is None or base is None:
        raise LookupError("there is no price to take the cap or floor of")
    return Fraction(percent) * base / HUNDRED


def evidence_factor(commitment: Commitment, basis: Basis) -> Fraction:
    """Return the published share for the kind of evidence; all of it where none is published."""
    factors = basis.valuation.evidence_factors
    if not factors:
        return Fraction(1)
    if commitment.evidence is None:
        return Fraction(basis.valuation.unevidenced_factor or 0)
    if commitment.evidence not in factors:
        raise LookupError(f'no share is published for the evidence "{commitment.evidence}"')
    return Fraction(factors[commitment.evidence])


def valued_commitments(bid: Bid, basis: Basis) -> tuple[ValuedCommitment, ...]:
    """Value every commitment of a valued measure, before the caps and the floor that hold for several together.

    First all that are not core are valued, to see which is worth most; then those that count. Raises LookupError
    where a discount rate or a yearly value is missing.
    """
    mine = [one for one in bid.commitments if one.measure in basis.measures]
    reasons = {one.id: core_reason(one, basis.measures[one.measure].measure) for one in mine}
    candidates = [one for one in mine if not reasons[one.id]]
    first = _valued(candidates, candidates, basis, {})
    worth = {one.commitment.id: one.value.central for one in first}
    already = counted_already(candidates, worth, lambda name: basis.measures[name].family)
    counted = [one for one in candidates if one.id not in already]
    return _valued(mine, counted, basis, {**reasons, **already})


def _valued(
    commitments: Sequence[Commitment], counted: Sequence[Commitment], basis: Basis, reasons: Mapping[str, str]
) -> tuple[ValuedCommitment, ...]:
    gross: dict[str, Fraction] = {}
    for one in counted:
        gross[one.measure] = gross.get(one.measure, ZERO) + yearly_quantity(one) * one.years
    found = []
    for one in commitments:
        valued = basis.measures[one.measure]
        net = net_share(valued.rule, gross.get(one.measure, ZERO))
        effects = tuple(effects_of(one, valued, basis))
        evidence = evidence_factor(one, basis)
        found.append(
            ValuedCommitment(one, valued, yearly_quantity(one), net, evidence, effects, reasons.get(one.id, ""))
        )
    return tuple(found)


def yearly_quantity(commitment: Commitment) -> Fraction:
    """Return the quantity of one year of delivery that belongs to this contract."""
    return Fraction(commitment.quantity) * Fraction(commitment.share_of_time)


def _measure_total(valued: ValuedMeasure, commitments: Sequence[ValuedCommitment]) -> MeasureTotal:
    mine = [one for one in commitments if one.valued is valued and not one.reason]
    before = range_sum(one.value for one in mine)
    gross = exact_sum(one.gross for one in mine)
    cap = Fraction(valued.rule.cap) if valued.rule.cap is not None else None
    return MeasureTotal(valued, gross, net_share(valued.rule, gross), before, before.at_most(cap))
