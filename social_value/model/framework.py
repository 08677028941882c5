"""A published menu of themes, outcomes, criteria, measures, gates and scales, and what it asks of its users."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import (
    Confidence,
    Consequence,
    Day,
    Flag,
    Identifier,
    Marks,
    NonNegative,
    Period,
    Pillar,
    Record,
    Reference,
    SchemaVersion,
    Text,
    Waiver,
    WeightRange,
)
from social_value.model.criteria import Gate, Minimum
from social_value.model.data_use import Prompt
from social_value.model.policy import PolicyRule, Scope
from social_value.model.procurement import Measure
from social_value.model.scale import ScoringScale


class FrameworkCriterion(Record):
    """A criterion that a framework offers."""

    id: Identifier = Field(description="The framework's code.")
    title: Text = Field(description="What it asks for.")
    description: Text | None = Field(default=None, description="What is asked, in more words.")
    sub_criteria: tuple[Text, ...] = Field(
        default=(), description="What evaluators look for, as published; not marked one by one."
    )
    prompts: tuple[Prompt, ...] = Field(
        default=(), description="Questions on the ethics of data that a bid answers one by one."
    )
    pillar: Pillar = Field(description="Its pillar.")
    scale: Identifier | None = Field(default=None, description="The scale it is meant for.")
    weight: NonNegative | None = Field(default=None, description="Its weight in points of the total, where it has one.")
    weight_range: WeightRange | None = Field(
        default=None, description="Weights it may take in local frameworks and procurements."
    )
    minimum: Minimum | None = Field(default=None, description="Lowest acceptable level or marks.")
    locked: Flag = Field(default=False, description="Whether a local framework may not change it.")
    in_force: Period | None = Field(default=None, description="Procurements it is for, by the day they commenced.")
    reference: Reference | None = Field(
        default=None, description="Where it is published, if elsewhere than the framework."
    )
    confidence: Confidence = Field(description="How sure we are that this is as published.")

    @property
    def looked_for(self) -> tuple[str, ...]:
        """What evaluators look for: its sub-criteria, and the answers to its prompts."""
        return (*self.sub_criteria, *(prompt.asks for prompt in self.prompts))


class FrameworkMeasure(Measure):
    """A measure that a framework offers."""

    code: Text | None = Field(default=None, description="Its code in another system.")
    confidence: Confidence = Field(description="How sure we are that this is as published.")


class FrameworkGate(Gate):
    """A gate that a framework offers."""

    locked: Flag = Field(default=False, description="Whether a local framework may not change it.")
    in_force: Period | None = Field(default=None, description="Procurements it is for, by the day they commenced.")
    reference: Reference | None = Field(
        default=None, description="Where it is published, if elsewhere than the framework."
    )
    confidence: Confidence = Field(description="How sure we are that this is as published.")


class FrameworkPillar(Record):
    """What a framework asks of a pillar."""

    weight_range: WeightRange | None = Field(default=None, description="Weights that the pillar may take.")
    floor: Marks | None = Field(default=None, description="Lowest acceptable marks of the pillar, 0 to 100.")
    consequence: Consequence | None = Field(default=None, description="What happens to a bid below the floor.")
    locked: Flag = Field(
        default=False,
        description="Whether a local framework may raise the floor and never lower it or its consequence.",
    )


class Outcome(Record):
    """A change that is wanted."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its title.")
    description: Text | None = Field(default=None, description="What the change is.")
    needs: tuple[Identifier, ...] = Field(default=(), description="Outcomes that it depends on.")
    criteria: tuple[FrameworkCriterion, ...] = Field(default=(), description="Criteria on offer.")
    measures: tuple[FrameworkMeasure, ...] = Field(default=(), description="Measures on offer.")


