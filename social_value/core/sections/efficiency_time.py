"""Time that bids say they save by automation: what it releases, and what of it counts."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.figures.time_saved import TIME_REINVESTED, Released, counted, released, released_by
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.efficiency_costs import reads
from social_value.core.sections.part import Part
from social_value.core.sections.section import Column, Row, Table

_COLUMNS = (
    Column("bid", "Bid"),
    Column("process", "Process"),
    Column("technique", "Technique"),
    Column("hours_before", "Hours before", "count"),
    Column("hours_after", "Hours after", "count"),
    Column("hourly_cost", "Cost of an hour", "money"),
    Column("released", "Released", "money"),
    Column("counts", "Share that counts", "share"),
    Column("counted", "Counted", "money"),
    Column("reason", "Why"),
)
_COUNTED = next(at for at, column in enumerate(_COLUMNS) if column.key == "counted")
_NOTE = (
    "Time counts only where it goes into a front-line cost line of the bid; any other saving is in the price already."
)
_UNPROVEN_NOTE = "AI that reads unstructured data and runs nowhere yet: the published maturity factor is taken."


def time_saved(evaluation: Evaluation) -> Part | None:
    """Return what claims of time saved release, and what of it counts."""
    bids = evaluation.bids_in_order
    if not any(bid.automation for bid in bids) and not reads(evaluation, TIME_REINVESTED):
        return None
    claims = [
        (time.unproven, Row(_cells(bid.id, time), bid.id))
        for bid in bids
        for time in released_by(bid, evaluation.inputs.procurement)
    ]
    sums = {bid.id: total([row.cells[_COUNTED] for _, row in claims if row.bid_id == bid.id]) for bid in bids}
    return Part(
        (Column("time_reinvested", "Time reinvested in the front line", "money"),),
        {bid: (cell,) for bid, cell in sums.items()},
        tuple(_tables(claims)),
        figures={FigureName(TIME_REINVESTED): "time_reinvested"},
    )


def _tables(claims: list[tuple[bool, Row]]) -> Iterator[Table]:
    yield Table("time-saved", "Time saved", _COLUMNS, tuple(row for weak, row in claims if not weak), _NOTE)
    unproven = tuple(row for weak, row in claims if weak)
    if unproven:
        yield Table("time-saved-unproven", "Time saved, not proven anywhere", _COLUMNS, unproven, _UNPROVEN_NOTE)


def _cells(bid_id: str, time: Released) -> tuple[Cell, ...]:
    claim = time.claim
    hours = (given(claim.hours_before), given(claim.hours_after), given(claim.hourly_cost))
    freed, counts = worked(released, *hours), given(time.counts)
    words = (text(bid_id), text(claim.process), text(claim.technique))
    return (*words, *hours, freed, counts, worked(counted, freed, counts), text(time.reason))
