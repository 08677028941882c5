"""A framework while it is put together from its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from social_value.codes.values import DUPLICATE_ID
from social_value.core.frameworks.parts import Change, ItemKind, Name, Origin, Part, name_of
from social_value.findings import Finding, Place
from social_value.model.base import Pillar
from social_value.model.framework import (
    Framework,
    FrameworkCriterion,
    FrameworkGate,
    FrameworkMeasure,
    FrameworkPillar,
    Outcome,
    Theme,
)
from social_value.model.policy import PolicyRule
from social_value.model.scale import ScoringScale

PlaceOf = Callable[[Origin], Place]
"""Where to say that something cannot be taken in."""


@dataclass
class OutcomeDraft:
    """An outcome as first written, and the ids of its criteria, its measures and the outcomes that it needs."""

    outcome: Outcome
    criteria: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


@dataclass
class ThemeDraft:
    """A theme as first written, and its outcomes by id."""

    theme: Theme
    outcomes: dict[str, OutcomeDraft] = field(default_factory=dict)


@dataclass
class Draft:
    """What has been put together so far, everything by its id, in the order in which it came."""

    themes: dict[str, ThemeDraft] = field(default_factory=dict)
    criteria: dict[str, FrameworkCriterion] = field(default_factory=dict)
    measures: dict[str, FrameworkMeasure] = field(default_factory=dict)
    gates: dict[str, FrameworkGate] = field(default_factory=dict)
    scales: dict[str, ScoringScale] = field(default_factory=dict)
    pillars: dict[Pillar, FrameworkPillar] = field(default_factory=dict)
    policy: list[tuple[Part, PolicyRule]] = field(default_factory=list)
    origins: dict[Name, Origin] = field(default_factory=dict)
    changes: dict[Name, tuple[Change, ...]] = field(default_factory=dict)
    chain: dict[str, Part] = field(default_factory=dict)

    def owner(self, kind: ItemKind, item_id: str) -> str:
        """Return the id of the framework that last had a say in a thing, which is whose limits hold."""
        name = name_of(kind, item_id)
        changes = self.changes.get(name, ())
        return changes[-1].part.id if changes else self.origins[name].part.id

    def replace(self, kind: ItemKind, item_id: str, new: Mapping[str, Any]) -> None:
        """Give a criterion or a measure other values of some keys."""
        if kind == "criterion":
            self.criteria[item_id] = self.criteria[item_id].model_copy(update=dict(new))
        else:
            self.measures[item_id] = self.measures[item_id].model_copy(update=dict(new))

    def note(self, kind: ItemKind, item_id: str, part: Part, places: Mapping[str, Place]) -> None:
        """Keep who changed a thing, and where."""
        name = name_of(kind, item_id)
        self.changes[name] = (*self.changes.get(name, ()), Change(part, places))

    def add_items(self, framework: Framework, origins: Mapping[Name, Origin], place_of: PlaceOf) -> Iterator[Finding]:
        """Take in scales, gates and themes, and yield a finding for each id that another part has taken."""
        new = {name: origin for name, origin in origins.items() if origin.part.id not in self.chain}
        for scale_id, scale in framework.scales.items():
            if name_of("scale", scale_id) in new:
                yield from self._claim("scale", new[name_of("scale", scale_id)], place_of)
                self.scales.setdefault(scale_id, scale)
        for gate in framework.gates:
            if name_of("gate", gate.id) in new:
                yield from self._claim("gate", new[name_of("gate", gate.id)], place_of)
                self.gates.setdefault(gate.id, gate)
        for theme in framework.themes:
            yield from self._add_theme(theme, new, origins, place_of)

    def _claim(self, kind: ItemKind, origin: Origin, place_of: PlaceOf) -> Iterator[Finding]:
        taken = self.origins.setdefault(name_of(kind, origin.id), origin)
        if taken is not origin:
            same = "" if taken.id == origin.id else f' as "{taken.id}"'
            message = f'the {kind} "{origin.id}" of {origin.part.id}.yaml is already in {taken.part.id}.yaml{same}.'
            yield DUPLICATE_ID.at(place_of(origin), message, "Rename one, or say under `changes:` what differs.")

    def _add_theme(
        self, theme: Theme, new: Mapping[Name, Origin], origins: Mapping[Name, Origin], place_of: PlaceOf
    ) -> Iterator[Finding]:
        origin = origins[name_of("theme", theme.id)]
        if theme.id not in self.themes:
            yield from self._claim("theme", origin, place_of)
        draft = self.themes.setdefault(theme.id, ThemeDraft(theme))
        for outcome in theme.outcomes:
            if outcome.id not in draft.outcomes:
                yield from self._claim("outcome", origins[name_of("outcome", outcome.id)], place_of)
            held = draft.outcomes.setdefault(outcome.id, OutcomeDraft(outcome))
            held.needs = list(dict.fromkeys((*held.needs, *outcome.needs)))
            for criterion in outcome.criteria:
                if name_of("criterion", criterion.id) in new:
                    yield from self._claim("criterion", new[name_of("criterion", criterion.id)], place_of)
                    if self.criteria.setdefault(criterion.id, criterion) is criterion:
                        held.criteria.append(criterion.id)
            for measure in outcome.measures:
                if name_of("measure", measure.id) in new:
                    yield from self._claim("measure", new[name_of("measure", measure.id)], place_of)
                    if self.measures.setdefault(measure.id, measure) is measure:
                        held.measures.append(measure.id)

    def whole_themes(self) -> tuple[Theme, ...]:
        """Return the themes with everything that was put into them."""
        return tuple(
            draft.theme.model_copy(update={"outcomes": tuple(map(self._whole_outcome, draft.outcomes.values()))})
            for draft in self.themes.values()
        )

    def _whole_outcome(self, draft: OutcomeDraft) -> Outcome:
        criteria = tuple(self.criteria[criterion_id] for criterion_id in draft.criteria)
        measures = tuple(self.measures[measure_id] for measure_id in draft.measures)
        parts = {"criteria": criteria, "measures": measures, "needs": tuple(draft.needs)}
        return draft.outcome.model_copy(update=parts)
