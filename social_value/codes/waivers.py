"""Codes of waivers: findings that a file lets stand, each with a reason."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

UNKNOWN_WAIVER = ErrorCode(
    "unknown-waiver",
    means="A waiver names a rule that does not exist.",
    way_out="Write the code as a report shows it.",
    protects="A waiver accepts the finding that its writer meant, and no other.",
)
WAIVER_NOT_ALLOWED = ErrorCode(
    "waiver-not-allowed",
    means="A waiver names a rule whose findings cannot stand: the run cannot go on with them.",
    way_out="Mend what the finding says, and remove the waiver.",
    protects="Nothing is scored from a file that is malformed or unsound.",
)
WAIVER_WITHOUT_REASON = ErrorCode(
    "waiver-without-reason",
    means="The reason of a waiver is empty or says nothing, such as n/a.",
    way_out="Say why the finding may stand, in three words or more that a reader of the report can judge.",
    protects="Whoever reads the report can judge why a finding was accepted.",
)
WAIVER_UNUSED = WarningCode(
    "waiver-unused",
    means="A waiver matches no finding.",
    way_out="Remove it, or correct its `rule` or `at`.",
    protects="A waiver that was needed once does not silently accept what comes later.",
)
