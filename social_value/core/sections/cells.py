"""Cells of a section: a text, a number that a file gives, or a number worked out from other cells.

A worked cell keeps the function and the cells that it reads. Over fractions the function gives the exact number,
over expressions it gives the arithmetic that ``explain`` prints and the live formula of the workbook, so none of the
three can differ from the others. A cell is known by its identity: a table that shows a number again refers to the
cell itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from social_value.arithmetic import exact_sum, plain
from social_value.core.expressions import Expression, number
from social_value.core.figures import FigureName
from social_value.core.price_figures import unit_prices
from social_value.core.reach import reach_of
from social_value.core.results import Evaluation
from social_value.model.base import Pillar

NOT_AVAILABLE = "n/a"


@dataclass(frozen=True, slots=True)
class FigureAt:
    """A figure or measure of a bid, which stands on the sheet of its own."""

    name: FigureName
    bid_id: str


@dataclass(frozen=True, slots=True)
class MarksAt:
    """A bid's marks on a criterion, on the criteria matrix."""

    criterion_id: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class PillarAt:
    """A bid's weighted marks on a pillar, on the criteria matrix."""

    pillar: Pillar
    bid_id: str


@dataclass(frozen=True, slots=True)
class WeightAt:
    """The weight of a criterion, on the criteria matrix."""

    criterion_id: str


@dataclass(frozen=True, slots=True)
class TotalAt:
    """A bid's total, on the summary."""

    bid_id: str


@dataclass(frozen=True, slots=True)
class TopMarksAt:
    """The highest marks of the ranked bids on a criterion, or the highest of those ``below`` them.

    One cell stands for the whole column of marks, however many bids there are.
    """

    criterion_id: str
    below: bool


@dataclass(frozen=True, slots=True)
class CommitmentAt:
    """A number of a commitment: it stands on Social value where it is counted; else it is shown and decides nothing."""

    bid_id: str
    commitment_id: str
    part: Literal["quantity", "baseline", "value"]


@dataclass(frozen=True, slots=True)
class DemandAt:
    """The reference demand of a band, on Price."""

    band: str


@dataclass(frozen=True, slots=True)
class RateAt:
    """A bid's success rate in a band as it is stated, on Price."""

    band: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class CountsAt:
    """The share of a bid's success rate in a band that counts, on Price, where a factor is published."""

    band: str
    bid_id: str


@dataclass(frozen=True, slots=True)
class UnitPriceAt:
    """A bid's unit prices of a band, added up from the price lines on Price."""

    band: str
    bid_id: str


