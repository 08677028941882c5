"""The section Spend-flow: who ends up with the money, in which sector and place, and who pays and who gains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.figures.spending import (
    LEAD,
    SECTOR_LABELS,
    SECTORS,
    SUBCONTRACTOR,
    Recipient,
    recipients_of,
    source_of,
)
from social_value.core.sections.cells import Cell, absent, given, text, total, worked
from social_value.core.sections.readings import figure_of
from social_value.core.sections.section import Chart, Column, Heading, Row, Section, Table
from social_value.core.sections.who_pays_who_gains import budget_tables
from social_value.model.place import Area

SPEND_FLOW = Heading("spend-flow", "Spend-flow")
_NOTE = (
    "Who is paid in the end: by a bid's delivery, or by its members where it gives none. Information: sector and place "
    "of an organisation earn no marks. VCSE: voluntary, community and social enterprise."
)


@dataclass(frozen=True)
class _Line:
    """A recipient of a bid with its cells."""

    bid_id: str
    recipient: Recipient
    share: Cell
    percent: Cell
    money: Cell

    def row(self, titles: Mapping[str, str]) -> Row:
        """Its row in the table of recipients."""
        recipient = self.recipient
        sector = SECTOR_LABELS[recipient.sector] if recipient.sector else "not stated"
        area = titles.get(recipient.area or "", "not stated")
        labels = (self.bid_id, recipient.organisation, sector, recipient.role or "not stated", area)
        return Row((*map(text, labels), self.share, self.percent, self.money), self.bid_id)


@dataclass(frozen=True)
class _Flow:
    """What goes where of one bid: percent of the price for each part, and the rest for which nothing is said."""

    bid_id: str
    price: Cell
    lines: tuple[_Line, ...]

    def percent(self, holds: Callable[[Recipient], bool]) -> Cell:
        """Return the percentage of the price that goes to the recipients of a kind."""
        return total([line.percent for line in self.lines if holds(line.recipient)])

    def split(self, parts: Sequence[Callable[[Recipient], bool]]) -> tuple[Cell, ...]:
        """Return the percentages of several kinds of recipient, and last what is left of the price."""
        known = tuple(self.percent(holds) for holds in parts)
        return (*known, worked(lambda *percents: 100 - reduce(add, percents), *known))

    def money(self, percents: Sequence[Cell]) -> tuple[Cell, ...]:
        """Return percentages of the price in money; none where the bid states no price."""
        return tuple(worked(lambda percent, price: percent * price / 100, shared, self.price) for shared in percents)


def spend_flow(evaluation: Evaluation) -> Section | None:
    """Return the section where a bid says who is paid, or the procurement says which agencies pay."""
    inputs = evaluation.inputs
    told = any(bid.delivery or bid.members for bid in inputs.bids)
    if not told and inputs.procurement.budget is None:
        return None
    flows = tuple(_flow(evaluation, result.id) for result in evaluation.bids)
    sectors = {flow.bid_id: flow.split([_of_sector(sector) for sector in SECTORS]) for flow in flows}
    columns = (
        Column("price", "Price", "money"),
        *(Column(key, title, "money") for key, title in _SECTOR_COLUMNS),
    )
    rows = {flow.bid_id: (flow.price, *flow.money(sectors[flow.bid_id])) for flow in flows}
    if not told:
        columns, rows = columns[:1], {bid: cells[:1] for bid, cells in rows.items()}
    chart = Chart("What ends up with each sector", "stacked-bars", "", "bid", tuple(key for key, _ in _SECTOR_COLUMNS))
    return Section(
        SPEND_FLOW,
        _NOTE,
        columns,
        rows,
        (
            *(_tables(evaluation, flows, sectors) if told else ()),
            *budget_tables(evaluation, {flow.bid_id: flow.price for flow in flows}),
        ),
        (chart,) if told else (),
    )


_SECTOR_COLUMNS = (*((sector, SECTOR_LABELS[sector]) for sector in SECTORS), ("not_stated", "Sector not stated"))


def _of_sector(sector: str) -> Callable[[Recipient], bool]:
    return lambda recipient: recipient.sector == sector


def _in_area(area: str) -> Callable[[Recipient], bool]:
    return lambda recipient: recipient.area == area


def _of_role(role: str) -> Callable[[Recipient], bool]:
    return lambda recipient: recipient.role == role


def _flow(evaluation: Evaluation, bid_id: str) -> _Flow:
    price = figure_of(evaluation, FigureName("price"), bid_id)
    lines = []
    for recipient in recipients_of(evaluation.inputs.bids_by_id[bid_id]):
        share = given(recipient.share)
        percent = worked(lambda part: 100 * part, share)
        money = worked(lambda part, whole: part * whole, share, price)
        lines.append(_Line(bid_id, recipient, share, percent, money))
    return _Flow(bid_id, price, tuple(lines))


# Tables


def _tables(evaluation: Evaluation, flows: Sequence[_Flow], sectors: Mapping[str, tuple[Cell, ...]]) -> Iterator[Table]:
    yield _percents(evaluation, flows, sectors)
    profile = evaluation.inputs.procurement.place
    areas = profile.areas if profile else ()
    if areas:
        yield from _by_place(areas, flows)
    titles = {area.id: area.title for area in areas}
    columns = (
        Column("bid", "Bid"),
        Column("organisation", "Organisation"),
        Column("sector", "Sector"),
        Column("role", "Role"),
        Column("area", "Area"),
        Column("share", "Share of the price", "share"),
        Column("percent", "Percent of the price", "percent"),
        Column("money", "Amount", "money"),
    )
    rows = tuple(line.row(titles) for flow in flows for line in flow.lines)
    yield Table("recipients", "Who is paid", columns, rows)


def _percents(evaluation: Evaluation, flows: Sequence[_Flow], sectors: Mapping[str, tuple[Cell, ...]]) -> Table:
    columns = (
        Column("bid", "Bid"),
        Column("source", "Told by"),
        *(Column(f"{key}_percent", title, "percent") for key, title in _SECTOR_COLUMNS),
        Column("retained_percent", "Kept by the lead", "percent"),
        Column("subcontracted_percent", "Paid to subcontractors", "percent"),
    )
    bids = evaluation.inputs.bids_by_id
    rows = tuple(
        Row(
            (
                text(flow.bid_id),
                text(source_of(bids[flow.bid_id])),
                *sectors[flow.bid_id],
                flow.percent(_of_role(LEAD)) if _has_roles(flow) else absent(),
                # Members are those who bid together: they say nothing of whom they pay.
                flow.percent(_of_role(SUBCONTRACTOR)) if bids[flow.bid_id].delivery else absent(),
            ),
            flow.bid_id,
        )
        for flow in flows
    )
    return Table("percent-by-sector", "Percent of the price by sector", columns, rows)


def _has_roles(flow: _Flow) -> bool:
    """Tell whether a bid says who leads; without that nobody knows what the lead keeps."""
    return any(line.recipient.role == LEAD for line in flow.lines)


def _by_place(areas: Sequence[Area], flows: Sequence[_Flow]) -> Iterator[Table]:
    parts = [_in_area(area.id) for area in areas]
    percents = {flow.bid_id: flow.split(parts) for flow in flows}
    priority = [at for at, area in enumerate(areas) if area.priority]
    first = (
        Column("bid", "Bid"),
        Column("in_place", "In place", "percent"),
        Column("in_priority_areas", "In priority areas", "percent"),
        Column("not_stated", "Elsewhere or not stated", "percent"),
    )
    rows = tuple(
        Row(
            (
                text(bid),
                total(cells[:-1]),
                total([cells[at] for at in priority]),
                cells[-1],
                *cells[:-1],
            ),
            bid,
        )
        for bid, cells in percents.items()
    )
    columns = (*first, *(Column(f"area_{area.id}", area.title, "percent", sparse=True) for area in areas))
    note = "By the area that is given for each organisation: where it spends what it is paid, or works."
    yield Table("percent-by-place", "Percent of the price by place", columns, rows, note)
    columns = (
        Column("bid", "Bid"),
        Column("not_stated", "Elsewhere or not stated", "money"),
        *(Column(f"area_{area.id}", area.title, "money", sparse=True) for area in areas),
    )
    amounts = ((flow.bid_id, flow.money(percents[flow.bid_id])) for flow in flows)
    rows = tuple(Row((text(bid), cells[-1], *cells[:-1]), bid) for bid, cells in amounts)
    yield Table("money-by-place", "Amounts by place", columns, rows)
