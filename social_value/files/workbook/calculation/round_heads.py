"""The rows above the bids of the rounds on the sheet Gates: what each column is, and what its pool gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from social_value.core.scoring.settling import Settled
from social_value.files.sheets.page import Page
from social_value.files.workbook.bid_rows import group
from social_value.files.workbook.calculation.gates_plan import RoundBlock, StageColumns
from social_value.files.workbook.calculation.marks import Marking
from social_value.files.workbook.calculation.pool_references import (
    HEAD_ROWS,
    names_in_row,
    reference_value,
    words_of_row,
)
from social_value.files.workbook.plan import FIRST, Report

_GROUP_ROW, _ID_ROW, _TITLE_ROW = 2, 3, 4
_FIGURE = "number|#,##0.00##"


class RoundHeads:
    """Writes the headings of the rounds, a row at a time; ``marking`` and ``settled`` are by round."""

    def __init__(
        self, report: Report, stage: StageColumns, marking: Sequence[Mapping[str, Marking]], settled: Sequence[Settled]
    ) -> None:
        self.report = report
        self.stage = stage
        self.marking = marking
        self.settled = settled

    def write(self, page: Page, row: int) -> None:
        """Write the headings of one row."""
        for number, block in enumerate(self.stage.rounds, start=1):
            if row == _GROUP_ROW:
                group(page, f"{self._of_stage}Round {number}", _columns(block))
            elif row in (_ID_ROW, _TITLE_ROW):
                self._names(page, block, row)
            elif row == FIRST - 1:
                self._column_heads(page, block)
            if row in HEAD_ROWS:
                self._references(page, number - 1, row)
        if self.stage.after is not None and row == FIRST - 1:
            page.text(self.stage.after, "In the pool after the last round", "head")

    @property
    def _of_stage(self) -> str:
        published = self.stage.stage.published
        return f"{published.label}: " if published else ""

    def _column_heads(self, page: Page, block: RoundBlock) -> None:
        page.text(block.before, "In the pool before", "head")
        for by_criterion, what in ((block.pools, "figure"), (block.percents, "% above lowest"), (block.marks, "marks")):
            for leaf_id, column in by_criterion.items():
                page.text(column, f"{leaf_id} {what}", "head")
        for columns in block.tested.values():
            page.text(columns.value, "Reached", "head")
            page.text(columns.met, "Met", "head")

    def _names(self, page: Page, block: RoundBlock, row: int) -> None:
        labels = {leaf.id: leaf.criterion.label for leaf in self.stage.leaves}
        for by_criterion, what in ((block.pools, "figure"), (block.percents, "% above lowest"), (block.marks, "marks")):
            for leaf_id, column in by_criterion.items():
                page.text(column, leaf_id if row == _ID_ROW else f"{labels[leaf_id]}: {what}", "head")
        for hurdle in self.stage.moving:
            columns = block.tested[hurdle.key]
            page.text(columns.value, hurdle.id if row == _ID_ROW else hurdle.title, "head")
            page.text(columns.met, "" if row == _ID_ROW else "Met", "head")

    def _references(self, page: Page, number: int, row: int) -> None:
        block, marking = self.stage.rounds[number], self.marking[number]
        read = {name for leaf_id in block.pools for name in marking[leaf_id].references}
        page.text(block.before, words_of_row(row, read), "small")
        for leaf_id, column in block.pools.items():
            for name in names_in_row(row):
                if name in marking[leaf_id].references:
                    formula = marking[leaf_id].reference(name, self.report.column(column))
                    known = self.settled[number].references[leaf_id]
                    page.formula(column, formula, reference_value(known, name), _FIGURE)


def _columns(block: RoundBlock) -> list[int]:
    tested = [column for tested in block.tested.values() for column in (tested.value, tested.met)]
    return [block.before, *block.pools.values(), *block.percents.values(), *block.marks.values(), *tested]
