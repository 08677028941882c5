"""Low bids: prices so far below the should-cost or the mean that an explanation must be on record.

A flag never rejects a bid (Procurement Act 2023, section 19: a price may be disregarded as abnormally low only after
the supplier was notified and given a reasonable chance to show that it can perform).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import HUNDRED, plain, rounded
from social_value.core.figures.registry import FigureName
from social_value.core.scoring.settling import Settled
from social_value.model.pricing import LowBid
from social_value.model.tender_decisions import LowBidDecision


@dataclass(frozen=True, slots=True)
class LowBidFlag:
    """A low price, in words, and whether its explanation was decided on."""

    bid_id: str
    words: str
    decided: bool

    @property
    def way_out(self) -> str:
        """What to do while nothing is decided."""
        return (
            f"Ask {self.bid_id} to explain its price by a day, then record the decision in decisions.yaml, as "
            "`about: low-bid` with `notified_on:` and `reply_due:`."
        )


def low_bids(settled: Settled) -> tuple[LowBidFlag, ...]:
    """Return the flags over the pool, in the order of the bids' ids."""
    terms = settled.field.inputs.procurement.low_bid
    if terms is None:
        return ()
    prices = _prices(settled)
    mean = sum(prices.values(), Fraction(0)) / len(prices) if prices else Fraction(0)
    flags = ((bid, "; ".join(_reasons(terms, price, mean))) for bid, price in sorted(prices.items()))
    decided = _decided(settled)
    return tuple(LowBidFlag(bid, f"{bid}: {reasons}.", bid in decided) for bid, reasons in flags if reasons)


def _prices(settled: Settled) -> dict[str, Fraction]:
    field = settled.field
    prices = {bid: field.figure(FigureName("price"), field.inputs.bids_by_id[bid]).value for bid in settled.pool}
    return {bid: price for bid, price in prices.items() if price is not None}


def _decided(settled: Settled) -> set[str]:
    decisions = settled.field.inputs.decisions
    known = decisions.decisions if decisions else ()
    return {decision.bid for decision in known if isinstance(decision, LowBidDecision)}


def _reasons(terms: LowBid, price: Fraction, mean: Fraction) -> Iterator[str]:
    if terms.should_cost is not None and terms.below_should_cost_percent is not None:
        below = _percent_below(price, Fraction(terms.should_cost))
        if below > terms.below_should_cost_percent:
            yield _words(
                price,
                below,
                f"the should-cost of {plain(terms.should_cost)}",
                terms.below_should_cost_percent,
            )
    if terms.below_mean_percent is not None and mean:
        below = _percent_below(price, mean)
        if below > terms.below_mean_percent:
            shown = f"the mean price of {rounded(mean, 2, 'half-up')}"
            yield _words(price, below, shown, terms.below_mean_percent)


def _percent_below(price: Fraction, standard: Fraction) -> Fraction:
    return HUNDRED * (standard - price) / standard


def _words(price: Fraction, below: Fraction, standard: str, limit: object) -> str:
    share = rounded(below, 1, "half-up")
    return f"price {plain(price)} is {share}% below {standard}, beyond the {limit}% that is flagged"
