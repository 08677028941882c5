"""Which measures the method reads, and which bidders only commit to."""

from __future__ import annotations

from social_value.core.figures.named_parts import MEASURE
from social_value.core.figures.registry import figure_name
from social_value.core.inputs import Inputs
from social_value.core.reads.figures_read import figure_read, method_figure


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
    return {name.part for name in names if name is not None and name.rule is not None and name.rule.by is MEASURE}


def measures_counted(inputs: Inputs) -> set[str]:
    """Return the measures whose commitments are valued in money, earn points or are marked as a quantity."""
    valuation = inputs.procurement.valuation
    pointed = {name for name, measure in inputs.measures.items() if measure.points_per_unit is not None}
    valued = set(valuation.measures if valuation else ())
    return (pointed | valued | measures_committed(inputs)) & inputs.measures.keys()


def commitment_measures(inputs: Inputs) -> tuple[str, ...]:
    """Return the measures that bidders only commit to: those valued in money, and those declared that nothing reads."""
    procurement, read = inputs.procurement, measures_read(inputs)
    valued = procurement.valuation.measures if procurement.valuation else ()
    declared = (measure.id for measure in procurement.measures if measure.id not in read)
    return tuple(dict.fromkeys((*valued, *declared)))
