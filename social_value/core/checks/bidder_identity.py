"""Checks of who bids: one supplier with two tenders, names that look alike, variants, and bidders named twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.bids import (
    BIDDER_TWICE,
    LOOK_ALIKE_SUPPLIERS,
    SUPPLIER_TWICE,
    VARIANT_NOT_ALLOWED,
    VARIANT_OF_NOTHING,
)
from social_value.core.checks.bids_checked import is_tender, place_of
from social_value.core.identity import look
from social_value.core.inputs import Inputs
from social_value.findings import Finding, nearest
from social_value.model.bid import Bid, Supplier

Check = Callable[[Inputs], Iterator[Finding]]
_ONE_COUNTS = (
    "Ask which of them counts, and give the other `status: withdrawn`. Where the tender documents allow variants, "
    "write `variants: allowed` in procurement.yaml and, in the bid that is one, `variant_of:` with the id of the other."
)


def suppliers_distinct(inputs: Inputs) -> Iterator[Finding]:
    """Two tenders of one supplier are called that; names that only look the same may be of two suppliers."""
    for first, bid in _alike(inputs):
        place = place_of(inputs, bid, "supplier", "name")
        if not _is_same(first.supplier, bid.supplier):
            message = f"the suppliers of {first.id} and {bid.id} have names that look alike."
            yield LOOK_ALIKE_SUPPLIERS.at(place, message, "Check that both are right.")
        elif is_tender(first) and is_tender(bid) and not _is_variant(first, bid):
            number = f", number {bid.supplier.number}" if bid.supplier.number is not None else ""
            message = f"{first.id} and {bid.id} are two tenders of one supplier, {bid.supplier.name}{number}."
            yield SUPPLIER_TWICE.at(place, message, _ONE_COUNTS)


def _alike(inputs: Inputs) -> Iterator[tuple[Bid, Bid]]:
    """Yield each bid whose supplier an earlier bid has by its name or number, with the first such bid."""
    named: dict[str, Bid] = {}
    numbered: dict[str, Bid] = {}
    for bid in inputs.bids:
        number = _number(bid.supplier)
        first = numbered.get(number) if number else None
        first = first or named.setdefault(look(bid.supplier.name), bid)
        if number:
            numbered.setdefault(number, bid)
        if first is not bid:
            yield first, bid


def _number(supplier: Supplier) -> str:
    return look(supplier.number) if supplier.number is not None else ""


def _is_same(first: Supplier, second: Supplier) -> bool:
    """Tell whether two suppliers are one: by number where both have one, else by the very same name."""
    numbers = (_number(first), _number(second))
    return numbers[0] == numbers[1] if all(numbers) else first.name == second.name


def _is_variant(first: Bid, second: Bid) -> bool:
    return (
        second.variant_of == first.id
        or first.variant_of == second.id
        or (first.variant_of is not None and first.variant_of == second.variant_of)
    )


def variants_sound(inputs: Inputs) -> Iterator[Finding]:
    """A variant is one of another bid of the same supplier, in a procurement that allows variants."""
    for bid in inputs.bids:
        if bid.variant_of is None:
            continue
        place, base = place_of(inputs, bid, "variant_of"), inputs.bids_by_id.get(bid.variant_of)
        if inputs.procurement.variants != "allowed":
            message = f"{bid.id} is a variant of {bid.variant_of}, and the procurement does not allow variants."
            way_out = "Write `variants: allowed` where the tender documents say so; else remove `variant_of:`."
            yield VARIANT_NOT_ALLOWED.at(place, message, way_out)
        if base is None:
            message = f'{bid.id} is a variant of "{bid.variant_of}", which is not a bid.'
            yield VARIANT_OF_NOTHING.at(place, message, nearest(bid.variant_of, inputs.bids_by_id))
        elif base is bid or base.variant_of is not None or not _is_same(base.supplier, bid.supplier):
            message = f"{bid.id} is a variant of {base.id}, which is no other main bid of the same supplier."
            yield VARIANT_OF_NOTHING.at(place, message, "Name the main bid of the supplier, or remove `variant_of:`.")


def bidders_once(inputs: Inputs) -> Iterator[Finding]:
    """Nobody bids twice for a lot under two names; under one name that is said of one supplier with two tenders."""
    first_of: dict[str, Bid] = {}
    for bid in inputs.bids:
        if bid.bidder is None or not is_tender(bid):
            continue
        first = first_of.setdefault(bid.bidder.casefold(), bid)
        if look(first.supplier.name) != look(bid.supplier.name):
            message = f"{first.id} and {bid.id} are bids for the same, and both name the bidder {bid.bidder}."
            way_out = "Ask which of them counts, and give the other `status: withdrawn`; or correct `bidder:`."
            yield BIDDER_TWICE.at(place_of(inputs, bid, "bidder"), message, way_out)


BIDDER_CHECKS: tuple[Check, ...] = (suppliers_distinct, variants_sound, bidders_once)
