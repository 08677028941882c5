"""Checks of the published method itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from social_value.arithmetic import plain
from social_value.core.bands import Bands
from social_value.core.binding import (
    bind_formula,
    known_figures,
    problems_of_formula,
    problems_of_method,
    problems_of_minimum,
)
from social_value.core.figures import discount_rates, figure_name
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.methods import METHODS
from social_value.findings import Finding, Key, Place, error, nearest, warning
from social_value.model.base import PILLARS
from social_value.model.scale import ScoringScale
from social_value.model.scoring import FormulaScore, ScaleScore

Check = Callable[[Inputs], Iterator[Finding]]

_PROCUREMENT = ("procurement",)
_TOTAL = Decimal(100)


def _at(inputs: Inputs, *keys: Key) -> Place:
    return inputs.place(_PROCUREMENT, *keys)


def duplicates(names: Iterable[tuple[str, Place]], what: str) -> Iterator[Finding]:
    """Yield a finding for every name that is taken, even when only capitals differ."""
    seen: dict[str, str] = {}
    for name, place in names:
        folded = name.casefold()
        if folded in seen:
            first = seen[folded]
            message = (
                f'the {what} "{name}" is there twice.'
                if first == name
                else f'the {what} "{name}" is the same as "{first}".'
            )
            yield error("duplicate-id", place, message, "Rename or remove one; capitals do not make an id different.")
        seen.setdefault(folded, name)


def unique_ids(inputs: Inputs) -> Iterator[Finding]:
    """Ids of criteria, gates, measures and areas are unique."""
    procurement = inputs.procurement
    criteria = [(leaf.id, _at(inputs, *leaf.keys, "id")) for leaf in walk(procurement.criteria)]
    yield from duplicates(criteria, "criterion")
    gates = [(gate.id, _at(inputs, "gates", n, "id")) for n, gate in enumerate(procurement.gates)]
    yield from duplicates(gates, "gate")
    measures = [(one.id, _at(inputs, "measures", n, "id")) for n, one in enumerate(procurement.measures)]
    yield from duplicates(measures, "measure")
    areas = procurement.place.areas if procurement.place else ()
    yield from duplicates([(one.id, _at(inputs, "place", "areas", n, "id")) for n, one in enumerate(areas)], "area")


def shape_of_criteria(inputs: Inputs) -> Iterator[Finding]:
    """A criterion either earns marks or only holds its parts."""
    for leaf in walk(inputs.procurement.criteria):
        place = _at(inputs, *leaf.keys)
        if leaf.criterion.criteria:
            yield from _shape_of_parent(inputs, leaf)
            continue
        for key in ("weight", "score"):
            if getattr(leaf.criterion, key) is None:
                message = f'the criterion "{leaf.id}" has no {key}.'
                yield error("missing-key", place, message, f"Add `{key}:`, or parts under `criteria:`.")
        if leaf.pillar is None:
            message = f'the criterion "{leaf.id}" belongs to no pillar.'
            yield error("missing-key", place, message, f"Add `pillar:`, one of {', '.join(PILLARS)}.")
        if leaf.id in PILLARS:
            message = f'"{leaf.id}" is the name of a pillar and cannot be the id of a criterion.'
            yield error("duplicate-id", _at(inputs, *leaf.keys, "id"), message, "Choose another id.")


def _shape_of_parent(inputs: Inputs, parent: Leaf) -> Iterator[Finding]:
    for key in ("score", "minimum"):
        if getattr(parent.criterion, key) is not None:
            message = f'the criterion "{parent.id}" has parts, so it has no {key} of its own.'
            yield error("parent-with-score", _at(inputs, *parent.keys, key), message, f"Move the {key} to a part.")
    stated = parent.criterion.weight
    parts = sum((leaf.weight for leaf in walk(parent.criterion.criteria) if not leaf.criterion.criteria), Decimal(0))
    if stated is not None and stated != parts:
        message = f'the criterion "{parent.id}" states weight {plain(stated)} and its parts add up to {plain(parts)}.'
        yield error(
            "weights-do-not-sum",
            _at(inputs, *parent.keys, "weight"),
            message,
            "Remove it, or correct a part.",
        )
    for leaf in walk(parent.criterion.criteria, (*parent.keys, "criteria")):
        if leaf.criterion.pillar is not None and leaf.criterion.pillar != parent.pillar:
            message = f'"{leaf.id}" is a part of "{parent.id}" and cannot belong to another pillar.'
            yield error("pillar-differs", _at(inputs, *leaf.keys, "pillar"), message, "Remove the key from the part.")


def weights_sum(inputs: Inputs) -> Iterator[Finding]:
    """Weights of scored criteria add up to exactly 100 (Procurement Act 2023, section 23(3)(b))."""
    if any(leaf.criterion.weight is None for leaf in inputs.leaves):
        return
    total = sum((leaf.weight for leaf in inputs.leaves), Decimal(0))
    if total != _TOTAL:
        parts = ", ".join(f"{leaf.id} {plain(leaf.weight)}" for leaf in inputs.leaves[:12])
        more = ", ..." if len(inputs.leaves) > 12 else ""
        message = f"criterion weights add up to {plain(total)}, not 100 ({parts}{more})."
        yield error(
            "weights-do-not-sum",
            _at(inputs, "criteria"),
            message,
            "Change weights until they add up to exactly 100.",
        )


def pillars_present(inputs: Inputs) -> Iterator[Finding]:
    """Financial, environmental and social criteria stand side by side."""
    used = {leaf.pillar for leaf in inputs.leaves}
    for pillar in PILLARS[:3]:
        if pillar not in used:
            message = f"no criterion belongs to the {pillar} pillar."
            yield warning(
                "pillar-missing",
                _at(inputs, "criteria"),
                message,
                "Add one, or say in the report why there is none.",
            )
    weighing = {leaf.pillar for leaf in inputs.leaves if leaf.weight}
    for pillar in inputs.procurement.pillars:
        if pillar not in weighing:
            message = f"the {pillar} pillar has a floor and no criteria that weigh anything."
            yield error("floor-without-criteria", _at(inputs, "pillars", pillar), message, "Remove the floor.")


def rules_known(inputs: Inputs) -> Iterator[Finding]:
    """Every rule, formula, parameter, scale and figure exists and makes sense."""
    for leaf in inputs.leaves:
        place = _at(inputs, *leaf.keys, "score")
        if isinstance(leaf.score, ScaleScore) and inputs.scale(leaf.score.scale) is None:
            offered = inputs.framework.scales if inputs.framework else {}
            known = {*inputs.procurement.scales, *offered, *inputs.catalogue_ids}
            message = f'there is no scale "{leaf.score.scale}".'
            yield error(
                "unknown-scale",
                _at(inputs, *leaf.keys, "score", "scale"),
                message,
                nearest(leaf.score.scale, known),
            )
        if isinstance(leaf.score, FormulaScore):
            problems = list(problems_of_formula(leaf.score, place))
            yield from problems
            if not problems:
                yield from _formula_makes_sense(inputs, leaf, leaf.score)


def _formula_makes_sense(inputs: Inputs, leaf: Leaf, score: FormulaScore) -> Iterator[Finding]:
    bound, place = bind_formula(score), _at(inputs, *leaf.keys, "score")
    yield from _figure_known(inputs, str(bound.of), _at(inputs, *leaf.keys, "score", "of"))
    numbers = {name: value for name, value in bound.parameters.items() if isinstance(value, Fraction)}
    for low, high in (("zero_at", "full_at"), ("floor", "ceiling")):
        if low in numbers and numbers[low] == numbers[high]:
            message = f'"{leaf.id}": {low} and {high} are both {plain(numbers[low])}, so no marks can be worked out.'
            yield error("marks-unreachable", place, message, f"Give {low} and {high} different values.")
    if "floor" in numbers and numbers["floor"] > numbers["ceiling"]:
        message = f'"{leaf.id}": the floor {plain(numbers["floor"])} is above the ceiling {plain(numbers["ceiling"])}.'
        yield error("invalid-parameter", place, message, "Exchange them; a dearer bid never earns more.")
    for name in ("slope", "benchmark"):
        if name in numbers and numbers[name] <= 0:
            yield error("invalid-parameter", place, f'"{leaf.id}": {name} must be above 0.', "Correct the value.")
    if "when_lowest_is_zero" in numbers and not 0 <= numbers["when_lowest_is_zero"] <= 100:
        message = f'"{leaf.id}": when_lowest_is_zero must be from 0 to 100 marks.'
        yield error("invalid-parameter", place, message, "Correct the value.")
    yield from _bands_make_sense(leaf, score, place)
    if bound.of.relative and bound.formula.id not in ("linear", "banded"):
        message = f'"{leaf.id}": "{bound.formula.id}" cannot read {bound.of}, which already compares the bids.'
        yield error("invalid-parameter", place, message, "Use the rule linear or banded with it.")
    if bound.relative:
        message = f'"{leaf.id}" is marked relative to the other bids, so a losing bid can change the winner.'
        way_out = "Publish fixed bounds instead, or read the leave-one-out line of the report."
        yield warning("relative-price-formula", place, message, way_out)


def _bands_make_sense(leaf: Leaf, score: FormulaScore, place: Place) -> Iterator[Finding]:
    if score.rule != "banded-above-lowest":
        return
    bands = bind_formula(score).parameters["bands"]
    if not isinstance(bands, Bands):
        return
    rows = bands.rows
    if not bands.holds(Fraction(0)) or rows[-1].upper is not None:
        message = f'"{leaf.id}": the bands must hold 0% and every percentage above it.'
        yield error("band-gap", place, message, "Begin at 0 or below, and leave the last band without an upper end.")
    if any(second.marks > first.marks for first, second in pairwise(rows)):
        message = f'"{leaf.id}": a dearer band earns more marks than a cheaper one.'
        yield error("invalid-parameter", place, message, "Write the marks in falling order.")


def _figure_known(inputs: Inputs, text: object, place: Place) -> Iterator[Finding]:
    if not isinstance(text, str):
        yield error("unknown-figure", place, f"{text} is no figure.", "Write the id of a figure or measure.")
        return
    name, bands = figure_name(text), inputs.procurement.demand.reference if inputs.procurement.demand else {}
    if name.rule is None and (name.band or not _is_measure(inputs, name.id)):
        message = f'"{text}" is neither a figure nor a measure that any bid gives.'
        yield error("unknown-figure", place, message, nearest(text, _figures(inputs)))
    elif name.band and not (name.rule and name.rule.by_band and name.band in bands):
        yield error("unknown-figure", place, f'there is no figure "{text}".', nearest(text, _figures(inputs)))
    elif name.id == "price-per-success" and not bands:
        message = "price-per-success needs the demand it is taken over."
        yield error("demand-missing", place, message, "Add `demand:` with `reference:` quantities.")
    elif name.id == "whole-life-cost":
        yield from _rates_known(inputs, place)


def _is_measure(inputs: Inputs, name: str) -> bool:
    if not inputs.bids and not inputs.measures:
        return True  # that there is no bid is said elsewhere
    return name in inputs.measures or any(name in bid.measures for bid in inputs.bids)


def _figures(inputs: Inputs) -> list[str]:
    bands = inputs.procurement.demand.reference if inputs.procurement.demand else {}
    return known_figures(bands, {*inputs.measures, *(measure for bid in inputs.bids for measure in bid.measures)})


def _rates_known(inputs: Inputs, place: Place) -> Iterator[Finding]:
    named = inputs.procurement.whole_life
    if named is None:
        way_out = "Add `whole_life: {register: green-book-discount-rates, rate: standard}`."
        yield error("rate-missing", place, "whole-life-cost needs a discount rate.", way_out)
        return
    here, register = _at(inputs, "whole_life", "register"), inputs.registers.get(named.register_id)
    if register is None:
        message = f'there is no register "{named.register_id}".'
        yield error("unknown-register", here, message, nearest(named.register_id, inputs.catalogue_ids))
    elif register.entry(named.rate) is None:
        words = nearest(named.rate, [entry.id for entry in register.entries])
        yield error("unknown-rate", _at(inputs, "whole_life", "rate"), f'there is no rate "{named.rate}".', words)
    elif (rates := discount_rates(inputs)) is None or not rates.schedule:
        message = f'"{named.rate}" has no schedule of rates in force when the procurement commenced.'
        yield error(
            "rate-missing",
            here,
            message,
            "Name another rate, or add the rates of that time in a local register.",
        )


def gates_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A figure gate names its figure and a limit; a declaration gate has neither."""
    for index, gate in enumerate(inputs.procurement.gates):
        place, limits = _at(inputs, "gates", index), (gate.at_least, gate.at_most)
        if gate.asks == "declaration":
            if gate.of is not None or limits != (None, None):
                message = f'the gate "{gate.id}" asks for a declaration, so it has no figure or limit.'
                yield error("invalid-gate", place, message, "Remove the keys, or write `asks: figure`.")
        elif gate.of is None or limits == (None, None):
            message = f'the gate "{gate.id}" asks for a figure, so it needs `of` and `at_least` or `at_most`.'
            yield error("invalid-gate", place, message, "Add the missing keys.")
        else:
            yield from _figure_known(inputs, gate.of, _at(inputs, "gates", index, "of"))
            if figure_name(gate.of).relative:
                message = f'the gate "{gate.id}" reads a figure that depends on the other bids.'
                yield error(
                    "invalid-gate",
                    place,
                    message,
                    "Gates are tested before any bid is compared with another.",
                )


