"""Figures of how a bid works: what the price pays for, how far it can grow, its channels, and time it says it saves.

The arithmetic is written once over quantities, so that the section Efficiency and its workbook sheet follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import exact_sum, plain
from social_value.core.expressions import Expression, Quantity, number, smaller_of, when_equal
from social_value.core.figures import Figure, Step, Terms, figure
from social_value.core.price_figures import price
from social_value.model.bid import Bid
from social_value.model.efficiency import Automation, CostKind, CostLine
from social_value.model.procurement import Procurement

_SCHEDULE = "Cost breakdown of the bid, which adds up to its price at the reference demand"
FRONT_LINE: CostKind = "front-line"
REINVENTION: CostKind = "bespoke-build"
FRONT_LINE_SHARE, REINVENTION_COST = "front-line-share", "reinvention-cost"
SURGE_MULTIPLE, UNMET_DEMAND = "surge-multiple", "unmet-demand"
OTHER_CHANNELS, DIGITAL_STRESS = "non-digital-channels", "digital-stress-cost"
TIME_REINVESTED = "time-reinvested"


# What the price pays for


def percent_of(part: Quantity, whole: Quantity) -> Quantity:
    """Return a part in percent of a whole.

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
    needs=("cost_lines",),
)
def front_line_share(bid: Bid, terms: Terms, band: str) -> Figure:
    """Share of the price that pays for front-line work."""
    spent, paid = _spent(bid, terms, FRONT_LINE), price(bid, terms, "")
    steps = (*spent.steps, *paid.steps)
    if spent.value is None or not paid.value:
        note = "there is no price to take it of" if spent.value is not None else "the bid states no cost lines"
        return Figure(None, (*steps, Step("Front-line share", None, "%", note=note)))
    value = percent_of(spent.value, paid.value)
    return Figure(value, (*steps, Step("Front-line share", value, "%", _words(percent_of, spent.value, paid.value))))


@figure(
    REINVENTION_COST,
    unit="{currency}",
    words="sum of the cost lines of the kind bespoke-build",
    source=_SCHEDULE,
    needs=("cost_lines",),
)
def reinvention_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """What the price pays for building again what could be shared."""
    return _spent(bid, terms, REINVENTION)


def _spent(bid: Bid, terms: Terms, kind: CostKind) -> Figure:
    label = kind.replace("-", " ").capitalize()
    if not bid.cost_lines:
        return Figure(None, (Step(label, None, terms.currency, note="the bid states no cost lines"),))
    lines = lines_of(bid, kind)
    steps = tuple(Step(line.title, Fraction(line.amount), terms.currency) for line in lines)
    value = exact_sum(Fraction(line.amount) for line in lines)
    arithmetic = "+".join(plain(line.amount) for line in lines) or "0"
    return Figure(value, (*steps, Step(f"{label}, together", value, terms.currency, arithmetic)))


# How far the service can grow


def unmet_percent(capacity: Quantity, scenario: Quantity) -> Quantity:
    """Return the percentage of a scenario's demand beyond what can be met; both are multiples of the reference demand.

    >>> unmet_percent(Fraction(13, 10), Fraction(3)), unmet_percent(Fraction(5), Fraction(3))
    (Fraction(170, 3), Fraction(0, 1))
    """
    return 100 * (1 - smaller_of(capacity, scenario) / scenario)


@figure(
    SURGE_MULTIPLE,
    unit="multiple of the reference demand",
    words="the multiple of the reference demand that the bid can meet",
    source="Capacity schedule of the bid",
    needs=("capacity",),
)
def surge_multiple(bid: Bid, terms: Terms, band: str) -> Figure:
    """How far the service can grow, in multiples of the reference demand."""
    if bid.capacity is None:
        return Figure(None, (Step("Surge multiple", None, "", note="the bid states no capacity"),))
    value, days = Fraction(bid.capacity.surge_multiple), bid.capacity.days_to_surge
    return Figure(value, (Step("Surge multiple", value, "x the reference demand", note=f"reached in {days} days"),))


