"""The ranking with one level changed, against evaluating everything from nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

import pytest

from social_value.core.panel.panel_seats import seats_of
from social_value.core.scoring.field import field_of
from social_value.core.what_if.level_trials import Trials
from tests.core.what_if.panels import every_change, panels

PANELS, CHUNKS = 500, 10


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_other_level_ranks_as_from_nothing(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 500 generated panels, each other level of each seat gives the ranking of a whole new evaluation."""
    for seed, inputs in islice(panels(chunk, CHUNKS), PANELS // CHUNKS):
        seats = seats_of(field_of(inputs))
        with monkeypatch.context() as patch:
            before, rankings = every_change(inputs, seats, patch)
        trials = Trials(inputs)
        assert trials.ranking == before, seed
        for seat in seats:
            for level, ranking in rankings[seat.key].items():
                found = trials.ranking_with(seat.leaf, seat.bid_id, Fraction(level))
                assert (found.groups, found.first) == (ranking.groups, ranking.first), (seed, seat.key, level)
