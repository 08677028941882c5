"""Checks that a tonne of carbon counts once: as a value, as a cost, or as a measure that is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from social_value.codes.valuation import CARBON_COST_NOT_COUNTED, CARBON_COUNTED_TWICE
from social_value.core.checks.bids_checked import place_of
from social_value.core.figures.registry import figure_name
from social_value.core.figures.worth import VALUE_FIGURES
from social_value.core.inputs import Inputs, Leaf
from social_value.core.rules.methods import METHODS
from social_value.core.valuation.units import is_carbon
from social_value.findings import Finding
from social_value.model.scoring import FormulaScore

WHOLE_LIFE = "whole-life-cost"
_REASON = "Mark it once, or state `double_count_reason:` with why it is not the same carbon."


def carbon_counted_once(inputs: Inputs) -> Iterator[Finding]:
    """Carbon that is valued is not marked again, and carbon that is a dated cost is not either."""
    yield from _valued_and_marked(inputs)
    yield from _cost_and_marked(inputs)


def _reads(leaf: Leaf) -> str:
    """Return the id of the figure or measure that a criterion reads."""
    return figure_name(leaf.score.of or "").id if isinstance(leaf.score, FormulaScore) else ""


def _in_carbon(inputs: Inputs, name: str) -> bool:
    measure, rule = inputs.measures.get(name), figure_name(name).rule
    return is_carbon(rule.unit if rule else measure.unit if measure else "")


def _values_carbon(inputs: Inputs) -> bool:
    """Tell whether a criterion marks a value that carbon is part of."""
    valuation = inputs.procurement.valuation
    marked = any(_reads(leaf) in VALUE_FIGURES for leaf in inputs.leaves)
    return valuation is not None and marked and any(_in_carbon(inputs, name) for name in valuation.measures)


def _valued_and_marked(inputs: Inputs) -> Iterator[Finding]:
    valuation = inputs.procurement.valuation
    if valuation is None or valuation.double_count_reason or not _values_carbon(inputs):
        return
    for leaf in inputs.leaves:
        if _in_carbon(inputs, _reads(leaf)):
            message = f'"{leaf.id}" marks carbon that the social value counts in money already.'
            yield CARBON_COUNTED_TWICE.at(inputs.at(*leaf.keys, "score"), message, _REASON)


def _cost_and_marked(inputs: Inputs) -> Iterator[Finding]:
    whole_life = inputs.procurement.whole_life
    if whole_life is None or not whole_life.counts_carbon or whole_life.double_count_reason or not costs_read(inputs):
        return
    marked = [leaf for leaf in inputs.leaves if _in_carbon(inputs, _reads(leaf))]
    if _values_carbon(inputs):
        marked += [leaf for leaf in inputs.leaves if _reads(leaf) in VALUE_FIGURES]
    for leaf in marked:
        message = f'"{leaf.id}" marks carbon that the whole-life cost counts already.'
        yield CARBON_COUNTED_TWICE.at(inputs.at(*leaf.keys, "score"), message, _REASON)


def costs_read(inputs: Inputs, by_gates: Iterable[str] = ()) -> bool:
    """Tell whether dated costs decide a mark or a rank: a criterion, the method, or what social value is compared with.

    Figures that gates read count where they are given.
    """
    evaluation, valuation = inputs.procurement.evaluation, inputs.procurement.valuation
    names = {*by_gates, *(_reads(leaf) for leaf in inputs.leaves)}
    method = METHODS.get(evaluation.method)
    by_method = method is not None and method.reads_price and evaluation.parameters.get("price_of") == WHOLE_LIFE
    compared = valuation is not None and valuation.compared_with == WHOLE_LIFE and names & set(VALUE_FIGURES[1:])
    return WHOLE_LIFE in names or by_method or bool(compared)


def carbon_costs(inputs: Inputs) -> Iterator[Finding]:
    """Dated costs of carbon are stated only where the published method counts them."""
    whole_life = inputs.procurement.whole_life
    by_gates = [figure_name(gate.of).id for gate in inputs.procurement.gates if gate.of is not None]
    if whole_life is None or whole_life.counts_carbon or not costs_read(inputs, by_gates):
        return
    for bid in inputs.bids:
        for number, cost in enumerate(bid.whole_life_costs):
            if cost.kind == "carbon":
                place = place_of(inputs, bid, "whole_life_costs", number, "kind")
                message = f"{bid.id} states a cost of carbon, which the whole-life cost of this procurement leaves out."
                way_out = "Remove the cost from every bid, or publish `counts_carbon: true` under `whole_life:`."
                yield CARBON_COST_NOT_COUNTED.at(place, message, way_out)
