"""Headings of a pillar's sheet: what each column is, and what the pool gives to relative criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from social_value.core.inputs import Leaf
from social_value.files.sheets.page import Page
from social_value.files.workbook.bid_rows import group, label_columns, label_heads, row_label
from social_value.files.workbook.calculation.marks import Marking
from social_value.files.workbook.calculation.pool_references import (
    HEAD_ROWS,
    names_in_row,
    reference_value,
    words_of_row,
)
from social_value.files.workbook.plan import (
    FIRST,
    PILLAR_SHEETS,
    SUPPLIER,
    Report,
)
from social_value.model.base import Pillar
from social_value.model.scoring import ScaleScore

_GROUP_ROW, _TITLE_ROW, _READ_ROW, _WEIGHT_ROW, _HEAD_ROW = 2, 4, 5, 6, FIRST - 1
_ENDS = ("Weighted marks", "Marks", "Weighted as published", "Check")
_FIGURE = "small|#,##0.00##"


class PillarHeads:
    """Writes the rows above the bids."""

    def __init__(self, page: Page, report: Report, pillar: Pillar, marking: Mapping[str, Marking]) -> None:
        self.page = page
        self.report = report
        self.pillar = pillar
        self.marking = marking
        self.leaves = report.by_pillar[pillar]
        self.columns = report.pillar_columns[pillar]

    def write(self) -> None:
        """Write the headings."""
        label_columns(self.page, self.report)
        for column in range(SUPPLIER + 1, self.columns.check + 1):
            self.page.width(column, 13)
        self.page.row(_GROUP_ROW)
        self._groups()
        self.page.row(_TITLE_ROW, 66)
        for column, leaf, _ in self._by_criterion():
            self.page.text(column, leaf.criterion.label, "head")
        self.page.row(_READ_ROW, 40)
        row_label(self.page, "What is read")
        for leaf in self.leaves:
            self.page.text(self.columns.reads[leaf.id], self._read_words(leaf), "small")
        for row in HEAD_ROWS:
            self._references(row)
        self.page.row(_HEAD_ROW, 30)
        self._column_heads()

    def _groups(self) -> None:
        page, columns = self.page, self.columns
        group(page, "Read", [*columns.reads.values(), *columns.given_as.values()])
        group(page, "Compared over the pool", [*columns.pools.values(), *columns.percents.values()])
        group(page, "Marks, 0 to 100", columns.marks.values())
        group(page, "Weighted marks", columns.weighted.values())
        group(page, PILLAR_SHEETS[self.pillar], range(columns.subtotal, columns.check + 1))

    def _by_criterion(self) -> Iterator[tuple[int, Leaf, str]]:
        """Yield every column that belongs to a criterion, with what stands in it."""
        columns = self.columns
        blocks = {
            "read": columns.reads,
            "given as": columns.given_as,
            "in the pool": columns.pools,
            "% above lowest": columns.percents,
            "marks": columns.marks,
            "weighted": columns.weighted,
        }
        for what, block in blocks.items():
            for leaf in self.leaves:
                if leaf.id in block:
                    yield block[leaf.id], leaf, what

    def _column_heads(self) -> None:
        label_heads(self.page)
        for column, leaf, what in self._by_criterion():
            self.page.text(column, f"{leaf.id} {what}", "head")
        ends = range(self.columns.subtotal, self.columns.check + 1)
        for column, end in zip(ends, _ENDS, strict=True):
            self.page.text(column, end, "head")

    def _read_words(self, leaf: Leaf) -> str:
        bound = self.report.bound(leaf)
        if bound is None:
            average = self.report.evaluation.field.levels.average
            level = f"{average} of marks" if average else "level"
            return level if isinstance(leaf.score, ScaleScore) else "recorded (input)"
        unit = self.report.unit_of(bound.of)
        words = f"{self.report.title_of(bound.of)}, {unit}" if unit and unit != "%" else str(bound.of)
        return f"{words} (input)" if self.report.measure_homes.get(bound.of.id) is leaf else words

    def _references(self, row: int) -> None:
        """Write the figures of the pool in one row, and in the first of these rows the weights."""
        compared = bool(self.columns.pools)
        self.page.row(row, 0 if compared or row == _WEIGHT_ROW else 4)
        read = {name for leaf_id in self.columns.pools for name in self.marking[leaf_id].references}
        label = f"{words_of_row(row, read)} of the pool" if compared else ""
        if row == _WEIGHT_ROW:
            label = f"Weight / {label.lower()}" if compared else "Weight"
            for leaf in self.leaves:
                self.page.formula(
                    self.columns.weighted[leaf.id], self.report.weight(leaf), leaf.points, "small|General"
                )
        if label:
            row_label(self.page, label)
        for leaf_id, column in self.columns.pools.items():
            for name in names_in_row(row):
                if name in self.marking[leaf_id].references:
                    self._reference(leaf_id, column, name)

    def _reference(self, leaf_id: str, column: int, name: str) -> None:
        formula = self.marking[leaf_id].reference(name, self.report.column(column))
        known = self.report.evaluation.settled.references.get(leaf_id)
        self.page.formula(column, formula, reference_value(known, name), _FIGURE)
