"""Weights and text of the small procurement to begin from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.starter.fitting_weights import Limit, Slot, solve
from social_value.core.starter.yaml_text import entry, listed, scalar
from social_value.files.yaml_source import parse_yaml


def slot(low: int, high: int, natural: int) -> Slot:
    """Return a slot of whole points."""
    return Slot(Decimal(low), Decimal(high), Decimal(natural))


def test_natural_weights_are_kept_where_they_fit() -> None:
    """The slot with the most room takes what the others leave."""
    assert solve([slot(1, 100, 50), slot(1, 100, 10), slot(1, 100, 30)], []) == tuple(map(Decimal, (60, 10, 30)))


def test_a_limit_moves_weights() -> None:
    """A group that must weigh at least 20 does."""
    found = solve([slot(1, 100, 50), slot(0, 15, 5), slot(0, 100, 5)], [Limit(frozenset({1, 2}), Decimal(20))])
    assert found is not None
    assert sum(found) == 100
    assert found[1] + found[2] >= 20


def test_a_step_is_kept() -> None:
    """A group weighs a multiple of seven, which steps of five alone do not give."""
    found = solve([slot(1, 100, 50), slot(7, 20, 10)], [Limit(frozenset({1}), step=Decimal(7))])
    assert found is not None
    assert sum(found) == 100
    assert found[1] % 7 == 0


def test_a_fixed_weight_with_decimals_leaves_the_rest_to_others() -> None:
    """A framework may ask for 12.5 points."""
    fixed = Slot(Decimal("12.5"), Decimal("12.5"), Decimal("12.5"))
    assert solve([slot(1, 100, 50), fixed, slot(1, 100, 80)], []) == (Decimal(50), Decimal("12.5"), Decimal("37.5"))


@pytest.mark.parametrize(
    ("slots", "limits"),
    [
        ([slot(0, 40, 40), slot(0, 40, 40)], []),
        ([slot(1, 100, 50)], [Limit(frozenset(), Decimal(10))]),
        ([], []),
    ],
)
def test_what_cannot_be_is_not_found(slots: list[Slot], limits: list[Limit]) -> None:
    """Too little room, a group without criteria, no criteria at all."""
    assert solve(slots, limits) is None


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" :#-'\"[]{},&*!|>%@`"),
        min_size=1,
    )
)
def test_any_text_is_read_back(text: str) -> None:
    """Whatever a title says, the file holds it, with its spaces as single ones."""
    words = " ".join(text.split())
    if not words:
        return
    lines = [*entry("title", words, 0), *listed("parts", [words], 0), f"flow: {{id: {scalar(words)}}}"]
    data = parse_yaml("".join(f"{line}\n" for line in lines).encode(), "x.yaml").data
    assert data == {"title": words, "parts": [words], "flow": {"id": words}}
