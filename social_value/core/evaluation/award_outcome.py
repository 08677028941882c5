"""What becomes of the procurement after its tenders were ranked: who is proposed, or that nobody is, and why.

A supplier that falls away keeps its rank and its marks, since it was assessed and counted in the marks of others: the
next in rank is proposed in its place. Results that no longer hold are named as superseded and never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from social_value.core.scoring.ranking import Ranking
from social_value.model.award_decisions import FallenAwayDecision, NoAwardDecision, ReopeningDecision
from social_value.model.decisions import Decisions
from social_value.text import without_stop


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """The bids of which one is proposed, whoever fell away, a decision not to award, and results opened again."""

    proposed: tuple[str, ...]
    fallen_away: tuple[FallenAwayDecision, ...]
    no_award: NoAwardDecision | None
    reopened: tuple[ReopeningDecision, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing was decided beyond the ranking."""
        return not (self.fallen_away or self.no_award or self.reopened)

    def may_be_proposed(self, bid_id: str) -> bool:
        """Tell whether a ranked bid may still have the contract."""
        return self.no_award is None and all(decision.bid != bid_id for decision in self.fallen_away)

    @property
    def superseded(self) -> tuple[str, ...]:
        """Each earlier result that no longer holds, with its day, in words."""
        fallen = (f"{decision.bid}, until {decision.decided_on.isoformat()}" for decision in self.fallen_away)
        opened = (f"{decision.result}, of {decision.dated.isoformat()}" for decision in self.reopened)
        return (*opened, *fallen)

    @property
    def lines(self) -> tuple[str, ...]:
        """What was decided beyond the ranking, and who is proposed then, in sentences."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[str]:
        for decision in self.fallen_away:
            yield f"{decision.bid} fell away after assessment: {without_stop(decision.reason)}."
        if self.no_award is not None:
            yield f"The contract is not awarded: {without_stop(self.no_award.reason)}."
        elif self.fallen_away:
            names = ", ".join(self.proposed)
            yield f"The next in rank is proposed: {names}." if names else "No other bid can be proposed."
        for reopening in self.reopened:
            yield f"Opened again: {without_stop(reopening.reason)}."
        if self.superseded:
            yield f"Superseded: {'; '.join(self.superseded)}."


def award_outcome_of(decisions: Decisions | None, ranking: Ranking) -> AwardOutcome:
    """Return what was decided after ranking, and the bids of best rank that may still have the contract."""
    known = decisions.decisions if decisions else ()
    fallen = tuple(decision for decision in known if isinstance(decision, FallenAwayDecision))
    no_award = next((decision for decision in known if isinstance(decision, NoAwardDecision)), None)
    reopened = tuple(decision for decision in known if isinstance(decision, ReopeningDecision))
    outcome = AwardOutcome((), fallen, no_award, reopened)
    groups = (tuple(bid for bid in group if outcome.may_be_proposed(bid)) for group in ranking.groups)
    return AwardOutcome(next(filter(None, groups), ()), fallen, no_award, reopened)
