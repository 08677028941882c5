"""What criteria, gates and the method read, also where a file still has faults elsewhere."""

from __future__ import annotations

from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.inputs import Inputs, Leaf
from social_value.core.reads.binding import figure_of_score
from social_value.core.rules.methods import METHODS
from social_value.model.scoring import FormulaScore, RecordedScore


def figure_read(leaf: Leaf) -> FigureName | None:
    """Return the figure or measure that a criterion is marked from, or None where it is marked in another way."""
    return figure_of_score(leaf.score) if isinstance(leaf.score, FormulaScore) else None


def method_figure(inputs: Inputs) -> FigureName | None:
    """Return the price that the evaluation method sets against quality, where it does."""
    evaluation = inputs.procurement.evaluation
    method = METHODS.get(evaluation.method)
    if method is None or not method.reads_price:
        return None
    text = evaluation.parameters.get("price_of", "price")
    return figure_name(text) if isinstance(text, str) else None


def reads_cost(leaf: Leaf) -> bool:
    """Tell whether a criterion marks a price or another cost.

    Marks of the financial pillar that were fixed elsewhere are taken for those of a price.
    """
    if isinstance(leaf.score, RecordedScore):
        return leaf.pillar == "financial"
    name = figure_read(leaf)
    return name is not None and bool({"price", "whole_life_costs"} & set(name.needs))


def measures_read(inputs: Inputs) -> set[str]:
    """Return the measures that a criterion, a gate, the method or a cohort reads."""
    names = [figure_read(leaf) for leaf in inputs.leaves]
    names += [figure_name(gate.of) for gate in inputs.gates if gate.of is not None]
    names.append(method_figure(inputs))
    counted = {measure for cohort in inputs.procurement.cohorts for measure in cohort.measures}
    return counted | {name.id for name in names if name is not None and name.rule is None}


def is_measure(inputs: Inputs, name: str) -> bool:
    """Tell whether a name is that of a declared measure, or of one that a bid gives."""
    if not inputs.bids and (not inputs.measures or inputs.published.bids):
        return True  # that there is no bid, or none for the lot, is said elsewhere
    return name in inputs.measures or any(name in bid.measures for bid in inputs.bids)


def measures_committed(inputs: Inputs) -> set[str]:
    """Return the measures whose commitments a criterion, a gate or the method reads as a quantity."""
    names = [figure_read(leaf) for leaf in inputs.leaves]
    names += [figure_name(gate.of) for gate in inputs.gates if gate.of is not None]
    names.append(method_figure(inputs))
    return {name.part for name in names if name is not None and name.rule is not None and name.rule.by == "measure"}


def commitment_measures(inputs: Inputs) -> tuple[str, ...]:
    """Return the measures that bidders only commit to: those valued in money, and those declared that nothing reads."""
    procurement, read = inputs.procurement, measures_read(inputs)
    valued = procurement.valuation.measures if procurement.valuation else ()
    declared = (measure.id for measure in procurement.measures if measure.id not in read)
    return tuple(dict.fromkeys((*valued, *declared)))
