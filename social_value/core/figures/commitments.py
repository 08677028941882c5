"""Figures of what a bid commits itself to, as quantities: in all, and for each 100,000 of its price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import COMMITMENTS, PRICE
from social_value.core.figures.named_parts import MEASURE
from social_value.core.figures.price import price
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step, figure_from, given_step, no_figure, sum_step, worked_step
from social_value.core.terms import Terms
from social_value.core.valuation.once import counted_already
from social_value.core.valuation.quantities import quantity_over, whole_of, whole_quantity
from social_value.core.valuation.what_counts import place_words, reason_for_nothing, share_where_it_counts
from social_value.model.bid import Bid, Commitment
from social_value.model.procurement import Measure

COMMITTED, PER_100K = "committed", "committed-per-100k"
PER = 100_000
"""Units of the currency of the price that the second figure is taken for."""
_NO_UNIT = "in the unit of the measure"


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment with the share of it that lands where its measure counts.

    ``reason`` says why it counts as nothing, where it does; ``place`` how much of it lands there, where not all does.
    """

    commitment: Commitment
    in_place: Fraction
    reason: str
    place: str

    @property
    def counts(self) -> Fraction:
        """The share of the quantity that counts: none, or what lands where the measure counts."""
        return Fraction(0) if self.reason else self.in_place


def promised_of(bid: Bid, measure_id: str, measures: Mapping[str, Measure]) -> tuple[Promised, ...]:
    """Return a bid's commitments of one measure; what is core, or counted under another one, counts as nothing."""
    measure = measures.get(measure_id)
    if measure is None:
        return ()
    mine = [commitment for commitment in bid.commitments if commitment.measure == measure_id]
    in_place = {commitment.id: share_where_it_counts(commitment, measure) for commitment in mine}
    worth = {commitment.id: whole_quantity(commitment) * in_place[commitment.id] for commitment in mine}
    reasons = {commitment.id: reason_for_nothing(commitment, measure) for commitment in mine}
    candidates = [commitment for commitment in mine if not reasons[commitment.id]]
    reasons |= counted_already(candidates, worth, {measure_id: frozenset({measure_id})})
    return tuple(
        Promised(commitment, in_place[commitment.id], reasons[commitment.id], place_words(commitment, measure))
        for commitment in mine
    )


@figure(
    COMMITTED,
    unit=_NO_UNIT,
    words="sum over the commitments of a measure of quantity x years x share of time; what is core, or the same twice, "
    "or lands where the measure does not count, counts as nothing",
    source="Quantities that bidders commit themselves to, held against published end points",
    needs=(COMMITMENTS,),
    by=MEASURE,
)
def committed(bid: Bid, terms: Terms, part: str) -> Figure:
    """Quantity of a measure that the bid commits itself to over all years of the contract."""
    measure = terms.measures.get(part)
    unit, title = (measure.unit, measure.title) if measure else (_NO_UNIT, part)
    steps = tuple(_promise_step(promise, unit) for promise in promised_of(bid, part, terms.measures))
    return figure_from(*steps, sum_step(f"{title}, committed", steps, unit))


def quantity_counted(quantity: Quantity, years: Quantity, share_of_time: Quantity, counts: Quantity) -> Quantity:
    """Return the quantity over all years of which so much counts: all (1), none (0), or what lands where it counts.

    >>> quantity_counted(Fraction(10), Fraction(4), Fraction(1, 2), Fraction(1))
    Fraction(20, 1)
    """
    return quantity_over(quantity, years, share_of_time) * counts


def _promise_step(promise: Promised, unit: str) -> Step:
    commitment = promise.commitment
    if promise.reason:
        return given_step(f"{commitment.id}: counts as nothing", 0, unit, promise.reason)
    if promise.in_place == 1:
        return worked_step(commitment.id, quantity_over, *whole_of(commitment), unit=unit)
    factors = *whole_of(commitment), promise.in_place
    return worked_step(commitment.id, quantity_counted, *factors, unit=unit, note=promise.place)


@figure(
    PER_100K,
    unit="for each 100,000 {currency} of price",
    words=f"{PER} x committed / price, so that bids with equal commitments for each pound are equal, large or small",
    source="Quantities that bidders commit themselves to, held against published end points for each 100,000 of price",
    needs=(COMMITMENTS, PRICE),
    by=MEASURE,
)
def committed_per_100k(bid: Bid, terms: Terms, part: str) -> Figure:
    """Quantity of a measure that the bid commits itself to for each 100,000 of its price."""
    quantity, paid = committed(bid, terms, part), price(bid, terms, "")
    label, unit = "Committed for each part of the price", f"for each {PER:,} {terms.currency} of price"
    steps = (*quantity.steps, *paid.steps)
    if not paid.value:
        return no_figure(label, unit, "there is no price to take it for", *steps)
    return figure_from(*steps, worked_step(label, for_each_part, quantity, paid, unit=unit))


def for_each_part(quantity: Quantity, price: Quantity) -> Quantity:
    """Return the quantity for each 100,000 of a price.

    >>> for_each_part(Fraction(12), Fraction(600000))
    Fraction(2, 1)
    """
    return PER * quantity / price
