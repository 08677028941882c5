"""Grounds on which a supplier is excluded, and what the Procurement Act 2023 asks for before and after each.

The list is closed: nothing else excludes a supplier. Where a tender is disregarded for what it is, rather than for
whose it is, see ``gate_bases`` and the decisions on a low price, a late tender and a procedural requirement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from social_value.model.tender_decisions import ExclusionDecision, ExclusionGroundId


@dataclass(frozen=True, slots=True)
class ExclusionGround:
    """A ground in words, with its section, and what is owed to the supplier and to others.

    ``hearing`` is the section that asks for representations first; a debarment alone needs none, for the Minister has
    heard the supplier. ``recurs`` says whether the circumstances must be continuing or likely to occur again,
    ``notice`` whether the appropriate authority is told (s.59). ``replacement`` is the section that gives the chance
    to replace somebody whatever the supplier itself did.
    """

    id: ExclusionGroundId
    words: str
    section: str
    hearing: str = ""
    recurs: bool = False
    notice: bool = False
    replacement: str = ""

    @property
    def reference(self) -> str:
        """The section, as a report cites it."""
        return f"Procurement Act 2023, {self.section}"


_HEARD_BEFORE = "s.58(2)"
EXCLUSION_GROUNDS: Mapping[ExclusionGroundId, ExclusionGround] = {
    ground.id: ground
    for ground in (
        ExclusionGround(
            "mandatory", "a mandatory exclusion ground", "s.57(1)(a)", _HEARD_BEFORE, recurs=True, notice=True
        ),
        ExclusionGround("mandatory-debarment", "on the debarment list by a mandatory ground", "s.57(1)(b)"),
        ExclusionGround(
            "discretionary", "a discretionary exclusion ground", "s.57(2)(a)", _HEARD_BEFORE, recurs=True, notice=True
        ),
        ExclusionGround("discretionary-debarment", "on the debarment list by a discretionary ground", "s.57(2)(b)"),
        ExclusionGround(
            "sub-contractor", "an excluded or excludable sub-contractor", "s.28", notice=True, replacement="s.28(5)"
        ),
        ExclusionGround("market-engagement", "an unfair advantage from preliminary market engagement", "s.16(5)"),
        ExclusionGround("improper-behaviour", "improper behaviour", "s.30", "s.30(3)"),
        ExclusionGround("conflict-of-interest", "an unfair advantage from a conflict of interest", "s.82(4)"),
    )
}
"""Every ground, by the id that a decision writes."""
REPLACE_ASSOCIATED = "s.26(3)"
"""The chance to replace an associated person, where the supplier is excluded only by way of one."""


def replacement_owed(decision: ExclusionDecision) -> str:
    """Return the section that gives the supplier a chance to replace somebody; empty where none does."""
    owed = EXCLUSION_GROUNDS[decision.ground].replacement
    return owed or (REPLACE_ASSOCIATED if decision.by_way_of == "associated-person" else "")
