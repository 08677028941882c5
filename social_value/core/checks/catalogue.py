"""Checks of catalogue files: scales, registers and frameworks, each on its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from social_value.core.checks.criteria import duplicates, scale_problems
from social_value.findings import Finding, Place, error
from social_value.model.framework import Framework
from social_value.model.register import DatedValue, Register
from social_value.model.scale import ScaleFile


def catalogue_findings(item: Framework | Register | ScaleFile, place: Place) -> Iterator[Finding]:
    """Yield everything that is wrong inside a catalogue file; ``place`` is the top of the file."""
    if isinstance(item, ScaleFile):
        yield from scale_problems(item.id, item, place.at("levels"))
    elif isinstance(item, Register):
        yield from _register(item, place)
    else:
        yield from _framework(item, place)


def _register(register: Register, place: Place) -> Iterator[Finding]:
    entries = [(entry.id, place.at("entries", n, "id")) for n, entry in enumerate(register.entries)]
    yield from duplicates(entries, "entry")
    for number, entry in enumerate(register.entries):
        here = place.at("entries", number, "values")
        for earlier, later in pairwise(entry.values):
            if later.from_day <= earlier.from_day:
                message = f'the values of "{entry.id}" are not in the order of their dates.'
                yield error("values-out-of-order", here, message, "Write the oldest first, each date once.")
        for index, value in enumerate(entry.values):
            yield from _value(entry.id, value, here.at(index))


def _value(entry_id: str, value: DatedValue, place: Place) -> Iterator[Finding]:
    given = (value.value is not None, bool(value.schedule), bool(value.series))
    if sum(given) != 1:
        message = f'a value of "{entry_id}" needs `value`, `schedule` or `series`, and only one of them.'
        yield error("invalid-value", place, message, "Keep the one that was published.")
    for number, (first, second) in enumerate(pairwise(value.schedule), start=1):
        if first.to_year is None or second.from_year != first.to_year + 1:
            message = f'the schedule of "{entry_id}" does not go on in the year after {first.to_year or "its end"}.'
            yield error(
                "schedule-gap",
                place.at("schedule", number),
                message,
                "Let each span begin where the last ended.",
            )


def _framework(framework: Framework, place: Place) -> Iterator[Finding]:
    names: dict[str, list[tuple[str, Place]]] = {"theme": [], "outcome": [], "criterion": [], "measure": []}
    for t, theme in enumerate(framework.themes):
        at_theme = place.at("themes", t)
        names["theme"].append((theme.id, at_theme.at("id")))
        for o, outcome in enumerate(theme.outcomes):
            at_outcome = at_theme.at("outcomes", o)
            names["outcome"].append((outcome.id, at_outcome.at("id")))
            names["criterion"] += [(c.id, at_outcome.at("criteria", n, "id")) for n, c in enumerate(outcome.criteria)]
            names["measure"] += [(m.id, at_outcome.at("measures", n, "id")) for n, m in enumerate(outcome.measures)]
    for what, known in names.items():
        yield from duplicates(known, what)
    for scale_id, scale in framework.scales.items():
        yield from scale_problems(scale_id, scale, place.at("scales", scale_id, "levels"))
