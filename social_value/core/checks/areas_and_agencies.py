"""Checks of where a bid's promises land, how its price is divided, and which agency gains."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.bids import UNKNOWN_AREA
from social_value.codes.place import (
    AREA_STATED_TWICE,
    UNKNOWN_AGENCY,
)
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.shares import shares_whole
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest
from social_value.model.bid import Bid, Commitment

Check = Callable[[Inputs], Iterator[Finding]]


def areas_served(inputs: Inputs) -> Iterator[Finding]:
    """Every area that a bid names is one that the procurement serves."""
    areas = {area.id for area in inputs.procurement.place.areas} if inputs.procurement.place else set()
    for bid in inputs.bids:
        for area, place in _areas_named(inputs, bid):
            if area is not None and area not in areas:
                message = f'{bid.id} names the area "{area}", which this procurement does not serve.'
                yield UNKNOWN_AREA.at(place, message, nearest(area, areas))


def _areas_named(inputs: Inputs, bid: Bid) -> Iterator[tuple[str | None, Place]]:
    named = (
        ("members", [member.area for member in bid.members]),
        ("delivery", [part.area for part in bid.delivery]),
        ("commitments", [commitment.area for commitment in bid.commitments]),
    )
    for key, areas in named:
        for number, area in enumerate(areas):
            yield area, place_of(inputs, bid, key, number, "area")
    for number, commitment in enumerate(bid.commitments):
        for area in commitment.areas:
            yield area, place_of(inputs, bid, "commitments", number, "areas", area)


def benefits_divided(inputs: Inputs) -> Iterator[Finding]:
    """A commitment lands in one area, or in several whose shares add up to the whole."""
    for bid in inputs.bids:
        for number, commitment in enumerate(bid.commitments):
            place = place_of(inputs, bid, "commitments", number, "areas")
            if commitment.areas and commitment.area is not None:
                message = f"{bid.id}: {commitment.id} says twice where it lands, by `area` and by `areas`."
                yield AREA_STATED_TWICE.at(place, message, "Keep one of them.")
            elif commitment.areas:
                yield from shares_whole(
                    commitment.areas.values(), f"{bid.id}: the shares of the areas of {commitment.id}", place
                )


def price_divided(inputs: Inputs) -> Iterator[Finding]:
    """The shares of a consortium's members, and those of all who are paid in the end, add up to the whole price."""
    for bid in inputs.bids:
        for key, shares, what in (
            ("members", [member.value_share for member in bid.members], "the value shares"),
            ("delivery", [delivery.value_share for delivery in bid.delivery], "the delivery shares"),
        ):
            if shares:
                yield from shares_whole(shares, f"{what} of {bid.id}", place_of(inputs, bid, key))


def agencies_known(inputs: Inputs) -> Iterator[Finding]:
    """What a commitment gives to an agency goes to one of those that the budget names."""
    budget = inputs.procurement.budget
    agencies = [contributor.agency for contributor in budget.contributors] if budget else []
    for bid in inputs.bids:
        for number, commitment in enumerate(bid.commitments):
            if commitment.accrues_to is not None and commitment.accrues_to not in agencies:
                yield _unknown_agency(
                    bid, commitment, agencies, place_of(inputs, bid, "commitments", number, "accrues_to")
                )


def _unknown_agency(bid: Bid, commitment: Commitment, agencies: list[str], place: Place) -> Finding:
    message = f'{bid.id}: {commitment.id} accrues to "{commitment.accrues_to}", which the budget does not name.'
    way_out = "Add it to `budget: {contributors: [...]}`, with `share: 0` where it does not pay."
    return UNKNOWN_AGENCY.at(place, message, nearest(commitment.accrues_to or "", agencies) or way_out)


AREAS_AND_AGENCIES_CHECKS: tuple[Check, ...] = (areas_served, benefits_divided, price_divided, agencies_known)
