"""Properties of every valuation, over exact fractions: discounting, additionality, counting once, prices, working."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from social_value.core.valuation.netting import ADDITIONALITY
from social_value.model.register import Register
from tests.core.builders import GREEN_BOOK, Data
from tests.core.spreadsheet import worked_out
from tests.core.valuations import (
    additionality,
    commitment,
    entry,
    exactly,
    measure,
    net,
    register,
    valuation,
    valued_inputs,
    worked,
    worth,
)
from tests.samples import sample

properties = settings(max_examples=sample(40, 800), deadline=None)
SHARES = st.integers(0, 20).map(lambda twentieths: Decimal(twentieths) / 20)
QUANTITIES = st.integers(0, 500).map(lambda units: Decimal(units) / 4)
YEARS = st.integers(1, 5)
CONVENTIONS = st.sampled_from(["first-year-undiscounted", "first-year-discounted", "undiscounted"])


def rates(percent: object) -> Register:
    """Return a register in which the standard rate is the same in every year."""
    schedule = [{"from_year": 0, "percent": percent}]
    data = GREEN_BOOK.model_dump(by_alias=True, exclude_none=True)
    data["entries"][0]["values"][0]["schedule"] = schedule
    return Register.model_validate(data)


@st.composite
def lasting(draw: st.DrawFn) -> Data:
    """Draw a measure with an effect that goes on."""
    shares = {name: draw(SHARES) for name in ADDITIONALITY}
    lasts = {"years": draw(st.sampled_from(["1", "1.5", "3"])), "drop_off": draw(SHARES)}
    return measure("m", additionality=additionality(**shares), lasts=lasts)


@st.composite
def promises(draw: st.DrawFn) -> list[Data]:
    """Draw commitments, some of which are core or one and the same."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        more: dict[str, Any] = {"from_year": draw(YEARS), "years": draw(YEARS)}
        if draw(st.booleans()):
            more["activity"] = draw(st.sampled_from(["x", "y", "z"]))
        if draw(st.booleans()):
            more["group"] = "care-leavers"
        if draw(st.integers(0, 5)) == 0:
            more["core"] = True
        more["evidence"] = draw(st.sampled_from(["payroll", "note"]))
        made.append(commitment(f"c{number}", quantity=draw(QUANTITIES), **more))
    return made


def how(convention: str = "first-year-undiscounted", **more: Any) -> Data:  # noqa: ANN401 - any key of a valuation
    """Return a valuation with shares for evidence."""
    return valuation(
        convention=convention, evidence_factors={"payroll": 1, "note": "0.5"}, unevidenced_factor=0, **more
    )


@properties
@given(promises(), lasting())
def test_at_a_rate_of_nought_the_present_value_is_the_plain_sum(promised: list[Data], rule: Data) -> None:
    """Discounting at 0% and not discounting are the same (item 29)."""
    plain = net(promised, [rule], how=how("undiscounted"))
    for convention in ("first-year-undiscounted", "first-year-discounted"):
        assert net(promised, [rule], how=how(convention), rates=rates(0)) == plain


@properties
@given(QUANTITIES, QUANTITIES, lasting(), CONVENTIONS)
def test_value_is_linear_in_quantities(one: Decimal, other: Decimal, rule: Data, convention: str) -> None:
    """The value of a sum is the sum of the values, and splitting a promise changes nothing (items 30 and 31)."""
    whole = net([commitment("c", quantity=one + other, years=3)], [rule], how=valuation(convention=convention))
    parts = [commitment("a", quantity=one, years=3), commitment("b", quantity=other, years=3)]
    assert net(parts, [rule], how=valuation(convention=convention)) == whole


@properties
@given(st.integers(2, 40), st.integers(1, 50), st.integers(1, 50))
def test_a_later_value_falls_with_the_rate(year: int, lower: int, more: int) -> None:
    """One promise in year t is worth v/(1+r)^(t-1), less the higher the rate (item 30)."""
    promised = [commitment("c", from_year=year)]
    found = [net(promised, how=how_plain(), rates=rates(percent)) for percent in (lower, lower + more)]
    assert found[0] == 1000 / (1 + Fraction(lower, 100)) ** (year - 1)
    assert found[1] < found[0]


def how_plain() -> Data:
    """Return a valuation that only discounts."""
    return valuation(convention="first-year-undiscounted")


