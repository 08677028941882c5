"""The places that a contract serves, and how much more a person reached counts where need is greater."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Flag, Identifier, NonNegative, Record, Text


class Area(Record):
    """A place in which benefit may land."""

    id: Identifier = Field(description="The id that commitments use.")
    title: Text = Field(description="Its name.")
    priority: Flag = Field(default=False, description="Whether it is a priority area.")
    code: Identifier | None = Field(default=None, description="Its official code, as a register of areas has it.")
    need_weight: NonNegative | None = Field(
        default=None, description="How much a person reached there counts, where no register says it."
    )


class NeedGroup(Record):
    """A group of people, with how much one of them counts."""

    id: Identifier = Field(description="The id that commitments use as their group.")
    title: Text = Field(description="Its name.")
    need_weight: NonNegative = Field(description="How much a person of the group counts.")


class Need(Record):
    """How people reached are weighted by need: published weights, stated or by the values of a register."""

    measures: tuple[Identifier, ...] = Field(min_length=1, description="Measures that count people, in one unit.")
    reason: Text = Field(description="Where the weights come from, and why they are fair.")
    otherwise: NonNegative = Field(description="Weight of people for whom no area or group with a weight is named.")
    register_id: Identifier | None = Field(
        default=None, alias="register", description="Id of a register with a value for the code of each area."
    )
    entry: Identifier | None = Field(default=None, description="Id of the entry in that register.")
    weights: dict[Text, NonNegative] = Field(default={}, description="Weight of each value that the register gives.")
    groups: tuple[NeedGroup, ...] = Field(default=(), description="Groups with a weight of their own.")
    both: Literal["multiply", "higher"] | None = Field(
        default=None, description="What counts where both the area and the group have a weight."
    )


class PlaceProfile(Record):
    """The places that the contract serves."""

    areas: tuple[Area, ...] = Field(min_length=1, description="The areas.")
    register_id: Identifier | None = Field(
        default=None, alias="register", description="Id of the register of areas that the codes come from."
    )
    need: Need | None = Field(default=None, description="How people reached are weighted by need.")
