"""Figures of channels: how many are not digital, and what it costs where fewer people use the digital ones.

The arithmetic is written once over quantities, so that the section Efficiency and its workbook sheet follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.codes.method import DEMAND_MISSING
from social_value.core.expressions import Quantity, smaller_of, when_equal
from social_value.core.figures.bid_parts import CHANNELS
from social_value.core.figures.registry import figure
from social_value.core.figures.requirements import Requirement
from social_value.core.steps import Figure, figure_from, given_step, no_figure, worked_step
from social_value.core.terms import Terms
from social_value.model.bid import Bid

OTHER_CHANNELS, DIGITAL_STRESS = "non-digital-channels", "digital-stress-cost"


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
    shares = [(channel.digital, Fraction(channel.share), Fraction(channel.unit_cost)) for channel in bid.channels]
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
    needs=(CHANNELS,),
)
def non_digital_channels(bid: Bid, terms: Terms, band: str) -> Figure:
    """How many ways there are for people who are not online."""
    if not bid.channels:
        return no_figure("Channels that are not digital", "", "the bid states no channels")
    others = [channel.channel for channel in bid.channels if not channel.digital and channel.share > 0]
    note = ", ".join(others) or "every channel with a share is digital"
    return figure_from(given_step("Channels that are not digital", len(others), "channels", note))


STRESS = Requirement(
    lambda inputs: (
        inputs.procurement.demand is not None and inputs.procurement.demand.digital_stress_points is not None
    ),
    DEMAND_MISSING,
    "{figure} needs the demand, and by how many points take-up is taken to be lower.",
    "Add `digital_stress_points:` to `demand:`.",
)


@figure(
    DIGITAL_STRESS,
    unit="{currency}",
    words="contacts x share that moves x (average cost of a contact through other channels - through digital ones); "
    "the share that moves is digital_stress_points / 100, and at most what is digital; it is spread over the channels "
    "of each kind in proportion to their shares",
    source="Channels of the bid, at the reference demand and the stress that the procurement publishes",
    needs=(CHANNELS,),
    requires=(STRESS,),
)
def digital_stress_cost(bid: Bid, terms: Terms, band: str) -> Figure:
    """What is added to the price where fewer people use the digital channels than the bid expects."""
    demand, label = terms.procurement.demand, "Added cost"
    points = demand.digital_stress_points if demand else None
    channels = take_up_of(bid)
    if not bid.channels or points is None or (channels.digital and not channels.others):
        note = "the bid states no channels" if not bid.channels else "there is no other channel to turn to"
        return no_figure(label, terms.currency, note)
    contacts, unit = exact_sum(terms.demand.values()), terms.currency
    moves = worked_step("Share that moves", share_that_moves, channels.digital, points, unit="share")
    cheap = given_step("Cost of a digital contact", average_cost(channels.digital_costs, channels.digital), unit)
    dear = given_step("Cost of another contact", average_cost(channels.other_costs, channels.others), unit)
    added = worked_step(label, added_cost, contacts, moves, cheap, dear, unit=unit)
    return figure_from(moves, cheap, dear, added)
