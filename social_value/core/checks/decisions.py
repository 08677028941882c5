"""Checks of recorded decisions: what they name exists, and nothing is decided twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.assets_and_data import UNKNOWN_BUILD
from social_value.codes.scores import DECIDED_TWICE, UNKNOWN_BID, UNKNOWN_EVALUATOR
from social_value.core.checks.criteria import duplicates
from social_value.core.figures.reuse import is_duplicate
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest
from social_value.model.decisions import (
    AbsenceDecision,
    BuildReasonDecision,
    ConflictDecision,
    Decision,
    LotsDrawnDecision,
)

Check = Callable[[Inputs], Iterator[Finding]]


def placed_decisions(inputs: Inputs) -> Iterator[tuple[Decision, Place]]:
    """Yield every recorded decision with its place."""
    for index, decision in enumerate(inputs.decisions.decisions if inputs.decisions else ()):
        yield decision, inputs.place(("decisions",), "decisions", index)


def decisions_refer(inputs: Inputs) -> Iterator[Finding]:
    """Every decision names bids that exist."""
    for decision, place in placed_decisions(inputs):
        if isinstance(decision, LotsDrawnDecision):
            drawn = [(name, place.at("order", n)) for n, name in enumerate(decision.order)]
            yield from duplicates(drawn, "drawn bid")
        for name in decision.bids_named:
            if name not in inputs.bids_by_id:
                message = f'the decision names "{name}", which is not a bid.'
                way_out = nearest(name, inputs.bids_by_id) or "Add the bid, or remove the decision."
                yield UNKNOWN_BID.at(place, message, way_out)
        if isinstance(decision, BuildReasonDecision):
            yield from _build_decided(inputs, decision, place)


def decided_evaluators_known(inputs: Inputs) -> Iterator[Finding]:
    """Every decision on an evaluator names one who has a score file or sits on the panel."""
    # A decision is kept in every lot, and an evaluator may have scored in one of them alone.
    whole = inputs.published
    evaluators = {sheet.evaluator.id for sheet in whole.scores}
    evaluators |= {member.id for member in whole.panel.evaluators} if whole.panel else set()
    for decision, place in placed_decisions(inputs):
        if isinstance(decision, ConflictDecision | AbsenceDecision) and decision.evaluator not in evaluators:
            message = f'the decision names "{decision.evaluator}", who is no evaluator here.'
            yield UNKNOWN_EVALUATOR.at(place, message, nearest(decision.evaluator, evaluators))


def _build_decided(inputs: Inputs, decision: BuildReasonDecision, place: Place) -> Iterator[Finding]:
    bid = inputs.bids_by_id.get(decision.bid)
    builds = [asset.key for asset in bid.assets if is_duplicate(inputs.procurement, asset)] if bid else []
    if bid is not None and (decision.capability, decision.layer) not in builds:
        what = f"{decision.capability} on the layer {decision.layer}"
        message = f"the decision is about {what}, and {bid.id} builds no such thing beside a shared asset."
        way_out = "Correct the capability and the layer, or remove the decision."
        yield UNKNOWN_BUILD.at(place.at("capability"), message, way_out)


def decided_once(inputs: Inputs) -> Iterator[Finding]:
    """Nothing is decided twice: two decisions on one thing could contradict each other."""
    seen: set[tuple[str, str]] = set()
    for decision, place in placed_decisions(inputs):
        for subject in decision.subjects:
            if (decision.about, subject) in seen:
                message = f"{decision.about} is decided twice for {subject}."
                yield DECIDED_TWICE.at(place, message, "Keep the decision that holds.")
        seen.update((decision.about, subject) for subject in decision.subjects)


DECISION_CHECKS: tuple[Check, ...] = (decisions_refer, decided_once)
