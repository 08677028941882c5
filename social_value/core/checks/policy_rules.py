"""The kinds of rule in the policy of a framework: one registered function for each.

Whether a function yields an error or a warning is the usual; each finding is then as severe as its framework says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from social_value.arithmetic import plain, rounded
from social_value.codes.method import PILLAR_MISSING
from social_value.codes.policy import (
    REQUIRED_CRITERION_MISSING,
    REQUIRED_GATE_MISSING,
    TOO_FEW_KPIS,
    TOO_FEW_MEASURES,
    TOO_FEW_OUTCOMES,
    TOO_MANY_MEASURES,
    TOO_MANY_OUTCOMES,
    WEIGHT_BELOW_MINIMUM,
    WEIGHT_OFF_STEP,
    WEIGHT_OUT_OF_RANGE,
)
from social_value.core.assessment_stages import counted_leaves
from social_value.core.inputs import Inputs, Leaf
from social_value.core.law.scope import id_list, scope_words, source_words
from social_value.core.reads.figures_read import pillars_read, reads_cost
from social_value.core.reads.measures_read import commitment_measures
from social_value.core.rules.methods import METHODS
from social_value.findings import Finding, Place, Severity
from social_value.model.base import Pillar
from social_value.model.framework import Framework
from social_value.model.policy import (
    ALL,
    CriterionRequired,
    GateRequired,
    KpiCount,
    MeasureCount,
    MinimumWeight,
    OutcomeCount,
    PillarsRequired,
    PolicyRule,
    Selection,
    WeightInSteps,
    WeightWithin,
)
from social_value.text import says_something

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule asked of a procurement: ``framework`` is whose rule it is, ``counted`` whose criteria its themes hold."""

    inputs: Inputs
    framework: Framework
    counted: tuple[Framework, ...]

    def selected(self, selection: Selection) -> tuple[Leaf, ...]:
        """Return the criteria that belong to a group and whose marks are part of the total.

        What a framework asks about weight, it asks of the total: the weight of a stage that only says who goes on
        decides no award.
        """
        offered = {criterion for framework in self.counted for criterion in _offered(framework, selection.themes)}
        own = set(selection.criteria)
        return tuple(
            leaf
            for leaf in counted_leaves(self.inputs)
            if leaf.pillar in selection.pillars
            or any((name, leaf.pillar) in offered for name in leaf.stands_for)
            or own & (leaf.stands_for | {criterion.id for criterion in leaf.line})
        )

    def group_words(self, selection: Selection) -> str:
        """Name a group of criteria."""
        if ALL in selection.themes:
            return f"the criteria of {' and '.join(framework.id for framework in self.counted)}"
        if selection.themes:
            return f"the criteria of the theme {' and '.join(selection.themes)}"
        return f"the {' and '.join(selection.pillars) or id_list(selection.criteria)} criteria"

    def place(self, chosen: tuple[Leaf, ...]) -> Place:
        """Return the place of the first weight that is meant, or of all criteria where there is none."""
        return self.inputs.at(*chosen[0].keys, "weight") if chosen else self.inputs.at("criteria")


def _offered(framework: Framework, themes: tuple[str, ...]) -> Iterator[tuple[str, Pillar]]:
    """Yield the criteria of some themes with their pillars: one that belongs to another pillar stands for none."""
    for theme in framework.themes:
        if theme.id in themes or ALL in themes:
            yield from (
                (criterion.id, criterion.pillar) for outcome in theme.outcomes for criterion in outcome.criteria
            )


_Check = Callable[[Asked, Any], Iterator[Finding]]
POLICY_CHECKS: dict[str, _Check] = {}
"""The function of each kind of rule."""


def policy_check(rule: str) -> Callable[[_Check], _Check]:
    """Register a function as the check of a kind of rule."""

    def register(function: _Check) -> _Check:
        POLICY_CHECKS[rule] = function
        return function

    return register


def findings_of_rule(asked: Asked, rule: PolicyRule) -> Iterator[Finding]:
    """Yield what breaks a rule, as severe as its framework says."""
    severity = Severity(rule.severity)
    for finding in POLICY_CHECKS[rule.rule](asked, rule):
        yield replace(finding, severity=severity)


def weights_stated(inputs: Inputs) -> bool:
    """Tell whether every criterion has a weight; where one has none, that is said, and sums mean nothing."""
    return all(leaf.criterion.weight is not None for leaf in inputs.leaves)


def _weight(chosen: Iterable[Leaf]) -> Fraction:
    return sum((leaf.points for leaf in chosen), Fraction(0))


