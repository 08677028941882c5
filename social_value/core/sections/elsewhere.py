"""Where a number of a section stands on the other sheets of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from social_value.core.figures.registry import FigureName


@dataclass(frozen=True, slots=True)
class FigureAt:
    """A figure or measure of a bid, which stands on the sheet of its own."""

    name: FigureName
    bid_id: str


@dataclass(frozen=True, slots=True)
class MarksAt:
    """A bid's marks on a criterion, on the criteria matrix."""

    criterion_id: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class WeightAt:
    """The weight of a criterion, on the criteria matrix."""

    criterion_id: str


@dataclass(frozen=True, slots=True)
class TotalAt:
    """A bid's total, on the summary."""

    bid_id: str


@dataclass(frozen=True, slots=True)
class TopMarksAt:
    """The highest marks of the ranked bids on a criterion, or the highest of those ``below`` them.

    One cell stands for the whole column of marks, however many bids there are.
    """

    criterion_id: str
    below: bool


@dataclass(frozen=True, slots=True)
class CommitmentAt:
    """A number of a commitment: it stands on Social value where it is counted; else it is shown and decides nothing."""

    bid_id: str
    commitment_id: str
    part: Literal["quantity", "baseline", "value"]


@dataclass(frozen=True, slots=True)
class DemandAt:
    """The reference demand of a band, on Price."""

    band: str


@dataclass(frozen=True, slots=True)
class RateAt:
    """A bid's success rate in a band as it is stated, on Price."""

    band: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class CountsAt:
    """The share of a bid's success rate in a band that counts, on Price, where a factor is published."""

    band: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class UnitPriceAt:
    """A bid's unit prices of a band, added up from the price lines on Price."""

    band: str
    bid_id: str


Elsewhere = (
    FigureAt | MarksAt | WeightAt | TotalAt | TopMarksAt | CommitmentAt | DemandAt | RateAt | CountsAt | UnitPriceAt
)
"""A number that another sheet of the workbook holds, or gives at once."""
