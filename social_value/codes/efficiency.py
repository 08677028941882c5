"""Codes of findings about how bids work: what the price pays for, reach, channels, and claims of time saved."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

BID_PART_MISSING = ErrorCode(
    "bid-part-missing",
    "A bid leaves out its capacity, cost lines or channels, and a figure that is read is worked out from them.",
    "Add the part that the message names, as the bid states it.",
    "A bid that leaves something out is told, rather than marked down.",
)
COSTS_DO_NOT_RECONCILE = ErrorCode(
    "costs-do-not-reconcile",
    "The cost lines of a bid do not add up to its price at the reference demand, to the penny.",
    "Ask the bidder which line is wrong. The message names the gap.",
    "A share of the price is a share of the price that is paid.",
)
HOURS_NOT_SAVED = ErrorCode(
    "hours-not-saved",
    "A claim of time saved takes more hours afterwards than before.",
    "Correct the hours, or leave the claim out.",
    "Time that is released is time that is saved.",
)
TECHNIQUE_MISSING = ErrorCode(
    "technique-missing",
    "A claim of time saved does not say by which technique, and the published maturity factor depends on it.",
    "Add `technique:`, as the bid states it.",
    "Nothing that decides a number is assumed in silence.",
)
AUTOMATION_UNPROVEN = WarningCode(
    "automation-unproven",
    "A claim of time saved rests on AI that reads unstructured data and runs nowhere yet. It counts at the "
    "published maturity factor, and as nothing where none is published.",
    "Ask the bidder where it runs already, or let it stand.",
    "A saving that nobody has shown does not count as one that somebody has.",
    waivable=True,
)
REACH_UNEVIDENCED = WarningCode(
    "reach-unevidenced",
    "A success rate rests on no evidence from its own demand band, so it counts at the published factor.",
    "Ask the bidder what the rate rests on, or let it stand.",
    "A rate shown among people who are easy to reach is not taken for one among people who are not.",
    waivable=True,
)
BENCHMARK_MISSING = WarningCode(
    "benchmark-missing",
    "A benchmark is a bid that is not there, so no multiple of it is shown.",
    "Correct the id, or wait until the bid is in.",
    "A reader knows why a published comparison is not shown.",
    waivable=True,
)
INVALID_BENCHMARK = ErrorCode(
    "invalid-benchmark",
    "A benchmark is neither a bid nor a stated price per success, or it is both.",
    "Write `bid:`, or `price_per_success:` and `by_band:`.",
    "A multiple says what it is a multiple of.",
)
