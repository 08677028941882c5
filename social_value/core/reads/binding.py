"""Binding what a file says about a formula or method to the registry: parameters read and checked.

``bind_*`` is used once a procurement is known to be valid; ``problems_of_*`` names everything that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from social_value.arithmetic import HUNDRED, clamped
from social_value.codes.method import (
    INVALID_PARAMETER,
    UNKNOWN_METHOD,
    UNKNOWN_RULE,
    WEIGHT_TOO_FINE,
    WEIGHTS_DO_NOT_SUM,
)
from social_value.codes.values import MISSING_KEY, UNKNOWN_KEY
from social_value.core.expressions import Expression, number
from social_value.core.figures import (
    channels,
    commitments,
    data_use,
    efficiency,
    joined_up,
    need_weighted_reach,
    price,
    reuse,
    time_saved,
    workforce,
    worth,
)
from social_value.core.figures.registry import FIGURES, FigureName, figure_name
from social_value.core.inputs import Inputs
from social_value.core.rules import figure_rules, price_formulas
from social_value.core.rules.bands import Bands
from social_value.core.rules.formulas import FORMULAS, Formula, Pool
from social_value.core.rules.methods import FINEST_DEGREE, METHODS, Method
from social_value.core.rules.parameter_kinds import Kind, Parameter
from social_value.core.rules.parameters import BANDS
from social_value.findings import Finding, Place, nearest, nearest_word
from social_value.model.criteria import MarksMinimum
from social_value.model.procurement import Evaluation
from social_value.model.scoring import FormulaScore

REGISTERED = (
    price,
    price_formulas,
    figure_rules,
    worth,
    joined_up,
    reuse,
    data_use,
    efficiency,
    channels,
    time_saved,
    need_weighted_reach,
    workforce,
    commitments,
)
"""The modules whose functions fill the registry when they are imported, in the order in which pages list them."""
SPECIAL_RULES = ("scale", "recorded")
METHOD_KEYS = ("quality_minimum", "price_of")


@dataclass(frozen=True, slots=True)
class BoundFormula:
    """A formula with the parameters of one criterion."""

    formula: Formula
    of: FigureName
    zero_price: str | None
    parameters: Mapping[str, Parameter]

    @property
    def tables(self) -> tuple[Bands, ...]:
        """The tables that the figure itself is looked up in, so that one of their bands must hold it."""
        kinds = self.formula.parameters
        tables = (value for name, value in self.parameters.items() if kinds[name] is BANDS)
        return tuple(table for table in tables if isinstance(table, Bands))

    @property
    def relative(self) -> bool:
        """Whether the marks depend on the other bids."""
        return self.formula.relative or self.of.relative

    def counts(self, value: Fraction | None) -> bool:
        """Whether a figure of the pool may set a lowest, highest or mean."""
        return value is not None and not (value == 0 and self.zero_price == "no-marks")

    def needs_reference(self, value: Fraction | None) -> bool:
        """Whether a figure can only be marked by comparing it: not a missing one, nor a price of zero with a rule."""
        return value is not None and not (value == 0 and self.zero_price is not None)

    def share(self, value: Fraction | None, pool: Pool[Fraction] | None) -> Fraction:
        """Return the exact share of the marks, limited to 0 to 1; a bid without the figure earns none."""
        if value is None or not self.needs_reference(value):
            return Fraction(value is not None and self.zero_price == "full-marks")
        share: Fraction = self.formula.share(value, pool, **self._parameters_at(value))
        return clamped(share)

    def _parameters_at(self, value: Fraction | None) -> Mapping[str, Parameter]:
        """Return the parameters; a comparator below the lowest price of the pool is in the first band of a table."""
        if value is None or value >= 0 or not self.of.relative:
            return self.parameters
        return {
            name: value.open_below if isinstance(value, Bands) else value for name, value in self.parameters.items()
        }

    def arithmetic(self, value: Expression, pool: Pool[Expression] | None) -> Expression:
        """Return the formula as text over cells or numbers, not yet limited to 0 to 1."""
        parameters = self._parameters_at(value.value)
        known = {name: number(value) if isinstance(value, Fraction) else value for name, value in parameters.items()}
        result: Expression = self.formula.share(value, pool, **known)
        return result


@dataclass(frozen=True, slots=True)
class BoundMethod:
    """An evaluation method with the parameters of one procurement."""

    method: Method
    price_of: FigureName
    parameters: Mapping[str, Fraction]
    quality_minimum: MarksMinimum | None


def bind_formula(score: FormulaScore) -> BoundFormula:
    """Return the formula of a valid criterion."""
    formula = FORMULAS[score.rule]
    of = figure_of_score(score) or figure_name("")
    given = score.parameters
    parameters = {name: kind.read(given[name]) for name, kind in formula.parameters.items()}
    return BoundFormula(formula, of, score.zero_price, parameters)


def figure_of_score(score: FormulaScore) -> FigureName | None:
    """Return the figure or measure that a score reads; None where it names none, or its rule is unknown and reads none.

    A rule that is made for one figure names only the part of it: ``of: claimants`` of the rule ``joined-up``.
    """
    formula = FORMULAS.get(score.rule)
    if formula is not None and formula.part_of and score.of:
        return FigureName(formula.part_of, score.of)
    text = score.of or (formula.reads if formula else None)
    return figure_name(text) if text else None


def bind_method(evaluation: Evaluation) -> BoundMethod:
    """Return the method of a valid procurement."""
    method = METHODS[evaluation.method]
    given = evaluation.parameters
    minimum = given.get("quality_minimum")
    return BoundMethod(
        method,
        figure_name(given.get("price_of", "price")),
        {name: Fraction(given[name]) for name in method.parameters},
        MarksMinimum.model_validate(minimum) if minimum is not None else None,
    )


def problems_of_formula(score: FormulaScore, place: Place) -> Iterator[Finding]:
    """Yield everything that is wrong with a formula's id and parameters."""
    formula = FORMULAS.get(score.rule)
    if formula is None:
        words = nearest(score.rule, (*FORMULAS, *SPECIAL_RULES))
        yield UNKNOWN_RULE.at(place.at("rule"), f'"{score.rule}" is not a scoring rule.', words)
        return
    yield from _problems_of_keys(formula.id, formula.parameters, score.parameters, ("of",), place)
    for name, kind in formula.parameters.items():
        if name in score.parameters:
            try:
                kind.read(score.parameters[name])
            except ValueError as problem:
                yield INVALID_PARAMETER.at(place.at(name), f"{name}: {problem}.", "Correct the value.")
    if score.of is None and formula.reads is None:
        words = "Add `of:` with the id of a figure or measure."
        yield MISSING_KEY.at(place, f'the rule "{formula.id}" needs the key `of`.', words)
    if score.zero_price is not None and not formula.is_price_formula:
        message = f'the rule "{formula.id}" has no `zero_price`; only price formulas do.'
        yield UNKNOWN_KEY.at(place.at("zero_price"), message, "Remove the key.")


