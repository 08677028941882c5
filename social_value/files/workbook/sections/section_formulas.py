"""The formulas of sections: what each number is worked out from, in cells of this sheet and of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.core.expressions import cell as cell_named
from social_value.core.figures.registry import FigureName
from social_value.core.sections.cells import NOT_AVAILABLE, Cell
from social_value.core.sections.elsewhere import (
    CommitmentAt,
    CountsAt,
    DemandAt,
    FigureAt,
    MarksAt,
    RateAt,
    TopMarksAt,
    TotalAt,
    UnitPriceAt,
    WeightAt,
)
from social_value.files.sheets.references import block, fixed, span
from social_value.files.workbook.calculation import summary_plan
from social_value.files.workbook.calculation.price_cells import DEMAND_ROW
from social_value.files.workbook.plan import FIRST, MATRIX, PRICE, SUMMARY
from social_value.files.workbook.sections.section_plan import Address, SectionPlan
from social_value.files.workbook.worked_cells import where_known

_MISSING = f'"{NOT_AVAILABLE}"'


class SectionFormulas:
    """Gives every number of every section its formula."""

    def __init__(self, plan: SectionPlan) -> None:
        self.plan = plan

    def formula(self, cell: Cell, here: Address) -> str:
        """Return the formula of a cell; nothing for a text, and for a number that is an input here."""
        home = self.plan.addresses[id(cell)]
        if home != here:
            return _reference(home, here.sheet)
        if cell.elsewhere is not None:
            source = self._elsewhere(cell)
            return "" if source == fixed(here.row, here.column, here.sheet) else source
        if cell.over is not None:
            return self._over(cell, here.sheet)
        if cell.work is not None:
            return self._worked(cell, here.sheet)
        return ""

    def is_input(self, cell: Cell, here: Address) -> bool:
        """Tell whether a cell is a number of a file that no other cell holds, and that a result may rest on."""
        if isinstance(cell.elsewhere, CommitmentAt):
            return False
        followed = cell.over is not None or cell.work is not None or bool(cell.how and cell.elsewhere is None)
        return not followed and not self.formula(cell, here)

    def _worked(self, cell: Cell, sheet: str) -> str:
        names = [self._named(read, sheet) for read in cell.reads]
        return where_known(cell.expression([cell_named(name) for name in names]).text, names)

    def _named(self, cell: Cell, sheet: str) -> str:
        """Return the cell that a formula reads; a number that is shown nowhere is read where it stands."""
        home = self.plan.addresses.get(id(cell))
        name = _reference(home, sheet) if home is not None else self._elsewhere(cell) if cell.elsewhere else ""
        if not name:
            raise ValueError("a formula reads a cell that no table shows")
        return name

    def _elsewhere(self, cell: Cell) -> str:
        """Return the cell of another sheet; nothing for a measure that no other sheet has, which is an input here."""
        at = cell.elsewhere
        if at is None:
            raise TypeError("the cell stands on no other sheet")
        if isinstance(at, FigureAt):
            return self._figure(at.name, self.plan.bid_rows[at.bid_id])
        if isinstance(at, DemandAt | RateAt | CountsAt | UnitPriceAt):
            return self._priced(at)
        return self.plan.prices.commitments.get(at, "") if isinstance(at, CommitmentAt) else self._result(at)

    def _result(self, at: MarksAt | WeightAt | TotalAt | TopMarksAt) -> str:
        if isinstance(at, MarksAt):
            return fixed(self.plan.bid_rows[at.bid_id], self.plan.report.mark_columns[at.criterion_id], MATRIX)
        if isinstance(at, TotalAt):
            return fixed(self.plan.bid_rows[at.bid_id], summary_plan.TOTAL, SUMMARY)
        if isinstance(at, TopMarksAt):
            return self._top_marks(at)
        leaf = next(leaf for leaf in self.plan.report.leaves if leaf.id == at.criterion_id)
        return self.plan.report.weight(leaf)

    def _priced(self, at: DemandAt | RateAt | CountsAt | UnitPriceAt) -> str:
        if isinstance(at, DemandAt):
            return fixed(DEMAND_ROW, self.plan.prices.rates[at.band], PRICE)
        if isinstance(at, UnitPriceAt):
            return self.plan.prices.unit_prices.get((at.bid_id, at.band), _MISSING)
        column = (self.plan.prices.rates if isinstance(at, RateAt) else self.plan.prices.counts)[at.band]
        return fixed(self.plan.bid_rows[at.bid_id], column, PRICE)

    def _top_marks(self, at: TopMarksAt) -> str:
        """Return the highest marks, or the next: ranked bids stand first, and marks are alike to nine places."""
        ranked = sum(result.rank is not None for result in self.plan.report.bids)
        marks = span(FIRST, FIRST + ranked - 1, self.plan.report.mark_columns[at.criterion_id], MATRIX)
        if not at.below:
            return f"MAX({marks})"
        leading = f"SUMPRODUCT(({marks}>MAX({marks})-0.000000001)*1)"
        return f"IFERROR(LARGE({marks},{leading}+1),{_MISSING})"

    def _figure(self, name: FigureName, row: int) -> str:
        home = self.plan.report.measure_homes.get(name.id) if name.rule is None else None
        if home is not None:
            columns, sheet = self.plan.report.on_pillar(home)
            return fixed(row, columns.reads[home.id], sheet)
        column = self.plan.prices.columns.get(name)
        return "" if column is None else fixed(row, column, self.plan.prices.sheets.get(name, PRICE))

    def _over(self, cell: Cell, sheet: str) -> str:
        if not cell.reads:
            return ""
        if cell.over == "weighted-sum":
            return self._weighted(cell, sheet)
        inside = ",".join(self._ranges(cell.reads, sheet))
        if cell.over == "counted":
            return "+".join(f'COUNTIF({part},"{cell.word}")' for part in self._ranges(cell.reads, sheet))
        if cell.over == "sum":
            return f"SUM({inside})"
        function = "MIN" if cell.over == "lowest" else "MAX"
        return f"IF(COUNT({inside})=0,{_MISSING},{function}({inside}))"

    def _weighted(self, cell: Cell, sheet: str) -> str:
        half = len(cell.reads) // 2
        ranges = [self._ranges(part, sheet) for part in (cell.reads[:half], cell.reads[half:])]
        shapes = [self._shape(part) for part in (cell.reads[:half], cell.reads[half:])]
        if len(ranges[0]) == len(ranges[1]) == 1 and shapes[0] == shapes[1]:
            return f"SUMPRODUCT({ranges[0][0]},{ranges[1][0]})"
        names = [self._named(read, sheet) for read in cell.reads]
        return "+".join(f"N({number})*N({weight})" for number, weight in zip(names[:half], names[half:], strict=True))

    def _shape(self, cells: Sequence[Cell]) -> str:
        rows = {self.plan.addresses[id(cell)].row for cell in cells if id(cell) in self.plan.addresses}
        return "row" if len(rows) == 1 else "column"

    def _ranges(self, cells: Sequence[Cell], sheet: str) -> list[str]:
        """Return neighbouring cells as ranges, and the others one by one."""
        return [self._range(run, sheet) for run in _runs(cells, self.plan.addresses)]

    def _range(self, run: Sequence[Cell], sheet: str) -> str:
        if len(run) == 1:
            return self._named(run[0], sheet)
        first, last = self.plan.addresses[id(run[0])], self.plan.addresses[id(run[-1])]
        return block((first.row, first.column), (last.row, last.column), "" if first.sheet == sheet else first.sheet)


def _reference(home: Address, sheet: str) -> str:
    return fixed(home.row, home.column, "" if home.sheet == sheet else home.sheet)


def _runs(cells: Sequence[Cell], addresses: Mapping[int, Address]) -> Iterator[list[Cell]]:
    """Yield cells in runs along one row or one column, as they come."""
    run: list[Cell] = []
    step: tuple[int, int] | None = None
    for cell in cells:
        here, before = addresses.get(id(cell)), addresses.get(id(run[-1])) if run else None
        apart = (
            (here.row - before.row, here.column - before.column)
            if here is not None and before is not None and here.sheet == before.sheet
            else None
        )
        if run and apart in ((0, 1), (1, 0)) and step in (None, apart):
            run.append(cell)
            step = apart
            continue
        if run:
            yield run
        run, step = [cell], None
    if run:
        yield run
