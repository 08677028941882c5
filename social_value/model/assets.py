"""Assets that many can share: what a procurement lists, and what a bid reuses, extends or builds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Identifier, NonNegative, Record, Text

Layer = Literal["platform", "data", "front-end"]
Action = Literal["reuse", "extend", "build"]


class SharedAsset(Record):
    """Something that exists already and that every bidder may use."""

    id: Identifier = Field(description="The id that bids use.")
    title: Text = Field(description="What it is.")
    capability: Identifier = Field(description="What it does, in the word that bids use too, such as booking.")
    layer: Layer = Field(description="A platform, data, or a front end that people see.")
    kind: Text | None = Field(default=None, description="Kind of thing, such as software, register or standard.")
    steward: Text = Field(description="Who looks after it and answers for it.")
    rebuild_cost: NonNegative | None = Field(default=None, description="What it would cost to build it again.")


class GivesBack(Record):
    """What others get of something new: the right to use it, somebody who looks after it, and how it works."""

    licence: Text | None = Field(default=None, description="Licence under which others may use it.")
    steward: Text | None = Field(default=None, description="Who looks after it once the contract has ended.")
    docs: Text | None = Field(default=None, description="Where it is described, so that others can use it.")

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not stated."""
        return tuple(key for key in ("licence", "steward", "docs") if getattr(self, key) is None)


class BidAsset(Record):
    """What a bid does for one capability on one layer."""

    capability: Identifier = Field(description="What it does, in the word of the procurement where that lists it.")
    layer: Layer = Field(description="A platform, data, or a front end that people see.")
    action: Action = Field(description="Whether a thing is used as it is, extended, or built new.")
    shared_asset: Identifier | None = Field(default=None, description="The listed asset that is reused or extended.")
    cost: NonNegative = Field(description="What this costs within the price; 0 where it costs nothing.")
    reason: Text | None = Field(default=None, description="Why it is built although a shared asset exists.")
    user_research: Text | None = Field(default=None, description="The research with users that a front end rests on.")
    gives_back: GivesBack = Field(default=GivesBack(), description="What others get of something that is built.")

    @property
    def key(self) -> tuple[str, Layer]:
        """What tells it from the bid's other assets."""
        return (self.capability, self.layer)
