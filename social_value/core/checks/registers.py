"""What a procurement takes from frameworks, scales and registers: how old it is, how sure, and whether it is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from social_value.codes.method import UNKNOWN_REGISTER
from social_value.codes.provenance import (
    AREA_CEASED,
    ILLUSTRATIVE_VALUE,
    NOT_VERIFIED,
    UNKNOWN_AREA_CODE,
    VALUE_OUT_OF_DATE,
)
from social_value.core.checks.policy import rules_in_force
from social_value.core.inputs import Inputs
from social_value.core.law.scope import id_list
from social_value.core.law.staleness import is_stale
from social_value.core.reads.measures_read import measures_read
from social_value.findings import Finding, Place, nearest
from social_value.model.framework import Framework
from social_value.model.register import DatedValue, Register, RegisterEntry
from social_value.model.scale import ScaleFile
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class Used:
    """A register value that a procurement uses, and the place that names it."""

    register: Register
    entry: RegisterEntry
    value: DatedValue
    place: Place


def values_used(inputs: Inputs) -> Iterator[Used]:
    """Yield each register value that the procurement uses, once, at the first place that names it."""
    told: set[tuple[str, str]] = set()
    for register_id, entry_id, place in _named(inputs):
        register = inputs.registers.get(register_id)
        entry = register.entry(entry_id) if register else None
        value = entry.on(_day(inputs)) if entry else None
        if register and entry and value and (register_id, entry_id) not in told:
            told.add((register_id, entry_id))
            yield Used(register, entry, value, place)


def _day(inputs: Inputs) -> date | None:
    # A procurement is judged by the figures of the day on which it commenced, and keeps its result when they change.
    return inputs.procurement.commenced_on or inputs.as_of


def _named(inputs: Inputs) -> Iterator[tuple[str, str, Place]]:
    procurement = inputs.procurement
    if procurement.whole_life is not None:
        yield procurement.whole_life.register_id, procurement.whole_life.rate, inputs.at("whole_life")
        bias = procurement.whole_life.optimism_bias
        if bias is not None:
            yield bias.register_id, bias.entry, inputs.at("whole_life", "optimism_bias")
    need = procurement.place.need if procurement.place else None
    if need is not None and need.register_id is not None and need.entry is not None:
        yield need.register_id, need.entry, inputs.at("place", "need")
    valuation = procurement.valuation
    if valuation is None:
        return
    if valuation.discounting.register_id is not None and valuation.discounting.rate is not None:
        place = inputs.at("valuation", "discounting")
        yield valuation.discounting.register_id, valuation.discounting.rate, place
    if valuation.deflator is not None:
        yield valuation.deflator.register_id, valuation.deflator.entry, inputs.at("valuation", "deflator")
    own = {measure.id: number for number, measure in enumerate(procurement.measures)}
    for index, name in enumerate(valuation.measures):
        value = inputs.measures[name].value if name in inputs.measures else None
        for key, proxy in (("proxy", value.proxy), ("income_growth", value.income_growth)) if value else ():
            if proxy is not None:
                stated = inputs.at("measures", own[name], "value", key) if name in own else None
                yield proxy.register_id, proxy.entry, stated or inputs.at("valuation", "measures", index)


_OUT_OF_DATE = "Add the newer value to a local register, or record why the older one is right."


def values_in_date(inputs: Inputs) -> Iterator[Finding]:
    """Register values were not too old when the procurement commenced."""
    day = _day(inputs)
    for used in values_used(inputs) if day else ():
        if day is not None and is_stale(used.register, used.entry, used.value, day):
            limit = used.entry.max_age_months or used.register.max_age_months
            message = (
                f'the value of "{used.entry.id}" in {used.register.id} is from {used.value.from_day}, and was older on '
                f"{day} than the {limit} months that it keeps."
            )
            yield VALUE_OUT_OF_DATE.at(used.place, message, _OUT_OF_DATE)


def stale_entries(register: Register, place: Place, day: date) -> Iterator[Finding]:
    """Name the entries of a register whose latest value is too old on a day, in one finding."""
    stale = [
        number
        for number, entry in enumerate(register.entries)
        if (value := entry.on(None)) is not None and is_stale(register, entry, value, day)
    ]
    if stale:
        names = id_list(register.entries[number].id for number in stale)
        message = f"on {day} the latest values of {names} are older than they keep."
        yield VALUE_OUT_OF_DATE.at(place.at("entries", stale[0]), message, _OUT_OF_DATE)


def sources_verified(inputs: Inputs) -> Iterator[Finding]:
    """What was never checked against its publication is named, once for each framework, scale and register value."""
    framework = inputs.framework
    if framework is not None:
        message = _doubtful(inputs, framework)
        if message:
            way_out = "Check before relying on it, and state what you found under `changes:` of a local framework."
            yield NOT_VERIFIED.at(inputs.at("framework"), message, way_out)
    told: set[str] = set()
    for leaf in inputs.leaves:
        name = leaf.score.scale if isinstance(leaf.score, ScaleScore) else ""
        scale = inputs.scale(name) if name not in told else None
        told.add(name)
        if isinstance(scale, ScaleFile) and scale.confidence == "unverified":
            message = f'the scale "{name}" is not verified against an official text.'
            way_out = "Check it, and keep it as a local scale with an id of its own and the confidence you found."
            yield NOT_VERIFIED.at(inputs.at(*leaf.keys, "score", "scale"), message, way_out)
    for used in values_used(inputs):
        if (used.value.confidence or used.register.confidence) == "unverified":
            message = f'the value of "{used.entry.id}" in {used.register.id} is not verified against an official text.'
            way_out = "Check it, and state it in a local register with the confidence you found."
            yield NOT_VERIFIED.at(used.place, message, way_out)


def _doubtful(inputs: Inputs, framework: Framework) -> str:
    """Say which parts of a framework in use are not verified, or that all of it is not; empty where all are."""
    if framework.confidence == "unverified":
        return f"the framework {framework.id} is not verified against an official text."
    stands_for = {name for leaf in inputs.leaves for name in leaf.stands_for}
    valued = inputs.procurement.valuation.measures if inputs.procurement.valuation else ()
    measures, gates = {*measures_read(inputs), *valued}, {gate.id for gate in inputs.procurement.gates}
    rules = [rule.id or rule.rule for rule in rules_in_force(inputs, framework) if rule.confidence == "unverified"]
    unsure = {
        "criteria": [
            criterion.id
            for criterion in framework.criteria()
            if criterion.id in stands_for and criterion.confidence == "unverified"
        ],
        "measures": [
            measure.id
            for measure in framework.measures()
            if measure.id in measures and measure.confidence == "unverified"
        ],
        "gates": [gate.id for gate in framework.gates if gate.id in gates and gate.confidence == "unverified"],
        "rules": list(dict.fromkeys(rules)),
    }
    parts = "; ".join(f"{what} {id_list(ids)}" for what, ids in unsure.items() if ids)
    return f"parts of the framework {framework.id} are not verified against an official text: {parts}." if parts else ""


def sources_real(inputs: Inputs) -> Iterator[Finding]:
    """What only shows how something could look is named where a procurement uses it."""
    framework = inputs.framework
    if framework is not None and framework.illustrative:
        message = f"the framework {framework.id} only shows how one could look."
        yield ILLUSTRATIVE_VALUE.at(inputs.at("framework"), message, "Copy it, and make it your own.")
    for used in values_used(inputs):
        if used.value.illustrative:
            message = f'the value of "{used.entry.id}" in {used.register.id} only shows the shape of one.'
            yield ILLUSTRATIVE_VALUE.at(used.place, message, "Put a real value in a local register.")


def areas_known(inputs: Inputs) -> Iterator[Finding]:
    """Codes of areas are in the register that they come from, and the areas existed when the procurement commenced."""
    profile = inputs.procurement.place
    if profile is None or profile.register_id is None:
        return
    register = inputs.registers.get(profile.register_id)
    if register is None:
        message = f'there is no register "{profile.register_id}".'
        words = nearest(profile.register_id, inputs.catalogue_ids)
        yield UNKNOWN_REGISTER.at(inputs.at("place", "register"), message, words)
        return
    known, day = {area.id: area for area in register.areas}, _day(inputs)
    for number, area in enumerate(profile.areas):
        place = inputs.at("place", "areas", number, "code")
        known_area = known.get(area.code) if area.code else None
        if area.code is not None and known_area is None:
            message = f'"{area.code}" is no area of {register.id}.'
            yield UNKNOWN_AREA_CODE.at(place, message, nearest(area.code, known))
        elif (
            known_area is not None
            and known_area.exists is not None
            and day is not None
            and not known_area.exists.holds(day)
        ):
            # Councils merge and split: the need recorded for one that is gone is that of other people.
            message = f'the area "{area.code}" ({known_area.title}) did not exist on {day}.'
            now = f"Use what took its place: {', '.join(known_area.replaced_by)}." if known_area.replaced_by else ""
            yield AREA_CEASED.at(place, message, now or "Use the area that exists.")
