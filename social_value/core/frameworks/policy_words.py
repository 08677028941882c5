"""Rules of policy, and the procurements that they are for, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.core.frameworks.limits import range_words
from social_value.model.base import Period, WeightRange
from social_value.model.policy import (
    ALL,
    CriterionRequired,
    GateRequired,
    KpiCount,
    MeasureCount,
    MinimumWeight,
    OutcomeCount,
    PillarsRequired,
    PolicyRule,
    Scope,
    Selection,
    WeightInSteps,
    WeightWithin,
)


def joined(words: Iterable[str]) -> str:
    """Join words as prose does.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def rule_words(rule: PolicyRule) -> str:
    """Say what a rule asks, in one sentence without its source."""
    scope = joined_scope(rule.commenced, rule.when)
    return f"{_asked(rule)}{f' ({scope})' if scope else ''}."


def _asked(rule: PolicyRule) -> str:
    if isinstance(rule, MinimumWeight | WeightWithin | WeightInSteps):
        return f"{_selected(rule.of)} {_weight(rule)}"
    if isinstance(rule, PillarsRequired):
        return f"Criteria of the {joined(rule.pillars)} {'pillars' if len(rule.pillars) > 1 else 'pillar'}"
    if isinstance(rule, GateRequired):
        return f"The gate {rule.gate}"
    if isinstance(rule, CriterionRequired):
        return f"The criterion {rule.criterion}"
    return _counted(rule)


def _weight(rule: MinimumWeight | WeightWithin | WeightInSteps) -> str:
    if isinstance(rule, MinimumWeight):
        base = "the total" if rule.base == "total" else "the criteria that are not price"
        return f"weigh at least {plain(rule.percent)}% of {base}"
    if isinstance(rule, WeightInSteps):
        return f"weigh a multiple of {plain(rule.step)} together"
    return f"weigh {range_words(WeightRange(at_least=rule.at_least, at_most=rule.at_most))} together"


def _counted(rule: MeasureCount | OutcomeCount | KpiCount) -> str:
    if isinstance(rule, KpiCount):
        what = "social value indicators" if rule.social_value else "key performance indicators"
        return f"At least {rule.at_least} {what} in the contract"
    count = _count_words(rule.at_least, rule.at_most)
    if isinstance(rule, OutcomeCount):
        return f"{count} {'outcome' if count.endswith(' 1') else 'outcomes'} of the framework"
    themes = "" if rule.of is None or not rule.of.themes else f" of {_themes(rule.of)}"
    return f"{count} measures{themes} that bidders are asked to commit to"


def _count_words(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low} to {high}" if low != high else f"Exactly {low}"
    return f"At least {low}" if low is not None else f"At most {high if high is not None else 'any number of'}"


def _selected(selection: Selection) -> str:
    groups = []
    if selection.themes:
        groups.append(f"criteria of {_themes(selection)}")
    if selection.pillars:
        groups.append(f"{joined(selection.pillars)} criteria")
    if selection.criteria:
        groups.append(f"the criteria {joined(selection.criteria)}")
    words = joined(groups) or "no criteria"
    return words[0].upper() + words[1:]


def _themes(selection: Selection) -> str:
    if ALL in selection.themes:
        return "the framework"
    return f"the {'themes' if len(selection.themes) > 1 else 'theme'} {joined(selection.themes)}"


def joined_scope(period: Period | None, scope: Scope | None) -> str:
    """Say which procurements something is for, or nothing where it is for all."""
    parts = [period_words(period), *_scope_parts(scope or Scope())]
    return "; ".join(part for part in parts if part)


def period_words(period: Period | None) -> str:
    """Say when procurements commenced that something is for, or nothing where that does not matter.

    >>> period_words(Period.model_validate({"from": "2025-10-01"}))
    'commenced from 2025-10-01'
    """
    if period is None or (period.from_day is None and period.to_day is None):
        return ""
    begins = f" from {period.from_day}" if period.from_day else ""
    return f"commenced{begins}{f' to {period.to_day}' if period.to_day else ''}"


def _scope_parts(scope: Scope) -> Iterable[str]:
    values = [
        f"{_pounds(scope.value_at_least)} or more" if scope.value_at_least is not None else "",
        f"more than {_pounds(scope.value_above)}" if scope.value_above is not None else "",
        f"less than {_pounds(scope.value_below)}" if scope.value_below is not None else "",
    ]
    if any(values):
        yield f"worth {joined(value for value in values if value)} with VAT"
    if scope.authorities:
        yield f"by {joined(scope.authorities)} authorities"
    if scope.services:
        yield f"for {joined(scope.services)}"


def _pounds(value: Decimal) -> str:
    return f"£{value:,f}"
