"""Properties of every evaluation method of the registry, and of the exact roots that some of them compare."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from social_value.core.evaluation.results import publish
from social_value.core.expressions import cell
from social_value.core.reads.rule_problems import problems_of_method
from social_value.core.rules.methods import METHODS, Method, Root
from social_value.findings import Place
from social_value.model.procurement import Evaluation, Rounding
from tests.core.builders import rounding
from tests.core.spreadsheet import worked_out
from tests.samples import sample

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
weighing = pytest.mark.parametrize("method", [one for one in METHODS.values() if one.weighs], ids=lambda one: one.id)
properties = settings(max_examples=sample(60, 1_200))

QUALITY = st.integers(1, 10_000).map(lambda hundredths: Fraction(hundredths, 100))
PRICE = st.integers(1, 10**8).map(lambda pence: Fraction(pence, 100))
WEIGHT = st.sampled_from(["1", "10", "30", "37.5", "40", "45", "50", "60", "62.5", "66.6", "70", "90", "99"]).map(
    Fraction
)
ROUNDINGS = tuple(Rounding.model_validate(rounding(places)) for places in (0, 2, 6, 8))


@st.composite
def parameters(draw: st.DrawFn, method: Method) -> Mapping[str, Fraction]:
    """Draw the method's own numbers, as a procurement may publish them."""
    found = {name: draw(PRICE) for name in method.parameters}
    if method.weighs:
        quality = draw(WEIGHT)
        found |= {"quality_weight": quality, "price_weight": 100 - quality}
    given_keys = {name: Decimal(value.numerator) / Decimal(value.denominator) for name, value in found.items()}
    evaluation = Evaluation.model_validate({"method": method.id, "rounding": rounding(), **given_keys})
    assume(not list(problems_of_method(evaluation, Place("procurement.yaml"))))
    return found


def total(method: Method, quality: Fraction, price: Fraction, numbers: Mapping[str, Fraction]) -> Root:
    """Return the exact total of a bid."""
    found: Root = method.work(Root(quality), Root(price), **numbers)
    return found


def approximate(value: Fraction) -> Decimal:
    """Return a fraction to the digits of the current context."""
    return Decimal(value.numerator) / Decimal(value.denominator)


@every_method
def test_a_method_says_what_it_is(method: Method) -> None:
    """Every method has one sentence of description, its rule in words, its unit and its source."""
    assert method.summary.endswith(".")
    for text in (method.words, method.source, method.unit.format(currency="GBP", out_of=100)):
        assert text.strip() == text != ""


@every_method
@properties
@given(data=st.data())
def test_more_quality_is_never_worse(method: Method, data: st.DataObject) -> None:
    """At one price, more quality never moves a total away from what wins."""
    numbers, price = data.draw(parameters(method)), data.draw(PRICE)
    low, high = sorted(data.draw(st.tuples(QUALITY, QUALITY)))
    worse, better = (total(method, quality, price, numbers) for quality in (low, high))
    sign = 1 if method.best == "highest" else -1
    assert sign * worse.radicand <= sign * better.radicand
    assert worse.degree == better.degree


@every_method
@properties
@given(data=st.data())
def test_a_lower_price_is_never_worse(method: Method, data: st.DataObject) -> None:
    """At one quality, a lower price never moves a total away from what wins."""
    numbers, quality = data.draw(parameters(method)), data.draw(QUALITY)
    low, high = sorted(data.draw(st.tuples(PRICE, PRICE)))
    better, worse = (total(method, quality, price, numbers) for price in (low, high))
    sign = 1 if method.best == "highest" else -1
    assert sign * worse.radicand <= sign * better.radicand
    assert (worse == better) or method.reads_price


@weighing
@properties
@given(data=st.data())
def test_roots_order_as_powers_do(method: Method, data: st.DataObject) -> None:
    """Comparing what stands under the root gives the order of the powers themselves, to sixty digits."""
    numbers = data.draw(parameters(method))
    bids = data.draw(st.tuples(st.tuples(QUALITY, PRICE), st.tuples(QUALITY, PRICE)))
    first, second = (total(method, quality, price, numbers) for quality, price in bids)
    assert first.degree == second.degree
    with localcontext() as context:
        context.prec = 60
        weights = [approximate(numbers[name]) for name in ("quality_weight", "price_weight")]
        # Both indices order as Q^quality_weight / P^price_weight: one is its hundredth, one its price_weight-th root.
        logs = [weights[0] * approximate(q).ln() - weights[1] * approximate(p).ln() for q, p in bids]
        if abs(logs[0] - logs[1]) > Decimal("1e-45"):
            assert (first.radicand > second.radicand) == (logs[0] > logs[1])


