"""Tie-breaks as live columns beside the matrix: a number for each published step, and how many bids are ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import exact_sum
from social_value.core.evaluation.evaluate import LOWEST_PRICE
from social_value.core.evaluation.outstanding import LOTS_DRAWN
from social_value.core.evaluation.results import BidResult
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Leaf
from social_value.files.sheets.references import in_row
from social_value.files.workbook.calculation.marks import product
from social_value.files.workbook.calculation.matrix_plan import ahead_column, pillar_column
from social_value.files.workbook.calculation.price_sheet import PriceCells
from social_value.files.workbook.calculation.summary_plan import KEY
from social_value.files.workbook.formula_text import SAME, noise_free, when_number
from social_value.files.workbook.plan import SUMMARY, Report
from social_value.model.base import PILLARS
from social_value.model.scores import LotsDrawnDecision

_ABOVE_TEXT = "1E+300"
"""Text compares as larger than any number, so a cell below this holds a number."""


@dataclass(frozen=True)
class Step:
    """One published step: its heading, its formula or stored numbers, and which way is better.

    ``partial`` says that a bid may lack the number: then the step counts only where every tied bid has it.
    """

    title: str
    formula: str
    known: dict[str, Fraction | None]
    lower_is_better: bool = False
    partial: bool = False


def steps_of(report: Report, prices: PriceCells | None) -> list[Step]:
    """Return the published steps in order."""
    tie_break = report.evaluation.inputs.procurement.evaluation.tie_break
    return [step for name in tie_break for step in _steps(report, name, prices)]


def _steps(report: Report, name: str, prices: PriceCells | None) -> Iterator[Step]:
    if name == LOTS_DRAWN:
        yield from _lots(report)
    elif name == LOWEST_PRICE:
        yield _lowest_price(report, prices)
    elif name in report.evaluation.field.weights:
        yield _pillar(report, name)
    else:
        yield _criterion(report, name)


def _ranked(report: Report) -> list[BidResult]:
    return [result for result in report.bids if result.rank is not None]


def _lots(report: Report) -> Iterator[Step]:
    decisions = report.evaluation.inputs.decisions
    for decision in decisions.decisions if decisions else ():
        if isinstance(decision, LotsDrawnDecision):
            order = {bid: Fraction(place) for place, bid in enumerate(decision.order, start=1)}
            known = {result.id: order.get(result.id) for result in report.bids}
            yield Step("Lots drawn: order", "", known, lower_is_better=True, partial=True)


def _lowest_price(report: Report, prices: PriceCells | None) -> Step:
    name = FigureName("price")
    known = {result.id: report.evaluation.field.figure(name, result.bid).value for result in report.bids}
    formula = when_number(prices.cell(name), noise_free(prices.cell(name))) if prices else ""
    return Step("Lowest price", formula, known, lower_is_better=True, partial=None in known.values())


def _pillar(report: Report, name: str) -> Step:
    pillar = next(pillar for pillar in PILLARS if pillar == name)
    settled = report.evaluation.settled
    known = {result.id: settled.pillar(pillar, result.id) for result in _ranked(report)}
    cell = in_row(pillar_column(report, pillar))
    return Step(f"{pillar.capitalize()} pillar", f"ROUND({cell},{SAME})", known)


def _criterion(report: Report, name: str) -> Step:
    settled = report.evaluation.settled
    leaves = [leaf for leaf in report.leaves if name in (leaf.id, *(one.id for one in leaf.parents))]
    cells = [in_row(report.mark_columns[leaf.id]) for leaf in leaves]
    if len(leaves) == 1:
        known = {one.id: settled.marked(leaves[0].id, one.id).marks for one in _ranked(report)}
        return Step(f"Marks, {name}", f"ROUND({cells[0]},{SAME})", known)
    parts = "+".join(product(report, leaf, cell) for leaf, cell in zip(leaves, cells, strict=True))
    return Step(f"Weighted marks, {name}", f"ROUND({parts},{SAME})", _sums(report, leaves))


def _sums(report: Report, leaves: list[Leaf]) -> dict[str, Fraction | None]:
    settled = report.evaluation.settled
    return {
        one.id: exact_sum(settled.marked(leaf.id, one.id).weighted or Fraction(0) for leaf in leaves)
        for one in _ranked(report)
    }


class TieColumns:
    """The columns of the steps: the number of each, and beside a partial step the number that counts."""

    def __init__(self, report: Report, prices: PriceCells | None) -> None:
        self.report = report
        self.steps = steps_of(report, prices)
        free = iter(range(ahead_column(report) + 1, 100_000))
        self.stated: list[int] = []
        self.counted: list[int] = []
        for step in self.steps:
            self.stated.append(next(free))
            self.counted.append(next(free) if step.partial else self.stated[-1])
        self.last_column = max(self.counted, default=ahead_column(report))
        self.key = in_row(KEY, SUMMARY)
        self.keys = report.column(KEY, SUMMARY)
        self._totals = self._published_totals()
        self._best: dict[Fraction, int] = {}
        for result in _ranked(report):
            self._best.setdefault(self._totals[result.id], result.rank or 1)
        self.counted_values = self._counted()

    # As the engine has it

    def _published_totals(self) -> dict[str, Fraction]:
        """Return what each ranked bid is ranked by before ties are broken."""
        published = self.report.rounding.rank_on == "published"
        return {
            one.id: Fraction(one.published or 0) if published else one.total.radicand
            for one in _ranked(self.report)
            if one.total is not None
        }

    def _counted(self) -> list[dict[str, Fraction | None]]:
        """Return the number of each step that counts for each ranked bid; 0 where a tied bid lacks it."""
        ways: dict[str, tuple[Fraction | None, ...]] = {bid: (total,) for bid, total in self._totals.items()}
        counted = []
        for step in self.steps:
            lacking = {way for bid, way in ways.items() if step.known.get(bid) is None}
            values = {bid: Fraction(0) if way in lacking else step.known[bid] for bid, way in ways.items()}
            ways = {bid: (*way, values[bid]) for bid, way in ways.items()}
            counted.append(values)
        return counted

    def ahead_value(self, result: BidResult) -> int | None:
        """Return how many bids with the same total are ahead."""
        if result.rank is None:
            return None
        return result.rank - self._best[self._totals[result.id]]

    # As formulas

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
