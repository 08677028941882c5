"""Four worked vectors of price formulas and methods, each as a whole procurement read from files.

The totals were worked out by hand from the formulas of the Bid Evaluation Guidance Note (Cabinet Office, May 2021) and
of the literature on price formulas; the working of each is one line of school arithmetic and stands beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.core.builders import criterion, offer, priced, procurement, ranks, recorded, rounding, totals
from tests.golden.published import scored

Data = dict[str, Any]

THREE = [("A", "100000", "60"), ("B", "120000", "74"), ("C", "150000", "85")]


def three_bids() -> list[Data]:
    """Return the three bids of the first vector: price and quality out of 100."""
    return [offer(name, price, {"q": quality}) for name, price, quality in THREE]


@pytest.mark.parametrize(
    ("rule", "parameters", "expected", "winner"),
    [
        # B: 0.6 x 74 + 40 x 100/120 = 44.4 + 33.3333
        ("lowest-price-ratio", {}, ("76.0000", "77.7333", "77.6667"), "B"),
        # B: 44.4 + 40 x (1 - 20/100)
        ("linear-penalty", {}, ("76.0000", "76.4000", "71.0000"), "B"),
        # B: 44.4 + 40 x (150 - 120)/(150 - 100)
        ("linear-min-max", {}, ("76.0000", "68.4000", "51.0000"), "A"),
        # B: 44.4 + 40 x (0.5 + (123.3333 - 120)/123.3333)
        ("mean-deviation", {"slope": 1}, ("63.5676", "65.4811", "62.3514"), "B"),
        # B: 44.4 + 40 x (160 - 120)/(160 - 80)
        ("fixed-bounds", {"floor": 80000, "ceiling": 160000}, ("66.0000", "64.4000", "56.0000"), "A"),
    ],
)
def test_one_field_under_five_price_formulas(
    tmp_path: Path, rule: str, parameters: Data, expected: tuple[str, ...], winner: str
) -> None:
    """Vector T1, quality 60 and price 40: the price formula alone changes the winner."""
    criteria = [recorded("q", "60"), priced("40", rule, **parameters)]
    found = scored(tmp_path, procurement(criteria, round_to=rounding(4)), three_bids())
    assert totals(found) == dict(zip("ABC", expected, strict=True))
    assert found.award.bids == (winner,)


@pytest.mark.parametrize(
    ("method", "keys", "places", "expected"),
    [
        # B: 120,000 / 74
        (
            "price-per-quality-point",
            {"quality_minimum": {"marks": 50, "consequence": "disregard"}},
            4,
            ("1666.6667", "1621.6216", "1764.7059"),
        ),
        # B: 74^0.6 / 120,000^0.4
        (
            "weighted-price-per-quality-point",
            {"quality_weight": 60, "price_weight": 40},
            6,
            ("0.116652", "0.122989", "0.122240"),
        ),
        # B: 120,000 - 1,500 x 74
        ("award-on-value", {"pounds_per_quality_point": 1500}, 0, ("10000", "9000", "22500")),
    ],
)
def test_one_field_under_three_methods(
    tmp_path: Path, method: str, keys: Data, places: int, expected: tuple[str, ...]
) -> None:
    """Vector T1: the methods that compare price with quality directly all choose B."""
    built = procurement([recorded("q", "100")], method, rounding(places), keys)
    found = scored(tmp_path, built, three_bids())
    assert totals(found) == dict(zip("ABC", expected, strict=True))
    assert found.award.bids == ("B",)


def test_the_ranking_paradox(tmp_path: Path) -> None:
    """Vector T2: a third bid that does not win turns the order of the other two, and the result says so."""
    method = procurement([recorded("q", "60"), priced("40")], round_to=rounding(4))
    bids = [
        offer("A", "140", {"q": "95"}),  # 57 + 40 x 80/140, then 57 + 40 x 30/140
        offer("B", "80", {"q": "75"}),  # 45 + 40, then 45 + 40 x 30/80
        offer("C", "30", {"q": "40"}),  # 24 + 40
    ]
    two = scored(tmp_path / "two", method, bids[:2])
    assert totals(two) == {"B": "85.0000", "A": "79.8571"}
    three = scored(tmp_path / "three", method, bids)
    assert totals(three) == {"A": "65.5714", "C": "64.0000", "B": "60.0000"}
    assert three.leave_one_out is not None
    assert [(one.bid_id, one.winners_without) for one in three.leave_one_out.deciding] == [("C", ("B",))]


def test_the_middle_bid_never_wins(tmp_path: Path) -> None:
    """Vector T3: both extremes tie ahead of the balanced bid; price per point makes all three equal."""
    bids = [offer(name, price, {"q": price}) for name, price in (("A", "50"), ("B", "75"), ("C", "100"))]
    ratio = scored(tmp_path / "ratio", procurement([recorded("q", "50"), priced("50")]), bids)
    # 25 + 50; 37.5 + 50 x 50/75; 50 + 50 x 50/100
    assert totals(ratio) == {"A": "75.00", "C": "75.00", "B": "70.83"}
    assert ranks(ratio) == {"A": 1, "C": 1, "B": 3}
    keys = {"quality_minimum": {"marks": 1, "consequence": "disregard"}}
    per_point = procurement([recorded("q", "100")], "price-per-quality-point", keys=keys)
    points = scored(tmp_path / "points", per_point, bids)
    assert totals(points) == {"A": "1.00", "B": "1.00", "C": "1.00"}
    assert set(ranks(points).values()) == {1}


def test_marks_out_of_two_hundred(tmp_path: Path) -> None:
    """Vector T4: quality of 60, 40 and 30 marks, price of 70; A has 146 and B 144 of 200, so 73 and 72 of 100."""
    criteria = [
        *(recorded(name, weight) for name, weight in (("q1", "30"), ("q2", "20"), ("q3", "15"))),
        criterion("price", "35", {"rule": "lowest-price-ratio"}, "financial"),
    ]
    bids = [
        offer("A", "10000", weighted={"q1": "20", "q2": "15", "q3": "10"}),  # 40 + 30 + 20 + 70 x 0.8 = 146
        offer("B", "8000", weighted={"q1": "16", "q2": "10", "q3": "11"}),  # 32 + 20 + 22 + 70 = 144
    ]
    found = scored(tmp_path, procurement(criteria), bids)
    assert totals(found) == {"A": "73.00", "B": "72.00"}
