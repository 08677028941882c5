"""What happens to data: what a procurement handles and asks, and what a bid says of its data sets and their use."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Flag, Identifier, Record, Text, Whole

DatasetKind = Literal["canonical", "local-live"]


class Prompt(Record):
    """A short question that a bid answers in writing."""

    id: Identifier = Field(description="The id that answers use.")
    asks: Text = Field(description="The question.")


class DataRegister(Record):
    """A register that is kept in one place, for everybody to key to."""

    id: Identifier = Field(description="The id that bids use.")
    title: Text = Field(description="What it holds.")
    steward: Text = Field(description="Who keeps it.")


class DataProfile(Record):
    """Which data the contract handles, which registers exist, and what bidders are asked about its use."""

    personal: Flag = Field(description="Whether the contract handles data about people.")
    shared: Flag = Field(description="Whether the contract handles data that organisations share.")
    registers: tuple[DataRegister, ...] = Field(default=(), description="Registers that exist already.")
    prompts: tuple[Prompt, ...] = Field(
        default=(), description="Prompts on the ethics of data, beside those of the framework."
    )

    @property
    def is_handled(self) -> bool:
        """Whether any data is handled that people or organisations would want to know about."""
        return self.personal or self.shared


class OpenRoute(Record):
    """How anybody gets the data."""

    licence: Text | None = Field(default=None, description="Licence under which it is published.")
    cadence: Text | None = Field(default=None, description="How often it is published.")
    not_applicable: Text | None = Field(default=None, description="Why there is no such route.")


class ResearchRoute(Record):
    """How a researcher gets the data."""

    application: Text | None = Field(default=None, description="How to apply, and who decides.")
    not_applicable: Text | None = Field(default=None, description="Why there is no such route.")


class PortabilityRoute(Record):
    """How the data moves on with a person, or to the next provider."""

    format: Text | None = Field(default=None, description="Format in which it leaves.")
    citizen_route: Text | None = Field(default=None, description="How a person gets their own data.")
    exit_days: Whole | None = Field(
        default=None, ge=0, description="Days within which all of it is handed over at the end."
    )
    not_applicable: Text | None = Field(default=None, description="Why there is no such route.")


class Access(Record):
    """The three routes to a data set."""

    open_route: OpenRoute | None = Field(default=None, alias="open", description="How anybody gets it.")
    research: ResearchRoute | None = Field(default=None, description="How a researcher gets it.")
    portability: PortabilityRoute | None = Field(default=None, description="How it moves on.")


class Dataset(Record):
    """A data set that the service makes or keeps."""

    id: Identifier = Field(description="Its id within the bid.")
    title: Text = Field(description="What it holds.")
    personal: Flag = Field(description="Whether it holds data about people.")
    kind: DatasetKind | None = Field(
        default=None, description="A register that others key to, or local data that changes from day to day."
    )
    keyed_to: Identifier | None = Field(default=None, description="The listed register whose keys it uses.")
    copies: Identifier | None = Field(default=None, description="The listed register of which it is a copy.")
    steward: Text | None = Field(default=None, description="Who keeps it.")
    refresh: Text | None = Field(default=None, description="How often it is brought up to date.")
    access: Access = Field(default=Access(), description="The three routes to it.")


class DataFlow(Record):
    """A use of data about people: what for, what the person gains by it, and what the person can do about it."""

    dataset: Identifier = Field(description="The data set that is used.")
    purpose: Text | None = Field(default=None, description="What it is used for.")
    benefit_to_citizen: Text | None = Field(default=None, description="What the person gains by it.")
    citizen_control: Text | None = Field(
        default=None, description="How the person sees, corrects, limits or stops the use."
    )


class NegativeEffect(Record):
    """A harm that the use of data could do, and what keeps it small."""

    effect: Text = Field(description="What could go wrong, and for whom.")
    mitigation: Text | None = Field(default=None, description="What keeps it small, and who watches over it.")
