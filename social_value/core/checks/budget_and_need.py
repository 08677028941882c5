"""Checks of who pays for a contract, and of how the need of those it reaches is weighted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.bids import UNKNOWN_MEASURE
from social_value.codes.place import NEED_MISSING, NEED_UNITS_DIFFER, NEED_WEIGHT_MISSING
from social_value.codes.values import MISSING_KEY
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.proxies import problems_of_named
from social_value.core.checks.shares import shares_whole
from social_value.core.inputs import Inputs
from social_value.core.need import grade_of, need_value
from social_value.core.valuation.units import same_unit
from social_value.findings import Finding, Place, nearest
from social_value.model.base import RegisterValue
from social_value.model.place import Need, PlaceProfile

Check = Callable[[Inputs], Iterator[Finding]]


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


BUDGET_AND_NEED_CHECKS: tuple[Check, ...] = (budget_whole, need_complete)
