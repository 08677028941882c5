"""Figures: named numbers worked out from a bid.

A figure is one registered function that returns the number with its working. Any id that is not registered is a
measure, and its figure is the value the bid gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from inspect import getdoc
from typing import Literal

from social_value.arithmetic import HUNDRED
from social_value.core.discounting import capital_uplift, discount_rates
from social_value.core.inputs import Inputs
from social_value.core.need import NeedBasis, need_basis_of
from social_value.core.valuation.basis import Basis, basis_of
from social_value.model.bid import Bid, WholeLifeCost
from social_value.model.data_use import Prompt
from social_value.model.procurement import Measure, Procurement
from social_value.model.register import DatedValue


@dataclass(frozen=True, slots=True)
class Step:
    """One labelled line of working: what it is, its value and unit, and the arithmetic that gives it."""

    label: str
    value: Fraction | None
    unit: str = ""
    arithmetic: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one bid: the number, or None with the reason in the last step's note.

    ``lacking`` names what is missing where the figure counts what should be there, so that a gate can say it.
    """

    value: Fraction | None
    steps: tuple[Step, ...] = ()
    lacking: str = ""


Need = Literal[
    "price",
    "success_rate",
    "whole_life_costs",
    "commitments",
    "compared-with",
    "measures",
    "assets",
    "datasets",
    "ethics",
    "capacity",
    "cost_lines",
    "channels",
    "performing_workforce",
]
"""A part of a bid that a figure is worked out from; ``compared-with`` is the price or the dated costs, as published."""


Part = Literal["band", "cohort", "scenario", "measure"]
"""What may follow a figure after a colon: a demand band, or the cohort, scenario or measure that it is always of."""
ALWAYS_OF_A_PART: tuple[Part, ...] = ("cohort", "scenario", "measure")
"""Parts without which a figure that is by them is none."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the published method fixes for every figure: demand, currency, discount rates, valuation, measures.

    What only one figure reads, it reads from the procurement itself.
    """

    procurement: Procurement
    demand: Mapping[str, Fraction]
    currency: str
    rates: DatedValue | None
    basis: Basis | None = None
    measures: Mapping[str, Measure] = field(default_factory=dict)
    uplift: Fraction = Fraction(0)
    """Share that is added to costs of the kind acquisition."""
    need: NeedBasis | None = None
    prompts: tuple[Prompt, ...] = ()
    """Prompts on the ethics of data that every bid is asked to answer."""

    def due(self, cost: WholeLifeCost) -> Fraction:
        """Return what a dated cost counts for before it is discounted: with its uplift, a residual value as less."""
        amount = Fraction(-cost.amount if cost.kind == "residual" else cost.amount)
        return amount * (1 + self.uplift) if cost.kind == "acquisition" else amount


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A registered figure and what is published about it."""

    id: str
    work: Callable[[Bid, Terms, str], Figure]
    unit: str
    words: str
    source: str
    needs: tuple[Need, ...]
    by: Part | None
    reads: str

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
    needs: tuple[Need, ...],
    by: Part | None = None,
    relative_to_lowest: str = "",
) -> Callable[[_Work], _Work]:
    """Register a function as the figure with this id.

    ``unit`` may hold ``{currency}``. ``needs`` names what a bid must give, so that a bid which leaves it out is
    told rather than marked down. With ``relative_to_lowest`` the function gives the named figure, which is then
    compared with the lowest of the pool (``percent_above``).
    """

    def register(function: _Work) -> _Work:
        FIGURES[figure_id] = FigureRule(
            figure_id, function, unit, words, source, needs, by, relative_to_lowest or figure_id
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
    def needs(self) -> tuple[Need, ...]:
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


def terms_of(inputs: Inputs) -> Terms:
    """Return what the procurement fixes for every figure."""
    procurement = inputs.procurement
    demand = procurement.demand.reference if procurement.demand else {}
    return Terms(
        procurement,
        {band: Fraction(quantity) for band, quantity in demand.items()},
        procurement.currency,
        discount_rates(inputs),
        basis_of(inputs),
        inputs.measures,
        capital_uplift(inputs),
        prompts=inputs.prompts,
        need=need_basis_of(inputs),
    )


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
    return HUNDRED * (value - lowest) / lowest if lowest else None
