"""What the files of the small procurement are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from social_value.core.starter.choice import Chosen
from social_value.core.starter.invented_contract import Setting
from social_value.model.framework import Framework, FrameworkGate, FrameworkMeasure, FrameworkPillar
from social_value.model.policy import GateRequired, KpiCount, MeasureCount
from social_value.model.scale import ScoringScale


@dataclass(frozen=True)
class Starter:
    """What the files are written from."""

    id: str
    framework: Framework | None
    scales: Mapping[str, ScoringScale]
    setting: Setting
    criteria: tuple[Chosen, ...]

    @property
    def gates(self) -> tuple[FrameworkGate, ...]:
        """The gates that the framework asks for, and those that a bid only declares."""
        if self.framework is None:
            return ()
        rules = [rule for rule in self.framework.policy if self.setting.asks(rule)]
        needed = {rule.gate for rule in rules if isinstance(rule, GateRequired)}
        offered = [gate for gate in self.framework.gates if self.setting.offers(gate) or gate.id in needed]
        return tuple(gate for gate in offered if gate.id in needed or gate.asks == "declaration")

    @property
    def pillars(self) -> dict[str, FrameworkPillar]:
        """What the framework asks of the pillars that are used."""
        used = {chosen.offered.pillar for chosen in self.criteria if chosen.weight}
        return (
            {name: pillar for name, pillar in self.framework.pillars.items() if name in used} if self.framework else {}
        )

    @property
    def measures(self) -> tuple[FrameworkMeasure, ...]:
        """The fewest measures of the framework that its policy asks bidders to commit to."""
        rules = [rule for rule in self.framework.policy if self.setting.asks(rule)] if self.framework else []
        fewest = max((rule.at_least or 0 for rule in rules if isinstance(rule, MeasureCount)), default=0)
        return self.framework.measures()[:fewest] if self.framework else ()

    @property
    def kpis(self) -> int:
        """How many indicators the policy asks for."""
        rules = [rule for rule in self.framework.policy if self.setting.asks(rule)] if self.framework else []
        return max((rule.at_least for rule in rules if isinstance(rule, KpiCount)), default=0)

    @property
    def reads_carbon(self) -> bool:
        """Whether our own environmental criterion is among the chosen, which is marked from a measure."""
        return any(
            criterion.offered.scale is None and criterion.offered.pillar == "environmental"
            for criterion in self.criteria
        )

    def scale(self, chosen: Chosen) -> ScoringScale | None:
        """Return the scale of a criterion, or None where a formula marks it."""
        return self.scales[chosen.offered.scale] if chosen.offered.scale is not None else None
