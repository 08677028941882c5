"""What a figure over several years asks of the procurement: discount rates that were in force when it commenced."""

from __future__ import annotations

from social_value.codes.method import RATE_MISSING, UNKNOWN_RATE, UNKNOWN_REGISTER
from social_value.core.discounting import discount_rates
from social_value.core.figures.requirements import Requirement
from social_value.core.inputs import Inputs
from social_value.findings import nearest
from social_value.model.register import Register


def _register(inputs: Inputs) -> Register | None:
    named = inputs.procurement.whole_life
    return inputs.registers.get(named.register_id) if named is not None else None


def _register_id(inputs: Inputs) -> str:
    return inputs.procurement.whole_life.register_id if inputs.procurement.whole_life is not None else ""


def _rate(inputs: Inputs) -> str:
    return inputs.procurement.whole_life.rate if inputs.procurement.whole_life is not None else ""


def _rate_listed(inputs: Inputs) -> bool:
    register = _register(inputs)
    return register is not None and register.entry(_rate(inputs)) is not None


def _rates_in_force(inputs: Inputs) -> bool:
    rates = discount_rates(inputs)
    return rates is not None and bool(rates.schedule)


def _nearest_rate(inputs: Inputs) -> str:
    register = _register(inputs)
    return nearest(_rate(inputs), [entry.id for entry in register.entries] if register is not None else [])


# Each stands on the one before it: a register that is not there has no rates.
RATES = (
    Requirement(
        lambda inputs: inputs.procurement.whole_life is not None,
        RATE_MISSING,
        "whole-life-cost needs a discount rate.",
        "Add `whole_life: {register: green-book-discount-rates, rate: standard}`.",
    ),
    Requirement(
        lambda inputs: _register(inputs) is not None,
        UNKNOWN_REGISTER,
        lambda inputs: f'there is no register "{_register_id(inputs)}".',
        lambda inputs: nearest(_register_id(inputs), inputs.catalogue_ids),
        ("whole_life", "register"),
    ),
    Requirement(
        _rate_listed,
        UNKNOWN_RATE,
        lambda inputs: f'there is no rate "{_rate(inputs)}".',
        _nearest_rate,
        ("whole_life", "rate"),
    ),
    Requirement(
        _rates_in_force,
        RATE_MISSING,
        lambda inputs: f'"{_rate(inputs)}" has no schedule of rates in force when the procurement commenced.',
        "Name another rate, or add the rates of that time in a local register.",
        ("whole_life", "register"),
    ),
)
"""Discount rates: named, in a register that is there, under a rate that it has, and in force on the day."""
