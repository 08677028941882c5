"""Codes of place: where promises land, whom they reach by need, and which agencies gain."""

from __future__ import annotations

from social_value.codes.code import ErrorCode

AREA_STATED_TWICE = ErrorCode(
    "area-stated-twice",
    means="A commitment names both an `area` and `areas`.",
    way_out="Keep one of them.",
    protects="A promise lands once.",
)
NEED_MISSING = ErrorCode(
    "need-missing",
    means=(
        "A criterion reads need-weighted-reach, or an area states a weight of need, and `place.need` does not "
        "say which people are weighted."
    ),
    way_out="Add `need:` to `place:`, with the measures that count people and the weights.",
    protects="Nobody is weighted by a rule that was not published.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
NEED_WEIGHT_MISSING = ErrorCode(
    "need-weight-missing",
    means="The register of need has no value for an area, or no weight is published for the value that it has.",
    way_out="Correct the code, add the weight, or state a `need_weight` for the area.",
    protects="An area that a register does not list is not known, rather than well off.",
)
NEED_UNITS_DIFFER = ErrorCode(
    "need-units-differ",
    means="The measures that count people have different units.",
    way_out="Name measures that count people in the same unit.",
    protects="Only what is counted alike is added up.",
)
UNKNOWN_AGENCY = ErrorCode(
    "unknown-agency",
    means="A commitment accrues to an agency that the budget does not name.",
    way_out="Correct it, or add the agency to the budget, with a share of 0 where it does not pay.",
    protects="What accrues to somebody is shown where it was meant.",
)
