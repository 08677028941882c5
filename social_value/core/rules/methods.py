"""Evaluation methods: how quality and price become the figure that is ranked.

A method is one registered function of quality (the weighted sum of all criteria, from 0 to what their weights add up
to) and price. Its keyword arguments are its parameters, as for formulas.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, Literal, TypeVar

from social_value.arithmetic import HUNDRED, plain
from social_value.core.expressions import Expression
from social_value.core.rules.parameter_kinds import Kind
from social_value.core.rules.parameters import NotNegative, parameter_kinds

FINEST_DEGREE = 1000


@dataclass(frozen=True, slots=True)
class Root:
    """The exact number ``radicand ** (1 / degree)``; degree 1 is an ordinary fraction.

    Roots are compared by their radicands over a common degree, never by an approximation.
    """

    radicand: Fraction
    degree: int = 1

    def __truediv__(self, other: Root | Fraction) -> Root:
        divisor = other if isinstance(other, Root) else Root(other)
        degree = lcm(self.degree, divisor.degree)
        top = self.radicand ** (degree // self.degree)
        return Root(top / divisor.radicand ** (degree // divisor.degree), degree)

    def __mul__(self, factor: Fraction) -> Root:
        return Root(self.radicand * factor**self.degree, self.degree)

    def __sub__(self, other: Root) -> Root:
        if self.degree != 1 or other.degree != 1:
            raise ArithmeticError("only ordinary fractions can be subtracted exactly")
        return Root(self.radicand - other.radicand)


Amount = TypeVar("Amount", Root, Expression)


def power(base: Amount, exponent: Fraction | Expression) -> Amount:
    """Return a power with a fractional exponent: exactly as a root, or as spreadsheet text."""
    if isinstance(base, Expression):
        shown = exponent.text if isinstance(exponent, Expression) else plain(exponent)
        return Expression(f"({base.text})^({shown})")
    if isinstance(exponent, Expression):
        raise TypeError("an exact power needs an exact exponent")
    return Root(base.radicand**exponent.numerator, base.degree * exponent.denominator)


@dataclass(frozen=True)
class Method:
    """A registered evaluation method and everything that is published about it."""

    id: str
    work: Callable[..., Any]
    best: Literal["highest", "lowest"]
    unit: str
    words: str
    source: str
    reads_price: bool
    needs_minimum: bool
    divides_by_quality: bool

    @cached_property
    def parameters(self) -> Mapping[str, Kind]:
        """The method's own numbers and what a file may write for each."""
        return parameter_kinds(self.work)

    @property
    def weighs(self) -> bool:
        """Whether the method weighs quality against price by two weights that add up to 100."""
        return "quality_weight" in self.parameters

    @property
    def summary(self) -> str:
        """First sentence of the method's docstring."""
        return (inspect.getdoc(self.work) or "").split("\n")[0]


METHODS: dict[str, Method] = {}

_Work = Callable[..., Amount]


def method(
    method_id: str,
    *,
    best: Literal["highest", "lowest"],
    unit: str,
    words: str,
    source: str,
    reads_price: bool = True,
    needs_minimum: bool = False,
    divides_by_quality: bool = False,
) -> Callable[[_Work[Amount]], _Work[Amount]]:
    """Register a function as the evaluation method with this id. ``unit`` may hold ``{currency}`` and ``{out_of}``."""

    def register(function: _Work[Amount]) -> _Work[Amount]:
        METHODS[method_id] = Method(
            method_id, function, best, unit, words, source, reads_price, needs_minimum, divides_by_quality
        )
        return function

    return register


_GUIDANCE = "Bid Evaluation Guidance Note (Cabinet Office, May 2021)"


@method(
    "weighted-sum",
    best="highest",
    unit="marks out of {out_of}",
    words="sum of weight x marks / 100",
    source="Procurement Act 2023, section 23; MCA manual (DCLG, 2009)",
    reads_price=False,
)
def weighted_sum(quality: Amount, price: Amount) -> Amount:
    """The weighted sum of all criteria; the highest wins."""
    return quality


@method(
    "price-per-quality-point",
    best="lowest",
    unit="{currency} per quality point",
    words="price / quality",
    source=_GUIDANCE,
    needs_minimum=True,
    divides_by_quality=True,
)
def price_per_quality_point(quality: Amount, price: Amount) -> Amount:
    """The price of one quality point; the lowest wins."""
    return price / quality


@method(
    "weighted-price-per-quality-point",
    best="highest",
    unit="weighted quality per weighted price",
    words="quality ^ (quality_weight / 100) / price ^ (price_weight / 100)",
    source="Published formula of the procurement; no single official definition was found",
)
def weighted_price_per_quality_point(
    quality: Amount, price: Amount, *, quality_weight: NotNegative[Fraction], price_weight: NotNegative[Fraction]
) -> Amount:
    """Quality and price, each to the power of its weight; the highest wins."""
    return power(quality, quality_weight / HUNDRED) / power(price, price_weight / HUNDRED)


@method(
    "value-for-money-index",
    best="highest",
    unit="index",
    words="quality ^ (quality_weight / price_weight) / price",
    source="Value-for-money index, UK defence commercial guidance, as in github.com/lajh87/tessa",
)
def value_for_money_index(
    quality: Amount, price: Amount, *, quality_weight: NotNegative[Fraction], price_weight: NotNegative[Fraction]
) -> Amount:
    """Quality to the power of its weight over the price's weight, divided by price; the highest wins."""
    return power(quality, quality_weight / price_weight) / price


@method(
    "lowest-price-above-threshold",
    best="lowest",
    unit="{currency}",
    words="price, of the bids that meet every minimum",
    source=_GUIDANCE,
    needs_minimum=True,
)
def lowest_price_above_threshold(quality: Amount, price: Amount) -> Amount:
    """The price of a bid that meets the published minimum of quality; the lowest wins."""
    return price


@method(
    "award-on-value",
    best="lowest",
    unit="{currency} after the value of quality",
    words="price - pounds_per_quality_point x quality",
    source="Monetised quality: price less a published sum for each quality point",
)
def award_on_value(quality: Amount, price: Amount, *, pounds_per_quality_point: NotNegative[Fraction]) -> Amount:
    """The price less what the quality is worth; the lowest wins."""
    return price - quality * pounds_per_quality_point
