"""Codes of the bids, held against the method."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

INVALID_PRICE = ErrorCode(
    "invalid-price",
    means="A price has both a total and lines, or neither; or a line is neither a unit price nor a fixed sum.",
    way_out="Keep one of them.",
    protects="A bid has one price.",
)
PRICE_MISSING = ErrorCode(
    "price-missing",
    means="A bid states no price, or none for a demand band.",
    way_out="Add it.",
    protects="Every bid is compared on the whole of its price.",
)
ZERO_PRICE = ErrorCode(
    "zero-price",
    means="A price is 0, and the method does not say what that earns.",
    way_out="Correct it, or publish `zero_price` on a price formula.",
    protects="A price of nothing is not a slip, and what it earns was published.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
NEGATIVE_FIGURE = ErrorCode(
    "negative-figure",
    means="A formula that cannot mark a negative figure meets one, or a component reaches fewer people than 0.",
    way_out="Correct the value, or use a linear or banded rule.",
    protects="Marks are worked out only where the published formula has a meaning.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
OUTSIDE_BANDS = ErrorCode(
    "outside-bands",
    means="No band of the published table holds the figure.",
    way_out="Correct the value, or publish a table that reaches it.",
    protects="Marks are those of the published table.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
MEASURE_MISSING = ErrorCode(
    "measure-missing",
    means="A bid does not state a measure that is marked.",
    way_out="Add it.",
    protects="No bid is marked down for a gap in a file.",
)
SUCCESS_RATE_MISSING = ErrorCode(
    "success-rate-missing",
    means="A bid states no success rate for a demand band.",
    way_out="Add it, with its evidence.",
    protects="No bid is marked down for a gap in a file.",
)
COSTS_MISSING = ErrorCode(
    "costs-missing",
    means="A bid states no dated costs.",
    way_out="Add `whole_life_costs:`.",
    protects="No bid is marked down for a gap in a file.",
)
DECLARATION_MISSING = ErrorCode(
    "declaration-missing",
    means="A bid has no answer to a gate.",
    way_out="Add it: `true` or `false`.",
    protects="No bid passes or fails a gate without an answer.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
RECORDED_MISSING = ErrorCode(
    "recorded-missing",
    means="A bid has no recorded marks on a recorded criterion.",
    way_out="Add them.",
    protects="Marks that were fixed elsewhere are taken over, never made up.",
)
INVALID_RECORDED = ErrorCode(
    "invalid-recorded",
    means="Recorded marks are given twice or not at all, or exceed the weight.",
    way_out="Keep those that were published.",
    protects="Marks that were fixed elsewhere are taken over as they were published.",
)
SHARES_DO_NOT_SUM = ErrorCode(
    "shares-do-not-sum",
    means=(
        "Shares do not add up to 1: those of a consortium, of who is paid in the end, of the areas in which a "
        "commitment lands, or of the agencies that pay."
    ),
    way_out="Correct a share.",
    protects="The parts make up the whole, so that every sum of them is right.",
)
UNKNOWN_BAND = ErrorCode(
    "unknown-band",
    means="A price line names a demand band that does not exist.",
    way_out="Correct it.",
    protects="What a bid says counts where it was meant.",
)
UNKNOWN_AREA = ErrorCode(
    "unknown-area",
    means="A bid, or a measure that says where it counts, names an area that the procurement does not serve.",
    way_out="Correct it, or add the area to `place:`.",
    protects="What a bid says counts where it was meant.",
)
UNKNOWN_MEASURE = ErrorCode(
    "unknown-measure",
    means="A bid gives a measure that the procurement does not have.",
    way_out="Correct it, or declare the measure.",
    protects="What a bid says counts where it was meant.",
)
BIDDER_TWICE = WarningCode(
    "bidder-twice",
    means="Two bids for one lot, or for the whole, name the same bidder under two names.",
    way_out="Ask which of them counts, and give the other `status: withdrawn`; or correct `bidder:`.",
    protects="Nobody has two tries at one award unseen.",
    waivable=True,
)
LOOK_ALIKE_SUPPLIERS = WarningCode(
    "look-alike-suppliers",
    means="Two suppliers have names that differ only in capitals, spaces or the form of a letter, or one name and two "
    "numbers.",
    way_out="Check that both are right.",
    protects="One supplier is not taken for another, or the same one counted twice.",
    waivable=True,
)
SUPPLIER_TWICE = WarningCode(
    "supplier-twice",
    means="One supplier has two tenders for one lot, or for the whole: the same number, or the same name.",
    way_out="Ask which of them counts, and give the other `status: withdrawn`; or say which is a variant.",
    protects="Nobody has two tries at one award unseen.",
    waivable=True,
)
VARIANT_NOT_ALLOWED = ErrorCode(
    "variant-not-allowed",
    means="A bid is a variant of another, and the procurement does not say that variants are allowed.",
    way_out="Write `variants: allowed` where the tender documents say so; else remove `variant_of:`.",
    protects="Every supplier knew whether it could submit a variant.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
VARIANT_OF_NOTHING = ErrorCode(
    "variant-of-nothing",
    means="A variant names no other main bid of the same supplier.",
    way_out="Name it, or remove `variant_of:`.",
    protects="A variant stands beside the bid that it varies.",
)
