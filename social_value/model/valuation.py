"""How commitments are valued in money: proxies, additionality, evidence, prices of one year, present values."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from social_value.model.base import (
    Identifier,
    NonNegative,
    Positive,
    Record,
    RegisterValue,
    Share,
    Text,
    Whole,
)
from social_value.model.register import ValueType

Style = Literal["percentage", "reference-case"]
Convention = Literal["first-year-undiscounted", "first-year-discounted", "undiscounted"]
ValueLevel = Literal["low", "central", "high"]


class Additionality(Record):
    """The shares of a gross value that are taken off, one after the other; each is stated, even where it is 0."""

    deadweight: Share = Field(description="Share that would have happened anyway.")
    attribution_to_others: Share = Field(description="Share that somebody else causes.")
    displacement: Share = Field(description="Share that only pushes the same benefit out elsewhere.")
    leakage: Share = Field(description="Share that lands outside the area or group.")
    substitution: Share = Field(description="Share where one person or activity only takes the place of another.")


class Impact(Record):
    """From a gross to a net quantity in the style of the reference case."""

    leakage: Share = Field(description="Share that lands outside the area or group.")
    displacement: Share = Field(description="Share that only pushes the same benefit out elsewhere.")
    substitution: Share = Field(description="Share where one person or activity only takes the place of another.")
    multiplier: Positive = Field(description="Effects through suppliers and wages; 1 for none.")


class ReferenceImpact(Impact):
    """What would happen without the contract."""

    quantity: NonNegative = Field(description="Gross quantity that would happen without the contract.")


class ReferenceCase(Record):
    """The quantity with the contract, less the quantity without it; deadweight is the second."""

    impact: Impact = Field(description="With the contract.")
    reference: ReferenceImpact = Field(description="Without it.")


class Lasting(Record):
    """An effect that goes on after the year of delivery."""

    years: Positive = Field(le=300, description="Years that the effect lasts; a part of a year counts as that part.")
    drop_off: Share = Field(description="Share of the effect that is lost from each year to the next.")


class IncomeGrowth(Record):
    """Uprating of a value with income per head, as for values of life satisfaction."""

    register_id: Identifier = Field(alias="register", description="Id of the register of income per head.")
    entry: Identifier = Field(description="Id of the entry in that register.")
    elasticity: Positive = Field(le=10, description="Power to which growth is raised, with at most two decimals.")


class MeasureValue(Record):
    """What one unit of a measure is taken to be worth, and how much of it counts."""

    proxy: RegisterValue = Field(description="The proxy value of one unit.")
    units_per_unit: Positive = Field(
        default=Decimal(1),
        description="Units of the proxy in one unit of the measure, such as 0.2 points of life satisfaction.",
    )
    additionality: Additionality | None = Field(default=None, description="For the style percentage.")
    nothing_taken_off: Text | None = Field(
        default=None, description="In place of five shares that are 0: why nothing is taken off."
    )
    reference_case: ReferenceCase | None = Field(default=None, description="For the style reference-case.")
    lasts: Lasting | None = Field(default=None, description="How long the effect lasts; one year where absent.")
    rate: Identifier | None = Field(default=None, description="Discount rate of its own, such as health.")
    income_growth: IncomeGrowth | None = Field(default=None, description="Uprating with income per head.")
    cap: NonNegative | None = Field(default=None, description="Most that counts for one bid, in the price base.")
    counted_once_with: Identifier | None = Field(
        default=None,
        description="Another measure, or the name of a family of them, of which one thing counts under one only.",
    )

    @property
    def shares_taken_off(self) -> Additionality | None:
        """The five shares of the style percentage, all 0 where nothing is taken off; None where none are stated."""
        if self.nothing_taken_off is None:
            return self.additionality
        return Additionality.model_validate(dict.fromkeys(Additionality.model_fields, Decimal(0)))


class Discounting(Record):
    """The convention by which years are discounted, with the register of rates."""

    convention: Convention = Field(description="Whether contract year 1 has factor 1, or is divided by 1 + rate.")
    register_id: Identifier | None = Field(default=None, alias="register", description="Id of the register of rates.")
    rate: Identifier | None = Field(default=None, description="Id of the rate in that register.")


class Limit(Record):
    """A sum in money: stated, or as a percentage of the price or of the estimated value of the contract."""

    amount: NonNegative | None = Field(default=None, description="The sum.")
    percent_of_price: NonNegative | None = Field(default=None, description="Percent of the bid's price.")
    percent_of_estimated_value: NonNegative | None = Field(
        default=None, description="Percent of the contract's estimated value."
    )


class AddedTogether(Record):
    """The published rule by which values of different types are added."""

    types: tuple[ValueType, ...] = Field(min_length=1, description="Types of value that the total adds up.")
    reason: Text = Field(description="Why they may be added: what keeps one gain from being counted twice.")


class Plausibility(Record):
    """A ratio beyond which a promise raises a question to the bidder. It never changes a value."""

    measures: tuple[Identifier, ...] = Field(min_length=1, description="Measures whose quantities are added up.")
    against: Literal["workforce-hours", "price", "subcontract-spend", "contract-weeks"] = Field(
        description="What they are held against."
    )
    at_most_percent: Positive = Field(description="Percentage beyond which the bidder is asked.")


class Valuation(Record):
    """How the commitments of every bid are valued in money."""

    measures: tuple[Identifier, ...] = Field(min_length=1, description="Measures that are valued.")
    style: Style = Field(description="How gross becomes net; one for the whole procurement.")
    price_base: Text = Field(description="Year in whose prices everything is expressed, such as 2024 or 2024-25.")
    deflator: RegisterValue | None = Field(default=None, description="Index by which prices are brought to that year.")
    first_year: Whole = Field(ge=1900, le=2300, description="Calendar year of contract year 1, for values by year.")
    discounting: Discounting = Field(description="How later years are discounted.")
    value_at: ValueLevel = Field(description="Which end of each proxy's range is scored.")
    evidence_factors: dict[Text, Share] = Field(
        default={}, description="Share that counts for each kind of evidence; all of it where none is published."
    )
    unevidenced_factor: Share | None = Field(default=None, description="Share that counts without evidence.")
    adds: AddedTogether | None = Field(default=None, description="Which types of value are added, and why.")
    compared_with: Literal["price", "whole-life-cost"] = Field(
        default="price", description="What the share and the value per pound are taken of."
    )
    cap: Limit | None = Field(default=None, description="Most that counts for one bid, before bids are compared.")
    floor: Limit | None = Field(default=None, description="Below this a bid's value counts as nothing.")
    unlinked_cap_percent: NonNegative | None = Field(
        default=None,
        lt=100,
        description="Most percent of the counted total that may be linked to no outcome; all counts where absent.",
    )
    plausibility: tuple[Plausibility, ...] = Field(default=(), description="Ratios that raise questions.")
    double_count_reason: Text | None = Field(
        default=None, description="Why carbon may be both valued and marked, where it is."
    )
