"""Tests of ranks and ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.scoring.ranking import Broken, TieStep, rank

TOTALS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3).map(Fraction), min_size=1)


def by(name: str, numbers: Mapping[str, int]) -> TieStep:
    """Return a step that puts higher numbers first."""
    return TieStep(name, lambda tied: {bid: Fraction(numbers[bid]) for bid in tied})


def silent(_: Sequence[str]) -> None:
    """Separate nobody."""


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ({"a": 80, "b": 70, "c": 90, "d": 80}, {"c": 1, "a": 2, "d": 2, "b": 4}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 1}),
        ({"a": 1}, {"a": 1}),
        ({}, {}),
        ({"a": 3, "b": 3, "c": 2, "d": 1, "e": 1}, {"a": 1, "b": 1, "c": 3, "d": 4, "e": 4}),
    ],
)
def test_equal_totals_share_a_rank(totals: dict[str, int], expected: dict[str, int]) -> None:
    """Competition ranking: 1, 2, 2, 4."""
    assert rank({bid: Fraction(total) for bid, total in totals.items()}, []).ranks == expected


@given(totals=TOTALS)
def test_a_rank_counts_the_bids_ahead(totals: dict[str, Fraction]) -> None:
    """Every rank is one more than the number of better totals."""
    found = rank(totals, []).ranks
    assert found == {bid: 1 + sum(other > total for other in totals.values()) for bid, total in totals.items()}


def test_steps_are_tried_in_their_order() -> None:
    """The first step splits three into one and two, the second splits the two, and both are kept."""
    totals = dict.fromkeys("abc", Fraction(1))
    found = rank(totals, [by("first", {"a": 0, "b": 1, "c": 1}), by("second", {"a": 9, "b": 1, "c": 2})])
    assert found.ranks == {"c": 1, "b": 2, "a": 3}
    assert found.broken == (Broken("first", (("b", "c"), ("a",))), Broken("second", (("c",), ("b",))))
    assert found.step_below_first() == "second"


def test_a_step_is_asked_only_about_ties() -> None:
    """Bids that their totals put apart are never compared by a step."""
    asked: list[tuple[str, ...]] = []

    def key(tied: Sequence[str]) -> Mapping[str, Fraction] | None:
        asked.append(tuple(tied))
        return None

    rank({"a": Fraction(3), "b": Fraction(2), "c": Fraction(2), "d": Fraction(1)}, [TieStep("lots-drawn", key)])
    assert asked == [("b", "c")]


def test_a_step_that_separates_nobody_leaves_the_tie() -> None:
    """A step that knows nothing, or finds all equal, breaks nothing and is not named."""
    totals = dict.fromkeys("ab", Fraction(1))
    for step in (TieStep("silent", silent), by("equal", {"a": 5, "b": 5})):
        found = rank(totals, [step])
        assert (found.first, found.broken, found.step_below_first()) == (("a", "b"), (), None)


def test_a_step_further_down_is_not_the_one_below_first() -> None:
    """Only a step that separated first from second is named as the award's."""
    totals = {"a": Fraction(2), "b": Fraction(1), "c": Fraction(1)}
    found = rank(totals, [by("price", {"a": 0, "b": 1, "c": 2})])
    assert found.ranks == {"a": 1, "c": 2, "b": 3}
    assert found.step_below_first() is None


def test_nobody_is_ranked_where_there_is_nobody() -> None:
    """An empty ranking has no first."""
    found = rank({}, [])
    assert (found.groups, found.first, found.step_below_first()) == ((), (), None)
