"""Who goes on from each stage, on the sheet Gates: marks of the stage, the place in it, and the rule as an input."""

from __future__ import annotations

from collections.abc import Collection

from social_value.core.evaluation.results import BidResult
from social_value.core.scoring.taking_forward import SettledStage
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.bid_rows import group
from social_value.files.workbook.calculation.gates_plan import GatesPlan, StageColumns
from social_value.files.workbook.calculation.hurdle_cells import LEAST_ROW, YES
from social_value.files.workbook.calculation.weighted_share import marked_cells, share_of_weight
from social_value.files.workbook.formula_text import NOTHING, SAME, flag, when_number
from social_value.files.workbook.plan import Report

_RULES = {"include": "At most (input), ties for the last place go on", "exclude": "At most (input), ties do not go on"}


def pool_formula(plan: GatesPlan, stage: StageColumns) -> str:
    """Return whether a bid is still in the pool at the end of a stage."""
    if stage.after is not None:
        return in_row(stage.after)
    out = [hurdle for hurdle in stage.hurdles if hurdle.consequence == "disregard"]
    return flag([f"{in_row(stage.before)}=1", *(f"{in_row(plan.tested[hurdle.key].met)}<>0" for hurdle in out)])


class ForwardCells:
    """Writes the columns of every stage from which somebody goes on; without stages it writes nothing."""

    def __init__(self, page: Page, report: Report, plan: GatesPlan) -> None:
        self.page = page
        self.report = report
        self.plan = plan
        self.settled = report.evaluation.settled

    def _record(self, stage: StageColumns) -> SettledStage:
        return self.settled.stages[stage.number]

    def bid(self, stage: StageColumns, result: BidResult) -> None:
        """Write how a bid stands in a stage and whether it goes on, in the row that was begun."""
        forward, page = stage.forward, self.page
        if forward is None:
            return
        record = self._record(stage)
        if result.status in ("comparator", "withdrawn"):
            for column in (stage.pool, forward.goes_on):
                page.number(column, 0, YES)
            return
        if stage.after is None:
            page.formula(stage.pool, pool_formula(self.plan, stage), int(result.id in record.standing), YES)
        page.formula(forward.marks, self._marks(stage), record.standing.get(result.id), "number|0.00####")
        place = when_number(in_row(forward.marks), f"RANK({in_row(forward.marks)},{self.report.column(forward.marks)})")
        page.formula(forward.place, place, record.places.get(result.id), "centre|0")
        page.formula(forward.goes_on, self._goes_on(stage), int(result.id in record.gone_on), YES)

    def _marks(self, stage: StageColumns) -> str:
        leaves = [leaf for leaf in self.report.leaves if leaf.id in stage.stage.ids]
        # Noise between two equal marks must not look like a difference between two places.
        share = share_of_weight(self.report, marked_cells(self.report, leaves), published=True)
        return f"IF({in_row(stage.pool)}=1,IFERROR(ROUND({share},{SAME}),{NOTHING}),{NOTHING})"

    def _goes_on(self, stage: StageColumns) -> str:
        forward, goes_on = stage.forward, stage.stage.goes_on
        if forward is None or goes_on is None:
            raise TypeError("nobody goes on from the last stage")
        marks, place, limit = in_row(forward.marks), in_row(forward.place), fixed(LEAST_ROW, forward.marks)
        if goes_on.best is None:
            return when_number(marks, f"IF({marks}>=ROUND({limit},{SAME}),1,0)", "0")
        last = place
        if goes_on.ties == "exclude":
            last = f"{place}+COUNTIF({self.report.column(forward.place)},{place})-1"
        return when_number(place, f"IF({last}<={limit},1,0)", "0")

    def group(self) -> None:
        """Write the heading over the columns of each stage."""
        for stage in self.plan.stages:
            if stage.forward is not None:
                group(self.page, self._record(stage).stage.label, self._columns(stage))

    def limits(self) -> None:
        """Write the rule of each stage, in the row of the lowest numbers."""
        for stage in self.plan.stages:
            goes_on = stage.stage.goes_on
            if stage.forward is not None and goes_on is not None:
                least = goes_on.minimum if goes_on.best is None else goes_on.best
                self.page.number(stage.forward.marks, least, "input|General")

    def heads(self) -> None:
        """Write the headings of the columns."""
        for stage in self.plan.stages:
            forward, goes_on = stage.forward, stage.stage.goes_on
            if forward is None or goes_on is None:
                continue
            if stage.after is None:
                self.page.text(stage.pool, "In the pool", "head")
            rule = "At least (input)" if goes_on.best is None else _RULES[goes_on.ties or "include"]
            self.page.text(forward.marks, f"Marks of the stage. {rule}", "head")
            self.page.text(forward.place, "Place", "head")
            self.page.text(forward.goes_on, "Goes on", "head")

    def pool_sizes(self) -> None:
        """Write how many bids are in the pool of each stage."""
        for stage in self.plan.stages:
            if stage.forward is not None:
                count, column = len(self._record(stage).standing), self.report.column(stage.pool)
                self.page.formula(stage.pool, f"SUM({column})", count, "small|0")

    @staticmethod
    def _columns(stage: StageColumns) -> Collection[int]:
        forward = stage.forward
        columns = () if forward is None else (forward.marks, forward.place, forward.goes_on)
        return columns if stage.after is not None else (stage.pool, *columns)
