"""The sheet Scores and rationale: every level that was given, with its reason; the one that counts is an input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from social_value.core.inputs import Leaf
from social_value.core.scoring.seat_levels import Average, GivenScore, Seat, individual_scores
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed
from social_value.files.workbook.calculation.marks import marks_of_level
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.plan import LEVELS, Report
from social_value.model.scoring import ScaleScore

_HEADS = ("Criterion", "Bid", "Given by", "Level", "Counts", "Label", "Rationale", "Evidence")
_WIDTHS = (14, 22, 16, 9, 9, 18, 70, 30)
_LEVEL = 3
_HEAD_ROW = 3


def write_scores(page: Page, report: Report, method: MethodCells) -> dict[Seat, str]:
    """Write the sheet, and return what each criterion and bid reads: the cell of the level that counts.

    Where an average settles levels it is the average of the marks of their cells.
    """
    page.widths(_WIDTHS)
    page.head("Scores and rationale", "Every level that was given. The level that counts is an input: change it here.")
    page.row(2)
    page.text(_LEVEL, "input where it counts", "note")
    page.row(_HEAD_ROW)
    page.texts(_HEADS, "head")
    cells = _Writer(page, report, method).write()
    if not cells:
        page.row(_HEAD_ROW + 1)
        page.text(0, "No criterion of this procurement is scored by levels.", "line")
    page.set_up(_HEAD_ROW + 1, 2)
    return cells


class _Writer:
    def __init__(self, page: Page, report: Report, method: MethodCells) -> None:
        self.page = page
        self.report = report
        self.method = method
        self.given = individual_scores(report.evaluation.inputs)
        self.levels = report.evaluation.field.levels
        self.used = self.levels.used
        self.next = _HEAD_ROW + 1
        self.cells: dict[Seat, str] = {}

    def write(self) -> dict[Seat, str]:
        for leaf in self.report.leaves:
            if isinstance(leaf.score, ScaleScore):
                self._criterion(leaf, leaf.score.scale)
        return self.cells

    def _criterion(self, leaf: Leaf, scale: str) -> None:
        first, levels = self.next, self.method.levels[scale]
        for result in self.report.bids:
            seat = (leaf.id, result.id)
            counted = [self.next + row for row, given in enumerate(self._all_given(seat)) if self._counts(seat, given)]
            for given in self._all_given(seat):
                self._score(seat, given, scale)
            if self.levels.average is not None and counted:
                self.cells[seat] = self._average(self.levels.average, scale, counted)
        if self.next > first:
            rule = {"validate": "list", "source": f"={levels}", "error_title": "Not a level", **_ERROR}
            self.page.sheet.data_validation(first, _LEVEL, self.next - 1, _LEVEL, rule)

    def _average(self, average: Average, scale: str, rows: Sequence[int]) -> str:
        """The mean or median of the marks of levels; nothing where one of them is not on the scale."""
        marks = (marks_of_level(fixed(row, _LEVEL, LEVELS), self.method, scale) for row in rows)
        return f'IFERROR({_FUNCTIONS[average]}({",".join(marks)}),"n/a")'

    def _all_given(self, seat: Seat) -> Iterator[GivenScore]:
        individual = self.given.get(seat, [])
        yield from individual
        used = self.used.get(seat)
        if used is not None and all(used.score is not given.score for given in individual):
            yield used

    def _score(self, seat: Seat, given: GivenScore, scale: str) -> None:
        page, row, score, counts = self.page, self.next, given.score, self._counts(seat, given)
        page.row_for(row, {6: score.rationale, 7: score.evidence})
        page.text(0, seat[0], "top")
        page.text(1, seat[1], "top")
        page.text(2, given.giver, "top")
        page.number(_LEVEL, score.level, "input|General" if counts else "number|General")
        page.text(4, "yes" if counts else "no", "centre")
        label = self._label(scale, given)
        if counts and label:
            place = f"MATCH({fixed(row, _LEVEL)},{self.method.levels[scale]},0)"
            page.formula(5, f'IFERROR(INDEX({self.method.labels[scale]},{place})&"","")', label, "top")
        else:
            page.text(5, label, "top")
        page.text(6, score.rationale, "wrapped")
        page.text(7, score.evidence, "wrapped")
        if counts and self.levels.average is None:
            self.cells[seat] = fixed(row, _LEVEL, LEVELS)
        self.next += 1

    def _counts(self, seat: Seat, given: GivenScore) -> bool:
        """Tell whether a score counts: the one that is used, or one of those that are averaged."""
        used, averaged = self.used.get(seat), self.levels.averaged.get(seat, ())
        return any(counted.score is given.score for counted in (*([used] if used else ()), *averaged))

    def _label(self, name: str, given: GivenScore) -> str:
        scale = self.report.evaluation.inputs.scale(name)
        steps = scale.levels if scale else ()
        return next((step.label or "" for step in steps if step.level == given.score.level), "")


_FUNCTIONS: Mapping[Average, str] = {"mean": "AVERAGE", "median": "MEDIAN"}
_ERROR = {"error_message": "Write a level of the criterion's scale; the sheet Method lists them."}