def problems_of_method(evaluation: Evaluation, place: Place) -> Iterator[Finding]:
    """Yield everything that is wrong with a method's id and parameters."""
    method = METHODS.get(evaluation.method)
    if method is None:
        message = f'"{evaluation.method}" is not an evaluation method.'
        yield UNKNOWN_METHOD.at(place.at("method"), message, nearest(evaluation.method, METHODS))
        return
    optional = METHOD_KEYS if method.reads_price else ()
    yield from _problems_of_keys(method.id, method.parameters, evaluation.parameters, optional, place)
    for name, kind in method.parameters.items():
        if name in evaluation.parameters:
            yield from _problems_of_parameter(name, kind, evaluation.parameters[name], place)
    if method.weighs:
        yield from problems_of_weights(evaluation, place)


def problems_of_weights(evaluation: Evaluation, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with the weights of quality against price."""
    try:
        quality, price = (Fraction(evaluation.parameters[name]) for name in ("quality_weight", "price_weight"))
    except (KeyError, TypeError, ValueError):
        return
    if quality <= 0 or price <= 0 or quality + price != HUNDRED:
        message = "quality_weight and price_weight must each be above 0 and add up to exactly 100."
        yield WEIGHTS_DO_NOT_SUM.at(place.at("quality_weight"), message, "Change one of them.")
    elif max((quality / HUNDRED).denominator, (quality / price).denominator) > FINEST_DEGREE:
        message = "quality_weight and price_weight may have at most one decimal place."
        yield WEIGHT_TOO_FINE.at(place.at("quality_weight"), message, "Write weights such as 60 and 40.")


def problems_of_minimum(evaluation: Evaluation, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with the minimum of quality."""
    given = evaluation.parameters.get("quality_minimum")
    try:
        minimum = MarksMinimum.model_validate(given) if given is not None else None
    except ValidationError:
        message = "quality_minimum needs marks from 0 to 100 and a consequence."
        way_out = "Write `quality_minimum: {marks: 50, consequence: disregard}` with your own published marks."
        yield INVALID_PARAMETER.at(place.at("quality_minimum"), message, way_out)
        return
    if minimum is not None and minimum.marks == 0:
        message = "quality_minimum must be above 0, or a bid without any quality could win."
        yield INVALID_PARAMETER.at(place.at("quality_minimum"), message, "Write your own published marks.")


def _problems_of_parameter(name: str, kind: Kind, value: object, place: Place) -> Iterator[Finding]:
    try:
        known = kind.read(value)
    except ValueError as problem:
        yield INVALID_PARAMETER.at(place.at(name), f"{name}: {problem}.", "Correct the value.")
        return
    for refusal in kind.refusals(name, known):
        yield refusal.code.at(place.at(name), refusal.message, refusal.way_out)


def _problems_of_keys(
    owner: str, needed: Iterable[str], given: Mapping[str, Any], optional: Iterable[str], place: Place
) -> Iterator[Finding]:
    known = (*needed, *optional)
    for key in given:
        if key not in known:
            message = f'"{owner}" does not have the key "{key}".'
            yield UNKNOWN_KEY.at(place.at(key), message, nearest(key, known) or "Remove the key.")
    meant = {nearest_word(key, known) for key in given if key not in known}
    for key in needed:
        if key not in given and key not in meant:
            yield MISSING_KEY.at(place, f'"{owner}" needs the key "{key}".', f"Add `{key}:`.")


def known_figures(inputs: Inputs) -> list[str]:
    """Return every name that `of` may take, for the nearest word."""
    whole = [rule.id for rule in FIGURES.values() if rule.by is None or not rule.by.always]
    by_part = [f"{rule.id}:{name}" for rule in FIGURES.values() if rule.by for name in rule.by.names(inputs)]
    return [*whole, *by_part, *{*inputs.measures, *(measure for bid in inputs.bids for measure in bid.measures)}]
