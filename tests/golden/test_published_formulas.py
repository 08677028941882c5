"""Formulas of prices and figures that people publish, through the command line: marks, explanation and live formula."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value
from tests.core.builders import criterion, offer, priced, procurement, recorded, rounding
from tests.files.workbook.books import book_of, disagreements, disagreements_of_libreoffice
from tests.generate import Case

Data = dict[str, Any]

FORMULAS = [
    # Negometrix, The log formula: 1 - log(P / lowest) / log A. At A = 2 the lowest price earns all points and a price
    # twice as high none. A price of the root of 2 times the lowest, 141421.356..., would earn half; 150000 earns
    # 1 - ln 1.5 / ln 2 = 1 - 0.584962500721..., and three times the lowest is limited to nothing.
    # https://support.negometrix.com/en/support/solutions/articles/9000092065-the-log-formula
    (
        {"rule": "logarithmic", "none_at_times": 2},
        ("100000", "150000", "200000", "300000"),
        ["100.0000", "41.5037", "0.0000", "0.0000"],
        "ROUND(LN(150000/100000)/LN(2),12)",
    ),
    # At A = 4 twice the lowest price is half way: log 2 / log 4 = 1/2, without a rest.
    (
        {"rule": "logarithmic", "none_at_times": 4},
        ("100000", "200000"),
        ["100.0000", "50.0000"],
        "ROUND(LN(200000/100000)/LN(4),12)",
    ),
    # Two marks for each 10,000 above the lowest: 25,000 above it loses 5, and 600,000 above it more than there are.
    (
        {"rule": "marks-per-sum", "marks_lost": 2, "for_each": 10000},
        ("100000", "125000", "700000"),
        ["100.0000", "95.0000", "0.0000"],
        "1-2*(125000-100000)/10000/100",
    ),
    # The three lowest of four prices are 90, 100 and 110: their mean is 100, as in the published example of the mean
    # price method (10% below it 60, at it 50, 10% above it 40), and the fourth price moves nothing.
    (
        {"rule": "mean-of-three-lowest", "slope": 1},
        ("90", "100", "110", "400"),
        ["60.0000", "50.0000", "40.0000", "0.0000"],
        "0.5+1*(100-100)/100",
    ),
    # With two prices the mean is that of both: 100; 0.5 + 0.2 and 0.5 - 0.2.
    (
        {"rule": "mean-of-three-lowest", "slope": 1},
        ("80", "120"),
        ["70.0000", "30.0000"],
        "0.5+1*(100-120)/100",
    ),
]


def marks_of_price(folder: Path, score: Data, prices: tuple[str, ...]) -> Path:
    """Write a procurement whose price criterion has the weight 100, and return its folder."""
    bids = [offer(f"bid-{n}", price) for n, price in enumerate(prices)]
    return Case(0, procurement([priced("100", **score)], round_to=rounding(4)), bids, [], None, None).write(folder)


@pytest.mark.parametrize(("score", "prices", "expected", "arithmetic"), FORMULAS)
def test_a_published_price_formula_is_scored_explained_and_live(
    tmp_path: Path, score: Data, prices: tuple[str, ...], expected: list[str], arithmetic: str
) -> None:
    """Totals are the published ones, `explain` prints the arithmetic, and the workbook works it out again."""
    folder = marks_of_price(tmp_path / "p", score, prices)
    found = json.loads(social_value("score", folder, "--format", "json").out)
    totals = {bid["id"]: bid["total"] for bid in found["bids"]}
    assert [totals[f"bid-{n}"] for n in range(len(prices))] == expected
    assert arithmetic in social_value("explain", folder, "--bid", "bid-1").out
    assert disagreements(book_of(folder)) == []


def test_a_figure_earns_by_its_distance_from_a_target(tmp_path: Path) -> None:
    """Two-sided: full marks at 20 degrees, none 8 away; 18 and 22 earn 6/8 alike, 26 earns 2/8, 29 none."""
    rule = {"rule": "distance-to-target", "of": "degrees", "target": 20, "none_at_distance": 8}
    bids = [offer(f"bid-{at}", "1", measures={"degrees": at}) for at in ("18", "20", "22", "26", "29")]
    case = Case(0, procurement([criterion("warm", "100", rule)], round_to=rounding(2)), bids, [], None, None)
    folder = case.write(tmp_path / "p")
    found = json.loads(social_value("score", folder, "--format", "json").out)
    expected = {"bid-20": "100.00", "bid-18": "75.00", "bid-22": "75.00", "bid-26": "25.00", "bid-29": "0.00"}
    assert {bid["id"]: bid["total"] for bid in found["bids"]} == expected
    assert "1-ABS(26-20)/8" in social_value("explain", folder, "--bid", "bid-26").out
    assert disagreements(book_of(folder)) == []


def test_a_bid_above_the_three_lowest_decides_nothing_and_one_of_them_does(tmp_path: Path) -> None:
    """Leave-one-out: without the fourth price nothing moves; without one of the three the mean is another."""
    criteria = [recorded("q", "50"), priced("50", "mean-of-three-lowest", slope=1)]
    prices = {"a": "90", "b": "100", "c": "110", "d": "400"}
    bids = [offer(bid, price, {"q": 50}) for bid, price in prices.items()]
    folder = Case(0, procurement(criteria), bids, [], None, None).write(tmp_path / "p")
    totals = {}
    for dropped in ("c", "d"):
        text = social_value("what-if", folder, "--drop", dropped, "--format", "json").out
        again = json.loads(text)["after"]
        totals[dropped] = next(bid["total"] for bid in again if bid["bid"] == "a")
    # Of 90, 100 and 110 the mean is 100 and a earns 25 + 50 x 0.6; without c it is 590/3, and a is limited to 50.
    assert totals == {"d": "55.00", "c": "75.00"}


@pytest.mark.parametrize(
    ("score", "alone"),
    [
        # 160 is above twice 50, and earns nothing beside the cheap bid; 90 earns 30 x (1 - log 1.8 / log 2) = 4.56.
        # Without it 160 earns 30 x (1 - log (16/9) / log 2) = 5.10, and 90 all 30, beside 70 and 56 for quality.
        ({"rule": "logarithmic", "none_at_times": 2}, {"dear": "75.10", "middle": "86.00"}),
        # One mark a unit: 160 is 110 above 50 and earns nothing, 90 earns 30 x 0.6 = 18; alone 30 x 0.3 = 9, and 30.
        ({"rule": "marks-per-sum", "marks_lost": 1, "for_each": 1}, {"dear": "79.00", "middle": "86.00"}),
    ],
)
def test_a_cheap_bid_counts_between_others_where_it_ends_the_marks_of_one(
    tmp_path: Path, score: Data, alone: Data
) -> None:
    """A third bid moves the distance of two others only by taking one of them to nothing; then it may decide."""
    bids = [offer("dear", "160", {"q": 100}), offer("middle", "90", {"q": 80}), offer("cheap", "50", {"q": 0})]
    folder = Case(0, procurement([recorded("q", "70"), priced("30", **score)]), bids, [], None, None).write(tmp_path)
    found = json.loads(social_value("score", folder, "--format", "json").out)
    without = json.loads(social_value("what-if", folder, "--drop", "cheap", "--format", "json").out)["after"]
    assert {bid["bid"]: bid["total"] for bid in without} == alone
    first = min(without, key=lambda bid: bid["rank"])["bid"]
    deciding = {bid["bid"]: bid["winners_without"] for bid in found["leave_one_out"]["deciding"]}
    assert deciding == ({} if [first] == found["award"]["bids"] else {"cheap": [first]})


def test_libreoffice_works_out_every_published_formula(tmp_path: Path) -> None:
    """LibreOffice, which has logarithms and lowest values of its own, gives the marks that the engine gives."""
    folders = [marks_of_price(tmp_path / str(n), score, prices) for n, (score, prices, *_) in enumerate(FORMULAS)]
    assert disagreements_of_libreoffice([book_of(folder) for folder in folders], tmp_path / "office") == []
