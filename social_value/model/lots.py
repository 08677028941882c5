"""Lots: parts of a procurement that are bid for and awarded by themselves, and how many one supplier may have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from social_value.model.base import Identifier, Positive, Record, Text, Whole
from social_value.model.criteria import Criterion, Gate
from social_value.model.pricing import Demand, LowBid
from social_value.model.stages import Stages


def _whose(criteria: object) -> str:
    return "shared" if isinstance(criteria, str) else "own"


LotCriteria = Annotated[
    Annotated[Literal["shared"], Tag("shared")] | Annotated[tuple[Criterion, ...], Tag("own"), Field(min_length=1)],
    Discriminator(_whose),
]


class Lot(Record):
    """A part of the procurement that is bid for and awarded by itself."""

    id: Identifier = Field(description="The id that bids use.")
    title: Text = Field(description="Its title.")
    criteria: LotCriteria = Field(description="`shared` for the procurement's criteria, or its own, adding up to 100.")
    estimated_value: Positive | None = Field(default=None, description="Its part of the estimated value.")
    demand: Demand | None = Field(default=None, description="What its price is taken over, in place of the shared.")
    low_bid: LowBid | None = Field(
        default=None, description="When a price needs an explanation, in place of the shared rule."
    )
    gates: tuple[Gate, ...] = Field(default=(), description="Pass or fail questions beside the shared ones.")
    stages: Stages | None = Field(
        default=None, description="Stages of its assessment; with criteria of its own, the shared ones are not for it."
    )


LotsRule = Literal["best-sum", "best-sum-by-value", "lot-order"]


class LotsLimit(Record):
    """How many lots one supplier may bid for and be awarded, and who is chosen where the limit binds."""

    most_bid: Whole | None = Field(default=None, ge=1, description="Most lots that one supplier may bid for.")
    most_awarded: Whole | None = Field(default=None, ge=1, description="Most lots that one supplier may be awarded.")
    choose: LotsRule | None = Field(
        default=None, description="Which combination of awards is chosen, where the number of awards is limited."
    )
