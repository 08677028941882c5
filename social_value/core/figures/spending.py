"""Who is paid under a bid in the end, as far as the bid says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from social_value.model.bid import Bid, Member
from social_value.model.delivery import Sector

SECTORS: tuple[Sector, ...] = get_args(Sector)
SECTOR_LABELS: Mapping[Sector, str] = {
    "private": "Private",
    "public": "Public",
    "vcse": "VCSE",
    "mutual": "Mutual",
    "mixed": "Mixed",
}
LEAD, SUBCONTRACTOR = "lead", "subcontractor"


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that a share of the price ends up with."""

    organisation: str
    sector: Sector | None
    role: str
    share: Fraction
    area: str | None


def recipients_of(bid: Bid) -> tuple[Recipient, ...]:
    """Return who is paid: by the bid's ``delivery``, or by its members where it has none; nobody where it has neither.

    Members say who bids together, and delivery who ends up with the money, so delivery goes first.
    """
    if bid.delivery:
        return tuple(
            Recipient(one.organisation, one.sector, one.role, Fraction(one.value_share), one.area)
            for one in bid.delivery
        )
    return tuple(
        Recipient(one.name, one.sector, _part_of(one, bid), Fraction(one.value_share), one.area) for one in bid.members
    )


def _part_of(member: Member, bid: Bid) -> str:
    """Return what a member is: the lead where the bid names it as that, else what it is said to do."""
    return LEAD if member.name == bid.lead else (member.role or "").casefold()


def source_of(bid: Bid) -> str:
    """Say which part of the bid tells who is paid."""
    return "delivery" if bid.delivery else "members" if bid.members else "not said"
