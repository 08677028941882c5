"""Stages of procurements as lines of text: one line for each that is not at its award, and none for the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from social_value.core.checks.validation_report import StagesReached
from social_value.core.panel.scores_due import ScoreDue
from social_value.core.procurement_stage import COMES_NEXT, Stage, Standing
from social_value.text import listed

MOST_NAMED = 3


def stages_text(stages: Iterable[StagesReached]) -> Iterator[tuple[str, str]]:
    """Yield the path of each procurement that waits for something, with its stage, what it waits for and what is next.

    Lots at one stage share a line.
    """
    for reached in stages:
        for stage in Stage:
            here = [standing for standing in reached.standings if standing.stage is stage]
            if here and stage is not Stage.AWARD:
                lots = _lots(here, among=len(reached.standings))
                yield reached.path, f"stage {stage}{lots}: {_waits_for(stage, here)}. Next: {COMES_NEXT[stage]}"


def _lots(here: Sequence[Standing], among: int) -> str:
    """Name the lots of a line, or say that it holds for every one."""
    names = [standing.lot for standing in here if standing.lot is not None]
    if not names:
        return ""
    if len(names) == among > 1:
        return " of every lot"
    return f" of the lot{'' if len(names) == 1 else 's'} {listed(names)}"


def _waits_for(stage: Stage, here: Iterable[Standing]) -> str:
    if stage is Stage.METHOD:
        return "no bid has come in"
    if stage is Stage.BIDS:
        return "no score has come in"
    debtor = "panel" if stage is Stage.MODERATED else "evaluator"
    due = [score for standing in here for score in standing.due if score.owed_by == debtor]
    kind = "moderated score" if stage is Stage.MODERATED else "score"
    number = sum(score.number for score in due)
    return f"{number} {kind}{' is' if number == 1 else 's are'} due: {_named(due)}"


def _named(due: Sequence[ScoreDue]) -> str:
    more = len(due) - MOST_NAMED
    names = [score.words for score in due[:MOST_NAMED]]
    return listed([*names, f"{more} more"] if more > 0 else names)


def stages_json(stages: Iterable[StagesReached]) -> list[dict[str, object]]:
    """Return every lot, and every procurement without lots, as JSON gives its stage."""
    return [_standing_json(reached.path, standing) for reached in stages for standing in reached.standings]


def _standing_json(path: str, standing: Standing) -> dict[str, object]:
    return {
        "path": path,
        "lot": standing.lot,
        "stage": standing.stage.value,
        "next": standing.comes_next,
        "due": [_due_json(score) for score in standing.due],
    }


def _due_json(score: ScoreDue) -> dict[str, object]:
    evaluators = list(score.evaluators)
    return {"bid": score.bid_id, "criterion": score.leaf.id, "owed_by": score.owed_by, "evaluators": evaluators}
