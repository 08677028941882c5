"""Figures of price: the price itself, price for each success, whole-life cost, and the price beside the lowest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from social_value.codes.method import DEMAND_MISSING
from social_value.core.discounting import factor_of, growth_until
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import PRICE, SUCCESS_RATE, WHOLE_LIFE_COSTS
from social_value.core.figures.named_parts import BAND
from social_value.core.figures.rates_required import RATES
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.series import product_of, sum_of_products
from social_value.core.steps import (
    Figure,
    Step,
    figure_from,
    given_step,
    no_figure,
    sum_step,
    worked,
    worked_step,
)
from social_value.core.success import reach_of
from social_value.core.terms import Terms
from social_value.model.bid import Bid, WholeLifeCost


@figure(
    "price",
    unit="{currency}",
    words="the stated total, or unit prices x reference demand + fixed sums",
    source="Price schedule of the procurement",
    needs=(PRICE,),
)
def price(bid: Bid, terms: Terms, band: str) -> Figure:
    """Price of the bid at the reference demand."""
    offer = bid.price
    if offer is None:
        return no_figure("Price", terms.currency, "the bid states no price")
    if offer.total is not None:
        return figure_from(given_step("Price", offer.total, terms.currency, "stated total"))
    lines = tuple(_line_steps(bid, terms))
    return figure_from(*lines, sum_step("Price", lines, terms.currency))


def line_amount(unit_price: Quantity, demand: Quantity) -> Quantity:
    """Return what a line of unit prices comes to.

    >>> line_amount(Fraction(6), Fraction(50))
    Fraction(300, 1)
    """
    return unit_price * demand


def reference_demand(terms: Terms) -> Step:
    """Return the reference demand of all bands together, for a figure that is taken for each unit of it."""
    return sum_step("Reference demand", demand_steps(terms))


def demand_steps(terms: Terms) -> tuple[Step, ...]:
    """Return the reference demand of each band; a workbook knows a step by these as the cell that holds it."""
    return tuple(given_step(f"Demand, {band}", quantity) for band, quantity in terms.demand.items())


def repriced(bid: Bid, to: Fraction, terms: Terms) -> Bid:
    """Return the bid at another price, every line of it and everything that it pays for in the same proportion.

    The price is exact and need not be one that a file could state. Raises LookupError where the bid states none, or
    one of 0.
    """
    before, offer = price(bid, terms, "").value, bid.price
    if offer is None or not before:
        raise LookupError("there is no price that could be another")
    factor = to / before
    lines = tuple(
        line.model_copy(update=_times(factor, unit_price=line.unit_price, fixed=line.fixed)) for line in offer.lines
    )
    costs = tuple(line.model_copy(update=_times(factor, amount=line.amount)) for line in bid.cost_lines)
    changed = offer.model_copy(update={"lines": lines, **_times(factor, total=offer.total)})
    return bid.model_copy(update={"price": changed, "cost_lines": costs})


def _times(factor: Fraction, **amounts: Decimal | None) -> dict[str, Fraction]:
    return {key: Fraction(amount) * factor for key, amount in amounts.items() if amount is not None}


def _line_steps(bid: Bid, terms: Terms) -> Iterable[Step]:
    for line in bid.price.lines if bid.price else ():
        if line.fixed is not None:
            yield given_step(line.title or "Fixed sum", line.fixed, terms.currency)
        elif line.unit_price is not None and line.band is not None:
            demand = terms.demand.get(line.band, Fraction(0))
            label = line.title or f"Unit price, {line.band}"
            yield worked_step(label, line_amount, line.unit_price, demand, unit=terms.currency)


def price_for_each(price: Quantity, number_of: Quantity) -> Quantity:
    """Return the price for each of what it buys, such as each success.

    >>> price_for_each(Fraction(1200), Fraction(80))
    Fraction(15, 1)
    """
    return price / number_of


DEMAND = Requirement(
    lambda inputs: inputs.procurement.demand is not None and bool(inputs.procurement.demand.reference),
    DEMAND_MISSING,
    "{figure} needs the demand it is taken over.",
    "Add `demand:` with `reference:` quantities.",
)


@figure(
    "price-per-success",
    unit="{currency} per success",
    words=(
        "price / (sum over bands of demand x success rate); by band: unit prices / success rate, fixed sums left out; "
        "a rate without evidence from its own band counts at the published unevidenced_factor"
    ),
    source="Cost per unit of outcome (Green Book, cost effectiveness) at the procurement's reference demand",
    needs=(PRICE, SUCCESS_RATE),
    requires=(DEMAND,),
    by=BAND,
)
def price_per_success(bid: Bid, terms: Terms, band: str) -> Figure:
    """Price for each success expected, over all demand bands or within one."""
    return _per_success_in(bid, terms, band) if band else _per_success_overall(bid, terms)


def _per_success_overall(bid: Bid, terms: Terms) -> Figure:
    paid, unit = price(bid, terms, ""), f"{terms.currency} per success"
    reached = {band: reach_of(bid, band, terms.procurement) for band in terms.demand}
    rows = [(demand, *reached[band].factors) for band, demand in terms.demand.items()]
    doubts = "; ".join(f"{band}: {reach.words}" for band, reach in reached.items() if not reach.evidenced)
    successes = worked_step("Expected successes", sum_of_products, rows, unit="successes", note=doubts)
    if paid.value is None or successes.value == 0:
        note = "the bid states no price" if paid.value is None else "no success is expected"
        return no_figure("Price per success", unit, note, *paid.steps, successes)
    return figure_from(
        *paid.steps, successes, worked_step("Price per success", price_for_each, paid, successes, unit=unit)
    )


def unit_prices(bid: Bid, band: str) -> tuple[Fraction, ...]:
    """Return the unit prices that a bid states for a demand band."""
    lines = bid.price.lines if bid.price else ()
    return tuple(Fraction(line.unit_price) for line in lines if line.band == band and line.unit_price is not None)


def _per_success_in(bid: Bid, terms: Terms, band: str) -> Figure:
    prices, unit = unit_prices(bid, band), f"{terms.currency} per success"
    steps = sum_step(f"Unit price, {band}", prices, terms.currency), _rate_step(bid, terms, band)
    if not prices or steps[-1].value == 0:
        note = "no unit price for this band" if not prices else "no success is expected"
        return no_figure("Price per success", unit, note, *steps)
    each = worked_step("Price per success", price_for_each, *steps, unit=unit, note="fixed sums are left out")
    return figure_from(*steps, each)


def _rate_step(bid: Bid, terms: Terms, band: str) -> Step:
    reach = reach_of(bid, band, terms.procurement)
    label, note = f"Success rate, {band}", "" if reach.evidenced else reach.words
    if len(reach.factors) == 1:
        return given_step(label, reach.used, "share", note)
    return worked_step(label, product_of, reach.factors, unit="share", note=note)


@figure(
    "whole-life-cost",
    unit="{currency}, present value",
    words=(
        "sum of dated costs x discount factor; a residual value counts as less cost, and a capital cost with what is "
        "added for optimism bias"
    ),
    source="HM Treasury, The Green Book (2022), annex 6: the factor of a year is that of the year before / (1 + rate)",
    needs=(WHOLE_LIFE_COSTS,),
    requires=RATES,
)
def whole_life_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """Present value of every dated cost of the bid, at the discount rates that the procurement names."""
    unit = f"{terms.currency}, present value"
    if not bid.whole_life_costs or terms.rates is None:
        return no_figure("Whole-life cost", unit, "the bid states no dated costs")
    steps: list[Step] = []
    for cost in bid.whole_life_costs:
        try:
            steps.append(_cost_step(cost, terms, unit))
        except LookupError as problem:
            return no_figure("Whole-life cost", unit, str(problem), *steps)
    return figure_from(*steps, sum_step("Whole-life cost", steps, unit))


def _cost_step(cost: WholeLifeCost, terms: Terms, unit: str) -> Step:
    note = "with what is added for optimism bias" if is_uplifted(cost, terms) else ""
    if terms.rates is None:
        raise TypeError("a dated cost without discount rates")
    factor = worked(factor_of, *growth_until(terms.rates, cost.year))
    operands = (cost.amount, factor, *((terms.uplift,) if note else ()))
    return worked_step(f"{cost.title}, year {cost.year}", present_value(cost), *operands, unit=unit, note=note)


def is_uplifted(cost: WholeLifeCost, terms: Terms) -> bool:
    """Tell whether something is added to a dated cost for optimism bias."""
    return cost.kind == "acquisition" and terms.uplift != 0


def present_value(cost: WholeLifeCost) -> Callable[..., Any]:
    """Return the function over quantities that gives the present value of a kind of cost.

    It takes the amount, the discount factor of its year, and where something is added for optimism bias its share.
    """
    return _value_kept if cost.kind == "residual" else _cost_due


def _cost_due(amount: Quantity, factor: Quantity, uplift: Quantity | None = None) -> Quantity:
    return amount * factor if uplift is None else amount * (1 + uplift) * factor


def _value_kept(amount: Quantity, factor: Quantity) -> Quantity:
    """A residual value is still there at the end, and counts as less cost."""
    return -(amount * factor)


@figure(
    "percent-above-lowest",
    unit="%",
    words="100 x (price - lowest price of the pool) / lowest price of the pool",
    source="NHS Buying Catalogue, competitions",
    needs=(PRICE,),
    relative_to_lowest="price",
)
def percent_above_lowest(bid: Bid, terms: Terms, band: str) -> Figure:
    """By how many percent the price is above the lowest price of the pool."""
    return price(bid, terms, band)
