"""The figure behind a reservation for supported employment: who works in the parts that would perform the contract."""

from __future__ import annotations

from social_value.core.figures.bid_parts import PERFORMING_WORKFORCE
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step, figure_from, given_step, no_figure, sum_step, worked_step
from social_value.core.terms import Terms
from social_value.model.bid import Bid, Workforce

SUPPORTED_SHARE = "supported-workforce-percent"


def parts_of(bid: Bid) -> tuple[tuple[str, Workforce], ...]:
    """Return the parts that would perform the contract, each with whose it is: the members', or else the bid's own."""
    members = tuple((member.name, member.performing_workforce) for member in bid.members)
    stated = tuple((name, part) for name, part in members if part is not None)
    own = ((bid.supplier.name, bid.performing_workforce),) if bid.performing_workforce is not None else ()
    return stated or own


def headcounts(bid: Bid) -> tuple[int, int]:
    """Return how many of the workforce are disabled or disadvantaged people, and how many people there are."""
    parts = parts_of(bid)
    return sum(part.supported for _, part in parts), sum(part.total for _, part in parts)


@figure(
    SUPPORTED_SHARE,
    unit="%",
    words="100 x disabled or disadvantaged people / everybody, in the parts that would perform the contract; the parts "
    "of a consortium are taken together",
    source="Procurement Act 2023, section 32(4): the part that performs, and all that perform together",
    needs=(PERFORMING_WORKFORCE,),
)
def supported_workforce_percent(bid: Bid, terms: Terms, part: str) -> Figure:
    """Share of the performing workforce that disabled or disadvantaged people are."""
    label, parts = "Share of the performing workforce", parts_of(bid)
    if not headcounts(bid)[1]:
        return no_figure(label, "%", "the bid names nobody who would perform the contract")
    supported = [_supported_step(name, part) for name, part in parts]
    everybody = [given_step(f"{name}: everybody", part.total, "people") for name, part in parts]
    stated = (step for pair in zip(supported, everybody, strict=True) for step in pair)
    together = () if len(parts) == 1 else _together(supported, everybody)
    share = worked_step(label, percent_of, *(together or (*supported, *everybody)), unit="%")
    return figure_from(*stated, *together, share)


def _supported_step(name: str, part: Workforce) -> Step:
    note = f"evidence: {part.evidence}" if part.evidence else ""
    return given_step(f"{name}: disabled or disadvantaged people", part.supported, "people", note)


def _together(supported: list[Step], everybody: list[Step]) -> tuple[Step, Step]:
    """Return how many people all parts together are."""
    return (
        sum_step("Disabled or disadvantaged people together", supported, "people"),
        sum_step("Everybody together", everybody, "people"),
    )
