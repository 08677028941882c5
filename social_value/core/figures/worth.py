"""Figures of social value: what a bid's commitments are worth in money, beside its price, and in points."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import HUNDRED, exact_sum, plain
from social_value.codes.valuation import POINTS_MISSING, VALUATION_MISSING
from social_value.core.figures.bid_parts import COMMITMENTS, COMPARED
from social_value.core.figures.price import price, whole_life_cost
from social_value.core.figures.rates_required import RATES
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.inputs import Inputs
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.core.valuation.points import MeasurePoints, points_of
from social_value.core.valuation.totals import SocialValue, social_value_of
from social_value.core.valuation.value_steps import bracketed, value_steps
from social_value.model.bid import Bid

_GUIDE = "A Guide to Social Return on Investment (2012)"
VALUE_FIGURES = ("net-social-value", "social-value-share", "social-value-per-pound")
"""Figures that need the procurement to say how commitments are valued."""
POINTS = "initiative-points"
UNLINKED = "unlinked-share"


def social_value(bid: Bid, terms: Terms) -> SocialValue:
    """Return the valuation of a bid. Raises LookupError where nothing is valued, or something is missing."""
    if terms.basis is None:
        raise LookupError("the procurement does not say how commitments are valued")
    return social_value_of(bid, terms.basis, price(bid, terms, "").value)


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
        return Figure(None, (Step("Net social value", None, unit, note=str(problem.args[0])),))
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
    return _compared(bid, terms, "Social value share", "%", HUNDRED)


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
    return _compared(bid, terms, "Social value per unit of money", unit, Fraction(1))


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
        return Figure(None, (Step(label, None, "%", note=str(problem.args[0])),))
    level = terms.basis.valuation.value_at if terms.basis else "central"
    unlinked, whole = value.unlinked.at(level), value.total.at(level)
    steps = (Step("Linked to no outcome", unlinked, terms.currency), Step("Total", whole, terms.currency))
    if not whole:
        return Figure(None, (*steps, Step(label, None, "%", note="nothing is worth anything")))
    arithmetic = f"100*{bracketed(plain(unlinked))}/{bracketed(plain(whole))}"
    return Figure(100 * unlinked / whole, (*steps, Step(label, 100 * unlinked / whole, "%", arithmetic)))


def _compared(bid: Bid, terms: Terms, label: str, unit: str, times: Fraction) -> Figure:
    value = net_social_value(bid, terms, "")
    by_cost = terms.basis is not None and terms.basis.valuation.compared_with == "whole-life-cost"
    cost = (whole_life_cost if by_cost else price)(bid, terms, "")
    steps = (*value.steps, *cost.steps)
    if value.value is None or not cost.value:
        note = "there is no net social value" if value.value is None else "there is no cost to compare it with"
        return Figure(None, (*steps, Step(label, None, unit, note=note)))
    factor = "" if times == 1 else f"{plain(times)}*"
    arithmetic = f"{factor}{bracketed(plain(value.value))}/{bracketed(plain(cost.value))}"
    share = times * value.value / cost.value
    return Figure(share, (*steps, Step(label, share, unit, arithmetic)))


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
    found = points_of(bid, terms.measures)
    steps = tuple(step for one in found for step in _points_steps(one))
    value = exact_sum(one.points for one in found)
    arithmetic = "+".join(plain(one.points) for one in found) or "0"
    return Figure(value, (*steps, Step("Initiative points", value, "points", arithmetic)))


def _points_steps(one: MeasurePoints) -> Iterator[Step]:
    if not one.commitments:
        yield Step(one.measure.title, Fraction(0), "points", note="nothing is committed")
        return
    each = plain(one.measure.points_per_unit or 0)
    for part in one.commitments:
        name = part.commitment.id
        if part.reason:
            yield Step(f"{name}: counts as nothing", part.points, "points", note=part.reason)
        else:
            quantity = _quantity_words(part.commitment.quantity, part.commitment.years, part.commitment.share_of_time)
            yield Step(f"{name}: {one.measure.title}", part.points, "points", f"{quantity}*{each}")
    if one.measure.most_points is not None:
        arithmetic = f"MIN({plain(one.before_limit)},{plain(one.measure.most_points)})"
        yield Step(f"{one.measure.title}, at most", one.points, "points", arithmetic)


def _quantity_words(quantity: object, years: int, share: object) -> str:
    factors = (quantity, *((years,) if years != 1 else ()), *((share,) if share != 1 else ()))
    return "*".join(plain(Fraction(str(factor))) for factor in factors)
