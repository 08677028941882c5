"""Tests of exact arithmetic: rounding in every direction, sums, roots and plain writing."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from social_value.arithmetic import Direction, clamped, exact_sum, plain, rounded, rounded_root

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
OF_PYTHON: dict[Direction, str] = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}
FRACTIONS = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**4))
AMOUNTS = st.builds(Fraction, st.integers(0, 10**12), st.integers(1, 10**4))
PLACES = st.integers(0, 8)


class TestRounded:
    """Rounding once, to declared places, in a declared direction."""

    @pytest.mark.parametrize(
        ("value", "places", "direction", "expected"),
        [
            # What ROUND shows in Excel and LibreOffice; binary floating point gives 2.67 and 2.
            ("2.675", 2, "half-up", "2.68"),
            ("2.5", 0, "half-up", "3"),
            ("-2.5", 0, "half-up", "-3"),
            ("2.5", 0, "half-even", "2"),
            ("3.5", 0, "half-even", "4"),
            ("-2.5", 0, "half-even", "-2"),
            ("2.999", 2, "down", "2.99"),
            ("-2.999", 2, "down", "-2.99"),
            ("2.001", 2, "up", "2.01"),
            ("-2.001", 2, "up", "-2.01"),
            ("2.00", 2, "up", "2.00"),
            ("1/3", 4, "half-up", "0.3333"),
            ("2/3", 4, "half-up", "0.6667"),
            ("-0.004", 2, "half-up", "0.00"),
            ("100", 0, "half-up", "100"),
            ("7", 3, "down", "7.000"),
        ],
    )
    def test_known_numbers(self, value: str, places: int, direction: Direction, expected: str) -> None:
        """Numbers are written with exactly their places, and nothing is ever written as minus nothing."""
        assert str(rounded(Fraction(value), places, direction)) == expected

    @given(value=st.decimals(-(10**9), 10**9, places=10), places=PLACES, direction=st.sampled_from(DIRECTIONS))
    def test_agrees_with_decimal(self, value: Decimal, places: int, direction: Direction) -> None:
        """A decimal number rounds as Python's decimal module rounds it."""
        expected = value.quantize(Decimal(1).scaleb(-places), OF_PYTHON[direction])
        assert rounded(value, places, direction) == expected

    @given(value=FRACTIONS, places=PLACES, direction=st.sampled_from(DIRECTIONS))
    def test_is_the_nearest_number(self, value: Fraction, places: int, direction: Direction) -> None:
        """The result has its places, less than a unit away, and at most half of one where it goes to the nearest."""
        unit, result = Fraction(1, 10**places), Fraction(rounded(value, places, direction))
        assert (result / unit).denominator == 1
        assert abs(result - value) < unit
        if direction.startswith("half"):
            assert abs(result - value) <= unit / 2

    @given(value=FRACTIONS, places=PLACES)
    def test_down_and_up_enclose(self, value: Fraction, places: int) -> None:
        """Down is never further from zero than the value, and up is never nearer."""
        down, up = (abs(Fraction(rounded(value, places, way))) for way in ("down", "up"))
        assert down <= abs(value) <= up

    @given(value=FRACTIONS, places=PLACES, direction=st.sampled_from(DIRECTIONS))
    def test_signs_are_treated_alike(self, value: Fraction, places: int, direction: Direction) -> None:
        """The opposite of a number rounds to the opposite."""
        assert rounded(-value, places, direction) == -rounded(value, places, direction)

    @given(first=FRACTIONS, second=FRACTIONS, places=PLACES, direction=st.sampled_from(DIRECTIONS))
    def test_rounding_never_turns_an_order(
        self, first: Fraction, second: Fraction, places: int, direction: Direction
    ) -> None:
        """A larger number never rounds to less."""
        low, high = sorted((first, second))
        assert rounded(low, places, direction) <= rounded(high, places, direction)

    @given(value=FRACTIONS, places=PLACES, direction=st.sampled_from(DIRECTIONS))
    def test_a_rounded_number_stays(self, value: Fraction, places: int, direction: Direction) -> None:
        """Rounding a second time to the same places changes nothing."""
        once = rounded(value, places, direction)
        assert rounded(once, places, direction) == once


class TestExactSum:
    """Adding up without losing anything."""

    @given(values=st.lists(FRACTIONS))
    def test_is_the_sum(self, values: list[Fraction]) -> None:
        """The quick way of adding gives what plain addition gives."""
        assert exact_sum(values) == sum(values, Fraction(0))

    def test_nothing_adds_up_to_nothing(self) -> None:
        """An empty sum is 0."""
        assert exact_sum([]) == 0

    def test_thirds_are_not_lost(self) -> None:
        """Three thirds of 100 are 100, which decimals do not give."""
        assert exact_sum([Fraction(100, 3)] * 3) == 100


