"""What may follow a figure's name after a colon: the part of the procurement that the figure is of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from social_value.codes.code import FindingCode
from social_value.codes.linking import UNKNOWN_COHORT
from social_value.codes.method import UNKNOWN_FIGURE
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, nearest


@dataclass(frozen=True, slots=True)
class NamedPart:
    """Parts of one kind that a procurement declares, such as its demand bands.

    Figures that are ``always`` of such a part are none without it. ``zero_is_a_price`` says whether a price of zero for
    a part is a price of zero. ``words`` stand before the name on the reference page, and ``unknown`` and ``add`` are
    what is said where a rule that is made for one figure names a part that is not there.
    """

    key: str
    names: Callable[[Inputs], tuple[str, ...]]
    words: str
    always: bool = True
    zero_is_a_price: bool = True
    unknown: FindingCode = UNKNOWN_FIGURE
    add: str = ""

    def problem(self, inputs: Inputs, name: str, place: Place) -> Finding:
        """Return the finding that there is no such part."""
        way_out = nearest(name, self.names(inputs)) or self.add
        return self.unknown.at(place, f'there is no {self.key} "{name}".', way_out)


def _bands(inputs: Inputs) -> tuple[str, ...]:
    return tuple(inputs.procurement.demand.reference) if inputs.procurement.demand else ()


def _scenarios(inputs: Inputs) -> tuple[str, ...]:
    return tuple(inputs.procurement.demand.scenarios) if inputs.procurement.demand else ()


def _cohorts(inputs: Inputs) -> tuple[str, ...]:
    return tuple(cohort.id for cohort in inputs.procurement.cohorts)


def _measures(inputs: Inputs) -> tuple[str, ...]:
    return tuple(inputs.measures)


# Fixed sums are no part of the price within a band, so a unit price of zero is not yet a price of zero.
BAND = NamedPart("band", _bands, "By demand band", always=False, zero_is_a_price=False)
COHORT = NamedPart(
    "cohort",
    _cohorts,
    "Always of one cohort",
    unknown=UNKNOWN_COHORT,
    add="Add it to `cohorts:`, with its people, alpha and components.",
)
SCENARIO = NamedPart("scenario", _scenarios, "Always of one scenario")
# Where a measure is taken for a part of the price, zero is a bid that promises nothing.
MEASURE = NamedPart("measure", _measures, "Always of one measure", zero_is_a_price=False)
