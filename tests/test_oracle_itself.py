"""The naive implementation against published numbers, and what the generated cases cover.

A check is only as good as what it checks against: the expected numbers here come from publications, and no
program of this project computed them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.generate import CONSEQUENCES, DIRECTIONS, PRICE_FORMULAS, Case, generate, yaml_lines
from tests.oracle import discount_factor, evaluate, exact, leaves, rounded, rounded_root

Data = dict[str, Any]


def recorded(name: str, weight: str) -> Data:
    """A criterion with marks that are given."""
    return {
        "id": name,
        "title": name,
        "pillar": "quality",
        "weight": Decimal(weight),
        "score": {"rule": "recorded"},
    }


def by_price(weight: str, rule: str = "lowest-price-ratio", **score: object) -> Data:
    """A price criterion."""
    return {
        "id": "price",
        "title": "Price",
        "pillar": "financial",
        "weight": Decimal(weight),
        "score": {"rule": rule} | score,
    }


def offer(name: str, price: str, unit: str = "marks", **given: str) -> Data:
    """A bid with a stated price and recorded marks, or recorded weighted marks."""
    numbers = {criterion: {unit: Decimal(number)} for criterion, number in given.items()}
    return {"id": name, "price": {"total": Decimal(price)}, "recorded": numbers}


def result(
    criteria: list[Data], bids: list[Data], places: int = 4, method: str = "weighted-sum", **keys: object
) -> Data:
    """What the oracle says of such a procurement."""
    rounding = {"places": places, "direction": "half-up", "at": "total", "rank_on": "exact"}
    evaluation: Data = {"method": method, "rounding": rounding}
    procurement = {"evaluation": evaluation | keys, "criteria": criteria}
    return evaluate(procurement, bids, [])


def totals(outcome: Data) -> dict[str, str | None]:
    """The published totals."""
    return {name: bid["published"] for name, bid in outcome["bids"].items()}


def ranks(outcome: Data) -> dict[str, int | None]:
    """The ranks."""
    return {name: bid["rank"] for name, bid in outcome["bids"].items()}


# --- Computed vectors of the policy reference -----------------------------------------------------

THREE = [("A", "100000", "60"), ("B", "120000", "74"), ("C", "150000", "85")]


@pytest.mark.parametrize(
    ("score", "expected", "winner"),
    [
        ({"rule": "lowest-price-ratio"}, ("76.0000", "77.7333", "77.6667"), "B"),
        ({"rule": "linear-penalty"}, ("76.0000", "76.4000", "71.0000"), "B"),
        ({"rule": "linear-min-max"}, ("76.0000", "68.4000", "51.0000"), "A"),
        ({"rule": "mean-deviation", "slope": 1}, ("63.5676", "65.4811", "62.3514"), "B"),
        ({"rule": "fixed-bounds", "floor": 80000, "ceiling": 160000}, ("66.0000", "64.4000", "56.0000"), "A"),
    ],
)
def test_one_field_under_five_price_formulas(score: Data, expected: tuple[str, ...], winner: str) -> None:
    """Quality 60, price 40: the formula alone changes the winner (vector T1)."""
    bids = [offer(name, price, quality=quality) for name, price, quality in THREE]
    outcome = result([recorded("quality", "60"), by_price("40", **score)], bids)
    assert tuple(totals(outcome).values()) == expected
    assert outcome["award"] == [winner]


@pytest.mark.parametrize(
    ("method", "keys", "places", "expected"),
    [
        ("price-per-quality-point", {}, 4, ("1666.6667", "1621.6216", "1764.7059")),
        (
            "weighted-price-per-quality-point",
            {"quality_weight": 60, "price_weight": 40},
            6,
            ("0.116652", "0.122989", "0.122240"),
        ),
        ("award-on-value", {"pounds_per_quality_point": 1500}, 0, ("10000", "9000", "22500")),
    ],
)
def test_one_field_under_three_methods(method: str, keys: Data, places: int, expected: tuple[str, ...]) -> None:
    """The methods that compare price with quality directly all choose B (vector T1)."""
    bids = [offer(name, price, quality=quality) for name, price, quality in THREE]
    outcome = result([recorded("quality", "100")], bids, places, method, **keys)
    assert tuple(totals(outcome).values()) == expected
    assert outcome["award"] == ["B"]


def test_a_bid_that_does_not_win_changes_the_winner() -> None:
    """The ranking paradox of the lowest price ratio (vector T2)."""
    criteria = [recorded("quality", "60"), by_price("40")]
    bids = [offer("A", "140", quality="95"), offer("B", "80", quality="75"), offer("C", "30", quality="40")]
    without = result(criteria, bids[:2])
    assert totals(without) == {"A": "79.8571", "B": "85.0000"}
    assert without["award"] == ["B"]
    with_c = result(criteria, bids)
    assert totals(with_c) == {"A": "65.5714", "B": "60.0000", "C": "64.0000"}
    assert with_c["award"] == ["A"]


def test_the_middle_bid_never_wins() -> None:
    """Goldilocks: both extremes tie ahead of the balanced bid (vectors T3 and W16).

    https://www.localgovernmentlawyer.co.uk/procurement-and-contracts/308-procurement-features/39482
    """
    criteria = [recorded("quality", "50"), by_price("50")]
    bids = [offer("A", "50", quality="50"), offer("B", "75", quality="75"), offer("C", "100", quality="100")]
    outcome = result(criteria, bids, places=2)
    assert totals(outcome) == {"A": "75.00", "B": "70.83", "C": "75.00"}
    assert ranks(outcome) == {"A": 1, "B": 3, "C": 1}
    assert outcome["award"] == ["A", "C"]
    per_point = result([recorded("quality", "100")], bids, 2, "price-per-quality-point")
    assert set(totals(per_point).values()) == {"1.00"}
    assert set(ranks(per_point).values()) == {1}


def test_weighted_marks_out_of_two_hundred() -> None:
    """Quality of 60, 40 and 30 marks and price of 70 give A 146 and B 144 of 200 (vector T4), halved here."""
    criteria = [recorded("q1", "30"), recorded("q2", "20"), recorded("q3", "15"), by_price("35")]
    bids = [
        offer("A", "10000", "weighted", q1="20", q2="15", q3="10"),
        offer("B", "8000", "weighted", q1="16", q2="10", q3="11"),
    ]
    assert {name: bid["total"] * 2 for name, bid in result(criteria, bids)["bids"].items()} == {
        "A": 146,
        "B": 144,
    }


# --- Published worked examples --------------------------------------------------------------------


def test_the_dearest_bid_is_the_cheapest_per_quality_point() -> None:
    """Price per quality point after the Bid Evaluation Guidance Note (example W24)."""
    bids = [
        offer("A", "1200000", quality="80"),
        offer("B", "1000000", quality="65"),
        offer("C", "1350000", quality="92"),
    ]
    outcome = result([recorded("quality", "100")], bids, 2, "price-per-quality-point")
    assert totals(outcome) == {"A": "15000.00", "B": "15384.62", "C": "14673.91"}
    assert outcome["award"] == ["C"]


def test_quality_per_million() -> None:
    """80% at £1.00m against 99% at £1.18m: 0.800 against 0.839 (example W17, https://github.com/lajh87/tessa)."""
    bids = [offer("A", "1.00", quality="80"), offer("B", "1.18", quality="99")]
    equal = {"quality_weight": 50, "price_weight": 50}
    outcome = result([recorded("quality", "100")], bids, 1, "value-for-money-index", **equal)
    assert totals(outcome) == {"A": "80.0", "B": "83.9"}


def test_a_cheap_poor_bid_turns_the_ranking_round() -> None:
    """Rank reversal, half price and half quality (golden test 6.C)."""
    criteria = [recorded("quality", "50"), by_price("50")]
    bids = [offer("A", "100", quality="60"), offer("B", "125", quality="72"), offer("C", "50", quality="5")]
    assert totals(result(criteria, bids[:2], places=1)) == {"A": "80.0", "B": "76.0"}
    outcome = result(criteria, bids, places=1)
    assert totals(outcome) == {"A": "55.0", "B": "56.0", "C": "52.5"}
    assert outcome["award"] == ["B"]


def test_removing_the_last_bid_turns_the_ranking_round() -> None:
    """Quality 55, 42 and 23 of 60 marks at 196, 124 and 88: without the last one B wins and not A."""
    criteria = [recorded("quality", "60"), by_price("40")]
    bids = [
        offer("A", "196", "weighted", quality="55"),
        offer("B", "124", "weighted", quality="42"),
        offer("C", "88", "weighted", quality="23"),
    ]
    outcome = result(criteria, bids, places=2)
    assert totals(outcome) == {"A": "72.96", "B": "70.39", "C": "63.00"}
    assert outcome["award"] == ["A"]
    without = result(criteria, bids[:2], places=2)
    assert totals(without) == {"A": "80.31", "B": "82.00"}
    assert without["award"] == ["B"]
    assert without["margin"] == "1.69"


@pytest.mark.parametrize(
    ("prices", "score", "expected"),
    [
        # https://www.gov.uk/guidance/how-to-score-digital-outcomes-and-specialists-suppliers (W1)
        (("15000", "10000", "30000"), {"rule": "lowest-price-ratio"}, ("66.7", "100.0", "33.3")),
        # https://materialsmanagement.info, Supplier's Bid Comparison Formula (W19)
        (("100", "125", "140"), {"rule": "linear-penalty"}, ("100.0", "75.0", "60.0")),
        # http://procurementtemplates.co.uk/mean-calculation/ (W20)
        (("90", "100", "110"), {"rule": "mean-deviation", "slope": 1}, ("60.0", "50.0", "40.0")),
        # https://stegriff.co.uk/upblog/scoring-values-from-0-to-10/ (W18), out of 10 there
        (
            ("5995", "6450", "7295", "8995"),
            {"rule": "fixed-bounds", "floor": 5995, "ceiling": 8995},
            ("100.0", "84.8", "56.7", "0.0"),
        ),
    ],
)
def test_published_price_scores(prices: tuple[str, ...], score: Data, expected: tuple[str, ...]) -> None:
    """Price alone, as published."""
    bids = [offer(f"bid-{number}", price) for number, price in enumerate(prices)]
    assert tuple(totals(result([by_price("100", **score)], bids, places=1)).values()) == expected


def test_net_present_costs_of_the_green_book() -> None:
    """The Green Book, 2022, Box 15: -10, then 2.5 four times, is -0.8173; -5, then 1.5 four times, 0.5096."""

    def option(name: str, cost: str, benefit: str) -> Data:
        start = {"kind": "acquisition", "year": 0, "amount": Decimal(cost)}
        later = [{"kind": "residual", "year": year, "amount": Decimal(benefit)} for year in (1, 2, 3, 4)]
        return {"id": name, "whole_life_costs": [start, *later], "recorded": {"quality": {"marks": 100}}}

    procurement = {
        "evaluation": {
            "method": "lowest-price-above-threshold",
            "price_of": "whole-life-cost",
            "rounding": {"places": 4, "direction": "half-up", "at": "total", "rank_on": "exact"},
        },
        "whole_life": {"register": "green-book-discount-rates", "rate": "standard"},
        "criteria": [recorded("quality", "100")],
    }
    outcome = evaluate(procurement, [option("A", "10", "2.5"), option("B", "5", "1.5")], [])
    assert totals(outcome) == {"A": "0.8173", "B": "-0.5096"}
    assert outcome["award"] == ["B"]


@pytest.mark.parametrize(("year", "factor"), [(0, "1.0000"), (10, "0.7089"), (30, "0.3563"), (31, "0.3459")])
def test_discount_factors_of_the_green_book(year: int, factor: str) -> None:
    """The factor of year 31 is the factor of year 30 over 1.03 (Green Book, table of standard factors)."""
    rates: list[tuple[int | None, Decimal]] = [(30, Decimal("3.5")), (75, Decimal(3))]
    assert rounded(discount_factor(year, rates), 4, "half-up") == Fraction(factor)


SPRINT_WITH_US = [
    recorded("questions", "20"),
    recorded("challenge", "20"),
    recorded("scenario", "20"),
    by_price("40"),
]


def test_sprint_with_us_when_both_reach_the_end() -> None:
    """British Columbia Digital Marketplace: what its end-to-end tests expect.

    bcgov/digital_marketplace, cypress/integration/admin-swu-score.spec.js, Apache-2.0.
    """
    bids = [
        offer("one", "210000", questions="90", challenge="91", scenario="92"),
        offer("two", "420000", questions="50", challenge="51", scenario="52"),
    ]
    outcome = result(SPRINT_WITH_US, bids, places=2)
    assert totals(outcome) == {"one": "94.60", "two": "50.60"}
    assert outcome["award"] == ["one"]
    assert outcome["bids"]["two"]["criteria"]["price"]["marks"] == 50


def test_sprint_with_us_when_the_cheaper_one_is_screened_out() -> None:
    """The same source: a proposal that is screened out gets no total and does not set the lowest price."""
    questions = recorded("questions", "20") | {"minimum": {"marks": 50, "consequence": "disregard"}}
    bids = [
        offer("one", "210000", questions="10", challenge="0", scenario="0"),
        offer("two", "420000", questions="80", challenge="81", scenario="82"),
    ]
    outcome = result([questions, *SPRINT_WITH_US[1:]], bids, places=2)
    assert totals(outcome) == {"one": None, "two": "88.60"}
    assert outcome["award"] == ["two"]
    assert outcome["margin"] is None
    out = outcome["bids"]["one"]
    assert (out["status"], out["rank"]) == ("disregarded", None)
    assert out["criteria"]["questions"]["marks"] == 10
    assert out["criteria"]["price"]["marks"] is None


# --- The shipped example, from its published table ------------------------------------------------

# Unit prices, fixed sum, success rates; surge, front line, carbon, assets, access, reach, social value.
CONTACT_TRACING = """
halyard       9.20 16 120000 .68 .34   5.0 52 .42 2 2 .34 4
riverbend    14.50 31  60000 .86 .74   1.5 78 .30 4 4 .74 7
ten-lanterns 13.00 26  45000 .80 .78   1.3 81 .24 3 5 .78 10
pixel-heron   6.50 20 210000 .58 .22   8.0 41 .12 2 1 .22 3
northbridge  12.10 30 130000 .80 .76   3.2 70 .29 5 4 .76 8
in-house     15.20 29  40000 .84 .75   1.2 76 .31 5 4 .75 5
"""
MEASURED = ("surge", "front-line", "carbon", "assets", "access", "reach", "social-value")


def contact_tracing(**more: object) -> Data:
    """The contact tracing example, as its table of bids and its list of criteria publish it."""

    def linear(name: str, pillar: str, weight: int, of: str, zero_at: str, full_at: str) -> Data:
        score = {"rule": "linear", "of": of, "zero_at": Decimal(zero_at), "full_at": Decimal(full_at)}
        return {"id": name, "pillar": pillar, "weight": weight, "score": score}

    procurement: Data = {
        "evaluation": {
            "method": "weighted-sum",
            "rounding": {"places": 2, "direction": "half-up", "at": "total", "rank_on": "exact"},
        },
        "demand": {"reference": {"standard": 60000, "complex": 12000}},
        "criteria": [
            linear("F1", "financial", 30, "price-per-success", "28", "16"),
            linear("F2", "financial", 10, "surge", "1", "3"),
            linear("F3", "financial", 10, "front-line", "40", "80"),
            linear("E1", "environmental", 10, "carbon", ".5", ".1"),
            linear("S1", "social", 12, "reach", ".2", ".8"),
            linear("S2", "social", 10, "social-value", "0", "10"),
            linear("S3", "social", 8, "access", "0", "5"),
            linear("S4", "social", 10, "assets", "0", "5"),
        ],
    } | more
    bids: list[Data] = []
    for row in CONTACT_TRACING.split("\n")[1:-1]:
        name, standard, hard, fixed, reach, hard_reach, *measured = row.split()
        lines = [
            {"band": "standard", "unit_price": Decimal(standard)},
            {"band": "complex", "unit_price": Decimal(hard)},
            {"title": "Fixed", "fixed": Decimal(fixed)},
        ]
        rates = {"standard": {"value": Decimal(reach)}, "complex": {"value": Decimal(hard_reach)}}
        measures = {key: {"value": Decimal(text)} for key, text in zip(MEASURED, measured, strict=True)}
        bids.append({"id": name, "price": {"lines": lines}, "success_rate": rates, "measures": measures})
    bids[-1]["role"] = "comparator"
    return evaluate(procurement, bids, [])


def test_contact_tracing_ends_as_published() -> None:
    """Five bids and the in-house team, with the totals of the example's own table."""
    outcome = contact_tracing()
    assert totals(outcome) == {
        "northbridge": "75.13",
        "ten-lanterns": "74.04",
        "riverbend": "65.38",
        "in-house": "62.44",
        "halyard": "50.87",
        "pixel-heron": "42.66",
    }
    assert ranks(outcome) == {
        "northbridge": 1,
        "ten-lanterns": 2,
        "riverbend": 3,
        "in-house": None,
        "halyard": 4,
        "pixel-heron": 5,
    }
    assert (outcome["award"], outcome["margin"]) == (["northbridge"], "1.09")
    assert outcome["bids"]["ten-lanterns"]["pillars"]["social"]["marks"] == 89


def test_a_floor_keeps_the_total_and_takes_the_rank() -> None:
    """With a social floor of 30 Pixel Heron, at 22.5, is not awardable."""
    outcome = contact_tracing(pillars={"social": {"floor": 30, "consequence": "not-awardable"}})
    out = outcome["bids"]["pixel-heron"]
    assert (out["status"], out["rank"], out["published"]) == ("not-awardable", None, "42.66")
    assert out["pillars"]["social"]["marks"] == Fraction("22.5")


# --- Rounding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("half-up", (3, 3, 4, -3, -2)),
        ("half-even", (2, 3, 4, -2, -2)),
        ("down", (2, 2, 3, -2, -2)),
        ("up", (3, 3, 4, -3, -3)),
    ],
)
def test_rounding_directions(direction: str, expected: tuple[int, ...]) -> None:
    """2.5, 2.6, 3.5, -2.5 and -2.1 in every direction; a root rounds as its value does."""
    values = [Fraction(text) for text in ("2.5", "2.6", "3.5", "-2.5", "-2.1")]
    assert tuple(rounded(value, 0, direction) for value in values) == expected
    for value, whole in zip(values[:3], expected, strict=False):
        assert rounded_root(value**7, 7, 0, direction) == whole


