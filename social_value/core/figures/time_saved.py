"""The figure of time that a bid says it saves: what it releases, and how much of that counts.

The arithmetic is written once over quantities, so that the section Efficiency and its workbook sheet follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.expressions import Quantity
from social_value.core.figures.bid_parts import AUTOMATION, COST_LINES
from social_value.core.figures.efficiency import FRONT_LINE, lines_of
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step, figure_from, sum_step, worked_step
from social_value.core.terms import Terms
from social_value.model.bid import Bid
from social_value.model.efficiency import Automation
from social_value.model.procurement import Procurement

TIME_REINVESTED = "time-reinvested"


@dataclass(frozen=True, slots=True)
class Released:
    """A claim of time saved: what it releases, the share of it that counts, and why."""

    claim: Automation
    counts: Fraction
    reason: str
    unproven: bool

    @property
    def hours(self) -> tuple[Decimal, Decimal, Decimal]:
        """The hours before and after, and what one of them costs."""
        return self.claim.hours_before, self.claim.hours_after, self.claim.hourly_cost

    @property
    def released(self) -> Fraction:
        """What the hours that are saved cost."""
        return released(*map(Fraction, self.hours))

    @property
    def counted(self) -> Fraction:
        """What of it counts."""
        return counted(self.released, self.counts)


def released(before: Quantity, after: Quantity, hourly_cost: Quantity) -> Quantity:
    """Return what the hours that are saved cost.

    >>> released(Fraction(3000), Fraction(1000), Fraction(25))
    Fraction(50000, 1)
    """
    return (before - after) * hourly_cost


def counted(released: Quantity, counts: Quantity) -> Quantity:
    """Return what counts of what is released.

    >>> counted(Fraction(50000), Fraction(3, 10))
    Fraction(15000, 1)
    """
    return released * counts


def unproven(claim: Automation) -> bool:
    """Tell whether a claim rests on AI that reads unstructured data and is proven nowhere."""
    return claim.technique == "unstructured-ai" and claim.proven_at is None


def released_by(bid: Bid, procurement: Procurement) -> tuple[Released, ...]:
    """Return every claim of time saved, with what of it counts.

    A saving counts only where it goes into a front-line cost line of the bid: any other is already in the price, or
    is nobody's gain.
    """
    front = {line.id for line in lines_of(bid, FRONT_LINE)}
    factor = procurement.efficiency.maturity_factor if procurement.efficiency else None
    return tuple(_released(claim, front, None if factor is None else Fraction(factor)) for claim in bid.automation)


def _released(claim: Automation, front: set[str], factor: Fraction | None) -> Released:
    weak = unproven(claim)
    if claim.reinvested_in is None:
        return Released(claim, Fraction(0), "no front-line cost line is named that it goes into", weak)
    if claim.reinvested_in not in front:
        return Released(claim, Fraction(0), f"{claim.reinvested_in} is no front-line cost line", weak)
    if not weak:
        return Released(claim, Fraction(1), f"goes into {claim.reinvested_in}", weak)
    if factor is None:
        return Released(claim, Fraction(0), "proven nowhere, and no maturity factor is published", weak)
    return Released(claim, factor, f"proven nowhere, so the maturity factor {plain(factor)} is taken", weak)


@figure(
    TIME_REINVESTED,
    unit="{currency}",
    words="sum over claims of (hours before - hours after) x hourly cost, where they go into a front-line cost line, x "
    "maturity factor where unstructured AI is proven nowhere",
    source="Claims of the bid, counted as the procurement publishes",
    needs=(),
    uses=(AUTOMATION, COST_LINES),
)
def time_reinvested(bid: Bid, terms: Terms, band: str) -> Figure:
    """What time saved by automation puts into front-line work."""
    pairs = [_claim_steps(claim, terms.currency) for claim in released_by(bid, terms.procurement)]
    steps = (step for pair in pairs for step in pair)
    return figure_from(*steps, sum_step("Time reinvested", [after for _, after in pairs], terms.currency))


def _claim_steps(claim: Released, currency: str) -> tuple[Step, Step]:
    """Return what a claim releases, and what of it counts."""
    process = claim.claim.process
    before = worked_step(f"{process}: released", released, *claim.hours, unit=currency)
    after = worked_step(f"{process}: counted", counted, before, claim.counts, unit=currency, note=claim.reason)
    return before, after