class Theme(Record):
    """A group of outcomes."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its title.")
    outcomes: tuple[Outcome, ...] = Field(min_length=1, description="Its outcomes.")


class CriterionChange(Record):
    """What a local framework changes of a criterion of its base."""

    title: Text | None = Field(default=None, description="Another title.")
    description: Text | None = Field(default=None, description="Another description.")
    scale: Identifier | None = Field(default=None, description="Another scale.")
    weight: NonNegative | None = Field(default=None, description="Another weight, within the range of the base.")
    weight_range: WeightRange | None = Field(default=None, description="A range within that of the base.")
    minimum: Minimum | None = Field(default=None, description="Another minimum.")
    confidence: Confidence | None = Field(default=None, description="Another confidence, once it was checked.")


class MeasureChange(Record):
    """What a local framework corrects in a measure of its base."""

    title: Text | None = Field(default=None, description="Another title.")
    unit: Text | None = Field(default=None, description="Another unit.")
    points_per_unit: NonNegative | None = Field(default=None, description="Other points for one unit.")
    most_points: NonNegative | None = Field(default=None, description="Another limit of points.")
    confidence: Confidence | None = Field(default=None, description="Another confidence, once it was checked.")


class Changes(Record):
    """What a local framework changes of its base, by id; what is not named stays as it is."""

    criteria: dict[Identifier, CriterionChange] = Field(default={}, description="Changes of criteria.")
    measures: dict[Identifier, MeasureChange] = Field(default={}, description="Changes of measures.")
    pillars: dict[Pillar, FrameworkPillar] = Field(default={}, description="Changes of pillars.")


class Framework(Record):
    """A published menu of themes, outcomes, criteria, measures, gates and scales."""

    kind: Literal["framework"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="The id by which procurements name it.")
    title: Text = Field(description="Its title.")
    version: Text = Field(description="Its version, in quotes.")
    publisher: Text = Field(description="Who published it.")
    licence: Text = Field(description="Its licence.")
    references: tuple[Reference, ...] = Field(min_length=1, description="Where it was published.")
    description: Text | None = Field(default=None, description="What it is for, and what it leaves out.")
    published_on: Day | None = Field(default=None, description="When it was published.")
    confidence: Confidence | None = Field(default=None, description="How sure we are of it as a whole.")
    illustrative: Flag = Field(default=False, description="Whether it only shows how one could look.")
    module: Flag = Field(default=False, description="Whether it is a part for other frameworks to include.")
    extends: Identifier | None = Field(default=None, description="Id of the framework that it extends.")
    include: tuple[Identifier, ...] = Field(default=(), description="Ids of modules that it takes in.")
    supersedes: Identifier | None = Field(default=None, description="Id of the framework whose place it takes.")
    commenced: Period | None = Field(default=None, description="Procurements it governs, by the day they commenced.")
    applies_to: Scope | None = Field(default=None, description="Procurements it governs; all where absent.")
    nation: Literal["northern-ireland", "scotland", "wales"] | None = Field(
        default=None,
        description="Nation whose own policy it is. Its procurements are not held to the central government's notes, "
        "nor those of Scotland to the Procurement Act 2023.",
    )
    scales: dict[Identifier, ScoringScale] = Field(default={}, description="Its scales.")
    pillars: dict[Pillar, FrameworkPillar] = Field(default={}, description="What it asks of pillars.")
    gates: tuple[FrameworkGate, ...] = Field(default=(), description="Gates on offer.")
    themes: tuple[Theme, ...] = Field(default=(), description="Its themes.")
    changes: Changes | None = Field(default=None, description="What it changes of the framework that it extends.")
    policy: tuple[PolicyRule, ...] = Field(default=(), description="What a procurement that uses it must satisfy.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings that stand, with reasons.")

    def outcomes(self) -> tuple[Outcome, ...]:
        """Every outcome, in the order of its themes."""
        return tuple(outcome for theme in self.themes for outcome in theme.outcomes)

    def criteria(self) -> tuple[FrameworkCriterion, ...]:
        """Every criterion it offers, in the order of its themes."""
        return tuple(criterion for outcome in self.outcomes() for criterion in outcome.criteria)

    def prompts(self) -> tuple[Prompt, ...]:
        """Every prompt of its criteria, in the order of its themes."""
        return tuple(prompt for criterion in self.criteria() for prompt in criterion.prompts)

    def measures(self) -> tuple[FrameworkMeasure, ...]:
        """Every measure it offers, in the order of its themes."""
        return tuple(measure for outcome in self.outcomes() for measure in outcome.measures)
