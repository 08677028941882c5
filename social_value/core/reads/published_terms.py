"""What is published beside what is asked: the authority, the value, weights, minimums and scales, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from social_value.arithmetic import plain
from social_value.core.inputs import Inputs, Leaf
from social_value.model.base import Consequence
from social_value.model.criteria import Minimum
from social_value.model.scale import ScoringScale

_BELOW: Mapping[Consequence, str] = {
    "disregard": "a bid below it is disregarded",
    "not-awardable": "a bid below it cannot win",
    "flag": "a bid below it is noted and stays in",
}


def weight_words(inputs: Inputs, leaf: Leaf) -> str:
    """Return how many points of all that can be had a criterion is worth."""
    return f"{plain(leaf.points)} of {plain(sum(each.points for each in inputs.leaves))} points"


def minimum_words(minimum: Minimum) -> str:
    """Return the lowest acceptable level or marks, and what becomes of a bid below it.

    >>> minimum_words(Minimum(level=3, consequence="not-awardable"))
    'Level 3; a bid below it cannot win.'
    """
    lowest = f"Level {plain(minimum.level)}" if minimum.level is not None else f"{plain(minimum.marks or 0)} marks"
    return f"{lowest}; {_BELOW[minimum.consequence]}."


def tender_terms(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield what a bidder has to know of the whole, where it is published: what it is, and what it says."""
    procurement = inputs.procurement
    if procurement.authority is not None:
        yield "Authority", procurement.authority.name
    if procurement.contract is not None:
        contract = procurement.contract
        with_or_without = "with VAT" if contract.vat == "included" else "without VAT"
        yield "Estimated value", f"{plain(contract.estimated_value)} {contract.currency}, {with_or_without}"


def marked_for(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield every criterion that earns marks, with its weight and its minimum."""
    for leaf in inputs.leaves:
        minimum = leaf.criterion.minimum
        lowest = f". Minimum: {minimum_words(minimum)}" if minimum is not None else ""
        yield f"{leaf.id} {leaf.criterion.label}", f"{weight_words(inputs, leaf)}{lowest}"


def scale_words(scale: ScoringScale) -> Iterator[tuple[str, str]]:
    """Yield the levels of a scale from the highest down, each with what an answer at it looks like.

    >>> list(scale_words(ScoringScale(levels=[{"level": 0, "marks": 0}, {"level": 1, "label": "Met", "marks": 100}])))
    [('Level 1', 'Met'), ('Level 0', '0 marks')]
    """
    for step in sorted(scale.levels, key=lambda step: step.level, reverse=True):
        words = ": ".join(filter(None, (step.label, step.descriptor)))
        yield f"Level {plain(step.level)}", words or f"{plain(step.marks)} marks"
