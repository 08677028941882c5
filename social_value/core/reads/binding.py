"""Binding what a valid file says about a formula or method to the registry, with its parameters read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import clamped
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
from social_value.core.rules import figure_rules, price_formulas, prices_against_averages
from social_value.core.rules.bands import Bands
from social_value.core.rules.formulas import FORMULAS, Formula, Pool
from social_value.core.rules.methods import METHODS, Method
from social_value.core.rules.parameter_kinds import Parameter
from social_value.core.rules.parameters import BANDS
from social_value.model.criteria import MarksMinimum
from social_value.model.procurement import Evaluation
from social_value.model.scoring import FormulaScore

REGISTERED = (
    price,
    price_formulas,
    prices_against_averages,
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


def known_figures(inputs: Inputs) -> list[str]:
    """Return every name that `of` may take, for the nearest word."""
    whole = [rule.id for rule in FIGURES.values() if rule.by is None or not rule.by.always]
    by_part = [f"{rule.id}:{name}" for rule in FIGURES.values() if rule.by for name in rule.by.names(inputs)]
    return [*whole, *by_part, *{*inputs.measures, *(measure for bid in inputs.bids for measure in bid.measures)}]
