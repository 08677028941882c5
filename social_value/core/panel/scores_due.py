"""Scores due: what evaluators, and the panel together, still owe before marks can be given or the result is final."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from social_value.codes.outstanding import CONSENSUS_MISSING, SCORE_MISSING
from social_value.core.inputs import Leaf
from social_value.core.panel.panel_seats import PanelSeat, seats_assessed
from social_value.core.scoring.field import Field
from social_value.findings import Outstanding
from social_value.text import listed


@dataclass(frozen=True, slots=True)
class ScoreDue:
    """Scores that are owed for one bid on one criterion.

    ``evaluators`` names who owes an individual score, where that is known; of a moderated score, which the panel owes,
    it is empty. ``stops`` says whether no marks can be given before it is in: an individual score that is missing
    beside others leaves a level that counts, unless an average of all of them does.
    """

    seat: PanelSeat
    owed_by: Literal["evaluator", "panel"]
    evaluators: tuple[str, ...] = ()
    stops: bool = True

    @property
    def leaf(self) -> Leaf:
        """The criterion."""
        return self.seat.leaf

    @property
    def bid_id(self) -> str:
        """The bid's id."""
        return self.seat.bid_id

    @property
    def number(self) -> int:
        """How many scores are owed: one where nobody is known to owe it."""
        return max(1, len(self.evaluators))

    @property
    def words(self) -> str:
        """The bid and the criterion, such as ``fern on S1``."""
        return f"{self.bid_id} on {self.leaf.id}"


def scores_due(field: Field) -> tuple[ScoreDue, ...]:
    """Return the scores due, in the order of the criteria, then of the bids' ids.

    A level is owed on every criterion that is scored by levels, for every bid that is read, comparators among them:
    a withdrawn bid, or one that a gate or a decision has put out, is owed none. Every evaluator who is expected owes
    one; where several gave one, the panel owes a moderated score, unless the procurement publishes that their average
    counts. None is owed where a bid is not assessed any more, nor in a stage before the one before it has all marks.
    """
    is_averaged, is_panel_known = field.levels.average is not None, field.inputs.panel is not None
    due = [score for seat in _by_id(field) for score in _due(seat, is_averaged, is_panel_known)]
    return tuple(_so_far(field, due))


def _by_id(field: Field) -> list[PanelSeat]:
    """Return the seats of each criterion by bid id: what is outstanding may not hang on the order of files or rows."""
    turn = {leaf.id: place for place, leaf in enumerate(field.inputs.leaves)}
    return sorted(seats_assessed(field), key=lambda seat: (turn[seat.leaf.id], seat.bid_id))


def _so_far(field: Field, due: Sequence[ScoreDue]) -> Iterator[ScoreDue]:
    """Yield what is due stage by stage, up to the one in which no marks can be given yet."""
    for stage in field.scheme.stages:
        here = [score for score in due if score.leaf.id in stage.ids]
        yield from here
        if any(score.stops for score in here):
            return


def _due(seat: PanelSeat, is_averaged: bool, is_panel_known: bool) -> Iterator[ScoreDue]:
    if seat.is_open and not seat.individual:
        # Without panel.yaml who else marks the criterion is a guess, and anybody may give the first level.
        yield ScoreDue(seat, "evaluator", seat.owed_by if is_panel_known else ())
        return
    if seat.owed_by:
        yield ScoreDue(seat, "evaluator", seat.owed_by, stops=is_averaged)
    if seat.is_open and not is_averaged:
        yield ScoreDue(seat, "panel")


def outstanding_scores(due: Sequence[ScoreDue]) -> Iterator[Outstanding]:
    """Yield what evaluators owe, bid by bid where nobody gave a level, then each moderated score that is due."""
    owed = [score for score in due if score.owed_by == "evaluator"]
    yield from _unscored(score for score in owed if score.seat.is_open and not score.seat.individual)
    yield from _incomplete(score for score in owed if score.seat.individual or not score.seat.is_open)
    yield from (_moderated(score.seat) for score in due if score.owed_by == "panel")


def _unscored(owed: Iterable[ScoreDue]) -> Iterator[Outstanding]:
    """Yield the bids that nobody scored, each with the criteria on which the same evaluators owe a level."""
    criteria: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for score in owed:
        criteria.setdefault((score.bid_id, score.evaluators), []).append(score.leaf.id)
    for (bid, evaluators), names in criteria.items():
        debtors = f"; {listed(evaluators)} {'owes it' if len(evaluators) == 1 else 'owe it'}" if evaluators else ""
        message = f"{bid} has no score on {listed(names)}{debtors}."
        yield SCORE_MISSING.about(bid, message, "Add the level with its reason to a score file.")


def _incomplete(owed: Iterable[ScoreDue]) -> Iterator[Outstanding]:
    """Yield the evaluators whose score is missing beside others, each with the bids on a criterion."""
    bids: dict[tuple[str, str], list[str]] = {}
    for score in owed:
        for evaluator in score.evaluators:
            bids.setdefault((evaluator, score.leaf.id), []).append(score.bid_id)
    for (evaluator, criterion), names in bids.items():
        message = f"{evaluator} has not scored {listed(names)} on {criterion}."
        way_out = (
            f"Have {evaluator} score; or record in decisions.yaml `about: absence`, `evaluator: {evaluator}`, with who "
            "decided, when and why."
        )
        yield SCORE_MISSING.about(evaluator, message, way_out)


def _moderated(seat: PanelSeat) -> Outstanding:
    named = f"{seat.bid_id} on {seat.leaf.id}"
    if seat.due_again:
        recused = f"{listed(seat.due_again)}, who {'is' if len(seat.due_again) == 1 else 'are'} recused"
        message = f"{named} has a consensus level in which {recused}, took part, so it is due again."
        way_out = (
            f"Agree the level of {named} anew without {listed(seat.due_again)}, and write `agreed_on:` with the day of "
            "that meeting, and its minutes under `meetings:`, in consensus.yaml."
        )
        return CONSENSUS_MISSING.about(seat.bid_id, message, way_out)
    given = ", ".join(f"{individual.giver}: {individual.score.level}" for individual in seat.individual)
    message = f"{named} was scored by {len(seat.individual)} evaluators ({given}) and has no consensus level."
    way_out = f"Add the agreed level for {named}, with its rationale, to consensus.yaml."
    return CONSENSUS_MISSING.about(seat.bid_id, message, way_out)
