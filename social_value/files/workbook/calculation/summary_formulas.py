"""Formulas of Summary: the exact total, the published one, the rank key and the rank."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, cached_property
from math import exp, log

from social_value.core.evaluation.results import BidResult, publish
from social_value.core.expressions import Expression, cell
from social_value.core.expressions import number as of_number
from social_value.core.rules.methods import Root
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.bid_rows import check, half_unit
from social_value.files.workbook.calculation import summary_plan as at
from social_value.files.workbook.calculation.matrix_plan import ahead_column, pillar_column, quality_column
from social_value.files.workbook.calculation.method_sheet import MethodCells
from social_value.files.workbook.formula_text import NOTHING, SAME, all_of, rounded_text, when_number
from social_value.files.workbook.plan import MATRIX, WEIGHT_ROW, Report
from social_value.model.base import Pillar
from social_value.wording import STATUS_LABELS, status_label

_RELATIVE_PLACES = 12
"""Places at which totals are compared once they are divided by the largest, where they are not out of 100."""


class SummaryFormulas:
    """The formulas of a bid's row, and the values they come to.

    ``left_behind`` is the condition that a bid does not go on from a stage, where the sheet Gates tells.
    """

    def __init__(self, report: Report, method: MethodCells, left_behind: str) -> None:
        self.report = report
        self.method_cells = method
        self.left_behind = left_behind
        self.bound = report.evaluation.field.method

    @property
    def scaled(self) -> bool:
        """Whether totals are compared after division by the largest, since they are not marks out of 100."""
        return self.bound.method.reads_price and self.report.rounding.rank_on == "exact"

    @cached_property
    def largest(self) -> float:
        """The largest total, whatever its sign."""
        totals = (result.total for result in self.report.bids if result.total is not None)
        return max((abs(self.number(total)) for total in totals), default=0.0)

    @staticmethod
    def number(total: Root) -> float:
        """Return the nearest binary number of a total, which may be a root."""
        return float(total.radicand) if total.degree == 1 else _root(total)

    def columns(self) -> dict[int, str]:
        """Return the formulas that are the same in the row of every bid, by column."""
        report, rounding = self.report, self.report.rounding
        exact = in_row(at.EXACT)
        total = rounded_text(exact, rounding, report.total_clean, negative=True)
        key, keys = in_row(at.KEY), report.column(at.KEY)
        first = fixed(at.SETTLED_ROW, at.BEHIND)
        behind = f"ROUND(ABS({in_row(at.TOTAL)}-{first}),{rounding.places})"
        return {
            at.TOTAL: when_number(exact, total),
            at.KEY: f"IF({self._ranked},{self._key()},{NOTHING})",
            at.RANK: when_number(key, f"RANK({key},{keys})+{in_row(ahead_column(report), MATRIX)}"),
            at.BEHIND: when_number(in_row(at.RANK), behind),
            at.CHECK: check(self._same()),
        }

    @cache  # noqa: B019 - one object a report, and it goes with the report
    def pillar(self, pillar: Pillar) -> dict[str, str]:
        """Return the formulas of a pillar's marks and weighted marks, rounded as they are published."""
        report, column = self.report, pillar_column(self.report, pillar)
        points, weight = in_row(column, MATRIX), fixed(WEIGHT_ROW, column, MATRIX)
        clean = report.marks_clean
        share = rounded_text(f"100*{points}/{weight}", report.rounding, clean)
        return {
            "marks": when_number(points, f"IF({weight}=0,{NOTHING},{share})"),
            "weighted": when_number(points, rounded_text(points, report.rounding, clean)),
        }

    def _key(self) -> str:
        method, exact = self.bound.method, in_row(at.EXACT)
        sign = "" if method.best == "highest" else "-"
        if self.report.rounding.rank_on == "published":
            return f"{sign}{in_row(at.TOTAL)}"
        if not self.scaled:
            return f"ROUND({exact},{SAME})"
        largest = fixed(at.SETTLED_ROW, at.KEY)
        return f"IF({largest}=0,0,{sign}ROUND({exact}/{largest},{_RELATIVE_PLACES}))"

    def status(self, result: BidResult) -> str:
        """Return the status of a bidder; one that is put out says so in the word of its outcome.

        Whether a bid goes on from a stage follows the sheet Gates; without it that is as published.
        """
        names = STATUS_LABELS
        kept = result.rank is not None or (self.left_behind and result.status == "not-taken-forward")
        outside = f'"{names["disregarded"] if kept else status_label(result)}"'
        if self.left_behind:
            outside = f'IF({self.left_behind},"{names["not-taken-forward"]}",{outside})'
        inside = f'IF({self._ranked},"{names["ranked"]}","{names["not-awardable"]}")'
        return f"IF({in_row(at.IN_POOL)}=1,{inside},{outside})"

    @property
    def _ranked(self) -> str:
        return f"AND({in_row(at.MAY_RANK)}=1,ISNUMBER({in_row(at.EXACT)}))"

    def _same(self) -> str:
        pairs = ((at.RANK, at.PUBLISHED_RANK), (at.TOTAL, at.PUBLISHED_TOTAL))
        parts = [f"{in_row(at.STATUS)}={in_row(at.PUBLISHED_STATUS)}"]
        for shown, known in pairs:
            both = f"{in_row(shown)},{in_row(known)}"
            close = f"ABS({in_row(shown)}-{in_row(known)})<{half_unit(self.report.rounding)}"
            parts.append(f"IF(COUNT({both})=2,{close},COUNT({both})=0)")
        return all_of(parts)

    def exact(self, result: BidResult) -> str:
        """Return the formula of the exact total: the method over quality and price."""
        quality = in_row(quality_column(self.report), MATRIX)
        core = quality
        if self.bound.method.reads_price:
            price = in_row(at.PRICE)
            known: dict[str, Expression] = {
                name: cell(self.method_cells.method[name]) if self.report.live else of_number(value)
                for name, value in self.bound.parameters.items()
            }
            worked: Expression = self.bound.method.work(cell(quality), cell(price), **known)
            core = f"IF(COUNT({quality},{price})=2,IFERROR({worked.text},{NOTHING}),{NOTHING})"
        return core if result.status == "comparator" else f"IF({in_row(at.IN_POOL)}=1,{core},{NOTHING})"

    def key_value(self, result: BidResult) -> float | Fraction | None:
        """Return what the rank key comes to."""
        if result.rank is None or result.total is None:
            return None
        sign = 1 if self.bound.method.best == "highest" else -1
        if self.report.rounding.rank_on == "published":
            return sign * Fraction(publish(result.total, self.report.rounding))
        if not self.scaled:
            return round(result.total.radicand, SAME)
        return sign * round(self.number(result.total) / self.largest, _RELATIVE_PLACES) if self.largest else 0.0


def _root(total: Root) -> float:
    """Return the binary number nearest to a root, whatever the size of its radicand."""
    radicand = total.radicand
    return exp((log(radicand.numerator) - log(radicand.denominator)) / total.degree) if radicand else 0.0
