"""Choosing criteria and weights so that the policy of a framework is satisfied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from social_value.core.starter.fitting_weights import Limit, Slot, solve
from social_value.core.starter.invented_contract import Setting
from social_value.core.starter.needed_criteria import needed_ids, of_selection
from social_value.core.starter.offered_criteria import HUNDRED, Offered, offered_criteria, own_criterion
from social_value.model.base import PILLARS, Pillar
from social_value.model.framework import Framework
from social_value.model.policy import (
    MinimumWeight,
    OutcomeCount,
    PillarsRequired,
    PolicyRule,
    Selection,
    WeightInSteps,
    WeightWithin,
)

_TRIAD: tuple[Pillar, ...] = PILLARS[:3]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A criterion of the small procurement with its weight."""

    offered: Offered
    weight: Decimal


def choose(framework: Framework | None, setting: Setting) -> tuple[Chosen, ...] | None:
    """Return criteria with weights that sum to 100, or None where the framework's limits leave none."""
    rules = [rule for rule in framework.policy if setting.asks(rule)] if framework else []
    candidates = (
        tuple(criterion for criterion in framework.criteria() if setting.offers(criterion)) if framework else ()
    )
    offered = offered_criteria(framework, candidates) if framework else []
    for criteria in _selections(framework, offered, rules):
        limits = list(_limits(framework, criteria, rules))
        for weighed in ([_fixed(criterion) for criterion in criteria], criteria):
            weights = solve([criterion.slot for criterion in weighed], limits)
            if weights is not None:
                return tuple(map(Chosen, criteria, weights))
    return None


def _fixed(offered: Offered) -> Offered:
    """Hold a criterion to the weight that its framework gives it."""
    if offered.fixed is None:
        return offered
    return replace(offered, slot=Slot(offered.fixed, offered.fixed, offered.fixed))


def _selections(
    framework: Framework | None, offered: list[Offered], rules: Sequence[PolicyRule]
) -> Iterator[list[Offered]]:
    """Yield the sets of criteria to try: all with weights where they sum to 100, then a few with our own, then all."""
    needed = needed_ids(offered, rules)
    small = [criterion for criterion in offered if criterion.id in needed]
    weighted = [criterion for criterion in offered if criterion.fixed is not None or criterion.id in needed]
    weights = [criterion.fixed for criterion in weighted if criterion.fixed is not None]
    if len(weights) == len(weighted) and sum(weights) == HUNDRED and _counts_outcomes(weighted, rules):
        yield weighted
    for chosen in (small, offered):
        if _counts_outcomes(chosen, rules):
            yield _with_own(framework, chosen, offered, rules)
            # Where the framework's own may not weigh enough, another criterion of ours takes the rest.
            yield _with_own(framework, chosen, offered, rules, more="quality")
            yield _with_own(framework, chosen, offered, rules, more="social")


def _counts_outcomes(chosen: list[Offered], rules: Sequence[PolicyRule]) -> bool:
    count = len({criterion.outcome for criterion in chosen})
    limits = [rule for rule in rules if isinstance(rule, OutcomeCount)]
    return all(rule.at_most is None or count <= rule.at_most for rule in limits)


def _with_own(
    framework: Framework | None,
    chosen: list[Offered],
    offered: list[Offered],
    rules: Sequence[PolicyRule],
    more: Pillar | None = None,
) -> list[Offered]:
    """Add our own criteria: for pillars that are asked for and that none of the chosen belongs to, and for one more."""
    wanted = {*_TRIAD, *(pillar for rule in rules if isinstance(rule, PillarsRequired) for pillar in rule.pillars)}
    ranges = {name: pillar.weight_range for name, pillar in framework.pillars.items()} if framework else {}
    wanted |= {name for name, limits in ranges.items() if limits is not None and (limits.at_least or 0) > 0}
    barred = {name for name, limits in ranges.items() if limits is not None and limits.at_most == 0}
    used = {each.pillar for each in chosen}
    missing = [pillar for pillar in PILLARS if pillar not in barred and (pillar in wanted - used or pillar == more)]
    taken = {criterion.id for criterion in offered}
    return [*(own_criterion(pillar, taken) for pillar in missing), *chosen]


def _limits(framework: Framework | None, criteria: list[Offered], rules: Sequence[PolicyRule]) -> Iterator[Limit]:
    for pillar, asked in framework.pillars.items() if framework else ():
        if asked.weight_range is not None:
            slots = frozenset(n for n, criterion in enumerate(criteria) if criterion.pillar == pillar)
            low, high = asked.weight_range.at_least, asked.weight_range.at_most
            yield Limit(slots, low or Decimal(0), HUNDRED if high is None else high)
    for rule in rules:
        if isinstance(rule, MinimumWeight):
            yield Limit(_slots(criteria, rule.of), rule.percent)
        elif isinstance(rule, WeightWithin):
            high = HUNDRED if rule.at_most is None else rule.at_most
            yield Limit(_slots(criteria, rule.of), rule.at_least or Decimal(0), high)
        elif isinstance(rule, WeightInSteps):
            yield Limit(_slots(criteria, rule.of), step=rule.step)


def _slots(criteria: list[Offered], selection: Selection) -> frozenset[int]:
    return frozenset(number for number, criterion in enumerate(criteria) if of_selection(criterion, selection))
