"""Which level counts for each bid on each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from social_value.core.inputs import Inputs
from social_value.core.scoring.recusals import Recusals
from social_value.core.series import mean_of
from social_value.model.scale import ScoringScale
from social_value.model.scores import IndividualScore
from social_value.model.scoring import ScaleScore

Seat = tuple[str, str]
"""A criterion id and a bid id."""
Average = Literal["mean", "median"]


@dataclass(frozen=True, slots=True)
class GivenScore:
    """A level with whoever gave it: an evaluator's code, or ``consensus``."""

    giver: str
    score: IndividualScore


@dataclass(frozen=True, slots=True)
class AveragedMarks:
    """The marks of several levels, and those whose mean counts: all of them, or for a median those in the middle."""

    parts: tuple[Fraction, ...]
    counted: tuple[Fraction, ...]

    @property
    def marks(self) -> Fraction:
        """The exact mean or median."""
        return mean_of(self.counted)


@dataclass(frozen=True, slots=True)
class Levels:
    """The level that counts for each seat, and the seats that still wait for a consensus.

    Where the procurement publishes that an ``average`` settles levels, every individual level of a seat counts, and
    these stand in ``averaged`` instead.
    """

    used: Mapping[Seat, GivenScore]
    awaiting: Mapping[Seat, tuple[GivenScore, ...]]
    averaged: Mapping[Seat, tuple[GivenScore, ...]]
    average: Average | None

    def averaged_marks(self, criterion_id: str, bid_id: str, scale: ScoringScale) -> AveragedMarks | None:
        """Return the average of the marks of a seat, where an average settles levels and the seat has any."""
        given = self.averaged.get((criterion_id, bid_id))
        return averaged_marks(self.average, given, scale) if given and self.average else None

    def level(self, criterion_id: str, bid_id: str) -> Decimal | None:
        """Return the level that counts, if there is one."""
        given = self.used.get((criterion_id, bid_id))
        return given.score.level if given else None


def individual_scores(inputs: Inputs) -> dict[Seat, list[GivenScore]]:
    """Return every evaluator's score by criterion and bid, in the order of the evaluators' codes."""
    seats: dict[Seat, list[GivenScore]] = {}
    for sheet in sorted(inputs.scores, key=lambda sheet: sheet.evaluator.id):
        for score in sheet.scores:
            seats.setdefault((score.criterion, score.bid), []).append(GivenScore(sheet.evaluator.id, score))
    return seats


def counted_scores(inputs: Inputs) -> dict[Seat, list[GivenScore]]:
    """Return the scores of every evaluator who is not recused, by criterion and bid, in the order of their codes."""
    recusals, counted = Recusals(inputs), {}
    for (criterion, bid), given in individual_scores(inputs).items():
        kept = [given_score for given_score in given if not recusals.recuse(given_score.giver, criterion, bid)]
        if kept:
            counted[criterion, bid] = kept
    return counted


def moderated_again(inputs: Inputs) -> dict[Seat, tuple[str, ...]]:
    """Return the seats whose moderated score is due again, each with who took part in it and is recused."""
    recusals = Recusals(inputs)
    agreed = inputs.consensus.scores if inputs.consensus else ()
    return {(score.criterion, score.bid): names for score in agreed if (names := recusals.took_part(score))}


def averaged_marks(average: Average, given: tuple[GivenScore, ...], scale: ScoringScale) -> AveragedMarks:
    """Return the mean or the median of the marks that levels earn: of the marks, never of the levels.

    The median of an even number of marks is the mean of the two in the middle.
    """
    marks_of = {step.level: Fraction(step.marks) for step in scale.levels}
    parts = tuple(marks_of[seat_score.score.level] for seat_score in given)
    counted = parts
    if average == "median":
        middle = len(parts) // 2
        counted = tuple(sorted(parts)[middle if len(parts) % 2 else middle - 1 : middle + 1])
    return AveragedMarks(parts, counted)


def average_of(inputs: Inputs) -> Average | None:
    """Return the average that settles levels, where the procurement publishes one."""
    panel = inputs.procurement.panel
    return panel.settled_by if panel is not None and panel.settled_by != "consensus" else None


def levels_used(inputs: Inputs) -> Levels:
    """Return the consensus level where there is one, else the only evaluator's.

    Where several evaluators scored a bid on a criterion, even in agreement, only a consensus level counts
    (design of the individual and consensus stages: EnergySolutions v NDA [2016] EWHC 1988); or all of them, where
    the procurement publishes that their mean or median does. Scores of somebody recused do not count, and a moderated
    score that they took part in is due again.
    """
    average, given = average_of(inputs), counted_scores(inputs)
    if average is not None:
        return Levels({}, {}, {seat: tuple(scores) for seat, scores in given.items()}, average)
    scaled = {leaf.id for leaf in inputs.leaves if isinstance(leaf.score, ScaleScore)}
    due_again, used = moderated_again(inputs), {}
    for score in inputs.consensus.scores if inputs.consensus else ():
        seat = (score.criterion, score.bid)
        if score.criterion in scaled and seat not in due_again:
            used[seat] = GivenScore("consensus", score)
    awaiting: dict[Seat, tuple[GivenScore, ...]] = {}
    for seat, scores in given.items():
        if seat in used or seat[0] not in scaled:
            continue
        if len(scores) == 1 and seat not in due_again:
            used[seat] = scores[0]
        else:
            awaiting[seat] = tuple(scores)
    return Levels(used, awaiting, {}, None)
