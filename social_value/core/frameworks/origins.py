"""Where each thing of a framework stands in the file that writes it."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.frameworks.parts import ItemKind, Name, Origin, Part, name_of
from social_value.findings import Place


def own_origins(part: Part) -> dict[Name, Origin]:
    """Return the place of everything that a framework itself writes, by kind and id."""
    return {name_of(kind, item_id): Origin(part, item_id, place) for kind, item_id, place in _items(part)}


def _items(part: Part) -> Iterator[tuple[ItemKind, str, Place]]:
    framework = part.framework
    for scale_id in framework.scales:
        yield "scale", scale_id, part.at("scales", scale_id)
    for pillar in framework.pillars:
        yield "pillar", pillar, part.at("pillars", pillar)
    for number, gate in enumerate(framework.gates):
        yield "gate", gate.id, part.at("gates", number)
    for t, theme in enumerate(framework.themes):
        yield "theme", theme.id, part.at("themes", t)
        for o, outcome in enumerate(theme.outcomes):
            here = part.at("themes", t, "outcomes", o)
            yield "outcome", outcome.id, here
            for n, criterion in enumerate(outcome.criteria):
                yield "criterion", criterion.id, here.at("criteria", n)
            for n, measure in enumerate(outcome.measures):
                yield "measure", measure.id, here.at("measures", n)
