"""Checks of where promises land, how need is weighted, who is paid, and who pays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.bids import SHARES_DO_NOT_SUM, UNKNOWN_AREA, UNKNOWN_MEASURE
from social_value.codes.place import (
    AREA_STATED_TWICE,
    NEED_MISSING,
    NEED_UNITS_DIFFER,
    NEED_WEIGHT_MISSING,
    UNKNOWN_AGENCY,
)
from social_value.codes.values import MISSING_KEY
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.proxies import problems_of_named
from social_value.core.inputs import Inputs
from social_value.core.need import grade_of, need_value
from social_value.core.valuation.units import same_unit
from social_value.findings import Finding, Place, nearest
from social_value.model.base import RegisterValue
from social_value.model.bid import Bid, Commitment
from social_value.model.place import Need, PlaceProfile

Check = Callable[[Inputs], Iterator[Finding]]


def shares_whole(shares: Iterable[Decimal], whose: str, place: Place) -> Iterator[Finding]:
    """Yield the finding on shares that do not add up to exactly 1."""
    total = sum(shares, Decimal(0))
    if total != 1:
        message = f"{whose} add up to {plain(total)}, not 1."
        yield SHARES_DO_NOT_SUM.at(place, message, "Correct a share.")


# The method


def budget_whole(inputs: Inputs) -> Iterator[Finding]:
    """The shares of the agencies that pay add up to the whole price, and each agency is there once."""
    budget = inputs.procurement.budget
    if budget is None:
        return
    place = inputs.at("budget", "contributors")
    agencies = [
        (contributor.agency, place.at(number, "agency")) for number, contributor in enumerate(budget.contributors)
    ]
    yield from duplicates(agencies, "agency")
    yield from shares_whole(
        (contributor.share for contributor in budget.contributors), "the shares of the agencies", place
    )


def need_complete(inputs: Inputs) -> Iterator[Finding]:
    """Whoever is weighted by need has a published weight, and what is weighted counts people in one unit."""
    profile = inputs.procurement.place
    if profile is None:
        return
    if profile.need is None:
        yield from _read_by_nobody(inputs, profile)
        return
    need, place = profile.need, inputs.at("place", "need")
    yield from _people(inputs, need, place.at("measures"))
    groups = [(group.id, place.at("groups", number, "id")) for number, group in enumerate(need.groups)]
    yield from duplicates(groups, "group")
    stated = [area for area in profile.areas if area.need_weight is not None]
    if need.groups and (stated or need.register_id is not None) and need.both is None:
        message = "areas and groups both have weights, and nothing says what counts where a commitment names both."
        yield MISSING_KEY.at(place, message, "Add `both: multiply` or `both: higher`.")
    yield from _from_register(inputs, profile, need, place)


def _read_by_nobody(inputs: Inputs, profile: PlaceProfile) -> Iterator[Finding]:
    for number, area in enumerate(profile.areas):
        if area.need_weight is not None:
            message = f'the area "{area.id}" has a weight of need, and nothing says which people are weighted.'
            way_out = "Add `need: {measures: [ID], reason: ..., otherwise: 1}` to `place:`."
            yield NEED_MISSING.at(inputs.at("place", "areas", number, "need_weight"), message, way_out)


def _people(inputs: Inputs, need: Need, place: Place) -> Iterator[Finding]:
    yield from duplicates([(name, place.at(number)) for number, name in enumerate(need.measures)], "measure of need")
    first = inputs.measures.get(need.measures[0])
    for number, name in enumerate(need.measures):
        measure = inputs.measures.get(name)
        if measure is None:
            message = f'there is no measure "{name}" that counts people.'
            yield UNKNOWN_MEASURE.at(place.at(number), message, nearest(name, inputs.measures))
        elif first is not None and not same_unit(measure.unit, first.unit):
            message = f'"{name}" counts {measure.unit} and "{first.id}" {first.unit}, and the two would be added.'
            way_out = "Name measures that count people in the same unit."
            yield NEED_UNITS_DIFFER.at(place.at(number), message, way_out)


def _from_register(inputs: Inputs, profile: PlaceProfile, need: Need, place: Place) -> Iterator[Finding]:
    keys = {"register": need.register_id, "entry": need.entry, "weights": need.weights or None}
    missing = [key for key, given in keys.items() if given is None]
    if missing and len(missing) < len(keys):
        message = f"weights that follow a register need all of {', '.join(keys)}."
        yield MISSING_KEY.at(place, message, f"Add `{missing[0]}:`, or take the others away.")
    if need.register_id is None or need.entry is None or missing:
        return
    named = RegisterValue.model_validate({"register": need.register_id, "entry": need.entry})
    findings = list(problems_of_named(inputs, named, place))
    yield from findings
    for number, area in enumerate(profile.areas) if not findings else ():
        if area.need_weight is not None:
            continue
        grade, here = grade_of(area, need_value(inputs, need)), inputs.at("place", "areas", number)
        if grade is None:
            message = (
                f'the area "{area.id}" has no code in "{need.entry}" of {need.register_id}, so its need is not known.'
            )
            way_out = "Give its `code:` as the register has it, or state a `need_weight:` of its own."
            yield NEED_WEIGHT_MISSING.at(here, message, way_out)
        elif grade not in need.weights:
            message = f'the area "{area.id}" has {grade} in "{need.entry}", for which no weight is published.'
            yield NEED_WEIGHT_MISSING.at(place.at("weights"), message, f"Add `{grade}:` with its weight.")


PLACE_METHOD_CHECKS: tuple[Check, ...] = (budget_whole, need_complete)


# The bids


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


PLACE_BID_CHECKS: tuple[Check, ...] = (areas_served, benefits_divided, price_divided, agencies_known)