@figure(
    UNMET_DEMAND,
    unit="%",
    words="100 x (1 - the smaller of surge multiple and scenario / scenario)",
    source="Scenarios of demand that the procurement publishes, and the capacity schedule of the bid",
    needs=("capacity",),
    by="scenario",
)
def unmet_demand(bid: Bid, terms: Terms, band: str) -> Figure:
    """Percentage of a scenario's demand that the bid cannot meet."""
    capacity = surge_multiple(bid, terms, "")
    demand = terms.procurement.demand
    scenario = Fraction(demand.scenarios[band]) if demand else Fraction(1)
    label, steps = f"Unmet demand, {band}", (*capacity.steps, Step(f"Scenario {band}", scenario, "x the demand"))
    if capacity.value is None:
        return Figure(None, (*steps, Step(label, None, "%", note="the bid states no capacity")))
    value = unmet_percent(capacity.value, scenario)
    return Figure(value, (*steps, Step(label, value, "%", _words(unmet_percent, capacity.value, scenario))))


# Channels


@dataclass(frozen=True, slots=True)
class TakeUp:
    """A bid's channels, digital and others: the share of contacts of each kind, and what a contact costs on average.

    ``costs`` are shares times unit costs, added up.
    """

    digital: Fraction
    others: Fraction
    digital_costs: Fraction
    other_costs: Fraction


def take_up_of(bid: Bid) -> TakeUp:
    """Return what a bid's channels add up to."""
    shares = [(one.digital, Fraction(one.share), Fraction(one.unit_cost)) for one in bid.channels]
    parts = [
        exact_sum(share * cost if by_cost else share for digital, share, cost in shares if digital is wanted)
        for by_cost in (False, True)
        for wanted in (True, False)
    ]
    return TakeUp(*parts)


def share_that_moves(digital: Quantity, points: Quantity) -> Quantity:
    """Return the share of contacts that turns from digital channels to others: never more than is digital.

    >>> share_that_moves(Fraction(4, 5), Fraction(20)), share_that_moves(Fraction(1, 10), Fraction(20))
    (Fraction(1, 5), Fraction(1, 10))
    """
    return smaller_of(digital, points / 100)


def average_cost(costs: Quantity, share: Quantity) -> Quantity:
    """Return what a contact costs on average: 0 where there is none.

    >>> average_cost(Fraction(8, 5), Fraction(4, 5)), average_cost(Fraction(0), Fraction(0))
    (Fraction(2, 1), Fraction(0, 1))
    """
    return when_equal(share, 0, 0, lambda: costs / share)


def added_cost(contacts: Quantity, moves: Quantity, digital_cost: Quantity, other_cost: Quantity) -> Quantity:
    """Return what it adds to the price when a share of contacts turns from digital channels to the others.

    >>> added_cost(Fraction(10000), Fraction(1, 5), Fraction(2), Fraction(12))
    Fraction(20000, 1)
    """
    return contacts * moves * (other_cost - digital_cost)


@figure(
    OTHER_CHANNELS,
    unit="channels",
    words="number of channels that are not digital and have a share above 0",
    source="Channels of the bid",
    needs=("channels",),
)
def non_digital_channels(bid: Bid, terms: Terms, band: str) -> Figure:
    """How many ways there are for people who are not online."""
    if not bid.channels:
        return Figure(None, (Step("Channels that are not digital", None, "", note="the bid states no channels"),))
    others = [one for one in bid.channels if not one.digital and one.share > 0]
    note = ", ".join(one.channel for one in others) or "every channel with a share is digital"
    value = Fraction(len(others))
    return Figure(value, (Step("Channels that are not digital", value, "channels", note=note),))


@figure(
    DIGITAL_STRESS,
    unit="{currency}",
    words="contacts x share that moves x (average cost of a contact through other channels - through digital ones); "
    "the share that moves is digital_stress_points / 100, and at most what is digital; it is spread over the channels "
    "of each kind in proportion to their shares",
    source="Channels of the bid, at the reference demand and the stress that the procurement publishes",
    needs=("channels",),
)
def digital_stress_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """What is added to the price where fewer people use the digital channels than the bid expects."""
    demand, label = terms.procurement.demand, "Added cost"
    points = demand.digital_stress_points if demand else None
    channels = take_up_of(bid)
    if not bid.channels or points is None or (channels.digital and not channels.others):
        note = "the bid states no channels" if not bid.channels else "there is no other channel to turn to"
        return Figure(None, (Step(label, None, terms.currency, note=note),))
    contacts, exact = exact_sum(terms.demand.values()), Fraction(points)
    moves = share_that_moves(channels.digital, exact)
    cheap, dear = (
        average_cost(channels.digital_costs, channels.digital),
        average_cost(channels.other_costs, channels.others),
    )
    value = added_cost(contacts, moves, cheap, dear)
    steps = (
        Step("Share that moves", moves, "share", _words(share_that_moves, channels.digital, exact)),
        Step("Cost of a digital contact", cheap, terms.currency),
        Step("Cost of another contact", dear, terms.currency),
        Step(label, value, terms.currency, _words(added_cost, contacts, moves, cheap, dear)),
    )
    return Figure(value, steps)


