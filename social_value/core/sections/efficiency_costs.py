"""How far a service can grow, and what its price pays for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import mul, sub
from typing import get_args

from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.figures.efficiency import (
    FRONT_LINE,
    FRONT_LINE_SHARE,
    REINVENTION,
    REINVENTION_COST,
    SURGE_MULTIPLE,
    UNMET_DEMAND,
    percent_of,
    unmet_percent,
)
from social_value.core.figures.registry import FigureName
from social_value.core.reads.figures_read import names_read
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.part import Part
from social_value.core.sections.readings import demand_of, figure_of
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Bid
from social_value.model.efficiency import CostKind

KINDS: tuple[CostKind, ...] = get_args(CostKind)


def reads(evaluation: Evaluation, *figures: str) -> bool:
    """Tell whether a criterion, a gate or the method reads one of these figures."""
    return any(name.id in figures for name in names_read(evaluation.inputs))


# Capacity


def capacity(evaluation: Evaluation) -> Part | None:
    """Return how far each service can grow, and what of each scenario of demand it cannot meet."""
    bids, demand = evaluation.bids_in_order, evaluation.inputs.procurement.demand
    if not any(bid.capacity for bid in bids) and not reads(evaluation, SURGE_MULTIPLE, UNMET_DEMAND):
        return None
    scenarios = demand.scenarios if demand else {}
    multiples = {name: given(multiple) for name, multiple in scenarios.items()}
    stated = {bid.id: _capacity(bid) for bid in bids}
    unmet = {
        bid: {name: worked(unmet_percent, cells[0], multiple) for name, multiple in multiples.items()}
        for bid, cells in stated.items()
    }
    columns = (
        Column("surge_multiple", "Surge multiple", "count"),
        Column("days_to_surge", "Days to surge", "count"),
        *(Column(f"unmet_demand_{name}", f"Unmet demand, {name}, %", "percent") for name in scenarios),
    )
    figures = {
        FigureName(SURGE_MULTIPLE): "surge_multiple",
        **{FigureName(UNMET_DEMAND, name): f"unmet_demand_{name}" for name in scenarios},
    }
    rows = {bid.id: (*stated[bid.id], *unmet[bid.id].values()) for bid in bids}
    tables = tuple(_scenario_tables(evaluation, multiples, unmet)) if scenarios else ()
    return Part(columns, rows, tables, figures=figures)


def _capacity(bid: Bid) -> tuple[Cell, Cell]:
    said = bid.capacity
    return (given(said.surge_multiple), given(said.days_to_surge)) if said else (given(None), given(None))


def _scenario_tables(
    evaluation: Evaluation, multiples: Mapping[str, Cell], unmet: Mapping[str, Mapping[str, Cell]]
) -> Iterator[Table]:
    bands = [demand_of(evaluation, band) for band in evaluation.field.terms.demand]
    reference = total(bands)
    demands = {name: worked(mul, reference, multiple) for name, multiple in multiples.items()}
    head = (
        Column("scenario", "Scenario"),
        Column("reference", "Reference demand", "count"),
        Column("multiple", "Multiple", "count"),
        Column("demand", "Demand", "count"),
    )
    lines = tuple(Row((text(name), reference, multiples[name], demands[name])) for name in multiples)
    yield Table("scenarios", "Scenarios of demand", head, lines, "The bands keep their proportions.")
    columns = (
        Column("bid", "Bid"),
        Column("scenario", "Scenario"),
        Column("demand", "Demand", "count"),
        Column("unmet_percent", "Unmet, %", "percent"),
        Column("unmet", "Unmet", "count"),
    )
    rows = tuple(
        Row((text(bid), text(name), demands[name], percent, worked(_percent, demands[name], percent)), bid)
        for bid, by_scenario in unmet.items()
        for name, percent in by_scenario.items()
    )
    yield Table("unmet-demand", "Unmet demand", columns, rows, "By the multiple that each bid says it can reach.")


def _percent(demand: Quantity, percent: Quantity) -> Quantity:
    return demand * percent / 100


# What the price pays for


def costs(evaluation: Evaluation) -> Part | None:
    """Return the cost lines of each bid, by kind, and what of the price reaches the front line."""
    bids = evaluation.bids_in_order
    if not any(bid.cost_lines for bid in bids) and not reads(evaluation, FRONT_LINE_SHARE, REINVENTION_COST):
        return None
    amounts = {bid.id: tuple(given(line.amount) for line in bid.cost_lines) for bid in bids}
    sums = {bid.id: _by_kind(bid, amounts[bid.id]) for bid in bids if bid.cost_lines}
    columns = (
        Column("front_line_share", "Front-line share, %", "percent"),
        Column("reinvention_cost", "Reinvention (bespoke build)", "money"),
    )
    rows = {bid.id: _shares(evaluation, bid.id, sums) for bid in bids}
    figures = {FigureName(FRONT_LINE_SHARE): "front_line_share", FigureName(REINVENTION_COST): "reinvention_cost"}
    return Part(columns, rows, (_kinds(evaluation, sums, amounts), _lines(bids, amounts)), figures=figures)


def _by_kind(bid: Bid, amounts: tuple[Cell, ...]) -> dict[CostKind, Cell]:
    pairs = list(zip(bid.cost_lines, amounts, strict=True))
    return {kind: total([cell for line, cell in pairs if line.kind == kind]) for kind in KINDS}


def _shares(evaluation: Evaluation, bid_id: str, sums: Mapping[str, dict[CostKind, Cell]]) -> tuple[Cell, Cell]:
    if bid_id not in sums:
        return given(None), given(None)
    price = figure_of(evaluation, FigureName("price"), bid_id)
    return worked(percent_of, sums[bid_id][FRONT_LINE], price), sums[bid_id][REINVENTION]


def _kinds(
    evaluation: Evaluation, sums: Mapping[str, dict[CostKind, Cell]], amounts: Mapping[str, tuple[Cell, ...]]
) -> Table:
    columns = (
        Column("bid", "Bid"),
        *(Column(kind.replace("-", "_"), kind.replace("-", " ").capitalize(), "money") for kind in KINDS),
        Column("total", "Together", "money"),
        Column("price", "Price", "money"),
        Column("gap", "Gap to the price", "money"),
    )
    return Table(
        "costs-by-kind",
        "What the price pays for",
        columns,
        tuple(Row(_kind_cells(evaluation, bid, by_kind, amounts[bid]), bid) for bid, by_kind in sums.items()),
        "At the reference demand. Lines that do not add up to the price are an error.",
    )


def _kind_cells(
    evaluation: Evaluation, bid: str, by_kind: dict[CostKind, Cell], amounts: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    together, price = total(amounts), figure_of(evaluation, FigureName("price"), bid)
    return (text(bid), *by_kind.values(), together, price, worked(sub, together, price))


def _lines(bids: tuple[Bid, ...], amounts: Mapping[str, tuple[Cell, ...]]) -> Table:
    columns = (
        Column("bid", "Bid"),
        Column("title", "What it pays for"),
        Column("line", "Line"),
        Column("kind", "Kind"),
        Column("amount", "Amount", "money"),
    )
    rows = tuple(
        Row((text(bid.id), text(line.title), text(line.id), text(line.kind), amount), bid.id)
        for bid in bids
        for line, amount in zip(bid.cost_lines, amounts[bid.id], strict=True)
    )
    return Table("cost-lines", "Cost lines", columns, rows)
