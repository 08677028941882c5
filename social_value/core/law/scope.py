"""For which procurements something holds: by the day they commenced, what they are worth and who buys what."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.model.base import Confidence, Period, Reference
from social_value.model.framework import Framework
from social_value.model.policy import Scope
from social_value.model.procurement import Procurement

ACT_IN_FORCE = date(2025, 2, 24)
"""Procurements that commenced on this day or later are under the Procurement Act 2023."""
VAT = Fraction(20, 100)
"""Standard rate of value added tax since 4 January 2011 (Value Added Tax Act 1994, section 2)."""
CONFIDENCE_WORDS: dict[Confidence, str] = {
    "official": "official",
    "secondary": "secondary source",
    "unverified": "not verified",
}


class Holds(Enum):
    """Whether something is for a procurement, or which fact is missing to tell."""

    YES = "yes"
    NO = "no"
    NO_DATE = "the day it commenced is not known"
    NO_VALUE = "its value is not known"


def may_be_under_the_act(framework: Framework | None) -> bool:
    """Tell whether procurements with this framework are under the Act once it is in force; Scotland has its own."""
    return framework is None or framework.nation != "scotland"


def under_the_act(procurement: Procurement, framework: Framework | None) -> bool:
    """Tell whether the procurement is known to be under the Procurement Act 2023."""
    # What began before that day stays under the earlier law until it ends, so the day of the run decides nothing.
    commenced = procurement.commenced_on
    return may_be_under_the_act(framework) and commenced is not None and commenced >= ACT_IN_FORCE


def value_with_vat(procurement: Procurement) -> Fraction | None:
    """Return the estimated value with VAT, as thresholds count it, or None where it is not stated in pounds."""
    contract = procurement.contract
    # Thresholds are in pounds; to turn another currency into them would be our guess at a rate.
    if contract is None or contract.currency != "GBP":
        return None
    value = Fraction(contract.estimated_value)
    return value if contract.vat == "included" else value * (1 + VAT)


def pounds(value: Fraction | Decimal) -> str:
    """Write a sum of money.

    >>> pounds(Decimal(5000000)), pounds(Fraction(1, 2))
    ('£5,000,000', '£0.5')
    """
    whole, _, rest = plain(value).partition(".")
    return f"£{int(whole):,}.{rest}" if rest else f"£{int(whole):,}" if "/" not in whole else f"£{whole}"


def value_words(procurement: Procurement) -> str:
    """Say how much the contract is worth with VAT, and how that was worked out from a value without."""
    value, contract = value_with_vat(procurement), procurement.contract
    if value is None or contract is None:
        return "of unknown value"
    if contract.vat == "included":
        return f"at {pounds(value)}"
    return (
        f"at {pounds(value)} ({pounds(contract.estimated_value)} and VAT at the standard rate of {plain(VAT * 100)}%)"
    )


def holds(procurement: Procurement, commenced: Period | None, scope: Scope | None) -> Holds:
    """Tell whether a rule for this period and scope is for the procurement; what is known to fail decides first.

    An authority that is not stated counts as one that the rule is for, so that no rule is passed over in silence.
    """
    dated = _dated(procurement.commenced_on, commenced)
    valued = _valued(value_with_vat(procurement), scope)
    parts = (dated, valued, _bought_by(procurement, scope), _bought(procurement, scope))
    if Holds.NO in parts:
        return Holds.NO
    return next((part for part in parts if part is not Holds.YES), Holds.YES)


def _dated(day: date | None, commenced: Period | None) -> Holds:
    if commenced is None or (commenced.from_day is None and commenced.to_day is None):
        return Holds.YES
    if day is None:
        return Holds.NO_DATE
    return Holds.YES if commenced.holds(day) else Holds.NO


def _valued(value: Fraction | None, scope: Scope | None) -> Holds:
    limits = (scope.value_at_least, scope.value_above, scope.value_below) if scope else ()
    if scope is None or not any(limit is not None for limit in limits):
        return Holds.YES
    if value is None:
        return Holds.NO_VALUE
    within = (
        (scope.value_at_least is None or value >= scope.value_at_least)
        and (scope.value_above is None or value > scope.value_above)
        and (scope.value_below is None or value < scope.value_below)
    )
    return Holds.YES if within else Holds.NO


def _bought_by(procurement: Procurement, scope: Scope | None) -> Holds:
    if scope is None or not scope.authorities or procurement.authority is None:
        return Holds.YES
    return Holds.YES if procurement.authority.type in scope.authorities else Holds.NO


def _bought(procurement: Procurement, scope: Scope | None) -> Holds:
    if scope is None or not scope.services:
        return Holds.YES
    if procurement.contract is None:
        return Holds.NO_VALUE
    return Holds.YES if procurement.contract.service in scope.services else Holds.NO


def scope_words(scope: Scope | None) -> str:
    """Say for which contracts something is, beginning with a space; nothing where it is for all."""
    if scope is None:
        return ""
    ends = [
        f"of {pounds(scope.value_at_least)} or more" if scope.value_at_least is not None else "",
        f"above {pounds(scope.value_above)}" if scope.value_above is not None else "",
        f"below {pounds(scope.value_below)}" if scope.value_below is not None else "",
    ]
    value = " and ".join(end for end in ends if end)
    return f" for contracts {value} with VAT" if value else ""


def source_words(reference: Reference, confidence: Confidence) -> str:
    """Name a source and how sure we are of it, in brackets."""
    return f"({reference.title}; {CONFIDENCE_WORDS[confidence]})"


def id_list(ids: Iterable[str], most: int = 8) -> str:
    """List ids, the first of a long list only.

    >>> id_list(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    names = list(ids)
    return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or the last day of that month where it is shorter.

    >>> months_later(date(2024, 1, 31), 1), months_later(date(2024, 1, 15), 12)
    (datetime.date(2024, 2, 29), datetime.date(2025, 1, 15))
    """
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a framework is for a procurement, by its dates and by what it applies to."""

    framework: Framework
    procurement: Procurement

    @property
    def holds(self) -> Holds:
        """Whether it is, or which fact is missing."""
        return holds(self.procurement, self.framework.commenced, self.framework.applies_to)

    @property
    def holds_by_choice(self) -> Holds:
        """Whether it is, whoever buys: an authority may use a framework that does not bind it."""
        scope = self.framework.applies_to
        anybody = scope.model_copy(update={"authorities": ()}) if scope else None
        return holds(self.procurement, self.framework.commenced, anybody)
