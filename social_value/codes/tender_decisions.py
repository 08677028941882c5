"""Codes of decisions that put a tender out, and of what a bid says about its own standing."""

from __future__ import annotations

from social_value.codes.code import ErrorCode, WarningCode

LOW_BID_UNHEARD = ErrorCode(
    "low-bid-unheard",
    means="A price was disregarded as abnormally low and no notice, or no period for a reply, is on record.",
    way_out="Add `notified_on:` and `reply_due:`; where the ground is another one, record that decision instead.",
    protects="No tender is put out for a low price before its supplier could show that it can perform.",
    reference="Procurement Act 2023, s.19(4)",
)
LOW_BID_CAN_PERFORM = ErrorCode(
    "low-bid-can-perform",
    means="A price is disregarded although the supplier showed that it can perform the contract for it.",
    way_out="Write `outcome: accepted`, or correct `view:`.",
    protects="A low price that can be performed is an advantage and no fault.",
    reference="Procurement Act 2023, s.19(5)",
)
EXCLUSION_UNHEARD = ErrorCode(
    "exclusion-unheard",
    means="A supplier is excluded and no hearing of its representations is on record.",
    way_out="Hear it, and add `told_on:` and `heard_on:`.",
    protects="No supplier is excluded before it could answer.",
    reference="Procurement Act 2023, ss.58(2), 30(3)",
)
EXCLUSION_NOT_RECURRING = ErrorCode(
    "exclusion-not-recurring",
    means="An exclusion does not say that its circumstances are continuing or likely to occur again.",
    way_out="Add `recurring: true` where that is so; else write `outcome: not-excluded`.",
    protects="A supplier that has put things right can bid.",
    reference="Procurement Act 2023, s.57(1)(a) and (2)(a)",
)
REPLACEMENT_NOT_OFFERED = ErrorCode(
    "replacement-not-offered",
    means="An exclusion rests on somebody whom the supplier had no chance to replace, or has replaced.",
    way_out="Add `replacement:` with `offered_on:` and `outcome: not-replaced`, or write `outcome: not-excluded`.",
    protects="A supplier is not excluded for another whom it could have replaced.",
    reference="Procurement Act 2023, ss.26(3), 28(5)",
)
STEPS_OUT_OF_ORDER = ErrorCode(
    "steps-out-of-order",
    means="The days of a decision contradict the order in which its steps are taken.",
    way_out="Correct the day that is wrong.",
    protects="Nothing is decided before the supplier was told and could answer.",
    reference="Procurement Act 2023, ss.19(4), 26(3), 28(5), 58(2)",
)
POWER_NOT_USED = ErrorCode(
    "power-not-used",
    means="A bid fails a gate that rests on a power, and no decision to use it is on record.",
    way_out="Record the decision that the message names, or correct the answer or the gate's `basis:`.",
    protects="A power is used by a person, with a reason, and never by a rule alone.",
    reference="Procurement Act 2023, s.19(3)",
)
EXCLUSION_NOTICE_DUE = WarningCode(
    "exclusion-notice-due",
    means="A supplier is excluded and notice to the appropriate authority is not on record, or was given late.",
    way_out="Give notice, and add `authority_told_on:`.",
    protects="Whoever keeps the debarment list hears of every exclusion.",
    reference="Procurement Act 2023, s.59(2)",
    waivable=True,
)
STATUS_CONTRADICTED = ErrorCode(
    "status-contradicted",
    means="A bid says when it was withdrawn, and that it is submitted.",
    way_out="Remove `status: submitted`, or remove `withdrawn:`.",
    protects="A bid is either withdrawn or not.",
)
WITHDRAWN_WHEN = WarningCode(
    "withdrawn-when",
    means="A bid does not say whether it was withdrawn before or after it had been assessed.",
    way_out="Add `assessed: true` or `assessed: false` to `withdrawn:`.",
    protects="A supplier whose tender had been assessed is told how.",
    reference="Procurement Act 2023, s.50(5)",
    waivable=True,
)
