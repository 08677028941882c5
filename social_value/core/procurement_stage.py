"""Stages of a procurement: how far it has come, judged by what is there, and what comes next.

What is not there yet is outstanding and no fault, so a method can be checked before any bid has come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from social_value.codes.outstanding import NO_BIDS
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import lots_of
from social_value.core.panel.scores_due import ScoreDue, outstanding_scores, scores_due
from social_value.core.scoring.field import Field, field_of
from social_value.errors import NotReadyError
from social_value.findings import Outstanding


class Stage(StrEnum):
    """The stages in their order. Each but the last is named after what is there, or is being gathered."""

    METHOD = "method"
    BIDS = "bids"
    SCORES = "scores"
    MODERATED = "moderated"
    AWARD = "award"


COMES_NEXT = {
    Stage.METHOD: (
        "bids, in bids/ or bids.csv; `social-value response make FOLDER` makes the form that bidders fill in."
    ),
    Stage.BIDS: "scores, in scores/ or scores.csv; `social-value scoresheet make FOLDER` makes an evaluator's form.",
    Stage.SCORES: "the scores that are due, in scores/ or scores.csv; `social-value moderate FOLDER` shows the others.",
    Stage.MODERATED: (
        "moderated scores, in consensus.yaml; `social-value moderate FOLDER` prints what the panel has to agree on."
    ),
    Stage.AWARD: "the result; `social-value score FOLDER` prints it.",
}
"""What comes after each stage, and the command that helps with it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a procurement without lots, or one lot, has come.

    ``procurement`` and ``lot`` are their ids. ``due`` are the scores due, none while there is no bid.
    """

    procurement: str
    lot: str | None
    stage: Stage
    due: tuple[ScoreDue, ...]

    @property
    def outstanding(self) -> tuple[Outstanding, ...]:
        """What has to be there before marks can be given, or before the result is final."""
        if self.stage is Stage.METHOD:
            where = f" for the lot {self.lot}" if self.lot is not None else ""
            way_out = "Add one file a bid to bids/, or write bids.csv."
            return (NO_BIDS.about(self.lot or self.procurement, f"no bid has come in{where}.", way_out),)
        return tuple(outstanding_scores(self.due))

    @property
    def stops(self) -> bool:
        """Whether no marks can be given yet; a score may be due without stopping them, for a result that is final."""
        return self.stage is Stage.METHOD or any(score.stops for score in self.due)

    @property
    def comes_next(self) -> str:
        """What comes next, in words."""
        return COMES_NEXT[self.stage]


def standing_of(field: Field) -> Standing:
    """Return how far a procurement without lots, or one lot, has come; its files hold no error."""
    inputs, due = field.inputs, scores_due(field)
    return Standing(inputs.procurement.id, _lot(inputs), _stage(inputs, due), due)


def standings_of(inputs: Inputs) -> tuple[Standing, ...]:
    """Return how far each lot has come, or the whole procurement where it has no lots; its files hold no error."""
    return tuple(standing_of(field_of(part)) for part in lots_of(inputs) or (inputs,))


def is_complete(inputs: Inputs) -> bool:
    """Tell whether every score is in; a lot that nobody bid for waits for none."""
    return {standing.stage for standing in standings_of(inputs)} - {Stage.METHOD} == {Stage.AWARD}


def _lot(inputs: Inputs) -> str | None:
    return inputs.lot.id if inputs.lot is not None else None


def _stage(inputs: Inputs, due: Sequence[ScoreDue]) -> Stage:
    if not inputs.bids:
        return Stage.METHOD
    if any(score.owed_by == "evaluator" for score in due):
        return Stage.SCORES if _is_any_scored(inputs) else Stage.BIDS
    return Stage.MODERATED if due else Stage.AWARD


def _is_any_scored(inputs: Inputs) -> bool:
    return any(sheet.scores for sheet in inputs.scores) or bool(inputs.consensus and inputs.consensus.scores)


def require_bids(inputs: Inputs) -> None:
    """Raise NotReadyError where no bid has come in for a procurement, or for the lot that is meant."""
    if not inputs.bids:
        require_scores(Standing(inputs.procurement.id, _lot(inputs), Stage.METHOD, ()))


def require_scores(standing: Standing) -> None:
    """Raise NotReadyError where a bid is outstanding, or a score without which no marks can be given."""
    if standing.stops:
        raise NotReadyError(standing.outstanding, [standing.comes_next])
