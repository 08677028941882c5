"""Reading the registers that say what is below threshold, for a procurement that does not state its procedure."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.core.law.thresholds import SHIPPED_RULES
from social_value.files.catalogue import Catalogue
from social_value.files.catalogue_named import thresholds_of
from social_value.model.procurement import Procurement
from social_value.model.register import Register


def threshold_registers(catalogue: Catalogue, procurement: Procurement) -> Mapping[str, Register]:
    """Return the register of rules and the thresholds that it names; none where there is nothing to hold against them.

    Raises InputError where one of their files is malformed.
    """
    stated = procurement.procedure is not None
    if stated or procurement.contract is None or procurement.authority is None:
        return {}
    rules = catalogue.find(Register, SHIPPED_RULES)
    names = (SHIPPED_RULES, *thresholds_of([rules[0]] if rules else []))
    found = {name: catalogue.find(Register, name) for name in names}
    return {name: item[0] for name, item in found.items() if item is not None}
