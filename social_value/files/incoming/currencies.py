"""The currencies that cells are written or shown in."""

from __future__ import annotations

import re

_CODES = {"£": "GBP", "€": "EUR", "$": "USD", "US$": "USD"}
OF_THE_READER = "\u00a4"
"""Stands for the currency of whoever opens the workbook: it is not the same for everybody."""
SIGN = re.compile(rf"[$£€¥₩₹₽₺₴{OF_THE_READER}]|\b(?:GBP|EUR|USD|CHF)\b", re.IGNORECASE)


def currency_named(sign: str) -> str:
    """Return the code of the currency that a sign stands for, or the sign itself where it stands for another.

    >>> currency_named("£"), currency_named("eur"), currency_named("kr")
    ('GBP', 'EUR', 'KR')
    """
    return _CODES.get(sign, sign.upper())
