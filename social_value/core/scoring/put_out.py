"""Tenders that are put out before any marks are given, by a gate or by a decision, each with its ground.

They never enter the pool, so none of them sets a lowest price, a mean or a best figure, and nobody owes them a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from social_value.core.law.exclusion_grounds import EXCLUSION_GROUNDS
from social_value.core.law.gate_bases import GATE_BASES, Basis
from social_value.core.law.tender_outcomes import OutcomeId
from social_value.core.scoring.hurdles import Failure
from social_value.model.decisions import Decision, Decisions
from social_value.model.tender_decisions import (
    ExclusionDecision,
    ForeignSupplierDecision,
    LateDecision,
    LowBidDecision,
    OutsideReservationDecision,
    ProceduralDecision,
)
from social_value.text import without_stop


@dataclass(frozen=True, slots=True)
class PutOut:
    """Why a tender is put out: what becomes of it, the ground in words, its section, and the reason that is shown."""

    bid_id: str
    outcome: OutcomeId
    ground: str
    section: str
    words: str


def basis_of(failure: Failure) -> Basis:
    """Return what a gate that was not passed rests on; what a reservation asks rests on the reservation."""
    gate = failure.hurdle.gate
    is_own = failure.hurdle.kind == "gate" and gate is not None
    return GATE_BASES[gate.basis if is_own and gate is not None else "reservation"]


def by_gates(failures: Iterable[Failure]) -> Iterator[PutOut]:
    """Yield what gates put out: every failure of one whose consequence is that the bid is disregarded."""
    for failure in failures:
        if failure.hurdle.consequence == "disregard":
            basis = basis_of(failure)
            yield PutOut(failure.bid_id, basis.outcome, basis.words, basis.section, failure.words)


def by_decisions(decisions: Decisions | None) -> Iterator[PutOut]:
    """Yield what decisions put out, in the order they were made."""
    for decision in decisions.decisions if decisions else ():
        put_out = by_decision(decision)
        if put_out is not None:
            yield put_out


_POWERS: Mapping[type[Decision], tuple[str, str]] = {
    LowBidDecision: ("its price was considered abnormally low", "s.19(3)(c)"),
    LateDecision: (GATE_BASES["late"].words, GATE_BASES["late"].section),
    ProceduralDecision: (GATE_BASES["procedural"].words, GATE_BASES["procedural"].section),
    OutsideReservationDecision: (GATE_BASES["reservation"].words, GATE_BASES["reservation"].section),
    ForeignSupplierDecision: ("its supplier or a sub-contractor is of no treaty state", "s.19(3)(b)"),
}
"""Decisions that disregard a tender: the ground, and the section that gives the power."""


def by_decision(decision: Decision) -> PutOut | None:
    """Return what a decision puts out; None where it is about something else, or lets the tender stand."""
    if isinstance(decision, ExclusionDecision):
        return _excluded(decision) if decision.outcome == "excluded" else None
    if type(decision) not in _POWERS or (isinstance(decision, LowBidDecision) and decision.outcome == "accepted"):
        return None
    ground, section = _POWERS[type(decision)]
    words = f"Disregarded by {decision.decided_by}, {ground}: {without_stop(decision.reason)}"
    return PutOut(decision.bids_named[0], "disregarded", ground, section, words)


def _excluded(decision: ExclusionDecision) -> PutOut:
    ground = EXCLUSION_GROUNDS[decision.ground]
    words = f"Excluded by {decision.decided_by}, {ground.words}: {without_stop(decision.reason)}"
    return PutOut(decision.bid, "excluded", ground.words, ground.section, words)
