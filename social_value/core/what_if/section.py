"""How firm a result is, as a section of the report: the tables of the terminal and of the sheet Sensitivity.

Where the method is a plain weighted sum of marks that nobody's floor cuts short, the weights at which two bids draw
level are live formulas over the criteria matrix; elsewhere they are numbers that only the engine can work out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.expressions import Quantity
from social_value.core.figures import FigureName
from social_value.core.results import Evaluation
from social_value.core.sections.cells import (
    Cell,
    figure_of,
    marks_of,
    solved,
    text,
    total_of,
    weight_of,
    weighted_total,
    worked,
)
from social_value.core.sections.section import Chart, Column, Row, Section, Table
from social_value.core.what_if.firmness import MOST_CELLS, Firmness, firmness_of
from social_value.core.what_if.structures import Budget, BudgetSpent, moves_with_weights
from social_value.core.what_if.sweep import Sweep, sweep
from social_value.core.what_if.switching import Switching, Turn
from social_value.core.what_if.targets import move_of
from social_value.core.what_if.words import (
    flips_note,
    interval_words,
    names,
    order,
    removal_words,
    turn_words,
    whole_words,
)

MOST_BIDS = 30
"""Bids of a field whose firmness a workbook shows; a larger one has it from the command."""
MOST_MARKS = 300
"""Bids times criteria, where rounding, floors or the method make trying every change take long."""
MOST_CHARTED = 5
STEP = 5
_FACTS = (Column("what", "What"), Column("words", "In words", widest=34), Column("value", "Value", "marks"))
_WEIGHTS = (
    Column("id", "Criterion or pillar"),
    Column("title", "Title", widest=34),
    Column("turns", "Somebody else is first at", widest=52),
    Column("now", "Weight", "count"),
    Column("turn", "Nearest switching weight", "ratio"),
    Column("away", "Points away", "ratio"),
)
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
_INTERVALS = (Column("weights", "Weights"), Column("first", "First", widest=34), Column("order", "Order", widest=52))


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


def firmness_section(evaluation: Evaluation, found: Firmness) -> Section:
    """Return everything about a result's firmness as tables, with those that the chart and its formulas rest on."""
    averages = _averages(evaluation, found)
    fragile = _sweep_of(found, found.most_fragile)
    tables = [
        _facts(evaluation, found),
        _weights(evaluation, found, averages),
        _flips(found),
        _removals(found),
        _prices(evaluation, found),
        *_sweep_tables(evaluation, found, fragile, averages),
        *([_average_table(averages)] if averages else []),
    ]
    charts = [one for one in tables if one.key == "along"]
    note = "What would change the result. The published result stays as it is."
    return _section(note, tuple(tables), tuple(_chart(one, found) for one in charts))


def one_page(section: Section) -> Section:
    """Return the section without the tables that only a chart and live formulas need."""
    return replace(section, tables=tuple(table for table in section.tables if table.key not in ("along", "sums")))


def _section(note: str, tables: tuple[Table, ...], charts: tuple[Chart, ...] = ()) -> Section:
    return Section("sensitivity", "Sensitivity", "How firm is the result?", note, tables=tables, charts=charts)


def _solved(value: Decimal | Fraction | int | None) -> Cell:
    """Return a number that follows no edit of the workbook."""
    return solved(value, "worked out for the published result")


# The margin


def _facts(evaluation: Evaluation, found: Firmness) -> Table:
    rows = [Row((text("First"), text(names(found.first)), text("")))]
    if found.second is not None:
        rows.append(Row((text("Next"), text(found.second), text(""))))
        ends = total_of(evaluation, found.first[0]), total_of(evaluation, found.second)
        lowest = evaluation.field.method.method.best == "lowest"
        margin = worked(_less, *(reversed(ends) if lowest else ends))
        rows.append(Row((text("Margin"), text(_closeness(found)), margin)))
    step = found.step
    what = (
        f"the largest step between two levels, on {step.criterion_id}"
        if step.criterion_id
        else "one point of quality, as nothing is scored by levels"
    )
    rows.append(Row((text("A call is close up to"), text(what), _solved(step.points))))
    rows += [Row((text("Close behind the first"), text(one.bid_id), _solved(one.margin))) for one in found.close[:20]]
    return Table("result", "The result", _FACTS, tuple(rows))


