"""The rows above the bids on the sheet Criteria matrix: what each column is, and the weights."""

from __future__ import annotations

from collections.abc import Callable

from social_value.files.sheets.page import Page
from social_value.files.sheets.references import block
from social_value.files.workbook.bid_rows import group, label_columns, label_heads, row_label
from social_value.files.workbook.calculation.matrix_plan import (
    ahead_column,
    check_column,
    pillar_column,
    published_column,
    quality_column,
)
from social_value.files.workbook.calculation.tie_columns import TieColumns
from social_value.files.workbook.plan import FIRST, FIRST_MARK, PUBLISHED_WEIGHT_ROW, WEIGHT_ROW, Report
from social_value.model.base import PILLARS, Pillar
from social_value.wording import PILLAR_LABELS

_ID_ROW, _TITLE_ROW, _RULE_ROW = 3, 4, 5
_HEAD_ROW = FIRST - 1


class MatrixHeads:
    """Writes the headings of the matrix, with its weights as inputs."""

    def __init__(self, page: Page, report: Report, ties: TieColumns) -> None:
        self.page = page
        self.report = report
        self.ties = ties
        self.quality = quality_column(report)

    def write(self) -> None:
        """Write the headings, and check weights while they are typed."""
        self._widths()
        self._heads()
        self._validate_weights()

    def _widths(self) -> None:
        label_columns(self.page, self.report)
        for column in range(FIRST_MARK, self.ties.last_column + 1):
            self.page.width(column, 12)

    def _validate_weights(self) -> None:
        last = FIRST_MARK + len(self.report.leaves) - 1
        whole = int(self.report.evaluation.inputs.out_of)
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": whole,
            "error_title": "Not a weight",
            "error_message": f"A weight is a number from 0 to {whole}; all weights add up to {whole}.",
        }
        self.page.sheet.data_validation(WEIGHT_ROW, FIRST_MARK, WEIGHT_ROW, last, rule)

    def _heads(self) -> None:
        page, report = self.page, self.report
        page.row(2)
        for pillar, leaves in report.by_pillar.items():
            group(page, PILLAR_LABELS[pillar], [report.mark_columns[leaf.id] for leaf in leaves])
        group(page, "Weighted marks", range(pillar_column(report, PILLARS[0]), check_column(report) + 1))
        group(page, "Equal totals", range(ahead_column(report), self.ties.last_column + 1))
        page.row(_ID_ROW)
        row_label(page, "Criterion")
        self._for_leaves(lambda column, place: page.text(column, report.leaves[place].id, "head"))
        page.row(_TITLE_ROW, 66)
        self._for_leaves(lambda column, place: page.text(column, report.leaves[place].criterion.label, "head"))
        page.row(_RULE_ROW, 28)
        row_label(page, "Rule")
        self._for_leaves(lambda column, place: page.text(column, self._rule(place), "small"))
        self._weights()
        page.row(_HEAD_ROW, 40)
        self._column_heads()

    def _for_leaves(self, write: Callable[[int, int], None]) -> None:
        for place in range(len(self.report.leaves)):
            write(FIRST_MARK + place, place)

    def _rule(self, place: int) -> str:
        score = self.report.leaves[place].score
        return score.rule if score is not None else ""

    def _weights(self) -> None:
        page, report = self.page, self.report
        rows = (
            (WEIGHT_ROW, "Weight (input)", "input|General"),
            (PUBLISHED_WEIGHT_ROW, "as published", "published|General"),
        )
        for row, label, style in rows:
            page.row(row)
            row_label(page, label)
            for leaf in report.leaves:
                page.number(report.mark_columns[leaf.id], leaf.points, style)
            for pillar in PILLARS:
                self._pillar_weight(row, pillar)
            page.formula(
                self.quality,
                f"SUM({self._weights_range(row)})",
                int(report.evaluation.inputs.out_of),
                "bold-number|0.##########",
            )

    def _weights_range(self, row: int) -> str:
        """Return the weights that add up to 100: those of all criteria, or of those that count."""
        if all(map(self.report.counts, self.report.leaves)):
            return block((row, FIRST_MARK), (row, FIRST_MARK + len(self.report.leaves) - 1))
        return block((row, pillar_column(self.report, PILLARS[0])), (row, pillar_column(self.report, PILLARS[-1])))

    def _pillar_weight(self, row: int, pillar: Pillar) -> None:
        leaves, column = self.report.counted(pillar), pillar_column(self.report, pillar)
        if self.report.by_pillar[pillar] and not leaves:
            self.page.number(column, 0, "number|General")
        elif leaves:
            ends = [self.report.mark_columns[leaf.id] for leaf in (leaves[0], leaves[-1])]
            weight = sum(leaf.points for leaf in leaves)
            self.page.formula(column, f"SUM({block((row, ends[0]), (row, ends[1]))})", weight, "number|General")
        else:
            self.page.text(column, "none", "centre")

    def _column_heads(self) -> None:
        page, report = self.page, self.report
        label_heads(page)
        self._for_leaves(lambda column, place: page.text(column, f"{report.leaves[place].id} marks", "head"))
        for pillar in PILLARS:
            page.text(pillar_column(report, pillar), PILLAR_LABELS[pillar], "head")
        page.text(self.quality, "Sum", "head")
        page.text(published_column(report), "Sum as published", "head")
        page.text(check_column(report), "Check", "head")
        page.text(ahead_column(report), "Tied bids ahead", "head")
        for step, stated, counted in zip(self.ties.steps, self.ties.stated, self.ties.counted, strict=True):
            page.text(stated, step.title, "head")
            if counted != stated:
                page.text(counted, f"{step.title}, where all tied bids have one", "head")
