"""Checks of decisions that put a tender out: the steps that come first, and the power that a gate alone does not use.

Nothing that the tool cannot know is assumed: what a decision does not say is asked for, with the section that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from social_value.codes.tender_decisions import (
    EXCLUSION_NOT_RECURRING,
    EXCLUSION_NOTICE_DUE,
    EXCLUSION_UNHEARD,
    LOW_BID_CAN_PERFORM,
    LOW_BID_UNHEARD,
    POWER_NOT_USED,
    REPLACEMENT_NOT_OFFERED,
    STATUS_CONTRADICTED,
    STEPS_OUT_OF_ORDER,
    WITHDRAWN_WHEN,
)
from social_value.core.checks.bids_checked import place_of
from social_value.core.checks.decisions import placed_decisions
from social_value.core.inputs import Inputs
from social_value.core.law.exclusion_grounds import EXCLUSION_GROUNDS, replacement_owed
from social_value.core.law.regime import regime_of
from social_value.core.scoring.field import field_of
from social_value.core.scoring.put_out import basis_of
from social_value.findings import Finding, Place
from social_value.model.decisions import Decision
from social_value.model.tender_decisions import ExclusionDecision, LowBidDecision

Check = Callable[[Inputs], Iterator[Finding]]
Step = tuple[str, date | None]
NOTICE_DAYS = 30
"""Days for notice of an exclusion, beginning with the day of the exclusion (Procurement Act 2023, s.59(2))."""


def low_prices_heard(inputs: Inputs) -> Iterator[Finding]:
    """A price is disregarded as abnormally low only after notice and a period, and never where it can be performed.

    The earlier law asked for an explanation too (Public Contracts Regulations 2015, reg. 69), so this is asked of every
    procurement but one below threshold.
    """
    if regime_of(inputs).procedure == "below-threshold":
        return
    for decision, place in placed_decisions(inputs):
        if not isinstance(decision, LowBidDecision) or decision.outcome == "accepted":
            continue
        steps = {"notified_on": decision.notified_on, "reply_due": decision.reply_due}
        missing = [f"`{key}:`" for key, day in steps.items() if day is None]
        if missing:
            message = f"{decision.bid} is disregarded as abnormally low without {' and '.join(missing)} (s.19(4))."
            way_out = (
                f"Add {' and '.join(missing)}. Where the ground is another one, record `about: exclusion`, "
                "`about: procedural` or `about: late` in its place."
            )
            yield LOW_BID_UNHEARD.at(place, message, way_out)
        if decision.view == "can-perform":
            message = f"{decision.bid} showed that it can perform the contract for its price, and is disregarded."
            yield LOW_BID_CAN_PERFORM.at(place.at("view"), message, "Write `outcome: accepted`, or correct `view:`.")


def exclusions_sound(inputs: Inputs) -> Iterator[Finding]:
    """A supplier is excluded only after what the law asks for on its ground, and the authority is told in time."""
    if not regime_of(inputs).assessed_under_act:
        return
    for decision, place in placed_decisions(inputs):
        if isinstance(decision, ExclusionDecision) and decision.outcome == "excluded":
            yield from _heard(decision, place)
            yield from _recurring(decision, place)
            yield from _replaceable(decision, place)
            yield from _noticed(decision, place)


def _heard(decision: ExclusionDecision, place: Place) -> Iterator[Finding]:
    section = EXCLUSION_GROUNDS[decision.ground].hearing
    if section and decision.heard_on is None:
        message = f"{decision.bid} is excluded and no representations were heard ({section})."
        way_out = "Give it a reasonable opportunity, then add `told_on:` and `heard_on:`."
        yield EXCLUSION_UNHEARD.at(place, message, way_out)


def _recurring(decision: ExclusionDecision, place: Place) -> Iterator[Finding]:
    ground = EXCLUSION_GROUNDS[decision.ground]
    if ground.recurs and not decision.recurring:
        told = "not said to be" if decision.recurring is None else "not"
        message = (
            f"the circumstances of {decision.bid} are {told} continuing or likely to occur again ({ground.section})."
        )
        way_out = "Add `recurring: true` where they are; else write `outcome: not-excluded`."
        yield EXCLUSION_NOT_RECURRING.at(place, message, way_out)


def _replaceable(decision: ExclusionDecision, place: Place) -> Iterator[Finding]:
    section, offered = replacement_owed(decision), decision.replacement
    whom = "a sub-contractor" if decision.ground == "sub-contractor" else "an associated person"
    if section and offered is None:
        message = f"{decision.bid} is excluded for {whom} and had no chance to replace them ({section})."
        way_out = "Offer it, then add `replacement: {offered_on: 2026-11-02, outcome: not-replaced}` with its own day."
        yield REPLACEMENT_NOT_OFFERED.at(place, message, way_out)
    elif section and offered is not None and offered.outcome == "replaced":
        message = f"{decision.bid} is excluded for {whom} whom it has replaced ({section})."
        yield REPLACEMENT_NOT_OFFERED.at(place, message, "Write `outcome: not-excluded`, or correct `replacement:`.")


def _noticed(decision: ExclusionDecision, place: Place) -> Iterator[Finding]:
    last, told = decision.decided_on + timedelta(days=NOTICE_DAYS - 1), decision.authority_told_on
    if not EXCLUSION_GROUNDS[decision.ground].notice or (told is not None and told <= last):
        return
    given = "is not on record" if told is None else f"was given on {told.isoformat()}"
    message = f"notice of the exclusion of {decision.bid} was due by {last.isoformat()} and {given} (s.59(2))."
    way_out = "Give notice to the appropriate authority, and add `authority_told_on:`."
    if told is not None:
        way_out = "Say in a waiver why it was late, or correct `authority_told_on:`."
    yield EXCLUSION_NOTICE_DUE.at(place, message, way_out)


def steps_in_order(inputs: Inputs) -> Iterator[Finding]:
    """The steps of a decision are taken one after the other, and the decision comes last."""
    for decision, place in placed_decisions(inputs):
        for steps in _steps(decision):
            known = [(name, day) for name, day in steps if day is not None]
            for (earlier, first), (later, second) in pairwise(known):
                if second < first:
                    message = f"`{later}` is {second.isoformat()}, before `{earlier}`, {first.isoformat()}."
                    yield STEPS_OUT_OF_ORDER.at(place, message, "Correct the day that is wrong.")


def _steps(decision: Decision) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of a decision in the order in which they are taken; those that compete stand apart."""
    decided: Step = ("decided_on", decision.decided_on)
    if isinstance(decision, LowBidDecision):
        # A reply ends the wait; without one the last day for it has to pass.
        answer: Step = ("replied_on", decision.replied_on)
        told: Step = ("notified_on", decision.notified_on)
        yield (told, answer if decision.replied_on else ("reply_due", decision.reply_due), decided)
        yield (told, ("reply_due", decision.reply_due))
    elif isinstance(decision, ExclusionDecision):
        yield (("told_on", decision.told_on), ("heard_on", decision.heard_on), decided)
        yield (decided, ("authority_told_on", decision.authority_told_on))
        if decision.replacement is not None:
            offered, due = decision.replacement.offered_on, decision.replacement.due
            yield (("offered_on", offered), ("due", due), decided)


