"""A published menu of themes, outcomes, criteria, measures and scales."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Confidence, Identifier, Pillar, Record, Reference, SchemaVersion, Text
from social_value.model.procurement import Measure
from social_value.model.scale import ScoringScale


class FrameworkCriterion(Record):
    """A criterion that a framework offers."""

    id: Identifier = Field(description="The framework's code.")
    title: Text = Field(description="What it asks for.")
    pillar: Pillar = Field(description="Its pillar.")
    scale: Identifier | None = Field(default=None, description="The scale it is meant for.")
    confidence: Confidence = Field(description="How sure we are that this is as published.")


class FrameworkMeasure(Measure):
    """A measure that a framework offers."""

    confidence: Confidence = Field(description="How sure we are that this is as published.")


class Outcome(Record):
    """A change that is wanted."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its title.")
    criteria: tuple[FrameworkCriterion, ...] = Field(default=(), description="Criteria on offer.")
    measures: tuple[FrameworkMeasure, ...] = Field(default=(), description="Measures on offer.")


class Theme(Record):
    """A group of outcomes."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its title.")
    outcomes: tuple[Outcome, ...] = Field(min_length=1, description="Its outcomes.")


class Framework(Record):
    """A published menu of themes, outcomes, criteria, measures and scales."""

    kind: Literal["framework"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="The id by which procurements name it.")
    title: Text = Field(description="Its title.")
    version: Text = Field(description="Its version, in quotes.")
    publisher: Text = Field(description="Who published it.")
    licence: Text = Field(description="Its licence.")
    references: tuple[Reference, ...] = Field(min_length=1, description="Where it was published.")
    scales: dict[Identifier, ScoringScale] = Field(default={}, description="Its scales.")
    themes: tuple[Theme, ...] = Field(min_length=1, description="Its themes.")

    def measures(self) -> tuple[FrameworkMeasure, ...]:
        """Every measure it offers, in the order of its themes."""
        return tuple(measure for theme in self.themes for outcome in theme.outcomes for measure in outcome.measures)
