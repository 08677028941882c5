"""The figure of people reached, each weighted by need."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.core.figures.landing import areas_words, whole_quantity
from social_value.core.figures.registry import figure
from social_value.core.need import NeedBasis
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.model.bid import Bid, Commitment

NEED_WEIGHTED_REACH = "need-weighted-reach"


def reach_of(bid: Bid, basis: NeedBasis) -> tuple[Commitment, ...]:
    """Return the commitments of a bid that count people."""
    return tuple(one for one in bid.commitments if one.measure in basis.need.measures)


@figure(
    NEED_WEIGHTED_REACH,
    unit="people, weighted by need",
    words="sum over the commitments that count people of people x published weight of their areas, group, or both",
    source="The weights that the procurement publishes under place.need",
    needs=("commitments",),
)
def need_weighted_reach(bid: Bid, terms: Terms, band: str) -> Figure:
    """People whom the bid commits itself to reach, each counted with the weight of need."""
    basis = terms.need
    if basis is None:
        note = "the procurement publishes no weights of need"
        return Figure(None, (Step("Need-weighted reach", None, note=note),))
    steps = tuple(_steps(bid, basis))
    value = exact_sum(step.value for step in steps if step.value is not None)
    arithmetic = "+".join(plain(step.value) for step in steps if step.value is not None) or "0"
    people = exact_sum(whole_quantity(one) for one in reach_of(bid, basis))
    note = f"{plain(people)} people before weighting"
    return Figure(value, (*steps, Step("Need-weighted reach", value, "people, weighted by need", arithmetic, note)))


def _steps(bid: Bid, basis: NeedBasis) -> Iterator[Step]:
    for one in reach_of(bid, basis):
        people, weight = whole_quantity(one), basis.weight(one)
        whom = ", ".join(filter(None, (areas_words(one), one.group))) or "no area or group named"
        yield Step(f"{one.id}: {whom}", people * weight, "people, weighted", _product(people, weight))


def _product(people: Fraction, weight: Fraction) -> str:
    factor = f"({plain(weight)})" if "/" in plain(weight) else plain(weight)
    return f"{plain(people)}*{factor}"
