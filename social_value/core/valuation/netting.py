"""From a gross to a net quantity: what would have happened anyway, elsewhere, or through others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from social_value.core.bounds import at_least_zero
from social_value.core.expressions import Quantity, when_equal
from social_value.core.series import product_of
from social_value.core.steps import Working, worked
from social_value.model.valuation import Additionality, Impact, MeasureValue

ADDITIONALITY: tuple[str, ...] = tuple(Additionality.model_fields)
"""Deadweight, attribution to others, displacement, leakage, substitution: always taken off in this order."""
IMPACT: tuple[str, ...] = tuple(Impact.model_fields)
"""Leakage, displacement, substitution and multiplier: what is taken off a quantity and what is added to it."""


def share_left(taken_off: Sequence[Quantity]) -> Quantity:
    """Return what is left when shares are taken off, one after the other.

    >>> share_left([Fraction(1, 2), Fraction(1, 5)])
    Fraction(2, 5)
    """
    return product_of([1 - share for share in taken_off])


def retained(quantity: Quantity, impact: Sequence[Quantity]) -> Quantity:
    """Return a quantity less leakage, displacement and substitution, times the multiplier, in this order."""
    leakage, displacement, substitution, multiplier = impact
    return quantity * (1 - leakage) * (1 - displacement) * (1 - substitution) * multiplier


def additional_impact(
    gross: Quantity, impact: Sequence[Quantity], without: Quantity, reference: Sequence[Quantity]
) -> Quantity:
    """Return the net additional impact: with the contract, less without it, and never below 0.

    ``AI = GI(1-L)(1-Dp)(1-S)M - GI*(1-L*)(1-Dp*)(1-S*)M*`` (Additionality Guide, Homes and Communities Agency, 2014).
    """
    return at_least_zero(retained(gross, impact) - retained(without, reference))


def share_additional(
    gross: Quantity, impact: Sequence[Quantity], without: Quantity, reference: Sequence[Quantity]
) -> Quantity:
    """Return the additional impact as a share of the gross quantity; nothing of nothing is 0."""
    return when_equal(gross, 0, 0, lambda: additional_impact(gross, impact, without, reference) / gross)


def net_working(rule: MeasureValue, gross: Fraction) -> Working:
    """Return how the share of a measure's gross quantity that counts is worked out.

    ``gross`` is the bid's total of the measure, which only the style of the reference case reads.
    """
    if rule.reference_case is not None:
        case = rule.reference_case
        without = Fraction(case.reference.quantity)
        return worked(share_additional, gross, shares_of(case.impact), without, shares_of(case.reference))
    # Checks that come before the one for missing shares value commitments too: to them nothing is taken off.
    stated = rule.shares_taken_off
    return worked(share_left, shares_of(stated) if stated is not None else (Fraction(0),))


def shares_of(stated: Additionality | Impact) -> tuple[Fraction, ...]:
    """Return what is taken off, and in the style of the reference case what is added, in the fixed order."""
    names = ADDITIONALITY if isinstance(stated, Additionality) else IMPACT
    return tuple(Fraction(getattr(stated, name)) for name in names)
