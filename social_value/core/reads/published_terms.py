"""What is published of a criterion beside its question: its weight and its minimum, in words."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.arithmetic import plain
from social_value.core.inputs import Inputs, Leaf
from social_value.model.base import Consequence
from social_value.model.criteria import Minimum

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
