"""The whole derivation of a bid's marks, in plain text that can be followed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import plain, stated
from social_value.core.evaluation.reservation_met import reserved_of
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.evaluation.steps_of_marks import criterion_steps, total_steps
from social_value.core.evaluation.steps_of_stages import stage_steps
from social_value.core.inputs import Leaf
from social_value.core.law.tender_outcomes import SUMMARY_WORDS
from social_value.core.rules.bands import Bands
from social_value.core.rules.parameter_kinds import Parameter
from social_value.core.sections.registry import sections_of
from social_value.core.steps import Step
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore
from social_value.render.sections_explained import section_lines
from social_value.text import shown_text
from social_value.wording import NOT_ASSESSED, PILLAR_LABELS, published, status_label


def explanation(evaluation: Evaluation, bid_id: str, leaves: tuple[Leaf, ...], whole: bool) -> Iterator[str]:
    """Yield the lines that explain a bid: the given criteria, and with ``whole`` its pillars, total and rank."""
    result = evaluation.result(bid_id)
    yield f"{result.id}, {shown_text(result.bid.tenderer)}: {status_label(result).lower()}"
    for reason in result.reasons:
        yield f"  {shown_text(reason)}"
    yield from _outcome(result)
    if whole or not result.read:
        yield from _reservation(evaluation, result)
    if not result.read:
        yield "  The bid was not marked."
        return
    for leaf in leaves:
        yield ""
        yield from _criterion(evaluation, result, leaf)
    if whole:
        yield ""
        yield from _total(evaluation, result)


def _outcome(result: BidResult) -> Iterator[str]:
    """Yield what became of a tender that was not simply assessed, its ground, and whether a summary is owed."""
    outcome = result.outcome
    if outcome is not None and outcome.kind.id != "assessed":
        ground = f": {shown_text(outcome.ground)}" if outcome.ground else ""
        yield f"  Outcome: {outcome.words}{ground}; {SUMMARY_WORDS[outcome.summary]}"


def beside_marks(evaluation: Evaluation, bid_id: str) -> Iterator[str]:
    """Yield the lines that explain what the sections of a report say of a bid."""
    for section in sections_of(evaluation):
        yield ""
        yield from section_lines(section, bid_id)


def _reservation(evaluation: Evaluation, result: BidResult) -> Iterator[str]:
    asked, reservation = reserved_of(evaluation, result), evaluation.inputs.procurement.reservation
    if not asked or reservation is None:
        return
    yield ""
    yield f"Reservation: {', '.join(reservation.kinds)}"
    for answer in asked:
        limit = f", at least {plain(answer.gate.at_least)}" if answer.gate.at_least is not None else ""
        evidence = f" (evidence: {shown_text(answer.evidence)})" if answer.evidence else ""
        yield f"  {answer.gate.title}{limit}: {'met' if answer.met else 'not met'}{evidence}"
        yield from (f"  {line}" for line in _steps(answer.steps))


def _criterion(evaluation: Evaluation, result: BidResult, leaf: Leaf) -> Iterator[str]:
    rounding, marked = evaluation.rounding, evaluation.settled.marked(leaf.id, result.id)
    pillar = PILLAR_LABELS[leaf.pillar] if leaf.pillar else ""
    yield f"{leaf.id} {shown_text(leaf.criterion.label)} ({pillar}, weight {plain(leaf.weight)})"
    if not evaluation.settled.is_assessed(leaf.id, result.id):
        yield f"  {NOT_ASSESSED.capitalize()}"
        return
    yield from (f"  {line}" for line in _rule(evaluation, leaf))
    yield from _steps(criterion_steps(evaluation, result.id, leaf))
    if marked.marks is not None:
        marks, weighted = published(marked.marks, rounding), published(marked.weighted, rounding)
        yield f"  Published: {marks} marks, {weighted} weighted"
    yield from _reasons(evaluation, result, leaf)


def _rule(evaluation: Evaluation, leaf: Leaf) -> Iterator[str]:
    score = leaf.score
    if isinstance(score, ScaleScore):
        average = evaluation.field.levels.average
        whose = f"the {average} of the marks of the levels given" if average else "the marks of the level given"
        yield f"Rule: scale {score.scale}, {whose}"
    elif isinstance(score, RecordedScore):
        yield "Rule: recorded, marks fixed elsewhere"
    elif isinstance(score, FormulaScore):
        bound = evaluation.field.marker(leaf.id).bound
        if bound is None:
            return
        kind = "relative to the other bids" if bound.relative else "absolute"
        yield f"Rule: {bound.formula.id}, {kind}: {bound.formula.words}"
        yield f"Source: {bound.formula.source}"
        for name, value in bound.parameters.items():
            yield f"{name}: {parameter_words(value)}"
        if bound.of.rule is not None:
            yield f"{bound.of}: {bound.of.rule.words}"
            yield f"Source: {bound.of.rule.source}"


def parameter_words(value: Parameter) -> str:
    """Write a parameter of a formula: a number, a table of bands, or a word."""
    if isinstance(value, Bands):
        return "; ".join(f"{band.words}: {plain(band.marks)} marks" for band in value.rows)
    return plain(value) if isinstance(value, Fraction) else value


def _steps(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        words = f"  {shown_text(step.label)}: {_equation(step)} {shown_text(step.unit)}".rstrip()
        yield f"{words} ({shown_text(step.note)})" if step.note else words


def _equation(step: Step) -> str:
    """Write the arithmetic, the exact result, and where that is a fraction its decimals, each once."""
    if step.value is None:
        return "none"
    return " = ".join(dict.fromkeys(part for part in (step.arithmetic, plain(step.value), stated(step.value)) if part))


def _reasons(evaluation: Evaluation, result: BidResult, leaf: Leaf) -> Iterator[str]:
    levels, seat = evaluation.field.levels, (leaf.id, result.id)
    used = levels.used.get(seat)
    for given in (used,) if used else levels.averaged.get(seat, ()):
        of = "" if used else f" of {given.giver}"
        if given.score.rationale:
            yield f"  Reason{of}: {shown_text(given.score.rationale)}"
        if given.score.evidence:
            yield f"  Evidence{of}: {shown_text(given.score.evidence)}"


def _total(evaluation: Evaluation, result: BidResult) -> Iterator[str]:
    method = evaluation.field.method.method
    yield f"Total by {method.id}: {method.words}; the {method.best} wins"
    yield f"  Source: {method.source}"
    yield from _steps(tuple(stage_steps(evaluation, result.id)))
    yield from _steps(total_steps(evaluation, result))
    equal = next((bids for bids in evaluation.equal_as_published if result.id in bids), ())
    if equal:
        others = ", ".join(bid for bid in equal if bid != result.id)
        yield f"  The same total as published: {others}; the exact totals differ and decide the rank"
    if result.rank is not None:
        yield f"  Rank: {result.rank}"
