"""Dates as cells hold them: a count of days that is shown as a date."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

_DAY_0 = date(1899, 12, 30)
"""From March 1900 on, counts from this day are those of every spreadsheet."""
_DAY_0_FROM_1904 = date(1904, 1, 1)
_FIRST_SURE, _LAST = 61, 2_958_465
"""Before 1 March 1900 spreadsheets disagree: Excel has a 29 February in that year, which did not exist."""
_DAYS_TO_1904 = (_DAY_0_FROM_1904 - _DAY_0).days
"""Workbooks of old Macintosh versions of Excel count from 1904, and say so."""


def serial_of_day(day: date) -> int:
    """Return the count of days that a cell holds for a day.

    >>> serial_of_day(date(2021, 1, 1))
    44197
    """
    return (day - _DAY_0).days


def day_of_serial(serial: Decimal, from_1904: bool) -> date | None:
    """Return the day that a count of days stands for, or nothing where spreadsheets disagree about it.

    >>> day_of_serial(Decimal(44197), False), day_of_serial(Decimal("42735.9"), True), day_of_serial(Decimal(60), False)
    (datetime.date(2021, 1, 1), datetime.date(2021, 1, 1), None)
    """
    days = int(serial)
    least = 0 if from_1904 else _FIRST_SURE
    if not least <= days <= _LAST - (_DAYS_TO_1904 if from_1904 else 0):
        return None
    return (_DAY_0_FROM_1904 if from_1904 else _DAY_0) + timedelta(days=days)
