"""Dated, sourced values, such as discount rates."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from social_value.model.base import (
    Confidence,
    Day,
    Exact,
    Identifier,
    NonNegative,
    Record,
    Reference,
    SchemaVersion,
    Text,
    Whole,
)


class YearRate(Record):
    """A rate for a span of years."""

    from_year: Whole = Field(ge=0, description="First year of the span.")
    to_year: Whole | None = Field(default=None, description="Last year of the span; none on the last.")
    percent: NonNegative = Field(description="Rate in percent a year.")


class DatedValue(Record):
    """A value, or a schedule of rates, from a day on."""

    from_day: Day = Field(alias="from", description="First day on which it applies.")
    value: Exact | None = Field(default=None, description="The value.")
    schedule: tuple[YearRate, ...] = Field(default=(), description="Rates by year.")
    reference: Reference = Field(description="Where it is published.")


class RegisterEntry(Record):
    """One thing that has a value."""

    id: Identifier = Field(description="The id by which procurements name it.")
    description: Text = Field(description="What it is.")
    unit: Text = Field(description="Its unit.")
    values: tuple[DatedValue, ...] = Field(min_length=1, description="Its values, oldest first.")

    def on(self, day: date | None) -> DatedValue | None:
        """Return the value in force on a day, or the latest where no day is given."""
        known = [value for value in self.values if day is None or value.from_day <= day]
        return max(known, key=lambda value: value.from_day, default=None)


class Register(Record):
    """Dated, sourced values."""

    kind: Literal["register"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="The id by which procurements name it.")
    title: Text = Field(description="Its title.")
    licence: Text = Field(description="The licence of its values.")
    source: Reference = Field(description="Where its values come from.")
    confidence: Confidence = Field(description="How sure we are of its values.")
    entries: tuple[RegisterEntry, ...] = Field(min_length=1, description="Its entries.")

    def entry(self, entry_id: str) -> RegisterEntry | None:
        """Return the entry with this id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)
