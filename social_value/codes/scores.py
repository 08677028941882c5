"""Codes of scores, consensus and recorded decisions, and of the totals that they lead to."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

UNKNOWN_BID = ErrorCode(
    "unknown-bid",
    means="A score, a decision or a benchmark names a bid that does not exist.",
    way_out="Correct it.",
    protects="A score counts for the bid that it was given to.",
)
UNKNOWN_CRITERION = ErrorCode(
    "unknown-criterion",
    means="A score, an allocation or a decision names a criterion that is not scored by levels.",
    way_out="Correct it.",
    protects="A score counts on the criterion that it was given on.",
)
DECIDED_TWICE = ErrorCode(
    "decided-twice",
    means="Two decisions are recorded on the same bid, draw or conflict.",
    way_out="Keep the decision that holds.",
    protects="One decision is on record, not two that could differ.",
    reference="Procurement Act 2023, s.98 (secondary)",
)
UNKNOWN_EVALUATOR = ErrorCode(
    "unknown-evaluator",
    means="A decision names somebody who gave no scores and does not sit on the panel.",
    way_out="Correct it.",
    protects="A decision is on record for the evaluator that it is about.",
    reference="Procurement Act 2023, s.81",
)
LEVEL_OFF_SCALE = ErrorCode(
    "level-off-scale",
    means="The level is not on the scale of its criterion.",
    way_out="Use one that the message names.",
    protects="Evaluators give only levels that were described beforehand.",
    reference="Procurement Act 2023, s.23(3)(a)",
)
DUPLICATE_SCORE = ErrorCode(
    "duplicate-score",
    means="The same bid is scored twice on the same criterion by the same evaluator.",
    way_out="Remove one of the two.",
    protects="An evaluator gives one level for each bid and criterion.",
)
RATIONALE_MISSING = ErrorCode(
    "rationale-missing",
    means="A level has no reason.",
    way_out="Add `rationale:`, tied to what the bid says.",
    protects="A bidder can be told the reason for every level.",
    reference="Procurement Act 2023, s.50; Procurement Regulations 2024, reg. 31",
)
PUBLISHED_WITHOUT_RATIONALES = WarningCode(
    "published-without-rationales",
    means="The record says that the evaluation was published without reasons.",
    way_out="Nothing, where that is so.",
    protects="A reader knows that reasons were not published, rather than lost here.",
    reference="EnergySolutions EU Ltd v Nuclear Decommissioning Authority [2016] EWHC 1988 (TCC) (secondary)",
    waivable=True,
)
ROUNDED_ORDER_DIFFERS = WarningCode(
    "rounded-order-differs",
    means="Two bids print the same total and their exact totals differ.",
    way_out="Say in the report which of the two ranks.",
    protects="A reader who sees two equal totals is told why one of them ranks first.",
    reference="Procurement Act 2023, s.23(3)(a)",
    waivable=True,
    found_when_scored=True,
)
