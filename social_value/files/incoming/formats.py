"""Number formats, and what each shows a number as."""

from __future__ import annotations

import re
from functools import cache

from social_value.files.incoming.currencies import SIGN, currency_named

GENERAL = "General"
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.')
_NAMED_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")


@cache
def is_date(code: str) -> bool:
    """Tell whether a format shows a number as a date or a time.

    >>> is_date("yyyy-mm-dd"), is_date("0.00"), is_date('0 "days"')
    (True, False, False)
    """
    from openpyxl.styles.numbers import is_date_format  # noqa: PLC0415 - only who reads workbooks waits for it

    return bool(is_date_format(_NOT_SHOWN.sub("", code)))


def is_percent(code: str) -> bool:
    """Tell whether a format shows a number a hundred times as large, with a percent sign.

    >>> is_percent("0%"), is_percent("General"), is_percent('0" %"')
    (True, False, False)
    """
    return "%" in _NOT_SHOWN.sub("", code)


def currency_shown(code: str) -> str:
    """Return the currency as which a format shows a number, or nothing where it shows none.

    >>> currency_shown("£#,##0.00"), currency_shown("[$€-407] #,##0"), currency_shown("[$-F800]dddd")
    ('GBP', 'EUR', '')
    >>> currency_shown('#,##0 "USD"'), currency_shown("[$kr-414] 0"), currency_shown("0.00")
    ('USD', 'KR', '')
    """
    named = [sign.strip() for sign in _NAMED_CURRENCY.findall(code) if sign.strip()]
    if not named:
        named = SIGN.findall(_NAMED_CURRENCY.sub("", code))
    return currency_named(named[0]) if named else ""
