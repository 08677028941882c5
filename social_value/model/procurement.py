"""The published method of one procurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from social_value.model.assets import SharedAsset
from social_value.model.base import (
    Day,
    Flag,
    Identifier,
    NonNegative,
    Pillar,
    Positive,
    Record,
    SchemaVersion,
    Text,
    Waiver,
    Whole,
)
from social_value.model.budget import Budget
from social_value.model.criteria import Criterion, Gate, PillarFloor
from social_value.model.data_use import DataProfile
from social_value.model.efficiency import Efficiency
from social_value.model.joined_up import Cohort, LinkedOutcome, OwnTheme
from social_value.model.lots import Lot, LotsLimit
from social_value.model.pilot import PilotLimit
from social_value.model.place import PlaceProfile
from social_value.model.pricing import Demand, LowBid, WholeLife
from social_value.model.route import Procedure, Reservation
from social_value.model.scale import ScoringScale
from social_value.model.stages import Stages
from social_value.model.valuation import MeasureValue, Valuation


class Authority(Record):
    """The contracting authority."""

    name: Text = Field(description="Its name.")
    type: Literal["central", "sub-central", "nhs"] = Field(description="Kind of authority, which decides thresholds.")


class Contract(Record):
    """The contract to be awarded."""

    estimated_value: Positive = Field(description="Estimated value in the stated currency.")
    currency: Literal["GBP", "EUR", "USD"] = Field(description="Currency of every price.")
    vat: Literal["included", "excluded"] = Field(description="Whether the estimated value includes VAT.")
    starts_on: Day | None = Field(default=None, description="First day of the contract.")
    years: Positive | None = Field(default=None, description="Length in years.")
    service: Literal["goods", "services", "works", "light-touch"] = Field(description="What is bought.")
    reservable_services: Flag | None = Field(
        default=None, description="Whether regulations name the services as reservable light touch services."
    )


class Rounding(Record):
    """The one declared rounding."""

    places: Whole = Field(ge=0, le=8, description="Decimal places of published numbers.")
    direction: Literal["half-up", "half-even", "down", "up"] = Field(description="What happens to the rest.")
    at: Literal["total", "criterion"] = Field(description="Whether the total or each weighted mark is rounded.")
    rank_on: Literal["exact", "published"] = Field(description="Whether exact or published totals are ranked.")

    @property
    def places_in_words(self) -> str:
        """The number of places with its noun.

        >>> Rounding(places=1, direction="half-up", at="total", rank_on="exact").places_in_words
        '1 place'
        """
        return f"{self.places} {'place' if self.places == 1 else 'places'}"


class Evaluation(Record):
    """The evaluation method, with its own keys kept as the file gives them."""

    model_config = ConfigDict(extra="allow")

    method: Identifier = Field(description="Id of the evaluation method.")
    rounding: Rounding = Field(description="The one declared rounding.")
    out_of: Whole = Field(
        default=100, ge=1, le=10_000, description="What the weights of all criteria add up to; 100 when absent."
    )
    tie_break: tuple[Text, ...] = Field(
        default=(), description="Criterion ids, pillar ids, lowest-price or lots-drawn, in order."
    )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The method's own keys, as the file gives them."""
        return self.model_extra or {}


class Measure(Record):
    """A thing that can be counted, with its title and unit for the report."""

    id: Identifier = Field(description="The id that bids and criteria use.")
    title: Text = Field(description="Its name in the report.")
    unit: Text = Field(description="Its unit.")
    description: Text | None = Field(default=None, description="How it is counted.")
    core: Flag = Field(
        default=False, description="Whether the specification asks for it; then it is worth nothing extra."
    )
    value: MeasureValue | None = Field(default=None, description="What one unit is taken to be worth.")
    points_per_unit: NonNegative | None = Field(default=None, description="Initiative points of one unit.")
    most_points: NonNegative | None = Field(default=None, description="Most initiative points that it can earn.")
    counts_in: tuple[Identifier, ...] | None = Field(
        default=None, min_length=1, description="Areas in which a commitment to it counts; everywhere where absent."
    )


class PublicRecord(Record):
    """What is known of an evaluation that was published elsewhere."""

    published_without_rationales: Flag = Field(description="Whether scores were published without reasons.")
    reference: Text = Field(description="Where it was published.")


class ServiceProfile(Record):
    """What kind of service it is for the people who use it."""

    citizen_choice: Literal["none", "some", "full"] = Field(description="Whether people can choose another provider.")


class Kpi(Record):
    """A key performance indicator of the contract."""

    id: Identifier = Field(description="Its id.")
    title: Text = Field(description="What it measures.")
    measure: Identifier | None = Field(default=None, description="The measure that it follows.")
    target: Text | None = Field(default=None, description="What is to be reached.")
    social_value: Flag = Field(default=False, description="Whether it is about social value.")


