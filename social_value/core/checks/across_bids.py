"""Checks of bids against one another: the same organisation in two of them, and the same promise made twice."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.reservations import COMMITMENT_IN_TWO_BIDS, MEMBER_IN_TWO_BIDS, MEMBER_TWICE, UNKNOWN_LEAD
from social_value.core.checks.bids_checked import place_of
from social_value.core.identity import look
from social_value.core.inputs import Inputs
from social_value.core.organisations import shared_commitments, shared_organisations
from social_value.findings import Finding


def lead_is_a_member(inputs: Inputs) -> Iterator[Finding]:
    """Who leads a consortium is one of its members."""
    for bid in inputs.bids:
        if bid.lead is not None and bid.lead not in {member.name for member in bid.members}:
            message = f'{bid.id} is led by "{bid.lead}", which is none of its members.'
            yield UNKNOWN_LEAD.at(place_of(inputs, bid, "lead"), message, "Write the name as `members` has it.")


def members_once(inputs: Inputs) -> Iterator[Finding]:
    """No organisation is a member of a bid twice, where its headcounts and its share would count twice."""
    for bid in inputs.bids:
        numbers: set[str] = set()
        unnumbered: dict[str, bool] = {}
        for place, member in enumerate(bid.members):
            name, number = look(member.name), look(member.number or "")
            # A number tells two firms of one name apart; without one, the name alone has to.
            if number in numbers or (name in unnumbered and (not number or unnumbered[name])):
                message = f"{bid.id} has {member.name} as a member twice, so what it brings would count twice."
                way_out = "Keep it once, with its whole share and headcounts; two of one name each need a `number:`."
                yield MEMBER_TWICE.at(place_of(inputs, bid, "members", place, "name"), message, way_out)
            numbers |= {number} - {""}
            unnumbered[name] = unnumbered.get(name, False) or not number


def organisations_in_one_bid(inputs: Inputs) -> Iterator[Finding]:
    """An organisation that takes part in two bids is named in both, and nobody is put out for it."""
    for shared in shared_organisations(inputs.bids):
        # One supplier with two tenders of its own is told as that, and has nobody to be kept apart from.
        if all(not bid.members for bid, _ in shared.parts):
            continue
        for bid, keys in shared.parts:
            others = ", ".join(other.id for other, _ in shared.parts if other is not bid)
            message = f"{shared.name} takes part in {bid.id} and in {others}."
            # Nobody is put out for this unheard, and no file holds what a hearing would say.
            way_out = "Ask both how the bids were kept apart. It changes no marks and excludes nobody."
            yield MEMBER_IN_TWO_BIDS.at(place_of(inputs, bid, *keys), message, way_out)


def commitments_in_one_bid(inputs: Inputs) -> Iterator[Finding]:
    """A promise that one organisation makes in two bids is named in both; each bid keeps its own marks."""
    for shared in shared_commitments(inputs.bids):
        for bid, number in shared.parts:
            others = ", ".join(
                f"{other.id} ({other.commitments[n].id})" for other, n in shared.parts if other is not bid
            )
            message = (
                f"{bid.id}: {bid.commitments[number].id} of {shared.organisation} is also promised in {others}, and "
                "counts once in any sum over bids."
            )
            way_out = "Nothing in the marks: each bid is marked on its own, and one of them is awarded."
            yield COMMITMENT_IN_TWO_BIDS.at(place_of(inputs, bid, "commitments", number), message, way_out)


CONFLICT_CHECKS = (lead_is_a_member, members_once, organisations_in_one_bid, commitments_in_one_bid)
