"""Checks of the reservations that a register holds, on their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from social_value.codes.catalogue import VALUES_OUT_OF_ORDER
from social_value.codes.method import INVALID_GATE, UNKNOWN_FIGURE
from social_value.codes.reservations import ROUTE_OUT_OF_DATE
from social_value.core.checks.criteria import duplicates
from social_value.core.figures.registry import FIGURES
from social_value.core.law.scope import months_later
from social_value.findings import Finding, Place, nearest
from social_value.model.route import ReservedGate, Route, Routes


def routes_sound(routes: Routes, place: Place, as_of: date | None) -> Iterator[Finding]:
    """Ids are unique, rules follow one another in time, gates can be tested, and none was read too long ago."""
    here = place.at("routes")
    yield from duplicates([(route.id, here.at(n, "id")) for n, route in enumerate(routes.routes)], "reservation")
    for number, route in enumerate(routes.routes):
        yield from _route(route, here.at(number, "rules"))
        latest = route.rules[-1]
        if as_of is not None and months_later(latest.as_of, routes.max_age_months) < as_of:
            yield out_of_date(route.id, latest.as_of, as_of, here.at(number, "rules", len(route.rules) - 1, "as_of"))


def out_of_date(route_id: str, read_on: date, day: date, place: Place) -> Finding:
    """Return the warning that a rule was last read too long before a day."""
    what = f'the rule of the reservation "{route_id}", read on {read_on}, or its threshold'
    message = f"on {day} {what} is older than it keeps."
    way_out = "Read it again, and state what you found in a local register with the day on which you read it."
    return ROUTE_OUT_OF_DATE.at(place, message, way_out)


def _route(route: Route, place: Place) -> Iterator[Finding]:
    for number, (earlier, later) in enumerate(pairwise(route.rules), start=1):
        ends, begins = earlier.in_force.to_day, later.in_force.from_day
        if ends is None or begins is None or begins <= ends:
            message = f'the rules of "{route.id}" do not follow one another: one must end before the next begins.'
            yield VALUES_OUT_OF_ORDER.at(place.at(number), message, "Write the oldest first, with `to` and `from`.")
    for number, rule in enumerate(route.rules):
        gates = [(gate.id, place.at(number, "gates", n, "id")) for n, gate in enumerate(rule.gates)]
        yield from duplicates(gates, "gate")
        for n, gate in enumerate(rule.gates):
            yield from _gate(gate, place.at(number, "gates", n))


def _gate(gate: ReservedGate, place: Place) -> Iterator[Finding]:
    stated = gate.of is not None and gate.at_least is not None
    if (gate.asks == "figure") is not stated or (gate.asks == "declaration" and (gate.of or gate.at_least is not None)):
        message = f'the gate "{gate.id}" needs `of` and `at_least` where it asks for a figure, and neither otherwise.'
        yield INVALID_GATE.at(place, message, "Add the missing keys, or remove them.")
    elif gate.of is not None and gate.of not in FIGURES:
        yield UNKNOWN_FIGURE.at(place.at("of"), f'"{gate.of}" is no figure.', nearest(gate.of, FIGURES))
