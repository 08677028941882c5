"""What one bidder submitted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from social_value.model.assets import BidAsset
from social_value.model.base import (
    Day,
    Exact,
    Flag,
    Identifier,
    Marks,
    NonNegative,
    Record,
    SchemaVersion,
    Share,
    Text,
    Whole,
)
from social_value.model.data_use import DataFlow, Dataset, NegativeEffect
from social_value.model.delivery import Delivery, Sector
from social_value.model.efficiency import Automation, Capacity, Channel, CostLine
from social_value.model.pilot import Pilot


class Supplier(Record):
    """Who submits the bid; sector and size are reported and never scored."""

    name: Text = Field(description="Name of the supplier.")
    known_as: tuple[Text, ...] = Field(
        default=(), description="Other names it goes by, such as a short form; score sheets withhold them too."
    )
    number: Text | None = Field(default=None, description="Its registration number, such as that of a company.")
    sector: Sector | None = Field(default=None, description="Reported, never scored.")
    size: Literal["micro", "small", "medium", "large"] | None = Field(
        default=None, description="Reported, never scored."
    )


class Workforce(Record):
    """Headcounts of the parts of an organisation that would perform the contract."""

    supported: Whole = Field(ge=0, description="Disabled or disadvantaged people among them.")
    total: Whole = Field(ge=0, description="Everybody in those parts; 0 where it performs none of the contract.")
    evidence: Text | None = Field(default=None, description="What the headcounts rest on.")


class Member(Record):
    """A member of a consortium."""

    name: Text = Field(description="Name of the organisation.")
    number: Text | None = Field(default=None, description="Its registration number, such as that of a company.")
    sector: Sector | None = Field(default=None, description="Reported, never scored.")
    role: Text | None = Field(default=None, description="Its part, such as lead.")
    value_share: Share = Field(description="Its share of the price; all shares add up to 1.")
    area: Identifier | None = Field(default=None, description="Area in which it works.")
    headcount: Whole | None = Field(default=None, ge=0, description="Everybody who works for it; reported.")
    performing_workforce: Workforce | None = Field(
        default=None, description="Headcounts of its parts that would perform the contract."
    )


class PriceLine(Record):
    """A unit price of a demand band, or a fixed sum."""

    title: Text | None = Field(default=None, description="What is priced.")
    band: Identifier | None = Field(default=None, description="Demand band of a unit price.")
    unit_price: NonNegative | None = Field(default=None, description="Price of one unit of the band.")
    fixed: NonNegative | None = Field(default=None, description="A sum that does not depend on demand.")


class Price(Record):
    """A stated total, or lines over the demand bands."""

    total: NonNegative | None = Field(default=None, description="The price as one sum.")
    lines: tuple[PriceLine, ...] = Field(default=(), description="Unit prices and fixed sums.")


class SuccessRate(Record):
    """The share of a band's demand that ends well."""

    value: Share = Field(description="Share of the demand, 0 to 1.")
    evidence: Text | None = Field(default=None, description="What it rests on.")
    evidence_from: Identifier | None = Field(
        default=None, description="The band that the evidence is from, where it is another one."
    )


class Declaration(Record):
    """The answer to a gate."""

    value: Flag = Field(description="Whether the gate is met.")
    evidence: Text | None = Field(default=None, description="Where the bid says so.")


class Claim(Record):
    """The bid's value of a measure."""

    value: Exact = Field(description="The quantity, in the measure's unit.")
    evidence: Text | None = Field(default=None, description="Where the bid says so.")


class WholeLifeCost(Record):
    """A cost in one year of the asset's or service's life."""

    title: Text = Field(description="What is paid for.")
    kind: Literal["acquisition", "operation", "maintenance", "carbon", "end-of-life", "residual"] = Field(
        description="Kind of cost; a residual value counts as less cost."
    )
    year: Whole = Field(ge=0, le=300, description="Year of the cost; 0 is not discounted.")
    amount: NonNegative = Field(description="Sum in real prices of the base year.")


class Commitment(Record):
    """A promise of a quantity of a measure."""

    id: Identifier = Field(description="Its id within the bid.")
    measure: Identifier = Field(description="What is promised.")
    quantity: NonNegative = Field(description="How much; in each of its years, where there is more than one.")
    unit: Text = Field(description="Unit of the quantity.")
    baseline: NonNegative | None = Field(
        default=None, description="How much of it there is today, in the same unit; the quantity comes on top."
    )
    group: Identifier | None = Field(default=None, description="Who benefits, such as care-leavers.")
    activity: Identifier | None = Field(
        default=None, description="Name of the activity; the same name twice is the same activity and counts once."
    )
    from_year: Whole = Field(default=1, ge=1, le=300, description="Contract year in which delivery begins.")
    years: Whole = Field(default=1, ge=1, le=300, description="Contract years in which the quantity is delivered.")
    share_of_time: Share = Field(
        default=Decimal(1), gt=0, description="Part that belongs to this contract, where it is shared with others."
    )
    core: Flag = Field(
        default=False, description="Whether the specification asks for it anyway; then it is worth nothing."
    )
    area: Identifier | None = Field(default=None, description="Where the benefit lands.")
    areas: dict[Identifier, Share] = Field(
        default={}, description="Share of the benefit that lands in each area, in place of `area`; they add up to 1."
    )
    accrues_to: Identifier | None = Field(default=None, description="Agency of the budget that gains.")
    due: Day | None = Field(default=None, description="By when.")
    evidence: Text | None = Field(default=None, description="How delivery will be shown.")
    owner: Text | None = Field(
        default=None, description="Who delivers it: the name of an organisation of the bid, or its role."
    )
    reports_to: Text | None = Field(default=None, description="Who hears about it.")

    @property
    def lands(self) -> Mapping[str, Decimal]:
        """Share of the benefit that lands in each area; nothing where the bid does not say where it lands."""
        return {self.area: Decimal(1)} if self.area is not None else self.areas


