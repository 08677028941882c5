"""Pilots: a part of the contract in which something new is tried, within a limit that was published."""

from __future__ import annotations

from pydantic import Field

from social_value.model.base import Day, NonNegative, Record, Share, Text


class PilotLimit(Record):
    """How much of a bid's price may be spent on trying something new."""

    cap_share: Share = Field(description="Largest share of the price, 0 to 1.")


class Pilot(Record):
    """Something new that a bid tries before it relies on it."""

    title: Text = Field(description="What is tried.")
    budget: NonNegative = Field(description="What it costs, within the price.")
    stop_rule: Text | None = Field(default=None, description="What ends it early.")
    fallback: Text | None = Field(default=None, description="What is done in its place if it ends.")
    review_date: Day | None = Field(default=None, description="When it is looked at.")

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not stated."""
        return tuple(key for key in ("stop_rule", "fallback", "review_date") if getattr(self, key) is None)
