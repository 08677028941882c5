"""Checks that absolute rules tell bids apart: bounds near the contract's value, and figures that do not all miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from social_value.arithmetic import HUNDRED, plain
from social_value.codes.method import BOUNDS_FAR_FROM_VALUE, NO_BID_TOLD_APART
from social_value.core.checks.figures import figures_sound
from social_value.core.figures.registry import FigureName
from social_value.core.inputs import Inputs, Leaf
from social_value.core.law.scope import VAT
from social_value.core.reads.binding import BoundFormula, bind_formula
from social_value.core.reads.rule_problems import problems_of_formula
from social_value.core.rules.bands import Bands
from social_value.core.scoring.field import Field, field_of
from social_value.findings import Finding
from social_value.model.scoring import FormulaScore

_LEAST, _MOST = Fraction(1, 2), Fraction(3, 2)
"""Our own rule of thumb: prices lie between half and one and a half times what the contract is estimated at."""


def bounds_near_value(inputs: Inputs) -> Iterator[Finding]:
    """An absolute rule of the price tells prices apart that are near the contract's estimated value, VAT or not."""
    prices = _likely_prices(inputs)
    for leaf, bound in _absolute(inputs):
        if prices is None or bound.of != FigureName("price"):
            continue
        share = _same_share(bound, _tried(bound, *prices))
        if share is not None:
            low, high = map(plain, prices)
            message = (
                f'"{leaf.id}" gives {_marks(share)} to every price from {low} to {high}, which is half to one and a '
                "half times the contract's estimated value, with VAT or without."
            )
            way_out = "Correct the bounds, the estimated value or its `vat:`; all are for the whole contract."
            yield BOUNDS_FAR_FROM_VALUE.at(inputs.at(*leaf.keys, "score"), message, way_out)


def bids_told_apart(inputs: Inputs) -> Iterator[Finding]:
    """An absolute rule does not give the same marks to all bids where their figures differ."""
    if not figures_sound(inputs):
        return
    field = field_of(inputs)
    for leaf, bound in _absolute(inputs):
        # Two bids of three mostly differ, so that few figures are worked out before it is known.
        share = _same_share(bound, _figures(inputs, field, bound))
        figures = set(_figures(inputs, field, bound)) if share is not None else set[Fraction]()
        if share is not None and len(figures) > 1:
            low, high = plain(min(figures)), plain(max(figures))
            message = (
                f'"{leaf.id}" gives {_marks(share)} to every bid, whose {bound.of} is from {low} to {high}: no bid is '
                "told apart by it."
            )
            way_out = (
                "See that figures and bounds have one unit and one basis, such as with VAT. Published bounds stand "
                "once bids are in."
            )
            yield NO_BID_TOLD_APART.at(inputs.at(*leaf.keys, "score"), message, way_out)


def _absolute(inputs: Inputs) -> Iterator[tuple[Leaf, BoundFormula]]:
    """Yield the criteria that are marked by a sound rule which compares no bid with another."""
    for leaf in inputs.leaves:
        if isinstance(leaf.score, FormulaScore) and not any(
            True for _ in problems_of_formula(leaf.score, inputs.at(*leaf.keys, "score"))
        ):
            bound = bind_formula(leaf.score)
            if not bound.relative and not any(True for _ in bound.formula.refusals(bound.parameters)):
                yield leaf, bound


def _likely_prices(inputs: Inputs) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and the highest price that the estimated value makes likely; None where it is not stated."""
    value, contract = inputs.estimated_value, inputs.procurement.contract
    in_all_lots = inputs.lot is not None and inputs.lot.estimated_value is None
    if value is None or contract is None or in_all_lots:
        return None
    # Whether prices are with VAT no file says, so either is likely.
    without, with_vat = (value / (1 + VAT), value) if contract.vat == "included" else (value, value * (1 + VAT))
    return without * _LEAST, with_vat * _MOST


def _tried(bound: BoundFormula, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield figures of which two differ in marks wherever any two between these ends do.

    Between the numbers that a rule states its marks rise, fall or stand still.
    """
    stated = [value for value in bound.parameters.values() if isinstance(value, Fraction)]
    tables = [table for table in bound.parameters.values() if isinstance(table, Bands)]
    stated += [end for table in tables for band in table.rows for end in (band.lower, band.upper) if end is not None]
    ends = sorted({low, high, *(number for number in stated if low < number < high)})
    yield from ends
    yield from ((first + second) / 2 for first, second in pairwise(ends))


def _figures(inputs: Inputs, field: Field, bound: BoundFormula) -> Iterator[Fraction]:
    for bid_id in field.entrants:
        value = field.figure(bound.of, inputs.bids_by_id[bid_id]).value
        if value is not None:
            yield value


def _same_share(bound: BoundFormula, figures: Iterable[Fraction]) -> Fraction | None:
    """Return the share of the marks that all figures earn; None where any two differ, or one cannot be marked."""
    shares = set[Fraction]()
    for figure in figures:
        try:
            shares.add(bound.share(figure, None))
        except (LookupError, ZeroDivisionError):
            return None  # that no band holds it, or that it is zero, is said elsewhere
        if len(shares) > 1:
            return None
    return shares.pop() if shares else None


def _marks(share: Fraction) -> str:
    return f"{plain(HUNDRED * share)} marks"
