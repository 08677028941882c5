"""Whether a framework agrees with itself: first as one file, then with everything it is built on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.frameworks import (
    FLOOR_WITHOUT_CONSEQUENCE,
    FRAMEWORK_EMPTY,
    RANGE_REVERSED,
    WEIGHT_OUTSIDE_RANGE,
)
from social_value.codes.values import DUPLICATE_ID, UNKNOWN_ID
from social_value.core.frameworks.limits import limit_broken
from social_value.core.frameworks.outcomes import circle_among, circular, needs_known
from social_value.core.frameworks.parts import Resolution
from social_value.findings import Finding, Place, nearest
from social_value.model.base import WeightRange
from social_value.model.framework import Framework
from social_value.model.policy import (
    ALL,
    CriterionRequired,
    GateRequired,
    MeasureCount,
    MinimumWeight,
    OutcomeCount,
    Selection,
    WeightInSteps,
    WeightWithin,
)

Limit = Decimal | int | None


def problems_of_file(framework: Framework, place: Place) -> Iterator[Finding]:
    """Yield what one file shows by itself; ``place`` is the top of the file."""
    built_on = framework.extends or framework.include
    parts = framework.themes or framework.gates or framework.policy or framework.pillars or framework.scales
    if not (built_on or parts):
        message = f"{framework.id} offers nothing: it has no parts and builds on no other framework."
        yield FRAMEWORK_EMPTY.at(place, message, "Add `themes:`, `extends:` or `include:`.")
    yield from _reversed_ranges(framework, place)
    yield from _same_rules(framework, place)
    for t, theme in enumerate(framework.themes):
        for o, outcome in enumerate(theme.outcomes):
            for n, criterion in enumerate(outcome.criteria):
                here = place.at("themes", t, "outcomes", o, "criteria", n, "weight")
                yield from _weight_in_range(criterion.id, criterion.weight, criterion.weight_range, here)


def _weight_in_range(
    criterion_id: str, weight: Decimal | None, limits: WeightRange | None, place: Place
) -> Iterator[Finding]:
    beyond = limit_broken(weight, limits) if weight is not None and limits is not None else None
    if beyond is not None and weight is not None:
        message = f'the weight of "{criterion_id}" is {plain(weight)}; {beyond} by its own weight_range.'
        yield WEIGHT_OUTSIDE_RANGE.at(place, message, "Correct the weight or the range.")


def _reversed_ranges(framework: Framework, place: Place) -> Iterator[Finding]:
    for what, low, high, here in _ranges(framework, place):
        if low is not None and high is not None and low > high:
            message = f"nothing fits the range of {what}: at_least {plain(low)} is above at_most {plain(high)}."
            yield RANGE_REVERSED.at(here, message, "Exchange them, or correct one.")


def _ranges(framework: Framework, place: Place) -> Iterator[tuple[str, Limit, Limit, Place]]:
    changes = framework.changes
    weighed: list[tuple[str, WeightRange | None, Place]] = [
        *(
            (f"the {name} pillar", pillar.weight_range, place.at("pillars", name))
            for name, pillar in framework.pillars.items()
        ),
        *(
            (f'"{criterion.id}"', criterion.weight_range, place.at("themes", t, "outcomes", o, "criteria", n))
            for t, theme in enumerate(framework.themes)
            for o, outcome in enumerate(theme.outcomes)
            for n, criterion in enumerate(outcome.criteria)
        ),
    ]
    if changes is not None:
        here = place.at("changes")
        weighed += [
            (f'"{criterion_id}"', new.weight_range, here.at("criteria", criterion_id))
            for criterion_id, new in changes.criteria.items()
        ]
        weighed += [
            (f"the {pillar} pillar", new.weight_range, here.at("pillars", pillar))
            for pillar, new in changes.pillars.items()
        ]
    for what, limits, at in weighed:
        if limits is not None:
            yield what, limits.at_least, limits.at_most, at.at("weight_range")
    for number, rule in enumerate(framework.policy):
        if isinstance(rule, WeightWithin | MeasureCount | OutcomeCount):
            yield f"the policy rule {rule.rule}", rule.at_least, rule.at_most, place.at("policy", number)


def _same_rules(framework: Framework, place: Place) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, rule in enumerate(framework.policy):
        if rule.id is not None and rule.id.casefold() in seen:
            message = f'the policy rule "{rule.id}" is there twice.'
            yield DUPLICATE_ID.at(place.at("policy", number, "id"), message, "Rename or remove one.")
        seen |= {rule.id.casefold()} if rule.id is not None else set()


def problems_of_whole(resolution: Resolution) -> Iterator[Finding]:
    """Yield what only shows once base, modules and changes are put together."""
    framework = resolution.framework
    for criterion in framework.criteria():
        if resolution.changes_of("criterion", criterion.id):
            place = resolution.place_of(
                "criterion", criterion.id, "weight_range" if criterion.weight_range else "weight"
            )
            yield from _weight_in_range(criterion.id, criterion.weight, criterion.weight_range, place)
    for pillar, asked in framework.pillars.items():
        if (asked.floor is None) != (asked.consequence is None):
            key = "consequence" if asked.floor is None else "floor"
            has, lacks = ("a consequence", "floor") if asked.floor is None else ("a floor", "consequence")
            message = f"the {pillar} pillar has {has} and no {lacks}, so nobody knows what it means to fall below it."
            place = resolution.place_of("pillar", pillar, key)
            yield FLOOR_WITHOUT_CONSEQUENCE.at(place, message, f"Add `{lacks}:`, or remove the other.")
    yield from _policy_names(resolution)
    yield from _needs(resolution)


def _needs(resolution: Resolution) -> Iterator[Finding]:
    """Outcomes that others depend on exist, and none depends on itself by way of others."""
    part, whole = resolution.part, resolution.framework.outcomes()
    circle = circle_among({outcome.id: outcome.needs for outcome in whole})
    in_circle = []
    for t, theme in enumerate(part.framework.themes):
        for o, outcome in enumerate(theme.outcomes):
            place = part.at("themes", t, "outcomes", o, "needs")
            yield from needs_known(outcome.id, outcome.needs, [known.id for known in whole], place)
            in_circle += [place] if outcome.id in circle and outcome.needs else []
    yield from (circular(circle, place) for place in in_circle[:1])


def _policy_names(resolution: Resolution) -> Iterator[Finding]:
    """Gates, criteria and themes that the policy names are on offer."""
    framework = resolution.framework
    gates = [gate.id for gate in framework.gates]
    criteria = [criterion.id for criterion in framework.criteria()]
    for owner, rule in zip(resolution.policy_parts, framework.policy, strict=True):
        if owner.id != resolution.part.id:
            continue  # said of the framework that wrote the rule
        place = owner.at("policy", owner.framework.policy.index(rule))
        if isinstance(rule, GateRequired):
            yield from _known("gate", [rule.gate], gates, place.at("gate"))
        elif isinstance(rule, CriterionRequired):
            yield from _known("criterion", [rule.criterion], criteria, place.at("criterion"))
        elif isinstance(rule, MinimumWeight | WeightWithin | WeightInSteps | MeasureCount):
            of = rule.of or Selection()
            named = [theme for theme in of.themes if theme != ALL]
            yield from _known("theme", named, [theme.id for theme in framework.themes], place.at("of", "themes"))


def _known(what: str, named: Iterable[str], known: list[str], place: Place) -> Iterator[Finding]:
    for item_id in named:
        if item_id not in known:
            message = f'the policy names the {what} "{item_id}", which the framework does not offer.'
            yield UNKNOWN_ID.at(place, message, nearest(item_id, known))