def _closeness(found: Firmness) -> str:
    if found.tie_break is not None:
        return f"on equal totals, by the tie-break step {found.tie_break}"
    return "a close call" if found.close else "not close"


def _less(one: Quantity, other: Quantity) -> Quantity:
    return one - other


# Weights


def straight(evaluation: Evaluation) -> bool:
    """Tell whether totals are plain weighted sums of the marks that the matrix shows, whatever the weights."""
    rounding = evaluation.rounding
    plainly = evaluation.field.method.method.id == "weighted-sum" and rounding.at == "total"
    tested = any(moves_with_weights(hurdle) for hurdle in evaluation.field.minimums)
    return plainly and rounding.rank_on == "exact" and not tested


def _averages(evaluation: Evaluation, found: Firmness) -> Mapping[str, Cell]:
    """Return the sum of marks times weights of each ranked bid, which the live switching weights read."""
    if not straight(evaluation):
        return {}
    leaves = [leaf.id for leaf in evaluation.inputs.leaves]
    weights = [weight_of(evaluation, leaf) for leaf in leaves]
    return {
        bid: weighted_total([marks_of(evaluation, leaf, bid) for leaf in leaves], weights)
        for bid in found.ranking.ranks
    }


def _average_table(averages: Mapping[str, Cell]) -> Table:
    columns = (Column("bid", "Bid"), Column("sum", "Marks x weights, added up", "marks"))
    rows = tuple(Row((text(bid), cell)) for bid, cell in averages.items())
    return Table("sums", "Exact sums that the weights above are worked out from", columns, rows)


def _weights(evaluation: Evaluation, found: Firmness, averages: Mapping[str, Cell]) -> Table:
    rows = tuple(Row(tuple(_weight_cells(evaluation, found, one, averages))) for one in found.weights)
    note = (
        "How far one weight can move before somebody else is first. Its parts move together, and all other weights "
        "in proportion, so that the sum stays 100."
    )
    return Table("weights", "Switching weights", _WEIGHTS, rows, note)


def _weight_cells(
    evaluation: Evaluation, found: Firmness, one: Switching, averages: Mapping[str, Cell]
) -> Iterator[Cell]:
    leaf = one.target.kind == "criterion"
    now = weight_of(evaluation, one.target.id) if leaf else _solved(one.now)
    turn = _turn_cell(evaluation, found, one, averages)
    away = _solved(None) if turn.value is None else worked(_less, turn, now)
    yield from (text(one.target.id), text(one.target.title), text(_turns(one)), now, turn, away)


def _turns(one: Switching) -> str:
    """Say where somebody else is first, on either side, and what is not known."""
    both = (turn_words(one.below, below=True), turn_words(one.above, below=False))
    known = "; ".join(words for words in both if words)
    said = known or ("" if one.why_not else "nobody else, at any weight")
    return " ".join(filter(None, (said, f"({one.why_not})" if one.why_not else "")))


def _turn_cell(evaluation: Evaluation, found: Firmness, one: Switching, averages: Mapping[str, Cell]) -> Cell:
    """Return the nearest switching weight: live where two single bids draw level on a criterion's straight lines."""
    turn: Turn | None = one.nearest
    if turn is None:
        return _solved(None)
    exact = turn.at if turn.at is not None else Fraction(turn.whole or 0)
    if one.target.kind != "criterion" or not averages or len(found.first) != 1 or len(turn.first) != 1:
        return _solved(exact)
    first, other, leaf = found.first[0], turn.first[0], one.target.id
    cell = worked(
        _level_at,
        averages[first],
        averages[other],
        marks_of(evaluation, leaf, first),
        marks_of(evaluation, leaf, other),
        weight_of(evaluation, leaf),
    )
    return cell if cell.value == exact else _solved(exact)


def _level_at(one: Quantity, other: Quantity, marks: Quantity, others: Quantity, weight: Quantity) -> Quantity:
    """Return the weight at which two bids draw level: what one leads by elsewhere over what it loses on this one."""
    elsewhere = (one - other - (marks - others) * weight) / (100 - weight)
    return 100 * elsewhere / (elsewhere - (marks - others))


