"""The published method of one procurement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from social_value.model.assets import SharedAsset
from social_value.model.base import (
    Consequence,
    Day,
    Exact,
    Flag,
    Identifier,
    Marks,
    NonNegative,
    Pillar,
    Positive,
    Record,
    RegisterValue,
    SchemaVersion,
    Share,
    Text,
    Waiver,
    Whole,
)
from social_value.model.budget import Budget
from social_value.model.data_use import DataProfile
from social_value.model.efficiency import Efficiency
from social_value.model.joined_up import Cohort, LinkedOutcome, OwnTheme
from social_value.model.pilot import PilotLimit
from social_value.model.place import PlaceProfile
from social_value.model.route import Procedure, Reservation
from social_value.model.scale import ScoringScale
from social_value.model.scoring import Score
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


class MarksMinimum(Record):
    """The lowest acceptable marks, and what happens below them."""

    marks: Marks = Field(description="Lowest acceptable marks, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")


class Minimum(Record):
    """The lowest acceptable level or marks on one criterion, and what happens below it."""

    level: Exact | None = Field(default=None, description="Lowest acceptable level of the criterion's scale.")
    marks: Marks | None = Field(default=None, description="Lowest acceptable marks, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")


class Evaluation(Record):
    """The evaluation method, with its own keys kept as the file gives them."""

    model_config = ConfigDict(extra="allow")

    method: Identifier = Field(description="Id of the evaluation method.")
    rounding: Rounding = Field(description="The one declared rounding.")
    tie_break: tuple[Text, ...] = Field(
        default=(), description="Criterion ids, pillar ids, lowest-price or lots-drawn, in order."
    )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The method's own keys, as the file gives them."""
        return self.model_extra or {}


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


class Gate(Record):
    """A pass or fail question with a declared consequence."""

    id: Identifier = Field(description="The id that declarations use.")
    title: Text = Field(description="What it asks.")
    asks: Literal["declaration", "figure"] = Field(description="What decides it.")
    of: Text | None = Field(default=None, description="The figure or measure that a figure gate reads.")
    at_least: Exact | None = Field(default=None, description="Lowest figure that passes.")
    at_most: Exact | None = Field(default=None, description="Highest figure that passes.")
    consequence: Consequence = Field(description="What happens to a bid that fails.")


class Criterion(Record):
    """An award criterion: one that earns marks, or one that only holds its parts."""

    id: Identifier = Field(description="The id that scores use.")
    title: Text | None = Field(default=None, description="Its title.")
    description: Text | None = Field(default=None, description="What is asked, as published.")
    question: Text | None = Field(default=None, description="The question that bidders answer in writing.")
    word_limit: Whole | None = Field(default=None, ge=1, description="Most words of the answer.")
    subject_matter: Text | None = Field(default=None, description="How it relates to what is bought.")
    sub_criteria: tuple[Text, ...] = Field(
        default=(), description="What evaluators look for, as published; not marked one by one."
    )
    framework_criterion: Identifier | None = Field(
        default=None, description="The criterion of the framework that it stands for, where its id is another."
    )
    theme: Identifier | None = Field(
        default=None, description="The theme that it is grouped under in the report; parts inherit it."
    )
    pillar: Pillar | None = Field(default=None, description="Its pillar; parts inherit it.")
    weight: NonNegative | None = Field(default=None, description="Points of the total.")
    score: Score | None = Field(default=None, description="How it earns marks.")
    minimum: Minimum | None = Field(default=None, description="Lowest acceptable level or marks.")
    criteria: tuple[Criterion, ...] = Field(default=(), description="Its parts.")

    @property
    def label(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id


class PillarFloor(Record):
    """The lowest acceptable marks of a pillar."""

    floor: Marks = Field(description="Lowest acceptable marks of the pillar, 0 to 100.")
    consequence: Consequence = Field(description="What happens to a bid below it.")


class LowBid(Record):
    """When a price is low enough to need an explanation on record."""

    should_cost: Positive | None = Field(default=None, description="What the contract should cost.")
    below_should_cost_percent: Positive | None = Field(default=None, le=100, description="Flag beyond this share.")
    below_mean_percent: Positive | None = Field(default=None, le=100, description="Flag beyond this share.")


class PublicRecord(Record):
    """What is known of an evaluation that was published elsewhere."""

    published_without_rationales: Flag = Field(description="Whether scores were published without reasons.")
    reference: Text = Field(description="Where it was published.")


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


def _whose(criteria: object) -> str:
    return "shared" if isinstance(criteria, str) else "own"


LotCriteria = Annotated[
    Annotated[Literal["shared"], Tag("shared")] | Annotated[tuple[Criterion, ...], Tag("own"), Field(min_length=1)],
    Discriminator(_whose),
]


class Lot(Record):
    """A part of the procurement that is bid for and awarded by itself."""

    id: Identifier = Field(description="The id that bids use.")
    title: Text = Field(description="Its title.")
    criteria: LotCriteria = Field(description="`shared` for the procurement's criteria, or its own, adding up to 100.")
    estimated_value: Positive | None = Field(default=None, description="Its part of the estimated value.")
    demand: Demand | None = Field(default=None, description="What its price is taken over, in place of the shared.")
    low_bid: LowBid | None = Field(
        default=None, description="When a price needs an explanation, in place of the shared rule."
    )
    gates: tuple[Gate, ...] = Field(default=(), description="Pass or fail questions beside the shared ones.")


LotsRule = Literal["best-sum", "best-sum-by-value", "lot-order"]


class LotsLimit(Record):
    """How many lots one supplier may bid for and be awarded, and who is chosen where the limit binds."""

    most_bid: Whole | None = Field(default=None, ge=1, description="Most lots that one supplier may bid for.")
    most_awarded: Whole | None = Field(default=None, ge=1, description="Most lots that one supplier may be awarded.")
    choose: LotsRule | None = Field(
        default=None, description="Which combination of awards is chosen, where the number of awards is limited."
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
    framework: Identifier | None = Field(default=None, description="Id of the framework it uses.")
    contract: Contract | None = Field(default=None, description="The contract to be awarded.")
    procedure: Procedure | None = Field(default=None, description="The procedure by which it is awarded.")
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
