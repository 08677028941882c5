"""The registry of formulas that turn a figure into a share of the marks.

A formula is one function. Its keyword arguments are its parameters: their annotations say what a file may
write, and data refers to the formula by its id.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product
from statistics import median
from typing import Any, Generic, Literal, get_args

from social_value.arithmetic import HUNDRED
from social_value.core.expressions import Quantity, cell
from social_value.core.rules.bands import Band, Bands, parse_bands

Choice = Literal["highest", "lowest"]
Parameter = Fraction | Bands | str
ParameterKind = Literal["number", "bands", "choice"]


class Pool(Generic[Quantity]):
    """What a relative formula may know of the field: the lowest, the highest, the mean and the median figure."""

    def __init__(self, lowest: Quantity, highest: Quantity, mean: Quantity, median: Quantity) -> None:
        self.lowest: Quantity = lowest
        self.highest: Quantity = highest
        self.mean: Quantity = mean
        self.median: Quantity = median


POOL_FIGURES = ("lowest", "highest", "mean", "median")
"""What a pool knows, in the order in which it is made."""


def pool_of(values: Iterable[Fraction]) -> Pool[Fraction] | None:
    """Return the pool of these figures, or None where there are none."""
    figures = list(values)
    if not figures:
        return None
    mean = sum(figures, Fraction(0)) / len(figures)
    return Pool(min(figures), max(figures), mean, Fraction(median(figures)))


@dataclass(frozen=True)
class Formula:
    """A registered formula and everything that is published about it."""

    id: str
    share: Callable[..., Any]
    relative: bool
    reads: str | None
    words: str
    source: str
    zero_price: str
    all_equal: str
    never_negative: bool
    part_of: str = ""
    """The figure of which ``of`` names a part alone, where the formula is made for one figure."""

    @cached_property
    def parameters(self) -> Mapping[str, ParameterKind]:
        """The formula's parameters and what a file may write for each."""
        return {
            name: _kind(parameter.annotation)
            for name, parameter in inspect.signature(self.share).parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        }

    @cached_property
    def pool_reads(self) -> frozenset[str]:
        """Which figures of the pool the formula reads, taken from the formula itself."""
        pool = Pool(*(cell(f"{{{name}}}") for name in POOL_FIGURES))
        text = "".join(
            self.share(cell("figure"), pool, **dict(zip(self.parameters, choice, strict=True))).text
            for choice in product(*(_sample(kind) for kind in self.parameters.values()))
        )
        return frozenset(name for name in POOL_FIGURES if f"{{{name}}}" in text)

    @property
    def is_price_formula(self) -> bool:
        """Whether the formula reads the price unless it is told otherwise, and may meet a price of zero."""
        return self.reads == "price"

    @property
    def summary(self) -> str:
        """First sentence of the formula's docstring."""
        return (inspect.getdoc(self.share) or "").split("\n")[0]


def _sample(kind: ParameterKind) -> tuple[Any, ...]:
    if kind == "bands":
        return (Bands((Band(None, False, None, False, HUNDRED),)),)
    return get_args(Choice) if kind == "choice" else (cell("parameter"),)


FORMULAS: dict[str, Formula] = {}


def _kind(annotation: str) -> ParameterKind:
    if annotation == "Bands":
        return "bands"
    return "choice" if annotation == "Choice" else "number"


def formula(
    formula_id: str,
    *,
    relative: bool,
    words: str,
    source: str,
    all_equal: str,
    reads: str | None = None,
    zero_price: str = "Read as the number 0.",
    never_negative: bool = False,
    part_of: str = "",
) -> Callable[[Callable[..., Quantity]], Callable[..., Quantity]]:
    """Register a function as the formula with this id."""

    def register(function: Callable[..., Quantity]) -> Callable[..., Quantity]:
        FORMULAS[formula_id] = Formula(
            formula_id, function, relative, reads, words, source, zero_price, all_equal, never_negative, part_of
        )
        return function

    return register


def price_formula(
    formula_id: str, *, relative: bool, words: str, source: str, zero_price: str, all_equal: str
) -> Callable[[Callable[..., Quantity]], Callable[..., Quantity]]:
    """Register a function as a price formula: it reads the price unless the file names another figure."""
    return formula(
        formula_id,
        relative=relative,
        words=words,
        source=source,
        zero_price=zero_price,
        all_equal=all_equal,
        reads="price",
        never_negative=True,
    )


def read_parameter(kind: ParameterKind, value: object) -> Parameter:
    """Read one parameter as a file gives it. Raises ValueError with a sentence that says what to write."""
    if kind == "bands":
        return parse_bands(value)
    if kind == "choice":
        if value not in get_args(Choice):
            raise ValueError('expected "highest" or "lowest"')
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("expected a plain number such as 12 or 12.50")
    return Fraction(value)
