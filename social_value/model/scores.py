"""What evaluators gave and what the panel agreed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field

from social_value.model.assets import Layer
from social_value.model.base import Day, Exact, Identifier, Record, SchemaVersion, Text


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

    earlier: tuple[EarlierLevel, ...] = Field(default=(), description="Levels it had before, oldest first.")


class Consensus(Record):
    """The moderated scores of the panel."""

    kind: Literal["consensus"]
    schema_version: SchemaVersion
    scores: tuple[ConsensusScore, ...] = Field(description="The levels agreed.")


class _Decision(Record):
    decided_on: Day = Field(description="When it was decided.")
    decided_by: Text = Field(description="Role of whoever decided.")
    reason: Text = Field(description="Why.")


class LowBidDecision(_Decision):
    """What was decided on the explanation of a low bid."""

    about: Literal["low-bid"]
    bid: Identifier = Field(description="Id of the bid.")
    outcome: Literal["accepted", "disregarded"] = Field(description="Whether the explanation was accepted.")


class LotsDrawnDecision(_Decision):
    """The order in which equal bids were drawn."""

    about: Literal["lots-drawn"]
    order: tuple[Identifier, ...] = Field(min_length=2, description="Ids of the bids, first drawn first.")


class ConflictDecision(_Decision):
    """What was decided on an evaluator's conflict of interest."""

    about: Literal["conflict"]
    evaluator: Identifier = Field(description="Code of the evaluator.")
    outcome: Literal["managed", "none-found"] = Field(description="What was decided.")


class BuildReasonDecision(_Decision):
    """What was decided on a bid's reason for building what it could have shared. It changes no mark."""

    about: Literal["build-reason"]
    bid: Identifier = Field(description="Id of the bid.")
    capability: Identifier = Field(description="Capability of the asset that is built.")
    layer: Layer = Field(description="Its layer.")
    outcome: Literal["accepted", "not-accepted"] = Field(description="Whether the reason was accepted.")


Decision = Annotated[
    LowBidDecision | LotsDrawnDecision | ConflictDecision | BuildReasonDecision, Discriminator("about")
]


class Decisions(Record):
    """The recorded decisions of a procurement."""

    kind: Literal["decisions"]
    schema_version: SchemaVersion
    decisions: tuple[Decision, ...] = Field(description="The decisions, in the order they were made.")
