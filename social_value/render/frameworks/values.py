"""A register or a shared scale as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.model.register import DatedValue, Register, RegisterEntry, YearRate
from social_value.model.route import Route
from social_value.model.scale import ScaleFile
from social_value.render.frameworks.folded_lines import headed, wrapped
from social_value.render.frameworks.tree import level_lines

MOST_AREAS = 20
MOST_IN_A_SERIES = 12


def scale_text(scale: ScaleFile) -> Iterator[str]:
    """Yield the lines of a scale."""
    yield from wrapped(f"{scale.id}: {scale.title or 'a scale'}")
    yield from wrapped(f"Scale, {scale.confidence}; licence: {scale.licence}", 2)
    if scale.source is not None:
        yield from wrapped(f"Source: {scale.source.title}{_address(scale.source.href)}", 2)
    yield from headed("Levels", level_lines(scale, 2))


def register_text(register: Register) -> Iterator[str]:
    """Yield the lines of a register: its entries with their dated values, and how many areas it holds."""
    yield from wrapped(f"{register.id}: {register.title}")
    yield from wrapped(f"Register, {register.confidence}; licence: {register.licence}", 2)
    yield from wrapped(f"Source: {register.source.title}{_address(register.source.href)}", 2)
    if register.max_age_months is not None:
        yield f"  Stale after {register.max_age_months} months"
    yield from headed("Entries", (line for entry in register.entries for line in _entry(entry)))
    yield from headed("Areas", _areas(register))
    routes = register.reservations.routes if register.reservations else ()
    yield from headed("Reservations", (line for route in routes for line in _route(route)))


def _address(href: str | None) -> str:
    return f", {href}" if href else ""


def _entry(entry: RegisterEntry) -> Iterator[str]:
    yield from wrapped(f"{entry.id}: {entry.description}", 2)
    facts = [f"Unit: {entry.unit}"]
    facts += [f"{entry.value_type} value"] if entry.value_type else []
    facts += [f"for {entry.geography}"] if entry.geography else []
    yield from wrapped("; ".join(facts), 6)
    if entry.notes:
        yield from wrapped(f"Note: {entry.notes}", 6)
    for value in entry.values:
        yield from wrapped(f"From {value.from_day}: {_value(value)}", 6)
        yield from wrapped(f"Source: {value.reference.title}{_address(value.reference.href)}", 8)


def _value(value: DatedValue) -> str:
    parts = [plain(value.value)] if value.value is not None else []
    if value.low is not None or value.high is not None:
        ends = [plain(bound) if bound is not None else "not stated" for bound in (value.low, value.high)]
        parts.append(f"low {ends[0]}, high {ends[1]}")
    parts += map(_rate, value.schedule)
    parts += [_series(value.series)] if value.series else []
    parts += [f"prices of {value.price_base}"] if value.price_base else []
    parts += [value.confidence] if value.confidence else []
    parts += ["illustrative: to be replaced"] if value.illustrative else []
    return ", ".join(parts)


def _rate(rate: YearRate) -> str:
    end = f" to {rate.to_year}" if rate.to_year is not None else " on"
    return f"{plain(rate.percent)}% from year {rate.from_year}{end}"


def _series(series: Mapping[str, Decimal]) -> str:
    shown = [f"{key}: {plain(value)}" for key, value in list(series.items())[:MOST_IN_A_SERIES]]
    rest = len(series) - len(shown)
    return ", ".join([*shown, f"and {rest} more"] if rest else shown)


def _route(route: Route) -> Iterator[str]:
    """Yield a reservation with its rules: the days they are for, what closes it, and what a bid must show."""
    yield from wrapped(f"{route.id}: {route.title}", 2)
    for rule in route.rules:
        ends = f" to {rule.in_force.to_day}" if rule.in_force.to_day else ""
        source = f"{rule.reference.title}{_address(rule.reference.href)}"
        yield from wrapped(f"From {rule.in_force.from_day}{ends}, read on {rule.as_of}, {rule.confidence}: {source}", 6)
        for condition in rule.conditions:
            outcome = "closed" if condition.otherwise == "closed" else "needs a check"
            yield from wrapped(f"Else {outcome}: {condition.reason}", 8)
        for gate in rule.gates:
            limit = f", at least {plain(gate.at_least)}" if gate.at_least is not None else ""
            yield from wrapped(f"Asks {gate.id}: {gate.title}{limit}", 8)


def _areas(register: Register) -> Iterator[str]:
    for area in register.areas[:MOST_AREAS]:
        facts = ", ".join(part for part in (area.kind, area.region, area.nation) if part)
        yield from wrapped(f"{area.id}: {area.title}" + (f" ({facts})" if facts else ""), 2)
    if len(register.areas) > MOST_AREAS:
        yield f"  ... and {len(register.areas) - MOST_AREAS} more; --format json has all of them."
