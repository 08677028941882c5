"""Recusals: which evaluators may not judge what. Their scores are kept and shown, and do not count.

Recusal is from a whole lot or criterion for all bids: nobody may be put at an advantage or a disadvantage by a conflict
of interest (Procurement Act 2023, s.82(1)), so whoever may not judge a bid may not judge its rivals.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from social_value.core.inputs import Inputs
from social_value.model.decisions import ConflictDecision
from social_value.model.scores import ConsensusScore


class Allotted(Protocol):
    """What names criteria and lots, or all of them where it names none."""

    @property
    def criteria(self) -> tuple[str, ...] | None:
        """Ids of criteria, or of those above them."""

    @property
    def lots(self) -> tuple[str, ...] | None:
        """Ids of lots."""


def reaches(named: Allotted, inputs: Inputs, criterion_id: str) -> bool:
    """Tell whether what is named takes in a criterion of these inputs, which are those of one lot where there are lots.

    A criterion that has parts stands for all of them.
    """
    if named.lots is not None and (inputs.lot is None or inputs.lot.id not in named.lots):
        return False
    if named.criteria is None or criterion_id in named.criteria:
        return True
    line = next((leaf.line for leaf in inputs.leaves if leaf.id == criterion_id), ())
    return any(criterion.id in named.criteria for criterion in line)


class Recusals:
    """The recusals that were decided in a procurement."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        known = inputs.decisions.decisions if inputs.decisions else ()
        self._decided = [
            decision for decision in known if isinstance(decision, ConflictDecision) and decision.outcome == "recused"
        ]

    def recuse(self, evaluator: str, criterion_id: str, bid_id: str) -> bool:
        """Tell whether an evaluator is recused from a bid on a criterion."""
        return any(decision.evaluator == evaluator for decision in self._from(criterion_id, bid_id))

    def took_part(self, score: ConsensusScore) -> tuple[str, ...]:
        """Return the evaluators who took part in a moderated score although they are recused from it.

        The minutes of its meeting decide. Without minutes whoever had scored there took part, unless the score was
        agreed after the day of the recusal.
        """
        recused = self._from(score.criterion, score.bid)
        return tuple(decision.evaluator for decision in recused if self._attended(decision, score))

    def _from(self, criterion_id: str, bid_id: str) -> Iterator[ConflictDecision]:
        for decision in self._decided:
            is_of_bid = decision.bids is None or bid_id in decision.bids
            if is_of_bid and reaches(decision, self._inputs, criterion_id):
                yield decision

    def _attended(self, decision: ConflictDecision, score: ConsensusScore) -> bool:
        meetings = self._inputs.consensus.meetings if self._inputs.consensus else ()
        held = [meeting for meeting in meetings if meeting.held_on == score.agreed_on]
        if held:
            return any(decision.evaluator in meeting.attendees for meeting in held)
        is_later = score.agreed_on is not None and score.agreed_on > decision.decided_on
        return not is_later and (decision.evaluator, score.criterion, score.bid) in self._given

    @cached_property
    def _given(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (sheet.evaluator.id, score.criterion, score.bid) for sheet in self._inputs.scores for score in sheet.scores
        )
