"""What prices and costs are taken over, and how they are read."""

from __future__ import annotations

from pydantic import Field

from social_value.model.base import Flag, Identifier, NonNegative, Positive, Record, RegisterValue, Share, Text


class Demand(Record):
    """What the price is taken over."""

    reference: dict[Identifier, NonNegative] = Field(min_length=1, description="Expected quantity of each demand band.")
    scenarios: dict[Identifier, Positive] = Field(
        default={}, description="Other demands, each as a multiple of the reference demand."
    )
    digital_stress_points: Positive | None = Field(
        default=None,
        le=100,
        description="Percentage points by which take-up of digital channels is taken to be lower than bids expect.",
    )


class LowBid(Record):
    """When a price is low enough to need an explanation on record."""

    should_cost: Positive | None = Field(default=None, description="What the contract should cost.")
    below_should_cost_percent: Positive | None = Field(default=None, le=100, description="Flag beyond this share.")
    below_mean_percent: Positive | None = Field(default=None, le=100, description="Flag beyond this share.")


class OptimismBias(RegisterValue):
    """What is added to capital costs, because such costs turn out higher than they were said to be."""

    mitigated: Share = Field(description="Share of it that the procurement has shown to be under control, 0 to 1.")


class WholeLife(Record):
    """The discount rate of whole-life costs, and what is added to capital costs."""

    register_id: Identifier = Field(alias="register", description="Id of the register.")
    rate: Identifier = Field(description="Id of the rate in that register.")
    optimism_bias: OptimismBias | None = Field(
        default=None, description="Percentage that is added to every cost of the kind acquisition, before discounting."
    )
    counts_carbon: Flag = Field(default=False, description="Whether dated costs of the kind carbon are part of it.")
    double_count_reason: Text | None = Field(
        default=None, description="Why carbon may be both a cost and marked, where it is."
    )
