"""Scores due: what evaluators, and the panel together, still owe before marks can be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from social_value.codes.outstanding import CONSENSUS_MISSING, SCORE_MISSING
from social_value.core.inputs import Leaf
from social_value.core.panel.panel_seats import seats_of
from social_value.core.scoring.field import Field
from social_value.core.scoring.seat_levels import GivenScore
from social_value.findings import Outstanding
from social_value.text import listed


@dataclass(frozen=True, slots=True)
class ScoreDue:
    """A score that is owed for one bid on one criterion; ``given`` is what single evaluators gave there already.

    Where nobody gave a level, an evaluator owes one. Where several did, the panel owes its moderated score.
    """

    leaf: Leaf
    bid_id: str
    given: tuple[GivenScore, ...]

    @property
    def owed_by(self) -> Literal["evaluator", "panel"]:
        """Who owes it: whoever evaluates, or all of them as the panel."""
        return "panel" if self.given else "evaluator"

    @property
    def words(self) -> str:
        """The bid and the criterion, such as ``fern on S1``."""
        return f"{self.bid_id} on {self.leaf.id}"


def scores_due(field: Field) -> tuple[ScoreDue, ...]:
    """Return the scores due, in the order of the criteria, then of the bids.

    A level is owed on every criterion that is scored by levels, for every bid that is read, comparators among them:
    a withdrawn bid, or one that a gate or a decision has put out, is owed none. The level of one evaluator is enough;
    where several gave one, a moderated score is owed, unless the procurement publishes that their average counts.
    """
    is_averaged = field.levels.average is not None
    return tuple(
        ScoreDue(seat.leaf, seat.bid_id, seat.individual)
        for seat in seats_of(field)
        if seat.is_open and not (is_averaged and seat.individual)
    )


def outstanding_scores(due: Sequence[ScoreDue]) -> Iterator[Outstanding]:
    """Yield what evaluators owe, bid by bid, then each moderated score that the panel owes."""
    owed_on: dict[str, list[str]] = {}
    for score in due:
        if score.owed_by == "evaluator":
            owed_on.setdefault(score.bid_id, []).append(score.leaf.id)
    for bid, criteria in owed_on.items():
        message = f"{bid} has no score on {listed(criteria)}."
        yield SCORE_MISSING.about(bid, message, "Add the level with its reason to a score file.")
    yield from (_moderated(score) for score in due if score.owed_by == "panel")


def _moderated(score: ScoreDue) -> Outstanding:
    given = ", ".join(f"{individual.giver}: {individual.score.level}" for individual in score.given)
    scored = f"{score.words} was scored by {len(score.given)} evaluators ({given})"
    way_out = f"Add the agreed level for {score.words}, with its rationale, to consensus.yaml."
    return CONSENSUS_MISSING.about(score.bid_id, f"{scored} and has no consensus level.", way_out)
