"""The sheets about how a bid works: capacity, what the price pays for, channels, and time that is saved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from social_value.core.figures.bid_parts import AUTOMATION, CAPACITY, CHANNELS, COST_LINES
from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.answer_tables import AnswerTable
from social_value.files.forms.bid_return.grid import Grid, widths_of
from social_value.files.forms.bid_return.growing_tables import LONGEST_NOTE, channels, claims, cost_lines, line_id
from social_value.files.forms.form import Fixed, FormSheet, Input

_LONGEST = Decimal(3650)


def efficiency_sheets(asked: Asked) -> Iterator[FormSheet]:
    """Yield the sheets of how a bid works that the method uses."""
    if CAPACITY in asked.parts:
        yield _capacity_sheet()
    if COST_LINES in asked.parts:
        yield _cost_lines_sheet(asked)
    if CHANNELS in asked.parts:
        yield _channels_sheet(asked)
    if AUTOMATION in asked.parts:
        yield _claims_sheet(asked)


def _capacity_sheet() -> FormSheet:
    """Return the sheet of how far the service can grow, and how fast."""
    grid = Grid("Capacity", (60, 20))
    grid.opening("Capacity", "Say how far the service can grow, and how fast. The reference demand counts as 1.")
    most = "Demand that can be met, as a multiple of the reference demand"
    days, shown = "Days until that is reached", "Where your bid shows it"
    grid.heads("What", "Your answer")
    grid.add(Fixed(f"{most} *", "wrapped"), Input("capacity/surge_multiple", "number", most, least=Decimal(0)))
    grid.add(
        Fixed(f"{days} *", "wrapped"),
        Input("capacity/days_to_surge", "whole", days, least=Decimal(0), most=_LONGEST),
    )
    grid.add(Fixed(shown, "wrapped"), Input("capacity/evidence", "text", shown, longest=LONGEST_NOTE))
    return grid.sheet()


def _cost_lines_sheet(asked: Asked) -> FormSheet:
    """Return the table of what the price pays for."""
    table = cost_lines(asked)
    return _table(
        "Cost lines",
        table,
        [line_id(number) for number in range(1, table.rows + 1)],
        f"Say what your price pays for, one row a line, in {asked.currency}, at the quantities of the price schedule.",
        "The lines add up to your price. Front line is the work with the people served, and its direct costs; bespoke "
        "build is what is built for this contract alone.",
    )


def _channels_sheet(asked: Asked) -> FormSheet:
    """Return the table of channels."""
    table = channels(asked)
    words = "List the ways in which people are served. The shares of all contacts add up to 1."
    return _table("Channels", table, [str(number) for number in range(1, table.rows + 1)], words)


def _claims_sheet(asked: Asked) -> FormSheet:
    """Return the table of time that is saved."""
    table = claims(asked)
    return _table(
        "Time saved",
        table,
        [str(number) for number in range(1, table.rows + 1)],
        "List what takes fewer hours than now, over the whole contract. It counts only where you name the front-line "
        "cost line that the time goes into.",
    )


def _table(name: str, table: AnswerTable, ids: list[str], *notes: str) -> FormSheet:
    grid = Grid(name, widths_of(10, table.columns))
    grid.opening(name, *notes)
    grid.table(table, "Row", ids)
    return grid.sheet()
