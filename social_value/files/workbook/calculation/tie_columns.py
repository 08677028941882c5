"""Tie-breaks as live columns beside the matrix: a number for each published step, and how many bids are ahead."""

from __future__ import annotations

from social_value.files.sheets.references import in_row
from social_value.files.workbook.calculation.matrix_plan import ahead_column
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.calculation.summary_plan import KEY
from social_value.files.workbook.calculation.tie_steps import tie_steps
from social_value.files.workbook.calculation.tie_values import TieValues
from social_value.files.workbook.formula_text import when_number
from social_value.files.workbook.plan import SUMMARY, Report

_ABOVE_TEXT = "1E+300"
"""Text compares as larger than any number, so a cell below this holds a number."""


class TieColumns:
    """The columns of the steps: the number of each, and beside a partial step the number that counts."""

    def __init__(self, report: Report, prices: PriceCells | None) -> None:
        self.report = report
        self.steps = tie_steps(report, prices)
        self.values = TieValues(report, self.steps)
        free = iter(range(ahead_column(report) + 1, 100_000))
        self.stated: list[int] = []
        self.counted: list[int] = []
        for step in self.steps:
            self.stated.append(next(free))
            self.counted.append(next(free) if step.partial else self.stated[-1])
        self.last_column = max(self.counted, default=ahead_column(report))
        self.key = in_row(KEY, SUMMARY)
        self.keys = report.column(KEY, SUMMARY)

    def stated_formula(self, place: int) -> str:
        """Return the number of a step for a bid that can be ranked."""
        return when_number(self.key, self.steps[place].formula)

    def counted_formula(self, place: int) -> str:
        """Return the number that counts: that of the step where every tied bid has one, else 0."""
        tied = self._tied(place)
        stated = self.report.column(self.stated[place])
        complete = f"SUMPRODUCT({tied}*({stated}<{_ABOVE_TEXT}))=SUMPRODUCT({tied}*1)"
        own = in_row(self.stated[place])
        return when_number(self.key, f"IF({complete},IF(ISNUMBER({own}),{own},0),0)")

    def _tied(self, place: int) -> str:
        """Return a condition over all bids: the same total, and the same in every step before this one."""
        parts = [f"({self.keys}={self.key})"]
        parts += [f"({self._range(earlier)}={self._own(earlier)})" for earlier in range(place)]
        return "*".join(parts)

    def ahead_formula(self) -> str:
        """Return how many bids with the same total are ahead, comparing step after step."""
        if not self.steps:
            return when_number(self.key, "0")
        better = ""
        for place in reversed(range(len(self.steps))):
            sign = "<" if self.steps[place].lower_is_better else ">"
            here = f"({self._range(place)}{sign}{self._own(place)})"
            better = f"({here}+({self._range(place)}={self._own(place)})*{better})" if better else here
        counted = f"SUMPRODUCT(({self.keys}={self.key})*{better})"
        return when_number(self.key, f"IF(COUNTIF({self.keys},{self.key})>1,{counted},0)")

    def _range(self, place: int) -> str:
        return self.report.column(self.counted[place])

    def _own(self, place: int) -> str:
        return in_row(self.counted[place])
