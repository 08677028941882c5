"""What bids say of how they work, and what a procurement publishes to read it: capacity, costs, channels, time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Flag, Identifier, NonNegative, Positive, Record, Share, Text, Whole

CostKind = Literal["front-line", "shared-platform", "bespoke-build", "back-office", "overhead", "margin"]
Technique = Literal["rules", "structured-ml", "unstructured-ai"]


class Benchmark(Record):
    """What prices per success are held against: another bid or the comparator, or a stated price."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="Its name in the report.")
    bid: Identifier | None = Field(default=None, description="Id of the bid or comparator that it is.")
    price_per_success: Positive | None = Field(
        default=None, description="Stated price of a success over all bands, fixed sums included."
    )
    by_band: dict[Identifier, Positive] = Field(
        default={}, description="Stated price of a success within a band, fixed sums left out."
    )
    source: Text | None = Field(default=None, description="Where a stated price comes from.")


class Efficiency(Record):
    """What is published about reach, multiples and claims of time saved."""

    unevidenced_factor: Share | None = Field(
        default=None, description="Share of a success rate that counts without evidence from the band itself."
    )
    maturity_factor: Share | None = Field(
        default=None, description="Share that counts of time saved by unstructured AI that is proven nowhere."
    )
    benchmarks: tuple[Benchmark, ...] = Field(
        default=(), description="What prices per success are shown as multiples of; never marked."
    )


class Capacity(Record):
    """How far a service can grow, and how fast."""

    surge_multiple: NonNegative = Field(description="Demand that can be met, as a multiple of the reference demand.")
    days_to_surge: Whole = Field(ge=0, le=3650, description="Days until that is reached.")
    evidence: Text | None = Field(default=None, description="Where the bid says so.")


class CostLine(Record):
    """A part of the price by what it pays for; all lines add up to the price at the reference demand."""

    id: Identifier = Field(description="Its id within the bid.")
    title: Text = Field(description="What it pays for.")
    kind: CostKind = Field(description="What kind of cost it is.")
    amount: NonNegative = Field(description="Sum at the reference demand.")


class Channel(Record):
    """A way in which people are served."""

    channel: Text = Field(description="Its name, such as telephone.")
    share: Share = Field(description="Share of all contacts expected through it; all shares add up to 1.")
    unit_cost: NonNegative = Field(description="Cost of one contact through it.")
    digital: Flag = Field(description="Whether people need to be online for it.")


class Automation(Record):
    """A claim that a process takes fewer hours."""

    process: Text = Field(description="What is done in less time.")
    hours_before: NonNegative = Field(description="Hours that it takes now, over the length of the contract.")
    hours_after: NonNegative = Field(description="Hours that it will take.")
    hourly_cost: NonNegative = Field(description="Cost of one of these hours.")
    reinvested_in: Identifier | None = Field(
        default=None, description="Id of the front-line cost line into which the hours go; without one nothing counts."
    )
    technique: Technique | None = Field(default=None, description="How it is done.")
    proven_at: Text | None = Field(default=None, description="Where it runs already.")
