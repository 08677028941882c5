"""The rows above the bids on the sheet Gates: every gate, minimum and floor, with its limits as inputs."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.scoring.hurdles import Hurdle
from social_value.files.sheets.page import Page
from social_value.files.workbook.bid_rows import group, label_columns, label_heads, row_label
from social_value.files.workbook.calculation.forward_cells import ForwardCells
from social_value.files.workbook.calculation.gates_plan import (
    DECIDED_OUT,
    IN_POOL,
    MAY_RANK,
    POOL_SIZE_ROW,
    READ,
    ROLE,
    GatesPlan,
)
from social_value.files.workbook.calculation.hurdle_cells import LEAST_ROW, MOST_ROW, limits
from social_value.files.workbook.calculation.round_blocks import RoundBlocks
from social_value.files.workbook.calculation.workforce_cells import WorkforceCells
from social_value.files.workbook.plan import FIRST, Report
from social_value.wording import CONSEQUENCE_LABELS

_GROUP_ROW, _ID_ROW, _TITLE_ROW, _CONSEQUENCE_ROW = 2, 3, 4, 5
_FIXED_HEADS = {
    ROLE: "Role",
    DECIDED_OUT: "Put out by a decision (input)",
    READ: "Bid is read",
    IN_POOL: "In the pool",
    MAY_RANK: "Nothing bars a rank",
}


class GatesHeads:
    """Writes the headings row by row, those of the rounds and of the workforce with them."""

    def __init__(
        self,
        page: Page,
        report: Report,
        plan: GatesPlan,
        rounds: Sequence[RoundBlocks],
        parts: tuple[WorkforceCells, ForwardCells],
    ) -> None:
        self.page = page
        self.report = report
        self.plan = plan
        self.rounds = rounds
        self.workforce, self.forward = parts

    def write(self) -> None:
        """Write the headings, with the limits of hurdles as inputs."""
        page, hurdles = self.page, (*self.plan.gates, *self.plan.minimums)
        for column in range(ROLE, self.plan.last_column + 1):
            page.width(column, 13)
        label_columns(page, self.report)
        page.row(_GROUP_ROW)
        group(page, "Result", range(ROLE, MAY_RANK + 1))
        reserved = tuple(hurdle for hurdle in self.plan.gates if hurdle.kind == "reservation")
        own = tuple(hurdle for hurdle in self.plan.gates if hurdle.kind == "gate")
        for name, kinds in (("Reservation", reserved), ("Gates", own), ("Minimums and floors", self.plan.minimums)):
            tested = [self.plan.tested[hurdle.key] for hurdle in kinds]
            columns = [column for hurdle in tested for column in (hurdle.value, hurdle.met)]
            group(page, name, columns)
        self.workforce.group()
        self._rounds(_GROUP_ROW)
        self.forward.group()
        for row, height in ((_ID_ROW, 0.0), (_TITLE_ROW, 54.0), (_CONSEQUENCE_ROW, 54.0)):
            page.row(row, height)
            if row == _CONSEQUENCE_ROW and hurdles:
                row_label(page, "A bid that does not meet it is")
            for hurdle in hurdles:
                self._words(hurdle, row)
            self._rounds(row)
        self._limits(hurdles)
        page.row(POOL_SIZE_ROW)
        row_label(page, "Bids in the pool")
        page.formula(IN_POOL, f"SUM({self.report.column(IN_POOL)})", len(self.report.pool), "small|0")
        self._rounds(POOL_SIZE_ROW)
        self.forward.pool_sizes()
        for row in range(POOL_SIZE_ROW + 1, FIRST - 1):
            page.row(row)
            self._rounds(row)
        page.row(FIRST - 1, 40)
        self._rounds(FIRST - 1)
        self._column_heads(hurdles)

    def _rounds(self, row: int) -> None:
        for rounds in self.rounds:
            rounds.heads.write(self.page, row)

    def _words(self, hurdle: Hurdle, row: int) -> None:
        columns = self.plan.tested[hurdle.key]
        if row == _ID_ROW:
            texts = (hurdle.id, "")
        elif row == _TITLE_ROW:
            texts = (hurdle.title, "")
        else:
            texts = (CONSEQUENCE_LABELS[hurdle.consequence], "")
        for column, text in zip((columns.value, columns.met), texts, strict=True):
            self.page.text(column, text, "small" if row == _CONSEQUENCE_ROW else "head")
        self.page.merge(columns.value, columns.met)

    def _limits(self, hurdles: Sequence[Hurdle]) -> None:
        for row, label in ((LEAST_ROW, "At least (input)"), (MOST_ROW, "At most (input)")):
            self.page.row(row)
            if hurdles:
                row_label(self.page, label)
            for hurdle in hurdles:
                limit = limits(hurdle)[0 if row == LEAST_ROW else 1]
                if limit is not None:
                    self.page.number(self.plan.tested[hurdle.key].value, limit, "input|General")
            self._rounds(row)
            if row == LEAST_ROW:
                self.forward.limits()

    def _column_heads(self, hurdles: Sequence[Hurdle]) -> None:
        page = self.page
        label_heads(page)
        for column, text in _FIXED_HEADS.items():
            page.text(column, text, "head")
        for hurdle in hurdles:
            columns = self.plan.tested[hurdle.key]
            noun = "Level" if hurdle.by_level else "Marks"
            if hurdle.gate is not None:
                noun = "Answer (input)" if hurdle.gate.asks == "declaration" else "Figure"
            page.text(columns.value, noun, "head")
            page.text(columns.met, "Met", "head")
        self.workforce.heads()
        self.forward.heads()
