"""Outcomes with what each depends on: the framework's, then those that a procurement declares for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from social_value.codes.linking import NEEDS_CIRCULAR, UNKNOWN_OUTCOME
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest


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
        *(
            OutcomeLinks(outcome.id, outcome.title, tuple(m.id for m in outcome.measures), outcome.needs)
            for outcome in offered
        ),
        *(
            OutcomeLinks(outcome.id, outcome.title, outcome.measures, outcome.needs)
            for outcome in inputs.procurement.outcomes
        ),
    )


def outcomes_used(inputs: Inputs) -> bool:
    """Tell whether outcomes mean anything here: some depend on others, are its own, or a cap is taken by them."""
    valuation = inputs.procurement.valuation
    capped = valuation is not None and valuation.unlinked_cap_percent is not None
    return capped or bool(inputs.procurement.outcomes) or any(outcome.needs for outcome in outcomes_of(inputs))


def linked_measures(inputs: Inputs) -> frozenset[str] | None:
    """Return the measures that serve an outcome; None where the procurement does not use outcomes."""
    if not outcomes_used(inputs):
        return None
    return frozenset(measure for outcome in outcomes_of(inputs) for measure in outcome.measures)


def in_order(needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return outcomes so that each comes after all that it depends on; those in or behind a circle are left out.

    >>> in_order({"a": ("b",), "b": ()})
    ('b', 'a')
    """
    placed: dict[str, None] = {}
    waiting = list(needs)
    while waiting:
        free = [outcome for outcome in waiting if all(need in placed or need not in needs for need in needs[outcome])]
        if not free:
            break
        placed |= dict.fromkeys(free)
        waiting = [outcome for outcome in waiting if outcome not in placed]
    return tuple(placed)


def circle_among(needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a circle of outcomes that depend on one another, from its first outcome back to it; empty without one.

    >>> circle_among({"a": ("b",), "b": ("c",), "c": ("b",)})
    ('b', 'c', 'b')
    >>> circle_among({"a": ("b",), "b": ()})
    ()
    """
    placed = set(in_order(needs))
    here = next((need for need in needs if need not in placed), None)
    way: list[str] = []
    while here is not None and here not in way:
        way.append(here)
        here = next(need for need in needs[here] if need in needs and need not in placed)
    return () if here is None else (*way[way.index(here) :], here)


def needs_known(outcome: str, needs: tuple[str, ...], known: list[str], place: Place) -> Iterator[Finding]:
    """Yield every outcome that is depended on and that there is none of; ``place`` is that of the needs."""
    for number, name in enumerate(needs):
        if name not in known:
            message = f'"{outcome}" depends on the outcome "{name}", which does not exist.'
            yield UNKNOWN_OUTCOME.at(place.at(number), message, nearest(name, known))


def circular(circle: tuple[str, ...], place: Place) -> Finding:
    """Return the finding about outcomes that depend on one another in a circle."""
    message = f"outcomes depend on one another in a circle: {' needs '.join(circle)}."
    return NEEDS_CIRCULAR.at(place, message, "Take one of these needs away, so that one outcome comes first.")
