"""The published steps that break ties: the number of each for every bid, as the engine has it and as a formula."""

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
from social_value.files.workbook.calculation.matrix_plan import pillar_column
from social_value.files.workbook.calculation.price_cells import PriceCells
from social_value.files.workbook.formula_text import SAME, noise_free, when_number
from social_value.files.workbook.plan import Report
from social_value.model.base import PILLARS
from social_value.model.decisions import LotsDrawnDecision


@dataclass(frozen=True)
class TieStep:
    """One published step: its heading, its formula or stored numbers, and which way is better.

    ``partial`` says that a bid may lack the number: then the step counts only where every tied bid has it.
    """

    title: str
    formula: str
    known: dict[str, Fraction | None]
    lower_is_better: bool = False
    partial: bool = False


def tie_steps(report: Report, prices: PriceCells | None) -> list[TieStep]:
    """Return the published steps in order."""
    tie_break = report.evaluation.inputs.procurement.evaluation.tie_break
    return [step for name in tie_break for step in _steps(report, name, prices)]


def _steps(report: Report, name: str, prices: PriceCells | None) -> Iterator[TieStep]:
    if name == LOTS_DRAWN:
        yield from _lots(report)
    elif name == LOWEST_PRICE:
        yield _lowest_price(report, prices)
    elif name in report.evaluation.field.weights:
        yield _pillar(report, name)
    else:
        yield _criterion(report, name)


def ranked(report: Report) -> list[BidResult]:
    """Return the bids that have a rank, in its order."""
    return [result for result in report.bids if result.rank is not None]


def _lots(report: Report) -> Iterator[TieStep]:
    decisions = report.evaluation.inputs.decisions
    for decision in decisions.decisions if decisions else ():
        if isinstance(decision, LotsDrawnDecision):
            order = {bid: Fraction(place) for place, bid in enumerate(decision.order, start=1)}
            known = {result.id: order.get(result.id) for result in report.bids}
            yield TieStep("Lots drawn: order", "", known, lower_is_better=True, partial=True)


def _lowest_price(report: Report, prices: PriceCells | None) -> TieStep:
    name = FigureName("price")
    known = {result.id: report.evaluation.field.figure(name, result.bid).value for result in report.bids}
    formula = when_number(prices.cell(name), noise_free(prices.cell(name))) if prices else ""
    return TieStep("Lowest price", formula, known, lower_is_better=True, partial=None in known.values())


def _pillar(report: Report, name: str) -> TieStep:
    pillar = next(pillar for pillar in PILLARS if pillar == name)
    settled = report.evaluation.settled
    known = {result.id: settled.pillar(pillar, result.id) for result in ranked(report)}
    cell = in_row(pillar_column(report, pillar))
    return TieStep(f"{pillar.capitalize()} pillar", f"ROUND({cell},{SAME})", known)


def _criterion(report: Report, name: str) -> TieStep:
    settled = report.evaluation.settled
    leaves = [leaf for leaf in report.leaves if name in (leaf.id, *(parent.id for parent in leaf.parents))]
    cells = [in_row(report.mark_columns[leaf.id]) for leaf in leaves]
    if len(leaves) == 1:
        known = {result.id: settled.marked(leaves[0].id, result.id).marks for result in ranked(report)}
        return TieStep(f"Marks, {name}", f"ROUND({cells[0]},{SAME})", known)
    parts = "+".join(product(report, leaf, cell) for leaf, cell in zip(leaves, cells, strict=True))
    return TieStep(f"Weighted marks, {name}", f"ROUND({parts},{SAME})", _sums(report, leaves))


def _sums(report: Report, leaves: list[Leaf]) -> dict[str, Fraction | None]:
    settled = report.evaluation.settled
    return {
        result.id: exact_sum(settled.marked(leaf.id, result.id).weighted or Fraction(0) for leaf in leaves)
        for result in ranked(report)
    }