# Time that is said to be saved


@dataclass(frozen=True, slots=True)
class Released:
    """A claim of time saved: what it releases, the share of it that counts, and why."""

    claim: Automation
    counts: Fraction
    reason: str
    unproven: bool

    @property
    def released(self) -> Fraction:
        """What the hours that are saved cost."""
        claim = self.claim
        return released(Fraction(claim.hours_before), Fraction(claim.hours_after), Fraction(claim.hourly_cost))

    @property
    def counted(self) -> Fraction:
        """What of it counts."""
        return self.released * self.counts


def released(before: Quantity, after: Quantity, hourly_cost: Quantity) -> Quantity:
    """Return what the hours that are saved cost.

    >>> released(Fraction(3000), Fraction(1000), Fraction(25))
    Fraction(50000, 1)
    """
    return (before - after) * hourly_cost


def unproven(claim: Automation) -> bool:
    """Tell whether a claim rests on AI that reads unstructured data and is proven nowhere."""
    return claim.technique == "unstructured-ai" and claim.proven_at is None


def released_by(bid: Bid, procurement: Procurement) -> tuple[Released, ...]:
    """Return every claim of time saved, with what of it counts.

    A saving counts only where it goes into a front-line cost line of the bid: any other is already in the price, or
    is nobody's gain.
    """
    front = {line.id for line in lines_of(bid, FRONT_LINE)}
    factor = procurement.efficiency.maturity_factor if procurement.efficiency else None
    return tuple(_released(claim, front, None if factor is None else Fraction(factor)) for claim in bid.automation)


def _released(claim: Automation, front: set[str], factor: Fraction | None) -> Released:
    weak = unproven(claim)
    if claim.reinvested_in is None:
        return Released(claim, Fraction(0), "no front-line cost line is named that it goes into", weak)
    if claim.reinvested_in not in front:
        return Released(claim, Fraction(0), f"{claim.reinvested_in} is no front-line cost line", weak)
    if not weak:
        return Released(claim, Fraction(1), f"goes into {claim.reinvested_in}", weak)
    if factor is None:
        return Released(claim, Fraction(0), "proven nowhere, and no maturity factor is published", weak)
    return Released(claim, factor, f"proven nowhere, so the maturity factor {plain(factor)} is taken", weak)


@figure(
    TIME_REINVESTED,
    unit="{currency}",
    words="sum over claims of (hours before - hours after) x hourly cost, where they go into a front-line cost line, x "
    "maturity factor where unstructured AI is proven nowhere",
    source="Claims of the bid, counted as the procurement publishes",
    needs=(),
)
def time_reinvested(bid: Bid, terms: Terms, band: str) -> Figure:
    """What time saved by automation puts into front-line work."""
    claims = released_by(bid, terms.procurement)
    steps = [step for one in claims for step in _claim_steps(one, terms.currency)]
    value = exact_sum(one.counted for one in claims)
    arithmetic = "+".join(plain(one.counted) for one in claims) or "0"
    return Figure(value, (*steps, Step("Time reinvested", value, terms.currency, arithmetic)))


def _claim_steps(one: Released, currency: str) -> Iterable[Step]:
    claim = one.claim
    hours = (Fraction(claim.hours_before), Fraction(claim.hours_after), Fraction(claim.hourly_cost))
    yield Step(f"{claim.process}: released", one.released, currency, _words(released, *hours))
    counted = f"{plain(one.released)}*{plain(one.counts)}"
    yield Step(f"{claim.process}: counted", one.counted, currency, counted, one.reason)


def _words(work: Callable[..., Expression], *values: Fraction) -> str:
    """Return the arithmetic of a function over quantities, as text."""
    return work(*map(number, values)).text
