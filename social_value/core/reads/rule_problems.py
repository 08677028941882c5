"""What is wrong with the ids and parameters of formulas and methods that a file writes, before any is bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from social_value.arithmetic import HUNDRED
from social_value.codes.method import (
    INVALID_PARAMETER,
    UNKNOWN_METHOD,
    UNKNOWN_RULE,
    WEIGHT_TOO_FINE,
    WEIGHTS_DO_NOT_SUM,
)
from social_value.codes.values import MISSING_KEY, UNKNOWN_KEY
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import FINEST_DEGREE, METHODS
from social_value.core.rules.parameter_kinds import Kind
from social_value.findings import Finding, Place, nearest, nearest_word
from social_value.model.criteria import MarksMinimum
from social_value.model.procurement import Evaluation
from social_value.model.scoring import FormulaScore

SPECIAL_RULES = ("scale", "recorded")
"""Rules that no formula works out: their marks are given."""
METHOD_KEYS = ("quality_minimum", "price_of")
"""Keys of every method that sets a price against quality."""


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