def minimums_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A minimum states a level of its scale, or marks, and not both."""
    for leaf in inputs.leaves:
        minimum, place = leaf.criterion.minimum, _at(inputs, *leaf.keys, "minimum")
        if minimum is None:
            continue
        if (minimum.level is None) == (minimum.marks is None):
            yield error(
                "invalid-minimum",
                place,
                f'the minimum of "{leaf.id}" needs `level` or `marks`, and not both.',
            )
        elif minimum.level is not None:
            scale = inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
            if scale is None and isinstance(leaf.score, ScaleScore):
                continue  # that there is no such scale is said elsewhere
            if scale is None or minimum.level not in {step.level for step in scale.levels}:
                message = f'the minimum of "{leaf.id}" is level {plain(minimum.level)}, which its scale does not have.'
                yield error("invalid-minimum", place, message, "Name a level of the scale, or write `marks:`.")


def scales_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """The procurement's own scales have each level once, and a higher level never earns less."""
    for scale_id, scale in inputs.procurement.scales.items():
        yield from scale_problems(scale_id, scale, _at(inputs, "scales", scale_id, "levels"))


def scale_problems(scale_id: str, scale: ScoringScale, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with a scale; ``place`` is that of its levels."""
    levels = sorted(scale.levels, key=lambda step: step.level)
    for lower, higher in pairwise(levels):
        if lower.level == higher.level:
            message = f'the scale "{scale_id}" has level {plain(lower.level)} twice.'
            yield error("duplicate-id", place, message, "Remove one of them.")
        elif higher.marks < lower.marks:
            message = f'on the scale "{scale_id}" level {plain(higher.level)} earns less than {plain(lower.level)}.'
            yield error("scale-not-rising", place, message, "Let marks rise with the levels.")


def method_makes_sense(inputs: Inputs) -> Iterator[Finding]:
    """The evaluation method exists and has what it needs."""
    evaluation, place = inputs.procurement.evaluation, _at(inputs, "evaluation")
    problems = [*problems_of_method(evaluation, place), *problems_of_minimum(evaluation, place)]
    yield from problems
    method = METHODS.get(evaluation.method)
    if problems or method is None or not method.reads_price:
        return
    yield from _figure_known(inputs, evaluation.parameters.get("price_of", "price"), place)
    if method.needs_minimum and "quality_minimum" not in evaluation.parameters:
        message = f'"{method.id}" lets a very cheap bid of poor quality win unless it has a quality_minimum.'
        way_out = "Add `quality_minimum: {marks: 50, consequence: disregard}` with your own published marks."
        yield error("quality-minimum-missing", place, message, way_out)


def tie_break_known(inputs: Inputs) -> Iterator[Finding]:
    """Every tie-break step names a criterion, a pillar with criteria, lowest-price or lots-drawn."""
    known = {leaf.id for leaf in walk(inputs.procurement.criteria)}
    known |= {str(leaf.pillar) for leaf in inputs.leaves} | {"lowest-price", "lots-drawn"}
    for index, step in enumerate(inputs.procurement.evaluation.tie_break):
        if step not in known:
            message = f'"{step}" is no criterion, pillar or known tie-break step.'
            yield error(
                "unknown-tie-break",
                _at(inputs, "evaluation", "tie_break", index),
                message,
                nearest(step, known),
            )


def low_bid_makes_sense(inputs: Inputs) -> Iterator[Finding]:
    """A low-bid rule has at least one trigger, and a should-cost trigger has its should-cost."""
    rule = inputs.procurement.low_bid
    if rule is None:
        return
    place = _at(inputs, "low_bid")
    if (rule.should_cost is None) != (rule.below_should_cost_percent is None):
        message = "should_cost and below_should_cost_percent belong together."
        yield error("invalid-low-bid", place, message, "Write both, or neither.")
    elif rule.below_should_cost_percent is None and rule.below_mean_percent is None:
        message = "the low-bid rule has no trigger."
        yield error("invalid-low-bid", place, message, "Add below_mean_percent, or should_cost with its percentage.")


METHOD_CHECKS: tuple[Check, ...] = (
    unique_ids,
    shape_of_criteria,
    weights_sum,
    pillars_present,
    rules_known,
    gates_make_sense,
    minimums_make_sense,
    scales_make_sense,
    method_makes_sense,
    tie_break_known,
    low_bid_makes_sense,
)
