"""Checks of the minimums of criteria: what they ask for, and what they stop."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.codes.method import INVALID_MINIMUM
from social_value.core.assessment_stages import leaves_named
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.binding import bind_formula
from social_value.core.reads.rule_problems import problems_of_formula
from social_value.findings import Finding, Place
from social_value.model.criteria import Minimum
from social_value.model.scoring import FormulaScore, ScaleScore


def minimums_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """A minimum states a level of its scale, or marks, and not both; one that stops puts the bid out by itself."""
    for leaf in walk(inputs.procurement.criteria):
        minimum, place = leaf.criterion.minimum, inputs.at(*leaf.keys, "minimum")
        if minimum is None:
            continue
        if (minimum.level is None) == (minimum.marks is None):
            yield INVALID_MINIMUM.at(place, f'the minimum of "{leaf.id}" needs `level` or `marks`, and not both.')
        elif minimum.level is not None:
            yield from _level_known(inputs, leaf, minimum, place)
        if minimum.then == "stop":
            yield from _stop_makes_sense(inputs, leaf, minimum, place.at("then"))


def _level_known(inputs: Inputs, leaf: Leaf, minimum: Minimum, place: Place) -> Iterator[Finding]:
    level = plain(minimum.level or 0)
    if leaf.criterion.criteria:
        message = f'"{leaf.id}" has parts, which together have marks and no level {level}.'
        yield INVALID_MINIMUM.at(place, message, "Write `marks:`, the weighted marks of its parts over their weight.")
        return
    scale = inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
    if scale is None and isinstance(leaf.score, ScaleScore):
        return  # that there is no such scale is said elsewhere
    if scale is None or minimum.level not in {step.level for step in scale.levels}:
        message = f'the minimum of "{leaf.id}" is level {level}, which its scale does not have.'
        yield INVALID_MINIMUM.at(place, message, "Name a level of the scale, or write `marks:`.")


def _stop_makes_sense(inputs: Inputs, leaf: Leaf, minimum: Minimum, place: Place) -> Iterator[Finding]:
    if minimum.consequence != "disregard":
        message = f'"{leaf.id}" stops the assessment of a bid that its minimum leaves among the others.'
        yield INVALID_MINIMUM.at(place, message, "Write `consequence: disregard`, or leave out `then`.")
    relative = [part.id for part in leaves_named(inputs, (leaf.id,)) if _is_relative(part)]
    if relative:
        # Whoever fails it leaves the pool, and with the pool change the marks that it failed on.
        message = f'"{leaf.id}" stops at marks that depend on the other bids ({", ".join(relative)}).'
        yield INVALID_MINIMUM.at(place, message, "Leave out `then`, or make it a stage of its own under `stages:`.")


def _is_relative(leaf: Leaf) -> bool:
    score = leaf.score
    if not isinstance(score, FormulaScore) or any(True for _ in problems_of_formula(score, Place(""))):
        return False
    return bind_formula(score).relative
