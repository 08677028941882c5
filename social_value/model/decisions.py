"""What people decided in a procurement: each decision with its day, its author and its reason.

What becomes of one tender is in ``model.tender_decisions``, what becomes of the procurement in
``model.award_decisions``; all of them stand in one file.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field

from social_value.model.assets import Layer
from social_value.model.award_decisions import FallenAwayDecision, NoAwardDecision, ReopeningDecision
from social_value.model.base import Identifier, Record, SchemaVersion, Text
from social_value.model.decided import Decided, DecidedOnBid
from social_value.model.tender_decisions import (
    ExclusionDecision,
    ForeignSupplierDecision,
    LateDecision,
    LowBidDecision,
    OutsideReservationDecision,
    ProceduralDecision,
)


class LotsDrawnDecision(Decided):
    """The order in which equal bids were drawn."""

    about: Literal["lots-drawn"]
    order: tuple[Identifier, ...] = Field(min_length=2, description="Ids of the bids, first drawn first.")

    @property
    def bids_named(self) -> tuple[str, ...]:
        """Every bid that was drawn."""
        return self.order

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"drawn in this order: {', '.join(self.order)}"


class ConflictDecision(Decided):
    """What was decided on an evaluator's conflict of interest."""

    about: Literal["conflict"]
    evaluator: Identifier = Field(description="Code of the evaluator.")
    outcome: Literal["none-found", "managed", "recused"] = Field(
        description="What was decided; the scores of somebody recused are kept, and do not count."
    )
    criteria: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the criteria recused from; absent means all."
    )
    lots: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the lots recused from; absent means all."
    )
    bids: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the bids recused from, where it is not all of them."
    )
    why_rivals_unaffected: Text | None = Field(
        default=None, description="Why the rivals of these bids may still be judged by the same evaluator."
    )

    @property
    def bids_named(self) -> tuple[str, ...]:
        """The bids recused from, where it is not all of them."""
        return self.bids or ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The evaluator."""
        return (self.evaluator,)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.evaluator}: {self.outcome}"


class AbsenceDecision(Decided):
    """That an evaluator does not give scores that were due, or owes them after all; later decisions win."""

    about: Literal["absence"]
    evaluator: Identifier = Field(description="Code of the evaluator.")
    outcome: Literal["released", "due-again"] = Field(
        default="released", description="Whether the scores are released, or due after all."
    )
    criteria: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the criteria; absent means all."
    )
    bids: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the bids; absent means all."
    )
    lots: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Ids of the lots; absent means all."
    )

    @property
    def bids_named(self) -> tuple[str, ...]:
        """The bids whose scores it is about, where it is not all of them."""
        return self.bids or ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """Nothing that may be decided once only: a later decision changes an earlier one."""
        return ()

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.evaluator}: scores {self.outcome.replace('-', ' ')}"


class BuildReasonDecision(DecidedOnBid):
    """What was decided on a bid's reason for building what it could have shared. It changes no mark."""

    about: Literal["build-reason"]
    capability: Identifier = Field(description="Capability of the asset that is built.")
    layer: Layer = Field(description="Its layer.")
    outcome: Literal["accepted", "not-accepted"] = Field(description="Whether the reason was accepted.")

    @property
    def subjects(self) -> tuple[str, ...]:
        """What is built, by its capability and layer."""
        return (f"{self.bid}: {self.capability}, {self.layer}",)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: reason for building {self.capability}, {self.layer} {self.outcome.replace('-', ' ')}"


TenderDecision = (
    LowBidDecision
    | ExclusionDecision
    | LateDecision
    | ProceduralDecision
    | OutsideReservationDecision
    | ForeignSupplierDecision
)
"""What may put one tender out."""
AwardDecision = NoAwardDecision | FallenAwayDecision | ReopeningDecision
"""What becomes of the procurement after its tenders were assessed."""
Decision = Annotated[
    TenderDecision | AwardDecision | LotsDrawnDecision | ConflictDecision | AbsenceDecision | BuildReasonDecision,
    Discriminator("about"),
]


class Decisions(Record):
    """The recorded decisions of a procurement."""

    kind: Literal["decisions"]
    schema_version: SchemaVersion
    decisions: tuple[Decision, ...] = Field(description="The decisions, in the order they were made.")
