"""The registry of formulas that turn a figure into a share of the marks.

A formula is one function. Its keyword arguments are its parameters: their annotations say what a file may
write, and data refers to the formula by its id.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from statistics import median
from typing import Any, Generic

from social_value.core.expressions import Quantity, cell
from social_value.core.rules.parameter_kinds import Kind, Parameter, Refusal
from social_value.core.rules.parameters import Ends, parameter_kinds


class Pool(Generic[Quantity]):
    """What a relative formula may know of the field.

    The lowest, the highest, the mean and the median figure, and the mean of the three lowest, or of all where there are
    fewer than three.
    """

    def __init__(
        self, lowest: Quantity, highest: Quantity, mean: Quantity, median: Quantity, mean_of_three: Quantity
    ) -> None:
        self.lowest: Quantity = lowest
        self.highest: Quantity = highest
        self.mean: Quantity = mean
        self.median: Quantity = median
        self.mean_of_three: Quantity = mean_of_three


POOL_FIGURES: Mapping[str, str] = {
    "lowest": "Lowest {figure}",
    "highest": "Highest {figure}",
    "mean": "Mean {figure}",
    "median": "Median {figure}",
    "mean_of_three": "Mean {figure} of the three lowest",
}
"""What a pool knows, in the order in which it is made, and what that is called."""


def pool_of(values: Iterable[Fraction]) -> Pool[Fraction] | None:
    """Return the pool of these figures, or None where there are none."""
    figures = list(values)
    if not figures:
        return None
    return Pool(min(figures), max(figures), _mean(figures), Fraction(median(figures)), mean_of_three(sorted(figures)))


def mean_of_three(figures: Sequence[Fraction]) -> Fraction:
    """Return the mean of the three lowest figures, of figures in rising order; of all where there are fewer."""
    return _mean(figures[:3])


def _mean(figures: Sequence[Fraction]) -> Fraction:
    return sum(figures, Fraction(0)) / len(figures)


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
    ends: Ends | None = None
    """The parameters between which the marks lie, where there are two such."""
    reads_relative: bool = False
    """Whether the formula makes sense over a figure that already compares the bids."""

    @cached_property
    def parameters(self) -> Mapping[str, Kind]:
        """The formula's parameters and what a file may write for each."""
        return parameter_kinds(self.share)

    def refusals(self, parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, Refusal]]:
        """Yield why parameters that could be read make no sense, alone or together, each with the key it is about."""
        if self.ends is not None:
            yield from ((self.ends.first, refusal) for refusal in self.ends.refusals(parameters))
        for name, kind in self.parameters.items():
            yield from ((name, refusal) for refusal in kind.refusals(name, parameters[name]))

    @cached_property
    def pool_reads(self) -> frozenset[str]:
        """Which figures of the pool the formula reads, taken from the formula itself."""
        pool = Pool(*(cell(f"{{{name}}}") for name in POOL_FIGURES))
        text = "".join(
            self.share(cell("figure"), pool, **dict(zip(self.parameters, choice, strict=True))).text
            for choice in product(*(kind.samples for kind in self.parameters.values()))
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


FORMULAS: dict[str, Formula] = {}


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
    ends: Ends | None = None,
    reads_relative: bool = False,
) -> Callable[[Callable[..., Quantity]], Callable[..., Quantity]]:
    """Register a function as the formula with this id."""

    def register(function: Callable[..., Quantity]) -> Callable[..., Quantity]:
        FORMULAS[formula_id] = Formula(
            formula_id,
            function,
            relative,
            reads,
            words,
            source,
            zero_price,
            all_equal,
            never_negative,
            part_of,
            ends,
            reads_relative,
        )
        return function

    return register


def price_formula(
    formula_id: str,
    *,
    relative: bool,
    words: str,
    source: str,
    zero_price: str,
    all_equal: str,
    ends: Ends | None = None,
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
        ends=ends,
    )
