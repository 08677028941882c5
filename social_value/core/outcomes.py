"""Outcomes with what each depends on: the framework's, then those that a procurement declares for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, error, nearest


@dataclass(frozen=True, slots=True)
class OutcomeLinks:
    """An outcome, the measures that serve it, and the outcomes that it depends on."""

    id: str
    title: str
    measures: tuple[str, ...]
    needs: tuple[str, ...]


def outcomes_of(inputs: Inputs) -> tuple[OutcomeLinks, ...]:
    """Return every outcome: the framework's in the order of its themes, then the procurement's own."""
    offered = inputs.framework.outcomes() if inputs.framework else ()
    return (
        *(OutcomeLinks(one.id, one.title, tuple(m.id for m in one.measures), one.needs) for one in offered),
        *(OutcomeLinks(one.id, one.title, one.measures, one.needs) for one in inputs.procurement.outcomes),
    )


def outcomes_used(inputs: Inputs) -> bool:
    """Tell whether outcomes mean anything here: some depend on others, are its own, or a cap is taken by them."""
    valuation = inputs.procurement.valuation
    capped = valuation is not None and valuation.unlinked_cap_percent is not None
    return capped or bool(inputs.procurement.outcomes) or any(one.needs for one in outcomes_of(inputs))


def linked_measures(inputs: Inputs) -> frozenset[str] | None:
    """Return the measures that serve an outcome; None where the procurement does not use outcomes."""
    if not outcomes_used(inputs):
        return None
    return frozenset(measure for one in outcomes_of(inputs) for measure in one.measures)


def circle_among(needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a circle of outcomes that depend on one another, from its first outcome back to it; empty without one.

    >>> circle_among({"a": ("b",), "b": ("c",), "c": ("b",)})
    ('b', 'c', 'b')
    >>> circle_among({"a": ("b",), "b": ()})
    ()
    """
    sound: set[str] = set()
    for start in needs:
        circle = _circle_from(start, needs, (), sound)
        if circle:
            return circle
    return ()


def _circle_from(
    here: str, needs: Mapping[str, tuple[str, ...]], way: tuple[str, ...], sound: set[str]
) -> tuple[str, ...]:
    if here in way:
        return (*way[way.index(here) :], here)
    if here not in sound:
        for one in needs.get(here, ()):
            circle = _circle_from(one, needs, (*way, here), sound)
            if circle:
                return circle
        sound.add(here)
    return ()


def needs_known(outcome: str, needs: tuple[str, ...], known: list[str], place: Place) -> Iterator[Finding]:
    """Yield every outcome that is depended on and that there is none of; ``place`` is that of the needs."""
    for number, name in enumerate(needs):
        if name not in known:
            message = f'"{outcome}" depends on the outcome "{name}", which does not exist.'
            yield error("unknown-outcome", place.at(number), message, nearest(name, known))


def circular(circle: tuple[str, ...], place: Place) -> Finding:
    """Return the finding about outcomes that depend on one another in a circle."""
    message = f"outcomes depend on one another in a circle: {' needs '.join(circle)}."
    return error("needs-circular", place, message, "Take one of these needs away, so that one outcome comes first.")
