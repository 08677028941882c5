"""What criteria, gates and the method read, also where a file still has faults elsewhere."""

from __future__ import annotations

from social_value.core.figures.bid_parts import PRICE, WHOLE_LIFE_COSTS
from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.inputs import Inputs, Leaf
from social_value.core.reads.binding import BoundFormula, bind_formula, bind_method, figure_of_score
from social_value.core.rules.methods import METHODS
from social_value.model.base import Pillar
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
    return name is not None and bool({PRICE, WHOLE_LIFE_COSTS} & set(name.needs))


def names_read(inputs: Inputs) -> dict[FigureName, list[BoundFormula]]:
    """Return every figure that a rule, a gate or the method reads, with the formulas that read it."""
    names: dict[FigureName, list[BoundFormula]] = {}
    for leaf in inputs.leaves:
        if isinstance(leaf.score, FormulaScore):
            bound = bind_formula(leaf.score)
            names.setdefault(bound.of, []).append(bound)
    for gate in inputs.gates:
        if gate.of is not None:
            names.setdefault(figure_name(gate.of), [])
    method = bind_method(inputs.procurement.evaluation)
    if method.method.reads_price:
        names.setdefault(method.price_of, [])
    return names


def pillars_read(inputs: Inputs) -> set[Pillar | None]:
    """Return the pillars that decide: those of criteria, and financial where the method itself reads a price."""
    method = METHODS.get(inputs.procurement.evaluation.method)
    by_method: set[Pillar | None] = {"financial"} if method is not None and method.reads_price else set()
    return {leaf.pillar for leaf in inputs.leaves} | by_method
