"""The tables of a return with as many rows as a bidder needs: one description lays them out and reads them."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.answer_tables import AnswerTable, Column, labels_of, words_of
from social_value.model.bid import Supplier, WholeLifeCost
from social_value.model.delivery import Delivery, Sector
from social_value.model.efficiency import CostKind, Technique

MEMBERS, RECIPIENTS, LINES, COSTS, COMMITMENTS, COST_LINES, CHANNELS, CLAIMS = 12, 20, 10, 40, 40, 30, 12, 12
"""Rows of each table. A bidder that needs more asks the authority."""
LONGEST_LINE, LONGEST_NOTE = 200, 2_000
"""Characters of what fits on a line, and of what explains or proves something."""
_ZERO, _ONE = Decimal(0), Decimal(1)
SHARE_HINT = "A share from 0 to 1, such as 0.25."

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


def members(asked: Asked) -> AnswerTable:
    """Return the table of the members of a consortium."""
    role = Column("role", "Role, such as lead", "text", 20, longest=LONGEST_LINE)
    return AnswerTable("members", "Member", MEMBERS, _paid("name", role, "Area in which it works", asked))


def delivery(asked: Asked) -> AnswerTable:
    """Return the table of those who are paid in the end."""
    role = Column("role", "Role", "choice", 20, ROLES, needed=True)
    columns = _paid("organisation", role, "Area where it is spent", asked)
    return AnswerTable("delivery", "Recipient", RECIPIENTS, columns)


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


def costs(asked: Asked) -> AnswerTable:
    """Return the table of dated costs."""
    return AnswerTable(
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


def cost_lines(asked: Asked) -> AnswerTable:
    """Return the table of what the price pays for."""
    return AnswerTable(
        "cost_lines",
        "Cost line",
        COST_LINES,
        (
            Column("title", "What it pays for", "text", 50, needed=True, longest=LONGEST_LINE),
            Column("kind", "Kind of cost", "choice", 18, LINE_KINDS, needed=True),
            Column("amount", f"Amount, {asked.currency}", "number", 18, needed=True, least=_ZERO),
        ),
    )


def channels(asked: Asked) -> AnswerTable:
    """Return the table of the ways in which people are served."""
    return AnswerTable(
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


def claims(asked: Asked) -> AnswerTable:
    """Return the table of time that is saved."""
    lines = words_of(line_id(number) for number in range(1, COST_LINES + 1))
    return AnswerTable(
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


def commitments(asked: Asked) -> AnswerTable:
    """Return the table of promises; years, groups and shares appear where they decide what a promise is worth."""
    measures = labels_of((measure.id, f"{measure.title} ({measure.unit})") for measure in asked.promised)
    areas = labels_of((area.id, area.title) for area in asked.areas)
    agencies = labels_of((benefit.agency, benefit.label) for benefit in asked.agencies)
    return AnswerTable(
        "commitments",
        "Commitment",
        COMMITMENTS,
        (
            Column("measure", "What is promised (unit)", "choice", 34, measures, needed=True),
            Column("quantity", _quantity_head(asked), "number", 11, needed=True, least=_ZERO),
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


def _quantity_head(asked: Asked) -> str:
    return f"Quantity, in that unit{', in each of its years' if asked.counted else ''}"


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
