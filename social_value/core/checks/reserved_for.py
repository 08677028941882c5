"""Checks of what a competition is reserved for, against the rules of a register."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.method import UNKNOWN_REGISTER
from social_value.codes.reservations import RESERVATION_CLOSED, RESERVATION_UNCHECKED, UNKNOWN_RESERVATION
from social_value.codes.values import MISSING_KEY
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.reservation_rules import out_of_date
from social_value.core.inputs import Inputs
from social_value.core.law.open_routes import route_result, routes_in
from social_value.core.law.scope import source_words
from social_value.core.law.thresholds import SHIPPED_RULES
from social_value.findings import Finding, Place, nearest
from social_value.model.route import Reservation, Routes


def kinds_open(inputs: Inputs, reservation: Reservation) -> Iterator[Finding]:
    """Every kind is one of the register, is named once, and is left open by the procurement's own facts."""
    routes = routes_in(inputs, reservation.rules)
    if routes is None:
        yield _no_register(inputs, reservation.rules)
        return
    kinds = [
        (kind, inputs.at("reservation", *(("also", number - 1) if number else ("kind",))))
        for number, kind in enumerate(reservation.kinds)
    ]
    yield from duplicates(kinds, "reservation")
    for kind, place in dict(reversed(kinds)).items():
        yield from _kind(inputs, reservation, routes, kind, place)


def _no_register(inputs: Inputs, register_id: str) -> Finding:
    way_out = f"Leave out `rules:` for {SHIPPED_RULES}, or name a register of yours that has `reservations:`."
    if register_id in inputs.catalogue_ids:
        message = f'the register "{register_id}" holds no reservations.'
    else:
        message = f'there is no register "{register_id}".'
        way_out = nearest(register_id, inputs.catalogue_ids) or way_out
    return UNKNOWN_REGISTER.at(inputs.at("reservation", "rules"), message, way_out)


def _kind(inputs: Inputs, reservation: Reservation, routes: Routes, kind: str, place: Place) -> Iterator[Finding]:
    route = routes.route(kind)
    if route is None:
        message = f'"{kind}" is no reservation of {reservation.rules}.'
        yield UNKNOWN_RESERVATION.at(place, message, nearest(kind, (route.id for route in routes.routes)))
        return
    if route.needs_area and reservation.area is None:
        message = f'the reservation "{kind}" does not say for which area.'
        yield MISSING_KEY.at(place, message, "Add `area:` with the area as published.")
    result = route_result(inputs, routes, route)
    if result.stale_on is not None:
        yield out_of_date(kind, result.rule.as_of, result.stale_on, place)
    source = source_words(result.rule.reference, result.confidence)
    reasons = "; ".join(result.reasons)
    if result.outcome == "closed" and result.confidence == "official":
        message = f'the reservation "{kind}" is closed to this procurement: {reasons} {source}.'
        way_out = "Reserve it in another way, or not at all; `social-value route` shows what is open."
        yield RESERVATION_CLOSED.at(place, message, way_out)
    elif result.outcome != "open":
        seems = "seems closed" if result.outcome == "closed" else "needs a check"
        message = f'the reservation "{kind}" {seems}: {reasons} {source}.'
        way_out = "State the fact that is missing, or take advice and waive this with what you found."
        yield RESERVATION_UNCHECKED.at(place, message, way_out)
