"""Which criteria of a framework its policy needs, so that a few of them are enough."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.starter.offer import Offered
from social_value.model.policy import (
    ALL,
    CriterionRequired,
    MinimumWeight,
    OutcomeCount,
    PillarsRequired,
    PolicyRule,
    Selection,
    WeightWithin,
)

_ANY = 1_000_000
"""More outcomes than a framework has."""
_OUTCOMES = 2
"""Outcomes that are asked for where the policy does not say how many."""


def of_selection(one: Offered, selection: Selection) -> bool:
    """Tell whether a criterion belongs to a group that a rule names."""
    in_themes = ALL in selection.themes or one.theme in selection.themes
    return one.pillar in selection.pillars or one.id in selection.criteria or (bool(one.theme) and in_themes)


def needed_ids(offered: list[Offered], rules: Sequence[PolicyRule]) -> set[str]:
    """Return the ids of a few criteria that give every rule something to count."""
    chosen = [one for one in offered if one.id in _required(rules)]
    for rule in rules:
        if isinstance(rule, MinimumWeight) or (isinstance(rule, WeightWithin) and rule.at_least):
            _choose(chosen, [one for one in offered if of_selection(one, rule.of)])
    most = _most_outcomes(rules)
    for pillar in (pillar for rule in rules if isinstance(rule, PillarsRequired) for pillar in rule.pillars):
        same = [one for one in offered if one.pillar == pillar]
        _choose(chosen, [one for one in same if len({one.outcome, *_outcomes(chosen)}) <= most])
    fewest = max((rule.at_least for rule in rules if isinstance(rule, OutcomeCount) and rule.at_least), default=0)
    for one in offered:
        used = _outcomes(chosen)
        if len(used) < min(max(fewest, _OUTCOMES), most) and one.outcome not in used:
            chosen.append(one)
    return {one.id for one in chosen}


def _required(rules: Sequence[PolicyRule]) -> set[str]:
    return {rule.criterion for rule in rules if isinstance(rule, CriterionRequired)}


def _most_outcomes(rules: Sequence[PolicyRule]) -> int:
    limits = [rule.at_most for rule in rules if isinstance(rule, OutcomeCount) and rule.at_most is not None]
    return min(limits, default=_ANY)


def _outcomes(chosen: list[Offered]) -> set[str]:
    return {one.outcome for one in chosen}


def _choose(chosen: list[Offered], candidates: list[Offered]) -> None:
    """Choose one of the candidates unless one is chosen already, rather of an outcome that is used anyway."""
    if not candidates or any(one in chosen for one in candidates):
        return
    used = _outcomes(chosen)
    chosen.append(next((one for one in candidates if one.outcome in used), candidates[0]))
