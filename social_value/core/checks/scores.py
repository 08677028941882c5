"""Checks of scores and consensus against the method and the bids."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.arithmetic import plain
from social_value.codes.scores import (
    DUPLICATE_SCORE,
    LEVEL_OFF_SCALE,
    PUBLISHED_WITHOUT_RATIONALES,
    RATIONALE_MISSING,
    UNKNOWN_BID,
    UNKNOWN_CRITERION,
)
from social_value.core.checks.criteria import duplicates
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest
from social_value.model.scores import IndividualScore
from social_value.model.scoring import ScaleScore

Check = Callable[[Inputs], Iterator[Finding]]


def _sheets(inputs: Inputs) -> Iterator[tuple[str, IndividualScore, Place]]:
    """Yield every score with whoever gave it and its place."""
    for number, sheet in enumerate(inputs.scores):
        for index, score in enumerate(sheet.scores):
            yield sheet.evaluator.id, score, inputs.place(("score", str(number), str(index)))
    for index, score in enumerate(inputs.consensus.scores if inputs.consensus else ()):
        yield "consensus", score, inputs.place(("consensus-score", str(index)))


def evaluators_unique(inputs: Inputs) -> Iterator[Finding]:
    """Each evaluator has one score file."""
    numbered = enumerate(inputs.scores)
    names = [(sheet.evaluator.id, inputs.place(("scores", str(n)), "evaluator", "id")) for n, sheet in numbered]
    yield from duplicates(names, "evaluator")


def scored_bids_known(inputs: Inputs) -> Iterator[Finding]:
    """Every score names a bid."""
    for giver, score, place in _sheets(inputs):
        if score.bid not in inputs.bids_by_id:
            message = f'{giver} scores "{score.bid}", which is not a bid.'
            way_out = nearest(score.bid, inputs.bids_by_id) or "Add the bid, or remove the score."
            yield UNKNOWN_BID.at(place.at("bid"), message, way_out)


def scores_refer(inputs: Inputs) -> Iterator[Finding]:
    """Every score names a criterion that is scored by levels, and a level of its scale."""
    scaled = {leaf.id: leaf.score.scale for leaf in inputs.leaves if isinstance(leaf.score, ScaleScore)}
    levels = {
        key: [step.level for step in scale.levels] for key, name in scaled.items() if (scale := inputs.scale(name))
    }
    for giver, score, place in _sheets(inputs):
        if score.criterion not in scaled:
            message = f'{giver} scores "{score.criterion}", which is not a criterion scored by levels.'
            yield UNKNOWN_CRITERION.at(place.at("criterion"), message, nearest(score.criterion, scaled))
        elif score.level not in levels[score.criterion]:
            known = ", ".join(plain(level) for level in levels[score.criterion])
            given = f'level {plain(score.level)} on "{score.criterion}"'
            message = f"{giver} gives {score.bid} {given}, which is not on its scale."
            yield LEVEL_OFF_SCALE.at(place.at("level"), message, f"Use one of: {known}.")


def scores_unique(inputs: Inputs) -> Iterator[Finding]:
    """No score file scores the same bid on the same criterion twice."""
    sheets: list[tuple[tuple[str, ...], str, tuple[IndividualScore, ...]]] = [
        (("score", str(number)), sheet.evaluator.id, sheet.scores) for number, sheet in enumerate(inputs.scores)
    ]
    if inputs.consensus is not None:
        sheets.append((("consensus-score",), "consensus", inputs.consensus.scores))
    for part, giver, scores in sheets:
        seen: set[tuple[str, str]] = set()
        for index, score in enumerate(scores):
            if (score.bid, score.criterion) in seen:
                message = f'{giver} scores {score.bid} on "{score.criterion}" twice.'
                yield DUPLICATE_SCORE.at(inputs.place((*part, str(index))), message, "Remove one of the two.")
            seen.add((score.bid, score.criterion))


def rationales(inputs: Inputs) -> Iterator[Finding]:
    """Every score has its reason, or the record says that it was published without."""
    record = inputs.procurement.record
    if record is not None and record.published_without_rationales:
        place = inputs.place(("procurement",), "record")
        message = "the scores of this evaluation were published without their reasons."
        yield PUBLISHED_WITHOUT_RATIONALES.at(place, message, f"Source: {record.reference}")
        return
    for giver, score, place in _sheets(inputs):
        # A dash is no reason that a bidder could be told, and none that a court could weigh.
        if not any(sign.isalnum() for sign in score.rationale or ""):
            message = f'{giver} gives no reason for {score.bid} on "{score.criterion}".'
            yield RATIONALE_MISSING.at(place, message, "Add `rationale:`, tied to what the bid says.")


SCORE_CHECKS: tuple[Check, ...] = (
    scored_bids_known,
    scores_refer,
    scores_unique,
    rationales,
)
