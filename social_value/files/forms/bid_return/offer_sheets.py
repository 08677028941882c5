"""The sheets about what is offered: who bids, declarations, measures, commitments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import PERFORMING_WORKFORCE
from social_value.core.reads.asked_of_bidders import Asked
from social_value.files.forms.bid_return.answer_tables import AnswerTable
from social_value.files.forms.bid_return.grid import Grid, widths_of
from social_value.files.forms.bid_return.growing_tables import (
    LONGEST_NOTE,
    commitments,
    delivery,
    members,
    supplier_columns,
)
from social_value.files.forms.form import Fixed, FormSheet, Formula, Input
from social_value.files.sheets.addresses import cell_name
from social_value.text import listed

_ZERO = Decimal(0)
_PROMISES = (
    "What you promise beyond the specification, one row a promise. It becomes part of the contract if you win.",
    "In one name, blanks are read as hyphens and capitals as small letters: Care leavers is read as care-leavers.",
)
_COUNTED_ONCE = (
    "What is promised by the same activity counts once. So does what is promised for the same group, in the same area",
    "and years, under one measure or under measures that are counted once together.",
)


def supplier_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of the supplier, of the members of a consortium, and of those who are paid in the end."""
    grid = Grid("Supplier", widths_of(24, members(asked).columns))
    grid.opening("Supplier", "Name, as it is to stand in the contract. Sector and size are reported and never scored.")
    for column in supplier_columns():
        head = f"{column.head}{' *' if column.needed else ''}"
        grid.add(
            Fixed(head, "label"),
            Input(
                f"supplier/{column.key}",
                column.kind,
                column.head,
                choices=tuple(column.labels),
                longest=column.longest,
                hint=column.hint,
            ),
        )
    _shared(grid, members(asked), "Members of the consortium", _ALONE)
    _shared(grid, delivery(asked), "Who is paid in the end", _SUBCONTRACTORS)
    grid.repeat = 1
    return grid.sheet()


_ALONE = "Leave the table empty where you bid alone. Otherwise list yourself too; the shares add up to 1."
_SUBCONTRACTORS = (
    "Leave the table empty where it is the same, or you pay nobody else. Otherwise list yourself and every "
    "subcontractor, each with what it keeps; the shares add up to 1."
)


def _shared(grid: Grid, table: AnswerTable, title: str, note: str) -> None:
    """Put a table of those who share the price, with the sum of the shares below it."""
    grid.skip()
    grid.across(Fixed(title, "section"))
    grid.across(Fixed(note, "note"))
    first, last = grid.table(table, table.noun, (str(number) for number in range(1, table.rows + 1)))
    share = 1 + next(index for index, column in enumerate(table.columns) if column.key == "value_share")
    total = Formula(f"=SUM({cell_name(first, share)}:{cell_name(last, share)})", 0, "number")
    grid.add(Fixed("Shares add up to", "label"), *(None for _ in range(1, share)), total)


def declarations_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of the gates that are answered by yes or no."""
    grid = Grid("Declarations", (18, 70, 12, 60))
    grid.opening("Declarations", "Answer every question with yes or no, and say where your bid shows it.")
    grid.heads("Id", "Is this so?", "yes or no *", "Where your bid shows it")
    for gate in asked.gates:
        grid.add(
            Fixed(gate.id, "label"),
            Fixed(gate.title, "wrapped"),
            Input(f"declarations/{gate.id}/value", "flag", f"Answer to {gate.id}"),
            Input(f"declarations/{gate.id}/evidence", "text", f"Evidence for {gate.id}", longest=LONGEST_NOTE),
        )
    if PERFORMING_WORKFORCE in asked.parts:
        _headcounts(grid)
    return grid.sheet()


def _headcounts(grid: Grid) -> None:
    """Add the people in the parts that would perform the contract, of all members together."""
    words, everybody = "Disabled or disadvantaged people among them", "Everybody"
    evidence = Input(
        f"{PERFORMING_WORKFORCE.key}/evidence", "text", "Evidence for the headcounts", longest=LONGEST_NOTE
    )
    grid.skip()
    grid.heads("Headcount", "Parts that would perform the contract, of all members together", "People *", "Evidence")
    for name, shown, beside in (("supported", words, None), ("total", everybody, evidence)):
        count = Input(f"{PERFORMING_WORKFORCE.key}/{name}", "whole", shown, least=_ZERO)
        grid.add(Fixed(name, "label"), Fixed(shown, "wrapped"), count, beside)


def measures_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of the figures that are marked or decide a gate."""
    grid = Grid("Measures", (24, 62, 16, 16, 50))
    grid.opening(
        "Measures", "Give one number for each measure, in the unit beside it, and say where your bid shows it."
    )
    grid.heads("Id", "Measure", "Unit", "Your value *", "Where your bid shows it")
    for measure in asked.measures:
        words = f"{measure.title}. {measure.description}" if measure.description else measure.title
        grid.add(
            Fixed(measure.id, "label"),
            Fixed(words, "wrapped"),
            Fixed(measure.unit, "wrapped"),
            Input(f"measures/{measure.id}/value", "number", f"Value of {measure.id}"),
            Input(f"measures/{measure.id}/evidence", "text", f"Evidence for {measure.id}", longest=LONGEST_NOTE),
        )
    return grid.sheet()


def _counting_areas(asked: Asked) -> Iterator[str]:
    """Yield where each promise counts that does not count everywhere."""
    titles = {area.id: area.title for area in asked.areas}
    for measure in asked.promised:
        areas = [titles[area] for area in measure.counts_in or () if area in titles]
        if areas:
            yield f"{measure.title} counts only in {listed(areas)}. Elsewhere, or with no area, it counts as nothing."


def commitments_sheet(asked: Asked) -> FormSheet:
    """Return the table of promises, and what they are held against where the method asks for it."""
    table = commitments(asked)
    grid = Grid("Commitments", widths_of(7, table.columns))
    grid.opening("Commitments", *_PROMISES, *(_COUNTED_ONCE if asked.counted else ()), *_counting_areas(asked))
    for part in held_against(asked):
        words = number_words(part, asked)
        grid.add(None, Fixed(words, "wrapped"), Input(part.key, "number", words, least=_ZERO))
    if held_against(asked):
        grid.skip()
    grid.table(table, "Id", (f"c{number}" for number in range(1, table.rows + 1)))
    return grid.sheet()


def numbers_sheet(asked: Asked) -> FormSheet:
    """Return the sheet of the numbers that figures are worked out from and that belong to no other sheet."""
    grid = Grid("Numbers", (24, 62, 20))
    grid.opening("Numbers", "Give one number for each. Where there is none of it, write 0.")
    grid.heads("Id", "What", "Your answer *")
    for part in needed_numbers(asked):
        words = number_words(part, asked)
        grid.add(Fixed(part.key, "label"), Fixed(words, "wrapped"), Input(part.key, "number", words, least=_ZERO))
    return grid.sheet()


def needed_numbers(asked: Asked) -> tuple[BidPart, ...]:
    """Return the parts that are one number without which a figure cannot be worked out."""
    return tuple(part for part in asked.numbers if part.missing is not None)


def held_against(asked: Asked) -> tuple[BidPart, ...]:
    """Return the parts that are one number and that promises are held against; a bid may leave them out."""
    return tuple(part for part in asked.numbers if part.missing is None)


def number_words(part: BidPart, asked: Asked) -> str:
    """Return the words in which a return asks for a part that is one number."""
    return part.question.replace("{currency}", asked.currency)
