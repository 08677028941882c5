"""Targets: what can be given another weight, and the weights of everything else beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from social_value.arithmetic import exact_sum, plain
from social_value.core.assessment_stages import counted_leaves
from social_value.core.inputs import Inputs
from social_value.core.scoring.field import Field
from social_value.errors import CannotRunError
from social_value.findings import nearest

Kind = Literal["criterion", "parent", "pillar"]
Points = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Target:
    """A criterion, a criterion with parts, or a pillar, and the ids of the criteria whose weights move with it."""

    id: str
    title: str
    kind: Kind
    leaves: tuple[str, ...]


def targets_of(inputs: Inputs) -> tuple[Target, ...]:
    """Return every target: pillars, then criteria in the order of the file, each parent before its parts.

    Criteria that count for their stage alone are none, as their weights are no part of the total.
    """
    leaves = counted_leaves(inputs)
    pillars = dict.fromkeys(leaf.pillar for leaf in leaves if leaf.pillar is not None)
    targets = {
        str(pillar): Target(
            pillar, f"{pillar.capitalize()} pillar", "pillar", tuple(x.id for x in leaves if x.pillar == pillar)
        )
        for pillar in pillars
    }
    for leaf in leaves:
        for parent in leaf.parents:
            parts = tuple(part.id for part in leaves if parent.id in [above.id for above in part.parents])
            targets.setdefault(parent.id, Target(parent.id, parent.label, "parent", parts))
        targets.setdefault(leaf.id, Target(leaf.id, leaf.criterion.label, "criterion", (leaf.id,)))
    return tuple(targets.values())


def target_named(inputs: Inputs, name: str) -> Target:
    """Return a target by its id. Raises CannotRunError with the nearest word where there is none."""
    targets = {target.id: target for target in targets_of(inputs)}
    if name not in targets and any(criterion.id == name for leaf in inputs.leaves for criterion in leaf.line):
        message = f"{name} counts for who goes on from its stage, and not for the total."
        raise CannotRunError(message, "Name a criterion of the last stage.")
    if name not in targets:
        raise CannotRunError(f'there is no criterion or pillar "{name}".', nearest(name, targets))
    return targets[name]


def points_of(field: Field) -> Points:
    """Return the weight of every criterion that earns marks."""
    return {marker.leaf.id: marker.points for marker in field.markers}


def counted_points(field: Field) -> Points:
    """Return the weight of every criterion that counts for the total; they add up to 100."""
    return {leaf: points for leaf, points in points_of(field).items() if leaf in field.scheme.counted}


@dataclass(frozen=True)
class Move:
    """One target whose weight moves, while all other weights keep their proportions and the sum, ``whole``, stays.

    ``inside`` holds each criterion's share of the target's weight, ``outside`` each other criterion's share of what
    is left; each adds up to 1.
    """

    target: Target
    at: Fraction
    whole: Fraction
    inside: Points
    outside: Points

    def points(self, weight: Fraction) -> dict[str, Fraction]:
        """Return every weight where the target has this one."""
        mine = {name: share * weight for name, share in self.inside.items()}
        return mine | {name: share * (self.whole - weight) for name, share in self.outside.items()}


def move_of(field: Field, target: Target) -> Move:
    """Return how weights move with a target's. Raises CannotRunError where nothing could take what it gives up."""
    points = counted_points(field)
    at, whole = exact_sum(points[name] for name in target.leaves), field.inputs.out_of
    if at == whole:
        raise CannotRunError(
            f"{target.id} has the whole weight of {plain(whole)}, and no other criterion could take any of it.",
            "Choose a criterion or pillar that is only a part of the total.",
        )
    if at == 0 and len(target.leaves) > 1:
        raise CannotRunError(
            f"the parts of {target.id} have no weight, so nobody can say how they would share one.",
            "Name one of its parts instead.",
        )
    inside = {name: points[name] / at if at else Fraction(1) for name in target.leaves}
    outside = {name: given / (whole - at) for name, given in points.items() if name not in inside}
    return Move(target, at, whole, inside, outside)


def reweighted(field: Field, wanted: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return weights with the named targets at theirs; all others scale in proportion, so that they add up as before.

    The parts of a parent or pillar keep their proportions too. Raises CannotRunError where that cannot be.
    """
    points, whole = counted_points(field), field.inputs.out_of
    fixed: dict[str, Fraction] = {}
    for name, weight in wanted.items():
        target = target_named(field.inputs, name)
        _check_weight(name, weight, whole, set(target.leaves) & set(fixed))
        at = exact_sum(points[leaf] for leaf in target.leaves)
        if at == 0 and len(target.leaves) > 1:
            way_out = "Name one of its parts instead."
            raise CannotRunError(f"the parts of {name} have no weight that could be scaled.", way_out)
        fixed |= {leaf: weight * points[leaf] / at if at else weight for leaf in target.leaves}
    left = whole - exact_sum(fixed.values())
    others = exact_sum(given for leaf, given in points.items() if leaf not in fixed)
    if left < 0 or (others == 0 and left != 0):
        words = f"the weights that are asked for add up to {plain(whole - left)}"
        rest = (
            f", more than {plain(whole)}."
            if left < 0
            else ", and no other criterion has a weight that could take the rest."
        )
        raise CannotRunError(words + rest, f"Choose weights that leave the sum at {plain(whole)}.")
    scaled = {leaf: fixed.get(leaf, given * left / others if others else given) for leaf, given in points.items()}
    return {**points_of(field), **scaled}


def _check_weight(name: str, weight: Fraction, whole: Fraction, twice: set[str]) -> None:
    if not 0 <= weight <= whole:
        raise CannotRunError(f"{plain(weight)} is no weight for {name}.", f"Write a number from 0 to {plain(whole)}.")
    if twice:
        words = f"the weight of {min(twice)} is asked for twice: by itself, and as a part of {name}."
        raise CannotRunError(words, "Ask for one of them.")
