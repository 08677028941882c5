"""The section Place: where what bids promise lands, which areas nobody serves, and whom it reaches by need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.landing import Kind, Landed, kinds_of, landed
from social_value.core.figures.need_weighted_reach import NEED_WEIGHTED_REACH
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, absent, given, text, total, weighted_total, worked
from social_value.core.sections.place_need import REACH_COLUMNS, NeedTables, need_tables
from social_value.core.sections.readings import commitment_number
from social_value.core.sections.section import Chart, Column, Row, Section, Shows, Table
from social_value.model.place import Area

_NOTE = (
    "Where what is promised lands, by the areas that commitments name. Information, unless a criterion reads a figure "
    "of it."
)
MOST_SERIES = 6
"""Kinds of promise that one chart can show."""


@dataclass(frozen=True)
class _Line:
    """A commitment with its cells: what lands, and the share of each area.

    ``quantity`` is that of a year, the years, the part of its time, and all of it; ``value`` is there where the
    procurement values anything.
    """

    bid_id: str
    landing: Landed
    quantity: tuple[Cell, Cell, Cell, Cell]
    value: Cell | None
    shares: tuple[Cell, ...]

    @property
    def amount(self) -> Cell:
        """What is added up: the value where the commitment is valued, else the quantity."""
        return self.value if self.value is not None and self.landing.kind.money else self.quantity[-1]

    @property
    def row(self) -> Row:
        """Its row in the table of commitments."""
        labels = (
            self.bid_id,
            self.landing.commitment.id,
            self.landing.commitment.measure,
            self.landing.commitment.unit,
        )
        value = () if self.value is None else (self.value,)
        return Row((*map(text, labels), *self.quantity, *value, *self.shares), self.bid_id)


@dataclass(frozen=True)
class _Sum:
    """What a bid promises of one kind: all of it, in each area, in place, in priority areas, and in percent."""

    bid_id: str
    kind: Kind
    whole: Cell
    areas: tuple[Cell, ...]
    inside: Cell
    priority: Cell
    priority_percent: Cell
    outside_percent: Cell

    @property
    def row(self) -> Row:
        """Its row in the table by area."""
        labels = (text(self.bid_id), text(self.kind.title), text(self.kind.unit))
        parts = (self.whole, self.inside, self.priority, self.priority_percent, self.outside_percent)
        return Row((*labels, *parts, *self.areas), self.bid_id)


def place(evaluation: Evaluation) -> Section | None:
    """Return the section where the procurement names areas, and weights need or has a bid that commits itself."""
    profile = evaluation.inputs.procurement.place
    if profile is None or not (profile.need or any(bid.commitments for bid in evaluation.inputs.bids)):
        return None
    landings = landed(evaluation.bids_in_order, evaluation.field.terms)
    lines = {bid: tuple(_lines(evaluation, bid, mine, profile.areas)) for bid, mine in landings.items()}
    priorities = tuple(given(int(area.priority)) for area in profile.areas)
    sums = {bid: tuple(_sums(bid, mine, priorities)) for bid, mine in lines.items()}
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
        "place",
        "Place",
        "Place",
        _NOTE,
        columns,
        {bid: (*_bid_row(profile.areas, kinds, lines[bid], sums[bid]), *_reached(need, bid)) for bid in lines},
        tuple(_tables(evaluation, profile.areas, lines, sums, priorities, need)),
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


# Cells


def _lines(evaluation: Evaluation, bid_id: str, landings: Sequence[Landed], areas: Sequence[Area]) -> Iterator[_Line]:
    basis = evaluation.field.terms.basis
    for landing in landings:
        promise = landing.commitment
        # What is valued has its quantity on Social value, and it is put in there alone.
        counted = landing.valued is not None
        quantity = commitment_number(bid_id, promise.id, "quantity", promise.quantity) if counted else None
        parts = (quantity or given(promise.quantity), given(promise.years), given(promise.share_of_time))
        whole = worked(lambda quantity, years, share: quantity * years * share, *parts)
        value = None if basis is None else text("")
        if basis is not None and landing.valued is not None:
            worth = landing.valued.value.at(basis.valuation.value_at)
            value = commitment_number(bid_id, promise.id, "value", worth)
        shares = tuple(given(promise.lands.get(area.id, 0)) for area in areas)
        yield _Line(bid_id, landing, (*parts, whole), value, shares)


def _sums(bid_id: str, lines: Sequence[_Line], priorities: Sequence[Cell]) -> Iterator[_Sum]:
    for kind in dict.fromkeys(line.landing.kind for line in lines):
        mine = [line for line in lines if line.landing.kind == kind]
        amounts = [line.amount for line in mine]
        areas = tuple(weighted_total(amounts, [line.shares[at] for line in mine]) for at in range(len(priorities)))
        whole, inside, priority = total(amounts), total(areas), weighted_total(areas, priorities)
        percent = worked(lambda part, all_of_it: 100 * part / all_of_it, priority, whole)
        outside = worked(lambda part, all_of_it: 100 * (all_of_it - part) / all_of_it, inside, whole)
        yield _Sum(bid_id, kind, whole, areas, inside, priority, percent, outside)


def _bid_row(
    areas: Sequence[Area], kinds: Sequence[Kind], lines: Sequence[_Line], sums: Sequence[_Sum]
) -> tuple[Cell, ...]:
    percents = {amount.kind: amount.priority_percent for amount in sums}
    touched = _touched(lines)
    first = [area for area in areas if area.priority]
    return (
        text(f"{sum(area.id in touched for area in first)} of {len(first)}"),
        text(f"{sum(area.id in touched for area in areas)} of {len(areas)}"),
        *(percents[kind] if kind in percents else absent() for kind in kinds),
    )


def _reached(need: NeedTables | None, bid_id: str) -> tuple[Cell, ...]:
    return () if need is None else need.reached[bid_id]


def _touched(lines: Sequence[_Line]) -> set[str]:
    """Return the areas in which anything of a bid lands."""
    promised = (line.landing.commitment for line in lines if line.landing.commitment.quantity)
    return {area for promise in promised for area, share in promise.lands.items() if share}


# Tables


def _tables(
    evaluation: Evaluation,
    areas: Sequence[Area],
    lines: Mapping[str, Sequence[_Line]],
    sums: Mapping[str, Sequence[_Sum]],
    priorities: Sequence[Cell],
    need: NeedTables | None,
) -> Iterator[Table]:
    rows = [amount for mine in sums.values() for amount in mine]
    yield from _by_area("value-by-area", "Value by area", areas, [amount for amount in rows if amount.kind.money])
    yield from _by_area(
        "quantity-by-area", "Quantities by area", areas, [amount for amount in rows if not amount.kind.money]
    )
    yield _empty_areas(evaluation, areas, lines)
    # The weights stand first: a number that stands in several tables is put in where it stands first.
    if need is not None:
        yield need.weights
    columns = (Column("what", "For each area"), *_area_columns(areas, "count"))
    labels = Row((text("Priority area, 1 or 0 (input)"), *priorities))
    yield Table("areas", "Areas", columns, (labels, *(need.area_rows if need else ())), need.note if need else "")
    yield _commitments(evaluation, areas, lines)
    if need is not None:
        yield need.reach


def _by_area(key: str, title: str, areas: Sequence[Area], rows: Sequence[_Sum]) -> Iterator[Table]:
    """Yield the matrix of areas, where there is anything of it."""
    if not rows:
        return
    shows: Shows = "money" if rows[0].kind.money else "count"
    columns = (
        Column("bid", "Bid"),
        Column("what", "Promise"),
        Column("unit", "Unit"),
        Column("promised", "Promised", shows),
        Column("in_place", "In place", shows),
        Column("in_priority_areas", "In priority areas", shows),
        Column("priority_percent", "In priority areas, percent", "percent"),
        Column("outside_percent", "Elsewhere or not said, percent", "percent"),
        *_area_columns(areas, shows),
    )
    note = (
        "Values of commitments as they count on Social value, before caps and floors that hold for several together."
        if rows[0].kind.money
        else "Quantities over all years, as promised. Different units are never added."
    )
    yield Table(key, title, columns, tuple(amount.row for amount in rows), note)


def _area_columns(areas: Sequence[Area], shows: Shows) -> tuple[Column, ...]:
    return tuple(Column(f"area_{area.id}", area.title, shows, sparse=True) for area in areas)


def _empty_areas(evaluation: Evaluation, areas: Sequence[Area], lines: Mapping[str, Sequence[_Line]]) -> Table:
    columns = (Column("bid", "Bid"), Column("priority", "Priority areas left empty"), Column("other", "Other areas"))
    read = set(evaluation.field.entrants)
    together = [line for bid, mine in lines.items() if bid in read for line in mine]
    rows = (
        _empty_row("every bid", areas, _touched(together), ""),
        *(_empty_row(bid, areas, _touched(mine), bid) for bid, mine in lines.items()),
    )
    note = "Areas in which nothing lands. Every bid: what no bid that is read serves."
    return Table("empty-areas", "Areas left empty", columns, rows, note)


def _empty_row(label: str, areas: Sequence[Area], touched: set[str], bid_id: str) -> Row:
    empty = [area for area in areas if area.id not in touched]
    parts = (
        ", ".join(area.title for area in empty if area.priority == priority) or "none" for priority in (True, False)
    )
    return Row((text(label), *map(text, parts)), bid_id)


def _commitments(evaluation: Evaluation, areas: Sequence[Area], lines: Mapping[str, Sequence[_Line]]) -> Table:
    columns = (
        Column("bid", "Bid"),
        Column("commitment", "Commitment"),
        Column("measure", "Measure"),
        Column("unit", "Unit"),
        Column("quantity", "Quantity a year", "count"),
        Column("years", "Years", "count"),
        Column("share_of_time", "Part of its time", "share"),
        Column("promised", "Quantity in all", "count"),
        *([Column("value", "Value", "money")] if evaluation.field.terms.basis else ()),
        *_area_columns(areas, "share"),
    )
    rows = tuple(line.row for mine in lines.values() for line in mine)
    note = "Under each area the share, 0 to 1, of the commitment that lands there."
    return Table("commitments", "Where each commitment lands", columns, rows, note)
