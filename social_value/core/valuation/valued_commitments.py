"""The commitments of a bid with what each is worth in money, before the limits that hold for several together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul

from social_value.core.series import product_of, sum_of
from social_value.core.valuation.basis import Basis, ValuedMeasure
from social_value.core.valuation.flows import Effect, effects_of
from social_value.core.valuation.netting import net_working
from social_value.core.valuation.once import counted_already
from social_value.core.valuation.quantities import whole_quantity, yearly_quantity
from social_value.core.valuation.ranges import NOTHING, Range, each_level, range_sum
from social_value.core.valuation.what_counts import reason_for_nothing, share_where_it_counts
from social_value.model.bid import Bid, Commitment


@dataclass(frozen=True, slots=True)
class ValuedCommitment:
    """A commitment with its yearly effects and what each is worth; ``reason`` says why it counts as nothing.

    ``in_place`` is the share that lands where the measure counts, and ``yearly`` what of a year's quantity lands there.
    ``counted`` is what every effect is multiplied by: that quantity, units, the net share, the share for the evidence.
    ``present`` holds the present value of each effect, ``value`` what counts of their sum.
    """

    commitment: Commitment
    valued: ValuedMeasure
    in_place: Fraction
    yearly: Fraction
    net: Fraction
    evidence: Fraction
    counted: tuple[Fraction, ...]
    effects: tuple[Effect, ...]
    present: tuple[Range, ...]
    value: Range
    reason: str

    @property
    def gross(self) -> Fraction:
        """The quantity over all years of delivery that lands where the measure counts."""
        return whole_quantity(self.commitment) * self.in_place

    @property
    def counts(self) -> Fraction:
        """The share of the quantity that counts: none, or what lands where the measure counts."""
        return Fraction(0) if self.reason else self.in_place


class ValuedBids:
    """The commitments of bids with their values; those of a bid are worked out once, however many figures ask."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        # By the identity of the commitments, which are kept, so that no other bid's can take their place in memory.
        self._known: dict[int, tuple[Sequence[Commitment], tuple[ValuedCommitment, ...]]] = {}

    def commitments_of(self, bid: Bid) -> tuple[ValuedCommitment, ...]:
        """Return the valued commitments of a bid. Raises LookupError as ``valued_commitments`` does."""
        stated = bid.commitments
        if id(stated) not in self._known:
            self._known[id(stated)] = stated, valued_commitments(stated, self.basis)
        return self._known[id(stated)][1]


def valued_commitments(stated: Iterable[Commitment], basis: Basis) -> tuple[ValuedCommitment, ...]:
    """Value every commitment of a valued measure.

    First all that may count are valued, to see which is worth most; then those that count. Raises LookupError
    where a discount rate, a yearly value or the share for a kind of evidence is missing.
    """
    mine = [commitment for commitment in stated if commitment.measure in basis.measures]
    reasons = {
        commitment.id: reason_for_nothing(commitment, basis.measures[commitment.measure].measure) for commitment in mine
    }
    candidates = [commitment for commitment in mine if not reasons[commitment.id]]
    # The net share of a reference case rests on what counts together, so worth before and after counting may differ.
    effects = _effects(mine, basis)
    worth = {
        valued.commitment.id: valued.value.central for valued in _valued(candidates, candidates, basis, effects, {})
    }
    already = counted_already(candidates, worth, basis.families)
    counted = [commitment for commitment in candidates if commitment.id not in already]
    return _valued(mine, counted, basis, effects, {**reasons, **already})


Term = tuple[str, int, int]
"""A measure, and the first and the number of the years in which it is delivered."""


def _term(commitment: Commitment) -> Term:
    return commitment.measure, commitment.from_year, commitment.years


def _effects(commitments: Iterable[Commitment], basis: Basis) -> Mapping[Term, tuple[Effect, ...]]:
    """Return the effects of one unit, which all commitments of a measure that are delivered in the same years share."""
    terms = {_term(commitment): commitment for commitment in commitments}
    return {
        term: tuple(effects_of(commitment, basis.measures[commitment.measure], basis))
        for term, commitment in terms.items()
    }


def _valued(
    commitments: Sequence[Commitment],
    counted: Sequence[Commitment],
    basis: Basis,
    effects: Mapping[Term, tuple[Effect, ...]],
    reasons: Mapping[str, str],
) -> tuple[ValuedCommitment, ...]:
    net = _net_shares(counted, basis)
    return tuple(
        _valued_commitment(
            commitment, basis, net[commitment.measure], effects[_term(commitment)], reasons.get(commitment.id, "")
        )
        for commitment in commitments
    )


def _net_shares(counted: Iterable[Commitment], basis: Basis) -> Mapping[str, Fraction]:
    quantities: dict[str, list[Fraction]] = {name: [] for name in basis.measures}
    for commitment in counted:
        share = share_where_it_counts(commitment, basis.measures[commitment.measure].measure)
        quantities[commitment.measure].append(whole_quantity(commitment) * share)
    return {name: net_working(basis.measures[name].rule, sum_of(gross)).value for name, gross in quantities.items()}


def _valued_commitment(
    commitment: Commitment, basis: Basis, net: Fraction, effects: tuple[Effect, ...], reason: str
) -> ValuedCommitment:
    valued, evidence = basis.measures[commitment.measure], _share(commitment, basis)
    in_place = share_where_it_counts(commitment, valued.measure)
    yearly = yearly_quantity(commitment) * in_place
    counted = (yearly, Fraction(valued.rule.units_per_unit), net, evidence)
    times = product_of(counted)
    present = tuple(each_level(mul, effect.worth, times) for effect in effects)
    value = NOTHING if reason else range_sum(present)
    return ValuedCommitment(
        commitment, valued, in_place, yearly, net, evidence, counted, effects, present, value, reason
    )


def _share(commitment: Commitment, basis: Basis) -> Fraction:
    """Return the published share for the kind of evidence; all of it where none is published."""
    factors = basis.valuation.evidence_factors
    if not factors:
        return Fraction(1)
    if commitment.evidence is None:
        return Fraction(basis.valuation.unevidenced_factor or 0)
    if commitment.evidence not in factors:
        raise LookupError(f'no share is published for the evidence "{commitment.evidence}"')
    return Fraction(factors[commitment.evidence])
