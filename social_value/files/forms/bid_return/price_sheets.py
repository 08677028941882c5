"""The sheets about money: the price, success rates beside it, and costs over the whole life."""

from __future__ import annotations

from decimal import Decimal

from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.grid import Grid, widths_of
from social_value.files.forms.bid_return.growing_tables import LINES, LONGEST_LINE, LONGEST_NOTE, SHARE_HINT, costs
from social_value.files.forms.form import Fixed, FormSheet, Formula, Input
from social_value.files.sheets.addresses import cell_name

_ZERO = Decimal(0)


def total_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of a price that is one sum."""
    grid = Grid("Price", (40, 20, 60))
    grid.opening("Price", f"State one price in {asked.currency}, as the invitation to tender defines it.")
    grid.heads("What", f"Price, {asked.currency} *")
    grid.add(Fixed("Total price", "label"), Input("price/total", "number", "Total price", least=_ZERO))
    return grid.sheet()


def schedule_sheet(asked: Asked) -> FormSheet:
    """Return the price schedule: a unit price for each demand band, and fixed sums."""
    grid = Grid("Price", (18, 44, 16, 22, 20))
    grid.opening(
        "Price",
        f"Give a unit price in {asked.currency} for every quantity. The quantities are the same for every bidder.",
        "Below them is room for sums that do not depend on a quantity. The last column and the total work themselves "
        "out; they are only shown to you, and the price is worked out again from what you fill in.",
    )
    grid.heads("Line", "What is priced", "Quantity", "Unit price * or fixed sum", f"Comes to, {asked.currency}")
    first = grid.row
    for band, quantity in asked.demand.items():
        price, count = cell_name(grid.row, 3), cell_name(grid.row, 2)
        grid.add(
            Fixed(band, "label"),
            Input(f"price/band/{band}/title", "text", f"Words for {band}", longest=LONGEST_LINE),
            Fixed(quantity, "number"),
            Input(f"price/band/{band}/unit_price", "number", f"Unit price of {band}", least=_ZERO),
            Formula(f"={count}*{price}", 0, "number"),
        )
    for number in range(1, LINES + 1):
        grid.add(
            Fixed(f"Fixed sum {number}", "label"),
            Input(f"price/fixed/{number}/title", "text", f"Words for fixed sum {number}", longest=LONGEST_LINE),
            Fixed("once", "number"),
            Input(f"price/fixed/{number}/fixed", "number", f"Fixed sum {number}", least=_ZERO),
            Formula(f"=N({cell_name(grid.row, 3)})", 0, "number"),
        )
    total = Formula(f"=SUM({cell_name(first, 4)}:{cell_name(grid.row - 1, 4)})", 0, "number")
    grid.add(Fixed("Total price", "label"), None, None, None, total)
    return grid.sheet()


def success_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of the share of each demand band that ends well."""
    grid = Grid("Success rates", (22, 18, 18, 80))
    grid.opening(
        "Success rates",
        "For each band, give the share of the quantity that ends well, from 0 to 1 (0.8 for 80 percent), and what the "
        "share rests on.",
    )
    grid.heads("Band", "Quantity", "Success rate, 0 to 1 *", "Evidence")
    for band, quantity in asked.demand.items():
        share = f"Success rate of {band}"
        grid.add(
            Fixed(band, "label"),
            Fixed(quantity, "number"),
            Input(f"success_rate/{band}/value", "number", share, least=_ZERO, most=Decimal(1), hint=SHARE_HINT),
            Input(f"success_rate/{band}/evidence", "text", f"Evidence for {band}", longest=LONGEST_NOTE),
        )
    return grid.sheet()


def costs_sheet(asked: Asked) -> FormSheet:
    """Return the table of dated costs."""
    table = costs(asked)
    grid = Grid("Whole-life costs", widths_of(12, table.columns))
    grid.opening(
        "Whole-life costs",
        f"List what is paid in each year, one row a cost, in {asked.currency} and without inflation. Year 0 is the "
        "start. A residual value is what is left at the end: write it as it is, it is taken off.",
    )
    grid.table(table, "Row", (str(number) for number in range(1, table.rows + 1)))
    return grid.sheet()
