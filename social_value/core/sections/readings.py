"""Cells that show what the evaluation holds: a figure, marks, a weight, a price, which stand on sheets of their own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from social_value.arithmetic import exact_sum, plain
from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.price import unit_prices
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell
from social_value.core.sections.elsewhere import (
    CommitmentAt,
    CountsAt,
    DemandAt,
    FigureAt,
    MarksAt,
    RateAt,
    TopMarksAt,
    TotalAt,
    UnitPriceAt,
    WeightAt,
)
from social_value.core.success import reach_of


def figure_of(evaluation: Evaluation, name: FigureName, bid_id: str) -> Cell:
    """Return a figure or measure of a bid as the sheet of its own shows it."""
    figure = evaluation.field.figure(name, evaluation.inputs.bids_by_id[bid_id])
    how = figure.steps[-1].arithmetic if figure.steps else ""
    return Cell(figure.value, elsewhere=FigureAt(name, bid_id), how=how)


def demand_of(evaluation: Evaluation, band: str) -> Cell:
    """Return the reference demand of a band."""
    return Cell(evaluation.field.terms.demand[band], elsewhere=DemandAt(band))


def rate_of(evaluation: Evaluation, band: str, bid_id: str) -> Cell:
    """Return a bid's success rate in a band as it is stated; none where it states none."""
    stated = evaluation.inputs.bids_by_id[bid_id].success_rate.get(band)
    return Cell(None if stated is None else Fraction(stated.value), elsewhere=RateAt(band, bid_id))


def reach_used(evaluation: Evaluation, band: str, bid_id: str) -> tuple[Cell, Cell]:
    """Return a bid's success rate in a band as stated, and the share of it that counts."""
    inputs = evaluation.inputs
    reached = reach_of(inputs.bids_by_id[bid_id], band, inputs.procurement)
    return rate_of(evaluation, band, bid_id), Cell(reached.counts, elsewhere=CountsAt(band, bid_id))


def unit_price_of(evaluation: Evaluation, band: str, bid_id: str) -> Cell:
    """Return a bid's unit prices of a band, added up; none where it states none."""
    prices = unit_prices(evaluation.inputs.bids_by_id[bid_id], band)
    how = "+".join(plain(price) for price in prices) if len(prices) > 1 else ""
    return Cell(exact_sum(prices) if prices else None, elsewhere=UnitPriceAt(band, bid_id), how=how)


def marks_of(evaluation: Evaluation, criterion_id: str, bid_id: str) -> Cell:
    """Return a bid's marks on a criterion."""
    return Cell(evaluation.settled.marked(criterion_id, bid_id).marks, elsewhere=MarksAt(criterion_id, bid_id))


def highest_marks(criterion_id: str, marks: Fraction) -> Cell:
    """Return the highest marks of the ranked bids on a criterion."""
    return Cell(marks, elsewhere=TopMarksAt(criterion_id, below=False), how="the highest of the ranked bids")


def next_marks(criterion_id: str, marks: Fraction | None) -> Cell:
    """Return the highest marks below the highest; None where all ranked bids have the same marks."""
    return Cell(marks, elsewhere=TopMarksAt(criterion_id, below=True), how="the highest of the others")


def commitment_number(
    bid_id: str, commitment_id: str, part: Literal["quantity", "baseline", "value"], number: Decimal | Fraction | None
) -> Cell:
    """Return a commitment's yearly quantity, its baseline or what it is worth."""
    how = "the sum of its yearly present values" if part == "value" else ""
    return Cell(
        None if number is None else Fraction(number), elsewhere=CommitmentAt(bid_id, commitment_id, part), how=how
    )


def weight_of(evaluation: Evaluation, criterion_id: str) -> Cell:
    """Return the weight of a criterion, in points of the total."""
    return Cell(evaluation.field.marker(criterion_id).leaf.points, elsewhere=WeightAt(criterion_id))


def total_of(evaluation: Evaluation, bid_id: str) -> Cell:
    """Return a bid's published total; none for a bid that has no total."""
    published = evaluation.result(bid_id).published
    return Cell(None if published is None else Fraction(published), elsewhere=TotalAt(bid_id))
