"""Tests of figures: prices, prices for each success, and whole-life costs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.arithmetic import rounded
from social_value.core.discounting import discount_factor, discount_rates, yearly_rate
from social_value.core.figures.registry import figure_name, percent_above, work_out
from social_value.core.steps import Figure
from social_value.core.terms import terms_of
from social_value.model.bid import Bid
from social_value.model.register import DatedValue, Register
from tests.core.builders import GREEN_BOOK, exact, inputs_of, offer, procurement, recorded
from tests.core.spreadsheet import worked_out

Data = dict[str, Any]

DEMAND = {"reference": {"standard": 60000, "complex": 12000}}
WHOLE_LIFE = {"register": "green-book-discount-rates", "rate": "standard"}


def bid(name: str, standard: str, hard: str, fixed: int, rates: tuple[str, str]) -> Data:
    """Return a bid of the contact tracing table: two unit prices, a fixed sum and two success rates."""
    lines = [
        {"band": "standard", "unit_price": standard},
        {"band": "complex", "unit_price": hard},
        {"title": "Mobilisation", "fixed": fixed},
    ]
    success = {band: {"value": rate} for band, rate in zip(("standard", "complex"), rates, strict=True)}
    stated: Data = exact({"price": {"lines": lines}})
    return offer(name, success_rate=success) | stated


HALYARD = bid("halyard", "9.20", "16", 120000, ("0.68", "0.34"))
TEN_LANTERNS = bid("ten-lanterns", "13.00", "26", 45000, ("0.80", "0.78"))


def figure(name: str, of: Data) -> Figure:
    """Return a figure of a bid."""
    built = procurement([recorded("q", "100")], demand=DEMAND, whole_life=WHOLE_LIFE)
    return work_out(figure_name(name), Bid.model_validate(of), terms_of(inputs_of(built, [of])))


@pytest.mark.parametrize(
    ("of", "name", "expected"),
    [
        # 60,000 x 9.20 + 12,000 x 16 + 120,000; over 60,000 x 0.68 + 12,000 x 0.34 = 44,880 reached
        (HALYARD, "price", "864000"),
        (HALYARD, "price-per-success", "864000/44880"),
        (HALYARD, "price-per-success:complex", "16/0.34"),
        # 60,000 x 13 + 12,000 x 26 + 45,000; over 48,000 + 9,360 reached
        (TEN_LANTERNS, "price", "1137000"),
        (TEN_LANTERNS, "price-per-success", "1137000/57360"),
        (TEN_LANTERNS, "price-per-success:complex", "26/0.78"),
        (TEN_LANTERNS, "price-per-success:standard", "13/0.8"),
    ],
)
def test_prices_of_the_contact_tracing_table(of: Data, name: str, expected: str) -> None:
    """Price at the reference demand, and price for each contact reached, overall and within a band."""
    assert figure(name, of).value == worked_out(expected)


def test_the_multiples_of_two_bids() -> None:
    """£19.25 against £19.82 for each contact, and £47.06 against £33.33 for each complex one."""
    found = [
        rounded(value, 2, "half-up")
        for name in ("price-per-success", "price-per-success:complex")
        for of in (HALYARD, TEN_LANTERNS)
        if (value := figure(name, of).value) is not None
    ]
    assert [f"{value}" for value in found] == ["19.25", "19.82", "47.06", "33.33"]


@pytest.mark.parametrize("name", ["price-per-success", "price-per-success:complex"])
def test_no_success_gives_no_figure(name: str) -> None:
    """Where no success is expected there is no figure, a reason, and no division by zero."""
    found = figure(name, bid("none", "9.20", "16", 0, ("0", "0")))
    assert found.value is None
    assert found.steps[-1].note == "no success is expected"


def test_a_bid_without_a_price_has_none() -> None:
    """A missing price is no price of zero."""
    found = figure("price", offer("a"))
    assert (found.value, found.steps[-1].note) == (None, "the bid states no price")
    assert figure("price-per-success", offer("a")).value is None


def test_a_stated_total_is_the_price() -> None:
    """A price that is given as one sum is taken as it stands."""
    assert figure("price", offer("a", "1137000.50")).value == Fraction("1137000.5")


def test_a_measure_is_the_value_that_the_bid_gives() -> None:
    """Any id that is no registered figure is a measure; a bid that does not give it has none."""
    assert figure("carbon", offer("a", measures={"carbon": "0.24"})).value == Fraction("0.24")
    assert figure("carbon", offer("a")).value is None


def test_percent_above_the_lowest() -> None:
    """125 is 25% above 100; above nothing there is no percentage."""
    assert percent_above(Fraction(125), Fraction(100)) == 25
    assert percent_above(Fraction(5), Fraction(0)) is None
    assert figure_name("percent-above-lowest").relative


STANDARD = GREEN_BOOK.entries[0].values[0]


@pytest.mark.parametrize(
    ("year", "percent"), [(0, "3.5"), (30, "3.5"), (31, "3"), (75, "3"), (76, "2.5"), (301, "1"), (9999, "1")]
)
def test_the_rate_of_a_year(year: int, percent: str) -> None:
    """Each year has the rate of its span, and the last span goes on for ever."""
    assert yearly_rate(STANDARD, year) == Fraction(percent) / 100


def test_a_year_beyond_the_schedule_has_no_rate() -> None:
    """A schedule that ends is not continued in silence."""
    short = STANDARD.model_copy(update={"schedule": STANDARD.schedule[:1]})
    with pytest.raises(LookupError, match="no discount rate for year 31"):
        yearly_rate(short, 31)


def test_the_factor_of_year_31_is_a_running_product() -> None:
    """Year 31 is the factor of year 30 over 1.03, not 1 / 1.03 to the power of 31."""
    assert discount_factor(STANDARD, 31) == discount_factor(STANDARD, 30) / Fraction("1.03")
    assert discount_factor(STANDARD, 31) != 1 / Fraction("1.03") ** 31


@given(year=st.integers(0, 300))
def test_the_printed_arithmetic_of_a_dated_cost(year: int) -> None:
    """The factor as it is printed, with one power for each rate, comes to the factor that is used."""
    costs = [{"title": "Work", "kind": "operation", "year": year, "amount": 1000}]
    found = figure("whole-life-cost", offer("a", whole_life_costs=costs))
    assert worked_out(found.steps[0].arithmetic) == found.steps[0].value == 1000 * discount_factor(STANDARD, year)


def test_a_residual_value_is_less_cost() -> None:
    """100 now and 103.50 back after a year come to nothing at 3.5%."""
    costs = [
        {"title": "Buy", "kind": "acquisition", "year": 0, "amount": 100},
        {"title": "Sell", "kind": "residual", "year": 1, "amount": "103.5"},
    ]
    assert figure("whole-life-cost", offer("a", whole_life_costs=costs)).value == 0


def test_a_bid_without_dated_costs_has_no_whole_life_cost() -> None:
    """No costs are no cost of zero."""
    assert figure("whole-life-cost", offer("a")).value is None


def dated_register() -> Register:
    """Return a register whose rate fell from 6% to 3.5% on 1 April 2003, the day of the Green Book of that year."""
    values = [
        {
            "from": day,
            "schedule": [{"from_year": 0, "percent": Decimal(percent)}],
            "reference": {"title": "HM Treasury, The Green Book"},
        }
        for day, percent in (("1989-04-01", "6"), ("2003-04-01", "3.5"))
    ]
    dump = GREEN_BOOK.model_dump(by_alias=True)
    dump["entries"][0]["values"] = values
    return Register.model_validate(dump)


@pytest.mark.parametrize(
    ("commenced", "expected"), [("2002-12-31", "6"), ("2003-04-01", "3.5"), (None, "3.5"), ("1980-01-01", None)]
)
def test_the_schedule_in_force_when_the_procurement_commenced(commenced: str | None, expected: str | None) -> None:
    """A new year is a new line: an old procurement keeps its rates, and one before them has none."""
    method = procurement([recorded("q", "100")], whole_life=WHOLE_LIFE)
    method |= {"commenced_on": commenced} if commenced else {}
    found: DatedValue | None = discount_rates(inputs_of(method, [], register=dated_register()))
    assert (None if found is None else Fraction(found.schedule[0].percent)) == (
        None if expected is None else Fraction(expected)
    )
