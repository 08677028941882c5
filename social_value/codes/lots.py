"""Codes of lots, and of the limits on lots per supplier."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

CRITERIA_NOT_SHARED = ErrorCode(
    "criteria-not-shared",
    means="The procurement states criteria, and every lot has criteria of its own.",
    way_out="Remove them, or write `criteria: shared` in the lots that they are for.",
    protects="What is published is what marks are given on.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
INVALID_LOTS_LIMIT = ErrorCode(
    "invalid-lots-limit",
    means="The limit on lots limits nothing, or limits awards and does not say who is chosen.",
    way_out="Add `most_bid`, or `most_awarded` with `choose`; or remove it.",
    protects="Where awards are limited, an objective rule that was published says who is chosen.",
    reference="Procurement Act 2023, s.23(4)",
)
LOT_VALUE_MISSING = ErrorCode(
    "lot-value-missing",
    means="A lot states no estimated value, and a published rule reads it.",
    way_out="Add `estimated_value:` to the lot.",
    protects="A rule over lots reads numbers that were published.",
)
LOT_VALUES_DIFFER = WarningCode(
    "lot-values-differ",
    means="The estimated values of the lots do not add up to that of the contract.",
    way_out="Correct one of them.",
    protects="The whole is worth what its parts are worth.",
    waivable=True,
)
LOT_MISSING = ErrorCode(
    "lot-missing",
    means="The procurement has lots, and a bid does not say which it is for.",
    way_out="Add `lot:`, with one file a bid and lot.",
    protects="A bid is compared with those for the same lot.",
)
UNKNOWN_LOT = ErrorCode(
    "unknown-lot",
    means="A bid is for a lot that the procurement does not have.",
    way_out="Correct it.",
    protects="A bid is compared with those for the same lot.",
)
LOT_WITHOUT_BIDS = WarningCode(
    "lot-without-bids",
    means="Nobody bids for a lot.",
    way_out="Add its bids; or say in the report that it is not awarded.",
    protects="No bid is lost by a slip in a file, and an empty lot is seen.",
    waivable=True,
)
TOO_MANY_LOTS = ErrorCode(
    "too-many-lots",
    means="One supplier bids for more lots than the procurement allows.",
    way_out="Settle as the tender documents say which count, and give the others `status: withdrawn`.",
    protects="The published limit holds for everybody.",
)
BIDDER_UNCLEAR = ErrorCode(
    "bidder-unclear",
    means="Two bids name the same supplier, and only one of them says `bidder:`.",
    way_out="Give both the same bidder where one supplier bids twice, and different ones where not.",
    protects="A limit on lots, and a single supplier for all of them, are about suppliers and not about bids.",
)