@policy_check("minimum-weight")
def minimum_weight(asked: Asked, rule: MinimumWeight) -> Iterator[Finding]:
    """A group of criteria weighs at least a percentage of all criteria, or of those that are not about price."""
    chosen, base, words = asked.selected(rule.of), *_base(asked.inputs, rule)
    # A missing weight is said elsewhere; a percentage of an incomplete sum would mislead.
    if not base or not weights_stated(asked.inputs):
        return
    percent = _HUNDRED * _weight(chosen) / base
    if percent < rule.percent:
        message = (
            f"{asked.group_words(rule.of)} weigh {_percent(percent)}{words}, and {plain(rule.percent)}% is the minimum"
            f"{scope_words(rule.when)} {source_words(rule.reference, rule.confidence)}."
        )
        way_out = "Raise their weight."
        if rule.of.themes:
            way_out += " A criterion counts where its id, or `framework_criterion`, is the framework's."
        yield WEIGHT_BELOW_MINIMUM.at(asked.place(chosen), message, way_out)


def _base(inputs: Inputs, rule: MinimumWeight) -> tuple[Fraction, str]:
    """Return what the percentage is taken of, and its words where it is not the total.

    Where price is set against quality without a total, there is none to take a percentage of.
    """
    method, counted = METHODS.get(inputs.procurement.evaluation.method), counted_leaves(inputs)
    if rule.base == "total" and not (method and method.reads_price):
        return _weight(counted), ""
    return _weight(leaf for leaf in counted if not reads_cost(leaf)), " of the criteria that are not price"


def percent_of_total(inputs: Inputs, chosen: Iterable[Leaf]) -> Fraction:
    """Return a weight in points of 100, in which frameworks state their ranges and steps."""
    return _HUNDRED * _weight(chosen) / inputs.out_of


def of_total(inputs: Inputs, weight: Fraction) -> str:
    """Write such a weight, with what it is of 100 where totals are out of something else."""
    return plain(weight) if inputs.out_of == _HUNDRED else f"{_percent(weight)} of {plain(inputs.out_of)}"


def _percent(share: Fraction) -> str:
    shown = plain(share)
    # Cut and not rounded, so that a share just below the minimum never reads as the minimum.
    return f"{shown}%" if "/" not in shown else f"about {plain(rounded(share, 2, 'down'))}%"


@policy_check("weight-range")
def weight_range(asked: Asked, rule: WeightWithin) -> Iterator[Finding]:
    """A group of criteria weighs no less and no more than stated."""
    chosen = asked.selected(rule.of)
    weight = percent_of_total(asked.inputs, chosen)
    low, high = rule.at_least, rule.at_most
    if not weights_stated(asked.inputs):
        return
    if (low is not None and weight < low) or (high is not None and weight > high):
        message = (
            f"{asked.group_words(rule.of)} weigh {of_total(asked.inputs, weight)}, and {asked.framework.id} allows "
            f"{range_words(low, high)} {source_words(rule.reference, rule.confidence)}."
        )
        yield WEIGHT_OUT_OF_RANGE.at(asked.place(chosen), message, "Change weights until they are inside.")


def range_words(low: Decimal | None, high: Decimal | None) -> str:
    """Say what a range allows."""
    if low is not None and high is not None:
        return f"{plain(low)} to {plain(high)}"
    return f"{plain(low)} or more" if low is not None else f"at most {plain(high or Decimal(0))}"


@policy_check("weight-step")
def weight_step(asked: Asked, rule: WeightInSteps) -> Iterator[Finding]:
    """A group of criteria weighs a multiple of a step."""
    chosen = asked.selected(rule.of)
    weight = percent_of_total(asked.inputs, chosen)
    if weights_stated(asked.inputs) and (weight / Fraction(rule.step)).denominator != 1:
        message = (
            f"{asked.group_words(rule.of)} weigh {of_total(asked.inputs, weight)}, which is no multiple "
            f"of {plain(rule.step)} {source_words(rule.reference, rule.confidence)}."
        )
        yield WEIGHT_OFF_STEP.at(asked.place(chosen), message, f"Use steps of {plain(rule.step)}.")


@policy_check("pillars-required")
def pillars_required(asked: Asked, rule: PillarsRequired) -> Iterator[Finding]:
    """Every pillar that is named has a criterion."""
    used = pillars_read(asked.inputs)
    for pillar in rule.pillars:
        if pillar not in used:
            message = (
                f"no criterion belongs to the {pillar} pillar, and {asked.framework.id} asks for one "
                f"{source_words(rule.reference, rule.confidence)}."
            )
            yield PILLAR_MISSING.at(asked.inputs.at("criteria"), message, f"Add a {pillar} criterion.")