def powers_used(inputs: Inputs) -> Iterator[Finding]:
    """A gate that rests on a power puts a bid out only with a decision of its kind."""
    used = {(decision.about, bid) for decision, _ in placed_decisions(inputs) for bid in decision.bids_named}
    for failure in field_of(inputs).gate_failures:
        about = basis_of(failure).decision if failure.hurdle.kind == "gate" else ""
        if about and (about, failure.bid_id) not in used:
            bid = inputs.bids_by_id[failure.bid_id]
            message = f'{bid.id} fails the gate "{failure.hurdle.id}", a power that puts nobody out by itself.'
            way_out = f"Record the decision in decisions.yaml, as `about: {about}`."
            yield POWER_NOT_USED.at(place_of(inputs, bid), message, way_out)


def withdrawals_sound(inputs: Inputs) -> Iterator[Finding]:
    """A bid does not contradict its own withdrawal, and says whether it had been assessed where that decides a duty."""
    owes = regime_of(inputs).owes_summaries
    for bid in inputs.bids:
        if bid.withdrawn is None:
            continue
        if bid.status != "withdrawn":
            message = f"{bid.id} was withdrawn on {bid.withdrawn.on.isoformat()} and says `status: {bid.status}`."
            way_out = "Remove `status:`, or remove `withdrawn:`."
            yield STATUS_CONTRADICTED.at(place_of(inputs, bid, "status"), message, way_out)
        elif owes and bid.withdrawn.assessed is None:
            message = f"{bid.id} does not say whether it had been assessed when it was withdrawn."
            way_out = "Add `assessed: true` or `assessed: false` to `withdrawn:`."
            yield WITHDRAWN_WHEN.at(place_of(inputs, bid, "withdrawn"), message, way_out)


TENDER_DECISION_CHECKS: tuple[Check, ...] = (
    low_prices_heard,
    exclusions_sound,
    steps_in_order,
    withdrawals_sound,
)
