"""Dated, sourced values, such as discount rates."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from social_value.model.base import (
    Confidence,
    Day,
    Exact,
    Flag,
    Identifier,
    NonNegative,
    Period,
    Record,
    Reference,
    SchemaVersion,
    Text,
    Waiver,
    Whole,
)
from social_value.model.route import Routes

ValueType = Literal["fiscal", "economic", "wellbeing", "environmental", "market-price"]
"""Whose gain a value is: the public purse, the economy, people's wellbeing, the climate, or none (a price paid)."""


class YearRate(Record):
    """A rate for a span of years."""

    from_year: Whole = Field(ge=0, description="First year of the span.")
    to_year: Whole | None = Field(default=None, description="Last year of the span; none on the last.")
    percent: NonNegative = Field(description="Rate in percent a year.")


class DatedValue(Record):
    """A value, or a schedule of rates, from a day on."""

    from_day: Day = Field(alias="from", description="First day on which it applies.")
    value: Exact | None = Field(default=None, description="The value; the central one where it has a range.")
    low: Exact | None = Field(default=None, description="Low end of its range.")
    high: Exact | None = Field(default=None, description="High end of its range.")
    schedule: tuple[YearRate, ...] = Field(default=(), description="Rates by year.")
    series: dict[Text, Exact] = Field(default={}, description="Values by year or by code; the central ones.")
    series_low: dict[Text, Exact] = Field(default={}, description="Low ends, by the same years or codes.")
    series_high: dict[Text, Exact] = Field(default={}, description="High ends, by the same years or codes.")
    price_base: Text | None = Field(
        default=None,
        description="Year in whose prices money is expressed: 2019 for a calendar, 2012-13 for a financial year.",
    )
    reference: Reference = Field(description="Where it is published.")
    confidence: Confidence | None = Field(default=None, description="Where it differs from that of the register.")
    illustrative: Flag = Field(default=False, description="Whether it only shows the shape and must be replaced.")


class RegisterEntry(Record):
    """One thing that has a value."""

    id: Identifier = Field(description="The id by which procurements name it.")
    description: Text = Field(description="What it is.")
    unit: Text = Field(description="Its unit.")
    value_type: ValueType | None = Field(
        default=None, description="Whose gain a value in money is; needed for a proxy value."
    )
    geography: Text | None = Field(default=None, description="Where it holds.")
    notes: Text | None = Field(default=None, description="What a reader must know before using it.")
    max_age_months: Whole | None = Field(default=None, ge=1, description="Age beyond which its latest value is stale.")
    values: tuple[DatedValue, ...] = Field(min_length=1, description="Its values, oldest first.")

    def on(self, day: date | None) -> DatedValue | None:
        """Return the value in force on a day, or the latest where no day is given."""
        known = [value for value in self.values if day is None or value.from_day <= day]
        return max(known, key=lambda value: value.from_day, default=None)


class RegisterArea(Record):
    """A place of a register of areas."""

    id: Identifier = Field(description="Its official code.")
    title: Text = Field(description="Its name.")
    kind: Text | None = Field(default=None, description="Kind of area, such as unitary authority.")
    nation: Text | None = Field(default=None, description="Nation that it is in.")
    region: Text | None = Field(default=None, description="Region that it is in.")
    exists: Period | None = Field(default=None, description="When it existed; now, where absent.")
    replaced_by: tuple[Identifier, ...] = Field(default=(), description="Codes of the areas that took its place.")


class Register(Record):
    """Dated, sourced values."""

    kind: Literal["register"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="The id by which procurements name it.")
    title: Text = Field(description="Its title.")
    licence: Text = Field(description="The licence of its values.")
    source: Reference = Field(description="Where its values come from.")
    confidence: Confidence = Field(description="How sure we are of its values.")
    max_age_months: Whole | None = Field(default=None, ge=1, description="Age beyond which its values are stale.")
    entries: tuple[RegisterEntry, ...] = Field(default=(), description="Its entries.")
    areas: tuple[RegisterArea, ...] = Field(default=(), description="Its areas, for a register of places.")
    reservations: Routes | None = Field(default=None, description="Its reservations, for a register of those.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings that stand, with reasons.")

    def entry(self, entry_id: str) -> RegisterEntry | None:
        """Return the entry with this id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)
