"""What became of each tender, with the ground and the section that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from social_value.core.law.gate_bases import GATE_BASES
from social_value.core.law.regime import Regime
from social_value.core.law.tender_outcomes import OUTCOMES, OutcomeId, OutcomeKind, SummaryOwed
from social_value.core.scoring.hurdles import Failure
from social_value.core.scoring.put_out import PutOut, basis_of
from social_value.core.scoring.settling import Settled
from social_value.core.scoring.taking_forward import SettledStage
from social_value.model.bid import Bid


@dataclass(frozen=True, slots=True)
class TenderOutcome:
    """What became of a tender: the kind, the ground in words, and the section of the law where one governs it.

    ``summary`` says whether its supplier is owed an assessment summary: as the kind says, unless what is known of the
    bid settles it.
    """

    kind: OutcomeKind
    ground: str
    reference: str
    summary: SummaryOwed

    @property
    def words(self) -> str:
        """The outcome with its section in brackets, where there is one."""
        return f"{self.kind.words} ({self.reference})" if self.reference else self.kind.words


def outcome_of(settled: Settled, bid: Bid, regime: Regime) -> TenderOutcome | None:
    """Return what became of a bid; None for a comparator, which is no tender."""
    if bid.role == "comparator":
        return None
    if bid.status == "withdrawn":
        return _withdrawn(bid, regime)
    put_out = settled.field.put_out.get(bid.id, ())
    if put_out:
        return _put_out(put_out, regime)
    return _outcome_in_field(settled, bid, regime)


def _outcome_in_field(settled: Settled, bid: Bid, regime: Regime) -> TenderOutcome:
    if bid.id in settled.not_taken_forward:
        return _not_taken_forward(settled.not_taken_forward[bid.id], bid, regime)
    failures = [failure for failure in settled.failures_of.get(bid.id, ()) if failure.hurdle.consequence != "flag"]
    if failures:
        return _failed(failures, regime)
    if settled.total(bid.id) is None:
        return _outcome("disqualified", settled.field.method.method.words, "s.23(3)(a)", regime)
    return _outcome("assessed", "", "", regime)


def _withdrawn(bid: Bid, regime: Regime) -> TenderOutcome:
    outcome, withdrawal = _outcome("withdrawn", "", "", regime), bid.withdrawn
    if withdrawal is None:
        return outcome
    ground = f"withdrawn on {withdrawal.on.isoformat()} by {withdrawal.by}"
    if withdrawal.assessed is None or not regime.owes_summaries:
        return replace(outcome, ground=ground)
    return replace(outcome, ground=ground, summary="owed" if withdrawal.assessed else "not-owed")


def _put_out(reasons: Sequence[PutOut], regime: Regime) -> TenderOutcome:
    """Return the outcome of a bid that was never marked: of several reasons the first in the list of outcomes."""
    order = list(OUTCOMES)
    reason = min(reasons, key=lambda reason: order.index(reason.outcome))
    return _outcome(reason.outcome, reason.ground, reason.section, regime)


def _not_taken_forward(stage: SettledStage, bid: Bid, regime: Regime) -> TenderOutcome:
    """Return the outcome of a bid that an intermediate assessment of tenders left behind."""
    return _outcome("not-taken-forward", stage.why_not(bid.id), "s.20(5)(b)", regime)


def _failed(failures: Sequence[Failure], regime: Regime) -> TenderOutcome:
    """Return the outcome of a bid that was marked and did not clear a gate, a minimum or a floor.

    A gate that leaves a bid in the pool has let it be assessed, so what it asks is a requirement, or the methodology.
    """
    first = failures[0]
    if first.hurdle.kind in ("gate", "reservation"):
        basis = basis_of(first)
        used = basis if basis.outcome == "disqualified" else GATE_BASES["requirement"]
        return _outcome(used.outcome, used.words, used.section, regime)
    return _outcome("disqualified", f"below the minimum of {first.hurdle.title}", "s.23(3)(a)", regime)


def _outcome(outcome: OutcomeId, ground: str, section: str, regime: Regime) -> TenderOutcome:
    kind = OUTCOMES[outcome]
    return TenderOutcome(kind, ground, regime.cites(section), kind.summary if regime.owes_summaries else "not-owed")
