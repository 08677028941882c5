"""Reach: the share of a band's demand that ends well, by what the evidence for it is worth.

Evidence has to come from the band that it is used for: a rate that was audited among people who are easy to reach says
little about those who are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.model.bid import Bid
from social_value.model.procurement import Procurement


@dataclass(frozen=True, slots=True)
class Reach:
    """A success rate as stated, the share of it that counts, and what its evidence is, in words."""

    stated: Fraction
    counts: Fraction
    evidenced: bool
    words: str

    @property
    def used(self) -> Fraction:
        """The rate that is used."""
        return self.stated * self.counts

    @property
    def factors(self) -> tuple[Fraction, ...]:
        """What the rate that is used is the product of: the stated rate, and the share of it that counts if not all."""
        return (self.stated,) if self.counts == 1 else (self.stated, self.counts)


def reach_of(bid: Bid, band: str, procurement: Procurement) -> Reach:
    """Return a bid's reach in a band: 0 where it states none.

    Without evidence from the band itself the published factor is taken. Where none is published the rate counts in
    full, and the words say so.
    """
    stated = bid.success_rate.get(band)
    if stated is None:
        return Reach(Fraction(0), Fraction(1), evidenced=True, words="no success rate is stated")
    elsewhere = stated.evidence_from is not None and stated.evidence_from != band
    rate, evidence = Fraction(stated.value), stated.evidence
    if evidence is not None and not elsewhere:
        return Reach(rate, Fraction(1), evidenced=True, words=evidence)
    lacks = f"evidence from {stated.evidence_from} and not from {band}" if elsewhere else "no evidence is stated"
    factor = procurement.efficiency.unevidenced_factor if procurement.efficiency else None
    if factor is None:
        words = f"{lacks}; no factor is published for that, so the rate counts in full"
        return Reach(rate, Fraction(1), evidenced=False, words=words)
    words = f"{lacks}, so the published factor {plain(factor)} is taken"
    return Reach(rate, Fraction(factor), evidenced=False, words=words)


def factor_published(procurement: Procurement) -> bool:
    """Tell whether the procurement says what counts of a success rate without evidence."""
    return procurement.efficiency is not None and procurement.efficiency.unevidenced_factor is not None
