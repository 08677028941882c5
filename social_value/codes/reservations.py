"""Codes of reservations: whether they are open, what bids show, and who bids more than once."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

UNKNOWN_RESERVATION = ErrorCode(
    "unknown-reservation",
    means="`reservation` names a kind that its register of rules does not have.",
    way_out="Use the id of a reservation of the register; `social-value route` lists them.",
    protects="Nobody is kept out under a rule that does not exist.",
)
RESERVATION_CLOSED = ErrorCode(
    "reservation-closed",
    means="The procurement's own facts, such as its term or procedure, close the reservation that it makes.",
    way_out="Reserve it in another way, or not at all; `social-value route` shows what is open, and why.",
    protects="Nobody is kept out of a competition that may not be reserved.",
    reference="Procurement Act 2023, ss.32 and 33",
)
RESERVATION_UNCHECKED = WarningCode(
    "reservation-unchecked",
    means=(
        "Whether the reservation is open is not known: a fact is not stated, or the rule that seems to close "
        "it was not read in its own words."
    ),
    way_out="State the fact that is missing, or take advice and waive this with what you found.",
    protects="A rule that was not checked is not taken for one that was met.",
    reference="The register of rules that the reservation names; each finding names its source",
    waivable=True,
)
ROUTE_OUT_OF_DATE = WarningCode(
    "route-out-of-date",
    means="The rule of a reservation was last read in its source longer ago than its register allows.",
    way_out="Read it again, and state what you found in a local register with the day on which you read it.",
    protects="Old law is not taken for today's.",
    waivable=True,
)
WORKFORCE_MISSING = ErrorCode(
    "workforce-missing",
    means="A bid gives no headcounts of the parts that would perform the contract, or not for every member.",
    way_out="Ask the bidder, and add `performing_workforce`; 0 for a member that performs nothing.",
    protects="No bid is inside or outside a reservation without the numbers that decide it.",
    reference="Procurement Act 2023, s.32(4)",
)
WORKFORCE_UNSOUND = ErrorCode(
    "workforce-unsound",
    means="Headcounts contradict one another, or are stated both for members and for all of them.",
    way_out="Correct one of them.",
    protects="The share that decides is worked out from numbers that can be true.",
)
RESERVATION_UNEVIDENCED = WarningCode(
    "reservation-unevidenced",
    means="What puts a bid inside the reservation says nothing that it rests on.",
    way_out="Ask the bidder, and add `evidence:`.",
    protects="A competition that is reserved is won by whom it is reserved for.",
    reference="Procurement Act 2023, ss.32(3) and 33(4)",
    waivable=True,
)
UNKNOWN_LEAD = ErrorCode(
    "unknown-lead",
    means="`lead` is none of the members of the bid.",
    way_out="Write the name as `members` has it.",
    protects="Who leads a consortium is one of its members.",
)
MEMBER_TWICE = ErrorCode(
    "member-twice",
    means="A bid has one organisation as a member twice, by name or number.",
    way_out="Keep it once, with its whole share and headcounts; two of one name each need a `number:`.",
    protects="Nobody's workforce counts twice towards a reservation.",
)
MEMBER_IN_TWO_BIDS = WarningCode(
    "member-in-two-bids",
    means="One organisation takes part in two bids, by name or number; a sole bidder takes part in its own.",
    way_out=(
        "Ask both bidders how the bids were kept apart. Nothing is excluded for it: the tool only says so, in "
        "every bid that it concerns."
    ),
    protects="Bids that know of one another are seen before the award, and nobody is put out unheard.",
    reference="Procurement Act 2023, s.12(2) and (3)",
    waivable=True,
)
COMMITMENT_IN_TWO_BIDS = WarningCode(
    "commitment-in-two-bids",
    means="One organisation promises the same in two bids: measure, area, years, and quantity or activity.",
    way_out=(
        "Nothing in the marks: each bid is marked on its own, and only one of them can be awarded. In a sum "
        "over bids or lots it counts once."
    ),
    protects="What will be done once is not added up twice.",
    waivable=True,
)
