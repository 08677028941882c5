"""What changed from one framework to another, in plain words that a reviewer can judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from social_value.arithmetic import plain
from social_value.core.frameworks.difference_words import (
    GROUPS,
    NOT_ASKED,
    Difference,
    Group,
    by_how_much,
    lock_changed,
    now,
    shown_range,
    words_changed,
)
from social_value.core.frameworks.item_differences import (
    criteria_of,
    criterion_changed,
    criterion_words,
    gate_changed,
    gate_words,
    gates_of,
    measure_changed,
    measure_words,
    measures_of,
    scale_changed,
    scale_words,
)
from social_value.core.frameworks.policy_words import joined_scope, rule_words
from social_value.model.framework import Framework
from social_value.model.policy import PolicyRule

Thing = TypeVar("Thing")


def differences(before: Framework, after: Framework) -> tuple[Difference, ...]:
    """Return what changed, group by group; titles, ids and publishers of the frameworks themselves do not count."""
    every_difference = [
        *_procurements(before, after),
        *_pillars(before, after),
        *_things(criteria_of(before), criteria_of(after), "Criteria", criterion_words, criterion_changed),
        *_moved(before, after),
        *_things(measures_of(before), measures_of(after), "Measures", measure_words, measure_changed),
        *_things(gates_of(before), gates_of(after), "Gates", gate_words, gate_changed),
        *_policy(before, after),
        *_things(before.scales, after.scales, "Scales", scale_words, scale_changed),
        *_titles(before, after),
    ]
    return tuple(sorted(every_difference, key=lambda difference: GROUPS.index(difference.group)))


def grouped(differences: tuple[Difference, ...]) -> Iterator[tuple[Group, list[str]]]:
    """Yield the groups that have differences, with their sentences."""
    for group, members in groupby(differences, key=lambda difference: difference.group):
        yield group, [difference.words for difference in members]


def nothing_asked_changed(differences: tuple[Difference, ...]) -> bool:
    """Tell whether what is asked stayed the same, whatever else did not."""
    return all(difference.group in NOT_ASKED for difference in differences)


def _things(
    before: Mapping[str, Thing],
    after: Mapping[str, Thing],
    group: Group,
    added: Callable[[str, Thing], str],
    changed: Callable[[str, Thing, Thing], Iterator[Difference]],
) -> Iterator[Difference]:
    """Compare things by id: those that are new, those that are gone, and what changed of the others."""
    for item_id, thing in after.items():
        if item_id not in before:
            yield Difference(group, f"Added: {added(item_id, thing)}.")
    for item_id, thing in before.items():
        if item_id not in after:
            yield Difference(group, f"Removed: {added(item_id, thing)}.")
    for item_id, thing in after.items():
        if item_id in before:
            yield from changed(item_id, before[item_id], thing)


def _procurements(before: Framework, after: Framework) -> Iterator[Difference]:
    old, new = (joined_scope(framework.commenced, framework.applies_to) or "all" for framework in (before, after))
    if old != new:
        yield Difference("Procurements", now("It is now for procurements:", old, new))


def _pillars(before: Framework, after: Framework) -> Iterator[Difference]:
    for pillar in dict.fromkeys((*before.pillars, *after.pillars)):
        old, new = before.pillars.get(pillar), after.pillars.get(pillar)
        ranges = [shown_range(pillar.weight_range if pillar else None) for pillar in (old, new)]
        if ranges[0] != ranges[1]:
            yield Difference("Weights", now(f"The {pillar} pillar may now weigh", ranges[0], ranges[1]))
        floors = [pillar.floor if pillar else None for pillar in (old, new)]
        if floors[0] is not None and floors[1] is not None and floors[0] != floors[1]:
            yield Difference("Pillars", by_how_much(f"The {pillar} floor asks for", "mark", floors[0], floors[1]))
        elif floors[0] != floors[1]:
            words = [None if floor is None else plain(floor) for floor in floors]
            yield Difference("Pillars", now(f"The {pillar} floor is now", words[0], words[1]))
        results = [pillar.consequence if pillar else None for pillar in (old, new)]
        if results[0] != results[1]:
            yield Difference("Pillars", now(f"The consequence of the {pillar} floor is now", results[0], results[1]))
        yield from lock_changed("Pillars", f"The {pillar} pillar", bool(old and old.locked), bool(new and new.locked))


def _moved(before: Framework, after: Framework) -> Iterator[Difference]:
    """Yield criteria and measures that stand elsewhere: rules of policy count criteria by theme."""
    old, new = _homes(before), _homes(after)
    for (group, item_id), home in new.items():
        was = old.get((group, item_id), home)
        if was != home:
            yield Difference(group, now(f"{item_id} now stands under", was, home))


def _homes(framework: Framework) -> dict[tuple[Group, str], str]:
    homes: dict[tuple[Group, str], str] = {}
    for theme in framework.themes:
        for outcome in theme.outcomes:
            home = f"{theme.id}, {outcome.id}"
            homes |= {("Criteria", criterion.id): home for criterion in outcome.criteria}
            homes |= {("Measures", measure.id): home for measure in outcome.measures}
    return homes


def _policy(before: Framework, after: Framework) -> Iterator[Difference]:
    old, new = _rules(before), _rules(after)
    yield from (Difference("Policy", f"Added: {_rule(rule)}") for key, rule in new.items() if key not in old)
    yield from (Difference("Policy", f"Removed: {_rule(rule)}") for key, rule in old.items() if key not in new)
    for key, rule in new.items():
        was = old.get(key)
        if was is None:
            continue
        if _rule(was) != _rule(rule):
            yield Difference("Policy", f"{key} is now: {_rule(rule)} It was: {_rule(was)}")
        yield from lock_changed("Policy", f"The rule {key}", was.locked, rule.locked)
        yield from words_changed(f"the rule {key}", was, rule)


def _rules(framework: Framework) -> dict[str, PolicyRule]:
    return {rule.id or rule_words(rule): rule for rule in framework.policy}


def _rule(rule: PolicyRule) -> str:
    return f"{rule_words(rule)[:-1]}; a breach is {'an error' if rule.severity == 'error' else 'a warning'}."


def _titles(before: Framework, after: Framework) -> Iterator[Difference]:
    for kind, old, new in (
        ("theme", {theme.id: theme for theme in before.themes}, {theme.id: theme for theme in after.themes}),
        (
            "outcome",
            {outcome.id: outcome for outcome in before.outcomes()},
            {outcome.id: outcome for outcome in after.outcomes()},
        ),
    ):
        for item_id in new:
            if item_id in old:
                yield from words_changed(f"the {kind} {item_id}", old[item_id], new[item_id])
    yield from _needs(before, after)


def _needs(before: Framework, after: Framework) -> Iterator[Difference]:
    """Yield the outcomes that depend on others than they did."""
    was = {outcome.id: outcome.needs for outcome in before.outcomes()}
    for outcome in after.outcomes():
        if was.get(outcome.id, outcome.needs) != outcome.needs:
            old, new = (", ".join(needs) or None for needs in (was[outcome.id], outcome.needs))
            yield Difference("Criteria", now(f"The outcome {outcome.id} now depends on", old, new, "nothing"))
