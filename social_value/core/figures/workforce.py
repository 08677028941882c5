"""The figure behind a reservation for supported employment: who works in the parts that would perform the contract."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import HUNDRED, plain
from social_value.core.figures.registry import figure
from social_value.core.steps import Figure, Step
from social_value.core.terms import Terms
from social_value.model.bid import Bid, Workforce

SUPPORTED_SHARE = "supported-workforce-percent"


def parts_of(bid: Bid) -> tuple[tuple[str, Workforce], ...]:
    """Return the parts that would perform the contract, each with whose it is: the members', or else the bid's own."""
    members = tuple((one.name, one.performing_workforce) for one in bid.members)
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
    needs=("performing_workforce",),
)
def supported_workforce_percent(bid: Bid, terms: Terms, part: str) -> Figure:
    """Share of the performing workforce that disabled or disadvantaged people are."""
    supported, total = headcounts(bid)
    label = "Share of the performing workforce"
    if not total:
        note = "the bid names nobody who would perform the contract"
        return Figure(None, (Step(label, None, "%", note=note),))
    share = HUNDRED * Fraction(supported, total)
    return Figure(share, (*_part_steps(bid), Step(label, share, "%", f"{plain(HUNDRED)}*{supported}/{total}")))


def _part_steps(bid: Bid) -> Iterator[Step]:
    parts = parts_of(bid)
    for name, part in parts:
        note = f"evidence: {part.evidence}" if part.evidence else ""
        yield Step(f"{name}: disabled or disadvantaged people", Fraction(part.supported), "people", note=note)
        yield Step(f"{name}: everybody", Fraction(part.total), "people")
    if len(parts) > 1:
        supported, total = headcounts(bid)
        several = ("+".join(str(getattr(part, key)) for _, part in parts) for key in ("supported", "total"))
        first, second = several
        yield Step("Disabled or disadvantaged people together", Fraction(supported), "people", first)
        yield Step("Everybody together", Fraction(total), "people", second)
