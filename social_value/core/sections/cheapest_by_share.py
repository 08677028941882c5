"""Which bid is cheapest per success as the share of a demand band moves, solved exactly.

All other bands keep their proportions and the whole demand stays as it is, so fixed sums spread over as many units as
before. The price of a unit of demand and the reach are then straight lines over the share, and a price per success is
the one over the other. Two bids cost the same where a quadratic equation is 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from social_value.core.expressions import Quantity, square_root

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Mixed(Generic[Quantity]):
    """Price of a unit of demand and reach of a bid: where none of the demand is of the band, and where all of it is."""

    price_none: Quantity
    price_all: Quantity
    reach_none: Quantity
    reach_all: Quantity

    def per_success(self, share: Quantity) -> Quantity:
        """Return the price per success at a share of the band, 0 to 1."""
        price = self.price_none + (self.price_all - self.price_none) * share
        return price / (self.reach_none + (self.reach_all - self.reach_none) * share)


def equation(first: Mixed[Quantity], second: Mixed[Quantity]) -> tuple[Quantity, Quantity, Quantity]:
    """Return a, b and c of a s^2 + b s + c, which is below 0 at each share s at which the second bid is cheaper.

    >>> both = Mixed(Fraction(1), Fraction(3), Fraction(1), Fraction(1)), Mixed(*[Fraction(2)] * 2, *[Fraction(1)] * 2)
    >>> equation(*both)
    (Fraction(0, 1), Fraction(-2, 1), Fraction(1, 1))
    """
    slope_1, slope_2 = first.price_all - first.price_none, second.price_all - second.price_none
    bend_1, bend_2 = first.reach_all - first.reach_none, second.reach_all - second.reach_none
    return (
        slope_2 * bend_1 - slope_1 * bend_2,
        second.price_none * bend_1
        + slope_2 * first.reach_none
        - first.price_none * bend_2
        - slope_1 * second.reach_none,
        second.price_none * first.reach_none - first.price_none * second.reach_none,
    )


def line_root(b: Quantity, c: Quantity) -> Quantity:
    """Return where b s + c is 0."""
    return 0 - c / b


def upper_root(a: Quantity, b: Quantity, c: Quantity) -> Quantity:
    """Return where a s^2 + b s + c is 0, with the square root added."""
    return (square_root(b * b - 4 * a * c) - b) / (2 * a)


def lower_root(a: Quantity, b: Quantity, c: Quantity) -> Quantity:
    """Return where a s^2 + b s + c is 0, with the square root taken off."""
    return (0 - square_root(b * b - 4 * a * c) - b) / (2 * a)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bid that is cheapest per success from a share of the band on, until the next one."""

    bid_id: str
    from_share: Fraction


def roots_of(first: Mixed[Fraction], second: Mixed[Fraction]) -> tuple[Fraction, ...]:
    """Return the shares at which two bids cost the same, lowest first; nothing where they always do or never do."""
    a, b, c = equation(first, second)
    if a == 0:
        return (line_root(b, c),) if b else ()
    try:
        return tuple(sorted({lower_root(a, b, c), upper_root(a, b, c)}))
    except ZeroDivisionError:
        return ()


def cheapest_by_share(bids: Mapping[str, Mixed[Fraction]]) -> tuple[Stretch, ...]:
    """Return which bid is cheapest over the shares from 0 to 1, in stretches.

    Every bid has to reach somebody at every share. Of bids that cost the same over a stretch, the first stands for all.
    """
    if not bids:
        return ()
    first_of: dict[Mixed[Fraction], str] = {}
    for bid, offer in bids.items():
        first_of.setdefault(offer, bid)
    bids = {bid: offer for offer, bid in first_of.items()}
    here = Fraction(0)
    prices = {bid: offer.per_success(here) for bid, offer in bids.items()}
    lowest = min(prices.values())
    tied = [bid for bid, paid in prices.items() if paid == lowest]
    stretches = [Stretch(_cheapest_after(here, tied, bids), here)]
    while (following := _next(stretches[-1], bids)) is not None:
        stretches.append(following)
    return tuple(stretches)


def _next(last: Stretch, bids: Mapping[str, Mixed[Fraction]]) -> Stretch | None:
    crossings: dict[Fraction, list[str]] = {}
    for other in bids:
        for share in _between(last.from_share, roots_of(bids[last.bid_id], bids[other])):
            crossings.setdefault(share, []).append(other)
    for share in sorted(crossings):
        best = _cheapest_after(share, [last.bid_id, *crossings[share]], bids)
        if best != last.bid_id:
            return Stretch(best, share)
    return None


def _cheapest_after(share: Fraction, tied: Sequence[str], bids: Mapping[str, Mixed[Fraction]]) -> str:
    """Return which of bids that cost the same at a share costs least right after it."""
    ends = [
        root
        for number, bid in enumerate(tied)
        for other in tied[number + 1 :]
        for root in _between(share, roots_of(bids[bid], bids[other]))
    ]
    beside = (share + min(ends, default=_ONE)) / 2
    return min(tied, key=lambda bid: bids[bid].per_success(beside))


def _between(above: Fraction, shares: Sequence[Fraction]) -> Iterator[Fraction]:
    return (share for share in shares if above < share < 1)
