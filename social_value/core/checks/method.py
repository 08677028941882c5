"""Checks of the published method: rules, figures, gates, the evaluation method and its tie-break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from social_value.codes.linking import UNKNOWN_COHORT
from social_value.codes.method import (
    DEMAND_MISSING,
    INVALID_GATE,
    INVALID_LOW_BID,
    INVALID_PARAMETER,
    QUALITY_MINIMUM_MISSING,
    RATE_MISSING,
    RELATIVE_PRICE_FORMULA,
    UNKNOWN_FIGURE,
    UNKNOWN_RATE,
    UNKNOWN_REGISTER,
    UNKNOWN_SCALE,
    UNKNOWN_TIE_BREAK,
)
from social_value.codes.place import NEED_MISSING
from social_value.codes.valuation import POINTS_MISSING, VALUATION_MISSING
from social_value.core.checks.criteria import (
    minimums_make_sense,
    pillars_present,
    scales_make_sense,
    shape_of_criteria,
    unique_ids,
    weights_sum,
)
from social_value.core.checks.data_use import data_figures_known, registers_and_prompts_unique
from social_value.core.checks.efficiency import benchmarks_make_sense
from social_value.core.checks.equal_treatment import attribute_named
from social_value.core.checks.linking import LINKING_CHECKS
from social_value.core.checks.place import PLACE_METHOD_CHECKS
from social_value.core.checks.proxies import problems_of_named
from social_value.core.checks.shared_assets import asset_figures_known, shared_assets_unique
from social_value.core.checks.valuation import VALUATION_CHECKS
from social_value.core.discounting import discount_rates
from social_value.core.figures.channels import DIGITAL_STRESS
from social_value.core.figures.need_weighted_reach import NEED_WEIGHTED_REACH
from social_value.core.figures.registry import ALWAYS_OF_A_PART, Part, figure_name
from social_value.core.figures.worth import POINTS, UNLINKED, VALUE_FIGURES
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.binding import (
    bind_formula,
    known_figures,
    problems_of_formula,
    problems_of_method,
    problems_of_minimum,
)
from social_value.core.reads.measures_read import is_measure
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
        yield from _cohort_known(inputs, bound.of.part, inputs.at(*leaf.keys, "score", "of"))
    else:
        yield from _figure_known(inputs, str(bound.of), inputs.at(*leaf.keys, "score", "of"))
    for key, refusal in bound.formula.refusals(bound.parameters):
        here = place.at(key) if refusal.at_key else place
        yield refusal.code.at(here, f'"{leaf.id}": {refusal.message}', refusal.way_out)
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
    name, parts = figure_name(text), _parts(inputs)
    by = name.rule.by if name.rule else None
    if name.rule is None and (name.part or not is_measure(inputs, name.id)):
        message = f'"{text}" is neither a figure nor a measure that any bid gives.'
        yield UNKNOWN_FIGURE.at(place, message, nearest(text, _figures(inputs)))
    elif (name.part or by in ALWAYS_OF_A_PART) and not (by and name.part in parts[by]):
        yield UNKNOWN_FIGURE.at(place, f'there is no figure "{text}".', nearest(text, _figures(inputs)))
    elif name.id == "price-per-success" and not parts["band"]:
        message = "price-per-success needs the demand it is taken over."
        yield DEMAND_MISSING.at(place, message, "Add `demand:` with `reference:` quantities.")
    elif name.id == DIGITAL_STRESS and not _stress_published(inputs):
        message = f"{DIGITAL_STRESS} needs the demand, and by how many points take-up is taken to be lower."
        way_out = "Add `digital_stress_points:` to `demand:`."
        yield DEMAND_MISSING.at(place, message, way_out)
    elif name.id == "whole-life-cost":
        yield from _rates_known(inputs, place)
    elif name.id in (*VALUE_FIGURES, UNLINKED, POINTS):
        yield from _value_known(inputs, name.id, place)
    elif name.id == NEED_WEIGHTED_REACH and (inputs.procurement.place is None or inputs.procurement.place.need is None):
        message = f"{NEED_WEIGHTED_REACH} needs the weights by which people are counted."
        way_out = "Add `need: {measures: [ID], reason: ..., otherwise: 1}` to `place:`, with the weights."
        yield NEED_MISSING.at(place, message, way_out)
    else:
        yield from asset_figures_known(inputs, name.id, place)
        yield from data_figures_known(inputs, name.id, place)


def _cohort_known(inputs: Inputs, name: str, place: Place) -> Iterator[Finding]:
    known = [cohort.id for cohort in inputs.procurement.cohorts]
    if name not in known:
        way_out = nearest(name, known) or "Add it to `cohorts:`, with its people, alpha and components."
        yield UNKNOWN_COHORT.at(place, f'there is no cohort "{name}".', way_out)


def _value_known(inputs: Inputs, name: str, place: Place) -> Iterator[Finding]:
    valuation = inputs.procurement.valuation
    if name == POINTS:
        if all(measure.points_per_unit is None for measure in inputs.measures.values()):
            message = f"{POINTS} needs a measure whose units earn points."
            yield POINTS_MISSING.at(place, message, "Add `points_per_unit:` to the measures that earn points.")
    elif valuation is None:
        message = f"{name} needs the procurement to say how commitments are valued."
        yield VALUATION_MISSING.at(place, message, "Add `valuation:` with the measures that are valued.")
    elif name in VALUE_FIGURES[1:] and valuation.compared_with == "whole-life-cost":
        yield from _rates_known(inputs, place)


def _stress_published(inputs: Inputs) -> bool:
    """Tell whether the procurement says by how much digital take-up is taken to be lower."""
    demand = inputs.procurement.demand
    return demand is not None and demand.digital_stress_points is not None


def _figures(inputs: Inputs) -> list[str]:
    return known_figures(
        _parts(inputs), {*inputs.measures, *(measure for bid in inputs.bids for measure in bid.measures)}
    )


def _parts(inputs: Inputs) -> Mapping[Part, Sequence[str]]:
    """Return what may follow a figure after a colon."""
    demand = inputs.procurement.demand
    return {
        "band": tuple(demand.reference) if demand else (),
        "scenario": tuple(demand.scenarios) if demand else (),
        "cohort": tuple(cohort.id for cohort in inputs.procurement.cohorts),
        "measure": tuple(inputs.measures),
    }


def _rates_known(inputs: Inputs, place: Place) -> Iterator[Finding]:
    named = inputs.procurement.whole_life
    if named is None:
        way_out = "Add `whole_life: {register: green-book-discount-rates, rate: standard}`."
        yield RATE_MISSING.at(place, "whole-life-cost needs a discount rate.", way_out)
        return
    here, register = inputs.at("whole_life", "register"), inputs.registers.get(named.register_id)
    if register is None:
        message = f'there is no register "{named.register_id}".'
        yield UNKNOWN_REGISTER.at(here, message, nearest(named.register_id, inputs.catalogue_ids))
    elif register.entry(named.rate) is None:
        words = nearest(named.rate, [entry.id for entry in register.entries])
        yield UNKNOWN_RATE.at(inputs.at("whole_life", "rate"), f'there is no rate "{named.rate}".', words)
    elif (rates := discount_rates(inputs)) is None or not rates.schedule:
        message = f'"{named.rate}" has no schedule of rates in force when the procurement commenced.'
        yield RATE_MISSING.at(here, message, "Name another rate, or add the rates of that time in a local register.")


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
    scales_make_sense,
    method_makes_sense,
    tie_break_known,
    low_bid_makes_sense,
    benchmarks_make_sense,
    *VALUATION_CHECKS,
    *PLACE_METHOD_CHECKS,
    *LINKING_CHECKS,
    shared_assets_unique,
    registers_and_prompts_unique,
)
