"""The rounds on the sheet Gates, in which relative marks are taken again until no bid leaves the pool."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from social_value.core.evaluation.results import BidResult
from social_value.core.inputs import Leaf
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.settling import Settled
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import in_row
from social_value.files.workbook.calculation.gates_plan import GatesPlan, RoundBlock, StageColumns
from social_value.files.workbook.calculation.hurdle_cells import MET, YES, met_formula, met_value, quality_of_100
from social_value.files.workbook.calculation.marks import Marking, product
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.calculation.round_heads import RoundHeads
from social_value.files.workbook.calculation.weighted_share import MarkedCell, share_of_weight, sum_of, where_all
from social_value.files.workbook.formula_text import NOTHING, flag, when_number
from social_value.files.workbook.plan import GATES, Report

_FIGURE = "number|#,##0.00##"


class RoundBlocks:
    """Writes the columns of the rounds of a stage, a row at a time; without rounds it writes nothing."""

    def __init__(self, report: Report, plan: GatesPlan, stage: StageColumns, method: MethodCells) -> None:
        self.report = report
        self.plan = plan
        self.stage = stage
        self.marking = [
            {leaf.id: Marking(report, leaf, method, block.pools[leaf.id]) for leaf in stage.leaves}
            for block in stage.rounds
        ]
        self.settled: tuple[Settled, ...] = tuple(plan.settled_rounds(stage)) if stage.rounds else ()
        self.heads = RoundHeads(report, stage, self.marking, self.settled)

    def last_value(self, hurdle: Hurdle) -> str:
        """Return what a bid reached in the last round in which it was in the pool."""
        text = NOTHING
        for block in self.stage.rounds:
            cell = in_row(block.tested[hurdle.key].value)
            text = when_number(cell, cell, text)
        return text

    def last_reached(self, hurdle: Hurdle, bid_id: str) -> Fraction | None:
        """Return the number that ``last_value`` finds."""
        reached = None
        for settled in self.settled[:-1]:
            if bid_id in settled.pool:
                reached = settled.reached(hurdle, bid_id)
        return reached

    def bid(self, page: Page, result: BidResult) -> None:
        """Write the rounds of one bid, in the row that was begun."""
        bidder = result.status not in ("comparator", "withdrawn")
        for number, block in enumerate(self.stage.rounds):
            settled, in_pool = self.settled[number], result.id in self.settled[number].pool
            if not bidder:
                page.number(block.before, 0, YES)
                continue
            page.formula(block.before, self._before(number), int(in_pool), YES)
            for leaf in self.stage.leaves:
                self._marks(page, number, leaf, result)
            for hurdle in self.stage.moving:
                self._hurdle(page, number, hurdle, result, settled)
        if self.stage.after is not None:
            count = len(self.stage.rounds)
            if bidder:
                page.formula(self.stage.after, self._before(count), int(result.id in self.settled[count].pool), YES)
            else:
                page.number(self.stage.after, 0, YES)

    def _before(self, number: int) -> str:
        """Return whether a bid is in the pool before a round: those that no other bid can influence come first."""
        if number == 0:
            steady = [
                hurdle for hurdle in self.stage.hurdles if hurdle.consequence == "disregard" and not hurdle.relative
            ]
            return flag(
                [
                    f"{in_row(self.stage.before)}=1",
                    *(f"{in_row(self.plan.tested[hurdle.key].met)}<>0" for hurdle in steady),
                ]
            )
        earlier = self.stage.rounds[number - 1]
        tests = (f"{in_row(tested.met)}<>0" for tested in earlier.tested.values())
        return flag([f"{in_row(earlier.before)}=1", *tests])

    def _marks(self, page: Page, number: int, leaf: Leaf, result: BidResult) -> None:
        block, marking, settled = self.stage.rounds[number], self.marking[number][leaf.id], self.settled[number]
        marker, bound = self.report.markers[leaf.id], marking.bound
        if bound is None:
            return
        columns, sheet = self.report.on_pillar(leaf)
        read_cell, before = in_row(columns.reads[leaf.id], sheet), in_row(block.before)
        inside = result.id in settled.pool
        read = marker.reads.get(result.id)
        counted = read if inside and bound.counts(read) else None
        page.formula(block.pools[leaf.id], marking.pool_figure(read_cell, before), counted, _FIGURE)
        figure = read_cell
        if leaf.id in block.percents:
            figure = in_row(block.percents[leaf.id])
            stated = self.report.evaluation.field.figure(bound.of, result.bid).value
            value = marker.figure_over(stated, settled.references[leaf.id])
            shown: Fraction | str = "n/a" if value is None else value
            page.formula(block.percents[leaf.id], marking.percent(read_cell), shown, _FIGURE)
        core = marking.from_figure(figure)
        marks = settled.marked(leaf.id, result.id).marks if inside else None
        page.formula(block.marks[leaf.id], f"IF({before}=1,{core},{NOTHING})", marks, self.report.places)

    def _hurdle(self, page: Page, number: int, hurdle: Hurdle, result: BidResult, settled: Settled) -> None:
        block = self.stage.rounds[number]
        columns, limit = block.tested[hurdle.key], self.plan.tested[hurdle.key].value
        reached = settled.reached(hurdle, result.id) if result.id in settled.pool else None
        page.formula(columns.value, self._value(block, hurdle), reached, "number|0.00####")
        page.formula(columns.met, met_formula(columns, limit), met_value(hurdle, reached), MET)

    def _value(self, block: RoundBlock, hurdle: Hurdle) -> str:
        """Return the marks, pillar marks or quality of a round; nothing where a criterion has no marks."""
        if hurdle.kind == "minimum" and not hurdle.of_parts:
            return in_row(block.marks[hurdle.id])
        leaves, cells = self.plan.leaves_of(hurdle), []
        for leaf in leaves:
            columns, sheet = self.report.on_pillar(leaf)
            moved = in_row(block.marks[leaf.id]) if leaf.id in block.marks else None
            marks = moved or in_row(columns.marks[leaf.id], sheet)
            weighted = product(self.report, leaf, moved) if moved else in_row(columns.weighted[leaf.id], sheet)
            cells.append(MarkedCell(leaf, marks, weighted, moved or weighted))
        if hurdle.kind == "quality-minimum":
            return where_all(cells, quality_of_100(sum_of(cells), self.report.evaluation.inputs.out_of))
        return share_of_weight(self.report, cells, published=hurdle.of_parts)

    @cached_property
    def unsettled(self) -> str:
        """Return a condition: the last round still changed the pool; nothing where there are no rounds."""
        if self.stage.after is None:
            return ""
        before, after = self.stage.rounds[-1].before, self.stage.after
        return f"SUMPRODUCT(({self.report.column(before, GATES)}<>{self.report.column(after, GATES)})*1)>0"
