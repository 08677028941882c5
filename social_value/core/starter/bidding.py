"""The two invented bids: what they ask, what they declare, and the levels that one evaluator gave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from social_value.core.starter.choice import Chosen
from social_value.core.starter.invented_contract import Setting
from social_value.model.base import Pillar
from social_value.model.framework import FrameworkGate, FrameworkPillar
from social_value.model.scale import Level, ScoringScale


@dataclass(frozen=True, slots=True)
class InventedBid:
    """One of the two bids."""

    id: str
    supplier: str
    sector: str
    price_share: Decimal
    carbon: Decimal
    says: str


BIDS = (
    InventedBid(
        "bidder-one", "Invented Community Partnership", "vcse", Decimal("0.85"), Decimal(30), "with dates and owners"
    ),
    InventedBid("bidder-two", "Invented Services Ltd", "private", Decimal("0.8"), Decimal(40), "in outline"),
)
ZERO_SHARE, FULL_SHARE, EASY_SHARE = Decimal("1.2"), Decimal("0.7"), Decimal("0.85")
"""Shares of the estimated value at which a price earns nothing, everything, and everything where much is asked."""
MOST_ASKED = Decimal(70)
"""Marks of the dearer price, and so the highest minimum that it reaches without the easy share."""
ZERO_CARBON, FULL_CARBON, EASY_CARBON = Decimal(100), Decimal(20), Decimal(40)
CARBON_MEASURE = "contract-emissions-first-year"


def marks_asked(chosen: Chosen, pillars: Mapping[Pillar, FrameworkPillar]) -> Decimal:
    """Return the marks below which a bid would not be awardable, by the criterion's minimum or its pillar's floor."""
    asked, minimum = pillars.get(chosen.offered.pillar), chosen.offered.minimum
    floor = asked.floor if asked is not None and asked.floor is not None else Decimal(0)
    return max(floor, minimum.marks if minimum is not None and minimum.marks is not None else Decimal(0))


def price_of(bid: InventedBid, setting: Setting, gates: tuple[FrameworkGate, ...]) -> Decimal:
    """Return the price of a bid, in whole pounds, within every gate on the price."""
    price = (setting.value * bid.price_share).quantize(Decimal(1))
    for gate in gates:
        if gate.of == "price":
            price = max(price, gate.at_least or Decimal(0))
            price = min(price, price if gate.at_most is None else gate.at_most)
    return price


def level_of(
    chosen: Chosen, number: int, bid: int, scale: ScoringScale, pillars: Mapping[Pillar, FrameworkPillar]
) -> Level:
    """Return the level that a bid got: the best, or the one below it where that is still good enough.

    The bids take turns, so that neither is better at everything.
    """
    steps = sorted(scale.levels, key=lambda step: step.level)
    best, second = steps[-1], steps[-2]
    minimum = chosen.offered.minimum
    level = minimum.level if minimum is not None and minimum.level is not None else second.level
    enough = second.marks >= max(marks_asked(chosen, pillars), Decimal(50)) and second.level >= level
    return second if enough and number % 2 == (bid + 1) % 2 else best
