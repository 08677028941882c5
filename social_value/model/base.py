"""What every file of the tool shares: strict, frozen records and the types of their values."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Record(BaseModel):
    """A frozen part of a file in which an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _exact(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise PydanticCustomError("exact_number", "expected a plain number such as 12 or 12.50")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "expected a date written like 2026-10-05")


Identifier = Annotated[
    str, StringConstraints(strict=True, pattern=rf"^{_IDENTIFIER.pattern}$"), Field(title="Identifier")
]
LONGEST_TEXT = 30_000
"""Characters of a text; a spreadsheet cell holds few more."""
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=LONGEST_TEXT)]
Flag = StrictBool
Exact = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
NonNegative = Annotated[Exact, Field(ge=0), WithJsonSchema({"type": "number", "minimum": 0})]
Positive = Annotated[Exact, Field(gt=0), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
Share = Annotated[Exact, Field(ge=0, le=1), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Marks = Annotated[Exact, Field(ge=0, le=100), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})]
Whole = Annotated[int, Field(strict=True)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]

Pillar = Literal["financial", "environmental", "social", "quality"]
PILLARS: tuple[Pillar, ...] = ("financial", "environmental", "social", "quality")
Consequence = Literal["disregard", "not-awardable", "flag"]
Confidence = Literal["official", "secondary", "unverified"]
SchemaVersion = Annotated[Literal[1], Field(alias="schema", description="Version of the file format: 1.")]


class Reference(Record):
    """Where a statement or a value comes from."""

    title: Text = Field(description="Title of the publication, table or page.")
    href: Text | None = Field(default=None, description="Its address.")


class Period(Record):
    """A span of days, both ends included; an absent end is open."""

    from_day: Day | None = Field(default=None, alias="from", description="First day.")
    to_day: Day | None = Field(default=None, alias="to", description="Last day.")

    def holds(self, day: date) -> bool:
        """Tell whether a day is in the period."""
        return (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)


class WeightRange(Record):
    """The lowest and the highest weight that something may take, both included."""

    at_least: NonNegative | None = Field(default=None, description="Lowest weight, in points of the total.")
    at_most: NonNegative | None = Field(default=None, description="Highest weight, in points of the total.")

    def holds(self, weight: Decimal | Fraction) -> bool:
        """Tell whether a weight is in the range."""
        return (self.at_least is None or self.at_least <= weight) and (self.at_most is None or weight <= self.at_most)


class RegisterValue(Record):
    """A value of a register, named rather than written out."""

    register_id: Identifier = Field(alias="register", description="Id of the register.")
    entry: Identifier = Field(description="Id of the entry in that register.")


class Waiver(Record):
    """A finding that stands, with the reason for which it is accepted. It appears in every report."""

    rule: Identifier = Field(description="Code of the finding.")
    reason: Text = Field(description="Why it is accepted, in words that a reader of the report can judge.")
    at: Text | None = Field(
        default=None, description="Id of the criterion, measure, bid or entry that it is about; all of them if absent."
    )


def is_identifier(text: str) -> bool:
    """Tell whether a text may be an id."""
    return _IDENTIFIER.fullmatch(text) is not None
