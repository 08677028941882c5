"""What the sheet Method says about values in money: everything that was decided before the bids came in."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.valuation.basis import Basis
from social_value.core.valuation.value_limits import limit_words
from social_value.core.valuation.value_steps import CONVENTIONS
from social_value.model.base import RegisterValue
from social_value.model.valuation import Style, Valuation
from social_value.text import listed

_STYLES: dict[Style, str] = {
    "percentage": "percentage: the stated shares are taken off, one after the other",
    "reference-case": "reference-case: the quantity without the contract is taken off the quantity with it",
}


def value_facts(basis: Basis) -> Iterator[tuple[str, str]]:
    """Yield the terms of the valuation, each with its label."""
    valuation = basis.valuation
    yield "Measures", "; ".join(f"{valued.measure.title} ({valued.id})" for valued in basis.measures.values())
    yield from _places(basis)
    yield "From gross to net", _STYLES[valuation.style]
    yield from _nothing_taken_off(basis)
    deflator = f", by {_named(valuation.deflator)}" if valuation.deflator else ""
    yield "Prices", f"of {valuation.price_base}{deflator}; contract year 1 is {valuation.first_year}"
    yield "Discounting", "; ".join(_discounting(basis))
    yield "Values scored", valuation.value_at
    types = ", ".join(basis.added)
    yield "Types of value added", f"{types}: {valuation.adds.reason}" if valuation.adds else types
    yield "Share and value per pound", f"of the {valuation.compared_with.replace('-', ' ')}"
    yield from _unlinked(valuation)
    yield from _limits(valuation)
    yield from _questions(basis)
    if valuation.double_count_reason:
        yield "Carbon valued and marked", valuation.double_count_reason


def _nothing_taken_off(basis: Basis) -> Iterator[tuple[str, str]]:
    reasons = [(valued.measure.title, valued.rule.nothing_taken_off) for valued in basis.measures.values()]
    if any(reason for _, reason in reasons):
        yield "Nothing is taken off", "; ".join(f"{title}: {reason}" for title, reason in reasons if reason)


def _places(basis: Basis) -> Iterator[tuple[str, str]]:
    bound = [valued.measure for valued in basis.measures.values() if valued.measure.counts_in]
    if bound:
        yield (
            "Counting in some areas only",
            "; ".join(f"{each.title}: {listed(each.counts_in or ())}" for each in bound),
        )


def _discounting(basis: Basis) -> Iterator[str]:
    terms = basis.valuation.discounting
    yield CONVENTIONS[terms.convention]
    if terms.register_id and terms.rate:
        yield f"{terms.register_id}, {terms.rate}"
        for valued in basis.measures.values():
            if valued.rule.rate:
                yield f"{valued.id} at the rate {valued.rule.rate}"


def _limits(valuation: Valuation) -> Iterator[tuple[str, str]]:
    for label, limit in (("Cap of a bid", valuation.cap), ("Floor of a bid", valuation.floor)):
        if limit is not None:
            yield label, limit_words(limit)


def _unlinked(valuation: Valuation) -> Iterator[tuple[str, str]]:
    percent = valuation.unlinked_cap_percent
    if percent is not None:
        yield "Linked to no outcome", f"at most {plain(percent)}% of what counts; outcomes stand on Joined-up"


def _questions(basis: Basis) -> Iterator[tuple[str, str]]:
    for ratio in basis.valuation.plausibility:
        percent, against = plain(ratio.at_most_percent), ratio.against.replace("-", " ")
        yield "Asks the bidder", f"{', '.join(ratio.measures)}: more than {percent}% of the {against}"


def _named(value: RegisterValue) -> str:
    return f"{value.register_id}, {value.entry}"