def test_roots_are_exact() -> None:
    """The square root of 2 to eight places, 1.41421356, and the seventh power of 3 back to 3."""
    assert rounded_root(Fraction(2), 2, 8, "half-up") == Fraction("1.41421356")
    assert rounded_root(Fraction(2187), 7, 4, "up") == 3


# --- What the generated cases cover ---------------------------------------------------------------

SEEDS = range(2201)
EVERY: dict[str, set[Any]] = {
    "rule": {
        "scale",
        "recorded",
        "linear",
        "banded",
        "ratio-to-best",
        "ratio-to-target",
        "highest-discount",
        *PRICE_FORMULAS,
    },
    "method": {
        "weighted-sum",
        "price-per-quality-point",
        "weighted-price-per-quality-point",
        "value-for-money-index",
        "lowest-price-above-threshold",
        "award-on-value",
    },
    "figure": {
        "price",
        "price-per-success",
        "price-per-success:",
        "whole-life-cost",
        "percent-above-lowest",
        "measure",
    },
    "price": {"total", "lines"},
    "zero price": {f"{rule} {says}" for rule in PRICE_FORMULAS for says in ("full-marks", "no-marks")},
    "status": {"ranked", "comparator", "disregarded", "not-awardable", "withdrawn"},
    "gate": {f"{asks} {consequence}" for asks in ("declaration", "figure") for consequence in CONSEQUENCES},
    "minimum": {f"{what} {consequence}" for what in ("level", "marks") for consequence in CONSEQUENCES},
    "floor": set(CONSEQUENCES),
    "quality minimum": set(CONSEQUENCES),
    "direction": set(DIRECTIONS),
    "at": {"total", "criterion"},
    "rank on": {"exact", "published"},
    "places": {0, 1, 2, 3, 4, 6, 8},
    "best": {"highest", "lowest"},
    "recorded": {"marks", "weighted"},
    "low bid": {"accepted", "disregarded"},
    "bids": set(range(1, 13)),
    "tie broken by": {"criterion", "pillar", "lowest-price", "lots-drawn"},
    "happens": {
        "empty pool",
        "comparator without a total",
        "first place shared",
        "equal totals separated",
        "no margin",
        "parts",
        "criterion of weight 0",
        "no success expected",
        "price of zero",
        "one evaluator",
        "several evaluators and a consensus",
        "bids.csv",
        "scores.csv",
        "published without reasons",
        "a bid leaves in a later round",
    },
}


