"""Checks that a procurement keeps what its framework fixes of gates and minimums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.frameworks import LOCKED_OVERRIDE
from social_value.codes.policy import MINIMUM_BELOW_FRAMEWORK
from social_value.core.inputs import Inputs, Leaf
from social_value.findings import Finding
from social_value.model.base import Consequence
from social_value.model.criteria import Gate, Minimum
from social_value.model.framework import FrameworkGate
from social_value.model.scoring import ScaleScore

HARSHNESS: Mapping[Consequence, int] = {"flag": 0, "not-awardable": 1, "disregard": 2}
"""How much a consequence weighs, to tell a milder one from a harsher one."""


def locked_gates_kept(inputs: Inputs) -> Iterator[Finding]:
    """A gate that the framework locks asks for the same, with a consequence that is no milder."""
    framework = inputs.framework
    locked = {gate.id: gate for gate in framework.gates if gate.locked} if framework else {}
    for number, gate in enumerate(inputs.procurement.gates):
        asked = locked.get(gate.id)
        changed = _changed(gate, asked) if asked is not None else ""
        if asked is not None and framework is not None and changed:
            message = (
                f'the gate "{gate.id}" is locked in {framework.id}, and {inputs.procurement.id} changes its {changed}.'
            )
            way_out = f"Write it as {framework.id} has it: {_as_written(asked)}."
            yield LOCKED_OVERRIDE.at(inputs.at("gates", number), message, way_out)


def _changed(gate: Gate, asked: FrameworkGate) -> str:
    for key in ("asks", "of", "at_least", "at_most"):
        if getattr(gate, key) != getattr(asked, key):
            return key
    return "consequence" if HARSHNESS[gate.consequence] < HARSHNESS[asked.consequence] else ""


def _as_written(gate: FrameworkGate) -> str:
    limits = {"of": gate.of, "at_least": gate.at_least, "at_most": gate.at_most}
    stated = {"asks": gate.asks, **{key: value for key, value in limits.items() if value is not None}}
    return ", ".join(f"`{key}: {value}`" for key, value in (stated | {"consequence": gate.consequence}).items())


def minimums_kept(inputs: Inputs) -> Iterator[Finding]:
    """A criterion of the framework that has a minimum has one in the procurement, no lower and no milder."""
    framework = inputs.framework
    asked = (
        {criterion.id: criterion.minimum for criterion in framework.criteria() if criterion.minimum is not None}
        if framework
        else {}
    )
    for leaf in inputs.leaves:
        minimum = asked.get(leaf.criterion.framework_criterion or leaf.id)
        if minimum is None or framework is None or _at_least(inputs, leaf, minimum):
            continue
        given, wanted = _words(leaf.criterion.minimum), _words(minimum)
        message = f'the minimum of "{leaf.id}" is {given} in {inputs.procurement.id}, and {wanted} in {framework.id}.'
        key = "marks" if minimum.level is None else "level"
        value = minimum.marks if minimum.level is None else minimum.level
        way_out = f"Write `minimum: {{{key}: {plain(value or 0)}, consequence: {minimum.consequence}}}`, or more."
        yield MINIMUM_BELOW_FRAMEWORK.at(inputs.at(*leaf.keys), message, way_out)


def _at_least(inputs: Inputs, leaf: Leaf, asked: Minimum) -> bool:
    given = leaf.criterion.minimum
    if given is None or HARSHNESS[given.consequence] < HARSHNESS[asked.consequence]:
        return False
    have, want = _marks(inputs, leaf, given), _marks(inputs, leaf, asked)
    return have is None or want is None or have >= want  # that a level is on no scale is said elsewhere


def _marks(inputs: Inputs, leaf: Leaf, minimum: Minimum) -> Decimal | None:
    """Return a minimum in marks; a level has those of the criterion's scale."""
    if minimum.level is None:
        return minimum.marks
    scale = inputs.scale(leaf.score.scale) if isinstance(leaf.score, ScaleScore) else None
    return next((step.marks for step in scale.levels if step.level == minimum.level), None) if scale else None


def _words(minimum: Minimum | None) -> str:
    if minimum is None:
        return "none"
    what = f"level {plain(minimum.level)}" if minimum.level is not None else f"{plain(minimum.marks or 0)} marks"
    return f"{what}, {minimum.consequence}"
