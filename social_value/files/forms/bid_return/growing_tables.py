"""The tables of a return with as many rows as a bidder needs: one description lays them out and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.form import Input, Kind
from social_value.model.bid import Supplier, WholeLifeCost
from social_value.model.delivery import Delivery, Sector
from social_value.model.efficiency import CostKind, Technique

MEMBERS, RECIPIENTS, LINES, COSTS, COMMITMENTS, COST_LINES, CHANNELS, CLAIMS = 12, 20, 10, 40, 40, 30, 12, 12
"""Rows of each table. A bidder that needs more asks the authority."""
LONGEST_LINE, LONGEST_NOTE, LONGEST_LABEL = 200, 2_000, 120
_ZERO, _ONE = Decimal(0), Decimal(1)
SHARE_HINT = "A share from 0 to 1, such as 0.25."


@dataclass(frozen=True, slots=True)
class Column:
    """A column to fill in. ``labels`` are the words of its drop-down, each with what the bid then says."""

    key: str
    head: str
    kind: Kind
    width: float
    labels: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a fixed number of rows. ``noun`` is what one row is called."""

    prefix: str
    noun: str
    rows: int
    columns: tuple[Column, ...]

    def key(self, row: int, column: Column) -> str:
        """Return the key of the answer in a row, counted from 1."""
        return f"{self.prefix}/{row}/{column.key}"

    def input(self, row: int, column: Column) -> Input:
        """Return the cell to fill in."""
        return Input(
            self.key(row, column),
            column.kind,
            f'"{column.head}" of {self.noun.lower()} {row}',
            choices=tuple(column.labels),
            least=column.least,
            most=column.most,
            longest=column.longest,
            hint=column.hint,
        )