def of_figure(name: str) -> str:
    """The kind of a figure."""
    if name.startswith("price-per-success:"):
        return "price-per-success:"
    return "measure" if name.startswith("m-") else name


def seen_in_method(procurement: Data) -> Iterator[tuple[str, object]]:
    """What a method uses."""
    evaluation = procurement["evaluation"]
    rounding = evaluation["rounding"]
    yield "method", evaluation["method"]
    yield "direction", rounding["direction"]
    yield "at", rounding["at"]
    yield "rank on", rounding["rank_on"]
    yield "places", rounding["places"]
    if "quality_minimum" in evaluation:
        yield "quality minimum", evaluation["quality_minimum"]["consequence"]
    for gate in procurement.get("gates", []):
        yield "gate", f"{gate['asks']} {gate['consequence']}"
    for pillar in procurement.get("pillars", {}).values():
        yield "floor", pillar["consequence"]
    if any("criteria" in criterion for criterion in procurement["criteria"]):
        yield "happens", "parts"


def seen_in_criteria(procurement: Data) -> Iterator[tuple[str, object]]:
    """What the criteria use."""
    for leaf in leaves(procurement["criteria"]):
        score = leaf["score"]
        yield "rule", score["rule"]
        if "of" in score:
            yield "figure", of_figure(score["of"])
        if "best" in score:
            yield "best", score["best"]
        if "minimum" in leaf:
            what = "level" if "level" in leaf["minimum"] else "marks"
            yield "minimum", f"{what} {leaf['minimum']['consequence']}"
        if leaf["weight"] == 0:
            yield "happens", "criterion of weight 0"


