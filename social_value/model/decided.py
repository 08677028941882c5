"""What every recorded decision has: its day, its author and its reason, and what it is about."""

from __future__ import annotations

from pydantic import Field

from social_value.model.base import Day, Identifier, Record, Text


class Decided(Record):
    """A decision that is on record: when it was taken, by whom, and why."""

    decided_on: Day = Field(description="When it was decided.")
    decided_by: Text = Field(description="Role of whoever decided.")
    reason: Text = Field(description="Why.")

    @property
    def bids_named(self) -> tuple[str, ...]:
        """Ids of the bids that it is about."""
        return ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """Each thing that it decides, which no second decision of its kind may decide again."""
        return self.bids_named

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        raise NotImplementedError

    @property
    def stated(self) -> str:
        """When, by whom and why, in words."""
        return f"{self.decided_on.isoformat()}, {self.decided_by}: {self.reason}"


class DecidedOnBid(Decided):
    """A decision on one bid."""

    bid: Identifier = Field(description="Id of the bid.")

    @property
    def bids_named(self) -> tuple[str, ...]:
        """The id of the bid."""
        return (self.bid,)
