"""How far each evaluator has come: what is allocated, what was returned, what is still due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from social_value.core.inputs import Inputs
from social_value.core.panel.expected_evaluators import ExpectedEvaluators
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.core.scoring.field import field_of
from social_value.core.scoring.recusals import Recusals
from social_value.model.panel import PanelMember
from social_value.model.scores import Evaluator


@dataclass(frozen=True, slots=True)
class EvaluatorStanding:
    """One evaluator in a procurement without lots, or in one lot; numbers count one bid on one criterion each.

    ``declared`` is None until the evaluator has said whether there is a conflict of interest. Scores that are
    ``recused`` may have been given and do not count; those that are ``due`` are neither given nor released.
    """

    lot: str | None
    evaluator: str
    role: str | None
    declared: str | None
    issued_on: date | None
    allocated: int
    returned: int
    recused: int
    due: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is due."""
        return self.due == 0


def panel_standing(inputs: Inputs) -> tuple[EvaluatorStanding, ...]:
    """Return how far each evaluator has come, in the order of their codes.

    They are those of ``panel.yaml``, and whoever scored although it does not name them.
    """
    members = {member.id: member for member in inputs.panel.evaluators} if inputs.panel else {}
    sheets = {sheet.evaluator.id: sheet.evaluator for sheet in inputs.scores}
    seats = seats_of(field_of(inputs))
    return tuple(
        _standing(inputs, evaluator, members.get(evaluator), sheets.get(evaluator), seats)
        for evaluator in sorted(members.keys() | sheets.keys())
    )


def _standing(
    inputs: Inputs, evaluator: str, member: PanelMember | None, said: Evaluator | None, seats: Sequence[PanelSeat]
) -> EvaluatorStanding:
    expected, recusals = ExpectedEvaluators(inputs), Recusals(inputs)
    allocated = [seat for seat in seats if evaluator in expected.allocated_to(seat.leaf.id)]
    return EvaluatorStanding(
        lot=inputs.lot.id if inputs.lot else None,
        evaluator=evaluator,
        role=(member.role if member else None) or (said.role if said else None),
        declared=said.conflict if said else None,
        issued_on=member.issued_on if member else None,
        allocated=len(allocated),
        returned=sum(evaluator in [given.giver for given in seat.given] for seat in seats),
        recused=sum(recusals.recuse(evaluator, seat.leaf.id, seat.bid_id) for seat in allocated),
        due=sum(evaluator in seat.owed_by for seat in seats),
    )