class Panel(Record):
    """How evaluators work and agree."""

    anonymous_bids: Flag = Field(default=False, description="Whether evaluators see pseudonyms in place of suppliers.")
    settled_by: Literal["consensus", "mean", "median"] = Field(
        default="consensus", description="How several evaluators' levels become one; mean and median carry a warning."
    )


class Procurement(Record):
    """The published method of one procurement."""

    model_config = ConfigDict(
        json_schema_extra={"if": {"not": {"required": ["lots"]}}, "then": {"required": ["criteria"]}}
    )

    kind: Literal["procurement"]
    schema_version: SchemaVersion
    id: Identifier = Field(description="Short name of the procurement.")
    title: Text = Field(description="Title.")
    description: Text | None = Field(default=None, description="Free text.")
    fictional: Flag = Field(default=False, description="Whether everything in it is invented.")
    authority: Authority | None = Field(default=None, description="The contracting authority.")
    commenced_on: Day | None = Field(default=None, description="The day the procurement began.")
    tender_deadline: Text | None = Field(
        default=None, description="Until when tenders may come in, with the time of day, as published."
    )
    framework: Identifier | None = Field(default=None, description="Id of the framework it uses.")
    contract: Contract | None = Field(default=None, description="The contract to be awarded.")
    procedure: Procedure | None = Field(default=None, description="The procedure by which it is awarded.")
    variants: Literal["allowed"] | None = Field(
        default=None, description="`allowed` where a supplier may submit variants beside its bid."
    )
    reservation: Reservation | None = Field(default=None, description="Whom the competition is reserved for.")
    evaluation: Evaluation = Field(description="The evaluation method.")
    demand: Demand | None = Field(default=None, description="What the price is taken over.")
    efficiency: Efficiency | None = Field(default=None, description="How reach and claims of time saved are read.")
    measures: tuple[Measure, ...] = Field(default=(), description="Titles and units of measures.")
    place: PlaceProfile | None = Field(default=None, description="The places served.")
    budget: Budget | None = Field(default=None, description="The agencies that pay for the contract.")
    cohorts: tuple[Cohort, ...] = Field(default=(), description="Groups of people who need several things at once.")
    outcomes: tuple[LinkedOutcome, ...] = Field(default=(), description="Outcomes of its own, and their needs.")
    themes: tuple[OwnTheme, ...] = Field(default=(), description="Themes of its own that criteria are grouped under.")
    valuation: Valuation | None = Field(default=None, description="How commitments are valued in money.")
    service_profile: ServiceProfile | None = Field(default=None, description="What the service is for its users.")
    shared_assets: tuple[SharedAsset, ...] = Field(default=(), description="What exists already, for bidders to use.")
    data: DataProfile | None = Field(default=None, description="Which data is handled, and what is asked about it.")
    pilot: PilotLimit | None = Field(default=None, description="How much may be spent on trying something new.")
    kpis: tuple[Kpi, ...] = Field(default=(), description="Key performance indicators of the contract.")
    kpis_not_appropriate: Text | None = Field(
        default=None, description="Why performance cannot be assessed by indicators, where it cannot."
    )
    panel: Panel | None = Field(default=None, description="How evaluators work and agree.")
    gates: tuple[Gate, ...] = Field(default=(), description="Pass or fail questions.")
    lots: tuple[Lot, ...] = Field(default=(), description="Parts that are awarded by themselves.")
    lots_limit: LotsLimit | None = Field(default=None, description="How many lots one supplier may have.")
    criteria: tuple[Criterion, ...] = Field(
        default=(),
        validate_default=True,
        description="The award criteria; with lots, those that lots share.",
        json_schema_extra={"minItems": 1},
    )
    stages: Stages | None = Field(default=None, description="Stages in which the criteria are assessed.")
    pillars: dict[Pillar, PillarFloor] = Field(default={}, description="Floors of pillars.")
    low_bid: LowBid | None = Field(default=None, description="When a price needs an explanation.")
    whole_life: WholeLife | None = Field(default=None, description="Discounting of whole-life costs.")
    scales: dict[Identifier, ScoringScale] = Field(default={}, description="Scales of its own.")
    record: PublicRecord | None = Field(default=None, description="For an evaluation published elsewhere.")
    waivers: tuple[Waiver, ...] = Field(default=(), description="Findings that stand, with reasons.")

    @property
    def currency(self) -> str:
        """Currency of every price; GBP where the contract is not described."""
        return self.contract.currency if self.contract else "GBP"

    @field_validator("criteria", mode="before")
    @classmethod
    def _some_criteria(cls, given: object, so_far: ValidationInfo) -> object:
        """Only where every lot has criteria of its own may there be none that lots share."""
        if given == [] or (given == () and not so_far.data.get("lots", True)):
            kind = "too_short" if given == [] else "missing"
            raise PydanticCustomError(kind, "criteria are needed", {"min_length": 1})
        return given