def seen_in_bids(case: Case) -> Iterator[tuple[str, object]]:
    """What the bids use."""
    yield "bids", len(case.bids)
    scored = [leaf["score"] for leaf in leaves(case.procurement["criteria"])]
    of_price = [score for score in scored if "zero_price" in score and score.get("of", "price") == "price"]
    for bid in case.bids:
        yield "price", next(iter(bid["price"]))
        if bid["price"].get("total") == 0:
            yield "happens", "price of zero"
            for score in of_price:
                yield "zero price", f"{score['rule']} {score['zero_price']}"
        for entry in bid.get("recorded", {}).values():
            yield "recorded", next(iter(entry))
        if "success_rate" in bid and not any(rate["value"] for rate in bid["success_rate"].values()):
            yield "happens", "no success expected"


def seen_in_records(case: Case) -> Iterator[tuple[str, object]]:
    """What the scores and the decisions use, and the form of the files."""
    for entry in (case.decisions or {"decisions": []})["decisions"]:
        if entry["about"] == "low-bid":
            yield "low bid", entry["outcome"]
    happens = {
        "one evaluator": len(case.scores) == 1,
        "several evaluators and a consensus": len(case.scores) > 1 and case.consensus is not None,
        "bids.csv": case.bids_in_csv,
        "scores.csv": case.scores_in_csv,
        "published without reasons": "record" in case.procurement,
    }
    yield from (("happens", what) for what, does in happens.items() if does)


