"""Checks of the published method: rules, figures, gates, the evaluation method and its tie-break."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.method import (
    INVALID_GATE,
    INVALID_LOW_BID,
    INVALID_PARAMETER,
    QUALITY_MINIMUM_MISSING,
    RELATIVE_PRICE_FORMULA,
    UNKNOWN_FIGURE,
    UNKNOWN_SCALE,
    UNKNOWN_TIE_BREAK,
)
from social_value.core.checks.budget_and_need import BUDGET_AND_NEED_CHECKS
from social_value.core.checks.criteria import (
    pillars_present,
    scales_make_sense,
    shape_of_criteria,
    unique_ids,
    weights_sum,
)
from social_value.core.checks.data_use import registers_and_prompts_unique
from social_value.core.checks.efficiency import benchmarks_make_sense
from social_value.core.checks.equal_treatment import attribute_named
from social_value.core.checks.linking import LINKING_CHECKS
from social_value.core.checks.minimums import minimums_make_sense
from social_value.core.checks.proxies import problems_of_named
from social_value.core.checks.shared_assets import shared_assets_unique
from social_value.core.checks.stages import stages_allowed, stages_make_sense
from social_value.core.checks.valuation import VALUATION_CHECKS
from social_value.core.figures.registry import FigureName, FigureRule, figure_name
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.binding import bind_formula, known_figures
from social_value.core.reads.measures_read import is_measure
from social_value.core.reads.rule_problems import problems_of_formula, problems_of_method, problems_of_minimum
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import METHODS
from social_value.findings import Finding, Place, nearest
from social_value.model.scoring import FormulaScore, ScaleScore

Check = Callable[[Inputs], Iterator[Finding]]


def rules_known(inputs: Inputs) -> Iterator[Finding]:
    """Every rule, formula, parameter, scale and figure exists and makes sense."""
    for leaf in inputs.leaves:
        place = inputs.at(*leaf.keys, "score")
        if isinstance(leaf.score, ScaleScore) and inputs.scale(leaf.score.scale) is None:
            offered = inputs.framework.scales if inputs.framework else {}
            known = {*inputs.procurement.scales, *offered, *inputs.catalogue_ids}
            message = f'there is no scale "{leaf.score.scale}".'
            yield UNKNOWN_SCALE.at(inputs.at(*leaf.keys, "score", "scale"), message, nearest(leaf.score.scale, known))
        if isinstance(leaf.score, FormulaScore):
            problems = list(problems_of_formula(leaf.score, place))
            yield from problems
            if not problems:
                yield from _formula_makes_sense(inputs, leaf, leaf.score)


def _formula_makes_sense(inputs: Inputs, leaf: Leaf, score: FormulaScore) -> Iterator[Finding]:
    bound, place = bind_formula(score), inputs.at(*leaf.keys, "score")
    if bound.formula.part_of:
        yield from _part_of_known(inputs, bound.of, inputs.at(*leaf.keys, "score", "of"))
    else:
        yield from _figure_known(inputs, str(bound.of), inputs.at(*leaf.keys, "score", "of"))
    for key, refusal in bound.formula.refusals(bound.parameters):
        yield refusal.code.at(place.at(key), f'"{leaf.id}": {refusal.message}', refusal.way_out)
    if bound.of.relative and not bound.formula.reads_relative:
        message = f'"{leaf.id}": "{bound.formula.id}" cannot read {bound.of}, which already compares the bids.'
        able = " or ".join(formula.id for formula in FORMULAS.values() if formula.reads_relative)
        yield INVALID_PARAMETER.at(place, message, f"Use the rule {able} with it.")
    if bound.relative:
        message = f'"{leaf.id}" is marked relative to the other bids, so a losing bid can change the winner.'
        way_out = "Publish fixed bounds instead, or read the leave-one-out line of the report."
        yield RELATIVE_PRICE_FORMULA.at(place, message, way_out)


def _figure_known(inputs: Inputs, text: object, place: Place) -> Iterator[Finding]:
    if not isinstance(text, str):
        yield UNKNOWN_FIGURE.at(place, f"{text} is no figure.", "Write the id of a figure or measure.")
        return
    if attribute_named(text) is not None:
        return  # that it is an attribute of the bidder is said elsewhere
    name = figure_name(text)
    if name.rule is None:
        if name.part or not is_measure(inputs, name.id):
            message = f'"{text}" is neither a figure nor a measure that any bid gives.'
            yield UNKNOWN_FIGURE.at(place, message, nearest(text, known_figures(inputs)))
    elif not _part_known(inputs, name, name.rule):
        yield UNKNOWN_FIGURE.at(place, f'there is no figure "{text}".', nearest(text, known_figures(inputs)))
    else:
        # One requirement often stands on the one before it, so only the first that is not met is told.
        unmet = next((requirement for requirement in name.rule.requires if not requirement.met(inputs)), None)
        if unmet is not None:
            yield unmet.problem(inputs, name.id, place)


def _part_known(inputs: Inputs, name: FigureName, rule: FigureRule) -> bool:
    """Tell whether what stands after the colon is a part that the figure may be of, or rightly nothing."""
    if not name.part:
        return rule.by is None or not rule.by.always
    return rule.by is not None and name.part in rule.by.names(inputs)


def _part_of_known(inputs: Inputs, name: FigureName, place: Place) -> Iterator[Finding]:
    """Yield that there is no part of the name that a rule gives, which is made for one figure and names its part."""
    by = name.rule.by if name.rule is not None else None
    if by is not None and name.part not in by.names(inputs):
        yield by.problem(inputs, name.part, place)


def optimism_bias_known(inputs: Inputs) -> Iterator[Finding]:
    """What is added to capital costs is a value of a register that was in force when the procurement commenced."""
    bias = inputs.procurement.whole_life.optimism_bias if inputs.procurement.whole_life else None
    if bias is not None:
        yield from problems_of_named(inputs, bias, inputs.at("whole_life", "optimism_bias"))


def gates_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A figure gate names its figure and a limit; a declaration gate has neither."""
    for index, gate in enumerate(inputs.procurement.gates):
        place, limits = inputs.at("gates", index), (gate.at_least, gate.at_most)
        if gate.asks == "declaration":
            if gate.of is not None or limits != (None, None):
                message = f'the gate "{gate.id}" asks for a declaration, so it has no figure or limit.'
                yield INVALID_GATE.at(place, message, "Remove the keys, or write `asks: figure`.")
        elif gate.of is None or limits == (None, None):
            message = f'the gate "{gate.id}" asks for a figure, so it needs `of` and `at_least` or `at_most`.'
            yield INVALID_GATE.at(place, message, "Add the missing keys.")
        elif gate.at_least is not None and gate.at_most is not None and gate.at_least > gate.at_most:
            message = f'no figure passes the gate "{gate.id}": at_least is above at_most.'
            yield INVALID_GATE.at(place, message, "Exchange them, or correct one.")
        else:
            yield from _figure_known(inputs, gate.of, inputs.at("gates", index, "of"))
            if figure_name(gate.of).relative:
                message = f'the gate "{gate.id}" reads a figure that depends on the other bids.'
                yield INVALID_GATE.at(place, message, "Gates are tested before any bid is compared with another.")


