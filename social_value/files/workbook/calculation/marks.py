"""Marks as formulas: what the engine's marker does to a level, recorded marks or a figure, over cells."""

from __future__ import annotations

from fractions import Fraction

from social_value.core.expressions import Expression, cell
from social_value.core.inputs import Leaf
from social_value.core.reads.binding import BoundFormula
from social_value.core.rules.formulas import POOL_FIGURES, Pool
from social_value.files.sheets.references import fixed
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.formula_text import NOTHING, noise_free, rounded_text, when_number
from social_value.files.workbook.plan import LOWEST_ROW, POOL_ROWS, Report
from social_value.model.scoring import ScaleScore

CLEAN = 11
"""Places at which weighted marks are free of binary noise, before they are rounded."""
_MISSING = '"n/a"'


class Marking:
    """Formulas of the marks of one criterion.

    ``pool`` is the column under whose heading the figures of the pool stand.
    """

    def __init__(self, report: Report, leaf: Leaf, method: MethodCells, pool: int | None = None) -> None:
        self.report = report
        self.leaf = leaf
        self.method = method
        self.pool = pool
        self.bound = report.bound(leaf)

    def from_level(self, level: str) -> str:
        """Marks of the level on the scale; a level that the scale does not have earns none."""
        scale = self.leaf.score.scale if isinstance(self.leaf.score, ScaleScore) else ""
        return f"IFERROR({marks_of_level(level, self.method, scale)},{NOTHING})"

    def from_recorded(self, recorded: str, *, weighted: bool) -> str:
        """Recorded marks; weighted ones are turned back into marks of 100."""
        weight = self.report.weight(self.leaf)
        marks = f"IF({weight}=0,0,100*{recorded}/{weight})" if weighted else recorded
        return when_number(recorded, marks)

    def pool_figure(self, read: str, in_pool: str) -> str:
        """The figure that a bid of the pool contributes to what the pool knows."""
        bound = self._formula
        # Noise between two equal prices must not look like a difference between the lowest and the highest.
        known = read if bound.of.rule is None else noise_free(read)
        counted = f"IF({read}=0,{NOTHING},{known})" if bound.zero_price == "no-marks" else known
        return f"IF({in_pool}=1,{when_number(read, counted)},{NOTHING})"

    def reference(self, name: str, figures: str) -> str:
        """One figure of the pool, such as the lowest, over what its bids contribute; nothing where there are none."""
        return f"IF(COUNT({figures})=0,{NOTHING},{POOL_ROWS[name].formula.format(figures)})"

    def percent(self, read: str) -> str:
        """By how many percent a price is above the pool's lowest."""
        lowest = self._lowest
        above = f"IF({lowest}=0,{_MISSING},ROUND(100*({read}-{lowest})/{lowest},{CLEAN}))"
        return when_number(read, when_number(lowest, above, read), _MISSING)

    def from_figure(self, figure: str, pool_size: str = "") -> str:
        """Marks of a figure: none without one, those of a price of zero as published, else by the formula.

        With the cell of the pool's size, relative marks are none where the pool is empty.
        """
        bound = self._formula
        share = self.share(figure)
        marks = f"IFERROR(100*MAX(0,MIN(1,{share})),{NOTHING})"
        if bound.relative:
            marks = when_number(self._any_reference, marks)
        if bound.zero_price is not None:
            marks = f"IF({figure}=0,{100 if bound.zero_price == 'full-marks' else 0},{marks})"
        marks = when_number(figure, marks, "0")
        return f"IF({pool_size}=0,{NOTHING},{marks})" if bound.relative and pool_size else marks

    def share(self, figure: str) -> str:
        """The published formula over cells, not yet limited to 0 to 1."""
        parameters = {
            name: cell(self.method.parameters[self.leaf.id, name]) if isinstance(value, Fraction) else value
            for name, value in self._formula.parameters.items()
        }
        result: Expression = self._formula.formula.share(cell(figure), self._pool, **parameters)
        return result.text

    @property
    def _formula(self) -> BoundFormula:
        if self.bound is None:
            raise TypeError(f"criterion {self.leaf.id} has no formula")
        return self.bound

    @property
    def references(self) -> tuple[str, ...]:
        """The figures of the pool that the formula reads."""
        reads = {"lowest"} if self._formula.of.relative else self._formula.formula.pool_reads
        return tuple(name for name in POOL_ROWS if name in reads)

    @property
    def _pool(self) -> Pool[Expression] | None:
        if self.pool is None or self._formula.of.relative:
            return None
        return Pool(*(cell(fixed(POOL_ROWS[name].row, self.pool)) for name in POOL_FIGURES))

    @property
    def _any_reference(self) -> str:
        return fixed(POOL_ROWS[self.references[0]].row, self.pool or 0)

    @property
    def _lowest(self) -> str:
        return fixed(LOWEST_ROW, self.pool or 0)


def marks_of_level(level: str, method: MethodCells, scale: str) -> str:
    """Marks of the level on its scale; an error where it is not on it."""
    return f"INDEX({method.marks[scale]},MATCH({level},{method.levels[scale]},0))"


def product(report: Report, leaf: Leaf, marks: str) -> str:
    """Weighted marks of marks that are known, rounded where the procurement rounds each criterion."""
    exact = f"{report.weight(leaf)}*{marks}/100"
    return rounded_text(exact, report.rounding, CLEAN) if report.rounding.at == "criterion" else exact


def weighted(report: Report, leaf: Leaf, marks: str) -> str:
    """Weighted marks; nothing without marks."""
    return when_number(marks, product(report, leaf, marks))
