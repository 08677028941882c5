"""How prices per success follow the mix of demand: where another bid becomes the cheapest per success."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial, reduce
from operator import mul
from typing import Any

from social_value.arithmetic import rounded
from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.figures.price import unit_prices
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import Cell, given, text, worked
from social_value.core.sections.cheapest_by_share import (
    Mixed,
    Stretch,
    cheapest_by_share,
    equation,
    line_root,
    lower_root,
    upper_root,
)
from social_value.core.sections.part import Part
from social_value.core.sections.readings import demand_of, figure_of, reach_used, unit_price_of
from social_value.core.sections.section import Chart, Column, Row, Table
from social_value.core.success import factor_published, reach_of

_STEPS = range(0, 101, 10)
_TURNS = (
    Column("from_percent", "From, %", "percent"),
    Column("cheapest", "Cheapest per success"),
    Column("before", "In place of"),
    Column("squared", "a", "count"),
    Column("linear", "b", "count"),
    Column("constant", "c", "count"),
)


def demand_mix(evaluation: Evaluation) -> Part | None:
    """Return which bid is cheapest per success as the share of a band moves.

    Where there are two bands, that of the last is moved; where there are more, each is. A band that holds all of the
    reference demand is not moved: the others have no proportions to keep.
    """
    demand = evaluation.field.terms.demand
    bands, bids = tuple(demand), _candidates(evaluation, tuple(demand))
    moved = [band for band in bands if any(units for other, units in demand.items() if other != band)]
    if len(bands) < 2 or len(bids) < 2 or not moved:
        return None
    parts = [_Mix(evaluation, bands, band, bids) for band in (moved[-1:] if len(bands) == 2 else moved)]
    tables = tuple(table for part in parts for table in part.tables())
    return Part(tables=tables, charts=tuple(chart for part in parts for chart in part.charts()))


def _candidates(evaluation: Evaluation, bands: Sequence[str]) -> tuple[str, ...]:
    """Return the bids of the pool that price every band, and reach somebody in each."""
    inputs = evaluation.inputs
    pool = [bid for bid in inputs.bids if bid.id in evaluation.settled.in_pool]
    return tuple(
        bid.id
        for bid in pool
        if all(unit_prices(bid, band) and reach_of(bid, band, inputs.procurement).used for band in bands)
    )


class _Mix:
    """The tables of one band."""

    def __init__(self, evaluation: Evaluation, bands: Sequence[str], band: str, bids: Sequence[str]) -> None:
        self.evaluation = evaluation
        self.bands, self.band = bands, band
        self.demands = [demand_of(evaluation, band) for band in bands]
        cells = {bid: self._cells(bid) for bid in bids}
        mixed = {bid: Mixed(*(cell.number or Fraction(0) for cell in line[-4:])) for bid, line in cells.items()}
        self.stretches = cheapest_by_share(mixed)
        self.cells = {stretch.bid_id: cells[stretch.bid_id] for stretch in self.stretches}

    def _cells(self, bid: str) -> tuple[Cell, ...]:
        """Return the unit prices and the reach of every band, and the four ends of the two lines over the share."""
        evaluation, at = self.evaluation, self.bands.index(self.band)
        price = figure_of(evaluation, FigureName("price"), bid)
        units = [unit_price_of(evaluation, band, bid) for band in self.bands]
        rates = [self._rate(band, bid) for band in self.bands]
        ends = (
            worked(partial(_price_none, at), price, *self.demands, *units),
            worked(partial(_price_all, at), price, *self.demands, *units),
            worked(partial(_mean_without, at), *self.demands, *rates),
            rates[at],
        )
        return (*units, *rates, *ends)

    def _rate(self, band: str, bid: str) -> Cell:
        rate, counts = reach_used(self.evaluation, band, bid)
        return worked(mul, rate, counts) if factor_published(self.evaluation.inputs.procurement) else rate

    def tables(self) -> Iterator[Table]:
        """Yield the turns, the lines behind them, and prices per success at every tenth of the share."""
        yield self._turns()
        if len(self.stretches) > 1:
            yield self._lines()
            yield self._shares()

    def charts(self) -> Iterator[Chart]:
        """Yield the chart of prices per success over the share."""
        if len(self.stretches) > 1:
            title = f"Price per success as the share of {self.band} demand moves"
            yield Chart(title, "lines", f"mix-{self.band}", "share", tuple(self._keys()))

    def _keys(self) -> list[str]:
        return [f"per_success_{bid}" for bid in self.cells]

    def _turns(self) -> Table:
        demand = self.evaluation.field.terms.demand
        percent = rounded(100 * demand[self.band] / sum(demand.values()), 2, "half-up")
        note = (
            f"At the reference demand {self.band} is {percent}%. The other bands keep their proportions and the whole "
            "demand stays. Each turn is the share s, in hundredths, at which a s^2 + b s + c is 0."
        )
        rows = [Row((text("0"), text(self.stretches[0].bid_id), text(None), *(text(None) for _ in range(3))))]
        rows += [self._turn(before, after) for before, after in zip(self.stretches, self.stretches[1:], strict=False)]
        return Table(f"turns-{self.band}", f"Cheapest per success by share of {self.band}", _TURNS, tuple(rows), note)

    def _turn(self, before: Stretch, after: Stretch) -> Row:
        ends = (*self.cells[before.bid_id][-4:], *self.cells[after.bid_id][-4:])
        terms = [worked(partial(_term, number), *ends) for number in range(3)]
        reads = terms if terms[0].number else terms[1:]
        turn = next(
            cell for root in _roots(len(reads)) if (cell := worked(root, *reads)).number == 100 * after.from_share
        )
        return Row((turn, text(after.bid_id), text(before.bid_id), *terms))

    def _lines(self) -> Table:
        columns = (
            Column("bid", "Bid"),
            *(Column(f"unit_price_{band}", f"Unit price, {band}", "money") for band in self.bands),
            *(Column(f"reach_{band}", f"Reach, {band}", "share") for band in self.bands),
            Column("price_none", f"Price of a unit of demand, no {self.band}", "money"),
            Column("price_all", f"Price of a unit of demand, all {self.band}", "money"),
            Column("reach_none", f"Reach, no {self.band}", "share"),
            Column("reach_all", f"Reach, all {self.band}", "share"),
        )
        rows = tuple(Row((text(bid), *cells), bid) for bid, cells in self.cells.items())
        note = "Fixed sums are spread over the whole demand. Both the price and the reach are straight lines between."
        return Table(f"lines-{self.band}", f"What moves with the share of {self.band}", columns, rows, note)

    def _shares(self) -> Table:
        columns = (
            Column("share", f"Share of {self.band}, %", "count"),
            *(Column(key, bid, "money") for key, bid in zip(self._keys(), self.cells, strict=True)),
        )
        rows = []
        for step in _STEPS:
            share = given(step)
            rows.append(Row((share, *(worked(_per_success, share, *cells[-4:]) for cells in self.cells.values()))))
        return Table(f"mix-{self.band}", f"Price per success by share of {self.band}", columns, tuple(rows))


def _roots(terms: int) -> tuple[Callable[..., Any], ...]:
    if terms == 2:
        return (_line_percent,)
    return (_lower_percent, _upper_percent)


def _line_percent(b: Quantity, c: Quantity) -> Quantity:
    return 100 * line_root(b, c)


def _lower_percent(a: Quantity, b: Quantity, c: Quantity) -> Quantity:
    return 100 * lower_root(a, b, c)


def _upper_percent(a: Quantity, b: Quantity, c: Quantity) -> Quantity:
    return 100 * upper_root(a, b, c)


def _term(number: int, *ends: Quantity) -> Quantity:
    return equation(Mixed(*ends[:4]), Mixed(*ends[4:]))[number]


def _per_success(percent: Quantity, *ends: Quantity) -> Quantity:
    return Mixed(*ends).per_success(percent / 100)


def _price_none(at: int, price: Quantity, *cells: Quantity) -> Quantity:
    """Return the price of a unit of demand where none is of a band: fixed sums, and the mean of the other bands."""
    return _fixed(price, *cells) + _mean_without(at, *cells)


def _price_all(at: int, price: Quantity, *cells: Quantity) -> Quantity:
    """Return the price of a unit of demand where all is of a band."""
    return _fixed(price, *cells) + cells[len(cells) // 2 + at]


def _fixed(price: Quantity, *cells: Quantity) -> Quantity:
    """Return the fixed sums for each unit of demand: the price, less unit prices times demand, over the demand."""
    half = len(cells) // 2
    demands, units = cells[:half], cells[half:]
    priced = [demand * unit for demand, unit in zip(demands, units, strict=True)]
    return (price - _sum(priced)) / _sum(demands)


def _mean_without(at: int, *cells: Quantity) -> Quantity:
    """Return the mean over every band but one, by demand."""
    half = len(cells) // 2
    pairs = [pair for place, pair in enumerate(zip(cells[:half], cells[half:], strict=True)) if place != at]
    return _sum([demand * value for demand, value in pairs]) / _sum([demand for demand, _ in pairs])


def _sum(quantities: Sequence[Quantity]) -> Quantity:
    return reduce(lambda left, right: left + right, quantities)
