"""Which parts of a bid the method is worked out from, and which bidders are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import BID_PARTS, MEASURES, PRICE, SUCCESS_RATE
from social_value.core.inputs import Inputs
from social_value.core.reads.figures_read import names_read
from social_value.core.reads.measures_read import measures_read


def needs_read(inputs: Inputs) -> set[BidPart]:
    """Return the parts of a bid that the figures which are read, and the rest of the method, are worked out from."""
    needs = _meant(inputs, (part for name in names_read(inputs) for part in name.needs))
    if inputs.procurement.low_bid is not None or "lowest-price" in inputs.procurement.evaluation.tie_break:
        needs.add(PRICE)
    return needs


def parts_needed(inputs: Inputs) -> Mapping[BidPart, frozenset[str]]:
    """Return the parts that a bid may not leave out, in the order of the table of parts.

    With each stand the names under which it is stated: the measures that are read, the bands of the demand, and the
    empty name for a part that is one whole.
    """
    demand = inputs.procurement.demand
    named = {MEASURES: measures_read(inputs), SUCCESS_RATE: set(demand.reference if demand is not None else ())}
    # A measure is read by its own name, whether or not a figure is worked out from measures.
    needs = needs_read(inputs) | {MEASURES}
    listed = (part for part in BID_PARTS.values() if part in needs and part.missing is not None)
    return {part: frozenset(named.get(part, {""})) for part in listed}


def parts_asked(inputs: Inputs) -> set[BidPart]:
    """Return the parts of a bid that bidders are asked for: what figures need or use, and what else is published."""
    rules = [name.rule for name in names_read(inputs) if name.rule is not None]
    used = _meant(inputs, (part for rule in rules for part in rule.uses))
    return needs_read(inputs) | used | {part for part in BID_PARTS.values() if part.asked_by(inputs)}


def _meant(inputs: Inputs, parts: Iterable[BidPart]) -> set[BidPart]:
    return {meant for part in parts if (meant := part.meant(inputs)) is not None}
