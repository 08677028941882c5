"""Decisions on what becomes of a procurement once its tenders were assessed.

An earlier result is never rewritten: a decision says from when on another one holds, and the earlier is named.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Day, Identifier, Text
from social_value.model.decided import Decided, DecidedOnBid


class NoAwardDecision(Decided):
    """That the contract, or one lot of it, is not awarded."""

    about: Literal["no-award"]
    lot: Identifier | None = Field(default=None, description="The lot, where there are lots; all of them if absent.")
    notice_on: Day | None = Field(default=None, description="When the procurement termination notice was given.")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The lot, or all of the procurement."""
        return (self.lot or "the procurement",)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"no award of {self.lot or 'the contract'}"


class FallenAwayDecision(DecidedOnBid):
    """That a preferred supplier falls away after assessment, so that the next in rank is proposed."""

    about: Literal["fallen-away"]

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"{self.bid}: fell away after assessment"


class ReopeningDecision(Decided):
    """That a result which was called final is opened again; what it said is superseded."""

    about: Literal["reopening"]
    lot: Identifier | None = Field(default=None, description="The lot, where there are lots; all of them if absent.")
    result: Text = Field(description="The earlier result: the bid that it proposed, or where its report is kept.")
    dated: Day = Field(description="Day of the earlier result.")

    @property
    def subjects(self) -> tuple[str, ...]:
        """The earlier result."""
        return (f"{self.result}, {self.dated}",)

    @property
    def decided(self) -> str:
        """What was decided, in a few words."""
        return f"the result of {self.dated.isoformat()} is opened again: {self.result}"
