"""The weights of a result's firmness as tables: switching weights, and the sweep of the most fragile criterion.

Where the method is a plain weighted sum of marks that nobody's floor cuts short, the weights at which two bids draw
level are live formulas over the criteria matrix; elsewhere they are numbers that only the engine can work out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from social_value.arithmetic import plain
from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.sections.cells import Cell, solved, text, weighted_total, worked
from social_value.core.sections.readings import marks_of, weight_of
from social_value.core.sections.section import Chart, Column, Row, Table
from social_value.core.what_if.firmness import MOST_CELLS, Firmness
from social_value.core.what_if.structures import Budget, BudgetSpent, moves_with_weights
from social_value.core.what_if.sweep import Sweep, sweep
from social_value.core.what_if.switching import Switching, Turn
from social_value.core.what_if.targets import move_of
from social_value.core.what_if.weights_in_words import interval_words, names, order, turn_words, whole_words

MOST_BIDS = 30
"""Bids of a field whose firmness a workbook shows; a larger one has it from the command."""
MOST_CHARTED = 5
STEP = 5
"""Percent of the whole weight between two points of the chart."""
_WEIGHTS = (
    Column("id", "Criterion or pillar"),
    Column("title", "Title", widest=34),
    Column("turns", "Somebody else is first at", widest=52),
    Column("now", "Weight", "count"),
    Column("turn", "Nearest switching weight", "ratio"),
    Column("away", "Points away", "ratio"),
)
_INTERVALS = (Column("weights", "Weights"), Column("first", "First", widest=34), Column("order", "Order", widest=52))


def without_edits(value: Decimal | Fraction | int | None) -> Cell:
    """Return a number that follows no edit of the workbook."""
    return solved(value, "worked out for the published result")


def less(total: Quantity, other: Quantity) -> Quantity:
    """Return what one quantity is more than another."""
    return total - other


def straight(evaluation: Evaluation) -> bool:
    """Tell whether totals are plain weighted sums of the marks that the matrix shows, whatever the weights."""
    rounding = evaluation.rounding
    plainly = evaluation.field.method.method.id == "weighted-sum" and rounding.at == "total"
    tested = any(moves_with_weights(hurdle) for hurdle in evaluation.field.minimums)
    return plainly and rounding.rank_on == "exact" and not tested


def averages_of(evaluation: Evaluation, firmness: Firmness) -> Mapping[str, Cell]:
    """Return the sum of marks times weights of each ranked bid, which the live switching weights read."""
    if not straight(evaluation):
        return {}
    leaves = [leaf.id for leaf in evaluation.inputs.leaves]
    weights = [weight_of(evaluation, leaf) for leaf in leaves]
    return {
        bid: weighted_total([marks_of(evaluation, leaf, bid) for leaf in leaves], weights)
        for bid in firmness.ranking.ranks
    }


def average_table(averages: Mapping[str, Cell]) -> Table:
    """Return the sums as a table, without which no formula could read them."""
    columns = (Column("bid", "Bid"), Column("sum", "Marks x weights, added up", "marks"))
    rows = tuple(Row((text(bid), cell)) for bid, cell in averages.items())
    return Table("sums", "Exact sums that the weights above are worked out from", columns, rows)


def weights_table(evaluation: Evaluation, firmness: Firmness, averages: Mapping[str, Cell]) -> Table:
    """Return the switching weights of every pillar and criterion."""
    rows = tuple(Row(tuple(_weight_cells(evaluation, firmness, switching, averages))) for switching in firmness.weights)
    note = (
        "How far one weight can move before somebody else is first. Its parts move together, and all other weights "
        f"in proportion, so that the sum stays {plain(evaluation.inputs.out_of)}."
    )
    return Table("weights", "Switching weights", _WEIGHTS, rows, note)


def _weight_cells(
    evaluation: Evaluation, firmness: Firmness, switching: Switching, averages: Mapping[str, Cell]
) -> Iterator[Cell]:
    leaf = switching.target.kind == "criterion"
    now = weight_of(evaluation, switching.target.id) if leaf else without_edits(switching.now)
    turn = _turn_cell(evaluation, firmness, switching, averages)
    away = without_edits(None) if turn.value is None else worked(less, turn, now)
    yield from (text(switching.target.id), text(switching.target.title), text(_turns(switching)), now, turn, away)


def _turns(switching: Switching) -> str:
    """Say where somebody else is first, on either side, and what is not known."""
    both = (turn_words(switching.below, below=True), turn_words(switching.above, below=False))
    known = "; ".join(words for words in both if words)
    said = known or ("" if switching.why_not else "nobody else, at any weight")
    return " ".join(filter(None, (said, f"({switching.why_not})" if switching.why_not else "")))


def _turn_cell(evaluation: Evaluation, firmness: Firmness, switching: Switching, averages: Mapping[str, Cell]) -> Cell:
    """Return the nearest switching weight: live where two single bids draw level on a criterion's straight lines."""
    turn: Turn | None = switching.nearest
    if turn is None:
        return without_edits(None)
    exact = turn.at if turn.at is not None else Fraction(turn.whole or 0)
    if switching.target.kind != "criterion" or not averages or len(firmness.first) != 1 or len(turn.first) != 1:
        return without_edits(exact)
    first, other, leaf = firmness.first[0], turn.first[0], switching.target.id
    cell = worked(
        partial(_level_at, evaluation.inputs.out_of),
        averages[first],
        averages[other],
        marks_of(evaluation, leaf, first),
        marks_of(evaluation, leaf, other),
        weight_of(evaluation, leaf),
    )
    return cell if cell.value == exact else without_edits(exact)