@given(value=FRACTIONS)
def test_clamped_is_between_0_and_1(value: Fraction) -> None:
    """A share below 0 is 0, above 1 is 1, and every other is itself."""
    assert clamped(value) == (0 if value < 0 else min(value, 1))


class TestRoundedRoot:
    """Roots, rounded once, from whole numbers alone."""

    @pytest.mark.parametrize(
        ("value", "degree", "places", "direction", "expected"),
        [
            ("2", 2, 8, "half-up", "1.41421356"),
            ("27/8", 3, 1, "half-up", "1.5"),
            ("1/4", 2, 0, "half-up", "1"),  # 0.5, exactly half
            ("1/4", 2, 0, "half-even", "0"),
            ("9/4", 2, 0, "half-even", "2"),  # 1.5
            ("2", 2, 1, "down", "1.4"),
            ("2", 2, 1, "up", "1.5"),
            ("4", 2, 0, "up", "2"),
            ("0", 5, 2, "half-up", "0.00"),
            ("7", 1, 2, "half-up", "7.00"),
            ("1/3", 1, 2, "up", "0.34"),
            ("2187", 7, 4, "up", "3.0000"),
        ],
    )
    def test_known_roots(self, value: str, degree: int, places: int, direction: Direction, expected: str) -> None:
        """Square, cube and seventh roots come out to the last printed place."""
        assert str(rounded_root(Fraction(value), degree, places, direction)) == expected

    @given(value=AMOUNTS, degree=st.integers(1, 12), places=PLACES, direction=st.sampled_from(["down", "up"]))
    def test_down_and_up_enclose_the_root(
        self, value: Fraction, degree: int, places: int, direction: Direction
    ) -> None:
        """The power of the root rounded down is at most the value, and of the next number above it is more."""
        unit, root = Fraction(1, 10**places), Fraction(rounded_root(value, degree, places, direction))
        if direction == "down":
            assert root**degree <= value < (root + unit) ** degree
        else:
            assert value <= root**degree
            assert root == 0 or (root - unit) ** degree < value

    @given(value=AMOUNTS, degree=st.integers(1, 12), places=PLACES, direction=st.sampled_from(["half-up", "half-even"]))
    def test_the_nearest_root_is_within_half_a_unit(
        self, value: Fraction, degree: int, places: int, direction: Direction
    ) -> None:
        """The value lies between the powers of half a unit less and half a unit more."""
        half, root = Fraction(1, 2 * 10**places), Fraction(rounded_root(value, degree, places, direction))
        assert max(root - half, Fraction(0)) ** degree <= value <= (root + half) ** degree

    @given(value=AMOUNTS, degree=st.integers(2, 12), places=PLACES)
    def test_agrees_with_fifty_digits(self, value: Fraction, degree: int, places: int) -> None:
        """Where fifty digits decide the rounding, they decide it alike."""
        with decimal.localcontext() as context:
            context.prec = 50
            root = (Decimal(value.numerator) / Decimal(value.denominator)) ** (Decimal(1) / degree)
            expected = root.quantize(Decimal(1).scaleb(-places), decimal.ROUND_HALF_UP)
            distance = abs((root.scaleb(places) % 1) - Decimal("0.5"))
        found = rounded_root(value, degree, places, "half-up")
        assert found == expected or distance < Decimal("1e-25")


class TestPlain:
    """Writing a number exactly."""

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (Decimal("12.50"), "12.5"),
            (Decimal("1E+3"), "1000"),
            (1216000, "1216000"),
            (Fraction(0), "0"),
            (Fraction(-5, 2), "-2.5"),
            (Fraction(1, 3), "1/3"),
            (Fraction(1, 10**10), "0.0000000001"),
            (Fraction(1, 10**11), "1/100000000000"),
            (Decimal("-0.0"), "0"),
        ],
    )
    def test_known_numbers(self, value: Decimal | int | Fraction, expected: str) -> None:
        """A number that ends is written as a decimal without needless zeros, any other as a fraction."""
        assert plain(value) == expected

    @given(value=FRACTIONS)
    def test_reads_back_as_the_same_number(self, value: Fraction) -> None:
        """What is written is the number and nothing else."""
        assert Fraction(plain(value)) == value
