"""Checks of the criteria: their ids, shape, weights, pillars and scales."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from social_value.arithmetic import plain
from social_value.codes.method import (
    FLOOR_WITHOUT_CRITERIA,
    PARENT_WITH_SCORE,
    PILLAR_DIFFERS,
    PILLAR_MISSING,
    SCALE_NOT_RISING,
    WEIGHTS_DO_NOT_SUM,
)
from social_value.codes.values import DUPLICATE_ID, MISSING_KEY
from social_value.core.assessment_stages import counted_leaves, stage_plans
from social_value.core.checks.counting import best_level_problems
from social_value.core.checks.policy import pillars_asked_for
from social_value.core.figures.registry import FIGURES
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.figures_read import pillars_read
from social_value.findings import Finding, Place
from social_value.model.base import PILLARS
from social_value.model.scale import ScoringScale


def duplicates(names: Iterable[tuple[str, Place]], what: str) -> Iterator[Finding]:
    """Yield a finding for every name that is taken, even when only capitals differ."""
    seen: dict[str, str] = {}
    for name, place in names:
        # Two ids that differ in capitals alone would be one file on half of all computers, and one name to a reader.
        folded = name.casefold()
        if folded in seen:
            first = seen[folded]
            message = (
                f'the {what} "{name}" is there twice.'
                if first == name
                else f'the {what} "{name}" is the same as "{first}".'
            )
            yield DUPLICATE_ID.at(place, message, "Rename or remove one; capitals do not make an id different.")
        seen.setdefault(folded, name)


def unique_ids(inputs: Inputs) -> Iterator[Finding]:
    """Ids of criteria, gates, measures and areas are unique, and no measure has that of a figure."""
    procurement = inputs.procurement
    criteria = [(leaf.id, inputs.at(*leaf.keys, "id")) for leaf in walk(procurement.criteria)]
    yield from duplicates(criteria, "criterion")
    gates = [(gate.id, inputs.at("reservation")) for gate in inputs.reserved_gates]
    gates += [(gate.id, inputs.at("gates", n, "id")) for n, gate in enumerate(procurement.gates)]
    yield from duplicates(gates, "gate")
    measures = [(measure.id, inputs.at("measures", n, "id")) for n, measure in enumerate(procurement.measures)]
    yield from duplicates(measures, "measure")
    for name, place in measures:
        if name in FIGURES:
            message = f'the measure "{name}" has the id of a figure, which is read in its place.'
            yield DUPLICATE_ID.at(place, message, "Rename the measure, or let the figure be worked out.")
    areas = procurement.place.areas if procurement.place else ()
    yield from duplicates([(area.id, inputs.at("place", "areas", n, "id")) for n, area in enumerate(areas)], "area")


def shape_of_criteria(inputs: Inputs) -> Iterator[Finding]:
    """A criterion either earns marks or only holds its parts."""
    for leaf in walk(inputs.procurement.criteria):
        place = inputs.at(*leaf.keys)
        if leaf.criterion.criteria:
            yield from _shape_of_parent(inputs, leaf)
            continue
        for key in ("weight", "score"):
            if getattr(leaf.criterion, key) is None:
                message = f'the criterion "{leaf.id}" has no {key}.'
                yield MISSING_KEY.at(place, message, f"Add `{key}:`, or parts under `criteria:`.")
        if leaf.pillar is None:
            message = f'the criterion "{leaf.id}" belongs to no pillar.'
            yield MISSING_KEY.at(place, message, f"Add `pillar:`, one of {', '.join(PILLARS)}.")
        if leaf.id in PILLARS:
            message = f'"{leaf.id}" is the name of a pillar and cannot be the id of a criterion.'
            yield DUPLICATE_ID.at(inputs.at(*leaf.keys, "id"), message, "Choose another id.")


def _shape_of_parent(inputs: Inputs, parent: Leaf) -> Iterator[Finding]:
    if parent.criterion.score is not None:
        message = f'the criterion "{parent.id}" has parts, so it has no score of its own.'
        yield PARENT_WITH_SCORE.at(inputs.at(*parent.keys, "score"), message, "Move the score to a part.")
    stated = parent.criterion.weight
    # Only the ends of the tree weigh: what stands between is the sum of its own parts.
    parts = sum((leaf.weight for leaf in walk(parent.criterion.criteria) if not leaf.criterion.criteria), Decimal(0))
    if stated is not None and stated != parts:
        message = f'the criterion "{parent.id}" states weight {plain(stated)} and its parts add up to {plain(parts)}.'
        yield WEIGHTS_DO_NOT_SUM.at(inputs.at(*parent.keys, "weight"), message, "Remove it, or correct a part.")
    for leaf in walk(parent.criterion.criteria, (*parent.keys, "criteria")):
        if leaf.criterion.pillar is not None and leaf.criterion.pillar != parent.pillar:
            message = f'"{leaf.id}" is a part of "{parent.id}" and cannot belong to another pillar.'
            yield PILLAR_DIFFERS.at(inputs.at(*leaf.keys, "pillar"), message, "Remove the key from the part.")


def weights_sum(inputs: Inputs) -> Iterator[Finding]:
    """Weights of scored criteria add up to exactly what totals are out of (Procurement Act 2023, section 23(3)(b)).

    Where the last stage alone counts, they do so within each stage.
    """
    if any(leaf.criterion.weight is None for leaf in inputs.leaves):
        return
    stages = inputs.procurement.stages
    if stages is None or stages.counts == "all":
        yield from _sum_of(inputs, inputs.leaves, "criterion weights", inputs.at("criteria"))
        return
    for number, plan in enumerate(stage_plans(inputs)):
        whose, place = f'weights of the stage "{stages.order[number].id}"', inputs.at("stages", "order", number)
        yield from _sum_of(inputs, plan.leaves, whose, place)


def _sum_of(inputs: Inputs, leaves: Sequence[Leaf], whose: str, place: Place) -> Iterator[Finding]:
    total, whole = sum((leaf.weight for leaf in leaves), Decimal(0)), plain(inputs.out_of)
    if total != inputs.out_of:
        parts = ", ".join(f"{leaf.id} {plain(leaf.weight)}" for leaf in leaves[:12])
        more = ", ..." if len(leaves) > 12 else ""
        message = f"{whose} add up to {plain(total)}, not {whole} ({parts}{more})."
        way_out = f"Change weights until they add up to exactly {whole}"
        way_out += f", or write `evaluation: {{out_of: {plain(total)}}}`." if _could_be_out_of(total) else "."
        yield WEIGHTS_DO_NOT_SUM.at(place, message, way_out)


def _could_be_out_of(total: Decimal) -> bool:
    """Tell whether somebody may have meant a total out of this sum, and not have miscounted."""
    return total > 100 and total % 50 == 0


def pillars_present(inputs: Inputs) -> Iterator[Finding]:
    """Financial, environmental and social criteria stand side by side."""
    used = pillars_read(inputs) | pillars_asked_for(inputs)
    # The fourth is quality: a method that marks it inside the other three lacks nothing.
    for pillar in PILLARS[:3]:
        if pillar not in used:
            message = f"no criterion belongs to the {pillar} pillar."
            yield PILLAR_MISSING.at(inputs.at("criteria"), message, "Add one, or say in the report why there is none.")
    weighing = {leaf.pillar for leaf in counted_leaves(inputs) if leaf.weight}
    for pillar in inputs.procurement.pillars:
        if pillar not in weighing:
            message = f"the {pillar} pillar has a floor and no criteria that weigh anything."
            yield FLOOR_WITHOUT_CRITERIA.at(inputs.at("pillars", pillar), message, "Remove the floor.")


def scales_make_sense(inputs: Inputs) -> Iterator[Finding]:
    """The procurement's own scales have each level once, and a higher level never earns less."""
    for scale_id, scale in inputs.procurement.scales.items():
        yield from scale_problems(scale_id, scale, inputs.at("scales", scale_id, "levels"))


def scale_problems(scale_id: str, scale: ScoringScale, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with a scale; ``place`` is that of its levels."""
    levels = sorted(scale.levels, key=lambda step: step.level)
    for lower, higher in pairwise(levels):
        if lower.level == higher.level:
            message = f'the scale "{scale_id}" has level {plain(lower.level)} twice.'
            yield DUPLICATE_ID.at(place, message, "Remove one of them.")
        elif higher.marks < lower.marks:
            message = f'on the scale "{scale_id}" level {plain(higher.level)} earns less than {plain(lower.level)}.'
            yield SCALE_NOT_RISING.at(place, message, "Let marks rise with the levels.")
    yield from best_level_problems(scale_id, scale, place)
