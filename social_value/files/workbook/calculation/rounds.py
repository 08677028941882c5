"""The rounds on the sheet Gates, in which relative marks are taken again until no bid leaves the pool."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from social_value.core.evaluation.results import BidResult
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Leaf
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.settling import Settled
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.files.workbook.bid_rows import group
from social_value.files.workbook.calculation.gates_plan import READ, GatesPlan, Round
from social_value.files.workbook.calculation.hurdle_cells import MET, YES, met_formula, met_value
from social_value.files.workbook.calculation.marks import Marking, product
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.calculation.pool_references import reference_value
from social_value.files.workbook.calculation.price_sheet import PriceCells
from social_value.files.workbook.formula_text import NOTHING, flag, when_number
from social_value.files.workbook.plan import FIRST, GATES, POOL_ROWS, Report

_ID_ROW, _TITLE_ROW = 3, 4
_FIGURE = "number|#,##0.00##"


class RoundBlocks:
    """Writes the blocks of columns of the rounds, a row at a time; without rounds it writes nothing."""

    def __init__(self, report: Report, plan: GatesPlan, method: MethodCells) -> None:
        self.report = report
        self.plan = plan
        self.marking = [
            {leaf.id: Marking(report, leaf, method, one.pools[leaf.id]) for leaf in plan.leaves} for one in plan.rounds
        ]
        self.settled: tuple[Settled, ...] = tuple(plan.settled_rounds()) if plan.rounds else ()

    # Where a hurdle's result is found

    def last_value(self, hurdle: Hurdle) -> str:
        """Return what a bid reached in the last round in which it was in the pool."""
        text = NOTHING
        for one in self.plan.rounds:
            cell = in_row(one.tested[hurdle.key].value)
            text = when_number(cell, cell, text)
        return text

    def last_reached(self, hurdle: Hurdle, bid_id: str) -> Fraction | None:
        """Return the number that ``last_value`` finds."""
        found = None
        for settled in self.settled[:-1]:
            if bid_id in settled.pool:
                found = settled.reached(hurdle, bid_id)
        return found

    def figure_cell(self, name: FigureName, prices: PriceCells) -> str:
        """Return the cell of a figure or measure, on whichever sheet it stands."""
        home = self.report.measure_homes.get(name.id) if name.rule is None else None
        if home is None:
            return prices.cell(name)
        columns, sheet = self.report.on_pillar(home)
        return in_row(columns.reads[home.id], sheet)

    # Headings

    def heads(self, page: Page, row: int) -> None:
        """Write the headings of one row."""
        for number, one in enumerate(self.plan.rounds, start=1):
            if row == 2:
                group(page, f"Round {number}", self._columns(one))
            elif row in (_ID_ROW, _TITLE_ROW):
                self._names(page, one, row)
            elif row == FIRST - 1:
                self._column_heads(page, one)
            for name, pool_row in POOL_ROWS.items():
                if row == pool_row.row:
                    self._references(page, number - 1, name)
        if self.plan.rounds and row == FIRST - 1:
            page.text(self.plan.after, "In the pool after the last round", "head")

    def _column_heads(self, page: Page, one: Round) -> None:
        page.text(one.before, "In the pool before", "head")
        for block, what in ((one.pools, "figure"), (one.percents, "% above lowest"), (one.marks, "marks")):
            for leaf_id, column in block.items():
                page.text(column, f"{leaf_id} {what}", "head")
        for columns in one.tested.values():
            page.text(columns.value, "Reached", "head")
            page.text(columns.met, "Met", "head")

    @staticmethod
    def _columns(one: Round) -> list[int]:
        tested = [column for two in one.tested.values() for column in (two.value, two.met)]
        return [one.before, *one.pools.values(), *one.percents.values(), *one.marks.values(), *tested]

    def _names(self, page: Page, one: Round, row: int) -> None:
        labels = {leaf.id: leaf.criterion.label for leaf in self.plan.leaves}
        for block, what in ((one.pools, "figure"), (one.percents, "% above lowest"), (one.marks, "marks")):
            for leaf_id, column in block.items():
                page.text(column, leaf_id if row == _ID_ROW else f"{labels[leaf_id]}: {what}", "head")
        for hurdle in self.plan.moving:
            columns = one.tested[hurdle.key]
            page.text(columns.value, hurdle.id if row == _ID_ROW else hurdle.title, "head")
            page.text(columns.met, "" if row == _ID_ROW else "Met", "head")

    def _references(self, page: Page, number: int, name: str) -> None:
        one, settled = self.plan.rounds[number], self.settled[number]
        page.text(one.before, POOL_ROWS[name].word, "small")
        for leaf_id, column in one.pools.items():
            marking = self.marking[number][leaf_id]
            if name in marking.references:
                formula = marking.reference(name, self.report.column(column))
                page.formula(column, formula, reference_value(settled.references[leaf_id], name), _FIGURE)

    # Bids

    def bid(self, page: Page, result: BidResult) -> None:
        """Write the rounds of one bid, in the row that was begun."""
        bidder = result.status not in ("comparator", "withdrawn")
        for number, one in enumerate(self.plan.rounds):
            settled, in_pool = self.settled[number], result.id in self.settled[number].pool
            if not bidder:
                page.number(one.before, 0, YES)
                continue
            page.formula(one.before, self._before(number), int(in_pool), YES)
            for leaf in self.plan.leaves:
                self._marks(page, number, leaf, result)
            for hurdle in self.plan.moving:
                self._hurdle(page, number, hurdle, result, settled)
        if self.plan.rounds:
            count = len(self.plan.rounds)
            if bidder:
                page.formula(self.plan.after, self._before(count), int(result.id in self.settled[count].pool), YES)
            else:
                page.number(self.plan.after, 0, YES)

    def _before(self, number: int) -> str:
        """Return whether a bid is in the pool before a round: those that no other bid can influence come first."""
        if number == 0:
            steady = [one for one in self.plan.minimums if one.consequence == "disregard" and not one.relative]
            return flag([f"{in_row(READ)}=1", *(f"{in_row(self.plan.tested[one.key].met)}<>0" for one in steady)])
        earlier = self.plan.rounds[number - 1]
        tests = (f"{in_row(tested.met)}<>0" for tested in earlier.tested.values())
        return flag([f"{in_row(earlier.before)}=1", *tests])

    def _marks(self, page: Page, number: int, leaf: Leaf, result: BidResult) -> None:
        one, marking, settled = self.plan.rounds[number], self.marking[number][leaf.id], self.settled[number]
        marker, bound = self.report.markers[leaf.id], marking.bound
        if bound is None:
            return
        columns, sheet = self.report.on_pillar(leaf)
        read_cell, before = in_row(columns.reads[leaf.id], sheet), in_row(one.before)
        inside = result.id in settled.pool
        read = marker.reads.get(result.id)
        counted = read if inside and bound.counts(read) else None
        page.formula(one.pools[leaf.id], marking.pool_figure(read_cell, before), counted, _FIGURE)
        figure = read_cell
        if leaf.id in one.percents:
            figure = in_row(one.percents[leaf.id])
            stated = self.report.evaluation.field.figure(bound.of, result.bid).value
            value = marker.figure_over(stated, settled.references[leaf.id])
            shown: Fraction | str = "n/a" if value is None else value
            page.formula(one.percents[leaf.id], marking.percent(read_cell), shown, _FIGURE)
        core = marking.from_figure(figure)
        marks = settled.marked(leaf.id, result.id).marks if inside else None
        page.formula(one.marks[leaf.id], f"IF({before}=1,{core},{NOTHING})", marks, self.report.places)

    def _hurdle(self, page: Page, number: int, hurdle: Hurdle, result: BidResult, settled: Settled) -> None:
        one = self.plan.rounds[number]
        columns, limit = one.tested[hurdle.key], self.plan.tested[hurdle.key].value
        reached = settled.reached(hurdle, result.id) if result.id in settled.pool else None
        page.formula(columns.value, self._value(one, hurdle), reached, "number|0.00####")
        page.formula(columns.met, met_formula(columns, limit), met_value(hurdle, reached), MET)

    def _value(self, one: Round, hurdle: Hurdle) -> str:
        """Return the marks, pillar marks or quality of a round; nothing where a criterion has no marks."""
        if hurdle.kind == "minimum":
            return in_row(one.marks[hurdle.id])
        cells, parts = [], []
        for leaf in self.plan.leaves_of(hurdle):
            columns, sheet = self.report.on_pillar(leaf)
            moves = leaf.id in one.marks
            cell = in_row(one.marks[leaf.id]) if moves else in_row(columns.weighted[leaf.id], sheet)
            cells.append(cell)
            parts.append(product(self.report, leaf, cell) if moves else cell)
        total = "+".join(parts)
        if hurdle.kind == "floor":
            weights = "+".join(self.report.weight(leaf) for leaf in self.plan.leaves_of(hurdle))
            total = f"IFERROR(100*({total})/({weights}),{NOTHING})"
        return f"IF(COUNT({','.join(cells)})<{len(cells)},{NOTHING},{total})"

    @cached_property
    def unsettled(self) -> str:
        """Return a condition: the last round still changed the pool; nothing where there are no rounds."""
        if not self.plan.rounds:
            return ""
        before, after = self.plan.rounds[-1].before, self.plan.after
        return f"SUMPRODUCT(({self.report.column(before, GATES)}<>{self.report.column(after, GATES)})*1)>0"
