"""What evaluators gave and what the panel agreed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Day, Exact, Flag, Identifier, Record, SchemaVersion, Text


class Evaluator(Record):
    """One evaluator, named by a code rather than by a person's name."""

    id: Identifier = Field(description="Code of the evaluator.")
    role: Text | None = Field(default=None, description="Such as clinical, finance or resident.")
    conflict: Literal["none", "declared"] | None = Field(
        default=None, description="Conflict of interest; absent means not yet declared."
    )
    interest: Text | None = Field(default=None, description="What the conflict is, where one is declared.")
    declared_on: Day | None = Field(default=None, description="When it was declared.")


class IndividualScore(Record):
    """One level given by one evaluator, or agreed by the panel, to one bid on one criterion."""

    bid: Identifier = Field(description="Id of the bid.")
    criterion: Identifier = Field(description="Id of the criterion.")
    level: Exact = Field(description="A level of the criterion's scale.")
    rationale: Text | None = Field(default=None, description="Why this level, tied to what the bid says.")
    evidence: Text | None = Field(default=None, description="Where in the bid.")


class Scores(Record):
    """One evaluator's scores."""

    kind: Literal["scores"]
    schema_version: SchemaVersion
    evaluator: Evaluator = Field(description="Who scored.")
    method: Text | None = Field(
        default=None, description="Fingerprint of the method that the score sheet was made for."
    )
    scores: tuple[IndividualScore, ...] = Field(description="The levels given.")


class EarlierLevel(Record):
    """A consensus level that was changed, kept with who changed it, when and why."""

    level: Exact = Field(description="The level as it was.")
    rationale: Text = Field(description="Its reason as it was.")
    changed_on: Day = Field(description="When it was changed.")
    changed_by: Text = Field(description="Role of whoever changed it.")
    reason: Text = Field(description="Why it was changed.")


class ConsensusScore(IndividualScore):
    """A level that the panel agreed, with every level that it had before."""

    agreed_on: Day | None = Field(default=None, description="Day of the meeting that agreed it.")
    moved: Text | None = Field(default=None, description="What moved the panel from what evaluators gave, and why.")
    earlier: tuple[EarlierLevel, ...] = Field(default=(), description="Levels it had before, oldest first.")


class Meeting(Record):
    """The minutes of a moderation meeting; what moved each score stands with the score."""

    held_on: Day = Field(description="Day of the meeting.")
    moderator: Text = Field(description="Code or role of whoever moderated.")
    attendees: tuple[Identifier, ...] = Field(min_length=1, description="Codes of the evaluators who took part.")
    confirmed: Flag = Field(description="Whether the panel has confirmed the text of its levels and reasons.")


class Consensus(Record):
    """The moderated scores of the panel."""

    kind: Literal["consensus"]
    schema_version: SchemaVersion
    meetings: tuple[Meeting, ...] = Field(default=(), description="Minutes of the meetings that agreed them.")
    scores: tuple[ConsensusScore, ...] = Field(description="The levels agreed.")
