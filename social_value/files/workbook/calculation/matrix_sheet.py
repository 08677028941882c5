"""The sheet Criteria matrix: weights, marks of every bid on every criterion, and the weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from social_value.core.evaluation.results import BidResult, publish
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import across, block, in_row
from social_value.files.workbook.bid_rows import (
    AS_PUBLISHED,
    DIFFERS,
    bid_labels,
    check,
    compared,
    group,
    label_columns,
    row_label,
)
from social_value.files.workbook.calculation.mark_cells import MarkCells
from social_value.files.workbook.calculation.marks import CLEAN
from social_value.files.workbook.calculation.matrix_plan import (
    ahead_column,
    check_column,
    pillar_column,
    published_column,
    quality_column,
)
from social_value.files.workbook.calculation.ties import TieColumns
from social_value.files.workbook.formula_text import NOTHING, number_format, rounded_text
from social_value.files.workbook.plan import (
    BID,
    FIRST,
    FIRST_MARK,
    PILLAR_SHEETS,
    PUBLISHED_WEIGHT_ROW,
    SUPPLIER,
    WEIGHT_ROW,
    Report,
)
from social_value.model.base import PILLARS, Pillar
from social_value.wording import PILLAR_LABELS

_ID_ROW, _TITLE_ROW, _RULE_ROW = 3, 4, 5
_HEAD_ROW = FIRST - 1
_NOTE = (
    "Marks of every bid on every criterion, 0 to 100. Weights are an input: change them here, keeping their sum at 100."
)
_STORED = " Marks are stored numbers in this short report; a full report works them out."


class MatrixSheet:
    """Writes the sheet."""

    def __init__(self, page: Page, report: Report, ties: TieColumns) -> None:
        self.page = page
        self.report = report
        self.ties = ties
        self.quality = quality_column(report)

    def write(self) -> None:
        """Write the sheet."""
        self.page.head("Criteria matrix", _NOTE if self.report.live else _NOTE + _STORED)
        self._widths()
        self._heads()
        write_bid = self._writer()
        for place, result in enumerate(self.report.bids):
            self.page.row(FIRST + place)
            write_bid(result)
        self.page.mark(check_column(self.report), FIRST, self.report.last, DIFFERS)
        self._validate_weights()
        self.page.set_up(FIRST, SUPPLIER + 1)

    def _widths(self) -> None:
        label_columns(self.page, self.report)
        for column in range(FIRST_MARK, self.ties.last_column + 1):
            self.page.width(column, 12)

    def _validate_weights(self) -> None:
        last = FIRST_MARK + len(self.report.leaves) - 1
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 100,
            "error_title": "Not a weight",
            "error_message": "A weight is a number from 0 to 100; all weights add up to 100.",
        }
        self.page.sheet.data_validation(WEIGHT_ROW, FIRST_MARK, WEIGHT_ROW, last, rule)

    # Headings

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
            page.formula(self.quality, f"SUM({self._weights_range(row)})", 100, "bold-number|0.##########")

    def _weights_range(self, row: int) -> str:
        return block((row, FIRST_MARK), (row, FIRST_MARK + len(self.report.leaves) - 1))

    def _pillar_weight(self, row: int, pillar: Pillar) -> None:
        leaves, column = self.report.by_pillar[pillar], pillar_column(self.report, pillar)
        if leaves:
            ends = [self.report.mark_columns[leaf.id] for leaf in (leaves[0], leaves[-1])]
            weight = sum(leaf.points for leaf in leaves)
            self.page.formula(column, f"SUM({block((row, ends[0]), (row, ends[1]))})", weight, "number|General")
        else:
            self.page.text(column, "none", "centre")

    def _column_heads(self) -> None:
        page, report = self.page, self.report
        page.text(BID, "Bid", "head-left")
        page.text(SUPPLIER, "Supplier", "head-left")
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

    # Bids

    def _writer(self) -> Callable[[BidResult], None]:
        """Return what writes a bid's cells, with every formula of the column made once."""
        first, last = FIRST_MARK, FIRST_MARK + len(self.report.leaves) - 1
        cells = [MarkCells(self.page, self.report, leaf) for leaf in self.report.leaves]
        sums = self._sum_formulas()

        def write(result: BidResult) -> None:
            bid_labels(self.page, result)
            self.page.paste(first, last, "".join([one.cell(result) for one in cells]))
            self._sums(result, sums)
            self._ties(result)

        return write

    def _sum_formulas(self) -> dict[int, str]:
        report = self.report
        formulas = {
            pillar_column(report, pillar): self._pillar_sum(pillar) for pillar in PILLARS if report.by_pillar[pillar]
        }
        count = len(formulas)
        inside = across(pillar_column(report, PILLARS[0]), pillar_column(report, PILLARS[-1]))
        formulas[self.quality] = f"IF(COUNT({inside})<{count},{NOTHING},SUM({inside}))"
        published = in_row(published_column(report))
        same = compared(in_row(self.quality), published, report.rounding, report.marks_clean)
        formulas[check_column(report)] = check(same)
        return formulas

    def _pillar_sum(self, pillar: Pillar) -> str:
        report, leaves = self.report, self.report.by_pillar[pillar]
        rounds_each = report.rounding.at == "criterion"
        if rounds_each and report.live:
            return in_row(report.pillar_columns[pillar].subtotal, PILLAR_SHEETS[pillar])
        first, last = (report.mark_columns[leaf.id] for leaf in (leaves[0], leaves[-1]))
        marks, weights = across(first, last), block((WEIGHT_ROW, first), (WEIGHT_ROW, last))
        total = f"SUMPRODUCT({weights},{marks})/100"
        if rounds_each:
            total = f"SUMPRODUCT({rounded_text(f'{weights}*{marks}/100', report.rounding, CLEAN)})"
        return f"IF(COUNT({marks})<{len(leaves)},{NOTHING},{total})"

    def _sums(self, result: BidResult, formulas: dict[int, str]) -> None:
        page, report = self.page, self.report
        weighted = {one.pillar: one.weighted for one in result.pillars}
        for pillar in PILLARS:
            column = pillar_column(report, pillar)
            if column in formulas:
                page.formula(column, formulas[column], weighted[pillar], report.places)
            else:
                page.blank(column)
        quality, shown = self._quality(result)
        page.formula(self.quality, formulas[self.quality], quality, report.style("bold-number"))
        page.number(published_column(report), shown, f"published|{number_format(report.rounding.places)}")
        page.formula(check_column(report), formulas[check_column(report)], AS_PUBLISHED, "centre")

    def _quality(self, result: BidResult) -> tuple[Fraction | None, Decimal | None]:
        """Return the weighted sum of all criteria, exact and as it would be published."""
        evaluation = self.report.evaluation
        if result.total is not None and not evaluation.field.method.method.reads_price:
            return result.total.radicand, result.published
        quality = evaluation.settled.quality(result.id)
        return quality, None if quality is None else publish(quality, evaluation.rounding)

    def _ties(self, result: BidResult) -> None:
        page, ties = self.page, self.ties
        if result.status in ("comparator", "withdrawn"):
            return
        page.formula(ahead_column(self.report), ties.ahead_formula(), ties.ahead_value(result), "centre")
        for place, step in enumerate(ties.steps):
            known = step.known.get(result.id)
            if step.formula:
                shown = known if result.rank is not None else None
                page.formula(ties.stated[place], ties.stated_formula(place), shown, "number|0.00####")
            elif known is None:
                # An empty cell would compare as a number.
                page.text(ties.stated[place], "none", "centre")
            else:
                page.number(ties.stated[place], known, "number|General")
            if step.partial:
                counted = ties.counted_values[place].get(result.id)
                page.formula(ties.counted[place], ties.counted_formula(place), counted, "number|General")
