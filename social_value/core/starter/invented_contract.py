"""The invented contract, and which rules of a framework are asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from social_value.model.base import Period
from social_value.model.framework import Framework, FrameworkCriterion, FrameworkGate
from social_value.model.policy import Authorities, PolicyRule, Scope, Services

_VALUE = Decimal(400_000)
_DAY = date(2026, 10, 5)
"""Any day does where no framework says for which procurements it is: everything is invented."""


@dataclass(frozen=True, slots=True)
class Setting:
    """When the invented procurement commenced, what it is worth with VAT, and who buys what."""

    commenced_on: date
    value: Decimal
    authority: Authorities
    service: Services

    def asks(self, rule: PolicyRule) -> bool:
        """Tell whether a rule is asked; one that depends on who buys what is kept in any case."""
        return _holds(rule.commenced, self.commenced_on) and _worth(rule.when, self.value)

    def offers(self, item: FrameworkCriterion | FrameworkGate) -> bool:
        """Tell whether a criterion or gate is in force."""
        return _holds(item.in_force, self.commenced_on)


def setting_of(framework: Framework | None, as_of: date | None) -> Setting:
    """Return a setting that a framework governs; ``as_of`` is the day of commencement where it is given."""
    scope = framework.applies_to if framework and framework.applies_to else Scope()
    return Setting(
        as_of or (_day(framework) if framework else _DAY),
        _value(scope),
        scope.authorities[0] if scope.authorities else "sub-central",
        scope.services[0] if scope.services else "services",
    )


def _day(framework: Framework) -> date:
    """Return a day inside the period of a framework, or one on which its dated rules hold."""
    period = framework.commenced
    if period is not None and (period.from_day or period.to_day):
        return period.from_day or period.to_day or _DAY
    dated = [rule.commenced for rule in framework.policy]
    dated += [criterion.in_force for criterion in framework.criteria()]
    days = [scope.from_day for scope in dated if scope is not None and scope.from_day is not None]
    return max(days, default=framework.published_on or _DAY)


def _value(scope: Scope) -> Decimal:
    low = scope.value_at_least if scope.value_at_least is not None else scope.value_above
    value = max(_VALUE, low + 1000) if low is not None else _VALUE
    return scope.value_below / 2 if scope.value_below is not None and value >= scope.value_below else value


def _holds(period: Period | None, day: date) -> bool:
    return period is None or period.holds(day)


def _worth(scope: Scope | None, value: Decimal) -> bool:
    if scope is None:
        return True
    return (
        (scope.value_at_least is None or value >= scope.value_at_least)
        and (scope.value_above is None or value > scope.value_above)
        and (scope.value_below is None or value < scope.value_below)
    )
