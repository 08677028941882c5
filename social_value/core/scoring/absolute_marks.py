"""Marks on the criteria that do not depend on the other bids: given once, whoever is in the pool."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from social_value.arithmetic import sum_if_known
from social_value.core.scoring.marking import NO_REFERENCES, Column, Marker
from social_value.model.base import Pillar

Weighted = Mapping[str, Fraction | None]
"""Weighted marks by bid; None where one of the criteria has no marks."""


@dataclass(frozen=True, slots=True)
class AbsoluteMarks:
    """Columns of marks by criterion, and the weighted sums of those that count: of each pillar's, and of all."""

    columns: Mapping[str, Column]
    parts: Mapping[Pillar | None, Weighted]
    quality: Weighted
    counted: Collection[str]

    def with_marks(self, marker: Marker, bid_id: str) -> AbsoluteMarks:
        """Return the same with one bid marked again on one criterion.

        No other bid's marks and no other column can change, so they are shared; the sums move by the difference.
        """
        column, pillar = self.columns[marker.leaf.id], marker.leaf.pillar
        marked = marker.column((bid_id,), NO_REFERENCES)[bid_id]
        columns = {**self.columns, marker.leaf.id: {**column, bid_id: marked}}
        if marker.leaf.id not in self.counted:
            return replace(self, columns=columns)
        apart = (marked.weighted or Fraction(0)) - (column[bid_id].weighted or Fraction(0))
        parts = {**self.parts, pillar: _moved(self.parts[pillar], bid_id, apart)}
        return AbsoluteMarks(columns, parts, _moved(self.quality, bid_id, apart), self.counted)


def absolute_marks(markers: Sequence[Marker], bids: Iterable[str], counted: Collection[str]) -> AbsoluteMarks:
    """Return the marks of these bids on the criteria that do not depend on the other bids.

    ``counted`` are the ids of the criteria whose marks are part of the total.
    """
    everyone = tuple(bids)
    columns = {marker.leaf.id: marker.column(everyone, NO_REFERENCES) for marker in markers if not marker.relative}
    by_pillar: dict[Pillar | None, list[Column]] = {marker.leaf.pillar: [] for marker in markers}
    for marker in markers:
        if not marker.relative and marker.leaf.id in counted:
            by_pillar[marker.leaf.pillar].append(columns[marker.leaf.id])
    parts = {
        pillar: {bid: sum_if_known([column[bid].weighted for column in inside]) for bid in everyone}
        for pillar, inside in by_pillar.items()
    }
    quality = {bid: sum_if_known([part[bid] for part in parts.values()]) for bid in everyone}
    return AbsoluteMarks(columns, parts, quality, counted)


def _moved(weighted: Weighted, bid_id: str, apart: Fraction) -> Weighted:
    before = weighted[bid_id]
    return {**weighted, bid_id: None if before is None else before + apart}
