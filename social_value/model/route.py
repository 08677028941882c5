"""Reservations: who may bid at all, as dated rules of a register, and as one procurement uses them.

A rule says under which facts of a procurement a reservation is open, and what a bid must show to be inside it. Which
tests of facts there are is the business of ``core.law.open_routes``; what they are held against is in a register.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field

from social_value.model.base import (
    Confidence,
    Day,
    Exact,
    Identifier,
    Period,
    Positive,
    Record,
    Reference,
    RegisterValue,
    Text,
    Whole,
)
from social_value.model.policy import Authorities, Services

Nation = Literal["northern-ireland", "scotland", "wales"]
Procedure = Literal["open", "competitive-flexible", "direct-award", "framework-call-off", "below-threshold"]


class Reservation(Record):
    """Whom a competition is reserved for; a bid outside it is disregarded."""

    kind: Identifier = Field(description="Id of the reservation in the register of rules.")
    also: tuple[Identifier, ...] = Field(
        default=(), description="Ids of further reservations that hold at the same time."
    )
    rules: Identifier = Field(default="uk-reservations", description="Id of the register of rules.")
    area: Text | None = Field(default=None, description="The local area, where it is reserved for one, as published.")
    reason: Text | None = Field(default=None, description="Why it is reserved, for the record.")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every reservation that holds, the first one first."""
        return (self.kind, *self.also)


class _Condition(Record):
    otherwise: Literal["closed", "check"] = Field(
        description="What the reservation is where the facts are known and this does not hold."
    )
    reason: Text = Field(description="What is said where it does not hold.")
    authorities: tuple[Authorities, ...] = Field(
        default=(), description="Kinds of authority that it is asked of; all where absent."
    )


class NationCondition(_Condition):
    """The framework is of none of these nations; what a framework does not say is no nation of its own."""

    test: Literal["nation"]
    none_of: tuple[Nation, ...] = Field(min_length=1, description="Nations whose procurements it is not for.")


class AuthorityCondition(_Condition):
    """The authority is of one of these kinds."""

    test: Literal["authority"]
    any_of: tuple[Authorities, ...] = Field(min_length=1, description="Kinds of authority that it is for.")


class ServiceCondition(_Condition):
    """What is bought is one of these."""

    test: Literal["service"]
    any_of: tuple[Services, ...] = Field(min_length=1, description="What may be bought.")


class ReservableCondition(_Condition):
    """The services are of a kind that regulations name as reservable."""

    test: Literal["reservable-services"]


class TermCondition(_Condition):
    """The contract runs for no longer than this."""

    test: Literal["term-at-most"]
    years: Positive = Field(description="Longest term, in years.")


class ProcedureCondition(_Condition):
    """The procedure is one of these."""

    test: Literal["procedure"]
    any_of: tuple[Procedure, ...] = Field(min_length=1, description="Procedures that allow it.")


class BelowThreshold(_Condition):
    """The estimated value with VAT is below the threshold."""

    test: Literal["below-threshold"]


class AtLeastThreshold(_Condition):
    """The estimated value with VAT is at the threshold or above."""

    test: Literal["at-or-above-threshold"]


class TogetherCondition(_Condition):
    """The procurement makes one of these reservations too."""

    test: Literal["together-with"]
    any_of: tuple[Identifier, ...] = Field(min_length=1, description="Ids of the other reservations.")


Condition = Annotated[
    NationCondition
    | AuthorityCondition
    | ServiceCondition
    | ReservableCondition
    | TermCondition
    | ProcedureCondition
    | BelowThreshold
    | AtLeastThreshold
    | TogetherCondition,
    Discriminator("test"),
]


class ReservedGate(Record):
    """What a bid must show to be inside a reservation. Whoever does not is disregarded."""

    id: Identifier = Field(description="The id that declarations use.")
    title: Text = Field(description="What it asks.")
    asks: Literal["declaration", "figure"] = Field(description="What decides it.")
    of: Text | None = Field(default=None, description="The figure that it reads, where it reads one.")
    at_least: Exact | None = Field(default=None, description="Lowest figure that is inside.")


class RouteRule(Record):
    """What holds of a reservation for procurements of a period."""

    in_force: Period = Field(description="Procurements it is for, by the day they commenced.")
    as_of: Day = Field(description="Day on which it was last read in its source.")
    reference: Reference = Field(description="Where it is published.")
    confidence: Confidence = Field(description="How sure we are of it.")
    conditions: tuple[Condition, ...] = Field(default=(), description="Facts under which it is open.")
    gates: tuple[ReservedGate, ...] = Field(min_length=1, description="What a bid must show.")


class Route(Record):
    """A reservation with its rules, oldest first."""

    id: Identifier = Field(description="The id by which procurements name it.")
    title: Text = Field(description="Whom it is for.")
    needs_area: bool = Field(default=False, strict=True, description="Whether a procurement must say which area.")
    rules: tuple[RouteRule, ...] = Field(min_length=1, description="Its rules, oldest first.")

    def rule_on(self, day: date | None) -> RouteRule | None:
        """Return the rule in force on a day, or the latest where no day is given."""
        known = [rule for rule in self.rules if day is None or rule.in_force.holds(day)]
        return known[-1] if known else None


class Threshold(RegisterValue):
    """Where the threshold of some contracts stands."""

    services: tuple[Services, ...] = Field(min_length=1, description="What is bought.")
    authorities: tuple[Authorities, ...] = Field(min_length=1, description="Kinds of authority.")


class Routes(Record):
    """The reservations that a register holds, and where the thresholds stand that they are held against."""

    max_age_months: Whole = Field(ge=1, description="Age beyond which a rule must be read again.")
    thresholds: tuple[Threshold, ...] = Field(default=(), description="Thresholds, by what is bought and by whom.")
    routes: tuple[Route, ...] = Field(min_length=1, description="The reservations.")

    def route(self, route_id: str) -> Route | None:
        """Return the reservation with this id."""
        return next((one for one in self.routes if one.id == route_id), None)
