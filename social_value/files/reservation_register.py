"""Reading the register of reservations that a procurement is held against, whether or not it reserves anything yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from social_value.core.inputs import Inputs
from social_value.core.law.open_routes import routes_in
from social_value.core.law.thresholds import SHIPPED_RULES
from social_value.errors import CannotRunError
from social_value.files.catalogue import Catalogue
from social_value.files.catalogue_named import thresholds_of
from social_value.files.load import Loaded
from social_value.findings import nearest
from social_value.model.register import Register


def with_routes(loaded: Loaded, folder: Path, named: str | None = None) -> tuple[Inputs, str]:
    """Return the inputs with the register of reservations and its thresholds, and the id of that register.

    It is the one that is named, else that of the procurement's reservation, else the shipped one. Raises InputError
    where its file is malformed, and CannotRunError where there is none with reservations.
    """
    inputs, catalogue = loaded.inputs, Catalogue(folder)
    reservation = inputs.procurement.reservation
    register_id = named or (reservation.rules if reservation else SHIPPED_RULES)
    registers = dict(inputs.registers)
    _read(catalogue, registers, register_id)
    for name in thresholds_of(list(registers.values())):
        _read(catalogue, registers, name)
    with_registers = replace(inputs, registers=registers)
    if routes_in(with_registers, register_id) is None:
        known = [name for name in catalogue.mentioning("reservations:") if catalogue.kind(name) == "register"]
        raise CannotRunError(f'There is no register "{register_id}" with reservations.', nearest(register_id, known))
    return with_registers, register_id


def _read(catalogue: Catalogue, registers: dict[str, Register], name: str) -> None:
    if name not in registers:
        item = catalogue.find(Register, name)
        if item is not None:
            registers[name] = item[0]
