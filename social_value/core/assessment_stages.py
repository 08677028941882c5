"""The stages of an assessment with the criteria of each, and the order in which criteria are assessed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from social_value.arithmetic import exact_sum
from social_value.core.inputs import Inputs, Leaf
from social_value.model.stages import AssessmentStage, GoesOn


@dataclass(frozen=True, slots=True, eq=False)
class StagePlan:
    """The criteria that are assessed together, and who goes on afterwards; nobody stays behind without ``goes_on``.

    ``published`` is the stage as the procurement has it, and None where all criteria are assessed in one go.
    ``counts`` says whether its marks are part of the total.
    """

    leaves: tuple[Leaf, ...]
    published: AssessmentStage | None = None
    counts: bool = True

    @property
    def ids(self) -> frozenset[str]:
        """Ids of its criteria."""
        return frozenset(leaf.id for leaf in self.leaves)

    @property
    def weight(self) -> Fraction:
        """What its criteria weigh together, as published."""
        return exact_sum(leaf.points for leaf in self.leaves)

    @property
    def goes_on(self) -> GoesOn | None:
        """Who goes on to the next stage."""
        return self.published.goes_on if self.published else None


def stage_plans(inputs: Inputs) -> tuple[StagePlan, ...]:
    """Return the stages in their order; all criteria together where the procurement has none."""
    stages = inputs.procurement.stages
    if stages is None:
        return (StagePlan(inputs.leaves),)
    last = stages.order[-1]
    return tuple(
        StagePlan(leaves_named(inputs, stage.criteria), stage, stages.counts == "all" or stage is last)
        for stage in stages.order
    )


def leaves_named(inputs: Inputs, names: Collection[str]) -> tuple[Leaf, ...]:
    """Return the criteria that these ids name, in the order of the file; one with parts names all of them."""
    return tuple(leaf for leaf in inputs.leaves if any(criterion.id in names for criterion in leaf.line))


def counted_leaves(inputs: Inputs) -> tuple[Leaf, ...]:
    """Return the criteria whose marks are part of the total, in the order of the file."""
    counted = frozenset(chain.from_iterable(plan.ids for plan in stage_plans(inputs) if plan.counts))
    return tuple(leaf for leaf in inputs.leaves if leaf.id in counted)


def assessment_order(inputs: Inputs) -> tuple[str, ...]:
    """Return the ids of the criteria in the order in which they are assessed: by stage, then as in the file."""
    return tuple(leaf.id for plan in stage_plans(inputs) for leaf in plan.leaves)


def assessed_after(inputs: Inputs, criteria: Collection[str]) -> tuple[str, ...]:
    """Return the criteria that come after all of these."""
    order = assessment_order(inputs)
    last = max(place for place, criterion in enumerate(order) if criterion in criteria)
    return order[last + 1 :]
