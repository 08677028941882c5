"""Checks of a reservation: that the procurement's own facts leave it open, and that bids show what it asks."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.reservations import RESERVATION_UNEVIDENCED, WORKFORCE_MISSING, WORKFORCE_UNSOUND
from social_value.core.checks.bids_checked import place_of, tenders_read
from social_value.core.figures.bid_parts import PERFORMING_WORKFORCE
from social_value.core.figures.workforce import headcounts, parts_of
from social_value.core.inputs import Inputs
from social_value.core.reads.parts_read import needs_read
from social_value.findings import Finding, Place
from social_value.model.bid import Bid, Workforce


def reservation_open(inputs: Inputs) -> Iterator[Finding]:
    """What a competition is reserved for is a reservation that its own facts leave open."""
    reservation = inputs.procurement.reservation
    if reservation is not None:
        from social_value.core.checks.reserved_for import kinds_open  # noqa: PLC0415 - only who reserves waits for the rules

        yield from kinds_open(inputs, reservation)


def workforce_given(inputs: Inputs) -> Iterator[Finding]:
    """Headcounts are sound and given once; where a share of them is read, they are of every member and of somebody."""
    asked = PERFORMING_WORKFORCE in needs_read(inputs)
    for bid in inputs.bids:
        yield from _headcounts(inputs, bid)
    for bid in tenders_read(inputs) if asked else ():
        yield from _workforce_incomplete(inputs, bid)


def _workforce_incomplete(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    by_member = any(member.performing_workforce is not None for member in bid.members)
    silent = [number for number, member in enumerate(bid.members) if member.performing_workforce is None]
    if by_member and silent:
        names = ", ".join(bid.members[number].name for number in silent)
        message = f"{bid.id} gives headcounts for some members and none for {names}."
        way_out = "Add them; `{supported: 0, total: 0}` for a member that performs none of the contract."
        yield WORKFORCE_MISSING.at(place_of(inputs, bid, "members", silent[0]), message, way_out)
    elif PERFORMING_WORKFORCE.states(bid) and headcounts(bid)[1] == 0:
        message = f"{bid.id} names nobody who would perform the contract."
        way_out = "Ask the bidder who would, and state the headcounts."
        yield WORKFORCE_MISSING.at(place_of(inputs, bid), message, way_out)


def _headcounts(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    own = bid.performing_workforce
    if own is not None:
        place = place_of(inputs, bid, "performing_workforce")
        yield from _sound(bid.id, own, place)
        if any(member.performing_workforce is not None for member in bid.members):
            message = f"{bid.id} gives headcounts for its members, and again for all of them."
            yield WORKFORCE_UNSOUND.at(place, message, "Keep those of the members.")
    for number, member in enumerate(bid.members):
        part, place = member.performing_workforce, place_of(inputs, bid, "members", number, "performing_workforce")
        if part is not None:
            yield from _sound(f"{bid.id}, {member.name}", part, place)
            # Headcounts count people, so whoever performs a contract is part of whoever is there.
            if member.headcount is not None and part.total > member.headcount:
                message = f"{bid.id}, {member.name}: {part.total} people would perform, and it has {member.headcount}."
                yield WORKFORCE_UNSOUND.at(place.at("total"), message, "Correct one of them.")


def _sound(who: str, part: Workforce, place: Place) -> Iterator[Finding]:
    if part.supported > part.total:
        message = f"{who}: {part.supported} of {part.total} people is more than all of them."
        yield WORKFORCE_UNSOUND.at(place.at("supported"), message, "Correct one of them.")


def reservation_evidenced(inputs: Inputs) -> Iterator[Finding]:
    """What puts a bid inside the reservation says what it rests on."""
    for bid in tenders_read(inputs) if inputs.reserved_gates else ():
        for gate in inputs.reserved_gates:
            declared = bid.declarations.get(gate.id)
            if gate.asks == "declaration" and declared is not None and declared.value and not declared.evidence:
                yield _unevidenced(f'{bid.id} answers "{gate.id}"', place_of(inputs, bid, "declarations", gate.id))
        if any(gate.asks == "figure" for gate in inputs.reserved_gates):
            bare = [name for name, part in parts_of(bid) if part.total and not part.evidence]
            if bare:
                key = "members" if bid.performing_workforce is None else "performing_workforce"
                yield _unevidenced(f"{bid.id} gives headcounts of {', '.join(bare)}", place_of(inputs, bid, key))


def _unevidenced(what: str, place: Place) -> Finding:
    message = f"{what} and says nothing that it rests on, and the reservation turns on it."
    return RESERVATION_UNEVIDENCED.at(place, message, "Ask the bidder, and add `evidence:`.")
