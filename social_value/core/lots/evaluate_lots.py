"""Scoring every lot of a procurement, and what the lots come to together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from social_value.codes.all_codes import CODES
from social_value.codes.outstanding import LOT_ALONE
from social_value.codes.waivers import WAIVER_UNUSED
from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import lots_of
from social_value.core.lots.lots_together import Across
from social_value.core.procurement_stage import require_bids
from social_value.errors import InputError, NotReadyError
from social_value.findings import Finding, Outstanding, has_errors


@dataclass(frozen=True)
class LotsEvaluation:
    """The result of every lot that has bids, the lots together, and every finding once."""

    inputs: Inputs
    lots: tuple[Evaluation, ...]
    across: Across
    findings: tuple[Finding, ...]

    @property
    def outstanding(self) -> tuple[Outstanding, ...]:
        """What is still to be decided, in any lot or between them, each once."""
        outstanding = (item for evaluation in self.lots for item in evaluation.outstanding)
        return tuple(dict.fromkeys((*outstanding, *self.across.outstanding)))


def evaluate_lots(inputs: Inputs) -> LotsEvaluation:
    """Score every lot of a procurement that has lots.

    Raises InputError where the inputs hold errors, and NotReadyError where no bid has come in for any lot, or where a
    score is outstanding.
    """
    findings = findings_of(inputs)
    if has_errors(findings):
        raise InputError(findings)
    require_bids(inputs)
    kept = tuple(_without_unused(evaluation, findings) for evaluation in _evaluated(lots_of(inputs)))
    scored = (
        finding for evaluation in kept for finding in evaluation.findings if CODES[finding.code].found_when_scored
    )
    every = sorted(dict.fromkeys((*findings, *scored)), key=lambda finding: finding.order)
    across = Across(inputs, kept)
    return LotsEvaluation(inputs, tuple(_within_limit(evaluation, across) for evaluation in kept), across, tuple(every))


def _evaluated(lots: Iterable[Inputs]) -> list[Evaluation]:
    """Return the result of every lot that has bids. Raises NotReadyError with what is outstanding in all of them."""
    evaluations: list[Evaluation] = []
    problems: list[NotReadyError] = []
    for lot in lots:
        try:
            evaluations += [evaluate(lot)] if lot.bids else []
        except NotReadyError as problem:
            problems.append(problem)
    if problems:
        outstanding = (missing for problem in problems for missing in problem.outstanding)
        raise NotReadyError(outstanding, dict.fromkeys(words for problem in problems for words in problem.comes_next))
    return evaluations


def _within_limit(evaluation: Evaluation, across: Across) -> Evaluation:
    """Return an evaluation that knows which bids a limit on lots leaves for the contract of its lot."""
    lot = evaluation.inputs.lot
    if across.limit is None or lot is None:
        return evaluation
    outstanding = tuple(item for item in evaluation.outstanding if item.code != LOT_ALONE.id)
    return replace(evaluation, over_lots=across.left_for(lot.id), outstanding=outstanding)


def _without_unused(evaluation: Evaluation, findings: tuple[Finding, ...]) -> Evaluation:
    """Return an evaluation that calls no waiver unused of which another lot makes use."""
    kept = (finding for finding in evaluation.findings if finding.code != WAIVER_UNUSED.id or finding in findings)
    return replace(evaluation, findings=tuple(kept))
