"""How firm a result is: one page of everything that would change it, from one computation for every output."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from social_value.core.evaluation.evaluate import rank_settled
from social_value.core.evaluation.results import Evaluation, publish
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled
from social_value.core.what_if.closeness import CloseCall, LargestStep, close_calls, largest_step
from social_value.core.what_if.flips import Flips, flips
from social_value.core.what_if.prices import WinningPrices, winning_prices
from social_value.core.what_if.removals import Removals, removals
from social_value.core.what_if.structures import Budget
from social_value.core.what_if.switching import Switching, most_fragile, switching_weights

MOST_CELLS = 1_500_000
"""Marks that are worked out again for one page, over each of its parts; what goes beyond is said not to be known."""


@dataclass(frozen=True)
class Firmness:
    """What would change the result. ``margin`` is what the published totals of the first two ranks show."""

    settled: Settled
    ranking: Ranking
    margin: Decimal | None
    tie_break: str | None
    step: LargestStep
    close: tuple[CloseCall, ...]
    weights: tuple[Switching, ...]
    flips: Flips
    removals: Removals
    prices: WinningPrices

    @property
    def first(self) -> tuple[str, ...]:
        """The bids that share the first rank."""
        return self.ranking.first

    @property
    def second(self) -> str | None:
        """The bid behind the first, or another of those that share the first rank."""
        line = [bid for group in self.ranking.groups for bid in group]
        return line[1] if len(line) > 1 else None

    @cached_property
    def most_fragile(self) -> Switching | None:
        """The criterion whose weight has to move least before somebody else is first."""
        return most_fragile(self.weights, self.settled.field)


def firmness_of(evaluation: Evaluation) -> Firmness:
    """Return how firm a result is."""
    return firmness(evaluation.settled)


def firmness(settled: Settled) -> Firmness:
    """Return how firm a ranking is, of a procurement as published or of one that somebody asks about."""
    ranking = rank_settled(settled)
    rounding = settled.field.inputs.procurement.evaluation.rounding
    line = [bid for group in ranking.groups for bid in group][:2]
    shown = [publish(total, rounding) for bid in line if (total := settled.total(bid)) is not None]
    step = largest_step(settled)
    return Firmness(
        settled,
        ranking,
        abs(shown[0] - shown[1]) if len(shown) == 2 else None,
        ranking.step_below_first(),
        step,
        close_calls(settled, ranking, step),
        switching_weights(settled, Budget(MOST_CELLS)),
        flips(settled, Budget(MOST_CELLS)),
        removals(settled, ranking, Budget(MOST_CELLS * 2 // 3)),
        winning_prices(settled, ranking, Budget(MOST_CELLS)),
    )