def seen_in_result(case: Case, outcome: Data) -> Iterator[tuple[str, object]]:
    """What comes of it."""
    bids = outcome["bids"].values()
    for bid in bids:
        yield "status", bid["status"]
    placed = {bid["rank"]: bid["total"] for bid in bids if bid["rank"]}
    separated = len(set(placed.values())) < len(placed)
    happens = {
        "empty pool": not any(bid["status"] in ("ranked", "not-awardable") for bid in bids),
        "comparator without a total": any(bid["status"] == "comparator" and bid["total"] is None for bid in bids),
        "first place shared": len(outcome["award"]) > 1,
        "equal totals separated": separated,
        "no margin": outcome["margin"] is None,
        "a bid leaves in a later round": len(outcome["rounds"]) > 1,
    }
    yield from (("happens", what) for what, does in happens.items() if does)
    steps = case.procurement["evaluation"].get("tie_break", [])
    if separated and len(steps) == 1:
        drawn_or_price = steps[0] in ("lowest-price", "lots-drawn")
        yield "tie broken by", steps[0] if drawn_or_price else "criterion" if steps[0][0] == "C" else "pillar"


@pytest.fixture(scope="module")
def covered() -> dict[str, set[object]]:
    """Everything that the generated cases use."""
    found: dict[str, set[object]] = {kind: set() for kind in EVERY}
    for seed in SEEDS:
        case = generate(seed)
        outcome = evaluate(case.procurement, case.bids, case.scores, case.consensus, case.decisions)
        seen = chain(
            seen_in_method(case.procurement),
            seen_in_criteria(case.procurement),
            seen_in_bids(case),
            seen_in_records(case),
            seen_in_result(case, outcome),
        )
        for kind, what in seen:
            found[kind].add(what)
    return found


