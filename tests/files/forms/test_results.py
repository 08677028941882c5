"""Formulas of forms, worked out again: with exact numbers, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from social_value.files.forms.result_functions import UnknownResultError, Value
from social_value.files.forms.results_again import result
from social_value.files.sheets.addresses import Position, cell_name

CELLS: Mapping[str, Value] = {
    "A1": Fraction(3),
    "A2": Fraction(1, 10),
    "A3": "two  words\nand three more",
    "B1": Fraction(4),
    "B2": None,
    "B3": "x",
    "C1": "",
    "Other sheet!A1": Fraction(7),
}
WORDS = 'TRIM(SUBSTITUTE(SUBSTITUTE(A3,CHAR(10)," "),CHAR(160)," "))'


def lookup(sheet: str, place: Position) -> Value:
    """The value of a cell."""
    return CELLS.get(f"{sheet}!{cell_name(*place)}" if sheet else cell_name(*place))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1*B1+2", Fraction(14)),
        ("2+A1*B1", Fraction(14)),
        ("(2+A1)*B1", Fraction(20)),
        ("A1-B1-1", Fraction(-2)),
        ("-A1+B1/2", Fraction(-1)),
        ("=A2+0.2", Fraction(3, 10)),
        ("SUM(A1:B2)", Fraction(71, 10)),
        ("SUM(A1,B2,1)", Fraction(4)),
        ("SUMPRODUCT(A1:A2,B1:B2)", Fraction(12)),
        ("ROUND(2.675,2)", Fraction(268, 100)),
        ("MIN(A1:B1)", Fraction(3)),
        ("MAX(A1:B1)", Fraction(4)),
        ("COUNTA(A1:B3)", Fraction(5)),
        ("N(B3)", Fraction(0)),
        ("$A$1*'Other sheet'!A1", Fraction(21)),
        ('IF(C1="","empty","filled")', "empty"),
        ('IF(B2="",1,2)', Fraction(1)),
        ('IF(A1>=3,"yes","no")', "yes"),
        ('"a"&A1&"b"', "a3b"),
        ("A1<>B1", True),
        (f'IF({WORDS}="",0,LEN({WORDS})-LEN(SUBSTITUTE({WORDS}," ",""))+1)', Fraction(5)),
    ],
)
def test_gives_what_a_spreadsheet_gives(formula: str, expected: Value) -> None:
    """Products before sums, and from left to right."""
    assert result(formula, lookup) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "B3*2",
        "A1/B2",
        "VLOOKUP(A1,A1:B2,2)",
        "A1:B2",
        "A1^2",
        "SUM(A1",
        "CHAR(128)",
        "A:A",
        "IF(A1)",
        "",
    ],
)
def test_says_nothing_where_it_is_not_sure(formula: str) -> None:
    """Errors, functions that forms do not use, and what is no formula."""
    with pytest.raises(UnknownResultError):
        result(formula, lookup)
