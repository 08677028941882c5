"""Who takes part in more than one bid, and which promise one organisation makes in more than one.

Each bid is marked on its own: a promise keeps its worth in every bid that makes it, because only one bid is awarded and
no bid may lose marks for what another one says. Where promises of several bids are added up, it counts once, under the
first of those bids by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from social_value.core.identity import look
from social_value.findings import Key
from social_value.model.bid import Bid, Commitment, Member


@dataclass(frozen=True, slots=True)
class SharedOrganisation:
    """An organisation with the bids that it takes part in, by id, and where each names it."""

    name: str
    parts: tuple[tuple[Bid, tuple[Key, ...]], ...]


@dataclass(frozen=True, slots=True)
class SharedCommitment:
    """A promise that one organisation makes in several bids: the number of the commitment in each, by id of the bid."""

    organisation: str
    parts: tuple[tuple[Bid, int], ...]

    @property
    def commitment(self) -> Commitment:
        """The commitment under which it counts where bids are added up."""
        bid, number = self.parts[0]
        return bid.commitments[number]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of a bid as the bid names it."""

    name: str
    number: str | None
    keys: tuple[Key, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """By what it is known again: its name without capitals, spaces and forms of letters, and its number."""
        number = (f"number {look(self.number)}",) if self.number else ()
        return (f"name {look(self.name)}", *number)


def organisations_of(bid: Bid) -> tuple[Organisation, ...]:
    """Return who takes part in a bid: the members of a consortium, or the supplier, the only member of its own."""
    if bid.members:
        return tuple(
            Organisation(member.name, member.number, ("members", number, "name"))
            for number, member in enumerate(bid.members)
        )
    return (Organisation(bid.supplier.name, bid.supplier.number, ("supplier", "name")),)


def _in_competition(bids: Iterable[Bid]) -> Iterator[Bid]:
    for bid in sorted(bids, key=lambda bid: bid.id):
        if bid.role != "comparator" and bid.status != "withdrawn":
            yield bid


_Part = tuple[Bid, Organisation]


def _groups(bids: Iterable[Bid]) -> list[list[_Part]]:
    """Return who is one organisation in two bids or more: names that look alike, or numbers that do.

    Two suppliers that both bid alone under one name, and state no number, are only said to look alike.
    """
    home: dict[str, list[_Part]] = {}
    for bid in _in_competition(bids):
        for organisation in organisations_of(bid):
            group: list[_Part] = [(bid, organisation)]
            for known in {id(home[mark]): home[mark] for mark in organisation.marks if mark in home}.values():
                group = [*known, *group] if len(known) >= len(group) else [*group, *known]
            home |= dict.fromkeys((mark for _, each in group for mark in each.marks), group)
    groups = {id(group): group for group in home.values()}.values()
    certain = (group for group in groups if any(bid.members or organisation.number for bid, organisation in group))
    return [group for group in certain if len({bid.id for bid, _ in group}) > 1]


def shared_organisations(bids: Iterable[Bid]) -> tuple[SharedOrganisation, ...]:
    """Return the organisations that take part in two bids or more, each bid once."""
    shared = []
    for group in _groups(bids):
        first = {bid.id: (bid, organisation) for bid, organisation in reversed(group)}
        parts = sorted(first.values(), key=lambda part: part[0].id)
        shared.append(
            SharedOrganisation(parts[0][1].name, tuple((bid, organisation.keys) for bid, organisation in parts))
        )
    return tuple(shared)


def deliverer_of(bid: Bid, commitment: Commitment) -> Organisation | None:
    """Return who delivers a commitment, or None where the bid does not say: the owner by name, or by its only role."""
    known = organisations_of(bid)
    if len(known) == 1:
        return known[0]
    owner = look(commitment.owner or "")
    named = [
        organisation for organisation, member in zip(known, bid.members, strict=True) if owner in _names_of(bid, member)
    ]
    return named[0] if len(named) == 1 else None


def _names_of(bid: Bid, member: Member) -> tuple[str, ...]:
    lead = ("lead",) if member.name == bid.lead else ()
    return tuple(look(name) for name in (member.name, member.role or "", *lead) if name)


def shared_commitments(bids: Iterable[Bid]) -> tuple[SharedCommitment, ...]:
    """Return the promises that one organisation makes in two bids or more, each bid once.

    A promise is the same where organisation, measure, area and years are, and the activity too; or the quantity and the
    group, where no activity is named.
    """
    shared: list[SharedCommitment] = []
    for group in _groups(bids):
        name = min(group, key=lambda part: part[0].id)[1].name
        mine = {mark for _, organisation in group for mark in organisation.marks}
        promised: dict[tuple[object, ...], dict[str, tuple[Bid, int]]] = {}
        for bid in {bid.id: bid for bid, _ in sorted(group, key=lambda part: part[0].id)}.values():
            for number, commitment in enumerate(bid.commitments):
                who = deliverer_of(bid, commitment)
                if who is not None and mine & set(who.marks):
                    promised.setdefault(_promise(commitment), {}).setdefault(bid.id, (bid, number))
        shared += [SharedCommitment(name, tuple(parts.values())) for parts in promised.values() if len(parts) > 1]
    return tuple(shared)


def _promise(commitment: Commitment) -> tuple[object, ...]:
    what = (
        ("activity", commitment.activity.casefold())
        if commitment.activity is not None
        else ("quantity", commitment.quantity, commitment.unit, (commitment.group or "").casefold())
    )
    return (commitment.measure, commitment.area, commitment.from_year, commitment.years, *what)