# Levels, bids, prices


def _flips(found: Firmness) -> Table:
    rows = tuple(
        Row((text(one.criterion_id), text(one.bid_id), text(names(one.first)), _solved(one.level), _solved(one.to)))
        for one in found.flips.found
    )
    title = "Levels that decide who is first" if rows else "No single level decides who is first"
    return Table("flips", title, _FLIPS, rows, flips_note(found.flips))


def _removals(found: Firmness) -> Table:
    result = found.removals
    rows = tuple(Row((text(one.bid_id), text(names(one.first)), text(removal_words(one)))) for one in result.changing)
    note = "Each bid was left out in turn." if result.relative else "No marks depend on other bids."
    if result.not_tried:
        note = f"{result.not_tried} of {result.bids} bids could not be left out in turn: the field is too large."
    title = "Bids without which the others stand in another order"
    return Table("removals", title if rows else "No bid decides the order of the others", _REMOVALS, rows, note)


def _prices(evaluation: Evaluation, found: Firmness) -> Table:
    rows = []
    for one in found.prices.found:
        price = figure_of(evaluation, FigureName("price"), one.bid_id)
        at = _solved(one.at)
        said = one.why_not or ("at any price" if one.any_price else "at no price" if one.at is None else "")
        apart = worked(_less, at, price) if one.at is not None else _solved(None)
        rows.append(Row((text(one.bid_id), text(said), price, at, apart)))
    note = found.prices.why_not or (
        "The highest price, to the penny, at which a bid would be first and alone there: all its price lines in "
        "proportion, and everything else as it is. The bidder in first place could have asked for so much."
    )
    return Table("prices", "Prices that would have won", _PRICES, tuple(rows), note)


# The sweep of the most fragile criterion


def _sweep_of(found: Firmness, one: Switching | None) -> Sweep | None:
    if one is None or len(found.ranking.ranks) > MOST_BIDS:
        return None
    try:
        return sweep(found.settled, move_of(found.settled.field, one.target), Budget(MOST_CELLS))
    except BudgetSpent:
        return None


def _sweep_tables(
    evaluation: Evaluation, found: Firmness, fragile: Sweep | None, averages: Mapping[str, Cell]
) -> Iterator[Table]:
    if fragile is None:
        return
    target = fragile.target
    rows = tuple(
        Row((text(interval_words(one)), text(names(one.first)), text(order(one.groups)))) for one in fragile.intervals
    )
    note = f"At whole weights: {whole_words(fragile.whole)}."
    note += f" Breakpoints are not named: {fragile.why_not}." if fragile.why_not else ""
    yield Table("intervals", f"Every weight of {target.id}, the most fragile criterion", _INTERVALS, rows, note)
    if averages:
        yield _along(evaluation, found, target.id, averages)


def _along(evaluation: Evaluation, found: Firmness, leaf: str, averages: Mapping[str, Cell]) -> Table:
    """Return the totals of the best bids along the weight of a criterion, live, for the chart."""
    best = list(found.ranking.ranks)[:MOST_CHARTED]
    now = weight_of(evaluation, leaf)
    marks = {bid: marks_of(evaluation, leaf, bid) for bid in best}
    rows = []
    for at in range(0, 101, STEP):
        point = _solved(at)
        totals = (worked(_total_at, averages[bid], marks[bid], now, point) for bid in best)
        rows.append(Row((point, *totals)))
    columns = (Column("weight", "Weight", "count"), *(Column(bid, bid, "marks") for bid in best))
    title = f"Totals at each weight of {leaf}, all others in proportion"
    return Table("along", title, columns, tuple(rows))


def _total_at(whole: Quantity, marks: Quantity, now: Quantity, weight: Quantity) -> Quantity:
    """Return a total at another weight: marks on the criterion, and the average of all others, each by its weight."""
    return (marks * weight + (whole - marks * now) / (100 - now) * (100 - weight)) / 100


def _chart(table: Table, found: Firmness) -> Chart:
    title = f"{table.title} (published: {plain(found.most_fragile.now) if found.most_fragile else ''})"
    return Chart(title, "lines", "along", "weight", tuple(column.key for column in table.columns[1:]))
