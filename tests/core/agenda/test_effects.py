"""Which single-level changes decide something: complete and minimal, against brute force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import islice

import pytest

from social_value.core.agenda.effects import Change, as_it_stands, effects_of
from social_value.core.agenda.trials import Trials
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.core.scoring.field import field_of
from social_value.core.scoring.ranking import Ranking
from tests.core.agenda.panels import every_change, panels

PANELS, CHUNKS = 500, 10


def nearest(
    seat: PanelSeat, before: Ranking, after: Mapping[Decimal, Ranking], differs: Callable[[Ranking, Ranking], bool]
) -> list[tuple[Decimal, tuple[str, ...]]]:
    """Return the nearest level below and above that makes a difference, with who is first then."""
    here = seat.stands_at
    assert here is not None
    below = max((one for one in after if one < here and differs(before, after[one])), default=None)
    above = min((one for one in after if one > here and differs(before, after[one])), default=None)
    return [(one, after[one].first) for one in (below, above) if one is not None]


def said(changes: tuple[Change, ...]) -> list[tuple[Decimal, tuple[str, ...]]]:
    """Return the level of each change and who is first then."""
    return [(one.level, one.first) for one in changes]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_effects_are_complete_and_minimal(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 500 generated panels, every smallest change is that of evaluating each level of each seat from nothing."""
    for seed, inputs in islice(panels(chunk, CHUNKS), PANELS // CHUNKS):
        seats = seats_of(field_of(inputs))
        with monkeypatch.context() as patch:
            before, rankings = every_change(inputs, seats, patch)
        trials = Trials(as_it_stands(inputs, seats))
        effects = effects_of(trials, seats)
        assert trials.ranking == before, seed
        assert set(effects) == set(rankings)
        for seat in seats:
            effect, after = effects[seat.key], rankings[seat.key]
            winner = nearest(seat, before, after, lambda one, other: one.first != other.first)
            order = nearest(seat, before, after, lambda one, other: one.groups != other.groups)
            assert said(effect.winner) == winner, (seed, seat.key)
            assert said(effect.order) == order, (seed, seat.key)
            for change in (*effect.winner, *effect.order):
                ranks = after[change.level].ranks
                moved = {bid for bid in {*ranks, *before.ranks} if ranks.get(bid) != before.ranks.get(bid)}
                assert {bid: pair[1] for bid, pair in change.moved.items()} == {bid: ranks.get(bid) for bid in moved}
