"""The agenda: every seat with what it decides and what is to be asked of it, the weightiest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from social_value.core.agenda.effects import NO_EFFECT, Effect, as_it_stands, effects_of
from social_value.core.agenda.rationales import Rationales
from social_value.core.agenda.seat_questions import Question, questions_of
from social_value.core.agenda.trials import Trials
from social_value.core.checks import findings_of
from social_value.core.inputs import Inputs
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.core.procurement_stage import require_bids
from social_value.core.scoring.field import Field, field_of
from social_value.core.scoring.settling import Settled
from social_value.errors import InputError
from social_value.findings import has_errors


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A seat, which changes of its level decide something, and the questions about it."""

    seat: PanelSeat
    effect: Effect
    questions: tuple[Question, ...]

    @property
    def to_discuss(self) -> bool:
        """Whether the panel should come to it: it waits for a level, raises a question, or decides who is first."""
        return self.seat.is_open or bool(self.questions) or bool(self.effect.winner)


@dataclass(frozen=True)
class Agenda:
    """The seats of a procurement, weightiest first, and the outcome as it stands.

    ``settled`` is None while a bid that would be ranked has a seat that nobody scored: then no effect can be told.
    """

    inputs: Inputs
    every_item: tuple[AgendaItem, ...]
    first: tuple[str, ...]
    settled: Settled | None

    @cached_property
    def items(self) -> tuple[AgendaItem, ...]:
        """What the panel should come to, in this order."""
        return tuple(item for item in self.every_item if item.to_discuss)

    @cached_property
    def waiting(self) -> int:
        """How many seats wait for a level."""
        return sum(item.seat.is_open for item in self.every_item)

    @cached_property
    def not_scored(self) -> tuple[AgendaItem, ...]:
        """The seats that nobody scored."""
        return tuple(item for item in self.every_item if item.seat.stands_at is None)

    @cached_property
    def decisive(self) -> tuple[int, ...]:
        """Numbers of the items that decide who is first; the first item has number 1."""
        return tuple(number for number, item in enumerate(self.items, start=1) if item.effect.winner)


def agenda_of(inputs: Inputs) -> Agenda:
    """Return the agenda of a procurement, also while consensus levels or whole scores are missing.

    Raises InputError where the files hold errors, and NotReadyError where no bid has come in.
    """
    findings = findings_of(inputs)
    if has_errors(findings):
        raise InputError(findings)
    require_bids(inputs)
    field = field_of(inputs)
    seats = seats_of(field)
    rationales = Rationales(field, seats)
    trials = _trials(field, seats)
    effects = effects_of(trials, seats) if trials else {}
    items = [AgendaItem(seat, effects.get(seat.key, NO_EFFECT), questions_of(seat, rationales)) for seat in seats]
    return Agenda(
        inputs,
        tuple(sorted(items, key=_weight)),
        trials.ranking.first if trials else (),
        trials.settled if trials else None,
    )


def _trials(field: Field, seats: Sequence[PanelSeat]) -> Trials | None:
    if any(seat.stands_at is None and seat.bid_id in field.entrants for seat in seats):
        return None
    return Trials(as_it_stands(field.inputs, seats))


def _weight(item: AgendaItem) -> tuple[int, int, bool, Fraction, Fraction, bool]:
    """Return what orders the agenda: effect, then open seats before settled ones, then spread, then questions.

    A change that decides who is first comes before one that changes the order, a change of one step before larger ones.
    Seats that are equal in all of that keep the order of the criteria and the bids.
    """
    seat, effect = item.seat, item.effect
    kind = 0 if effect.winner else 1 if effect.order else 2
    steps = min((change.steps for change in (effect.winner or effect.order)), default=0)
    return (
        kind,
        steps,
        not seat.is_open,
        -Fraction(seat.spread_in_marks),
        -Fraction(seat.spread),
        not item.questions,
    )
