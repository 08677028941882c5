"""The figure of people reached, each weighted by need."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import exact_sum, plain
from social_value.codes.place import NEED_MISSING
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import COMMITMENTS
from social_value.core.figures.landing import areas_words
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.need import NeedBasis
from social_value.core.steps import Figure, Step, figure_from, no_figure, sum_step, worked_step
from social_value.core.terms import Terms
from social_value.core.valuation.quantities import whole_quantity
from social_value.model.bid import Bid, Commitment

NEED_WEIGHTED_REACH = "need-weighted-reach"


def reach_of(bid: Bid, basis: NeedBasis) -> tuple[Commitment, ...]:
    """Return the commitments of a bid that count people."""
    return tuple(one for one in bid.commitments if one.measure in basis.need.measures)


WEIGHTS = Requirement(
    lambda inputs: inputs.procurement.place is not None and inputs.procurement.place.need is not None,
    NEED_MISSING,
    "{figure} needs the weights by which people are counted.",
    "Add `need: {measures: [ID], reason: ..., otherwise: 1}` to `place:`, with the weights.",
)


@figure(
    NEED_WEIGHTED_REACH,
    unit="people, weighted by need",
    words="sum over the commitments that count people of people x published weight of their areas, group, or both",
    source="The weights that the procurement publishes under place.need",
    needs=(COMMITMENTS,),
    requires=(WEIGHTS,),
)
def need_weighted_reach(bid: Bid, terms: Terms, band: str) -> Figure:
    """People whom the bid commits itself to reach, each counted with the weight of need."""
    label, basis = "Need-weighted reach", terms.need
    if basis is None:
        return no_figure(label, "", "the procurement publishes no weights of need")
    steps = tuple(_commitment_steps(bid, basis))
    people = exact_sum(whole_quantity(commitment) for commitment in reach_of(bid, basis))
    note = f"{plain(people)} people before weighting"
    return figure_from(*steps, sum_step(label, steps, "people, weighted by need", note))


def weighted_people(people: Quantity, weight: Quantity) -> Quantity:
    """Return what people count for who have a weight of need.

    >>> from fractions import Fraction
    >>> weighted_people(Fraction(40), Fraction(3, 2))
    Fraction(60, 1)
    """
    return people * weight


def _commitment_steps(bid: Bid, basis: NeedBasis) -> Iterator[Step]:
    for commitment in reach_of(bid, basis):
        whom = ", ".join(filter(None, (areas_words(commitment), commitment.group))) or "no area or group named"
        operands = whole_quantity(commitment), basis.weight(commitment)
        yield worked_step(f"{commitment.id}: {whom}", weighted_people, *operands, unit="people, weighted")
