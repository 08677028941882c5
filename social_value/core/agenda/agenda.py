"""The agenda: every seat with what is to be asked of it, in an order that says nothing of the outcome.

Whoever moderates sees no rank, total or leader, nor what a level would change: a panel that knows what a level decides
no longer judges the answer alone. What a step would change is asked afterwards, of ``what-if``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from social_value.core.agenda.rationales import Rationales
from social_value.core.agenda.seat_questions import Question, questions_of
from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.core.panel.panel_seats import PanelSeat, seats_assessed
from social_value.core.procurement_stage import require_bids
from social_value.core.scoring.field import field_of
from social_value.errors import InputError
from social_value.findings import has_errors


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A seat and the questions about it."""

    seat: PanelSeat
    questions: tuple[Question, ...]

    @property
    def to_discuss(self) -> bool:
        """Whether the panel should come to it: it waits for a level, or raises a question."""
        return self.seat.is_open or bool(self.questions)


@dataclass(frozen=True)
class Agenda:
    """The seats of a procurement: where a score is missing, then by spread, then in the order of the criteria."""

    inputs: Inputs
    every_item: tuple[AgendaItem, ...]

    @cached_property
    def items(self) -> tuple[AgendaItem, ...]:
        """What the panel should come to, in this order."""
        return tuple(item for item in self.every_item if item.to_discuss)

    @cached_property
    def waiting(self) -> int:
        """How many seats wait for a level."""
        return sum(item.seat.is_open for item in self.every_item)


def agenda_of(inputs: Inputs) -> Agenda:
    """Return the agenda of a procurement, also while consensus levels or whole scores are missing.

    Raises InputError where the files hold errors, and NotReadyError where no bid has come in.
    """
    findings = findings_of(inputs)
    if has_errors(findings):
        raise InputError(findings)
    require_bids(inputs)
    field = field_of(inputs)
    seats = seats_assessed(field)
    rationales = Rationales(field, seats)
    items = [AgendaItem(seat, questions_of(seat, rationales)) for seat in seats]
    return Agenda(inputs, tuple(sorted(items, key=_order)))


def _order(item: AgendaItem) -> tuple[bool, Decimal, Decimal]:
    """Return what orders the agenda; seats that are equal in it keep the order of the criteria and the bids."""
    seat = item.seat
    return (not seat.is_missing_a_score, -seat.spread_in_marks, -seat.spread)
