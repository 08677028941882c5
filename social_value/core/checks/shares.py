"""Shares that must make up a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from social_value.arithmetic import plain
from social_value.codes.bids import SHARES_DO_NOT_SUM
from social_value.findings import Finding, Place


def shares_whole(shares: Iterable[Decimal], whose: str, place: Place) -> Iterator[Finding]:
    """Yield the finding on shares that do not add up to exactly 1."""
    total = sum(shares, Decimal(0))
    if total != 1:
        message = f"{whose} add up to {plain(total)}, not 1."
        yield SHARES_DO_NOT_SUM.at(place, message, "Correct a share.")
