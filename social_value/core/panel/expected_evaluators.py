"""Who is expected to score a bid on a criterion, whether or not they have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from social_value.core.inputs import Inputs
from social_value.core.scoring.recusals import Recusals, reaches
from social_value.model.decisions import AbsenceDecision


class ExpectedEvaluators:
    """The evaluators that owe scores: those of ``panel.yaml``, less who is recused and whom a decision releases.

    Without that file nobody else knows of a sheet that never came, so whoever scored one bid on a criterion owes every
    bid on it.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._recusals = Recusals(inputs)
        known = inputs.decisions.decisions if inputs.decisions else ()
        self._absences = [decision for decision in known if isinstance(decision, AbsenceDecision)]

    def of(self, criterion_id: str, bid_id: str) -> tuple[str, ...]:
        """Return who owes a score for a bid on a criterion, in the order of their codes."""
        return tuple(
            evaluator
            for evaluator in self.allocated_to(criterion_id)
            if not self._recusals.recuse(evaluator, criterion_id, bid_id)
            and not self._is_released(evaluator, criterion_id, bid_id)
        )

    def allocated_to(self, criterion_id: str) -> tuple[str, ...]:
        """Return to whom a criterion is allocated, in the order of their codes."""
        if self._inputs.panel is None:
            return self._scorers.get(criterion_id, ())
        members = self._inputs.panel.evaluators
        return tuple(sorted(member.id for member in members if reaches(member, self._inputs, criterion_id)))

    @cached_property
    def _scorers(self) -> Mapping[str, tuple[str, ...]]:
        scorers: dict[str, set[str]] = {}
        for sheet in self._inputs.scores:
            for score in sheet.scores:
                scorers.setdefault(score.criterion, set()).add(sheet.evaluator.id)
        return {criterion: tuple(sorted(evaluators)) for criterion, evaluators in scorers.items()}

    def _is_released(self, evaluator: str, criterion_id: str, bid_id: str) -> bool:
        """Tell whether the last decision that is about the evaluator's score here releases it."""
        released = False
        for absence in self._absences:
            is_here = absence.evaluator == evaluator and (absence.bids is None or bid_id in absence.bids)
            if is_here and reaches(absence, self._inputs, criterion_id):
                released = absence.outcome == "released"
        return released
