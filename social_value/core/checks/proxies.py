"""Checks of what a unit is taken to be worth: values, price indices and incomes exist and were in force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.codes.method import UNKNOWN_REGISTER
from social_value.codes.valuation import (
    DEFLATOR_MISSING,
    ELASTICITY_TOO_FINE,
    INCOME_MISSING,
    UNITS_DIFFER,
    UNKNOWN_ENTRY,
    VALUE_WITHOUT_PRICE_BASE,
)
from social_value.core.inputs import Inputs
from social_value.core.valuation.proxies import year_of
from social_value.core.valuation.units import same_unit
from social_value.findings import Finding, Place, nearest
from social_value.model.base import RegisterValue
from social_value.model.procurement import Measure
from social_value.model.register import DatedValue
from social_value.model.valuation import IncomeGrowth, MeasureValue, Valuation

_FINEST_POWER = 100
"""An elasticity is a whole number of hundredths."""


def place_of_measure(inputs: Inputs, name: str) -> Place:
    """Return the place of a measure in the procurement, or of its name where a framework holds it."""
    for number, measure in enumerate(inputs.procurement.measures):
        if measure.id == name:
            return inputs.at("measures", number)
    valued = inputs.procurement.valuation.measures if inputs.procurement.valuation else ()
    return inputs.at("valuation", "measures", valued.index(name)) if name in valued else inputs.at("valuation")


def values_of(inputs: Inputs) -> Iterator[tuple[Measure, MeasureValue, Place]]:
    """Yield every valued measure that has a value, with the value's place."""
    for name in inputs.procurement.valuation.measures if inputs.procurement.valuation else ():
        measure = inputs.measures.get(name)
        if measure is not None and measure.value is not None:
            yield measure, measure.value, place_of_measure(inputs, name).at("value")


def proxies_known(inputs: Inputs) -> Iterator[Finding]:
    """Every proxy value exists, is in force, and says whose gain it is and in which year's prices."""
    valuation = inputs.procurement.valuation
    for measure, rule, place in values_of(inputs):
        at_proxy = place.at("proxy")
        findings = list(problems_of_named(inputs, rule.proxy, at_proxy))
        yield from findings
        value = inputs.register_value(rule.proxy)
        if findings or value is None or valuation is None:
            continue
        if value.value is None and not value.series:
            message = f'"{rule.proxy.entry}" is a schedule of rates and no value of a unit.'
            yield UNKNOWN_ENTRY.at(at_proxy.at("entry"), message, "Name an entry that has a value.")
            continue
        yield from _described(inputs, measure, rule, value, at_proxy)
        if value.price_base is not None:
            yield from _price_index(inputs, valuation, rule, value.price_base, at_proxy)
            yield from _growth(inputs, valuation, rule, value.price_base, place.at("income_growth"))


def problems_of_named(inputs: Inputs, named: RegisterValue | IncomeGrowth, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with the register and the entry that a file names."""
    register = inputs.registers.get(named.register_id)
    if register is None:
        message = f'there is no register "{named.register_id}".'
        way_out = nearest(named.register_id, inputs.catalogue_ids)
        yield UNKNOWN_REGISTER.at(place.at("register"), message, way_out)
    elif register.entry(named.entry) is None:
        message = f'the register "{register.id}" has no entry "{named.entry}".'
        way_out = nearest(named.entry, [entry.id for entry in register.entries])
        yield UNKNOWN_ENTRY.at(place.at("entry"), message, way_out)
    elif inputs.register_value(named) is None:
        message = f'"{named.entry}" has no value that was in force when the procurement commenced.'
        way_out = "Name another entry, or add the value of that time to a local register."
        yield UNKNOWN_ENTRY.at(place.at("entry"), message, way_out)


def _described(
    inputs: Inputs, measure: Measure, rule: MeasureValue, value: DatedValue, place: Place
) -> Iterator[Finding]:
    entry = inputs.registers[rule.proxy.register_id].entry(rule.proxy.entry)
    missing = [
        key
        for key, given in (("price_base", value.price_base), ("value_type", entry.value_type if entry else None))
        if given is None
    ]
    if missing:
        words = " and ".join(f"`{key}`" for key in missing)
        message = f'"{rule.proxy.entry}" cannot be used as a value: its register states no {words}.'
        way_out = "Add what is missing to the register, as the source gives it."
        yield VALUE_WITHOUT_PRICE_BASE.at(place.at("entry"), message, way_out)
    # Whoever states how many units one is has looked at both.
    if entry and rule.units_per_unit == 1 and not same_unit(measure.unit, entry.unit):
        message = f'"{measure.id}" counts {measure.unit}, and "{entry.id}" is a value of {entry.unit}.'
        way_out = "Check that they are the same, or state `units_per_unit:`."
        yield UNITS_DIFFER.at(place, message, way_out)


def _price_index(
    inputs: Inputs, valuation: Valuation, rule: MeasureValue, then: str, place: Place
) -> Iterator[Finding]:
    deflator, now = valuation.deflator, valuation.price_base
    # An index is needed only to move a value from one year of prices to another.
    if then == now:
        return
    if deflator is None:
        message = f'"{rule.proxy.entry}" is in prices of {then}, and the valuation in prices of {now}.'
        way_out = "Add `deflator: {register: ID, entry: ID}` to the valuation."
        yield DEFLATOR_MISSING.at(place, message, way_out)
        return
    series = inputs.register_value(deflator)
    if series is None:
        return  # that there is no such index is said once, by deflator_known
    for base in (then, now):
        if not year_of(series.series, base):
            message = f'the index "{deflator.entry}" has no {base}, in whose prices "{rule.proxy.entry}" is needed.'
            way_out = (
                "Name an index that has the year, written alike: 2019 for a calendar, 2012-13 for a financial year."
            )
            yield DEFLATOR_MISSING.at(place, message, way_out)


def _growth(inputs: Inputs, valuation: Valuation, rule: MeasureValue, then: str, place: Place) -> Iterator[Finding]:
    growth = rule.income_growth
    if growth is None:
        return
    if _FINEST_POWER % Fraction(growth.elasticity).denominator:
        message = f"an elasticity of {plain(growth.elasticity)} has more than two decimals."
        yield ELASTICITY_TOO_FINE.at(place.at("elasticity"), message, "Write it with two decimals, such as 1.3.")
    findings = list(problems_of_named(inputs, growth, place))
    yield from findings
    series = inputs.register_value(growth)
    for base in (then, valuation.price_base) if series and not findings and then != valuation.price_base else ():
        if series is not None and not year_of(series.series, base):
            message = f'the income "{growth.entry}" has no {base}.'
            yield INCOME_MISSING.at(place, message, "Name an entry that has the year, or add it to a register.")


def deflator_known(inputs: Inputs) -> Iterator[Finding]:
    """The price index that the valuation names exists and was in force."""
    valuation = inputs.procurement.valuation
    if valuation is not None and valuation.deflator is not None:
        yield from problems_of_named(inputs, valuation.deflator, inputs.at("valuation", "deflator"))