def method_makes_sense(inputs: Inputs) -> Iterator[Finding]:
    """The evaluation method exists and has what it needs."""
    evaluation, place = inputs.procurement.evaluation, inputs.at("evaluation")
    problems = [*problems_of_method(evaluation, place), *problems_of_minimum(evaluation, place)]
    yield from problems
    method = METHODS.get(evaluation.method)
    if problems or method is None or not method.reads_price:
        return
    yield from _figure_known(inputs, evaluation.parameters.get("price_of", "price"), place)
    if method.needs_minimum and "quality_minimum" not in evaluation.parameters:
        message = f'"{method.id}" lets a very cheap bid of poor quality win unless it has a quality_minimum.'
        way_out = "Add `quality_minimum: {marks: 50, consequence: disregard}` with your own published marks."
        yield QUALITY_MINIMUM_MISSING.at(place, message, way_out)


def tie_break_known(inputs: Inputs) -> Iterator[Finding]:
    """Every tie-break step names a criterion, a pillar with criteria, lowest-price or lots-drawn."""
    known = {leaf.id for leaf in walk(inputs.procurement.criteria)}
    known |= {str(leaf.pillar) for leaf in inputs.leaves} | {"lowest-price", "lots-drawn"}
    for index, step in enumerate(inputs.procurement.evaluation.tie_break):
        if step not in known:
            message = f'"{step}" is no criterion, pillar or known tie-break step.'
            yield UNKNOWN_TIE_BREAK.at(inputs.at("evaluation", "tie_break", index), message, nearest(step, known))


def low_bid_makes_sense(inputs: Inputs) -> Iterator[Finding]:
    """A low-bid rule has at least one trigger, and a should-cost trigger has its should-cost."""
    rule = inputs.procurement.low_bid
    if rule is None:
        return
    place = inputs.at("low_bid")
    if (rule.should_cost is None) != (rule.below_should_cost_percent is None):
        message = "should_cost and below_should_cost_percent belong together."
        yield INVALID_LOW_BID.at(place, message, "Write both, or neither.")
    elif rule.below_should_cost_percent is None and rule.below_mean_percent is None:
        message = "the low-bid rule has no trigger."
        yield INVALID_LOW_BID.at(place, message, "Add below_mean_percent, or should_cost with its percentage.")


METHOD_CHECKS: tuple[Check, ...] = (
    unique_ids,
    shape_of_criteria,
    weights_sum,
    pillars_present,
    rules_known,
    optimism_bias_known,
    gates_make_sense,
    minimums_make_sense,
    stages_make_sense,
    stages_allowed,
    scales_make_sense,
    method_makes_sense,
    tie_break_known,
    low_bid_makes_sense,
    benchmarks_make_sense,
    *VALUATION_CHECKS,
    *BUDGET_AND_NEED_CHECKS,
    *LINKING_CHECKS,
    shared_assets_unique,
    registers_and_prompts_unique,
)