def _level_at(
    whole: Fraction, total: Quantity, other: Quantity, marks: Quantity, others: Quantity, weight: Quantity
) -> Quantity:
    """Return the weight at which two bids draw level: what one leads by elsewhere over what it loses on this one."""
    elsewhere = (total - other - (marks - others) * weight) / (whole - weight)
    return whole * elsewhere / (elsewhere - (marks - others))


def sweep_of_fragile(firmness: Firmness, switching: Switching | None) -> Sweep | None:
    """Return the sweep of the most fragile criterion, where there is one and the field allows it."""
    if switching is None or len(firmness.ranking.ranks) > MOST_BIDS:
        return None
    try:
        return sweep(firmness.settled, move_of(firmness.settled.field, switching.target), Budget(MOST_CELLS))
    except BudgetSpent:
        return None


def sweep_tables(
    evaluation: Evaluation, firmness: Firmness, fragile: Sweep | None, averages: Mapping[str, Cell]
) -> Iterator[Table]:
    """Yield who is first at every weight, and the totals along it where they are straight lines."""
    if fragile is None:
        return
    target = fragile.target
    rows = tuple(
        Row((text(interval_words(interval)), text(names(interval.first)), text(order(interval.groups))))
        for interval in fragile.intervals
    )
    note = f"At whole weights: {whole_words(fragile.whole)}."
    note += f" Breakpoints are not named: {fragile.why_not}." if fragile.why_not else ""
    yield Table("intervals", f"Every weight of {target.id}, the most fragile criterion", _INTERVALS, rows, note)
    if averages:
        yield _along(evaluation, firmness, target.id, averages)


def _along(evaluation: Evaluation, firmness: Firmness, leaf: str, averages: Mapping[str, Cell]) -> Table:
    """Return the totals of the best bids along the weight of a criterion, live, for the chart."""
    best = list(firmness.ranking.ranks)[:MOST_CHARTED]
    now = weight_of(evaluation, leaf)
    marks = {bid: marks_of(evaluation, leaf, bid) for bid in best}
    rows = []
    whole = evaluation.inputs.out_of
    for percent in range(0, 101, STEP):
        point = without_edits(whole * percent / 100)
        totals = (worked(partial(_total_at, whole), averages[bid], marks[bid], now, point) for bid in best)
        rows.append(Row((point, *totals)))
    columns = (Column("weight", "Weight", "count"), *(Column(bid, bid, "marks") for bid in best))
    title = f"Totals at each weight of {leaf}, all others in proportion"
    return Table("along", title, columns, tuple(rows))


def _total_at(whole: Fraction, total: Quantity, marks: Quantity, now: Quantity, weight: Quantity) -> Quantity:
    """Return a total at another weight: marks on the criterion, and the average of all others, each by its weight."""
    return (marks * weight + (total - marks * now) / (whole - now) * (whole - weight)) / 100


def chart_of(table: Table, firmness: Firmness) -> Chart:
    """Return the chart of the totals along the most fragile criterion."""
    title = f"{table.title} (published: {plain(firmness.most_fragile.now) if firmness.most_fragile else ''})"
    return Chart(title, "lines", "along", "weight", tuple(column.key for column in table.columns[1:]))
