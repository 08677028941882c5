"""What puts a bid inside or outside the reservation, gate by gate, with its working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.figures.registry import figure_name
from social_value.core.scoring.hurdles import gate_failure
from social_value.core.steps import Step
from social_value.model.criteria import Gate


@dataclass(frozen=True, slots=True)
class Reserved:
    """One thing that the reservation asks: whether a bid meets it, its evidence, and the working of a figure."""

    gate: Gate
    met: bool
    evidence: str | None
    steps: tuple[Step, ...]


def reserved_of(evaluation: Evaluation, result: BidResult) -> tuple[Reserved, ...]:
    """Return what the reservation asks of a bid; of a comparator and of a bid that was withdrawn it asks nothing."""
    if result.status in ("comparator", "withdrawn"):
        return ()
    return tuple(_reserved(evaluation, result))


def _reserved(evaluation: Evaluation, result: BidResult) -> Iterator[Reserved]:
    field = evaluation.field
    for hurdle in field.scheme.gates:
        if hurdle.kind != "reservation" or hurdle.gate is None:
            continue
        declared = result.bid.declarations.get(hurdle.id)
        steps = field.figure(figure_name(hurdle.gate.of), result.bid).steps if hurdle.gate.of else ()
        met = gate_failure(hurdle, result.bid, field.figure) is None
        yield Reserved(hurdle.gate, met, declared.evidence if declared else None, steps)
