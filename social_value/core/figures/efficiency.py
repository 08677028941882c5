"""Figures of how a bid works: what the price pays for, and how far the service can grow.

The arithmetic is written once over quantities, so that the section Efficiency and its workbook sheet follow it.
"""

from __future__ import annotations

from social_value.core.expressions import Quantity, smaller_of
from social_value.core.figures.bid_parts import CAPACITY, COST_LINES, PRICE
from social_value.core.figures.named_parts import SCENARIO
from social_value.core.figures.price import price
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, figure_from, given_step, no_figure, sum_step, worked_step
from social_value.core.terms import Terms
from social_value.model.bid import Bid
from social_value.model.efficiency import CostKind, CostLine

_SCHEDULE = "Cost breakdown of the bid, which adds up to its price at the reference demand"
FRONT_LINE: CostKind = "front-line"
REINVENTION: CostKind = "bespoke-build"
FRONT_LINE_SHARE, REINVENTION_COST = "front-line-share", "reinvention-cost"
SURGE_MULTIPLE, UNMET_DEMAND = "surge-multiple", "unmet-demand"


# What the price pays for


def percent_of(part: Quantity, whole: Quantity) -> Quantity:
    """Return a part in percent of a whole.

    >>> from fractions import Fraction
    >>> percent_of(Fraction(52), Fraction(104))
    Fraction(50, 1)
    """
    return 100 * part / whole


def lines_of(bid: Bid, kind: CostKind) -> tuple[CostLine, ...]:
    """Return the cost lines of a kind."""
    return tuple(line for line in bid.cost_lines if line.kind == kind)


@figure(
    FRONT_LINE_SHARE,
    unit="%",
    words="100 x cost lines of the kind front-line / price at the reference demand",
    source=_SCHEDULE,
    needs=(COST_LINES,),
    uses=(PRICE,),
)
def front_line_share(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the price that pays for front-line work."""
    spent, paid = _spent(bid, terms, FRONT_LINE), price(bid, terms, "")
    steps = (*spent.steps, *paid.steps)
    if spent.value is None or not paid.value:
        note = "there is no price to take it of" if spent.value is not None else "the bid states no cost lines"
        return no_figure("Front-line share", "%", note, *steps)
    return figure_from(*steps, worked_step("Front-line share", percent_of, spent, paid, unit="%"))


@figure(
    REINVENTION_COST,
    unit="{currency}",
    words="sum of the cost lines of the kind bespoke-build",
    source=_SCHEDULE,
    needs=(COST_LINES,),
    uses=(PRICE,),
)
def reinvention_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """What the price pays for building again what could be shared."""
    return _spent(bid, terms, REINVENTION)


def _spent(bid: Bid, terms: Terms, kind: CostKind) -> Figure:
    label = kind.replace("-", " ").capitalize()
    if not bid.cost_lines:
        return no_figure(label, terms.currency, "the bid states no cost lines")
    steps = tuple(given_step(line.title, line.amount, terms.currency) for line in lines_of(bid, kind))
    return figure_from(*steps, sum_step(f"{label}, together", steps, terms.currency))


# How far the service can grow


def unmet_percent(capacity: Quantity, scenario: Quantity) -> Quantity:
    """Return the percentage of a scenario's demand beyond what can be met; both are multiples of the reference demand.

    >>> from fractions import Fraction
    >>> unmet_percent(Fraction(13, 10), Fraction(3)), unmet_percent(Fraction(5), Fraction(3))
    (Fraction(170, 3), Fraction(0, 1))
    """
    return 100 * (1 - smaller_of(capacity, scenario) / scenario)


@figure(
    SURGE_MULTIPLE,
    unit="multiple of the reference demand",
    words="the multiple of the reference demand that the bid can meet",
    source="Capacity schedule of the bid",
    needs=(CAPACITY,),
)
def surge_multiple(bid: Bid, terms: Terms, band: str) -> Figure:
    """How far the service can grow, in multiples of the reference demand."""
    if bid.capacity is None:
        return no_figure("Surge multiple", "", "the bid states no capacity")
    note = f"reached in {bid.capacity.days_to_surge} days"
    return figure_from(given_step("Surge multiple", bid.capacity.surge_multiple, "x the reference demand", note))


@figure(
    UNMET_DEMAND,
    unit="%",
    words="100 x (1 - the smaller of surge multiple and scenario / scenario)",
    source="Scenarios of demand that the procurement publishes, and the capacity schedule of the bid",
    needs=(CAPACITY,),
    by=SCENARIO,
)
def unmet_demand(bid: Bid, terms: Terms, band: str) -> Figure:
    """Percentage of a scenario's demand that the bid cannot meet."""
    capacity = surge_multiple(bid, terms, "")
    demand = terms.procurement.demand
    scenario = given_step(f"Scenario {band}", demand.scenarios[band] if demand else 1, "x the demand")
    label, steps = f"Unmet demand, {band}", (*capacity.steps, scenario)
    if capacity.value is None:
        return no_figure(label, "%", "the bid states no capacity", *steps)
    return figure_from(*steps, worked_step(label, unmet_percent, capacity, scenario, unit="%"))
