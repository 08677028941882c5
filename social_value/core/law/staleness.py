"""Whether a value of a register has grown older than the register allows."""

from __future__ import annotations

from datetime import date

from social_value.core.law.scope import months_later
from social_value.model.register import DatedValue, Register, RegisterEntry


def is_stale(register: Register, entry: RegisterEntry, value: DatedValue, day: date) -> bool:
    """Tell whether a value is older on a day than its entry, or else its register, allows."""
    limit = entry.max_age_months or register.max_age_months
    return limit is not None and months_later(value.from_day, limit) < day
