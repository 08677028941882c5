"""Award criteria and gates, with the least that a bid must reach on them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Consequence, Exact, Identifier, Marks, NonNegative, Pillar, Record, Text, Whole
from social_value.model.scoring import Score


class MarksMinimum(Record):
    """The lowest acceptable marks, and what happens below them."""

    marks: Marks = Field(description="Lowest acceptable marks, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")


class Minimum(Record):
    """The lowest acceptable level or marks on one criterion, and what happens below it."""

    level: Exact | None = Field(default=None, description="Lowest acceptable level of the criterion's scale.")
    marks: Marks | None = Field(default=None, description="Lowest acceptable marks, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")
    then: Literal["stop"] | None = Field(
        default=None, description="`stop`: a bid below it is not assessed on any later criterion."
    )


GateBasis = Literal["participation", "procedural", "late", "reservation", "methodology", "requirement"]
"""What a gate rests on, which decides what becomes of a tender that fails it (``core.law.gate_bases``)."""


class Gate(Record):
    """A pass or fail question with a declared consequence."""

    id: Identifier = Field(description="The id that declarations use.")
    title: Text = Field(description="What it asks.")
    asks: Literal["declaration", "figure"] = Field(description="What decides it.")
    of: Text | None = Field(default=None, description="The figure or measure that a figure gate reads.")
    at_least: Exact | None = Field(default=None, description="Lowest figure that passes.")
    at_most: Exact | None = Field(default=None, description="Highest figure that passes.")
    consequence: Consequence = Field(description="What happens to a bid that fails.")
    basis: GateBasis = Field(default="participation", description="What it rests on, in law.")


class Criterion(Record):
    """An award criterion: one that earns marks, or one that only holds its parts."""

    id: Identifier = Field(description="The id that scores use.")
    ref: Text | None = Field(
        default=None, max_length=40, description="Its reference in the published documents, such as E&S4.1.3."
    )
    title: Text | None = Field(default=None, description="Its title.")
    description: Text | None = Field(default=None, description="What is asked, as published.")
    question: Text | None = Field(default=None, description="The question that bidders answer in writing.")
    word_limit: Whole | None = Field(default=None, ge=1, description="Most words of the answer.")
    subject_matter: Text | None = Field(default=None, description="How it relates to what is bought.")
    sub_criteria: tuple[Text, ...] = Field(
        default=(), description="What evaluators look for, as published; not marked one by one."
    )
    framework_criterion: Identifier | None = Field(
        default=None, description="The criterion of the framework that it stands for, where its id is another."
    )
    theme: Identifier | None = Field(
        default=None, description="The theme that it is grouped under in the report; parts inherit it."
    )
    pillar: Pillar | None = Field(default=None, description="Its pillar; parts inherit it.")
    weight: NonNegative | None = Field(default=None, description="Points of the total.")
    score: Score | None = Field(default=None, description="How it earns marks.")
    minimum: Minimum | None = Field(default=None, description="Lowest acceptable level or marks.")
    criteria: tuple[Criterion, ...] = Field(default=(), description="Its parts.")

    @property
    def label(self) -> str:
        """Its published reference and its title, of what it has; its id where it has neither."""
        return " ".join(part for part in (self.ref, self.title) if part) or self.id


class PillarFloor(Record):
    """The lowest acceptable marks of a pillar."""

    floor: Marks = Field(description="Lowest acceptable marks of the pillar, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")
