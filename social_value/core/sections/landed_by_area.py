"""Cells of what lands where: each commitment of a bid by area, and what a bid promises of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from social_value.core.evaluation.results import Evaluation
from social_value.core.figures.efficiency import percent_of
from social_value.core.figures.landing import Kind, Landed
from social_value.core.sections.cells import Cell, given, text, total, weighted_total, worked
from social_value.core.sections.readings import commitment_number
from social_value.core.sections.section import Row
from social_value.core.valuation.quantities import quantity_over
from social_value.model.place import Area


@dataclass(frozen=True)
class PlacedCommitment:
    """A commitment with its cells: what lands, and the share of each area.

    ``quantity`` is that of a year, the years, the part of its time, and all of it; ``value`` is there where the
    procurement values anything. ``counting`` has the share of each area in what counts of it, and ``in_place`` how much
    that is, where it lands in areas in which its measure counts and in others too.
    """

    bid_id: str
    landing: Landed
    quantity: tuple[Cell, Cell, Cell, Cell]
    value: Cell | None
    shares: tuple[Cell, ...]
    counting: tuple[Cell, ...]
    in_place: Cell | None

    @property
    def amount(self) -> Cell:
        """What is added up: the value where the commitment is valued, else the quantity."""
        return self.value if self.value is not None and self.landing.kind.money else self.quantity[-1]

    @property
    def row(self) -> Row:
        """Its row in the table of commitments."""
        labels = (
            self.bid_id,
            self.landing.commitment.id,
            self.landing.commitment.measure,
            self.landing.commitment.unit,
        )
        value = () if self.value is None else (self.value,)
        return Row((*map(text, labels), *self.quantity, *value, *self.shares), self.bid_id)

    def counting_row(self, in_place: Cell) -> Row:
        """Its row in the table of commitments of which a part counts."""
        labels = (self.bid_id, self.landing.commitment.id, self.landing.commitment.measure)
        return Row((*map(text, labels), in_place, *self.counting), self.bid_id)


@dataclass(frozen=True)
class PlacedSum:
    """What a bid promises of one kind: all of it, in each area, in place, in priority areas, and in percent."""

    bid_id: str
    kind: Kind
    whole: Cell
    areas: tuple[Cell, ...]
    inside: Cell
    priority: Cell
    priority_percent: Cell
    outside_percent: Cell

    @property
    def row(self) -> Row:
        """Its row in the table by area."""
        labels = (text(self.bid_id), text(self.kind.title), text(self.kind.unit))
        parts = (self.whole, self.inside, self.priority, self.priority_percent, self.outside_percent)
        return Row((*labels, *parts, *self.areas), self.bid_id)


def lines_of(
    evaluation: Evaluation, bid_id: str, landings: Sequence[Landed], areas: Sequence[Area]
) -> Iterator[PlacedCommitment]:
    """Yield every commitment of a bid with its cells."""
    basis = evaluation.field.terms.basis
    for landing in landings:
        promise = landing.commitment
        # What is valued has its quantity on Social value, and it is put in there alone.
        counted = landing.valued is not None
        quantity = commitment_number(bid_id, promise.id, "quantity", promise.quantity) if counted else None
        parts = (quantity or given(promise.quantity), given(promise.years), given(promise.share_of_time))
        whole = worked(quantity_over, *parts)
        value = None if basis is None else text("")
        if basis is not None and landing.valued is not None:
            worth = landing.valued.value.at(basis.valuation.value_at)
            value = commitment_number(bid_id, promise.id, "value", worth)
        shares = tuple(given(promise.lands.get(area.id, 0)) for area in areas)
        yield PlacedCommitment(bid_id, landing, (*parts, whole), value, shares, *_counting(landing, areas, shares))


def _counting(landing: Landed, areas: Sequence[Area], shares: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], Cell | None]:
    """Return the share of each area in what counts of a commitment, and how much that is where it is a part of it.

    What lands where the measure does not count is worth nothing, so all of the value lands in the other areas.
    """
    if landing.valued is None or landing.valued.in_place in (0, 1):
        return shares, None
    counts_in = landing.valued.valued.measure.counts_in or ()
    in_place = total([share for area, share in zip(areas, shares, strict=True) if area.id in counts_in])
    counting = (
        worked(lambda share, whole: share / whole, share, in_place) if area.id in counts_in else text("")
        for area, share in zip(areas, shares, strict=True)
    )
    return tuple(counting), in_place


def sums_of(bid_id: str, lines: Sequence[PlacedCommitment], priorities: Sequence[Cell]) -> Iterator[PlacedSum]:
    """Yield what a bid promises of each kind: different units are never added."""
    for kind in dict.fromkeys(line.landing.kind for line in lines):
        mine = [line for line in lines if line.landing.kind == kind]
        amounts = [line.amount for line in mine]
        areas = tuple(weighted_total(amounts, [line.counting[at] for line in mine]) for at in range(len(priorities)))
        whole, inside, priority = total(amounts), total(areas), weighted_total(areas, priorities)
        percent = worked(percent_of, priority, whole)
        outside = worked(lambda part, all_of_it: 100 * (all_of_it - part) / all_of_it, inside, whole)
        yield PlacedSum(bid_id, kind, whole, areas, inside, priority, percent, outside)


def areas_touched(lines: Sequence[PlacedCommitment]) -> set[str]:
    """Return the areas in which anything of a bid lands."""
    promised = (line.landing.commitment for line in lines if line.landing.commitment.quantity)
    return {area for promise in promised for area, share in promise.lands.items() if share}