@policy_check("gate-required")
def gate_required(asked: Asked, rule: GateRequired) -> Iterator[Finding]:
    """The gate stands in the procurement."""
    if rule.gate not in {gate.id for gate in asked.inputs.procurement.gates}:
        message = (
            f'{asked.framework.id} asks for the gate "{rule.gate}" {source_words(rule.reference, rule.confidence)}.'
        )
        way_out = "Write it under `gates:` with its consequence; the framework has its words."
        yield REQUIRED_GATE_MISSING.at(asked.inputs.at("gates"), message, way_out)


@policy_check("criterion-required")
def criterion_required(asked: Asked, rule: CriterionRequired) -> Iterator[Finding]:
    """A criterion of the procurement stands for the one that is named."""
    if not any(rule.criterion in leaf.stands_for for leaf in asked.inputs.leaves):
        message = (
            f'{asked.framework.id} asks for the criterion "{rule.criterion}" '
            f"{source_words(rule.reference, rule.confidence)}."
        )
        way_out = f"Add it, or write `framework_criterion: {rule.criterion}` where it has another id here."
        yield REQUIRED_CRITERION_MISSING.at(asked.inputs.at("criteria"), message, way_out)


@policy_check("measure-count")
def measure_count(asked: Asked, rule: MeasureCount) -> Iterator[Finding]:
    """Bidders are asked to commit to no fewer and no more measures than stated."""
    measures = commitment_measures(asked.inputs)
    if rule.of is not None:
        themes = [theme for theme in asked.framework.themes if theme.id in rule.of.themes or ALL in rule.of.themes]
        known = {measure.id for theme in themes for outcome in theme.outcomes for measure in outcome.measures}
        measures = tuple(measure for measure in measures if measure in known)
    count, source = len(measures), source_words(rule.reference, rule.confidence)
    place = asked.inputs.at("valuation" if asked.inputs.procurement.valuation else "measures")
    if rule.at_most is not None and count > rule.at_most:
        message = f"bidders are asked to commit to {count} measures, and {rule.at_most} is the most {source}."
        yield TOO_MANY_MEASURES.at(place, message, "Keep those that matter most for this contract.")
    elif rule.at_least is not None and count < rule.at_least:
        message = f"bidders are asked to commit to {count} measures, and {rule.at_least} is the fewest {source}."
        yield TOO_FEW_MEASURES.at(place, message, "Declare or value more measures.")


@policy_check("outcome-count")
def outcome_count(asked: Asked, rule: OutcomeCount) -> Iterator[Finding]:
    """The procurement asks for no fewer and no more outcomes of the framework than stated."""
    used: dict[str, Leaf] = {}
    for leaf in asked.inputs.leaves:
        for outcome in asked.framework.outcomes():
            if leaf.stands_for & {criterion.id for criterion in outcome.criteria}:
                used.setdefault(outcome.id, leaf)
    count, source = len(used), source_words(rule.reference, rule.confidence)
    if rule.at_most is not None and count > rule.at_most:
        place = asked.inputs.at(*list(used.values())[rule.at_most].keys)
        message = f"{count} outcomes are asked for ({id_list(used)}), and {rule.at_most} is the most {source}."
        yield TOO_MANY_OUTCOMES.at(place, message, "Keep the outcomes that relate most to what is bought.")
    elif rule.at_least is not None and count < rule.at_least:
        message = f"{count} outcomes are asked for, and {rule.at_least} is the fewest {source}."
        yield TOO_FEW_OUTCOMES.at(asked.inputs.at("criteria"), message, "Add criteria of another outcome.")


@policy_check("kpi-count")
def kpi_count(asked: Asked, rule: KpiCount) -> Iterator[Finding]:
    """The contract names enough key performance indicators, or says why performance cannot be assessed by them."""
    procurement = asked.inputs.procurement
    counted = [kpi for kpi in procurement.kpis if kpi.social_value or not rule.social_value]
    if len(counted) >= rule.at_least or says_something(procurement.kpis_not_appropriate or ""):
        return
    what = "social value indicators" if rule.social_value else "key performance indicators"
    message = (
        f"the contract names {len(counted)} {what}, and {rule.at_least} is the fewest{scope_words(rule.when)} "
        f"{source_words(rule.reference, rule.confidence)}."
    )
    way_out = "Add them under `kpis:`" + (", each with `social_value: true`." if rule.social_value else ".")
    yield TOO_FEW_KPIS.at(asked.inputs.at("kpis"), message, way_out)
