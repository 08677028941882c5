"""Which outcomes each bid covers, half covers or leaves empty, by what each outcome depends on."""

from __future__ import annotations

from operator import sub

from social_value.core.evaluation.results import Evaluation
from social_value.core.expressions import Quantity
from social_value.core.frameworks.outcomes import OutcomeLinks, in_order, outcomes_of, outcomes_used
from social_value.core.inputs import Inputs
from social_value.core.reads.measures_read import commitment_measures, measures_read
from social_value.core.sections.cells import Cell, given, text, total, worked
from social_value.core.sections.section import Column, Row, Table
from social_value.model.bid import Bid

COUNTED = (("covered", "Outcomes covered"), ("half_covered", "Outcomes half covered"), ("empty", "Outcomes empty"))
_NOTE = (
    "Covered: served, and all that it depends on is covered. Half covered: served, and something that it depends on is "
    "not covered. Empty: not served."
)


class Coverage:
    """The outcomes that bids are asked to serve, over all bids."""

    def __init__(self, evaluation: Evaluation) -> None:
        bids = evaluation.bids_in_order
        self.outcomes = _shown(evaluation.inputs)
        self._by_id = {outcome.id: outcome for outcome in self.outcomes}
        self._served = {(bid.id, outcome.id): given(serves(bid, outcome)) for bid in bids for outcome in self.outcomes}
        order = in_order({outcome.id: outcome.needs for outcome in self.outcomes})
        self._covered: dict[tuple[str, str], Cell] = {}
        self._missing: dict[tuple[str, str], tuple[str, ...]] = {}
        for bid in bids:
            for name in order:
                self._work_out(bid.id, self._by_id[name])
        self._rows = {(bid.id, outcome.id): self._row(bid.id, outcome) for bid in bids for outcome in self.outcomes}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the table of bids."""
        return tuple(Column(f"outcomes_{key}", title, "count") for key, title in COUNTED)

    def counts(self, bid_id: str) -> tuple[Cell, ...]:
        """Return how many outcomes a bid covers, half covers and leaves empty."""
        rows = [self._rows[bid_id, outcome.id].cells for outcome in self.outcomes]
        return tuple(total([row[at] for row in rows]) for at in range(4, 7))

    def table(self) -> Table:
        """Return the line of every bid and outcome."""
        columns = (
            Column("bid", "Bid"),
            Column("outcome", "Outcome"),
            Column("needs", "Depends on"),
            Column("served", "Served, 1 or 0", "count"),
            Column("covered", "Covered", "count"),
            Column("half_covered", "Half covered", "count"),
            Column("empty", "Empty", "count"),
            Column("missing", "What is missing"),
        )
        return Table("outcomes", "Outcomes, and what each depends on", columns, tuple(self._rows.values()), _NOTE)

    def _row(self, bid_id: str, outcome: OutcomeLinks) -> Row:
        served, covered = self._served[bid_id, outcome.id], self._covered[bid_id, outcome.id]
        cells = (
            text(bid_id),
            text(outcome.title),
            text("; ".join(needed.title for needed in self._needs(outcome))),
            served,
            covered,
            worked(sub, served, covered),
            worked(_rest, served),
            text("; ".join(self._missing[bid_id, outcome.id])),
        )
        return Row(cells, bid_id)

    def _needs(self, outcome: OutcomeLinks) -> tuple[OutcomeLinks, ...]:
        return tuple(self._by_id[need] for need in outcome.needs if need in self._by_id)

    def _work_out(self, bid_id: str, outcome: OutcomeLinks) -> None:
        """Keep whether an outcome is covered and what is missing of it, once that is known of all that it needs."""
        served, needs = self._served[bid_id, outcome.id], self._needs(outcome)
        self._covered[bid_id, outcome.id] = worked(
            _all, served, *(self._covered[bid_id, needed.id] for needed in needs)
        )
        own = () if served.value else (outcome.title,)
        behind = (title for needed in needs for title in self._missing[bid_id, needed.id])
        self._missing[bid_id, outcome.id] = tuple(dict.fromkeys((*own, *behind)))


def coverage_of(evaluation: Evaluation) -> Coverage | None:
    """Return the coverage of outcomes; None where the procurement does not use them, or asks for none."""
    coverage = Coverage(evaluation) if outcomes_used(evaluation.inputs) else None
    return coverage if coverage is not None and coverage.outcomes else None


def _shown(inputs: Inputs) -> tuple[OutcomeLinks, ...]:
    """Return the outcomes that bids are asked to serve and all that these depend on, but none without a measure."""
    asked = {*measures_read(inputs), *commitment_measures(inputs)}
    asked |= {name for name, measure in inputs.measures.items() if measure.points_per_unit is not None}
    known = {outcome.id: outcome for outcome in outcomes_of(inputs) if outcome.measures}
    shown, waiting = set[str](), [outcome.id for outcome in known.values() if asked & set(outcome.measures)]
    while waiting:
        name = waiting.pop()
        if name in known and name not in shown:
            shown.add(name)
            waiting += known[name].needs
    return tuple(outcome for outcome in known.values() if outcome.id in shown)


def serves(bid: Bid, outcome: OutcomeLinks) -> int:
    """Return 1 where a bid promises or states something above 0 of a measure that serves the outcome, else 0."""
    promised = any(commitment.measure in outcome.measures and commitment.quantity > 0 for commitment in bid.commitments)
    stated = any(name in outcome.measures and claim.value > 0 for name, claim in bid.measures.items())
    return int(promised or stated)


def _all(served: Quantity, *needed: Quantity) -> Quantity:
    whole = served
    for covered in needed:
        whole = whole * covered
    return whole


def _rest(served: Quantity) -> Quantity:
    return 1 - served
