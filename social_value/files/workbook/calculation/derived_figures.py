"""Figures that are read and that no sheet has a table for: each has a column on Price, after what stands there.

Nobody names them. The formula of a bid's figure follows its steps: a step that closes the working of a figure with a
column is that column's cell, the demand of a band and a part of the bid that is one number are theirs, and every other
number stands in the formula itself.
Where no cell is read there is nothing to follow, so the number is published with its arithmetic beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from social_value.core.expressions import Expression, number
from social_value.core.expressions import cell as cell_named
from social_value.core.figures.price import demand_steps
from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.reads.figures_read import names_read
from social_value.core.steps import Figure, Step
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.calculation.price_cells import DEMAND_ROW, PriceCells, figure_label
from social_value.files.workbook.calculation.stated_numbers import StatedNumbers
from social_value.files.workbook.plan import Report
from social_value.files.workbook.worked_cells import where_known
from social_value.model.bid import Bid

_MISSING = "n/a"
_NUMBER = "number|#,##0.00####"
_LONGEST = 8000
"""Characters of a formula that every spreadsheet takes."""
_FIGURE_WIDTH, _WORKING_WIDTH = 15, 40


@dataclass
class _Formula:
    """The formula of a figure over the cells that hold what it is worked out from, and the cells that it reads."""

    cells: Mapping[Step, str]
    read: list[str] = field(default_factory=list)

    def text_of(self, figure: Figure) -> str:
        """Return the formula; nothing where no cell is read, or where it is too long for a spreadsheet."""
        text = self._named(figure.steps[-1]).text if figure.steps else ""
        formula = where_known(text, self.read)
        return formula if self.read and len(formula) <= _LONGEST else ""

    def _named(self, operand: Step | Fraction) -> Expression:
        if not isinstance(operand, Step):
            return number(operand)
        if operand in self.cells:
            self.read.append(self.cells[operand])
            return cell_named(self.cells[operand])
        return operand.expression(self._named) if operand.working else number(operand.value or 0)


class DerivedFigures:
    """The columns of figures that nobody else has placed; they are planned when all other sheets are."""

    def __init__(self, page: Page, report: Report, cells: PriceCells) -> None:
        self.page = page
        self.cells = cells
        self.bids = [result.bid for result in report.bids]
        self._report = report
        self._field = report.evaluation.field
        self._numbers = StatedNumbers(page, report.evaluation.inputs.procurement.currency)
        self._columns: dict[FigureName, int] = {}
        self._workings: dict[FigureName, int] = {}
        self._formulas: dict[tuple[FigureName, str], str] = {}

    def plan(self, free: Iterator[int]) -> None:
        """Give every figure that is read and has no column yet one of its own."""
        for read in names_read(self._report.evaluation.inputs):
            name = figure_name(read.rule.reads) if read.rule is not None and read.relative else read
            if name.rule is not None and name not in self.cells.columns:
                self._numbers.plan((*name.rule.needs, *name.rule.uses), free)
                self._place(name, free)

    def _place(self, name: FigureName, free: Iterator[int]) -> None:
        # The cells are taken before the figure has its own, so that none reads itself, or one that reads it.
        for bid in self.bids:
            formula = _Formula(self._cells_of(bid)).text_of(self._field.figure(name, bid))
            self._formulas[name, bid.id] = formula
        self._columns[name] = self.cells.columns[name] = next(free)
        if not all(self._formulas[name, bid.id] for bid in self.bids):
            self._workings[name] = next(free)

    def _cells_of(self, bid: Bid) -> Mapping[Step, str]:
        """Return the cells that hold what a step of this bid comes to."""
        rates = self.cells.rates
        demands = demand_steps(self._field.terms)
        cells = {step: fixed(DEMAND_ROW, column) for step, column in zip(demands, rates.values(), strict=True)}
        cells |= self._numbers.cells_of(bid)
        for name in self.cells.columns:
            figure = self._field.figure(name, bid)
            if figure.steps and figure.value is not None:
                cells.setdefault(figure.steps[-1], in_row(self.cells.columns[name], self.cells.sheets.get(name, "")))
        return cells

    def heads(self) -> Mapping[int, str]:
        """Return the headings of the columns, and make these as wide as what stands in them."""
        heads = dict(self._numbers.heads())
        for name, column in self._columns.items():
            self.page.width(column, _FIGURE_WIDTH)
            heads[column] = figure_label(name)
            if name in self._workings:
                self.page.width(self._workings[name], _WORKING_WIDTH)
                heads[self._workings[name]] = f"{figure_label(name)}: how it is worked out"
        return heads

    def bid(self, bid: Bid) -> None:
        """Write the figures of a bid and the numbers that they read, in the row that was begun."""
        self._numbers.bid(bid)
        for name, column in self._columns.items():
            figure, formula = self._field.figure(name, bid), self._formulas[name, bid.id]
            if figure.value is None:
                self.page.text(column, _MISSING, "centre")
            elif formula:
                self.page.formula(column, formula, figure.value, _NUMBER)
            else:
                self.page.number(column, figure.value, _NUMBER)
            if name in self._workings:
                self.page.text(self._workings[name], "" if formula else _how(figure))


def _how(figure: Figure) -> str:
    """Return the arithmetic of a figure, or what is noted where it is given or where there is none."""
    if not figure.steps:
        return ""
    last = figure.steps[-1]
    return last.arithmetic or last.note or last.label
