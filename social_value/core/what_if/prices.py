"""Winning prices: the highest price at which a bid would have come first, everything else in it staying as it is.

Prices are paid in pence, so the answer is exact to the penny: at that price the bid is first and alone there, and at
one penny more it is not. A lower price never harms a bid under any formula that is asked here, so halving the
distance finds it; where a rule of the procurement favours dearer bids, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.evaluation.evaluate import rank_settled
from social_value.core.figures.registry import FigureName
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled, settle
from social_value.core.what_if.price_reads import PriceReads
from social_value.core.what_if.rivals import Rivals
from social_value.core.what_if.structures import Budget, BudgetSpent

PENCE = 100
DOUBLINGS = 10
"""A winner that would still win at a thousand times its price is taken to win at any."""


@dataclass(frozen=True, slots=True)
class WinningPrice:
    """A ranked bid's price, and the highest one at which it would be first, in pence; None where no price would do.

    ``any_price`` says that the bid is first at every price. ``why_not`` says why nothing is known.
    """

    bid_id: str
    price: Fraction
    pence: int | None
    any_price: bool = False
    why_not: str = ""

    @property
    def at(self) -> Fraction | None:
        """The highest price at which it would be first."""
        return None if self.pence is None else Fraction(self.pence, PENCE)


@dataclass(frozen=True, slots=True)
class WinningPrices:
    """The winning price of every ranked bid, and why there are none, where that is so."""

    found: tuple[WinningPrice, ...]
    why_not: str = ""


def winning_prices(settled: Settled, ranking: Ranking, budget: Budget) -> WinningPrices:
    """Return the winning price of every ranked bid, in rank order."""
    reads = PriceReads(settled.field)
    if not reads.anything:
        return WinningPrices((), "No criterion, gate or method reads the price.")
    if settled.field.scheme.is_staged:
        return WinningPrices((), "A price can also decide who goes on from a stage, so no single price decides.")
    against = reads.dearer_is_better()
    if against:
        return WinningPrices((), f"A dearer bid can earn more on {against}, so no single price decides.")
    trials = _Trials(settled, ranking, reads, budget)
    return WinningPrices(tuple(trials.winning_price(bid) for group in ranking.groups for bid in group))


class _Trials:
    """Tries prices of bids, marking as little again as each procurement allows."""

    def __init__(self, settled: Settled, ranking: Ranking, reads: PriceReads, budget: Budget) -> None:
        self.settled, self.ranking, self.budget = settled, ranking, budget
        self.field = settled.field
        self.rivals = Rivals(settled, ranking, reads) if reads.simple else None

    def winning_price(self, bid: str) -> WinningPrice:
        """Return the winning price of a bid that is ranked."""
        now = self.field.figure(FigureName("price"), self.field.inputs.bids_by_id[bid]).value
        if not now:
            why_not = "The bid states no price." if now is None else "Its price is 0, which no lower one can beat."
            return WinningPrice(bid, now or Fraction(0), None, why_not=why_not)
        first = self._first_at(bid, now)
        try:
            if self.ranking.first == (bid,):
                return self._of_winner(bid, now, first)
            pence = _highest(first, 1, -(-now * PENCE // 1)) if first(1) else None
            return WinningPrice(bid, now, pence)
        except BudgetSpent:
            return WinningPrice(bid, now, None, why_not="The field is too large to be marked again at many prices.")

    def _of_winner(self, bid: str, now: Fraction, first: Callable[[int], bool]) -> WinningPrice:
        below = max(1, now * PENCE // 1)
        above = 2 * below
        for _ in range(DOUBLINGS):
            if not first(above):
                return WinningPrice(bid, now, _highest(first, below, above))
            below, above = above, 2 * above
        return WinningPrice(bid, now, None, any_price=True)

    def _first_at(self, bid: str, now: Fraction) -> Callable[[int], bool]:
        """Return whether a bid is first, and alone there, at a price in pence."""
        rivals = self.rivals.without(bid) if self.rivals is not None else ()

        def first(pence: int) -> bool:
            price = Fraction(pence, PENCE)
            ahead = self.rivals.compare(bid, price / now, rivals) if self.rivals is not None else 0
            return ahead > 0 if ahead else self._scored_at(bid, price)

        return first

    def _scored_at(self, bid: str, price: Fraction) -> bool:
        """Score everything again with a bid at a price."""
        self.budget.take(len(self.field.entrants) * len(self.field.markers))
        changed = self.field.with_price(bid, price)
        return rank_settled(settle(changed, changed.entrants)).first == (bid,)


def _highest(first: Callable[[int], bool], below: int, above: int) -> int:
    """Return the highest price at which the bid is first: it is at ``below``, and not at ``above``."""
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if first(middle) else (below, middle)
    return below
