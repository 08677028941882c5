"""One bid of the result as JSON: its marks with their working, what became of it, and what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.arithmetic import plain, rounded
from social_value.core.clarifications.questions_to_bidders import Clarification
from social_value.core.evaluation.reservation_met import reserved_of
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.evaluation.steps_of_marks import criterion_steps
from social_value.core.figures.worth import social_value
from social_value.core.steps import Step
from social_value.core.valuation.ranges import LEVELS, Range
from social_value.core.valuation.totals import SocialValue
from social_value.wording import published


def bid_json(evaluation: Evaluation, result: BidResult, asked: Sequence[Clarification]) -> dict[str, object]:
    """Return a bid with its marks, its working and the questions to its bidder."""
    rounding = evaluation.rounding
    return {
        "id": result.id,
        "supplier": result.bid.supplier.name,
        "variant_of": result.bid.variant_of,
        "status": result.status,
        "rank": result.rank,
        "total": published(result.published, rounding),
        "pillars": {
            pillar.pillar: {
                "marks": published(pillar.marks, rounding),
                "weight": plain(pillar.weight),
                "weighted": published(pillar.weighted, rounding),
            }
            for pillar in result.pillars
        },
        "social_value": _social_value(evaluation, result) if result.read else None,
        "criteria": _criteria(evaluation, result) if result.read else [],
        "reasons": list(result.reasons),
        **_outcome(result),
        "reservation": _reservation(evaluation, result),
        "clarifications": [
            {"number": clarification.number, "code": clarification.code, "question": clarification.question}
            for clarification in asked
        ],
    }


def _outcome(result: BidResult) -> dict[str, str | None]:
    """Return what became of a tender, its ground and section, and whether a summary is owed; null for a comparator."""
    outcome = result.outcome
    return {
        "outcome": outcome.kind.id if outcome is not None else None,
        "ground": (outcome.ground or None) if outcome is not None else None,
        "reference": (outcome.reference or None) if outcome is not None else None,
        "summary": outcome.summary if outcome is not None else None,
    }


def _reservation(evaluation: Evaluation, result: BidResult) -> list[dict[str, object]] | None:
    """Return what the reservation asks of a bid; null where nothing is asked of it."""
    asked: list[dict[str, object]] = [
        {
            "id": answer.gate.id,
            "met": answer.met,
            "evidence": answer.evidence,
            "working": [_step(evaluation, step) for step in answer.steps],
        }
        for answer in reserved_of(evaluation, result)
    ]
    return asked or None


def _social_value(evaluation: Evaluation, result: BidResult) -> dict[str, object] | None:
    """Return the net social value and the value of each type; null where nothing is valued, or cannot be."""
    if evaluation.field.terms.basis is None:
        return None
    try:
        value = social_value(result.bid, evaluation.field.terms)
    except LookupError:
        return None
    by_type = {kind: _range(evaluation, worth) for kind, worth in value.by_type.items()}
    return {**_range(evaluation, value.net), "by_type": by_type, **_unlinked(evaluation, value)}


def _unlinked(evaluation: Evaluation, value: SocialValue) -> dict[str, object]:
    """Return what is linked to no outcome, and what counts of it, where the procurement uses outcomes."""
    basis = evaluation.field.terms.basis
    if basis is None or basis.linked is None:
        return {}
    counted = _range(evaluation, value.unlinked_counted)
    return {"unlinked": _range(evaluation, value.unlinked), "unlinked_counted": counted}


def _range(evaluation: Evaluation, worth: Range) -> dict[str, object]:
    return {level: published(worth.at(level), evaluation.rounding) for level in LEVELS}


def _criteria(evaluation: Evaluation, result: BidResult) -> list[dict[str, object]]:
    rounding = evaluation.rounding
    criteria: list[dict[str, object]] = []
    for leaf in evaluation.inputs.leaves:
        marked = evaluation.settled.marked(leaf.id, result.id)
        steps = criterion_steps(evaluation, result.id, leaf)
        criteria.append(
            {
                "id": leaf.id,
                "marks": published(marked.marks, rounding),
                "weight": plain(leaf.weight),
                "weighted": published(marked.weighted, rounding),
                "working": [_step(evaluation, step) for step in steps],
                **({} if evaluation.settled.is_assessed(leaf.id, result.id) else {"assessed": False}),
            }
        )
    return criteria


def _step(evaluation: Evaluation, step: Step) -> dict[str, object]:
    optional = {"arithmetic": step.arithmetic, "note": step.note}
    return {
        "label": step.label,
        "value": None if step.value is None else decimal_of(evaluation, step.value),
        "unit": step.unit,
        **{key: value for key, value in optional.items() if value},
    }


def decimal_of(evaluation: Evaluation, value: Fraction) -> str:
    """Write a step's value exactly where its decimals end, else to six places; ``arithmetic`` is always exact."""
    exact = plain(value)
    return exact if "/" not in exact else f"{rounded(value, 6, evaluation.rounding.direction):f}"
