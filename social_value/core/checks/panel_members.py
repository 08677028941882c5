"""Checks of who sits on the panel: what is allocated to whom, who scored all the same, and who is recused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from social_value.codes.lots import UNKNOWN_LOT
from social_value.codes.panel import (
    ALLOCATED_TO_NOBODY,
    NOT_ON_PANEL,
    PANEL_MISSING,
    RECUSAL_NARROW,
    RECUSAL_UNEXPLAINED,
    SCOPE_WITHOUT_RECUSAL,
)
from social_value.codes.scores import UNKNOWN_CRITERION
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.decisions import placed_decisions
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.law.regime import regime_of
from social_value.core.law.scope import value_with_vat
from social_value.core.panel.expected_evaluators import ExpectedEvaluators
from social_value.core.scoring.recusals import Allotted
from social_value.findings import Finding, Place, nearest
from social_value.model.decisions import AbsenceDecision, ConflictDecision
from social_value.model.scoring import ScaleScore
from social_value.text import says_something


def members_unique(inputs: Inputs) -> Iterator[Finding]:
    """The panel names each evaluator once."""
    members = enumerate(inputs.panel.evaluators if inputs.panel else ())
    names = [(member.id, inputs.place(("panel",), "evaluators", number, "id")) for number, member in members]
    yield from duplicates(names, "evaluator")


def allotted_known(inputs: Inputs) -> Iterator[Finding]:
    """Every criterion and lot that the panel or a decision on an evaluator names exists."""
    for number, member in enumerate(inputs.panel.evaluators if inputs.panel else ()):
        yield from _unknown(inputs, member, inputs.place(("panel",), "evaluators", number))
    for decision, place in placed_decisions(inputs):
        if isinstance(decision, ConflictDecision | AbsenceDecision):
            yield from _unknown(inputs, decision, place)


def _unknown(inputs: Inputs, named: Allotted, place: Place) -> Iterator[Finding]:
    criteria, lots = _scored_by_levels(inputs), [lot.id for lot in inputs.published.procurement.lots]
    for number, criterion in enumerate(named.criteria or ()):
        if criterion not in criteria:
            message = f'"{criterion}" is not a criterion scored by levels, nor one above such.'
            yield UNKNOWN_CRITERION.at(place.at("criteria", number), message, nearest(criterion, criteria))
    for number, lot in enumerate(named.lots or ()):
        if lot not in lots:
            way_out = nearest(lot, lots) if lots else "The procurement has no lots: leave out `lots:`."
            yield UNKNOWN_LOT.at(place.at("lots", number), f'"{lot}" is not a lot.', way_out)


def _scored_by_levels(inputs: Inputs) -> dict[str, None]:
    """Return the ids of the criteria of all lots that are scored by levels, and of those above them."""
    whole = inputs.published.procurement
    own = [lot.criteria for lot in whole.lots if not isinstance(lot.criteria, str)]
    leaves = [leaf for criteria in (whole.criteria, *own) for leaf in walk(criteria) if _is_scaled(leaf)]
    return dict.fromkeys(criterion.id for leaf in leaves for criterion in leaf.line)


def _is_scaled(leaf: Leaf) -> bool:
    return isinstance(leaf.score, ScaleScore)


def everything_allocated(inputs: Inputs) -> Iterator[Finding]:
    """Where a panel is named, every criterion that is scored by levels is allocated to somebody."""
    expected = ExpectedEvaluators(inputs)
    for leaf in inputs.leaves if inputs.panel else ():
        if _is_scaled(leaf) and not expected.allocated_to(leaf.id):
            where = f" in the lot {inputs.lot.id}" if inputs.lot else ""
            message = f'nobody on the panel marks "{leaf.id}"{where}.'
            way_out = (
                f"Add {leaf.id} to the `criteria:` of an evaluator, or leave `criteria:` out for one who marks all."
            )
            yield ALLOCATED_TO_NOBODY.at(inputs.place(("panel",), "evaluators"), message, way_out)


def scorers_on_panel(inputs: Inputs) -> Iterator[Finding]:
    """Where a panel is named, nobody else scores, and nobody scores what is allocated to others."""
    expected = ExpectedEvaluators(inputs)
    members = {member.id for member in inputs.panel.evaluators} if inputs.panel else set()
    for number, sheet in enumerate(inputs.scores if inputs.panel else ()):
        evaluator = sheet.evaluator.id
        if evaluator not in members:
            way_out = f"Add {evaluator} to panel.yaml, or take the file out. {nearest(evaluator, members)}".strip()
            place = inputs.place(("scores", str(number)), "evaluator", "id")
            yield NOT_ON_PANEL.at(place, f"{evaluator} is not on the panel.", way_out)
            continue
        for criterion in dict.fromkeys(score.criterion for score in sheet.scores):
            allocated = expected.allocated_to(criterion)
            if allocated and evaluator not in allocated:
                message = f'{evaluator} scores "{criterion}", which panel.yaml does not allocate to {evaluator}.'
                way_out = f"Add {criterion} to what panel.yaml allocates to {evaluator}, or take these scores out."
                yield NOT_ON_PANEL.at(inputs.place(("scores", str(number))), message, way_out)


def panel_named(inputs: Inputs) -> Iterator[Finding]:
    """At or above the threshold a panel of several evaluators is named, so that a sheet that never came is missed."""
    scorers = {sheet.evaluator.id for sheet in inputs.published.scores if sheet.scores}
    if inputs.panel is not None or len(scorers) < 2 or not _reaches_threshold(inputs):
        return
    message = f"{len(scorers)} evaluators scored, and nothing says who was expected to."
    way_out = "Write panel.yaml, which names every evaluator of the panel and, where they differ, their criteria."
    yield PANEL_MISSING.at(inputs.at(), message, way_out)


def _reaches_threshold(inputs: Inputs) -> bool:
    """Tell whether the procurement is under the Act, and not known to be below the threshold."""
    regime, value = regime_of(inputs), value_with_vat(inputs.published.procurement)
    return regime.under_act and regime.procedure != "below-threshold" and value is not None


def recusals_for_all(inputs: Inputs) -> Iterator[Finding]:
    """Whoever may not judge a bid may not judge its rivals; a recusal from some bids says why they are unaffected."""
    for decision, place in placed_decisions(inputs):
        if not isinstance(decision, ConflictDecision):
            continue
        scope = [key for key in ("criteria", "lots", "bids") if getattr(decision, key) is not None]
        if decision.outcome != "recused" and scope:
            message = f"the decision on {decision.evaluator} names {' and '.join(scope)}, and recuses nobody."
            way_out = "Write `outcome: recused`, or take these keys out."
            yield SCOPE_WITHOUT_RECUSAL.at(place, message, way_out)
        elif decision.bids:
            yield from _narrow(decision, decision.bids, place)


def _narrow(decision: ConflictDecision, bids: Sequence[str], place: Place) -> Iterator[Finding]:
    message = f"{decision.evaluator} is recused from {', '.join(bids)}, and still judges rivals of theirs."
    if not says_something(decision.why_rivals_unaffected or ""):
        way_out = "Leave out `bids:`, so that the recusal is for all bids; or write `why_rivals_unaffected:`."
        yield RECUSAL_UNEXPLAINED.at(place, message, way_out)
        return
    way_out = "Recuse from the whole lot or criterion; or waive this, with the advice that the reason holds."
    yield RECUSAL_NARROW.at(place.at("bids"), message, way_out)


PANEL_MEMBER_CHECKS = (
    members_unique,
    allotted_known,
    everything_allocated,
    scorers_on_panel,
    panel_named,
    recusals_for_all,
)
