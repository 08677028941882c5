"""Described scoring scales."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import (
    Confidence,
    Day,
    Exact,
    Identifier,
    Marks,
    Record,
    Reference,
    SchemaVersion,
    Text,
    Waiver,
)


class Level(Record):
    """One step of a scale."""

    level: Exact = Field(description="The level as evaluators write it, such as 4.")
    label: Text | None = Field(default=None, description="Its short name, such as Very good.")
    marks: Marks = Field(description="The marks it earns, 0 to 100.")
    descriptor: Text | None = Field(default=None, description="What an answer at this level looks like.")


class ScoringScale(Record):
    """The levels an evaluator may choose from."""

    levels: tuple[Level, ...] = Field(min_length=2, description="The levels, each with its marks.")
    title: Text | None = Field(default=None, description="What the scale is called.")
    source: Reference | None = Field(default=None, description="Where the scale comes from.")


class ScaleFile(ScoringScale):
    """A shared scale in a file of its own."""

    kind: Literal["scale"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="The id by which criteria name this scale.")
    licence: Text = Field(description="The licence of the scale's words.")
    confidence: Confidence = Field(description="How sure we are that this is the published scale.")
    published_on: Day | None = Field(default=None, description="When the scale was published.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings that stand, with reasons.")
