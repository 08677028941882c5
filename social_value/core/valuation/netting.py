"""From a gross to a net quantity: what would have happened anyway, elsewhere, or through others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from social_value.arithmetic import plain
from social_value.model.valuation import Additionality, Impact, MeasureValue, ReferenceCase

ADDITIONALITY: tuple[str, ...] = tuple(Additionality.model_fields)
"""Deadweight, attribution to others, displacement, leakage, substitution: always taken off in this order."""


def kept_shares(additionality: Additionality) -> tuple[Fraction, ...]:
    """Return what each share leaves, in the fixed order."""
    return tuple(1 - Fraction(getattr(additionality, name)) for name in ADDITIONALITY)


def additional_impact(case: ReferenceCase, gross: Fraction) -> Fraction:
    """Return the net additional impact: with the contract, less without it, and never below 0.

    ``AI = GI(1-L)(1-Dp)(1-S)M - GI*(1-L*)(1-Dp*)(1-S*)M*`` (Additionality Guide, Homes and Communities Agency, 2014).
    """
    without = Fraction(case.reference.quantity) * _retained(case.reference)
    return max(Fraction(0), gross * _retained(case.impact) - without)


def _retained(impact: Impact) -> Fraction:
    taken_off = (impact.leakage, impact.displacement, impact.substitution)
    return prod((1 - Fraction(share) for share in taken_off), start=Fraction(impact.multiplier))


def net_share(rule: MeasureValue, gross: Fraction) -> Fraction:
    """Return the share of a measure's gross quantity that counts; ``gross`` is the bid's total of the measure."""
    if rule.reference_case is not None:
        return additional_impact(rule.reference_case, gross) / gross if gross else Fraction(0)
    return prod(kept_shares(rule.additionality), start=Fraction(1)) if rule.additionality else Fraction(1)


def net_words(rule: MeasureValue, gross: Fraction) -> str:
    """Write the share as arithmetic."""
    if rule.reference_case is not None:
        case = rule.reference_case
        without = f"{plain(case.reference.quantity)}*{_factors(case.reference)}"
        return f"MAX(0,{plain(gross)}*{_factors(case.impact)}-{without})/({plain(gross)})" if gross else "0"
    if rule.additionality is None:
        return "1"
    return "*".join(_less(getattr(rule.additionality, name)) for name in ADDITIONALITY)


def _factors(impact: Impact) -> str:
    return "*".join((*_impact_words(impact), plain(impact.multiplier)))


def _impact_words(impact: Impact) -> Iterator[str]:
    for share in (impact.leakage, impact.displacement, impact.substitution):
        yield _less(share)


def _less(share: object) -> str:
    return f"(1-{plain(Fraction(str(share)))})"
