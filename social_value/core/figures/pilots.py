"""Pilots: whether trying something new stays within the published share of the price, and says how it ends."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.figures.registry import FigureName, work_out
from social_value.core.terms import Terms
from social_value.model.bid import Bid

NO_MARKING_DOWN = "Do not mark it down for being new."


def pilot_share(bid: Bid, terms: Terms) -> Fraction | None:
    """Return the share of a bid's price that its pilot takes; None without a pilot or a price above zero."""
    price = work_out(FigureName("price"), bid, terms).value
    return Fraction(bid.pilot.budget) / price if bid.pilot is not None and price else None


def within_cap(bid: Bid, terms: Terms) -> bool:
    """Tell whether a bid's pilot takes no more of its price than the procurement publishes."""
    share, limit = pilot_share(bid, terms), terms.procurement.pilot
    return limit is not None and share is not None and share <= limit.cap_share


def not_marked_down(bid: Bid, terms: Terms) -> bool:
    """Tell whether evaluators are asked not to mark a pilot down: it is complete and within the cap."""
    return bid.pilot is not None and not bid.pilot.missing and within_cap(bid, terms)
