"""Tests of tables of bands: what is refused, which band holds a number, and how a band reads."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.core.expressions import cell
from social_value.core.rules.bands import MOST_BANDS, banded, parse_bands
from tests.core.spreadsheet import worked_out

Data = dict[str, Any]

TABLE: list[Data] = [
    {"up_to": 0, "marks": 100},
    {"above": 0, "below": 25, "marks": 80},
    {"from": 25, "up_to": 50, "marks": 60},
    {"above": 50, "marks": 20},
]


@pytest.mark.parametrize(
    ("value", "marks"),
    [("-5", 100), ("0", 100), ("0.0000000001", 80), ("24.99", 80), ("25", 60), ("50", 60), ("50.01", 20), ("9999", 20)],
)
def test_each_end_is_in_the_band_that_includes_it(value: str, marks: int) -> None:
    """``from`` and ``up_to`` include their number, ``above`` and ``below`` do not."""
    assert parse_bands(TABLE).find(Fraction(value)).marks == marks


@given(value=st.integers(-(10**6), 10**6).map(lambda units: Fraction(units, 10**4)))
def test_every_number_is_in_exactly_one_band(value: Fraction) -> None:
    """A table without gap or overlap, open at both ends, holds each number once; the spreadsheet agrees."""
    bands = parse_bands(TABLE)
    assert sum(band.holds(value) for band in bands.rows) == 1
    assert worked_out(banded(cell("X"), bands).text, {"X": value}) == banded(value, bands)


def test_a_number_outside_every_band_is_refused() -> None:
    """A table that ends does not reach further in silence."""
    bands = parse_bands([{"from": 0, "up_to": 10, "marks": 50}])
    assert not bands.holds(Fraction(11))
    with pytest.raises(LookupError, match="no band holds 11"):
        bands.find(Fraction(11))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (TABLE[0], "up to 0"),
        (TABLE[1], "above 0, below 25"),
        (TABLE[2], "from 25, up to 50"),
        ({"marks": 5}, "any value"),
    ],
)
def test_a_band_reads_as_it_is_written(row: Data, words: str) -> None:
    """The words of a band say which ends it includes."""
    assert parse_bands([row]).rows[0].words == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a table", "expected a list of 1 to 50 bands"),
        ([], "expected a list"),
        ([{"marks": 1}] * (MOST_BANDS + 1), "expected a list"),
        ([5], "band 1 must be written like"),
        ([{"to": 5, "marks": 1}], 'band 1 has the unknown key "to"'),
        ([{"from": 0, "above": 0, "marks": 1}], "band 1 gives the same end twice"),
        ([{"up_to": 0, "below": 0, "marks": 1}], "band 1 gives the same end twice"),
        ([{"from": 0}], "band 1 needs marks from 0 to 100"),
        ([{"marks": 101}], "band 1 needs marks from 0 to 100"),
        ([{"marks": "50"}], "marks must be a plain number"),
        ([{"from": True, "marks": 5}], "from must be a plain number"),
        ([{"from": None, "marks": 5}], "from must be a plain number"),
        ([{"from": 5, "below": 5, "marks": 1}], "band 1 is empty: 5 to 5"),
        ([{"from": 6, "up_to": 5, "marks": 1}], "band 1 is empty: 6 to 5"),
        ([{"marks": 1}, {"from": 5, "marks": 2}], "band 2 can never be reached"),
        ([{"below": 5, "marks": 1}, {"marks": 2}], "band 2 needs a lower end"),
        ([{"below": 5, "marks": 1}, {"above": 5, "marks": 2}], "bands 1 and 2 leave a gap: one ends below 5"),
        ([{"up_to": 5, "marks": 1}, {"from": 5, "marks": 2}], "bands 1 and 2 overlap"),
        ([{"up_to": 5, "marks": 1}, {"above": 4, "marks": 2}], "bands 1 and 2 overlap"),
        ([{"up_to": 5, "marks": 1}, {"above": 6, "marks": 2}], "bands 1 and 2 leave a gap"),
    ],
)
def test_a_table_that_is_wrong_says_where(rows: object, words: str) -> None:
    """The sentence names the band and what is wrong with it."""
    with pytest.raises(ValueError, match=words):
        parse_bands(rows)


def test_a_single_number_may_be_a_band() -> None:
    """From 5 up to 5 holds exactly 5."""
    bands = parse_bands([{"below": 5, "marks": 0}, {"from": 5, "up_to": 5, "marks": 50}, {"above": 5, "marks": 100}])
    assert [bands.find(Fraction(value)).marks for value in (Decimal("4.99"), 5, Decimal("5.01"))] == [0, 50, 100]
