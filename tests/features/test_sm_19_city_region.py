"""SM-19: a framework of the shape of a city region is shipped, and is shorter than its base."""

from __future__ import annotations

import json

from tests.cli.command import social_value


def test_sm_19_the_city_region_loads_and_its_difference_is_shorter_than_its_base() -> None:
    """It can be shown, is marked as illustrative, and what it changes takes fewer lines than its base."""
    shown = social_value("frameworks", "show", "city-region-place", "--format", "json")
    assert shown.code == 0
    assert "illustrative" in json.dumps(json.loads(shown.out)).casefold()
    base = social_value("frameworks", "show", "triad-base")
    difference = social_value("frameworks", "diff", "triad-base", "city-region-place")
    assert (base.code, difference.code) == (0, 0)
    assert 0 < len(difference.out.splitlines()) < len(base.out.splitlines())