def labels_of(items: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return words for a drop-down, each with its id: the title, with the id beside it where it would not do alone.

    >>> labels_of([("a", "Ash"), ("b", "Bow"), ("c", "bow")])
    {'Ash': 'a', 'Bow [b]': 'b', 'bow [c]': 'c'}

    Where even that leaves two words the same, the ids stand for themselves.

    >>> labels_of([("a", "Ash"), ("b", "ash"), ("c", "Ash [a]")])
    {'a': 'a', 'b': 'b', 'c': 'c'}
    """
    titles = [(item_id, " ".join(title.split())) for item_id, title in items]
    folded = [title.casefold() for _, title in titles]
    labels = {_label(item_id, title, folded.count(title.casefold()) == 1): item_id for item_id, title in titles}
    different = {label.casefold() for label in labels}
    return labels if len(different) == len(titles) else {item_id: item_id for item_id, _ in titles}


def _label(item_id: str, title: str, alone: bool) -> str:
    if len(title) > LONGEST_LABEL:
        return item_id
    return title if alone else f"{title} [{item_id}]"


def words_of(values: Iterable[str]) -> Mapping[str, str]:
    """Return words that stand for themselves."""
    return {value: value for value in values}


SECTORS = words_of(get_args(Sector))
SIZES = words_of(("micro", "small", "medium", "large"))
LINE_KINDS = words_of(get_args(CostKind))
TECHNIQUES = words_of(get_args(Technique))
ROLES = words_of(get_args(Delivery.model_fields["role"].annotation))
COST_KINDS = words_of(get_args(WholeLifeCost.model_fields["kind"].annotation))


def supplier_columns() -> tuple[Column, ...]:
    """Return what is asked of the supplier itself; sector and size are reported and never scored."""
    description = Supplier.model_fields["sector"].description or ""
    return (
        Column("name", "Name of the supplier", "text", 40, needed=True, longest=LONGEST_LINE),
        Column("sector", "Sector", "choice", 16, SECTORS, hint=description),
        Column("size", "Size", "choice", 16, SIZES, hint=description),
    )


def members(asked: Asked) -> Table:
    """Return the table of the members of a consortium."""
    role = Column("role", "Role, such as lead", "text", 20, longest=LONGEST_LINE)
    return Table("members", "Member", MEMBERS, _paid("name", role, "Area in which it works", asked))


def delivery(asked: Asked) -> Table:
    """Return the table of those who are paid in the end."""
    role = Column("role", "Role", "choice", 20, ROLES, needed=True)
    columns = _paid("organisation", role, "Area where it is spent", asked)
    return Table("delivery", "Recipient", RECIPIENTS, columns)


def _paid(name: str, role: Column, where: str, asked: Asked) -> tuple[Column, ...]:
    """Return the columns about an organisation that has a share of the price."""
    areas = labels_of((area.id, area.title) for area in asked.areas)
    return (
        Column(name, "Organisation", "text", 40, needed=True, longest=LONGEST_LINE),
        role,
        Column("sector", "Sector", "choice", 14, SECTORS),
        Column("value_share", "Share of the price", "number", 14, needed=True, least=_ZERO, most=_ONE, hint=SHARE_HINT),
        *((Column("area", where, "choice", 24, areas),) if areas else ()),
    )


def costs(asked: Asked) -> Table:
    """Return the table of dated costs."""
    return Table(
        "whole_life_costs",
        "Cost",
        COSTS,
        (
            Column("title", "What is paid for", "text", 50, needed=True, longest=LONGEST_LINE),
            Column("kind", "Kind of cost", "choice", 18, COST_KINDS, needed=True),
            Column("year", "Year (0 for now)", "whole", 12, needed=True, least=_ZERO, most=Decimal(300)),
            Column("amount", f"Amount, {asked.currency}", "number", 18, needed=True, least=_ZERO),
        ),
    )


def cost_lines(asked: Asked) -> Table:
    """Return the table of what the price pays for."""
    return Table(
        "cost_lines",
        "Cost line",
        COST_LINES,
        (
            Column("title", "What it pays for", "text", 50, needed=True, longest=LONGEST_LINE),
            Column("kind", "Kind of cost", "choice", 18, LINE_KINDS, needed=True),
            Column("amount", f"Amount, {asked.currency}", "number", 18, needed=True, least=_ZERO),
        ),
    )


def channels(asked: Asked) -> Table:
    """Return the table of the ways in which people are served."""
    return Table(
        "channels",
        "Channel",
        CHANNELS,
        (
            Column("channel", "Channel, such as telephone", "text", 40, needed=True, longest=LONGEST_LINE),
            Column("share", "Share of contacts", "number", 14, needed=True, least=_ZERO, most=_ONE, hint=SHARE_HINT),
            Column("unit_cost", f"Cost of a contact, {asked.currency}", "number", 16, needed=True, least=_ZERO),
            Column("digital", "People need to be online", "flag", 14, needed=True),
        ),
    )


def claims(asked: Asked) -> Table:
    """Return the table of time that is saved."""
    lines = words_of(line_id(number) for number in range(1, COST_LINES + 1))
    return Table(
        "automation",
        "Claim",
        CLAIMS,
        (
            Column("process", "What is done in less time", "text", 40, needed=True, longest=LONGEST_LINE),
            Column("hours_before", "Hours before", "number", 12, needed=True, least=_ZERO),
            Column("hours_after", "Hours after", "number", 12, needed=True, least=_ZERO),
            Column("hourly_cost", f"Cost of an hour, {asked.currency}", "number", 14, needed=True, least=_ZERO),
            Column("reinvested_in", "Cost line it goes into", "choice", 14, lines),
            Column("technique", "Technique", "choice", 18, TECHNIQUES, needed=True),
            Column("proven_at", "Where it runs already", "text", 40, longest=LONGEST_NOTE),
        ),
    )


def line_id(number: int) -> str:
    """Return the id that a cost line of a return has, by its row."""
    return f"l{number}"


def commitments(asked: Asked) -> Table:
    """Return the table of promises; years, groups and shares appear where they decide what a promise is worth."""
    measures = labels_of((one.id, f"{one.title} ({one.unit})") for one in asked.promised)
    areas = labels_of((area.id, area.title) for area in asked.areas)
    agencies = labels_of((one.agency, one.label) for one in asked.agencies)
    return Table(
        "commitments",
        "Commitment",
        COMMITMENTS,
        (
            Column("measure", "What is promised (unit)", "choice", 34, measures, needed=True),
            Column("quantity", "Quantity, in that unit", "number", 11, needed=True, least=_ZERO),
            Column(
                "baseline",
                "Baseline today",
                "number",
                11,
                least=_ZERO,
                hint="How much of it there is today, in the same unit. The quantity comes on top.",
            ),
            *(_counted_columns() if asked.counted else ()),
            Column("group", "Who benefits", "text", 16, longest=64, hint="One name, such as care-leavers."),
            *((Column("area", "Area where it lands", "choice", 16, areas),) if areas else ()),
            *((Column("accrues_to", "Agency that gains", "choice", 16, agencies),) if agencies else ()),
            Column("due", "Due by", "date", 12, hint="The day by which it is done."),
            _evidence(asked),
            Column("owner", "Who delivers it", "text", 15, longest=LONGEST_LINE),
            Column("reports_to", "Who hears about it", "text", 16, longest=LONGEST_LINE),
        ),
    )


def _counted_columns() -> tuple[Column, ...]:
    year = Decimal(300)
    return (
        Column("from_year", "From contract year", "whole", 9, least=_ONE, most=year, hint="1 where it is left empty."),
        Column("years", "For how many years", "whole", 9, least=_ONE, most=year, hint="1 where it is left empty."),
        Column(
            "share_of_time",
            "Share for this contract",
            "number",
            10,
            least=Decimal("0.001"),
            most=_ONE,
            hint="A share up to 1, where it is shared with other contracts. 1 where it is left empty.",
        ),
        Column("core", "Asked for anyway", "flag", 10, hint="yes where the specification asks for it anyway."),
        Column(
            "activity",
            "Name of the activity",
            "text",
            15,
            longest=64,
            hint="The same name twice is the same activity, and counts once.",
        ),
    )


def _evidence(asked: Asked) -> Column:
    if asked.evidence_kinds:
        kinds = labels_of((kind, kind) for kind in asked.evidence_kinds)
        return Column("evidence", "Evidence of delivery", "choice", 18, kinds)
    return Column("evidence", "Evidence of delivery", "text", 18, longest=LONGEST_NOTE)
