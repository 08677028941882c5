"""One framework, put together, as a tree of text."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.frameworks.limits import range_words
from social_value.core.frameworks.parts import ItemKind, Resolution
from social_value.core.frameworks.policy_words import joined, joined_scope, period_words, rule_words
from social_value.model.framework import FrameworkCriterion, FrameworkGate, FrameworkMeasure
from social_value.model.scale import ScoringScale
from social_value.render.frameworks.folded_lines import headed, wrapped
from social_value.wording import CONSEQUENCE_LABELS, PILLAR_LABELS


def framework_text(resolution: Resolution, fingerprint: str) -> Iterator[str]:
    """Yield the lines of a framework: what it is, themes, gates, pillars, policy and scales."""
    yield from _head(resolution, fingerprint)
    yield from headed("Themes", _themes(resolution))
    yield from headed("Gates", _gates(resolution))
    yield from headed("Pillars", _pillars(resolution))
    yield from headed("Policy: what a procurement that uses it must have", _policy(resolution))
    yield from headed("Scales", _scales(resolution))


def _head(resolution: Resolution, fingerprint: str) -> Iterator[str]:
    framework = resolution.framework
    yield from wrapped(f"{framework.id}: {framework.title}")
    if framework.description:
        yield from wrapped(framework.description, 2, 0)
    kind = "Module" if framework.module else "Framework"
    facts = [f"{kind}, version {framework.version}", framework.confidence or "confidence not stated"]
    facts += ["illustrative: it only shows how one could look"] if framework.illustrative else []
    yield from wrapped(", ".join(facts), 2)
    if len(resolution.chain) > 1:
        yield from wrapped(f"Built on {joined(part.id for part in resolution.chain[:-1])}", 2)
    scope = joined_scope(framework.commenced, framework.applies_to)
    yield from wrapped(f"For procurements: {scope or 'all'}", 2)
    yield from wrapped(f"Publisher: {framework.publisher}; licence: {framework.licence}", 2)
    for reference in framework.references:
        yield from wrapped(f"Source: {reference.title}{f', {reference.href}' if reference.href else ''}", 2)
    yield f"  Fingerprint: {fingerprint}"


def _themes(resolution: Resolution) -> Iterator[str]:
    for theme in resolution.framework.themes:
        yield from wrapped(f"{theme.id}: {theme.title}", 2)
        for outcome in theme.outcomes:
            yield from wrapped(f"{outcome.id}: {outcome.title}", 4)
            if outcome.needs:
                yield from wrapped(f"Depends on {joined(outcome.needs)}", 6)
            for criterion in outcome.criteria:
                yield from _criterion(resolution, criterion)
            for measure in outcome.measures:
                yield from _measure(resolution, measure)


def _criterion(resolution: Resolution, criterion: FrameworkCriterion) -> Iterator[str]:
    yield from wrapped(f"{criterion.id} {criterion.title}", 6)
    facts = [PILLAR_LABELS[criterion.pillar], _weight(criterion)]
    facts += [f"scale {criterion.scale}"] if criterion.scale else []
    if criterion.minimum is not None:
        level, marks = criterion.minimum.level, criterion.minimum.marks
        lowest = f"level {plain(level)}" if level is not None else f"{plain(marks or 0)} marks"
        facts.append(f"at least {lowest} or {criterion.minimum.consequence}")
    yield from wrapped(", ".join([*facts, *_marks(resolution, "criterion", criterion)]), 10, 0)
    if criterion.description:
        yield from wrapped(criterion.description, 10, 0)
    yield from (line for part in criterion.sub_criteria for line in wrapped(f"- {part}", 10))
    yield from (line for prompt in criterion.prompts for line in wrapped(f"- {prompt.id}: {prompt.asks}", 10))


def _weight(criterion: FrameworkCriterion) -> str:
    limits = f"{range_words(criterion.weight_range)}" if criterion.weight_range else ""
    if criterion.weight is None:
        return f"weight {limits}" if limits else "weight not stated"
    return f"weight {plain(criterion.weight)}" + (f" ({limits})" if limits else "")


def _marks(
    resolution: Resolution, kind: ItemKind, item: FrameworkCriterion | FrameworkGate | FrameworkMeasure
) -> Iterator[str]:
    """Yield what marks a thing: locked, in force, how sure we are, and where it comes from."""
    if not isinstance(item, FrameworkMeasure):
        if item.locked:
            yield "locked"
        if item.in_force is not None:
            yield period_words(item.in_force)
    yield item.confidence
    yield from _from(resolution, kind, item.id)


def _from(resolution: Resolution, kind: ItemKind, item_id: str) -> Iterator[str]:
    if len(resolution.chain) == 1:
        return
    yield f"from {resolution.origin(kind, item_id).part.id}"
    for change in resolution.changes_of(kind, item_id):
        yield f"{joined(key.replace('_', ' ') for key in change.places)} changed by {change.part.id}"


def _measure(resolution: Resolution, measure: FrameworkMeasure) -> Iterator[str]:
    yield from wrapped(f"measure {measure.id}: {measure.title}", 6)
    facts = [f"in {measure.unit}"]
    facts += [f"code {measure.code}"] if measure.code else []
    facts += [f"{plain(measure.points_per_unit)} points a unit"] if measure.points_per_unit is not None else []
    facts += [f"at most {plain(measure.most_points)} points"] if measure.most_points is not None else []
    if measure.value is not None:
        proxy, count = measure.value.proxy, measure.value.units_per_unit
        times = f"{plain(count)} times " if count != 1 else ""
        facts.append(f"worth {times}{proxy.entry} of the register {proxy.register_id}")
    yield from wrapped(", ".join([*facts, *_marks(resolution, "measure", measure)]), 10, 0)
    if measure.description:
        yield from wrapped(measure.description, 10, 0)


def _gates(resolution: Resolution) -> Iterator[str]:
    for gate in resolution.framework.gates:
        yield from wrapped(f"{gate.id}: {gate.title}", 2)
        asks = "a declaration" if gate.asks == "declaration" else f"{gate.of}{_limits(gate)}"
        facts = [f"asks for {asks}", f"a bid that fails is {CONSEQUENCE_LABELS[gate.consequence]}"]
        yield from wrapped("; ".join([*facts, ", ".join(_marks(resolution, "gate", gate))]), 6, 0)


def _limits(gate: FrameworkGate) -> str:
    low = f" of {plain(gate.at_least)} or more" if gate.at_least is not None else ""
    high = f" of at most {plain(gate.at_most)}" if gate.at_most is not None else ""
    return low + high


def _pillars(resolution: Resolution) -> Iterator[str]:
    for pillar, asked in resolution.framework.pillars.items():
        facts = [f"weight {range_words(asked.weight_range)}"] if asked.weight_range else []
        if asked.floor is not None:
            facts.append(f"floor {plain(asked.floor)} marks, below it {asked.consequence}")
        facts += ["locked: the floor may only rise"] if asked.locked else []
        yield from wrapped(f"{PILLAR_LABELS[pillar]}: {', '.join([*facts, *_from(resolution, 'pillar', pillar)])}", 2)


def _policy(resolution: Resolution) -> Iterator[str]:
    framework = resolution.framework
    for part, rule in zip(resolution.policy_parts, framework.policy, strict=True):
        yield from wrapped(f"{f'{rule.id}: ' if rule.id else ''}{rule_words(rule)}", 2, 4)
        facts = [f"A breach is {'an error' if rule.severity == 'error' else 'a warning'}", rule.confidence]
        facts += ["locked"] if rule.locked else []
        facts += [f"from {part.id}"] if len(resolution.chain) > 1 else []
        yield from wrapped(", ".join(facts), 6, 0)
        href = f", {rule.reference.href}" if rule.reference.href else ""
        yield from wrapped(f"Source: {rule.reference.title}{href}", 6)


def _scales(resolution: Resolution) -> Iterator[str]:
    for scale_id, scale in resolution.framework.scales.items():
        yield from wrapped(
            ", ".join([f"{scale_id}: {scale.title or 'scale'}", *_from(resolution, "scale", scale_id)]), 2
        )
        yield from level_lines(scale, 4)


def level_lines(scale: ScoringScale, indent: int) -> Iterator[str]:
    """Yield the levels of a scale, best first, each with its marks and what an answer at it looks like."""
    for step in sorted(scale.levels, key=lambda level: level.level, reverse=True):
        label = f" {step.label}" if step.label else ""
        words = f": {step.descriptor}" if step.descriptor else ""
        yield from wrapped(f"{plain(step.level)}{label}, {plain(step.marks)} marks{words}", indent, 4)