@pytest.mark.parametrize("kind", list(EVERY))
def test_generated_cases_cover_everything(covered: dict[str, set[object]], kind: str) -> None:
    """Over the seeds every rule, figure, method, consequence and status occurs."""
    assert EVERY[kind] - covered[kind] == set()


def test_a_seed_is_a_case() -> None:
    """The same seed gives the same case."""
    assert generate(77) == generate(77)


def numbers(value: object) -> Iterator[int | Decimal]:
    """Every number in the data."""
    if isinstance(value, dict):
        for inside in value.values():
            yield from numbers(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from numbers(inside)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        yield value


def test_generated_cases_keep_the_rules_of_the_format() -> None:
    """Weights add up to 100, numbers are short, ids are unique and every level that counts is there."""
    for seed in range(300):
        case = generate(seed)
        assert sum(exact(leaf["weight"]) for leaf in leaves(case.procurement["criteria"])) == 100
        ids = [bid["id"].casefold() for bid in case.bids]
        assert len(set(ids)) == len(ids)
        for number in numbers([case.procurement, case.bids, case.scores]):
            digits, _, places = format(Decimal(number), "f").lstrip("-").partition(".")
            assert len(digits) + len(places) <= 15
            assert len(places) <= 10
        agreed = {(entry["bid"], entry["criterion"]) for entry in (case.consensus or {"scores": []})["scores"]}
        given = Counter((entry["bid"], entry["criterion"]) for sheet in case.scores for entry in sheet["scores"])
        assert {about for about, number in given.items() if number > 1} <= agreed


def as_text(value: object) -> object:
    """The same data with every scalar as the text that stands in a file."""
    if isinstance(value, dict):
        return {key: as_text(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [as_text(inside) for inside in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, (int, datetime.date)) else value


def test_files_read_back_as_they_were_made() -> None:
    """A plain YAML reader finds in the file what is in the dictionary."""
    for seed in range(60):
        case = generate(seed)
        for part in [case.procurement, case.decisions or {}, case.consensus or {}, *case.bids, *case.scores]:
            text = "\n".join(yaml_lines(part))
            # This loader makes nothing but text.
            assert (yaml.load(text, yaml.BaseLoader) or {}) == as_text(part)  # noqa: S506


def test_a_folder_holds_every_file(tmp_path: Path) -> None:
    """A case writes one file a bid and one an evaluator, or the flat tables."""
    for seed in range(40):
        case = generate(seed)
        folder = case.write(tmp_path / str(seed))
        made = {str(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}
        bids = {"bids.csv"} if case.bids_in_csv else {f"bids/{bid['id']}.yaml" for bid in case.bids}
        sheets = {f"scores/{sheet['evaluator']['id']}.yaml" for sheet in case.scores}
        optional = {"consensus.yaml": case.consensus, "decisions.yaml": case.decisions}
        rest = {name for name, value in optional.items() if value}
        assert made == {"procurement.yaml"} | bids | ({"scores.csv"} if case.scores_in_csv else sheets) | rest