class Withdrawal(Record):
    """When a bid was withdrawn, and by whom."""

    on: Day = Field(description="Day on which it was withdrawn.")
    by: Text = Field(description="Who withdrew it: a role, as the supplier's letter gives it.")
    assessed: Flag | None = Field(
        default=None, description="Whether it had been assessed by then; absent where nobody has said."
    )


class Recorded(Record):
    """Marks fixed elsewhere, before or after weighting."""

    marks: Marks | None = Field(default=None, description="Marks, 0 to 100.")
    weighted: NonNegative | None = Field(default=None, description="Weighted marks, 0 to the weight.")


class Bid(Record):
    """What one bidder submitted."""

    kind: Literal["bid"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="Short name of the bid.")
    supplier: Supplier = Field(description="Who submits it.")
    lot: Identifier | None = Field(default=None, description="The lot that it is for, where there are lots.")
    bidder: Identifier | None = Field(
        default=None, description="Who bids, where bids of one bidder for several lots name the supplier differently."
    )
    role: Literal["bidder", "comparator"] = Field(default="bidder", description="A comparator is never ranked.")
    status: Literal["submitted", "withdrawn"] = Field(default="submitted", description="A withdrawn bid is not marked.")
    withdrawn: Withdrawal | None = Field(
        default=None, description="When it was withdrawn and by whom; says the same as `status: withdrawn`."
    )
    variant_of: Identifier | None = Field(
        default=None, description="Id of the same supplier's bid that this one is a variant of, where variants may bid."
    )
    members: tuple[Member, ...] = Field(default=(), description="Members of a consortium.")
    lead: Text | None = Field(default=None, description="Name of the member that leads the consortium.")
    liability: Literal["joint-and-several", "lead-only", "each-its-own-part"] | None = Field(
        default=None, description="Who answers for the contract where a consortium holds it."
    )
    performing_workforce: Workforce | None = Field(
        default=None,
        description="Headcounts of the parts that would perform the contract; of a consortium, together.",
    )
    delivery: tuple[Delivery, ...] = Field(default=(), description="Who is paid in the end, where it is not members.")
    price: Price | None = Field(default=None, description="The price.")
    success_rate: dict[Identifier, SuccessRate] = Field(default={}, description="Success rate of each band.")
    capacity: Capacity | None = Field(default=None, description="How far the service can grow.")
    cost_lines: tuple[CostLine, ...] = Field(default=(), description="What the price pays for.")
    channels: tuple[Channel, ...] = Field(default=(), description="Ways in which people are served.")
    automation: tuple[Automation, ...] = Field(default=(), description="Claims of time saved.")
    declarations: dict[Identifier, Declaration] = Field(default={}, description="Answers to gates.")
    measures: dict[Identifier, Claim] = Field(default={}, description="Values of measures.")
    whole_life_costs: tuple[WholeLifeCost, ...] = Field(default=(), description="Dated costs.")
    statements: dict[Identifier, Text] = Field(default={}, description="Written answers, by criterion.")
    recorded: dict[Identifier, Recorded] = Field(default={}, description="Marks fixed elsewhere.")
    commitments: tuple[Commitment, ...] = Field(default=(), description="Promised quantities.")
    workforce_hours: NonNegative | None = Field(
        default=None, description="Hours that everybody on the contract works, over its whole length."
    )
    subcontract_spend: NonNegative | None = Field(
        default=None, description="What the bidder will pay to subcontractors, over the whole length."
    )
    assets: tuple[BidAsset, ...] = Field(default=(), description="What it reuses, extends and builds.")
    datasets: tuple[Dataset, ...] = Field(default=(), description="Data sets that the service makes or keeps.")
    data_flows: tuple[DataFlow, ...] = Field(default=(), description="Uses of data about people.")
    ethics: dict[Identifier, Text] = Field(default={}, description="Answers to prompts on the ethics of data.")
    negative_effects: tuple[NegativeEffect, ...] = Field(default=(), description="Harm that the use of data could do.")
    pilot: Pilot | None = Field(default=None, description="Something new that is tried.")

    @property
    def tenderer(self) -> str:
        """Name of the supplier, and what the bid is a variant of where it is one."""
        of = f" (variant of {self.variant_of})" if self.variant_of is not None else ""
        return f"{self.supplier.name}{of}"

    @model_validator(mode="before")
    @classmethod
    def _withdrawn_by_its_date(cls, given: object) -> object:
        """A bid with the day of its withdrawal is withdrawn, so its status need not say so a second time."""
        if isinstance(given, Mapping) and given.get("withdrawn") is not None and "status" not in given:
            return {**given, "status": "withdrawn"}
        return given


def flat_bid(bid_id: str, supplier: str, total: Decimal, measures: dict[str, Claim], lot: str | None = None) -> Bid:
    """Return the bid of one row of ``bids.csv`` whose cells the reader has already checked.

    Validating ten thousand rows of sixty checked cells again would take most of a run.
    """
    return Bid.model_construct(
        kind="bid",
        schema_version=1,
        id=bid_id,
        supplier=Supplier.model_construct(name=supplier, sector=None, size=None),
        price=Price.model_construct(total=total, lines=()),
        measures=measures,
        lot=lot,
    )
