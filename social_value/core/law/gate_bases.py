"""What a gate may rest on in law, and what therefore becomes of a tender that fails it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from social_value.core.law.tender_outcomes import OutcomeId
from social_value.model.criteria import GateBasis


@dataclass(frozen=True, slots=True)
class Basis:
    """A basis in words, its section, what becomes of the tender, and the decision without which it has no effect.

    A ``decision`` is named where the law gives a power and no duty: the published gate does not use it by itself.
    """

    id: GateBasis
    words: str
    section: str
    outcome: OutcomeId
    decision: str = ""

    @property
    def reference(self) -> str:
        """The section, as a report cites it."""
        return f"Procurement Act 2023, {self.section}"


GATE_BASES: Mapping[GateBasis, Basis] = {
    basis.id: basis
    for basis in (
        Basis("participation", "a condition of participation is not met", "s.19(3)(a)", "disregarded"),
        Basis("procedural", "a procedural requirement is breached", "s.19(3)(d)", "disregarded", "procedural"),
        Basis("late", "it came in after the deadline", "s.19(3)(d)", "disregarded", "late"),
        Basis("reservation", "it is outside the reservation", "ss.32-33", "disregarded", "outside-reservation"),
        Basis("methodology", "the assessment methodology disqualifies it", "s.23(3)(a)", "disqualified"),
        Basis("requirement", "a requirement is not met", "s.19(2)(a)", "requirement-not-met"),
    )
}
"""Every basis, by the word that a gate writes."""
