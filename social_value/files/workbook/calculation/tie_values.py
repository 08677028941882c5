"""What breaking ties comes to, as the engine has it: the number of each step that counts, and how many are ahead."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.core.evaluation.results import BidResult
from social_value.files.workbook.calculation.tie_steps import TieStep, ranked
from social_value.files.workbook.plan import Report


class TieValues:
    """The numbers of the ranked bids, by bid; ``counted`` has those of each step in order."""

    def __init__(self, report: Report, steps: Sequence[TieStep]) -> None:
        self._totals = _ranked_by(report)
        self._best: dict[Fraction, int] = {}
        for result in ranked(report):
            self._best.setdefault(self._totals[result.id], result.rank or 1)
        self.counted = _counted(steps, self._totals)

    def ahead(self, result: BidResult) -> int | None:
        """Return how many bids with the same total are ahead; None for a bid without a rank."""
        if result.rank is None:
            return None
        return result.rank - self._best[self._totals[result.id]]


def _ranked_by(report: Report) -> dict[str, Fraction]:
    """Return what each ranked bid is ranked by before ties are broken."""
    published = report.rounding.rank_on == "published"
    return {
        result.id: Fraction(result.published or 0) if published else result.total.radicand
        for result in ranked(report)
        if result.total is not None
    }


def _counted(steps: Sequence[TieStep], totals: dict[str, Fraction]) -> list[dict[str, Fraction | None]]:
    """Return the number of each step that counts for each ranked bid; 0 where a tied bid lacks it."""
    ways: dict[str, tuple[Fraction | None, ...]] = {bid: (total,) for bid, total in totals.items()}
    counted = []
    for step in steps:
        lacking = {way for bid, way in ways.items() if step.known.get(bid) is None}
        values = {bid: Fraction(0) if way in lacking else step.known[bid] for bid, way in ways.items()}
        ways = {bid: (*way, values[bid]) for bid, way in ways.items()}
        counted.append(values)
    return counted
