"""Figures: named numbers worked out from a bid.

A figure is one registered function that returns the number with its working. Any id that is not registered is a
measure, and its figure is the value the bid gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from inspect import getdoc

from social_value.core.expressions import Quantity
from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.named_parts import NamedPart
from social_value.core.figures.requirements import Requirement
from social_value.core.steps import Figure
from social_value.core.terms import Terms
from social_value.model.bid import Bid


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A registered figure and what is published about it."""

    id: str
    work: Callable[[Bid, Terms, str], Figure]
    unit: str
    words: str
    source: str
    needs: tuple[BidPart, ...]
    reads: str
    by: NamedPart | None = None
    uses: tuple[BidPart, ...] = ()
    requires: tuple[Requirement, ...] = ()

    @property
    def relative(self) -> bool:
        """Whether the figure is another one compared with the lowest of the pool."""
        return self.reads != self.id

    @property
    def summary(self) -> str:
        """First sentence of the figure's docstring."""
        return (getdoc(self.work) or "").split("\n")[0]


FIGURES: dict[str, FigureRule] = {}

_Work = Callable[[Bid, Terms, str], Figure]


def figure(
    figure_id: str,
    *,
    unit: str,
    words: str,
    source: str,
    needs: tuple[BidPart, ...],
    uses: tuple[BidPart, ...] = (),
    requires: tuple[Requirement, ...] = (),
    by: NamedPart | None = None,
    relative_to_lowest: str = "",
) -> Callable[[_Work], _Work]:
    """Register a function as the figure with this id.

    ``unit`` may hold ``{currency}``. ``needs`` are the parts that a bid must state, so that a bid which leaves one out
    is told rather than marked down; ``uses`` are those that it is asked for and may leave out. ``requires`` is what the
    procurement must publish; the first that it does not is told. A figure is ``by`` the part that its name may hold
    after a colon. With ``relative_to_lowest`` the function gives the named figure, which is then compared with the
    lowest of the pool (``percent_above``).
    """

    def register(function: _Work) -> _Work:
        FIGURES[figure_id] = FigureRule(
            figure_id, function, unit, words, source, needs, relative_to_lowest or figure_id, by, uses, requires
        )
        return function

    return register


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure as a criterion names it: an id, and after a colon the band, cohort, scenario or measure it is of."""

    id: str
    part: str = ""

    @property
    def rule(self) -> FigureRule | None:
        """The registered figure, or None for a measure."""
        return FIGURES.get(self.id)

    @property
    def needs(self) -> tuple[BidPart, ...]:
        """What a bid must give for the figure; a measure needs only itself."""
        return self.rule.needs if self.rule is not None else ()

    @property
    def relative(self) -> bool:
        """Whether the figure itself depends on the other bids."""
        return self.rule is not None and self.rule.relative

    def __str__(self) -> str:
        return f"{self.id}:{self.part}" if self.part else self.id


def figure_name(text: str) -> FigureName:
    """Read ``price-per-success:complex`` as a figure and a band, ``joined-up:claimants`` as one and a cohort."""
    figure_id, _, part = text.partition(":")
    return FigureName(figure_id, part)


def work_out(name: FigureName, bid: Bid, terms: Terms) -> Figure:
    """Return the figure of a bid; for a relative figure, the number that is compared with the lowest."""
    rule = name.rule
    if rule is not None:
        return rule.work(bid, terms, name.part)
    return Figure(measured(bid, name.id))


def measured(bid: Bid, measure: str) -> Fraction | None:
    """Return the value that a bid gives of a measure."""
    claim = bid.measures.get(measure)
    return _fraction(claim.value) if claim else None


@lru_cache(maxsize=100_000)
def _fraction(value: Decimal) -> Fraction:
    """Return the exact fraction of a stated number; equal numbers share one object."""
    return Fraction(value)


def percent_above(value: Fraction, lowest: Fraction) -> Fraction | None:
    """Return by how many percent a value is above the lowest; None where the lowest is 0."""
    return above_lowest(value, lowest) if lowest else None


def above_lowest(value: Quantity, lowest: Quantity) -> Quantity:
    """Return by how many percent a value is above the lowest, which is not 0.

    >>> above_lowest(Fraction(120), Fraction(100))
    Fraction(20, 1)
    """
    return 100 * (value - lowest) / lowest
