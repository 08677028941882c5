"""Parameters of formulas and methods: what their annotations may say, and how it is read from a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeVar, get_args, get_origin, get_type_hints

from social_value.arithmetic import plain
from social_value.codes.method import MARKS_UNREACHABLE
from social_value.core.expressions import Quantity
from social_value.core.rules.bands import Bands
from social_value.core.rules.parameter_kinds import BandsKind, ChoiceKind, Kind, NumberKind, Parameter, Refusal

NUMBER = NumberKind()
POSITIVE = NumberKind("a number above 0", "must be above 0", above=0)
NOT_NEGATIVE = NumberKind("a number of at least 0", "may not be negative", least=0)
PENALTY = NumberKind("a number of at least 0", "may not be negative, or a dearer bid would earn more", least=0)
SUM = NumberKind("a sum above 0, in the unit of the figure", "must be above 0", above=0)
TIMES = NumberKind("a number above 1", "must be above 1, or nothing lies between full marks and none", above=1)
MARKS = NumberKind("marks from 0 to 100", "must be from 0 to 100 marks", least=0, most=100)
LEVEL = NumberKind(
    "a percentage above 0, at most 100",
    "must be above 0 and at most 100 percent, or full marks mean nothing",
    above=0,
    most=100,
)
BANDS = BandsKind()
BANDS_ABOVE_LOWEST = BandsKind(above_lowest=True)

Number = TypeVar("Number")
Positive = Annotated[Number, POSITIVE]
"""A number that is divided by, or whose sign decides who earns more."""
NotNegative = Annotated[Number, NOT_NEGATIVE]
"""A number that may be 0."""
Penalty = Annotated[Number, PENALTY]
"""What a dearer bid loses, or from where on it loses more."""
Sum = Annotated[Number, SUM]
"""So much of the figure that is marked, such as a sum of money: in another unit it is another number."""
Times = Annotated[Number, TIMES]
"""How many times the lowest figure a figure is."""
MarksOf100 = Annotated[Number, MARKS]
"""Marks."""
Level = Annotated[Number, LEVEL]
"""The percentage that earns full marks."""
BandsAboveLowest = Annotated[Bands, BANDS_ABOVE_LOWEST]
"""A table over percentages above the lowest price."""

Choice = Literal["highest", "lowest"]
"""Which end of the figures is best."""


def parameter_kinds(function: Callable[..., object]) -> Mapping[str, Kind]:
    """Return the keyword arguments of a formula or method with the kind that each is annotated with.

    Raises TypeError where an annotation says no kind, so that nobody registers a parameter that no file can be held to.
    """
    hints = get_type_hints(function, include_extras=True)
    arguments = inspect.signature(function).parameters.values()
    return {
        argument.name: _kind(hints[argument.name], f"{function.__name__}, {argument.name}")
        for argument in arguments
        if argument.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _kind(annotation: object, whose: str) -> Kind:
    if get_origin(annotation) is Annotated:
        kind: Kind = get_args(annotation)[1]
        return kind
    if get_origin(annotation) is Literal:
        return ChoiceKind(get_args(annotation))
    if annotation is Bands:
        return BANDS
    if annotation in (Quantity, Fraction):
        return NUMBER
    raise TypeError(f"{whose}: {annotation} is no kind of parameter")


@dataclass(frozen=True, slots=True)
class Ends:
    """The two parameters between which marks are worked out: the same number twice would leave nothing between them.

    Where they are ``rising``, the first is the cheaper one, and a dearer bid would earn more if it were the higher.
    """

    first: str
    last: str
    rising: bool = False

    def refusals(self, parameters: Mapping[str, Parameter]) -> Iterator[Refusal]:
        """Refuse ends that are equal, or that fall where they are to rise."""
        first, last = parameters[self.first], parameters[self.last]
        if not isinstance(first, Fraction) or not isinstance(last, Fraction):
            return
        if first == last:
            message = f"{self.first} and {self.last} are both {plain(first)}, so no marks can be worked out."
            way_out = f"Give {self.first} and {self.last} different values."
            yield Refusal(message, way_out, MARKS_UNREACHABLE)
        if self.rising and first > last:
            message = f"the {self.first} {plain(first)} is above the {self.last} {plain(last)}."
            yield Refusal(message, "Exchange them; a dearer bid never earns more.")
