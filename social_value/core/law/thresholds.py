"""What a contract is worth, held against the threshold of the day for such a contract."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from social_value.core.inputs import Inputs
from social_value.core.law.scope import pounds, value_with_vat, value_words
from social_value.model.base import Confidence
from social_value.model.register import DatedValue
from social_value.model.route import Routes, Threshold

SHIPPED_RULES = "uk-reservations"
"""Register of rules that is asked where a procurement reserves nothing yet; it names the registers of thresholds."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds (None where that is not known), what was found, and how sure the values used are."""

    holds: bool | None
    words: str
    confidence: Confidence = "official"


def threshold_of(inputs: Inputs, routes: Routes) -> tuple[Threshold, DatedValue, Confidence] | None:
    """Return the threshold of the day for such a contract, and how sure it is; None where none is known."""
    procurement = inputs.procurement
    contract, authority = procurement.contract, procurement.authority.type if procurement.authority else None
    for threshold in routes.thresholds:
        if contract and contract.service in threshold.services and authority in threshold.authorities:
            value, register = inputs.register_value(threshold), inputs.registers.get(threshold.register_id)
            if value is not None and value.value is not None and register is not None:
                return threshold, value, value.confidence or register.confidence
    return None


def against_threshold(inputs: Inputs, routes: Routes, *, below: bool) -> Verdict:
    """Return whether the estimated value with VAT is below the threshold, or reaches it; a value at it reaches it."""
    value, in_force = value_with_vat(inputs.procurement), threshold_of(inputs, routes)
    if value is None or in_force is None or in_force[1].value is None:
        missing = "the value with VAT is not known" if value is None else "no threshold is known for such a contract"
        return Verdict(None, missing)
    named, threshold, confidence = in_force
    limit = Fraction(in_force[1].value)
    words = (
        f"{value_words(inputs.procurement)} it is {'below' if value < limit else 'not below'} the threshold of "
        f"{pounds(limit)} from {threshold.from_day} ({named.register_id}, {named.entry})"
    )
    return Verdict((value < limit) is below, words, confidence)
