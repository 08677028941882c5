"""How firm a result is, as a section of the report: the tables of the terminal and of the sheet Sensitivity."""

from __future__ import annotations

from dataclasses import replace

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import text, worked
from social_value.core.sections.readings import figure_of, total_of
from social_value.core.sections.section import Chart, Column, Heading, Row, Section, Table
from social_value.core.what_if.firmness import Firmness, firmness_of
from social_value.core.what_if.weight_tables import (
    MOST_BIDS,
    average_table,
    averages_of,
    chart_of,
    less,
    straight,
    sweep_of_fragile,
    sweep_tables,
    weights_table,
    without_edits,
)
from social_value.core.what_if.weights_in_words import flips_note, names, removal_words

SENSITIVITY = Heading("sensitivity", "Sensitivity", "How firm is the result?", apart=True)
MOST_CLOSE = 20
MOST_MARKS = 300
"""Bids times criteria, where rounding, floors or the method make trying every change take long."""
_FACTS = (Column("what", "What"), Column("words", "In words", widest=34), Column("value", "Value", "marks"))
_FLIPS = (
    Column("criterion", "Criterion"),
    Column("bid", "Bid", widest=34),
    Column("first", "Then first", widest=52),
    Column("level", "Level", "count"),
    Column("to", "Level that flips", "count"),
)
_REMOVALS = (
    Column("bid", "Without"),
    Column("first", "Then first", widest=34),
    Column("moved", "Ranks that change", widest=52),
)
_PRICES = (
    Column("bid", "Bid"),
    Column("words", "In words", widest=34),
    Column("price", "Price", "money"),
    Column("wins_at", "Would be first up to", "money"),
    Column("apart", "Difference", "money"),
)


def sensitivity(evaluation: Evaluation) -> Section | None:
    """Return the section of a workbook, where at least two bids are ranked; of a large field, where to find it."""
    ranked = len(evaluation.ranking.ranks)
    if ranked < 2:
        return None
    marks = ranked * len(evaluation.inputs.leaves)
    if ranked > MOST_BIDS or (marks > MOST_MARKS and not straight(evaluation)):
        note = "The field is too large to try every change here: `social-value what-if FOLDER` prints the whole page."
        return _section(note, ())
    return firmness_section(evaluation, firmness_of(evaluation))


def firmness_section(evaluation: Evaluation, firmness: Firmness) -> Section:
    """Return everything about a result's firmness as tables, with those that the chart and its formulas rest on."""
    averages = averages_of(evaluation, firmness)
    fragile = sweep_of_fragile(firmness, firmness.most_fragile)
    tables = [
        _facts(evaluation, firmness),
        weights_table(evaluation, firmness, averages),
        _flips(firmness),
        _removals(firmness),
        _prices(evaluation, firmness),
        *sweep_tables(evaluation, firmness, fragile, averages),
        *([average_table(averages)] if averages else []),
    ]
    charts = [table for table in tables if table.key == "along"]
    note = "What would change the result. The published result stays as it is."
    return _section(note, tuple(tables), tuple(chart_of(table, firmness) for table in charts))


def one_page(section: Section) -> Section:
    """Return the section without the tables that only a chart and live formulas need."""
    return replace(section, tables=tuple(table for table in section.tables if table.key not in ("along", "sums")))


def _section(note: str, tables: tuple[Table, ...], charts: tuple[Chart, ...] = ()) -> Section:
    return Section(SENSITIVITY, note, tables=tables, charts=charts)


# The margin


def _facts(evaluation: Evaluation, firmness: Firmness) -> Table:
    rows = [Row((text("First"), text(names(firmness.first)), text("")))]
    if firmness.second is not None:
        rows.append(Row((text("Next"), text(firmness.second), text(""))))
        ends = total_of(evaluation, firmness.first[0]), total_of(evaluation, firmness.second)
        lowest = evaluation.field.method.method.best == "lowest"
        margin = worked(less, *(reversed(ends) if lowest else ends))
        rows.append(Row((text("Margin"), text(_closeness(firmness)), margin)))
    step = firmness.step
    what = (
        f"the largest step between two levels, on {step.criterion_id}"
        if step.criterion_id
        else "one point of quality, as nothing is scored by levels"
    )
    rows.append(Row((text("A call is close up to"), text(what), without_edits(step.points))))
    rows += [
        Row((text("Close behind the first"), text(call.bid_id), without_edits(call.margin)))
        for call in firmness.close[:MOST_CLOSE]
    ]
    return Table("result", "The result", _FACTS, tuple(rows))


def _closeness(firmness: Firmness) -> str:
    if firmness.tie_break is not None:
        return f"on equal totals, by the tie-break step {firmness.tie_break}"
    if firmness.margin == 0 and len(firmness.first) == 1:
        return "a close call: equal as published, apart in exact totals"
    return "a close call" if firmness.close else "not close"


# Levels, bids, prices


def _flips(firmness: Firmness) -> Table:
    rows = tuple(
        Row(
            (
                text(flip.criterion_id),
                text(flip.bid_id),
                text(names(flip.first)),
                without_edits(flip.level),
                without_edits(flip.to),
            )
        )
        for flip in firmness.flips.found
    )
    title = "Levels that decide who is first" if rows else "No single level decides who is first"
    return Table("flips", title, _FLIPS, tuple(rows), flips_note(firmness.flips))


def _removals(firmness: Firmness) -> Table:
    result = firmness.removals
    rows = tuple(
        Row((text(removal.bid_id), text(names(removal.first)), text(removal_words(removal))))
        for removal in result.changing
    )
    note = "Each bid was left out in turn." if result.relative else "No marks depend on other bids."
    if result.not_tried:
        note = f"{result.not_tried} of {result.bids} bids could not be left out in turn: the field is too large."
    title = "Bids without which the others stand in another order"
    return Table("removals", title if rows else "No bid decides the order of the others", _REMOVALS, rows, note)


def _prices(evaluation: Evaluation, firmness: Firmness) -> Table:
    rows = []
    for winning in firmness.prices.found:
        price = figure_of(evaluation, FigureName("price"), winning.bid_id)
        at = without_edits(winning.at)
        said = winning.why_not or ("at any price" if winning.any_price else "at no price" if winning.at is None else "")
        apart = worked(less, at, price) if winning.at is not None else without_edits(None)
        rows.append(Row((text(winning.bid_id), text(said), price, at, apart)))
    note = firmness.prices.why_not or (
        "The highest price, to the penny, at which a bid would be first and alone there: all its price lines in "
        "proportion, and everything else as it is. The bidder in first place could have asked for so much."
    )
    return Table("prices", "Prices that would have won", _PRICES, tuple(rows), note)
