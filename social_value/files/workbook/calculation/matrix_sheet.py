"""The sheet Criteria matrix: weights, marks of every bid on every criterion, and the weighted sum."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.evaluation.results import BidResult, publish
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import across, block, in_row
from social_value.files.workbook.bid_rows import AS_PUBLISHED, DIFFERS, bid_labels, check, compared
from social_value.files.workbook.calculation.mark_cells import MarkCells
from social_value.files.workbook.calculation.marks import CLEAN
from social_value.files.workbook.calculation.matrix_heads import MatrixHeads
from social_value.files.workbook.calculation.matrix_plan import (
    NONE_COUNTS,
    ahead_column,
    check_column,
    pillar_column,
    published_column,
    quality_column,
)
from social_value.files.workbook.calculation.tie_columns import TieColumns
from social_value.files.workbook.formula_text import NOTHING, number_format, rounded_text
from social_value.files.workbook.plan import FIRST, FIRST_MARK, PILLAR_SHEETS, SUPPLIER, WEIGHT_ROW, Report
from social_value.model.base import PILLARS, Pillar

_NOTE = (
    "Marks of every bid on every criterion, 0 to 100. Weights are an input: change them here, keeping their sum at {}."
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
        note = _NOTE.format(plain(self.report.evaluation.inputs.out_of))
        self.page.head("Criteria matrix", note if self.report.live else note + _STORED)
        MatrixHeads(self.page, self.report, self.ties).write()
        write_bid = self._writer()
        for place, result in enumerate(self.report.bids):
            self.page.row(FIRST + place)
            write_bid(result)
        self.page.mark(check_column(self.report), FIRST, self.report.last, DIFFERS)
        self.page.set_up(FIRST, SUPPLIER + 1)

    def _writer(self) -> Callable[[BidResult], None]:
        """Return what writes a bid's cells, with every formula of the column made once."""
        first, last = FIRST_MARK, FIRST_MARK + len(self.report.leaves) - 1
        cells = [MarkCells(self.page, self.report, leaf) for leaf in self.report.leaves]
        sums = self._sum_formulas()

        def write(result: BidResult) -> None:
            bid_labels(self.page, result)
            self.page.paste(first, last, "".join([criterion.cell(result) for criterion in cells]))
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
        report, leaves = self.report, self.report.counted(pillar)
        if not leaves:
            return NONE_COUNTS
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
        weighted = {pillar.pillar: pillar.weighted for pillar in result.pillars}
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
        page.formula(ahead_column(self.report), ties.ahead_formula(), ties.values.ahead(result), "centre")
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
                counted = ties.values.counted[place].get(result.id)
                page.formula(ties.counted[place], ties.counted_formula(place), counted, "number|General")
