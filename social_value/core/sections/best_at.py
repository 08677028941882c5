"""The section Best-at: what each bidder does best, and what is lost where another one is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.arithmetic import HUNDRED
from social_value.core.evaluation.leaders import Leaders, leaders_of, ranked_bids
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.expressions import Quantity
from social_value.core.figures.spending import SECTOR_LABELS
from social_value.core.inputs import Leaf
from social_value.core.sections.cells import Cell, counted, text, worked
from social_value.core.sections.readings import highest_marks, marks_of, next_marks, weight_of
from social_value.core.sections.section import Chart, Column, Heading, Row, Section, Table

BEST_AT = Heading("best-at", "Best-at", "What each bidder does best")
MOST_NAMED = 30
"""Bids that are named where several tie; beyond that the rest are counted."""
MOST_CHOSEN = 5
"""Bids tied for first for which the losses are shown; with more, the tie has to be broken first."""
NOT_STATED = "not stated"
_BIDS = (Column("sector", "Sector"), Column("best_at", "Best at"))
_LEADERS = (
    Column("criterion", "Criterion"),
    Column("title", "Title"),
    Column("weight", "Weight", "count"),
    Column("leads", "Leads, as published"),
    Column("marks", "Highest marks", "marks"),
    Column("next", "Next marks", "marks"),
    Column("lead_marks", "Lead, marks", "marks"),
    Column("lead_points", "Lead, points", "marks"),
)
_LOST = (
    Column("criterion", "Criterion"),
    Column("title", "Title"),
    Column("chosen", "Chosen"),
    Column("leads", "Leads, as published"),
    Column("marks", "Highest marks", "marks"),
    Column("marks_chosen", "Marks of the chosen", "marks"),
    Column("lost_marks", "Lost, marks", "marks"),
    Column("lost_points", "Lost, points", "marks"),
)
_SECTORS = (
    Column("sector", "Sector"),
    Column("bids", "Ranked bids"),
    Column("count", "Number", "count"),
    Column("leads", "Criteria led"),
)


def best_at(evaluation: Evaluation) -> Section | None:
    """Return the section where at least two bids are ranked. Comparators and bids that are out lead nothing."""
    if len(ranked_bids(evaluation)) < 2:
        return None
    leaders = leaders_of(evaluation)
    tops = {name: _Top(evaluation, leader) for name, leader in leaders.items()}
    best = _best_of(leaders)
    bids = {result.id: (text(_sector(result)), text(_strengths(result, best))) for result in evaluation.bids}
    sectors = tuple(cells[0] for cells in bids.values())
    return Section(
        BEST_AT,
        "Ranked bids only. Names are as published; marks, leads and losses follow the inputs of the workbook.",
        _BIDS,
        bids,
        (
            Table("leaders", "Who leads on each criterion", _LEADERS, tuple(top.row for top in tops.values())),
            _lost_table(evaluation, tops),
            _sector_table(evaluation, best, sectors),
        ),
        _charts(evaluation),
    )


def _charts(evaluation: Evaluation) -> tuple[Chart, ...]:
    if len(evaluation.chosen) != 1:
        return ()
    title = f"Points of the total lost on each criterion by choosing {evaluation.chosen[0]}"
    return (Chart(title, "bars", "lost", "criterion", ("lost_points",)),)


# Who leads


class _Top:
    """A criterion with who leads on it, in cells that the tables share."""

    def __init__(self, evaluation: Evaluation, leaders: Leaders) -> None:
        self.leaders = leaders
        self.names = text(_names(evaluation, leaders))
        self.criterion = (text(leaders.leaf.id), text(leaders.leaf.criterion.title))
        self.weight = weight_of(evaluation, leaders.leaf.id)
        self.highest = highest_marks(leaders.leaf.id, leaders.highest)
        self.next = next_marks(leaders.leaf.id, leaders.next)

    @property
    def row(self) -> Row:
        """Its row of the table of leads."""
        lead = worked(_apart, self.highest, self.next)
        points = worked(_points_apart, self.highest, self.next, self.weight)
        return Row((*self.criterion, self.weight, self.names, self.highest, self.next, lead, points))

    def lost(self, evaluation: Evaluation, bid_id: str) -> Row:
        """Return what is lost on it where a bid is chosen."""
        marks = marks_of(evaluation, self.leaders.leaf.id, bid_id)
        lost = (worked(_apart, self.highest, marks), worked(_points_apart, self.highest, marks, self.weight))
        return Row((*self.criterion, text(bid_id), self.names, self.highest, marks, *lost), bid_id)


def _apart(ahead: Quantity, behind: Quantity) -> Quantity:
    return ahead - behind


def _points_apart(ahead: Quantity, behind: Quantity, weight: Quantity) -> Quantity:
    return (ahead - behind) * weight / HUNDRED


def _title(leaf: Leaf) -> str:
    return f"{leaf.id} {leaf.criterion.title or ''}".strip()


def _names(evaluation: Evaluation, leaders: Leaders) -> str:
    if leaders.next is None:
        return "all equal"
    return _named([evaluation.inputs.bids_by_id[bid].tenderer for bid in leaders.bids])


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join((*names[:MOST_NAMED], *((f"and {more} more",) if more > 0 else ())))


# By bid


def _best_of(leaders: Mapping[str, Leaders]) -> Mapping[str, tuple[str, ...]]:
    """Return the criteria that each bid leads, by bid; what all do equally well is led by none."""
    best: dict[str, list[str]] = {}
    for criterion_leaders in leaders.values():
        shared = " (shared)" if len(criterion_leaders.bids) > 1 else ""
        for bid in criterion_leaders.bids if criterion_leaders.next is not None else ():
            best.setdefault(bid, []).append(f"{_title(criterion_leaders.leaf)}{shared}")
    return {bid: tuple(titles) for bid, titles in best.items()}


def _strengths(result: BidResult, best: Mapping[str, tuple[str, ...]]) -> str:
    return "not ranked" if result.rank is None else "; ".join(best.get(result.id, ())) or "leads no criterion"


def _sector(result: BidResult) -> str:
    stated = result.bid.supplier.sector
    sector = SECTOR_LABELS[stated] if stated else NOT_STATED
    return sector if result.rank is not None else f"{sector} ({result.status.replace('-', ' ')})"


# What is lost


def _lost_table(evaluation: Evaluation, tops: Mapping[str, _Top]) -> Table:
    chosen, limited = evaluation.chosen, evaluation.over_lots is not None
    note = "By how much the chosen bid is behind the best ranked bid on each criterion; nothing where it leads."
    if len(chosen) > MOST_CHOSEN:
        note, chosen = f"{len(chosen)} bids tie for first. Break the tie to see what a choice loses.", ()
    elif len(chosen) > 1:
        tied = "Who has the lot is not settled" if limited else "First place is tied"
        note = f"{note} {tied}, so it is shown for each bid that could be chosen."
    rows = tuple(top.lost(evaluation, bid) for bid in chosen for top in tops.values())
    title = f"What is lost where the {'bid that has the lot' if limited else 'first-ranked bid'} is chosen"
    return Table("lost", title, _LOST, rows, note)


# Sectors


def _sector_table(evaluation: Evaluation, best: Mapping[str, tuple[str, ...]], sectors: tuple[Cell, ...]) -> Table:
    by_sector: dict[str, list[str]] = {}
    for result in evaluation.bids:
        if result.rank is not None:
            by_sector.setdefault(_sector(result), []).append(result.id)
    rows = tuple(
        Row((text(sector), text(_named(bids)), counted(sectors, sector), text("; ".join(_led(bids, best)) or "none")))
        for sector, bids in sorted(by_sector.items())
    )
    note = "Information only: the sector earns no marks. One bid, or a few, says nothing about a sector."
    return Table("sectors", "Sector profile", _SECTORS, rows, note)


def _led(bids: list[str], best: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from dict.fromkeys(title.removesuffix(" (shared)") for bid in bids for title in best.get(bid, ()))
