"""Codes of place: where promises land, whom they reach by need, and which agencies gain."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

AREA_STATED_TWICE = ErrorCode(
    "area-stated-twice",
    means="A commitment names both an `area` and `areas`.",
    way_out="Keep one of them.",
    protects="A promise lands once.",
)
COUNTS_IN_UNREAD = ErrorCode(
    "counts-in-unread",
    means="A measure says in which areas it counts, and what reads it does not ask where a promise lands.",
    way_out="Remove `counts_in:`, or let the measure be valued, earn points or be marked as `committed:`.",
    protects="What bidders are told about where a promise counts is what decides its marks.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
COUNTS_ELSEWHERE = WarningCode(
    "counts-elsewhere",
    means="A commitment names no area, or one in which its measure does not count, so none or a part of it counts.",
    way_out="Ask the bidder where its benefit lands, as the bid has it.",
    protects="A promise counts where bidders were told that it would, and nobody overlooks one that does not.",
    waivable=True,
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
