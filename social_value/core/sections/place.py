"""The section Place: where what bids promise lands, which areas nobody serves, and whom it reaches by need."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.landing import Kind, kinds_of, landed
from social_value.core.figures.need_weighted_reach import NEED_WEIGHTED_REACH
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, absent, given, text
from social_value.core.sections.landed_by_area import PlacedCommitment, PlacedSum, areas_touched, lines_of, sums_of
from social_value.core.sections.place_need import REACH_COLUMNS, NeedTables, need_tables
from social_value.core.sections.place_tables import tables_of
from social_value.core.sections.section import Chart, Column, Heading, Section
from social_value.model.place import Area

PLACE = Heading("place", "Place")
_NOTE = (
    "Where what is promised lands, by the areas that commitments name. Information, unless a criterion reads a figure "
    "of it."
)
MOST_SERIES = 6
"""Kinds of promise that one chart can show."""


def place(evaluation: Evaluation) -> Section | None:
    """Return the section where the procurement names areas, and weights need or has a bid that commits itself."""
    profile = evaluation.inputs.procurement.place
    if profile is None or not (profile.need or any(bid.commitments for bid in evaluation.inputs.bids)):
        return None
    landings = landed(evaluation.bids_in_order, evaluation.field.terms)
    lines = {bid: tuple(lines_of(evaluation, bid, mine, profile.areas)) for bid, mine in landings.items()}
    priorities = tuple(given(int(area.priority)) for area in profile.areas)
    sums = {bid: tuple(sums_of(bid, mine, priorities)) for bid, mine in lines.items()}
    shares = {(bid, line.landing.commitment.id): line.shares for bid, mine in lines.items() for line in mine}
    quantities = {(bid, line.landing.commitment.id): line.quantity[-1] for bid, mine in lines.items() for line in mine}
    need = need_tables(evaluation, shares, quantities)
    kinds = kinds_of(landings, evaluation.field.terms)
    columns = (
        Column("priority_areas_touched", "Priority areas with a commitment"),
        Column("areas_touched", "All areas with a commitment"),
        *(Column(kind.column("priority_percent"), _percent_title(kind), "percent") for kind in kinds),
        *(REACH_COLUMNS if need else ()),
    )
    return Section(
        PLACE,
        _NOTE,
        columns,
        {bid: (*_bid_row(profile.areas, kinds, lines[bid], sums[bid]), *_reached(need, bid)) for bid in lines},
        tuple(tables_of(evaluation, profile.areas, lines, sums, priorities, need)),
        _charts(kinds),
        {FigureName(NEED_WEIGHTED_REACH): REACH_COLUMNS[-1].key} if need else {},
    )


def _percent_title(kind: Kind) -> str:
    return f"In priority areas, percent: {kind.title}"


def _charts(kinds: Sequence[Kind]) -> tuple[Chart, ...]:
    series = tuple(kind.column("priority_percent") for kind in kinds[:MOST_SERIES])
    return (
        ()
        if not series
        else (Chart("Percent of what is promised that lands in priority areas", "bars", "", "bid", series),)
    )


def _bid_row(
    areas: Sequence[Area], kinds: Sequence[Kind], lines: Sequence[PlacedCommitment], sums: Sequence[PlacedSum]
) -> tuple[Cell, ...]:
    percents = {amount.kind: amount.priority_percent for amount in sums}
    touched = areas_touched(lines)
    first = [area for area in areas if area.priority]
    return (
        text(f"{sum(area.id in touched for area in first)} of {len(first)}"),
        text(f"{sum(area.id in touched for area in areas)} of {len(areas)}"),
        *(percents[kind] if kind in percents else absent() for kind in kinds),
    )


def _reached(need: NeedTables | None, bid_id: str) -> tuple[Cell, ...]:
    return () if need is None else need.reached[bid_id]
