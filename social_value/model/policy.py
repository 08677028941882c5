"""What a framework asks of every procurement that uses it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, WithJsonSchema

from social_value.model.base import (
    Confidence,
    Identifier,
    NonNegative,
    Period,
    Pillar,
    Positive,
    Record,
    Reference,
    Whole,
)

ALL = "all"


def _listed(value: Any) -> Any:  # noqa: ANN401  # whatever a file holds
    return [value] if value == ALL else value


Names = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"const": ALL}, {"type": "array", "items": {"type": "string"}}]}),
]
Authorities = Literal["central", "sub-central", "nhs"]
Services = Literal["goods", "services", "works", "light-touch"]


class Selection(Record):
    """A group of a procurement's criteria: by themes of the framework, by pillars, or by their own ids."""

    themes: Names = Field(default=(), description="Themes whose criteria are meant; `all` for every theme.")
    pillars: tuple[Pillar, ...] = Field(default=(), description="Pillars whose criteria are meant.")
    criteria: tuple[Identifier, ...] = Field(default=(), description="Criteria that are meant.")


class Scope(Record):
    """The procurements that something is for; every condition that is stated must hold."""

    value_at_least: NonNegative | None = Field(default=None, description="Estimated value with VAT, this or more.")
    value_above: NonNegative | None = Field(default=None, description="Estimated value with VAT, more than this.")
    value_below: NonNegative | None = Field(default=None, description="Estimated value with VAT, less than this.")
    authorities: tuple[Authorities, ...] = Field(default=(), description="Kinds of authority; any where absent.")
    services: tuple[Services, ...] = Field(default=(), description="What is bought; anything where absent.")


class _Rule(Record):
    severity: Literal["error", "warning"] = Field(description="Whether a breach stops the run.")
    reference: Reference = Field(description="Where the rule is published.")
    confidence: Confidence = Field(description="How sure we are of the rule.")
    commenced: Period | None = Field(default=None, description="Procurements it is for, by the day they commenced.")
    when: Scope | None = Field(default=None, description="Procurements it is for; all where absent.")
    locked: bool = Field(default=False, strict=True, description="Whether a local framework may not replace it.")
    id: Identifier | None = Field(default=None, description="Name by which a local framework may replace it.")


class MinimumWeight(_Rule):
    """A group of criteria weighs at least a percentage."""

    rule: Literal["minimum-weight"]
    of: Selection = Field(description="The criteria that are weighed.")
    percent: Positive = Field(le=100, description="Lowest percentage.")
    base: Literal["total", "non-price"] = Field(
        default="total",
        description="What it is a percentage of; methods without a total are always taken as non-price.",
    )


class WeightWithin(_Rule):
    """A group of criteria weighs no less and no more than stated."""

    rule: Literal["weight-range"]
    of: Selection = Field(description="The criteria that are weighed.")
    at_least: NonNegative | None = Field(default=None, description="Lowest weight, in points of the total.")
    at_most: NonNegative | None = Field(default=None, description="Highest weight, in points of the total.")


class WeightInSteps(_Rule):
    """A group of criteria weighs a multiple of a step."""

    rule: Literal["weight-step"]
    of: Selection = Field(description="The criteria that are weighed.")
    step: Positive = Field(description="The step, such as 5 points.")


class PillarsRequired(_Rule):
    """Criteria of every pillar that is named."""

    rule: Literal["pillars-required"]
    pillars: tuple[Pillar, ...] = Field(min_length=1, description="The pillars.")


class GateRequired(_Rule):
    """A gate that every procurement has."""

    rule: Literal["gate-required"]
    gate: Identifier = Field(description="Id of a gate that the framework offers.")


class CriterionRequired(_Rule):
    """A criterion that every procurement has."""

    rule: Literal["criterion-required"]
    criterion: Identifier = Field(description="Id of a criterion that the framework offers.")


class MeasureCount(_Rule):
    """How many measures bidders may be asked to commit to."""

    rule: Literal["measure-count"]
    of: Selection | None = Field(default=None, description="Themes whose measures are counted; all where absent.")
    at_least: Whole | None = Field(default=None, ge=0, description="Fewest.")
    at_most: Whole | None = Field(default=None, ge=0, description="Most.")


class OutcomeCount(_Rule):
    """How many outcomes of the framework a procurement may ask for."""

    rule: Literal["outcome-count"]
    at_least: Whole | None = Field(default=None, ge=0, description="Fewest.")
    at_most: Whole | None = Field(default=None, ge=0, description="Most.")


class KpiCount(_Rule):
    """How many key performance indicators the contract names."""

    rule: Literal["kpi-count"]
    at_least: Whole = Field(ge=1, description="Fewest.")
    social_value: bool = Field(default=False, strict=True, description="Whether only those on social value count.")


PolicyRule = Annotated[
    MinimumWeight
    | WeightWithin
    | WeightInSteps
    | PillarsRequired
    | GateRequired
    | CriterionRequired
    | MeasureCount
    | OutcomeCount
    | KpiCount,
    Discriminator("rule"),
]
