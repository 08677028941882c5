"""The sheet of a pillar: what each criterion reads, the marks it gives, and the weighted marks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial

from social_value.core.evaluation.results import BidResult, PillarResult, publish
from social_value.core.inputs import Leaf
from social_value.core.scoring.marking import Marked
from social_value.core.scoring.seat_levels import Seat
from social_value.core.scoring.settling import UNMARKED
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import across, fixed, in_row
from social_value.files.workbook.bid_rows import bid_labels, check, compared
from social_value.files.workbook.calculation.figure_cells import measure_cell
from social_value.files.workbook.calculation.gates_plan import READ, GatesPlan
from social_value.files.workbook.calculation.marks import Marking, weighted
from social_value.files.workbook.calculation.matrix_plan import NONE_COUNTS, pillar_column
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.calculation.pillar_heads import PillarHeads
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.calculation.price_sheet import write_measure
from social_value.files.workbook.formula_text import NOTHING, all_of, number_format
from social_value.files.workbook.plan import (
    FIRST,
    GATES,
    MATRIX,
    PILLAR_SHEETS,
    SUPPLIER,
    WEIGHT_ROW,
    Report,
)
from social_value.model.base import Pillar
from social_value.model.scoring import RecordedScore, ScaleScore
from social_value.wording import NOT_ASSESSED

_NO_CRITERIA = "This procurement has no criteria in this pillar."
_FIGURE = "#,##0.00##"


class PillarSheet:
    """Writes the sheet of one pillar."""

    def __init__(
        self,
        page: Page,
        report: Report,
        pillar: Pillar,
        cells: tuple[MethodCells, dict[Seat, str], PriceCells],
        gates: GatesPlan,
    ) -> None:
        self.page = page
        self.report = report
        self.pillar = pillar
        self.gates = gates
        self.method, self.levels, self.prices = cells
        self.leaves = report.by_pillar[pillar]
        self.columns = report.pillar_columns[pillar]
        self._known: dict[tuple[int, int, str, bool], str] = {}
        self.marking = {
            leaf.id: Marking(report, leaf, self.method, self.columns.pools.get(leaf.id)) for leaf in self.leaves
        }

    def write(self) -> None:
        """Write the sheet; a pillar without criteria says so."""
        title = f"{PILLAR_SHEETS[self.pillar]} pillar"
        if not self.leaves:
            self.page.head(title, _NO_CRITERIA)
            self.page.set_up(2)
            return
        note = "From what is read to weighted marks, criterion by criterion. Cells marked input may be changed."
        self.page.head(title, note)
        PillarHeads(self.page, self.report, self.pillar, self.marking).write()
        templates = self._templates()
        for place, result in enumerate(self.report.bids):
            self._bid(FIRST + place, result, templates)
        self.page.mark(self.columns.check, FIRST, self.report.last, "differs")
        self.page.set_up(FIRST, SUPPLIER + 1)

    def _is_input(self, leaf: Leaf) -> bool:
        bound = self.report.bound(leaf)
        return bound is not None and self.report.measure_homes.get(bound.of.id) is leaf

    def _templates(self) -> dict[str, str]:
        """Return the formulas that are the same in every bid's row, by what they give."""
        templates = {}
        for leaf in self.leaves:
            key, columns, marking = leaf.id, self.columns, self.marking[leaf.id]
            read = in_row(columns.reads[key])
            if key in columns.pools:
                templates[f"pool {key}"] = marking.pool_figure(read, in_row(self.gates.stage_of(key).pool, GATES))
            if key in columns.percents:
                templates[f"percent {key}"] = marking.percent(read)
            templates[f"weighted {key}"] = weighted(self.report, leaf, in_row(columns.marks[key]))
            templates[f"marks {key}"] = self._marks_template(leaf, read)
        weights = fixed(WEIGHT_ROW, pillar_column(self.report, self.pillar), MATRIX)
        subtotal = in_row(self.columns.subtotal)
        templates["subtotal"] = self._subtotal()
        templates["pillar"] = f"IF(ISNUMBER({subtotal}),IF({weights}=0,{NOTHING},100*{subtotal}/{weights}),{NOTHING})"
        templates["check"] = check(
            compared(subtotal, in_row(self.columns.published), self.report.rounding, self.report.marks_clean)
        )
        return templates

    def _subtotal(self) -> str:
        counted = [self.columns.weighted[leaf.id] for leaf in self.report.counted(self.pillar)]
        if not counted:
            return NONE_COUNTS
        inside = across(min(counted), max(counted))
        return f"IF(COUNT({inside})<{len(counted)},{NOTHING},SUM({inside}))"

    def _marks_template(self, leaf: Leaf, read: str) -> str:
        marking = self.marking[leaf.id]
        if isinstance(leaf.score, ScaleScore):
            averaged = self.report.evaluation.field.levels.average is not None
            return marking.from_recorded(read, weighted=False) if averaged else marking.from_level(read)
        if isinstance(leaf.score, RecordedScore):
            return marking.from_recorded(read, weighted=False)
        percent = self.columns.percents.get(leaf.id)
        return marking.from_figure(read if percent is None else in_row(percent), self.gates.pool_size(leaf.id))

    def _bid(self, row: int, result: BidResult, templates: dict[str, str]) -> None:
        page = self.page
        page.row(row)
        bid_labels(page, result)
        for leaf in self.leaves:
            self._read(leaf, result)
            self._pool(leaf, result, templates)
            self._marks(leaf, result, templates)
        pillar = next(pillar for pillar in result.pillars if pillar.pillar == self.pillar)
        self._ends(pillar, templates)

    def _read(self, leaf: Leaf, result: BidResult) -> None:
        page, column, bound, bid = self.page, self.columns.reads[leaf.id], self.report.bound(leaf), result.bid
        if isinstance(leaf.score, ScaleScore):
            level = self.levels.get((leaf.id, bid.id))
            if level is None:
                page.text(column, "n/a", "centre")
            else:
                page.formula(column, level, self._given(leaf, leaf.score, bid.id), "number|General")
        elif bound is None:
            self._recorded(leaf, result)
        elif bound.of.rule is not None:
            value_of = self.report.evaluation.field.figure(bound.of, bid).value
            page.formula(
                column, self.prices.cell(bound.of), "n/a" if value_of is None else value_of, f"number|{_FIGURE}"
            )
        elif self._is_input(leaf):
            write_measure(page, column, bid, bound.of)
        else:
            claim = bid.measures.get(bound.of.id)
            page.formula(
                column, measure_cell(self.report, bound.of.id), claim.value if claim else "n/a", "number|General"
            )

    def _given(self, leaf: Leaf, score: ScaleScore, bid_id: str) -> Decimal | Fraction | None:
        """Return the level that counts, or the average of the marks of all that do."""
        evaluation = self.report.evaluation
        levels, scale = evaluation.field.levels, evaluation.inputs.scale(score.scale)
        averaged = levels.averaged_marks(leaf.id, bid_id, scale) if scale else None
        return averaged.marks if averaged else levels.level(leaf.id, bid_id)

    def _recorded(self, leaf: Leaf, result: BidResult) -> None:
        column, recorded = self.columns.reads[leaf.id], result.bid.recorded.get(leaf.id)
        given_as = self.columns.given_as[leaf.id]
        if recorded is None:
            self.page.text(column, "n/a", "input-text")
            self.page.text(given_as, "", "centre")
            return
        by_marks = recorded.marks is not None
        self.page.number(column, recorded.marks if by_marks else recorded.weighted, "input|General")
        self.page.text(given_as, "marks" if by_marks else "weighted marks", "centre")

    def _pool(self, leaf: Leaf, result: BidResult, templates: dict[str, str]) -> None:
        settled, marker = self.report.evaluation.settled, self.report.markers[leaf.id]
        bound, read = marker.bound, marker.reads.get(result.id)
        column, percent = self.columns.pools.get(leaf.id), self.columns.percents.get(leaf.id)
        if bound is None or column is None:
            return
        if _never_marked(result) or result.status == "comparator":
            self.page.blank(column)
        else:
            counted = read if result.id in settled.pool_of(leaf.id) and bound.counts(read) else None
            self.page.formula(column, templates[f"pool {leaf.id}"], counted, f"number|{_FIGURE}")
        if percent is not None:
            stated = self.report.evaluation.field.figure(bound.of, result.bid).value
            value = marker.figure_over(stated, settled.references[leaf.id])
            shown: Fraction | str = "n/a" if value is None else value
            self.page.formula(percent, templates[f"percent {leaf.id}"], shown, f"number|{_FIGURE}")

    def _marks(self, leaf: Leaf, result: BidResult, templates: dict[str, str]) -> None:
        marks, points = self.columns.marks[leaf.id], self.columns.weighted[leaf.id]
        if _never_marked(result):
            self.page.blank(marks)
            self.page.blank(points)
            return
        settled = self.report.evaluation.settled
        marked = settled.columns[leaf.id].get(result.id, UNMARKED)
        core = self._core(leaf, result, templates)
        shown = marked.marks if settled.is_assessed(leaf.id, result.id) else NOT_ASSESSED
        self._shared(marks, core, marked, shown)
        self._shared(points, templates[f"weighted {leaf.id}"], marked, marked.weighted)

    def _core(self, leaf: Leaf, result: BidResult, templates: dict[str, str]) -> str:
        """Return the formula of a bid's marks: a bidder's only where the bid is read, or is in the pool."""
        core = templates[f"marks {leaf.id}"]
        recorded = result.bid.recorded.get(leaf.id)
        if recorded is not None and recorded.weighted is not None and leaf.id in self.columns.given_as:
            core = self.marking[leaf.id].from_recorded(in_row(self.columns.reads[leaf.id]), weighted=True)
        if result.status == "comparator":
            return core
        condition = self.gates.stage_of(leaf.id).pool if self.report.relative(leaf) else READ
        marks = f"IF({in_row(condition, GATES)}=1,{core},{NOTHING})"
        assessed = self.gates.assessed(leaf.id)
        if not assessed:
            return marks
        return f'IF({in_row(READ, GATES)}=1,IF({all_of(assessed)},{marks},"{NOT_ASSESSED}"),{NOTHING})'

    def _shared(self, column: int, formula: str, marked: Marked, value: Fraction | str | None) -> None:
        """Write a formula; bids that share a result and a formula share the cell, apart from its row."""
        key = (column, id(marked), formula, value == NOT_ASSESSED)
        known = self._known.get(key)
        if known is None:
            write = partial(self.page.formula, column, formula, value, self.report.places)
            known = self._known[key] = self.page.prepared(write)
        self.page.paste(column, column, known)

    def _ends(self, pillar: PillarResult, templates: dict[str, str]) -> None:
        page, columns, report = self.page, self.columns, self.report
        page.formula(columns.subtotal, templates["subtotal"], pillar.weighted, report.style("bold-number"))
        page.formula(columns.pillar_marks, templates["pillar"], pillar.marks, report.style("bold-number"))
        shown = None if pillar.weighted is None else publish(pillar.weighted, report.rounding)
        page.number(columns.published, shown, f"published|{number_format(report.rounding.places)}")
        page.formula(columns.check, templates["check"], "as published", "centre")


def _never_marked(result: BidResult) -> bool:
    return result.status == "withdrawn"
