"""Under which rules a procurement awards: its procedure, stated or derived, and whether it is light touch.

A procedure that is stated decides. Where none is, an estimated value below the threshold of the day makes the
procurement one below threshold; a value at it leaves open which procedure is used, and that is asked, not assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from social_value.core.inputs import Inputs
from social_value.core.law.scope import ACT_IN_FORCE, may_be_under_the_act
from social_value.core.law.thresholds import SHIPPED_RULES, against_threshold
from social_value.model.route import Procedure

PROCEDURE_WORDS: Mapping[Procedure | None, str] = {
    "open": "open procedure",
    "competitive-flexible": "competitive flexible procedure",
    "direct-award": "direct award",
    "framework-call-off": "call-off from a framework",
    "below-threshold": "below threshold",
    None: "procedure not stated",
}


@dataclass(frozen=True, slots=True)
class Regime:
    """The procedure, whether its services are light touch, and what it was derived from where it is not stated.

    ``under_act`` is False where the procurement is known to be outside the Procurement Act 2023: it commenced before
    the Act was in force, or its framework is that of Scotland.
    """

    procedure: Procedure | None
    light_touch: bool
    derived_from: str
    under_act: bool

    @property
    def words(self) -> str:
        """The regime in words, such as ``below threshold, light touch``."""
        touch = ", light touch" if self.light_touch else ""
        source = " (derived from its value)" if self.derived_from else ""
        earlier = "" if self.under_act else ", outside the Procurement Act 2023"
        return f"{PROCEDURE_WORDS[self.procedure]}{touch}{earlier}{source}"

    @property
    def assessed_under_act(self) -> bool:
        """Whether tenders are assessed, and put out, under sections 19 to 30 of the Act, as far as is known.

        What is not known counts as being so, since nobody then passes over in silence what the Act may ask for.
        """
        return self.under_act and self.procedure != "below-threshold"

    @property
    def owes_summaries(self) -> bool:
        """Whether assessed tenders are owed assessment summaries: only where the award is one under s.19 (s.50(3))."""
        return self.assessed_under_act and self.procedure not in ("direct-award", "framework-call-off")

    def cites(self, section: str) -> str:
        """Return a section of the Act as a report cites it; empty where the Act does not govern the assessment."""
        return f"Procurement Act 2023, {section}" if section and self.assessed_under_act else ""


def regime_of(inputs: Inputs) -> Regime:
    """Return the regime of a procurement, or of the whole that a lot is a part of."""
    whole = inputs.published
    procurement, contract = whole.procurement, whole.procurement.contract
    procedure, derived_from = procurement.procedure, ""
    if procedure is None:
        procedure, derived_from = _derived(whole)
    light_touch = contract is not None and contract.service == "light-touch"
    return Regime(procedure, light_touch, derived_from, _may_be_under_act(whole))


def _may_be_under_act(inputs: Inputs) -> bool:
    day = inputs.procurement.commenced_on
    return may_be_under_the_act(inputs.framework) and (day is None or day >= ACT_IN_FORCE)


def _derived(inputs: Inputs) -> tuple[Procedure | None, str]:
    """Return that it is below threshold, and how that is known; the procedure is None where it is not known to be."""
    registers = {**inputs.thresholds, **inputs.registers}
    rules = registers.get(SHIPPED_RULES)
    if rules is None or rules.reservations is None:
        return None, ""
    verdict = against_threshold(replace(inputs, registers=registers), rules.reservations, below=True)
    return ("below-threshold", verdict.words) if verdict.holds else (None, "")
