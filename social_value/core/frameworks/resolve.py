"""Resolving a framework: its base, the modules it includes, its changes and its own additions, put into one.

The order is fixed: the base first, then the modules in the order of `include`, then `changes`, then what the framework
itself adds. A theme or outcome with an id that is already there adds to it; the title that came first stays. What two
ways lead to, such as a module that base and local both include, is taken once.
"""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.frameworks import CONFLICTING_CHANGE
from social_value.core.frameworks.chain import links, problem_of_depth, problems_of_circles, problems_of_links
from social_value.core.frameworks.changes import apply_changes, change_pillar
from social_value.core.frameworks.consistency import problems_of_whole
from social_value.core.frameworks.draft import Draft
from social_value.core.frameworks.origins import own_origins
from social_value.core.frameworks.parts import Part, Parts, Resolution, Resolved, name_of
from social_value.core.frameworks.policy_merged import add_own_rule, take_rule
from social_value.findings import Finding, Place
from social_value.model.framework import Framework

Cache = dict[str, Resolved]
"""What was resolved before in the same run, by id; a base that five hundred frameworks extend is resolved once."""


def resolve(part: Part, parts: Parts, cache: Cache) -> Resolved:
    """Return a framework with its chain put together, or everything that stands against it."""
    circles = tuple(problems_of_circles(part, parts))
    return Resolved(None, circles) if circles else _resolve(part, parts, cache)


def _resolve(part: Part, parts: Parts, cache: Cache) -> Resolved:
    findings = [*problems_of_links(part, parts), *problem_of_depth(part, parts)]
    if findings:
        return Resolved(None, tuple(findings))
    draft = Draft()
    for _, named, keys in links(part):
        below = cache.get(named) or _resolve(parts.by_id[named], parts, cache)
        cache[named] = below
        findings += _take(draft, below.resolution, part.at(*keys)) if below.resolution else below.findings
    if not findings:
        findings = [*apply_changes(draft, part), *_add_own(draft, part)]
    if findings:
        return Resolved(None, tuple(dict.fromkeys(findings)))
    base = cache[part.framework.extends].resolution if part.framework.extends else None
    resolution = _whole(draft, part, base.framework if base else None)
    findings = list(problems_of_whole(resolution))
    return Resolved(None if findings else resolution, tuple(findings))


def _take(draft: Draft, below: Resolution, place: Place) -> Iterator[Finding]:
    """Take in a base or module; what came with a part that is there already is passed over."""
    yield from draft.add_items(below.framework, below.origins, lambda _: place)
    for pillar, asked in below.framework.pillars.items():
        origin = below.origin("pillar", pillar)
        if pillar not in draft.pillars:
            draft.pillars[pillar] = asked
            draft.origins[name_of("pillar", pillar)] = origin
        elif origin.part.id not in draft.chain:
            yield from change_pillar(draft, origin.part, pillar, asked, origin.place)
    for part, rule in zip(below.policy_parts, below.framework.policy, strict=True):
        if part.id not in draft.chain:
            yield from take_rule(draft, part, rule, place)
    yield from _other_changes(draft, below, place)
    draft.changes |= {name: changes for name, changes in below.changes.items() if name not in draft.changes}
    draft.chain |= {part.id: part for part in below.chain if part.id not in draft.chain}


def _other_changes(draft: Draft, below: Resolution, place: Place) -> Iterator[Finding]:
    """Yield what a module changed of a part that is there already without that change: neither may win unseen."""
    for (kind, name), changes in below.changes.items():
        origin = below.origins[kind, name]
        there = origin.part.id in draft.chain and draft.changes.get((kind, name), ()) != changes
        if there and kind != "pillar":
            message = (
                f'{below.part.id} changes the {kind} "{origin.id}" of {origin.part.id}, '
                "which is taken in by another way too, without that change."
            )
            yield CONFLICTING_CHANGE.at(place, message, "Take it in by one way only, or make the change here.")


def _add_own(draft: Draft, part: Part) -> Iterator[Finding]:
    origins = own_origins(part)
    yield from draft.add_items(part.framework, origins, lambda origin: origin.place)
    for pillar, asked in part.framework.pillars.items():
        if pillar in draft.pillars:
            yield from change_pillar(draft, part, pillar, asked, part.at("pillars", pillar))
        else:
            draft.pillars[pillar] = asked
            draft.origins[name_of("pillar", pillar)] = origins[name_of("pillar", pillar)]
    for number, rule in enumerate(part.framework.policy):
        yield from add_own_rule(draft, part, rule, part.at("policy", number))
    draft.chain[part.id] = part


def _whole(draft: Draft, part: Part, base: Framework | None) -> Resolution:
    """Return the framework with all that was put together in it; it governs what its base does unless it says."""
    own = part.framework
    framework = own.model_copy(
        update={
            "extends": None,
            "include": (),
            "changes": None,
            "commenced": own.commenced or (base.commenced if base else None),
            "applies_to": own.applies_to or (base.applies_to if base else None),
            "nation": own.nation or (base.nation if base else None),
            "scales": draft.scales,
            "pillars": draft.pillars,
            "gates": tuple(draft.gates.values()),
            "themes": draft.whole_themes(),
            "policy": tuple(rule for _, rule in draft.policy),
        }
    )
    policy_parts = tuple(owner for owner, _ in draft.policy)
    return Resolution(framework, tuple(draft.chain.values()), draft.origins, draft.changes, policy_parts)
