"""Decisions that may put one tender out before it is assessed, each with the steps that the law asks for first.

A key may be left out here where only a decision of one kind, or on one ground, needs it: which ones are missing is told
with the section that asks for them (``core.checks.tender_decisions``).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Day, Flag, Record, Text
from social_value.model.decided import DecidedOnBid

ExclusionGroundId = Literal[
    "mandatory",
    "mandatory-debarment",
    "discretionary",
    "discretionary-debarment",
    "sub-contractor",
    "market-engagement",
    "improper-behaviour",
    "conflict-of-interest",
]
"""The grounds in ``core.law.exclusion_grounds``, which says of each what the law asks for."""


class LowBidDecision(DecidedOnBid):
    """What was decided on the explanation of a price that appears abnormally low, and the steps before it."""

    about: Literal["low-bid"]
    notified_on: Day | None = Field(
        default=None, description="When the supplier was told that the price is considered abnormally low."
    )
    reply_due: Day | None = Field(default=None, description="Last day for its reply.")
    replied_on: Day | None = Field(default=None, description="When it replied; absent where it did not.")
    reply: Text | None = Field(default=None, description="What it replied, or where the reply is kept.")
    view: Literal["can-perform", "not-shown"] | None = Field(
        default=None, description="Whether it showed that it will be able to perform the contract for the price."
    )
    outcome: Literal["accepted", "disregarded"] = Field(description="Whether the explanation was accepted.")

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: explanation {self.outcome}"


class Replacement(Record):
    """The chance to replace the associated person, or the sub-contractor, that an exclusion rests on."""

    offered_on: Day = Field(description="When the supplier was given the chance.")
    due: Day | None = Field(default=None, description="Last day for it.")
    outcome: Literal["replaced", "not-replaced"] = Field(description="Whether it replaced them.")


class ExclusionDecision(DecidedOnBid):
    """Whether a supplier is excluded, on which ground, and what it was told and asked before."""

    about: Literal["exclusion"]
    ground: ExclusionGroundId = Field(description="The ground, from the closed list of the law.")
    outcome: Literal["excluded", "not-excluded"] = Field(
        default="excluded", description="Whether the supplier is excluded."
    )
    paragraph: Text | None = Field(
        default=None, description="Paragraph of Schedule 6 or 7 of the Procurement Act 2023, where the ground has one."
    )
    by_way_of: Literal["supplier", "associated-person"] = Field(
        default="supplier", description="Whether the ground applies to the supplier or only to an associated person."
    )
    recurring: Flag | None = Field(
        default=None, description="Whether the circumstances are continuing or likely to occur again."
    )
    told_on: Day | None = Field(default=None, description="When the supplier was told of the intention.")
    heard_on: Day | None = Field(
        default=None, description="When its representations were considered, or the last day for them passed."
    )
    replacement: Replacement | None = Field(
        default=None, description="The chance to replace an associated person or a sub-contractor."
    )
    authority_told_on: Day | None = Field(
        default=None, description="When the appropriate authority was given notice of the exclusion."
    )

    @property
    def subjects(self) -> tuple[str, ...]:
        """The ground on which it is decided; a supplier may be excluded on several."""
        return (f"{self.bid}: {self.ground}",)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: {self.outcome.replace('-', ' ')}, ground: {self.ground.replace('-', ' ')}"


class LateDecision(DecidedOnBid):
    """That a tender which came in after the deadline is disregarded."""

    about: Literal["late"]
    due: Text | None = Field(default=None, description="The published deadline, with its time of day.")
    received: Text | None = Field(default=None, description="When it came in, as the platform recorded it.")

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: disregarded, came in after the deadline"


class ProceduralDecision(DecidedOnBid):
    """That a tender which breaches a procedural requirement is disregarded."""

    about: Literal["procedural"]
    requirement: Text = Field(description="The requirement, and where it is published.")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The requirement; a tender may breach several."""
        return (f"{self.bid}: {self.requirement}",)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: disregarded, breaches a procedural requirement: {self.requirement}"


class OutsideReservationDecision(DecidedOnBid):
    """That a tender from outside those whom the competition is reserved for is disregarded."""

    about: Literal["outside-reservation"]

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: disregarded, outside the reservation"


class ForeignSupplierDecision(DecidedOnBid):
    """That a tender is disregarded because its supplier, or a sub-contractor, is of no treaty state."""

    about: Literal["not-treaty-state"]

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: disregarded, of no treaty state"
