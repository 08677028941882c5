"""Effects: for each seat the smallest change of its level, up and down, that changes who is first or any rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from social_value.core.agenda.trials import Trials
from social_value.core.inputs import Inputs
from social_value.core.panel.panel_seats import PanelSeat
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.seat_levels import Seat
from social_value.model.scores import Consensus, ConsensusScore


@dataclass(frozen=True, slots=True)
class Change:
    """Another level at one seat: who would then be first, and the rank of every bid whose rank would differ.

    ``steps`` counts levels of the scale; ``moved`` holds the rank before and after, None where a bid has none.
    """

    level: Decimal
    steps: int
    first: tuple[str, ...]
    moved: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Effect:
    """The smallest changes of one seat that change the winner, and those that change the order; the lower first."""

    winner: tuple[Change, ...] = ()
    order: tuple[Change, ...] = ()


NO_EFFECT = Effect()


def as_it_stands(inputs: Inputs, seats: Iterable[PanelSeat]) -> Inputs:
    """Return the inputs with what each open seat stands at in the place of the level that it waits for."""
    waiting = [seat for seat in seats if seat.is_open]
    stand_ins = tuple(
        ConsensusScore(bid=seat.bid_id, criterion=seat.leaf.id, level=seat.stands_at)
        for seat in waiting
        if seat.stands_at is not None
    )
    agreed = inputs.consensus.scores if inputs.consensus else ()
    return replace(inputs, consensus=Consensus(kind="consensus", schema_version=1, scores=(*agreed, *stand_ins)))


def effects_of(trials: Trials, seats: Iterable[PanelSeat]) -> dict[Seat, Effect]:
    """Return the effect of every seat whose level can be changed."""
    return {seat.key: _effect(trials, seat) for seat in seats}


def _effect(trials: Trials, seat: PanelSeat) -> Effect:
    here = seat.stands_at
    if here is None or seat.bid_id not in trials.field.entrants:
        return NO_EFFECT
    levels = sorted(step.level for step in seat.scale.levels)
    below, above = [level for level in reversed(levels) if level < here], [level for level in levels if level > here]
    nearest = [_nearest(trials, seat, way) for way in (below, above)]
    return Effect(
        tuple(winner for winner, _ in nearest if winner is not None),
        tuple(order for _, order in nearest if order is not None),
    )


def _nearest(trials: Trials, seat: PanelSeat, levels: list[Decimal]) -> tuple[Change | None, Change | None]:
    """Return the first change on the way outwards that changes the winner, and the first that changes the order."""
    before, order = trials.ranking, None
    for steps, level in enumerate(levels, start=1):
        after = trials.ranking_with(seat.leaf, seat.bid_id, Fraction(level))
        if after.groups != before.groups:
            order = order or Change(level, steps, after.first, _moved(before, after))
            if after.first != before.first:
                return Change(level, steps, after.first, _moved(before, after)), order
    return None, order


def _moved(before: Ranking, after: Ranking) -> dict[str, tuple[int | None, int | None]]:
    """Return the ranks that differ, by the rank before; bids that had none come last."""
    ids = sorted({*before.ranks, *after.ranks}, key=lambda bid: (before.ranks.get(bid, len(before.ranks) + 1), bid))
    ranks = {bid: (before.ranks.get(bid), after.ranks.get(bid)) for bid in ids}
    return {bid: pair for bid, pair in ranks.items() if pair[0] != pair[1]}
