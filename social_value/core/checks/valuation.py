"""Checks of how commitments are valued: everything that a value rests on is stated, sourced and in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from social_value.codes.bids import UNKNOWN_MEASURE
from social_value.codes.method import RATE_MISSING, UNKNOWN_RATE, UNKNOWN_REGISTER
from social_value.codes.valuation import FAMILY_OF_ONE, INVALID_LIMIT, VALUE_INCOMPLETE, VALUE_TYPES_MIXED
from social_value.core.checks.carbon import carbon_counted_once
from social_value.core.checks.counted_areas import counting_areas_read, counting_areas_served
from social_value.core.checks.criteria import duplicates
from social_value.core.checks.proxies import deflator_known, place_of_measure, proxies_known, values_of
from social_value.core.inputs import Inputs
from social_value.core.valuation.families import families_of, named_with
from social_value.findings import Finding, Place, nearest, nearest_word
from social_value.model.base import RegisterValue
from social_value.model.procurement import Measure
from social_value.model.valuation import Limit, MeasureValue, Valuation


def measures_have_values(inputs: Inputs) -> Iterator[Finding]:
    """Every valued measure is declared once and says what one unit is worth, in the style of the procurement."""
    valuation = inputs.procurement.valuation
    if valuation is None:
        return
    places = [(name, inputs.at("valuation", "measures", n)) for n, name in enumerate(valuation.measures)]
    yield from duplicates(places, "valued measure")
    for name, place in places:
        measure = inputs.measures.get(name)
        if measure is None:
            message = f'there is no measure "{name}" to value.'
            yield UNKNOWN_MEASURE.at(place, message, nearest(name, inputs.measures))
        elif measure.value is None:
            message = f'the measure "{name}" is valued and does not say what one unit is worth.'
            way_out = "Add `value: {proxy: {register: ID, entry: ID}, ...}` to the measure."
            yield VALUE_INCOMPLETE.at(place_of_measure(inputs, name), message, way_out)
    for measure, value, place in values_of(inputs):
        yield from _style(valuation, measure, value, place)


def _style(valuation: Valuation, measure: Measure, value: MeasureValue, place: Place) -> Iterator[Finding]:
    by_percentage = valuation.style == "percentage"
    needed, refused = ("additionality", "reference_case") if by_percentage else ("reference_case", "additionality")
    off = value.nothing_taken_off is not None
    if off and (not by_percentage or value.additionality is not None):
        message = f'the measure "{measure.id}" takes nothing off, and has shares or another style beside it.'
        yield VALUE_INCOMPLETE.at(place.at("nothing_taken_off"), message, "Remove `nothing_taken_off:`, or the shares.")
    elif getattr(value, needed) is None and not off:
        message = f'the measure "{measure.id}" has no `{needed}`, which the style "{valuation.style}" needs.'
        instead = " Or say why nothing is: `nothing_taken_off:`." if by_percentage else ""
        way_out = f"Add `{needed}:` to its value, with every share, also those that are 0.{instead}"
        yield VALUE_INCOMPLETE.at(place, message, way_out)
    elif getattr(value, refused) is not None:
        message = f'the measure "{measure.id}" has `{refused}`, which the style "{valuation.style}" does not read.'
        yield VALUE_INCOMPLETE.at(place.at(refused), message, "Remove the key, or change the style.")


def families_have_members(inputs: Inputs) -> Iterator[Finding]:
    """Who is counted once with something is counted once with another measure that is worth something too."""
    families = families_of(inputs.measures)
    of_worth = {
        name for name, measure in inputs.measures.items() if measure.value or measure.points_per_unit is not None
    }
    for number, measure in enumerate(inputs.procurement.measures):
        named, others = named_with(measure), families[measure.id] & of_worth - {measure.id}
        if named is not None and not others:
            message = f'"{measure.id}" is counted once with "{named}", and no other measure of worth belongs to that.'
            meant = nearest_word(named, of_worth - {measure.id})
            spelt = f'Did you mean "{meant}"? ' if meant else ""
            way_out = f"{spelt}Name a measure that is worth something, or remove the key."
            yield FAMILY_OF_ONE.at(inputs.at("measures", number, "value", "counted_once_with"), message, way_out)


def rates_exist(inputs: Inputs) -> Iterator[Finding]:
    """Where later years are discounted, the rate exists and was in force; a measure may have a rate of its own."""
    valuation = inputs.procurement.valuation
    if valuation is None or valuation.discounting.convention == "undiscounted":
        return
    place, register_id = inputs.at("valuation", "discounting"), valuation.discounting.register_id
    if register_id is None or valuation.discounting.rate is None:
        message = f'the convention "{valuation.discounting.convention}" needs a discount rate.'
        way_out = "Add `register: green-book-discount-rates` and `rate: standard`, or write `convention: undiscounted`."
        yield RATE_MISSING.at(place, message, way_out)
        return
    if register_id not in inputs.registers:
        message = f'there is no register "{register_id}".'
        yield UNKNOWN_REGISTER.at(place.at("register"), message, nearest(register_id, inputs.catalogue_ids))
        return
    yield from _rate(inputs, register_id, valuation.discounting.rate, place.at("rate"))
    for _, rule, at_value in values_of(inputs):
        if rule.rate is not None:
            yield from _rate(inputs, register_id, rule.rate, at_value.at("rate"))


def _rate(inputs: Inputs, register_id: str, rate: str, place: Place) -> Iterator[Finding]:
    register = inputs.registers[register_id]
    if register.entry(rate) is None:
        words = nearest(rate, [entry.id for entry in register.entries])
        yield UNKNOWN_RATE.at(place, f'there is no rate "{rate}".', words)
        return
    named = RegisterValue.model_validate({"register": register_id, "entry": rate})
    value = inputs.register_value(named)
    if value is None or not value.schedule:
        message = f'"{rate}" has no schedule of rates in force when the procurement commenced.'
        way_out = "Name another rate, or add the rates of that time in a local register."
        yield RATE_MISSING.at(place, message, way_out)


def types_of_value(inputs: Inputs) -> Iterator[Finding]:
    """Values of different types are added only by a published rule."""
    valuation = inputs.procurement.valuation
    # Money that a council saves and what a life is worth to who lives it are no one sum, unless somebody says so.
    if valuation is None or valuation.adds is not None:
        return
    types: dict[str, str] = {}
    for measure, rule, _ in values_of(inputs):
        register = inputs.registers.get(rule.proxy.register_id)
        entry = register.entry(rule.proxy.entry) if register else None
        if entry is not None and entry.value_type is not None:
            types.setdefault(entry.value_type, measure.id)
    if len(types) > 1:
        words = ", ".join(f"{kind} ({measure})" for kind, measure in types.items())
        message = f"values of different types would be added: {words}."
        way_out = "Add `adds: {types: [...], reason: ...}` with the published rule, or value one type only."
        yield VALUE_TYPES_MIXED.at(inputs.at("valuation"), message, way_out)


def parts_complete(inputs: Inputs) -> Iterator[Finding]:
    """Evidence, caps, floors and plausibility ratios say everything that they need."""
    valuation = inputs.procurement.valuation
    if valuation is None:
        return
    place = inputs.at("valuation")
    # An unwritten 1 would count a promise without evidence as much as a proven one.
    if valuation.evidence_factors and valuation.unevidenced_factor is None:
        message = "evidence_factors are published, and not what counts without evidence."
        way_out = "Add `unevidenced_factor: 0`, or the share that was published."
        yield VALUE_INCOMPLETE.at(place.at("evidence_factors"), message, way_out)
    for key in ("cap", "floor"):
        yield from _limit(inputs, key, getattr(valuation, key), place.at(key))
    for number, rule in enumerate(valuation.plausibility):
        at_rule = place.at("plausibility", number)
        for index, name in enumerate(rule.measures):
            if name not in inputs.measures:
                message = f'there is no measure "{name}".'
                yield UNKNOWN_MEASURE.at(at_rule.at("measures", index), message, nearest(name, inputs.measures))
        contract = inputs.procurement.contract
        if rule.against == "contract-weeks" and (contract is None or contract.years is None):
            message = "weeks are held against the length of the contract, which is not stated."
            yield VALUE_INCOMPLETE.at(at_rule.at("against"), message, "Add `years:` to `contract:`.")


def _limit(inputs: Inputs, key: str, limit: Limit | None, place: Place) -> Iterator[Finding]:
    if limit is None:
        return
    keys = list(type(limit).model_fields)
    given = [name for name in keys if getattr(limit, name) is not None]
    if len(given) != 1:
        message = f"the {key} needs exactly one of {', '.join(keys)}."
        yield INVALID_LIMIT.at(place, message, "Keep the one that was published.")
    elif given == ["percent_of_estimated_value"] and inputs.procurement.contract is None:
        message = f"the {key} is taken of the contract's estimated value, which is not stated."
        yield INVALID_LIMIT.at(place, message, "Add `contract:` with its estimated value.")


VALUATION_CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    measures_have_values,
    proxies_known,
    deflator_known,
    rates_exist,
    types_of_value,
    families_have_members,
    counting_areas_served,
    counting_areas_read,
    parts_complete,
    carbon_counted_once,
)