@properties
@given(st.sampled_from(ADDITIONALITY), SHARES, lasting())
def test_every_share_that_is_taken_off_lowers_the_value(name: str, share: Decimal, rule: Data) -> None:
    """A higher share never raises the value, none of any leaves it, and all of one leaves nothing (item 32)."""
    promised = [commitment("c", quantity=10, years=2)]

    def value(taken_off: object) -> Fraction:
        shares = {**rule["value"]["additionality"], name: taken_off}
        return net(promised, [{**rule, "value": {**rule["value"], "additionality": shares}}])

    assert value(share) == value(0) * (1 - Fraction(share))
    assert value(1) == 0
    gross = measure("m", additionality=additionality())
    assert net(promised, [gross]) == 20_000


@properties
@given(promises(), st.integers(1, 1000))
def test_the_ratio_has_no_scale(promised: list[Data], times: int) -> None:
    """Values and price times k leave the value per pound; at a price of 0 there is none (item 32)."""

    def ratio(value: int, price: int) -> Fraction | None:
        known = register(entry("thing", value=value))
        return worked(
            "social-value-per-pound", valued_inputs([measure("m")], {"A": promised}, known, price=price)
        ).value

    assert ratio(7 * times, 300 * times) == ratio(7, 300)
    assert ratio(7, 0) is None


@properties
@given(QUANTITIES, QUANTITIES)
def test_one_activity_counts_once(one: Decimal, other: Decimal) -> None:
    """Two promises of one activity are worth what the larger is worth (item 33)."""
    promised = [commitment("a", quantity=one, activity="x"), commitment("b", quantity=other, activity="x")]
    assert net(promised) == 1000 * Fraction(max(one, other))


@properties
@given(st.integers(1, 500), st.integers(1, 500))
def test_prices_of_one_year_stay_as_they_are(then: int, now: int) -> None:
    """Bringing a value to another year and back is nothing; to its own year it is the value itself (item 34)."""
    index = {"2019": then, "2024": now}

    def brought(value: object, base: str, to: str) -> Fraction:
        known = register(entry("thing", value=value, price_base=base), entry("index", None, series=index))
        rule = valuation(price_base=to, deflator={"register": "values", "entry": "index"})
        return net([commitment("c")], values=known, how=rule)

    assert brought(1000, "2024", "2024") == 1000
    assert brought(1000, "2019", "2024") == Fraction(1000 * now, then)
    assert brought(then, "2019", "2024") == now


@properties
@given(promises(), lasting(), CONVENTIONS)
def test_the_order_of_promises_changes_no_value(promised: list[Data], rule: Data, convention: str) -> None:
    """The file may list commitments in any order; only which of two equals counts may change."""
    rule_of = how(convention)
    assert net(promised, [rule], how=rule_of) == net(promised[::-1], [rule], how=rule_of)


@properties
@given(promises(), lasting(), CONVENTIONS, st.sampled_from(["low", "central", "high"]))
def test_the_working_replays_by_hand(promised: list[Data], rule: Data, convention: str, level: str) -> None:
    """The arithmetic of every step gives its value, and the last step is the figure."""
    values = register(entry("thing", value=1000, low=700, high=1600, price_base="2019"), INDEX)
    rule_of = how(
        convention,
        value_at=level,
        deflator={"register": "values", "entry": "index"},
        cap={"percent_of_price": 300},
        floor={"amount": 500},
    )
    capped = {**rule, "value": {**rule["value"], "cap": 90_000}}
    figure = worked("social-value-share", valued_inputs([capped], {"A": promised}, values, how=rule_of))
    for step in figure.steps:
        assert step.value is not None, step
        if step.arithmetic:
            assert worked_out(step.arithmetic) == step.value, step
    assert figure.steps[-1].value == figure.value


INDEX = entry("index", None, series={"2019": "84.5876", "2024": "100"})


@properties
@given(promises(), lasting())
def test_the_ends_of_a_range_stay_in_order(promised: list[Data], rule: Data) -> None:
    """Low is never above central, nor central above high, whatever is capped."""
    values = register(entry("thing", value=1000, low=700, high=1600))
    found = worth(promised, [rule], values, how=exactly(how(cap={"amount": 20_000}))).net
    assert found.low <= found.central <= found.high <= 20_000
