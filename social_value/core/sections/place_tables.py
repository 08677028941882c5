"""The tables of the section Place: matrices of areas, areas left empty, and every commitment with its shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.core.evaluation.results import Evaluation
from social_value.core.sections.cells import Cell, text
from social_value.core.sections.landed_by_area import PlacedCommitment, PlacedSum, areas_touched
from social_value.core.sections.place_need import NeedTables
from social_value.core.sections.section import Column, Row, Shows, Table
from social_value.model.place import Area

Lines = Mapping[str, Sequence[PlacedCommitment]]
"""The commitments of each bid."""


def tables_of(
    evaluation: Evaluation,
    areas: Sequence[Area],
    lines: Lines,
    sums: Mapping[str, Sequence[PlacedSum]],
    priorities: Sequence[Cell],
    need: NeedTables | None,
) -> Iterator[Table]:
    """Yield the tables that follow the one of bids, in the order of the sheet."""
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
    yield from _counting_in_part(areas, lines)
    if need is not None:
        yield need.reach


def _by_area(key: str, title: str, areas: Sequence[Area], rows: Sequence[PlacedSum]) -> Iterator[Table]:
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


def _empty_areas(evaluation: Evaluation, areas: Sequence[Area], lines: Lines) -> Table:
    columns = (Column("bid", "Bid"), Column("priority", "Priority areas left empty"), Column("other", "Other areas"))
    read = set(evaluation.field.entrants)
    together = [line for bid, mine in lines.items() if bid in read for line in mine]
    rows = (
        _empty_row("every bid", areas, areas_touched(together), ""),
        *(_empty_row(bid, areas, areas_touched(mine), bid) for bid, mine in lines.items()),
    )
    note = "Areas in which nothing lands. Every bid: what no bid that is read serves."
    return Table("empty-areas", "Areas left empty", columns, rows, note)


def _empty_row(label: str, areas: Sequence[Area], touched: set[str], bid_id: str) -> Row:
    empty = [area for area in areas if area.id not in touched]
    parts = (
        ", ".join(area.title for area in empty if area.priority == priority) or "none" for priority in (True, False)
    )
    return Row((text(label), *map(text, parts)), bid_id)


def _commitments(evaluation: Evaluation, areas: Sequence[Area], lines: Lines) -> Table:
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


def _counting_in_part(areas: Sequence[Area], lines: Lines) -> Iterator[Table]:
    """Yield where the value of commitments lands of which a part counts, where there is any."""
    parts = [(line, line.in_place) for mine in lines.values() for line in mine]
    rows = tuple(line.counting_row(in_place) for line, in_place in parts if in_place is not None)
    if not rows:
        return
    columns = (
        Column("bid", "Bid"),
        Column("commitment", "Commitment"),
        Column("measure", "Measure"),
        Column("in_place", "Share that counts", "share"),
        *_area_columns(areas, "share"),
    )
    note = "Under each area in which the measure counts the share, 0 to 1, of what counts that lands there."
    yield Table("counting-in-part", "Commitments of which a part counts", columns, rows, note)
