"""Numbers as they come in cells: stored as binary numbers, or typed as text in the ways people write them.

What can be read in one way only is understood, and said to be; what can be read in two is refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from social_value.files.incoming.currencies import currency_named

DIGITS_SHOWN = 15
"""Significant digits that a spreadsheet shows of a number."""
MOST_PLACES = 10
_STORED = re.compile(r"[+-]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,4})?")
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f\t ]+")
_MONEY = r"(?:[$£€¥]|GBP|EUR|USD|CHF)"
_SUM = re.compile(
    rf"(?P<sign>[+-]?) ?(?P<before>{_MONEY})? ?(?P<inner>[+-]?)(?P<number>[0-9][0-9.,' ]*?) ?(?P<after>{_MONEY})?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_IN_GROUPS = (
    re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?"),
    re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"),
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"),
)
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_COMMA = re.compile(r"[0-9]+,[0-9]+")

Trouble = Literal["", "not-a-number", "two-ways", "percent", "too-long"]


@dataclass(frozen=True, slots=True)
class Understood:
    """The number that was understood, or why there is none; ``same`` says that nothing had to be understood.

    ``currencies`` are those that a text names beside its number.
    """

    value: Decimal | None
    trouble: Trouble = ""
    same: bool = True
    currencies: tuple[str, ...] = ()


def stored_number(text: str) -> Understood:
    """Return the number of a cell: the shortest decimal of its binary number, with the digits that are shown.

    >>> stored_number("1250.5"), stored_number("0.30000000000000004").value, stored_number("1e400").trouble
    (Understood(value=Decimal('1250.5'), trouble='', same=True, currencies=()), Decimal('0.3'), 'not-a-number')
    """
    if not _STORED.fullmatch(text) or not math.isfinite(float(text)):
        return Understood(None, "not-a-number")
    exact = Decimal(repr(float(text)))
    shown = _to_digits(exact)
    if _too_long(shown):
        return Understood(None, "too-long")
    return Understood(shown, same=shown == exact)


def _to_digits(exact: Decimal) -> Decimal:
    """Return a number with at most fifteen significant digits, without zeros at its end or an exponent."""
    places = DIGITS_SHOWN - 1 - exact.adjusted() if exact else 0
    last = Decimal(1).scaleb(-places)
    shown = (
        exact
        if exact == exact.to_integral_value() or len(exact.as_tuple().digits) <= DIGITS_SHOWN
        else exact.quantize(last)
    )
    return plain_decimal(shown)


def plain_decimal(value: Decimal) -> Decimal:
    """Return a number without an exponent and without zeros behind its last digit.

    >>> plain_decimal(Decimal("12.0")), plain_decimal(Decimal("1E+3")), plain_decimal(Decimal("-0"))
    (Decimal('12'), Decimal('1000'), Decimal('0'))
    """
    if not value:
        return Decimal(0)
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _too_long(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    places = max(0, -int(exponent))
    return len(digits) + max(0, int(exponent)) > DIGITS_SHOWN or places > MOST_PLACES


def typed_number(text: str) -> Understood:
    """Return the number that a text states.

    >>> typed_number("£1,250.50").value, typed_number("1.250,50").value, typed_number("12,5").value
    (Decimal('1250.50'), Decimal('1250.50'), Decimal('12.5'))
    >>> typed_number("1,250").trouble, typed_number("1.250").trouble, typed_number("0.125").value
    ('two-ways', 'two-ways', Decimal('0.125'))
    >>> typed_number("15%").trouble, typed_number("about 5").trouble, typed_number("12 EUR").currencies
    ('percent', 'not-a-number', ('EUR',))
    """
    plain = _SPACES.sub(" ", text.replace("\u2212", "-")).strip()
    if len(plain) > 60:
        return Understood(None, "not-a-number")
    if re.fullmatch(r"[+-]?[0-9][0-9.,' ]*%", plain):
        return Understood(None, "percent")
    match = _SUM.fullmatch(plain)
    if match is None or (match["sign"] and match["inner"]):
        return Understood(None, "not-a-number")
    sign, number = match["sign"] or match["inner"], match["number"]
    currencies = tuple(currency_named(sign) for sign in (match["before"], match["after"]) if sign)
    # "1,234" is a thousand and more to one reader, and little more than one to the next.
    if _TWO_WAYS.fullmatch(number):
        return Understood(None, "two-ways", currencies=currencies)
    decimal = _decimal_text(number)
    if decimal is None:
        return Understood(None, "not-a-number")
    value = Decimal(f"{sign}{decimal}")
    return Understood(None, "too-long") if _too_long(value) else Understood(value, same=False, currencies=currencies)


def _decimal_text(number: str) -> str | None:
    if _PLAIN.fullmatch(number):
        return number
    if _IN_GROUPS[0].fullmatch(number):
        return number.replace(" ", "").replace("'", "").replace(",", ".")
    if _IN_GROUPS[1].fullmatch(number):
        return number.replace(",", "")
    if _IN_GROUPS[2].fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    return number.replace(",", ".") if _COMMA.fullmatch(number) else None
