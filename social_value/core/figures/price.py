"""Figures of price: the price itself, price for each success, whole-life cost, and the price beside the lowest."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.core.discounting import discount_factor, factor_words
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step
from social_value.core.success import reach_of
from social_value.core.terms import Terms
from social_value.model.bid import Bid


@figure(
    "price",
    unit="{currency}",
    words="the stated total, or unit prices x reference demand + fixed sums",
    source="Price schedule of the procurement",
    needs=("price",),
)
def price(bid: Bid, terms: Terms, band: str) -> Figure:
    """Price of the bid at the reference demand."""
    offer = bid.price
    if offer is None:
        return Figure(None, (Step("Price", None, terms.currency, note="the bid states no price"),))
    if offer.total is not None:
        value = Fraction(offer.total)
        return Figure(value, (Step("Price", value, terms.currency, note="stated total"),))
    steps = tuple(_line_steps(bid, terms))
    value = exact_sum(step.value for step in steps if step.value is not None)
    arithmetic = "+".join(plain(step.value) for step in steps if step.value is not None)
    return Figure(value, (*steps, Step("Price", value, terms.currency, arithmetic)))


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
            yield Step(line.title or "Fixed sum", Fraction(line.fixed), terms.currency)
        elif line.unit_price is not None and line.band is not None:
            demand = terms.demand.get(line.band, Fraction(0))
            value = Fraction(line.unit_price) * demand
            yield Step(
                line.title or f"Unit price, {line.band}",
                value,
                terms.currency,
                f"{plain(line.unit_price)}*{plain(demand)}",
            )


@figure(
    "price-per-success",
    unit="{currency} per success",
    words=(
        "price / (sum over bands of demand x success rate); by band: unit prices / success rate, fixed sums left out; "
        "a rate without evidence from its own band counts at the published unevidenced_factor"
    ),
    source="Cost per unit of outcome (Green Book, cost effectiveness) at the procurement's reference demand",
    needs=("price", "success_rate"),
    by="band",
)
def price_per_success(bid: Bid, terms: Terms, band: str) -> Figure:
    """Price for each success expected, over all demand bands or within one."""
    return _per_success_in(bid, terms, band) if band else _per_success_overall(bid, terms)


def _per_success_overall(bid: Bid, terms: Terms) -> Figure:
    paid = price(bid, terms, "")
    unit = f"{terms.currency} per success"
    reached = {band: reach_of(bid, band, terms.procurement) for band in terms.demand}
    successes = exact_sum(demand * reached[band].used for band, demand in terms.demand.items())
    arithmetic = "+".join(f"{plain(demand)}*{reached[band].arithmetic}" for band, demand in terms.demand.items())
    doubts = "; ".join(f"{band}: {one.words}" for band, one in reached.items() if not one.evidenced)
    steps = (*paid.steps, Step("Expected successes", successes, "successes", arithmetic, doubts))
    if paid.value is None or successes == 0:
        note = "the bid states no price" if paid.value is None else "no success is expected"
        return Figure(None, (*steps, Step("Price per success", None, unit, note=note)))
    value = paid.value / successes
    last = Step("Price per success", value, unit, f"{plain(paid.value)}/{plain(successes)}")
    return Figure(value, (*steps, last))


def unit_prices(bid: Bid, band: str) -> tuple[Fraction, ...]:
    """Return the unit prices that a bid states for a demand band."""
    lines = bid.price.lines if bid.price else ()
    return tuple(Fraction(line.unit_price) for line in lines if line.band == band and line.unit_price is not None)


def _per_success_in(bid: Bid, terms: Terms, band: str) -> Figure:
    prices, unit = unit_prices(bid, band), f"{terms.currency} per success"
    reached = reach_of(bid, band, terms.procurement)
    rate, arithmetic = reached.used, reached.arithmetic if reached.counts != 1 else ""
    steps = (
        Step(f"Unit price, {band}", exact_sum(prices), terms.currency, "+".join(map(plain, prices)) or "0"),
        Step(f"Success rate, {band}", rate, "share", arithmetic, "" if reached.evidenced else reached.words),
    )
    if not prices or rate == 0:
        note = "no unit price for this band" if not prices else "no success is expected"
        return Figure(None, (*steps, Step("Price per success", None, unit, note=note)))
    value = exact_sum(prices) / rate
    arithmetic = f"{plain(exact_sum(prices))}/{plain(rate)}"
    return Figure(value, (*steps, Step("Price per success", value, unit, arithmetic, "fixed sums are left out")))


@figure(
    "whole-life-cost",
    unit="{currency}, present value",
    words=(
        "sum of dated costs x discount factor; a residual value counts as less cost, and a capital cost with what is "
        "added for optimism bias"
    ),
    source="HM Treasury, The Green Book (2022), annex 6: the factor of a year is that of the year before / (1 + rate)",
    needs=("whole_life_costs",),
)
def whole_life_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """Present value of every dated cost of the bid, at the discount rates that the procurement names."""
    unit = f"{terms.currency}, present value"
    if not bid.whole_life_costs or terms.rates is None:
        return Figure(None, (Step("Whole-life cost", None, unit, note="the bid states no dated costs"),))
    steps: list[Step] = []
    for cost in bid.whole_life_costs:
        amount = terms.due(cost)
        try:
            factor = discount_factor(terms.rates, cost.year)
        except LookupError as problem:
            return Figure(None, (*steps, Step("Whole-life cost", None, unit, note=str(problem))))
        stated = plain(-cost.amount if cost.kind == "residual" else cost.amount)
        uplift = f"*(1+{plain(terms.uplift)})" if cost.kind == "acquisition" and terms.uplift else ""
        note = "with what is added for optimism bias" if uplift else ""
        arithmetic = f"{stated}{uplift}*({factor_words(terms.rates, cost.year)})"
        steps.append(Step(f"{cost.title}, year {cost.year}", amount * factor, unit, arithmetic, note))
    value = exact_sum(step.value for step in steps if step.value is not None)
    arithmetic = "+".join(plain(step.value) for step in steps if step.value is not None)
    return Figure(value, (*steps, Step("Whole-life cost", value, unit, arithmetic)))


@figure(
    "percent-above-lowest",
    unit="%",
    words="100 x (price - lowest price of the pool) / lowest price of the pool",
    source="NHS Buying Catalogue, competitions",
    needs=("price",),
    relative_to_lowest="price",
)
def percent_above_lowest(bid: Bid, terms: Terms, band: str) -> Figure:
    """By how many percent the price is above the lowest price of the pool."""
    return price(bid, terms, band)