@weighing
@properties
@given(data=st.data())
def test_a_published_root_is_right_to_its_last_place(method: Method, data: st.DataObject) -> None:
    """The number that is printed agrees with fifty digits of the formula's own words."""
    numbers, quality, price = data.draw(parameters(method)), data.draw(QUALITY), data.draw(PRICE)
    exact = total(method, quality, price, numbers)
    cells = {"quality": quality, "price": price, **numbers}
    expected = worked_out(method.words, cells)
    for places in ROUNDINGS:
        unit = Fraction(1, 10**places.places)
        assert abs(Fraction(publish(exact, places)) - expected) <= unit / 2 + Fraction(1, 10**40)


@every_method
@properties
@given(data=st.data())
def test_the_spreadsheet_formula_gives_the_total(method: Method, data: st.DataObject) -> None:
    """The method over cells, worked out, is the total: exactly, or to forty digits where there is a root."""
    numbers, quality, price = data.draw(parameters(method)), data.draw(QUALITY), data.draw(PRICE)
    named = {"Quality": cell("Quality"), "Price": cell("Price")}
    text = method.work(named["Quality"], named["Price"], **numbers).text
    found, exact = worked_out(text, {"Quality": quality, "Price": price}), total(method, quality, price, numbers)
    power = found**exact.degree
    assert abs(power - exact.radicand) <= exact.radicand / 10**40 if exact.degree > 1 else power == exact.radicand


@pytest.mark.parametrize(
    ("method", "numbers", "expected"),
    [
        # 80 quality for £1,000; each worked by hand.
        ("weighted-sum", {}, Root(Fraction(80))),
        ("price-per-quality-point", {}, Root(Fraction("12.5"))),
        # 80^(1/2) / 1000^(1/2) is the root of 0.08.
        ("weighted-price-per-quality-point", {"quality_weight": 50, "price_weight": 50}, Root(Fraction("0.08"), 2)),
        # 80^(60/40) / 1000 is the root of 80^3 / 1000^2.
        ("value-for-money-index", {"quality_weight": 60, "price_weight": 40}, Root(Fraction("0.512"), 2)),
        ("lowest-price-above-threshold", {}, Root(Fraction(1000))),
        ("award-on-value", {"pounds_per_quality_point": 15}, Root(Fraction(-200))),
    ],
)
def test_totals_worked_by_hand(method: str, numbers: Mapping[str, int], expected: Root) -> None:
    """80 points of quality at £1,000 under every method."""
    exact = {name: Fraction(value) for name, value in numbers.items()}
    assert total(METHODS[method], Fraction(80), Fraction(1000), exact) == expected


def test_every_method_is_worked_by_hand() -> None:
    """A method that the file format names is registered, and none is left out above."""
    assert len(METHODS) == 6


class TestRoot:
    """Exact roots."""

    @properties
    @given(first=PRICE, second=PRICE, degrees=st.tuples(st.integers(1, 6), st.integers(1, 6)))
    def test_division_is_exact(self, first: Fraction, second: Fraction, degrees: tuple[int, int]) -> None:
        """A quotient of roots, to the power of its degree, is the quotient of the powers."""
        quotient = Root(first, degrees[0]) / Root(second, degrees[1])
        expected = first ** (quotient.degree // degrees[0]) / second ** (quotient.degree // degrees[1])
        assert quotient.radicand == expected

    def test_a_multiple_keeps_the_degree(self) -> None:
        """Three times the root of 2 is the root of 18."""
        assert Root(Fraction(2), 2) * Fraction(3) == Root(Fraction(18), 2)

    def test_roots_are_not_subtracted(self) -> None:
        """A difference of roots has no exact form, so it is refused rather than approximated."""
        with pytest.raises(ArithmeticError, match="only ordinary fractions"):
            _ = Root(Fraction(2), 2) - Root(Fraction(1))
