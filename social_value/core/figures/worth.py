"""Figures of social value: what a bid's commitments are worth in money, beside its price, and in points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from social_value.codes.valuation import POINTS_MISSING, VALUATION_MISSING
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import COMMITMENTS, COMPARED
from social_value.core.figures.price import price, whole_life_cost
from social_value.core.figures.rates_required import RATES
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.inputs import Inputs
from social_value.core.series import product_of
from social_value.core.steps import Figure, Step, figure_from, no_figure, sum_step, worked, worked_step
from social_value.core.terms import Terms
from social_value.core.valuation.points import MeasurePoints, PointedCommitment, point_factors, points_of
from social_value.core.valuation.totals import SocialValue, social_value_of
from social_value.core.valuation.value_limits import at_most
from social_value.core.valuation.value_steps import value_steps
from social_value.core.valuation.what_counts import place_words
from social_value.model.bid import Bid
from social_value.model.procurement import Measure

_GUIDE = "A Guide to Social Return on Investment (2012)"
VALUE_FIGURES = ("net-social-value", "social-value-share", "social-value-per-pound")
"""Figures that need the procurement to say how commitments are valued."""
POINTS = "initiative-points"
UNLINKED = "unlinked-share"


def social_value(bid: Bid, terms: Terms) -> SocialValue:
    """Return the valuation of a bid. Raises LookupError where nothing is valued, or something is missing."""
    if terms.values is None:
        raise LookupError("the procurement does not say how commitments are valued")
    commitments = terms.values.commitments_of(bid)
    return social_value_of(commitments, terms.values.basis, price(bid, terms, "").value)


def percentage(part: Quantity, whole: Quantity) -> Quantity:
    """Return how many percent of a whole a part is.

    >>> percentage(Fraction(35), Fraction(140))
    Fraction(25, 1)
    """
    return 100 * part / whole


def ratio(value: Quantity, cost: Quantity) -> Quantity:
    """Return the value for each unit of money that the bid costs."""
    return value / cost


VALUED = Requirement(
    lambda inputs: inputs.procurement.valuation is not None,
    VALUATION_MISSING,
    "{figure} needs the procurement to say how commitments are valued.",
    "Add `valuation:` with the measures that are valued.",
)
POINTS_EARNED = Requirement(
    lambda inputs: any(measure.points_per_unit is not None for measure in inputs.measures.values()),
    POINTS_MISSING,
    "{figure} needs a measure whose units earn points.",
    "Add `points_per_unit:` to the measures that earn points.",
)


def _compared_with_whole_life(inputs: Inputs) -> bool:
    valuation = inputs.procurement.valuation
    return valuation is not None and valuation.compared_with == "whole-life-cost"


COMPARABLE = (VALUED, *(rate.where(_compared_with_whole_life) for rate in RATES))
"""What a figure of social value beside the price asks for: dated costs are a price only once they are discounted."""


@figure(
    "net-social-value",
    unit="{currency}, present value",
    words="sum over commitments and years of quantity x proxy value x additionality x share for the evidence x "
    "(1 - drop-off)^(years since delivery) x discount factor, within the published caps and floor",
    source=f"{_GUIDE}; HM Treasury, The Green Book (2022); Additionality Guide, Homes and Communities Agency (2014)",
    needs=(COMMITMENTS,),
    requires=(VALUED,),
)
def net_social_value(bid: Bid, terms: Terms, band: str) -> Figure:
    """Present value of everything that the bid commits itself to beyond what is asked for anyway."""
    unit = f"{terms.currency}, present value"
    try:
        value = social_value(bid, terms)
    except LookupError as problem:
        return no_figure("Net social value", unit, str(problem.args[0]))
    if terms.basis is None:
        raise TypeError("a value without a basis")
    return Figure(value.net.at(terms.basis.valuation.value_at), tuple(value_steps(value, terms.basis, terms.currency)))


@figure(
    "social-value-share",
    unit="%",
    words="100 x net social value / price, or / whole-life cost where the valuation says compared_with",
    source="Social value as a percentage of price, before any maximum is taken over the bids",
    needs=(COMMITMENTS, COMPARED),
    requires=COMPARABLE,
)
def social_value_share(bid: Bid, terms: Terms, band: str) -> Figure:
    """Net social value in percent of what the bid costs."""
    return _compared(bid, terms, "Social value share", "%", percentage)


@figure(
    "social-value-per-pound",
    unit="{currency} for each {currency}",
    words="net social value / price, or / whole-life cost where the valuation says compared_with",
    source=f"{_GUIDE}: the ratio, for one contract and one set of values; ratios of other studies are no comparison",
    needs=(COMMITMENTS, COMPARED),
    requires=COMPARABLE,
)
def social_value_per_pound(bid: Bid, terms: Terms, band: str) -> Figure:
    """Net social value for each unit of money that the bid costs."""
    unit = f"{terms.currency} for each {terms.currency}"
    return _compared(bid, terms, "Social value per unit of money", unit, ratio)


@figure(
    UNLINKED,
    unit="%",
    words="100 x value of measures that serve no outcome / value of all measures, before cap and floor",
    source="Social value as a whole that holds together, and not as a list of gestures; our own measure",
    needs=(COMMITMENTS,),
    requires=(VALUED,),
)
def unlinked_share(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of a bid's value that serves none of the outcomes of the framework or the procurement."""
    label = "Linked to no outcome, share"
    try:
        value = social_value(bid, terms)
    except LookupError as problem:
        return no_figure(label, "%", str(problem.args[0]))
    level = terms.basis.valuation.value_at if terms.basis else "central"
    unlinked = Step("Linked to no outcome", value.unlinked.at(level), terms.currency)
    whole = Step("Total", value.total.at(level), terms.currency)
    if not whole.value:
        return no_figure(label, "%", "nothing is worth anything", unlinked, whole)
    return figure_from(unlinked, whole, worked_step(label, percentage, unlinked, whole, unit="%"))


