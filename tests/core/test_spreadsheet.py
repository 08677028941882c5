"""Tests of the reader of spreadsheet arithmetic that other tests rely on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.core.spreadsheet import worked_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1-(1/3)/2", "5/6"),
        ("10-3-2", "5"),
        ("24/4/2", "3"),
        ("2^3^2", "64"),
        ("-2^2", "4"),
        ("2*-3", "-6"),
        ("0.5+1/8", "5/8"),
        ("IF(2>1,7,1/0)", "7"),
        ("IF(1=2,1/0,IF(1<=1,3,4))", "3"),
        ("MAX(0,MIN(1,7/4))", "1"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("100*(A-B)/B", "25"),
    ],
)
def test_arithmetic_is_worked_out_as_in_a_spreadsheet(text: str, expected: str) -> None:
    """Signs, powers, functions and cells come to what Excel and LibreOffice show."""
    assert worked_out(text, {"A": Fraction(5), "B": Fraction(4)}) == Fraction(expected)


def test_a_fractional_power_is_close() -> None:
    """The square root of 2, squared, is 2 to far more digits than any published number has."""
    assert abs(worked_out("(2^0.5)^2") - 2) < Fraction(1, 10**50)


@pytest.mark.parametrize("text", ["1 2", "1+", "(1", "1+$", "SUM(1,2)"])
def test_what_is_not_known_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises((ValueError, IndexError, KeyError), match=r"goes on|expected|understood|pop|SUM"):
        worked_out(text)