Elsewhere = (
    FigureAt
    | MarksAt
    | PillarAt
    | WeightAt
    | TotalAt
    | TopMarksAt
    | CommitmentAt
    | DemandAt
    | RateAt
    | CountsAt
    | UnitPriceAt
)
"""A number that another sheet of the workbook holds, or gives at once."""
Sum = Literal["sum", "weighted-sum", "lowest", "highest", "counted"]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell. ``value`` is None where there is no number to show; it then reads ``n/a``.

    ``elsewhere`` says where on other sheets the number stands. ``work`` gives a worked number from ``reads``; ``over``
    says that the number is taken over a whole row or column of cells: their sum, their sum weighted by as many more
    cells, the lowest, the highest, or how many of them hold the text ``word``. A number with none of these is an
    input. ``how`` is the arithmetic of a number that is worked out elsewhere.
    """

    value: Fraction | str | None
    elsewhere: Elsewhere | None = None
    work: Callable[..., Any] | None = None
    over: Sum | None = None
    reads: tuple[Cell, ...] = ()
    how: str = ""
    word: str = ""

    @property
    def number(self) -> Fraction | None:
        """The number, or None for a text or where there is none."""
        return None if isinstance(self.value, str) else self.value

    def expression(self, operands: Sequence[Expression]) -> Expression:
        """Return the arithmetic of a worked cell over as many operands as it reads."""
        if self.work is None:
            raise TypeError("only a worked cell has arithmetic of its own")
        result: Expression = self.work(*operands)
        return result


def text(words: str | None) -> Cell:
    """Return a cell of text, empty where there is none."""
    return Cell(words or "")


def given(value: Decimal | Fraction | int | None) -> Cell:
    """Return a number that a file gives; None where it gives none."""
    return Cell(None if value is None else Fraction(value))


def absent() -> Cell:
    """Return a cell where there is no number to show, and none to fill in."""
    return Cell(None, over="sum")


def solved(value: Decimal | Fraction | int | None, how: str) -> Cell:
    """Return a number that only the engine can work out, with how it does; no sheet takes it for an input."""
    return Cell(None if value is None else Fraction(value), how=how)


def worked(work: Callable[..., Any], *reads: Cell) -> Cell:
    """Return a number worked out from other cells by a function over quantities.

    There is none where a cell that is read has none, or where the function divides by zero.

    >>> share = worked(lambda part, whole: 100 * part / whole, given(35), given(140))
    >>> share.value, share.expression([number(Fraction(35)), number(Fraction(140))]).text
    (Fraction(25, 1), '100*35/140')
    """
    numbers = [cell.number for cell in reads]
    known = [value for value in numbers if value is not None]
    if len(known) < len(numbers):
        return Cell(None, work=work, reads=reads)
    try:
        return Cell(Fraction(work(*known)), work=work, reads=reads)
    except ZeroDivisionError:
        return Cell(None, work=work, reads=reads)


def total(cells: Sequence[Cell]) -> Cell:
    """Return the sum of cells; one without a number adds nothing."""
    return Cell(exact_sum(_numbers(cells)), over="sum", reads=tuple(cells))


def weighted_total(cells: Sequence[Cell], weights: Sequence[Cell]) -> Cell:
    """Return the sum of cells, each times its weight.

    >>> weighted_total([given(100), given(50)], [given(1), given(2)]).value
    Fraction(200, 1)
    """
    pairs = zip(cells, weights, strict=True)
    value = exact_sum((cell.number or Fraction(0)) * (weight.number or Fraction(0)) for cell, weight in pairs)
    return Cell(value, over="weighted-sum", reads=(*cells, *weights))


def lowest(cells: Sequence[Cell]) -> Cell:
    """Return the lowest of cells, of those with a number; none where no cell has one."""
    return Cell(min(_numbers(cells), default=None), over="lowest", reads=tuple(cells))


def highest(cells: Sequence[Cell]) -> Cell:
    """Return the highest of cells, of those with a number; none where no cell has one."""
    return Cell(max(_numbers(cells), default=None), over="highest", reads=tuple(cells))


def counted(cells: Sequence[Cell], word: str) -> Cell:
    """Return how many cells hold a text.

    >>> counted([text("mutual"), text("public"), text("mutual")], "mutual").value
    Fraction(2, 1)
    """
    return Cell(Fraction(sum(one.value == word for one in cells)), over="counted", reads=tuple(cells), word=word)


def _numbers(cells: Sequence[Cell]) -> list[Fraction]:
    return [cell.number for cell in cells if cell.number is not None]


def figure_of(evaluation: Evaluation, name: FigureName, bid_id: str) -> Cell:
    """Return a figure or measure of a bid as the sheet of its own shows it."""
    figure = evaluation.field.figure(name, evaluation.inputs.bids_by_id[bid_id])
    how = figure.steps[-1].arithmetic if figure.steps else ""
    return Cell(figure.value, elsewhere=FigureAt(name, bid_id), how=how)


def demand_of(evaluation: Evaluation, band: str) -> Cell:
    """Return the reference demand of a band."""
    return Cell(evaluation.field.terms.demand[band], elsewhere=DemandAt(band))


def rate_of(evaluation: Evaluation, band: str, bid_id: str) -> Cell:
    """Return a bid's success rate in a band as it is stated; none where it states none."""
    stated = evaluation.inputs.bids_by_id[bid_id].success_rate.get(band)
    return Cell(None if stated is None else Fraction(stated.value), elsewhere=RateAt(band, bid_id))


