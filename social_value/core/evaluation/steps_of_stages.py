"""How a bid stood in each stage of the assessment, as labelled steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.scoring.taking_forward import SettledStage
from social_value.core.series import sum_of
from social_value.core.steps import Step, worked_step


def stage_steps(evaluation: Evaluation, bid_id: str) -> Iterator[Step]:
    """Yield a bid's marks in every stage to whose end it was assessed, its place there, and whether it goes on."""
    for settled_stage, stage in zip(evaluation.settled.stages, evaluation.field.scheme.stages, strict=False):
        if bid_id not in settled_stage.standing:
            continue
        marks, label = settled_stage.standing[bid_id], f"Stage {settled_stage.stage.label}"
        weighted = [evaluation.settled.marked(leaf.id, bid_id).weighted for leaf in stage.leaves]
        parts = [of_criterion for of_criterion in weighted if of_criterion is not None]
        note = _place(settled_stage, bid_id)
        if marks is None:
            yield Step(label, None, "marks", note=note)
        else:
            yield worked_step(label, _over_weight, parts, stage.weight, unit="marks", note=note)


def _over_weight(weighted: Sequence[Quantity], weight: Quantity) -> Quantity:
    return 100 * sum_of(weighted) / weight


def _place(settled_stage: SettledStage, bid_id: str) -> str:
    goes = "goes on" if bid_id in settled_stage.gone_on else "does not go on"
    place = settled_stage.places.get(bid_id)
    return f"place {place} of {len(settled_stage.places)}; {settled_stage.rule}; {goes}" if place else goes
