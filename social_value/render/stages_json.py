"""The stages of an assessment as JSON: who stood where in each, and who went on."""

from __future__ import annotations

from social_value.core.evaluation.results import Evaluation
from social_value.core.scoring.taking_forward import SettledStage
from social_value.wording import published


def stages_json(evaluation: Evaluation) -> dict[str, object]:
    """Return who went on from each stage, where criteria are assessed in stages."""
    plans, settled = evaluation.field.scheme.stages, evaluation.settled.stages
    if len(plans) == 1:
        return {}
    stages: list[dict[str, object]] = []
    for number, plan in enumerate(plans):
        named = plan.published
        stages.append(
            {
                "id": named.id if named else None,
                "criteria": [leaf.id for leaf in plan.leaves],
                "counts": plan.counts,
                "goes_on": settled[number].rule if number < len(settled) else None,
                "standing": _standing(evaluation, settled[number]) if number < len(settled) else [],
            }
        )
    return {"stages": stages}


def _standing(evaluation: Evaluation, stage: SettledStage) -> list[dict[str, object]]:
    return [
        {
            "bid": result.id,
            "marks": published(stage.standing[result.id], evaluation.rounding),
            "place": stage.places.get(result.id),
            "goes_on": result.id in stage.gone_on,
        }
        for result in evaluation.bids
        if result.id in stage.standing
    ]
