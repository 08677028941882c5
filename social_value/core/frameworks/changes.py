"""What a local framework changes of the frameworks it is built on, held against their locks and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from social_value.arithmetic import plain
from social_value.codes.frameworks import LOCKED_OVERRIDE, OVERRIDE_OUT_OF_RANGE
from social_value.codes.values import UNKNOWN_ID
from social_value.core.frameworks.draft import Draft
from social_value.core.frameworks.limits import is_reversed, is_wider, limit_broken, narrowed, range_words
from social_value.core.frameworks.parts import Part
from social_value.findings import Finding, Place, nearest
from social_value.model.base import Pillar, Record, WeightRange
from social_value.model.framework import (
    CriterionChange,
    FrameworkCriterion,
    FrameworkPillar,
    MeasureChange,
)


def stated(change: Record) -> dict[str, Any]:
    """Return the keys that a change states, with their values; what it leaves out stays as it is."""
    return {key: value for key in sorted(change.model_fields_set) if (value := getattr(change, key)) is not None}


def apply_changes(draft: Draft, part: Part) -> Iterator[Finding]:
    """Change criteria, measures and pillars as a framework says, and yield what it may not change."""
    changes = part.framework.changes
    if changes is None:
        return
    for criterion_id, criterion_change in changes.criteria.items():
        place = part.at("changes", "criteria", criterion_id)
        criterion = draft.criteria.get(criterion_id)
        if criterion is None:
            yield _unknown("criterion", criterion_id, draft.criteria, part, place)
        else:
            yield from _criterion(draft, part, criterion, criterion_change, place)
    for measure_id, measure_change in changes.measures.items():
        place = part.at("changes", "measures", measure_id)
        if measure_id not in draft.measures:
            yield _unknown("measure", measure_id, draft.measures, part, place)
        else:
            _measure(draft, part, measure_id, measure_change, place)
    for pillar, pillar_change in changes.pillars.items():
        place = part.at("changes", "pillars", pillar)
        if pillar not in draft.pillars:
            yield _unknown("pillar", pillar, draft.pillars, part, place)
        else:
            yield from change_pillar(draft, part, pillar, pillar_change, place)


def _unknown(what: str, item_id: str, known: Mapping[Any, Any], part: Part, place: Place) -> Finding:
    message = f'{part.id} changes the {what} "{item_id}", which nothing that it extends or includes has.'
    return UNKNOWN_ID.at(place, message, nearest(item_id, known))


def _criterion(
    draft: Draft, part: Part, criterion: FrameworkCriterion, change: CriterionChange, place: Place
) -> Iterator[Finding]:
    owner = draft.owner("criterion", criterion.id)
    if criterion.locked:
        message = f'{part.id} changes the criterion "{criterion.id}" of {owner}, which is locked there.'
        yield LOCKED_OVERRIDE.at(place, message, "Remove the change, or add a criterion of your own beside it.")
        return
    new = stated(change)
    whose = f'"{criterion.id}" of {owner}'
    if change.weight_range is not None:
        yield from _wider(part, whose, criterion.weight_range, change.weight_range, place.at("weight_range"))
        new["weight_range"] = narrowed(criterion.weight_range, change.weight_range)
    if change.weight is not None and criterion.weight_range is not None:
        beyond = limit_broken(change.weight, criterion.weight_range)
        if beyond is not None:
            message = f"{part.id} gives {whose} the weight {plain(change.weight)}; {beyond}."
            yield OVERRIDE_OUT_OF_RANGE.at(place.at("weight"), message, "Choose a weight inside the range.")
    draft.replace("criterion", criterion.id, new)
    draft.note("criterion", criterion.id, part, {key: place.at(key) for key in new})


def _measure(draft: Draft, part: Part, measure_id: str, change: MeasureChange, place: Place) -> None:
    new = stated(change)
    draft.replace("measure", measure_id, new)
    draft.note("measure", measure_id, part, {key: place.at(key) for key in new})


def change_pillar(draft: Draft, part: Part, pillar: Pillar, change: FrameworkPillar, place: Place) -> Iterator[Finding]:
    """Change what is asked of a pillar: its range may only narrow, and a locked floor may only rise."""
    before, owner = draft.pillars[pillar], draft.owner("pillar", pillar)
    new = stated(change)
    if change.weight_range is not None:
        whose = f"the {pillar} pillar of {owner}"
        yield from _wider(part, whose, before.weight_range, change.weight_range, place.at("weight_range"))
        new["weight_range"] = narrowed(before.weight_range, change.weight_range)
    if before.locked:
        new["locked"] = True
        yield from _unlocked(part, owner, pillar, before, change, place)
    draft.pillars[pillar] = before.model_copy(update=new)
    changed = [key for key, value in new.items() if value != getattr(before, key)]
    if changed:
        draft.note("pillar", pillar, part, {key: place.at(key) for key in changed})


def _unlocked(
    part: Part, owner: str, pillar: Pillar, before: FrameworkPillar, change: FrameworkPillar, place: Place
) -> Iterator[Finding]:
    if before.floor is not None and change.floor is not None and change.floor < before.floor:
        lowest = plain(before.floor)
        message = (
            f"{part.id} lowers the {pillar} floor of {owner} from {lowest} to {plain(change.floor)}; "
            f"the lowest it may be is {lowest}."
        )
        yield LOCKED_OVERRIDE.at(place.at("floor"), message, f"Write {lowest} or more, or remove the key.")
    if before.consequence is not None and change.consequence not in (None, before.consequence):
        message = (
            f"{part.id} changes the consequence of the {pillar} floor of {owner} from {before.consequence} to "
            f"{change.consequence}, and it is locked there."
        )
        yield LOCKED_OVERRIDE.at(place.at("consequence"), message, "Remove the key.")


def _wider(part: Part, whose: str, base: WeightRange | None, local: WeightRange, place: Place) -> Iterator[Finding]:
    if base is not None and is_wider(local, base) and not is_reversed(local):
        message = (
            f"{part.id} lets {whose} weigh {range_words(narrowed(base, local))}; "
            f"the range may only be narrower than {range_words(base)}."
        )
        yield OVERRIDE_OUT_OF_RANGE.at(place, message, f"Choose a range within {range_words(base)}.")