def reach_used(evaluation: Evaluation, band: str, bid_id: str) -> tuple[Cell, Cell]:
    """Return a bid's success rate in a band as stated, and the share of it that counts."""
    inputs = evaluation.inputs
    reached = reach_of(inputs.bids_by_id[bid_id], band, inputs.procurement)
    return rate_of(evaluation, band, bid_id), Cell(reached.counts, elsewhere=CountsAt(band, bid_id))


def unit_price_of(evaluation: Evaluation, band: str, bid_id: str) -> Cell:
    """Return a bid's unit prices of a band, added up; none where it states none."""
    prices = unit_prices(evaluation.inputs.bids_by_id[bid_id], band)
    how = "+".join(plain(one) for one in prices) if len(prices) > 1 else ""
    return Cell(exact_sum(prices) if prices else None, elsewhere=UnitPriceAt(band, bid_id), how=how)


def marks_of(evaluation: Evaluation, criterion_id: str, bid_id: str) -> Cell:
    """Return a bid's marks on a criterion."""
    return Cell(evaluation.settled.marked(criterion_id, bid_id).marks, elsewhere=MarksAt(criterion_id, bid_id))


def highest_marks(criterion_id: str, marks: Fraction) -> Cell:
    """Return the highest marks of the ranked bids on a criterion."""
    return Cell(marks, elsewhere=TopMarksAt(criterion_id, below=False), how="the highest of the ranked bids")


def next_marks(criterion_id: str, marks: Fraction | None) -> Cell:
    """Return the highest marks below the highest; None where all ranked bids have the same marks."""
    return Cell(marks, elsewhere=TopMarksAt(criterion_id, below=True), how="the highest of the others")


def commitment_number(
    bid_id: str, commitment_id: str, part: Literal["quantity", "baseline", "value"], number: Decimal | Fraction | None
) -> Cell:
    """Return a commitment's yearly quantity, its baseline or what it is worth."""
    how = "the sum of its yearly present values" if part == "value" else ""
    return Cell(
        None if number is None else Fraction(number), elsewhere=CommitmentAt(bid_id, commitment_id, part), how=how
    )


def weight_of(evaluation: Evaluation, criterion_id: str) -> Cell:
    """Return the weight of a criterion, in points of the total."""
    return Cell(evaluation.field.marker(criterion_id).leaf.points, elsewhere=WeightAt(criterion_id))


def total_of(evaluation: Evaluation, bid_id: str) -> Cell:
    """Return a bid's published total; none for a bid that has no total."""
    published = evaluation.result(bid_id).published
    return Cell(None if published is None else Fraction(published), elsewhere=TotalAt(bid_id))


def arithmetic(cell: Cell) -> str:
    """Return how a cell's number follows from the numbers that it reads, exactly; nothing for an input.

    >>> arithmetic(total([given(2), given(3)])), arithmetic(given(2))
    ('2+3', '')
    """
    if cell.work is not None:
        known = [value for one in cell.reads if (value := one.number) is not None]
        whole = cell.value is not None and len(known) == len(cell.reads)
        return cell.expression([number(value) for value in known]).text if whole else ""
    if cell.over == "counted":
        return ""
    if cell.over in ("lowest", "highest"):
        words = {"lowest": "MIN", "highest": "MAX"}[cell.over]
        return f"{words}({','.join(number(value).text for value in _numbers(cell.reads))})" if cell.reads else ""
    if cell.over == "weighted-sum":
        half = len(cell.reads) // 2
        parts = [
            number(one.number or Fraction(0)) * number(weight.number or Fraction(0))
            for one, weight in zip(cell.reads[:half], cell.reads[half:], strict=True)
        ]
        return "+".join(part.text for part in parts)
    return "+".join(number(value).text for value in _numbers(cell.reads)) if cell.over == "sum" else cell.how
