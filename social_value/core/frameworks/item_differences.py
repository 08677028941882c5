"""What changed of one criterion, measure, gate or scale."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.frameworks.difference_words import (
    Difference,
    Group,
    by_how_much,
    keys_changed,
    lock_changed,
    now,
    shown_range,
    words_changed,
)
from social_value.core.frameworks.policy_words import joined_scope
from social_value.model.criteria import Minimum
from social_value.model.framework import Framework, FrameworkCriterion, FrameworkGate, FrameworkMeasure
from social_value.model.scale import ScoringScale


def criteria_of(framework: Framework) -> dict[str, FrameworkCriterion]:
    """Return the criteria of a framework by id."""
    return {criterion.id: criterion for criterion in framework.criteria()}


def criterion_words(item_id: str, criterion: FrameworkCriterion) -> str:
    """Name a criterion that is new or gone."""
    weight = f", weight {plain(criterion.weight)}" if criterion.weight is not None else ""
    return f'{item_id} "{criterion.title}" ({criterion.pillar}{weight})'


def criterion_changed(item_id: str, old: FrameworkCriterion, new: FrameworkCriterion) -> Iterator[Difference]:
    """Compare a criterion with what it was."""
    if old.weight is not None and new.weight is not None and old.weight != new.weight:
        yield Difference("Weights", by_how_much(f"{item_id} is now worth", "point", old.weight, new.weight))
    elif old.weight != new.weight:
        weights = [None if weight is None else plain(weight) for weight in (old.weight, new.weight)]
        yield Difference("Weights", now(f"The weight of {item_id} is now", weights[0], weights[1]))
    if shown_range(old.weight_range) != shown_range(new.weight_range):
        ranges = shown_range(old.weight_range), shown_range(new.weight_range)
        yield Difference("Weights", now(f"{item_id} may now weigh", ranges[0], ranges[1]))
    yield from keys_changed("Criteria", item_id, old, new, {"pillar": "pillar", "scale": "scale"})
    if old.minimum != new.minimum:
        minimums = _minimum(old.minimum), _minimum(new.minimum)
        yield Difference("Criteria", now(f"The minimum of {item_id} is now", minimums[0], minimums[1]))
    yield from _looked_for(item_id, old.looked_for, new.looked_for)
    yield from _common("Criteria", item_id, old, new)


def _minimum(minimum: Minimum | None) -> str:
    if minimum is None:
        return "none"
    lowest = f"level {plain(minimum.level)}" if minimum.level is not None else f"{plain(minimum.marks or 0)} marks"
    return f"{lowest}, {minimum.consequence}"


def _looked_for(item_id: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    yield from (
        Difference("Criteria", f'{item_id} now looks for "{sub_criterion}"')
        for sub_criterion in new
        if sub_criterion not in old
    )
    yield from (
        Difference("Criteria", f'{item_id} no longer looks for "{sub_criterion}"')
        for sub_criterion in old
        if sub_criterion not in new
    )


def _common(
    group: Group,
    item_id: str,
    old: FrameworkCriterion | FrameworkGate,
    new: FrameworkCriterion | FrameworkGate,
) -> Iterator[Difference]:
    yield from lock_changed(group, item_id, old.locked, new.locked)
    periods = [joined_scope(item.in_force, None) or "all" for item in (old, new)]
    if periods[0] != periods[1]:
        yield Difference(group, now(f"{item_id} is now for procurements:", periods[0], periods[1]))
    yield from words_changed(item_id, old, new)


def measures_of(framework: Framework) -> dict[str, FrameworkMeasure]:
    """Return the measures of a framework by id."""
    return {measure.id: measure for measure in framework.measures()}


def measure_words(item_id: str, measure: FrameworkMeasure) -> str:
    """Name a measure that is new or gone."""
    return f'{item_id} "{measure.title}" (in {measure.unit})'


_MEASURE_KEYS = {
    "unit": "unit",
    "points_per_unit": "points for one unit",
    "most_points": "most points",
    "code": "code",
}


def measure_changed(item_id: str, old: FrameworkMeasure, new: FrameworkMeasure) -> Iterator[Difference]:
    """Compare a measure with what it was."""
    keys = (
        _MEASURE_KEYS if old.core == new.core else {key: _MEASURE_KEYS[key] for key in _MEASURE_KEYS if key != "core"}
    )
    yield from keys_changed("Measures", item_id, old, new, keys)
    if old.core != new.core:
        words = (
            "part of the specification, and worth nothing extra" if new.core else "no longer part of the specification"
        )
        yield Difference("Measures", f"{item_id} is now {words}.")
    if old.value != new.value:
        yield Difference("Measures", f"What one unit of {item_id} is taken to be worth is set differently.")
    yield from words_changed(item_id, old, new)


def gates_of(framework: Framework) -> dict[str, FrameworkGate]:
    """Return the gates of a framework by id."""
    return {gate.id: gate for gate in framework.gates}


def gate_words(item_id: str, gate: FrameworkGate) -> str:
    """Name a gate that is new or gone."""
    return f'{item_id} "{gate.title}" ({gate.consequence})'


def gate_changed(item_id: str, old: FrameworkGate, new: FrameworkGate) -> Iterator[Difference]:
    """Compare a gate with what it was."""
    keys = {"asks": "question", "of": "figure", "at_least": "lowest figure", "at_most": "highest figure"}
    yield from keys_changed("Gates", item_id, old, new, {**keys, "consequence": "consequence"})
    yield from _common("Gates", item_id, old, new)


def scale_words(item_id: str, scale: ScoringScale) -> str:
    """Name a scale that is new or gone."""
    return f"{item_id} ({len(scale.levels)} levels)"


def scale_changed(item_id: str, old: ScoringScale, new: ScoringScale) -> Iterator[Difference]:
    """Compare a scale with what it was."""
    before, after = ({step.level: step for step in scale.levels} for scale in (old, new))
    for level in sorted({*before, *after}):
        what = f"level {plain(level)} of {item_id}"
        if level not in before or level not in after:
            yield Difference("Scales", f"{'Added' if level in after else 'Removed'}: {what}.")
        elif before[level].marks != after[level].marks:
            marks = before[level].marks, after[level].marks
            yield Difference("Scales", by_how_much(f"L{what[1:]} is now worth", "mark", marks[0], marks[1]))
        elif before[level] != after[level]:
            yield Difference("Wording", f"L{what[1:]} is described differently.")
