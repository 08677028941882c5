"""Ways in which people are served, and what it costs where fewer of them use the digital ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from operator import mul

from social_value.arithmetic import plain
from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity, when_equal
from social_value.core.figures.channels import (
    DIGITAL_STRESS,
    OTHER_CHANNELS,
    added_cost,
    average_cost,
    share_that_moves,
)
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.efficiency_costs import reads
from social_value.core.sections.part import Part
from social_value.core.sections.readings import demand_of, figure_of
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Bid

_CHANNELS = (
    Column("bid", "Bid"),
    Column("channel", "Channel"),
    Column("kind", "Kind"),
    Column("share", "Share of contacts", "share"),
    Column("unit_cost", "Cost of a contact", "money"),
    Column("weighed", "Share x cost", "money"),
    Column("not_digital", "Not digital, with a share", "count"),
)
_SHARE, _WEIGHED, _COUNTED = 3, 5, 6
_ASSUMED = (
    Column("what", "For every bid"),
    Column("points", "Points lower", "count"),
    Column("contacts", "Contacts", "count"),
)
_STRESSED = (
    Column("bid", "Bid"),
    Column("digital", "Digital share", "share"),
    Column("digital_costs", "Digital, share x cost", "money"),
    Column("other", "Other share", "share"),
    Column("other_costs", "Other, share x cost", "money"),
    Column("moves", "Share that moves", "share"),
    Column("added", "Added to the price", "money"),
    Column("percent", "Of the price, %", "percent"),
)


def channels(evaluation: Evaluation) -> Part | None:
    """Return the channels of each bid, and the stress of lower digital take-up where one is published."""
    bids, demand = evaluation.bids_in_order, evaluation.inputs.procurement.demand
    if not any(bid.channels for bid in bids) and not reads(evaluation, OTHER_CHANNELS, DIGITAL_STRESS):
        return None
    rows = {bid.id: tuple(_channel_rows(bid)) for bid in bids}
    counted = {
        bid: total([row.cells[_COUNTED] for row in lines]) if lines else given(None) for bid, lines in rows.items()
    }
    columns = [Column("non_digital_channels", "Channels that are not digital", "count")]
    figures = {FigureName(OTHER_CHANNELS): "non_digital_channels"}
    tables = [Table("channels", "Channels", _CHANNELS, tuple(row for lines in rows.values() for row in lines))]
    cells: dict[str, tuple[Cell, ...]] = {bid: (cell,) for bid, cell in counted.items()}
    if demand is not None and demand.digital_stress_points is not None:
        assumed, stress = _stress(evaluation, rows, demand.digital_stress_points)
        tables += [assumed, stress]
        columns.append(Column("digital_stress_cost", "Added cost of lower digital take-up", "money"))
        figures[FigureName(DIGITAL_STRESS)] = "digital_stress_cost"
        added = {row.bid_id: row.cells[-2] for row in stress.rows}
        cells = {bid: (cell, added.get(bid, given(None))) for bid, cell in counted.items()}
    return Part(tuple(columns), cells, tuple(tables), figures=figures)


def _channel_rows(bid: Bid) -> list[Row]:
    rows = []
    for channel in bid.channels:
        share, cost = given(channel.share), given(channel.unit_cost)
        counted = text(None) if channel.digital else worked(_counts, share)
        words = (text(bid.id), text(channel.channel), text("digital" if channel.digital else "not digital"))
        rows.append(Row((*words, share, cost, worked(mul, share, cost), counted), bid.id))
    return rows


def _counts(share: Quantity) -> Quantity:
    """Return 1 for a channel with a share, 0 for one without."""
    return 1 - when_equal(share, 0, 1, lambda: share * 0)


def _stress(evaluation: Evaluation, rows: Mapping[str, tuple[Row, ...]], points: Decimal) -> tuple[Table, Table]:
    """Return what is assumed for every bid, once, so that changing it there changes every line; and the lines."""
    words = plain(points)
    lower, contacts = given(points), total([demand_of(evaluation, band) for band in evaluation.field.terms.demand])
    note = (
        f"Digital take-up {words} points lower than the bid expects, and at most what is digital. The share that moves "
        "is spread over the channels of each kind in proportion to their shares."
    )
    lines = tuple(
        Row(_stress_cells(evaluation, bid, lines, lower, contacts), bid) for bid, lines in rows.items() if lines
    )
    return (
        Table("take-up", "What is assumed of take-up", _ASSUMED, (Row((text("as published"), lower, contacts)),)),
        Table("digital-stress", f"Digital take-up {words} points lower", _STRESSED, lines, note),
    )


def _stress_cells(
    evaluation: Evaluation, bid_id: str, rows: tuple[Row, ...], points: Cell, contacts: Cell
) -> tuple[Cell, ...]:
    pairs = list(zip(evaluation.inputs.bids_by_id[bid_id].channels, rows, strict=True))
    digital, digital_cost = _kind([row for channel, row in pairs if channel.digital])
    other, other_cost = _kind([row for channel, row in pairs if not channel.digital])
    moves = worked(share_that_moves, digital, points)
    added = worked(_added, contacts, moves, digital, digital_cost, other, other_cost)
    percent = worked(percent_of, added, figure_of(evaluation, FigureName("price"), bid_id))
    return (text(bid_id), digital, digital_cost, other, other_cost, moves, added, percent)


def _kind(rows: list[Row]) -> tuple[Cell, Cell]:
    """Return the share of contacts through the channels of a kind, and their shares times costs, added up."""
    return total([row.cells[_SHARE] for row in rows]), total([row.cells[_WEIGHED] for row in rows])


def _added(
    contacts: Quantity,
    moves: Quantity,
    digital: Quantity,
    digital_costs: Quantity,
    other: Quantity,
    other_costs: Quantity,
) -> Quantity:
    return added_cost(contacts, moves, average_cost(digital_costs, digital), other_costs / other)
