"""Net present values of energy service contracts, as Prozorro works them out for its auctions.

The cases are those of openprocurement/esculator. Their method: 21 periods from the day of the announcement on, of which
the first ends with its year and the last fills up 20 years of 365 days. The factor of a period is that of the period
before / (1 + rate x days of the period / 365), which is our running product with a rate of its own for each period. In
each period the customer keeps what is saved, less the share that is paid while the contract lasts; the saving of the
last period is a yearly one and is taken for the days that it has. The factors come from our own discounting; the sums
are spelled out here. All cases are tested: parts of a year only change the rate of a period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

from social_value.core.discounting import discount_factor
from social_value.model.register import DatedValue
from tests.golden.published import published_json

CASES = published_json("esco_npv_contract_price_cases.json")["cases"]
YEAR, YEARS = 365, 20
HALF_UNIT = Fraction(1, 2 * 10**11)
"""Half a unit of the last printed place."""
DIGITS = 60
"""Digits to which the rate of a part of a year is stated, so that eleven places of the result are right."""


def periods(announced: date) -> list[int]:
    """Return the days of each period: to the end of the year, whole years, and what is left of twenty years."""
    first = (date(announced.year, 12, 31) - announced).days
    return [first, *[YEAR] * (YEARS - 1), YEAR - first]


def rates_of(yearly: Decimal, days: list[int]) -> DatedValue:
    """Return a schedule with one rate for each period."""
    with localcontext() as context:
        context.prec = DIGITS
        spans = [
            {"from_year": number, "to_year": number, "percent": 100 * yearly * length / YEAR}
            for number, length in enumerate(days, start=1)
        ]
    return DatedValue.model_validate({"from": "2017-01-01", "schedule": spans, "reference": {"title": "The case"}})


def net_present_value(bid: dict[str, Any]) -> tuple[Fraction, Fraction]:
    """Return what the customer keeps, as a present value, and the price of the contract, which is not discounted."""
    days = periods(date.fromisoformat(bid["announcementDate"][:10]))
    rates = rates_of(Decimal(str(bid["NBUdiscountRate"])), days)
    kept, paid = Fraction(0), Fraction(0)
    for number, (saving, payment) in enumerate(_flows(bid, days), start=1):
        kept += (saving - payment) * discount_factor(rates, number)
        paid += payment
    return kept, paid


def _flows(bid: dict[str, Any], days: list[int]) -> Iterator[tuple[Fraction, Fraction]]:
    contract = bid["contractDuration"]
    left = contract["years"] * YEAR + contract["days"]
    savings = [Fraction(str(saving)) for saving in bid["annualCostsReduction"]]
    savings[-1] *= Fraction(days[-1], YEAR)
    for saving, length in zip(savings, days, strict=True):
        within = min(left, length)
        left -= within
        share = Fraction(within, length) if length else Fraction(0)
        yield saving, saving * Fraction(str(bid["yearlyPaymentsPercentage"])) * share


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_the_net_present_value_is_the_published_one(case: dict[str, Any]) -> None:
    """Present value and contract price agree with the published ones to eleven places, or to 15 digits beyond.

    The source worked with binary numbers, so of a value of nine digits it printed two places of noise.
    """
    kept, paid = net_present_value(case["bid"])
    for worked_out, key in ((kept, "amountPerformance"), (paid, "amountContract")):
        printed = Fraction(case["expected"][key])
        assert abs(worked_out - printed) <= max(HALF_UNIT, printed / 10**15)
