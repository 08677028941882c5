"""The invented bids and their scores, as text."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.starter.bidding import BIDS, CARBON_MEASURE, InventedBid, level_of, price_of
from social_value.core.starter.starter_plan import Starter
from social_value.core.starter.yaml_text import entry, scalar


def bid_lines(starter: Starter, bid: InventedBid) -> Iterator[str]:
    """Yield the lines of a bid."""
    yield "# What one bidder submitted. The bidder and every figure are invented."
    yield "kind: bid"
    yield "schema: 1"
    yield f"id: {bid.id}"
    yield f"supplier: {{name: {bid.supplier}, sector: {bid.sector}}}   # the sector is reported and never scored"
    yield f"price: {{total: {plain(price_of(bid, starter.setting, starter.gates))}}}"
    declared = [gate for gate in starter.gates if gate.asks == "declaration"]
    if declared:
        yield "declarations:"
    yield from (f'  {scalar(gate.id)}: {{value: true, evidence: "Form of tender"}}' for gate in declared)
    figures = {CARBON_MEASURE: bid.carbon} if starter.reads_carbon else {}
    for gate in starter.gates:
        limit = gate.at_least if gate.at_least is not None else gate.at_most
        if gate.of is not None and gate.of != "price" and limit is not None:
            figures[gate.of] = limit
    if figures:
        yield "measures:"
    yield from (f'  {scalar(name)}: {{value: {plain(value)}, evidence: "Annex 1"}}' for name, value in figures.items())


def score_lines(starter: Starter) -> Iterator[str]:
    """Yield the lines of one evaluator's scores."""
    yield "# One evaluator's levels, each with its reason. With a second evaluator, add consensus.yaml."
    yield "kind: scores"
    yield "schema: 1"
    yield "evaluator: {id: evaluator-1, role: commissioner, conflict: none}"
    yield "scores:"
    for number, chosen in enumerate(starter.criteria):
        scale = starter.scale(chosen)
        for index, bid in enumerate(BIDS if scale is not None else ()):
            if scale is None:
                continue
            level = level_of(chosen, number, index, scale, starter.framework.pillars if starter.framework else {})
            yield f"  - bid: {bid.id}"
            yield f"    criterion: {scalar(chosen.offered.id)}"
            yield f"    level: {plain(level.level)}"
            reason = f"Invented: the answer on {chosen.offered.title[:60]} is worked out {bid.says}."
            yield from entry("rationale", reason, 4)
            yield '    evidence: "Response, section 1"'