def _compared(bid: Bid, terms: Terms, label: str, unit: str, compare: Callable[..., Any]) -> Figure:
    value = net_social_value(bid, terms, "")
    by_cost = terms.basis is not None and terms.basis.valuation.compared_with == "whole-life-cost"
    cost = (whole_life_cost if by_cost else price)(bid, terms, "")
    steps = (*value.steps, *cost.steps)
    if value.value is None or not cost.value:
        note = "there is no net social value" if value.value is None else "there is no cost to compare it with"
        return no_figure(label, unit, note, *steps)
    return figure_from(*steps, worked_step(label, compare, value.value, cost.value, unit=unit))


@figure(
    POINTS,
    unit="points",
    words="sum over commitments of quantity x points of one unit, each measure at most its own limit of points",
    source="Scoring social value in PPN 01/21, Department of Finance, Northern Ireland",
    needs=(COMMITMENTS,),
    requires=(POINTS_EARNED,),
)
def initiative_points(bid: Bid, terms: Terms, band: str) -> Figure:
    """Points for the quantities that the bid commits itself to."""
    measures = points_of(bid, terms.measures)
    steps = (step for measure in measures for step in _points_steps(measure))
    return figure_from(*steps, sum_step("Initiative points", [measure.points for measure in measures], unit="points"))


def _points_steps(earned: MeasurePoints) -> Iterator[Step]:
    title, most = earned.measure.title, earned.measure.most_points
    if not earned.commitments:
        yield Step(title, Fraction(0), "points", note="nothing is committed")
        return
    for commitment in earned.commitments:
        yield _commitment_points_step(earned.measure, commitment)
    if most is not None:
        yield Step(f"{title}, at most", earned.points, "points", worked(at_most, earned.before_limit, most))


def _commitment_points_step(measure: Measure, pointed: PointedCommitment) -> Step:
    name = pointed.commitment.id
    if pointed.reason:
        return Step(f"{name}: counts as nothing", pointed.points, "points", note=pointed.reason)
    quantity, *shares, each = point_factors(pointed.commitment, measure)
    # One year, and a commitment for this contract alone, are the rule: nobody multiplies by 1.
    factors = (quantity, *(factor for factor in shares if factor != 1), each)
    note = place_words(pointed.commitment, measure)
    return Step(f"{name}: {measure.title}", pointed.points, "points", worked(product_of, factors), note)
