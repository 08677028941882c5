"""What is asked: other weights, a bid fewer, another price formula, other values; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.checks import findings_of
from social_value.core.evaluation.evaluate import rank_settled, results_of
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs, Leaf
from social_value.core.reads.binding import bind_formula
from social_value.core.reads.rule_problems import problems_of_formula
from social_value.core.rules.formulas import FORMULAS
from social_value.core.scoring.field import Field, field_of
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled, settle
from social_value.core.what_if.targets import points_of, reweighted, target_named
from social_value.errors import CannotRunError
from social_value.findings import Finding, Place, Severity, nearest
from social_value.model.criteria import Criterion
from social_value.model.scoring import FormulaScore
from social_value.model.valuation import ValueLevel

PRICED = ("price", "price-per-success", "price-per-end-to-end-person", "whole-life-cost", "percent-above-lowest")
"""Figures that make the criterion that reads them the price criterion."""


@dataclass(frozen=True, slots=True)
class FormulaAsked:
    """Another price formula as it was asked for: of a criterion, or of the one price criterion where none is named."""

    criterion_id: str | None
    formula_id: str
    parameters: Mapping[str, Decimal | str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was asked for together; ``framework_id`` is only named, its inputs come resolved."""

    weights: Mapping[str, Fraction]
    drop: Sequence[str] = ()
    formula: FormulaAsked | None = None
    values: ValueLevel | None = None
    framework_id: str | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is to be other than published."""
        return bool(self.weights or self.drop or self.formula or self.values or self.framework_id)


@dataclass(frozen=True)
class Changed:
    """What would have come of it. ``words`` says what was changed, a sentence each; ``points`` are all weights."""

    words: tuple[str, ...]
    settled: Settled
    ranking: Ranking
    bids: tuple[BidResult, ...]

    @property
    def points(self) -> Mapping[str, Fraction]:
        """The weight of every criterion that was used."""
        return points_of(self.settled.field)


def changed(evaluation: Evaluation, asked: Asked, under: Inputs | None = None) -> Changed:
    """Score again what was asked for. ``under`` holds the inputs as another framework resolves them.

    Raises CannotRunError where something that was asked for is not there, or cannot be.
    """
    inputs = under or evaluation.inputs
    words = [f"Framework: {asked.framework_id} instead of {_framework(evaluation.inputs)}."] if under else []
    if asked.values is not None:
        inputs, said = _at_values(inputs, asked.values)
        words.append(said)
    if asked.formula is not None:
        inputs, said = _with_formula(inputs, asked.formula)
        words.append(said)
    field = field_of(inputs) if inputs is not evaluation.inputs else evaluation.field
    if asked.weights:
        points = reweighted(field, asked.weights)
        words += _weight_words(field, asked.weights)
        field = field.with_points(points)
    if asked.drop:
        field = _without(field, asked.drop)
        words += [f"Left out: {bid}." for bid in asked.drop]
    settled = settle(field, field.entrants)
    ranking = rank_settled(settled)
    return Changed(tuple(words), settled, ranking, results_of(settled, ranking))


def _framework(inputs: Inputs) -> str:
    return inputs.framework.id if inputs.framework else "none"


def _weight_words(field: Field, wanted: Mapping[str, Fraction]) -> list[str]:
    before = points_of(field)
    words = []
    for name, weight in wanted.items():
        leaves = target_named(field.inputs, name).leaves
        was = sum((before[leaf] for leaf in leaves), Fraction(0))
        words.append(f"Weight of {name}: {plain(weight)} instead of {plain(was)}; all others in proportion.")
    return words


def _without(field: Field, drop: Sequence[str]) -> Field:
    known = [bid.id for bid in field.inputs.bids]
    for bid in drop:
        if bid not in known:
            raise CannotRunError(f'there is no bid "{bid}".', nearest(bid, known))
    return field.without(drop)


def _at_values(inputs: Inputs, level: ValueLevel) -> tuple[Inputs, str]:
    valuation = inputs.procurement.valuation
    if valuation is None:
        way_out = "Leave out --values: commitments have no value in money here."
        raise CannotRunError("this procurement does not say how commitments are valued.", way_out)
    procurement = inputs.procurement.model_copy(update={"valuation": valuation.model_copy(update={"value_at": level})})
    return replace(inputs, procurement=procurement), f"Values: {level} instead of {valuation.value_at}."


def _with_formula(inputs: Inputs, asked: FormulaAsked) -> tuple[Inputs, str]:
    leaf = _priced_leaf(inputs, asked.criterion_id)
    before = leaf.score
    if not isinstance(before, FormulaScore):
        way_out = "Name a criterion whose marks are worked out from a price."
        raise CannotRunError(f"{leaf.id} is not marked by a formula.", way_out)
    given: dict[str, object] = {"rule": asked.formula_id, **asked.parameters}
    formula = FORMULAS.get(asked.formula_id)
    of = bind_formula(before).of
    if formula is not None and str(of) != formula.reads:
        given.setdefault("of", str(of))
    if formula is not None and formula.is_price_formula and before.zero_price is not None:
        given.setdefault("zero_price", before.zero_price)
    score = FormulaScore.model_validate(given)
    _check(list(problems_of_formula(score, Place("--formula"))), asked.formula_id)
    criteria = tuple(_replaced(criterion, leaf.id, score) for criterion in inputs.procurement.criteria)
    procurement = inputs.procurement.model_copy(update={"criteria": criteria})
    other = replace(inputs, procurement=procurement)
    known = {(finding.code, finding.message) for finding in findings_of(inputs)}
    _check(
        [finding for finding in findings_of(other) if (finding.code, finding.message) not in known], asked.formula_id
    )
    return other, f"Formula of {leaf.id}: {formula_words(score)} instead of {formula_words(before)}."


def formula_words(score: FormulaScore) -> str:
    """Name a formula with its numbers."""
    numbers = [f"{name} {value}" for name, value in score.parameters.items() if isinstance(value, Decimal | str | int)]
    return f"{score.rule} ({', '.join(numbers)})" if numbers else score.rule


def _check(findings: Sequence[Finding], formula_id: str) -> None:
    """Refuse a formula that the procurement could not have published."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            formula = FORMULAS.get(formula_id)
            needed = (
                [f"{name}=..." for name, kind in formula.parameters.items() if not kind.is_table] if formula else []
            )
            table = formula is not None and any(kind.is_table for kind in formula.parameters.values())
            way_out = f"Write --formula {formula_id}:{','.join(needed)}" if needed else finding.way_out
            if table:
                way_out = "It needs a table of bands: change a copy of the procurement instead."
            raise CannotRunError(f"--formula {formula_id}: {finding.message}", way_out)


def _priced_leaf(inputs: Inputs, named: str | None) -> Leaf:
    """Return the criterion whose formula is to be another."""
    ids = [leaf.id for leaf in inputs.leaves]
    if named is not None:
        if named not in ids:
            raise CannotRunError(f'there is no criterion "{named}" that earns marks.', nearest(named, ids))
        return next(leaf for leaf in inputs.leaves if leaf.id == named)
    priced = [leaf for leaf in inputs.leaves if isinstance(leaf.score, FormulaScore) and _reads_price(leaf.score)]
    if len(priced) == 1:
        return priced[0]
    names = ", ".join(leaf.id for leaf in priced)
    message = f"more than one criterion reads a price: {names}." if priced else "no criterion reads a price."
    raise CannotRunError(message, "Name the criterion: --formula ID=FORMULA.")


def _reads_price(score: FormulaScore) -> bool:
    of: FigureName = bind_formula(score).of
    return of.id in PRICED


def _replaced(criterion: Criterion, name: str, score: FormulaScore) -> Criterion:
    if criterion.id == name:
        return criterion.model_copy(update={"score": score})
    parts = tuple(_replaced(part, name, score) for part in criterion.criteria)
    return criterion.model_copy(update={"criteria": parts}) if parts else criterion
