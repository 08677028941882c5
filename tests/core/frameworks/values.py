"""Every single value of a file's data, and the same data with another value in one place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

Way: TypeAlias = "tuple[str | int, ...]"
OTHER = {
    "error": "warning",
    "warning": "error",
    "official": "unverified",
    "secondary": "official",
    "unverified": "official",
    "social": "quality",
    "financial": "quality",
    "flag": "disregard",
    "disregard": "flag",
    "not-awardable": "flag",
    "declaration": "figure",
    "central": "nhs",
    "2025-01-01": "2025-02-01",
    "2026-12-31": "2026-11-30",
    "2020-01-01": "2020-02-01",
    "2026-10-05": "2026-10-06",
}
"""Another word where a file may hold only certain ones."""


def ways(value: object, way: Way = ()) -> Iterator[Way]:
    """Yield the way to each value of nested data."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from ways(one, (*way, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from ways(one, (*way, number))
    else:
        yield way


def with_other(data: object, way: Way) -> object:
    """Return the data with another value at the end of a way."""
    if not way:
        return _other(data)
    head, rest = way[0], way[1:]
    if isinstance(data, dict):
        return {key: with_other(one, rest) if key == head else one for key, one in data.items()}
    assert isinstance(data, list)
    return [with_other(one, rest) if number == head else one for number, one in enumerate(data)]


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if value == "all":
        return ["people"]
    if isinstance(value, str):
        return OTHER.get(value, f"{value}X")
    assert isinstance(value, int | Decimal)
    return value + 1 if value < 100 else value - 1
