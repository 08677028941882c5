"""Which level counts for each bid on each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from social_value.core.inputs import Inputs
from social_value.model.scores import IndividualScore
from social_value.model.scoring import ScaleScore

Seat = tuple[str, str]
"""A criterion id and a bid id."""


@dataclass(frozen=True, slots=True)
class GivenScore:
    """A level with whoever gave it: an evaluator's code, or ``consensus``."""

    giver: str
    score: IndividualScore


@dataclass(frozen=True, slots=True)
class Levels:
    """The level that counts for each seat, and the seats that still wait for a consensus."""

    used: Mapping[Seat, GivenScore]
    awaiting: Mapping[Seat, tuple[GivenScore, ...]]

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


def levels_used(inputs: Inputs) -> Levels:
    """Return the consensus level where there is one, else the only evaluator's.

    Where several evaluators scored a bid on a criterion, even in agreement, only a consensus level counts
    (design of the individual and consensus stages: EnergySolutions v NDA [2016] EWHC 1988).
    """
    scaled = {leaf.id for leaf in inputs.leaves if isinstance(leaf.score, ScaleScore)}
    agreed = {(score.criterion, score.bid): score for score in (inputs.consensus.scores if inputs.consensus else ())}
    used = {seat: GivenScore("consensus", score) for seat, score in agreed.items() if seat[0] in scaled}
    awaiting: dict[Seat, tuple[GivenScore, ...]] = {}
    for seat, given in individual_scores(inputs).items():
        if seat in used or seat[0] not in scaled:
            continue
        if len(given) == 1:
            used[seat] = given[0]
        else:
            awaiting[seat] = tuple(given)
    return Levels(used, awaiting)
