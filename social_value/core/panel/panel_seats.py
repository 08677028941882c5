"""Seats: a criterion that is scored by levels, and a bid, with everything that was given there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from social_value.core.inputs import Leaf
from social_value.core.panel.expected_evaluators import ExpectedEvaluators
from social_value.core.scoring.field import Field
from social_value.core.scoring.seat_levels import (
    GivenScore,
    Seat,
    counted_scores,
    individual_scores,
    moderated_again,
)
from social_value.core.scoring.settling import settle
from social_value.model.scale import ScoringScale
from social_value.model.scores import ConsensusScore
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class PanelSeat:
    """What evaluators gave to one bid on one criterion, and what counts there.

    ``individual`` holds the scores that may count, and ``recused`` those of evaluators who are recused. ``counts`` is
    None while the seat waits for a level. ``owed_by`` names the evaluators whose score is still due, and ``due_again``
    those who are recused and took part in the moderated score on record, which for that reason does not count.
    """

    leaf: Leaf
    bid_id: str
    scale: ScoringScale
    individual: tuple[GivenScore, ...]
    counts: GivenScore | None
    owed_by: tuple[str, ...]
    recused: tuple[GivenScore, ...] = ()
    due_again: tuple[str, ...] = ()

    @property
    def key(self) -> Seat:
        """The criterion's id and the bid's."""
        return (self.leaf.id, self.bid_id)

    @property
    def given(self) -> tuple[GivenScore, ...]:
        """Everything that evaluators gave, whether or not it may count."""
        return (*self.individual, *self.recused)

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """The individual levels, in the order of the evaluators' codes."""
        return tuple(seat_score.score.level for seat_score in self.individual)

    @property
    def is_open(self) -> bool:
        """Whether no level counts yet."""
        return self.counts is None

    @property
    def consensus(self) -> ConsensusScore | None:
        """What the panel agreed, where that is on record."""
        score = self.counts.score if self.counts else None
        return score if isinstance(score, ConsensusScore) else None

    @property
    def spread(self) -> Decimal:
        """The highest individual level less the lowest; 0 where fewer than two evaluators scored."""
        return max(self.levels) - min(self.levels) if self.levels else Decimal(0)

    @property
    def spread_in_marks(self) -> Decimal:
        """The marks of the highest individual level less those of the lowest."""
        marks = [self.marks_of[level] for level in self.levels]
        return max(marks) - min(marks) if marks else Decimal(0)

    @property
    def marks_of(self) -> Mapping[Decimal, Decimal]:
        """The marks of each level of the scale."""
        return {step.level: step.marks for step in self.scale.levels}

    @property
    def proposed(self) -> Decimal | None:
        """The level that several evaluators gave alike, where the seat still waits for one."""
        return self.levels[0] if self.is_open and len(self.levels) > 1 and not self.spread else None

    @property
    def outside(self) -> bool:
        """Whether the panel agreed on a level above or below everything that evaluators gave."""
        agreed = self.consensus
        return agreed is not None and bool(self.levels) and not min(self.levels) <= agreed.level <= max(self.levels)

    @property
    def is_missing_a_score(self) -> bool:
        """Whether nobody scored it, or somebody who is expected to has not."""
        return bool(self.owed_by) or (self.is_open and not self.individual)


def seats_of(field: Field) -> tuple[PanelSeat, ...]:
    """Return the seats of every bid that is read, in the order of the criteria, then of the bids' files."""
    return tuple(_seats(field))


def seats_assessed(field: Field) -> tuple[PanelSeat, ...]:
    """Return the seats on which bids are assessed, as far as the levels that count so far tell.

    A bid that a minimum stops, or that does not go on from a stage, has no seat on later criteria.
    """
    if not field.scheme.is_selective:
        return seats_of(field)
    settled = settle(field, field.entrants)
    return tuple(seat for seat in _seats(field) if settled.is_assessed(seat.leaf.id, seat.bid_id))


def _seats(field: Field) -> Iterator[PanelSeat]:
    inputs = field.inputs
    given, counted, due_again = individual_scores(inputs), counted_scores(inputs), moderated_again(inputs)
    expected = ExpectedEvaluators(inputs)
    read = [bid.id for bid in inputs.bids if bid.status != "withdrawn" and bid.id not in field.not_read]
    for leaf in inputs.leaves:
        scale = inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
        if scale is None:
            continue
        for bid in read:
            seat = (leaf.id, bid)
            every, individual = given.get(seat, ()), tuple(counted.get(seat, ()))
            here = {seat_score.giver for seat_score in every}
            missing = tuple(name for name in expected.of(leaf.id, bid) if name not in here)
            recused = tuple(seat_score for seat_score in every if seat_score not in individual)
            counts = field.levels.used.get(seat)
            yield PanelSeat(leaf, bid, scale, individual, counts, missing, recused, due_again.get(seat, ()))
