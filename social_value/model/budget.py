"""Which agencies pay for a contract."""

from __future__ import annotations

from pydantic import Field

from social_value.model.base import Identifier, Record, Share, Text


class Contributor(Record):
    """An agency that pays for the contract, or that gains from it."""

    agency: Identifier = Field(description="The id that commitments use.")
    title: Text | None = Field(default=None, description="Its name.")
    share: Share = Field(description="Its share of the price, 0 where it only gains; all shares add up to 1.")

    @property
    def label(self) -> str:
        """Its name, or its id where it has none."""
        return self.title or self.agency


class Budget(Record):
    """Who pays."""

    contributors: tuple[Contributor, ...] = Field(min_length=1, description="The agencies.")
