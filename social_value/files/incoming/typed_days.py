"""Days that were typed as text: read where they can be meant in one way only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})")
_YEAR_LAST = re.compile(r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<other>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})")
_MONTHS = 12

Trouble = Literal["", "no-date", "no-such-day", "two-ways"]


@dataclass(frozen=True, slots=True)
class TypedDay:
    """The day that a text means, or why there is none."""

    day: date | None
    trouble: Trouble = ""


def typed_day(text: str) -> TypedDay:
    """Return the day that a text states.

    >>> typed_day("2026-03-31").day, typed_day("31/3/2026").day, typed_day("3/31/2026").day
    (datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2026, 3, 31))
    >>> typed_day("3/4/2026").trouble, typed_day("2026-02-30").trouble, typed_day("next spring").trouble
    ('two-ways', 'no-such-day', 'no-date')
    """
    plain = text.strip()
    year_first = _YEAR_FIRST.fullmatch(plain)
    if year_first:
        return _calendar_day(int(year_first["year"]), int(year_first["month"]), int(year_first["day"]))
    year_last = _YEAR_LAST.fullmatch(plain)
    if year_last is None:
        return TypedDay(None, "no-date")
    return _day_and_month(int(year_last["year"]), int(year_last["one"]), int(year_last["other"]))


def _day_and_month(year: int, one: int, other: int) -> TypedDay:
    """Tell the day from the month: some countries write the one first, and some the other."""
    if one > _MONTHS or one == other:
        return _calendar_day(year, other, one)
    return _calendar_day(year, one, other) if other > _MONTHS else TypedDay(None, "two-ways")


def _calendar_day(year: int, month: int, day: int) -> TypedDay:
    try:
        return TypedDay(date(year, month, day))
    except ValueError:
        return TypedDay(None, "no-such-day")
