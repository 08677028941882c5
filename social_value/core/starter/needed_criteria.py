"""Which criteria of a framework its policy needs, so that a few of them are enough."""

from __future__ import annotations

from collections.abc import Sequence

from social_value.core.starter.offered_criteria import Offered
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


def of_selection(criterion: Offered, selection: Selection) -> bool:
    """Tell whether a criterion belongs to a group that a rule names."""
    in_themes = ALL in selection.themes or criterion.theme in selection.themes
    return (
        criterion.pillar in selection.pillars
        or criterion.id in selection.criteria
        or (bool(criterion.theme) and in_themes)
    )


def needed_ids(offered: list[Offered], rules: Sequence[PolicyRule]) -> set[str]:
    """Return the ids of a few criteria that give every rule something to count."""
    chosen = [criterion for criterion in offered if criterion.id in _required(rules)]
    for rule in rules:
        if isinstance(rule, MinimumWeight) or (isinstance(rule, WeightWithin) and rule.at_least):
            _choose(chosen, [criterion for criterion in offered if of_selection(criterion, rule.of)])
    most = _most_outcomes(rules)
    for pillar in (pillar for rule in rules if isinstance(rule, PillarsRequired) for pillar in rule.pillars):
        same = [criterion for criterion in offered if criterion.pillar == pillar]
        _choose(chosen, [criterion for criterion in same if len({criterion.outcome, *_outcomes(chosen)}) <= most])
    fewest = max((rule.at_least for rule in rules if isinstance(rule, OutcomeCount) and rule.at_least), default=0)
    for criterion in offered:
        used = _outcomes(chosen)
        if len(used) < min(max(fewest, _OUTCOMES), most) and criterion.outcome not in used:
            chosen.append(criterion)
    return {criterion.id for criterion in chosen}


def _required(rules: Sequence[PolicyRule]) -> set[str]:
    return {rule.criterion for rule in rules if isinstance(rule, CriterionRequired)}


def _most_outcomes(rules: Sequence[PolicyRule]) -> int:
    limits = [rule.at_most for rule in rules if isinstance(rule, OutcomeCount) and rule.at_most is not None]
    return min(limits, default=_ANY)


def _outcomes(chosen: list[Offered]) -> set[str]:
    return {criterion.outcome for criterion in chosen}


def _choose(chosen: list[Offered], candidates: list[Offered]) -> None:
    """Choose one of the candidates unless one is chosen already, rather of an outcome that is used anyway."""
    if not candidates or any(criterion in chosen for criterion in candidates):
        return
    used = _outcomes(chosen)
    chosen.append(next((criterion for criterion in candidates if criterion.outcome in used), candidates[0]))
