"""Stages of an assessment: groups of criteria in the order in which they are assessed, and who goes on after each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Identifier, Marks, Record, Text, Whole

Ties = Literal["include", "exclude"]
Counted = Literal["all", "last"]


class GoesOn(Record):
    """Who goes on to the next stage: whoever reaches a minimum, or the best so many."""

    minimum: Marks | None = Field(default=None, description="Lowest marks of the stage that go on, 0 to 100.")
    best: Whole | None = Field(default=None, ge=1, description="How many of the best bids of the stage go on.")
    ties: Ties | None = Field(
        default=None, description="Whether bids that tie for the last of these places all go on, or none of them."
    )


class AssessmentStage(Record):
    """A group of criteria that are assessed together, and who goes on after it."""

    id: Identifier = Field(description="Its id.")
    title: Text | None = Field(default=None, description="Its title.")
    criteria: tuple[Identifier, ...] = Field(
        min_length=1, description="Ids of its criteria; one with parts stands for all of them."
    )
    goes_on: GoesOn | None = Field(default=None, description="Who goes on; the last stage has none.")

    @property
    def label(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id


class Stages(Record):
    """The stages of an assessment, and whether all of them count for the total."""

    counts: Counted = Field(description="Whether the marks of all stages count for the total, or of the last alone.")
    order: tuple[AssessmentStage, ...] = Field(min_length=2, description="The stages, first to last.")
