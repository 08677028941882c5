"""Worked examples that guidance, trade pages and engineers published, rounded as each publisher rounds.

Where a publisher marks out of 10 or out of 40, the criterion has that weight and everything else earns nothing, so
that the total is the published number.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from social_value.core.reads.binding import bind_formula
from social_value.core.rules.formulas import pool_of
from social_value.model.scoring import FormulaScore
from tests.core.builders import offer, priced, procurement, ranks, recorded, rounding, totals
from tests.golden.published import scored

Data = dict[str, Any]


def price_alone(folder: Path, weight: int, prices: tuple[str, ...], places: int, score: Data) -> list[str | None]:
    """Return the totals of bids that earn marks on price only, in the order of the prices."""
    rest = [recorded("rest", str(100 - weight))] if weight < 100 else []
    bids = [offer(f"bid-{n}", price, {"rest": 0} if rest else None) for n, price in enumerate(prices)]
    found = totals(scored(folder, procurement([priced(str(weight), **score), *rest], round_to=rounding(places)), bids))
    return [found[bid["id"]] for bid in bids]


@pytest.mark.parametrize(
    ("weight", "prices", "places", "score", "expected"),
    [
        # W1: GDS and CCS, How to score digital outcomes and specialists suppliers: 0.667, 1.000, 0.333 of the marks.
        # https://www.gov.uk/guidance/how-to-score-digital-outcomes-and-specialists-suppliers
        (100, ("15000", "10000", "30000"), 1, {"rule": "lowest-price-ratio"}, ["66.7", "100.0", "33.3"]),
        # W2: https://brodies.com/insights/government-and-business/a-new-approach-to-evaluating-price-submissions-in-tenders/
        (100, ("1000000", "1200000", "2000000"), 0, {"rule": "lowest-price-ratio"}, ["100", "83", "50"]),
        # W3: https://impactbids.com/the-quality-imperative/
        (40, ("100", "105", "108"), 0, {"rule": "lowest-price-ratio"}, ["40", "38", "37"]),
        # W4: https://thetendercoach.com/g-cloud-15-the-essential-pricing-guide
        (5, ("100", "200"), 1, {"rule": "lowest-price-ratio"}, ["5.0", "2.5"]),
        # W18: https://stegriff.co.uk/upblog/scoring-values-from-0-to-10/
        (
            10,
            ("5995", "6450", "7295", "8995"),
            2,
            {"rule": "fixed-bounds", "floor": 5995, "ceiling": 8995},
            ["10.00", "8.48", "5.67", "0.00"],
        ),
        # The same numbers are the lowest and the highest of the field, so the bounds can come from the bids.
        (10, ("5995", "6450", "7295", "8995"), 2, {"rule": "linear-min-max"}, ["10.00", "8.48", "5.67", "0.00"]),
        # W19: https://materialsmanagement.info, Supplier's Bid Comparison Formula: 25% and 40% above the lowest.
        (100, ("100", "125", "140"), 0, {"rule": "linear-penalty"}, ["100", "75", "60"]),
        # W20: http://procurementtemplates.co.uk/mean-calculation/ : 50 at the mean, one mark for each percent.
        (100, ("90", "100", "110"), 0, {"rule": "mean-deviation", "slope": 1}, ["60", "50", "40"]),
        (100, ("90", "100", "125"), 2, {"rule": "mean-deviation", "slope": 1}, ["64.29", "54.76", "30.95"]),
    ],
)
def test_published_price_marks(
    tmp_path: Path, weight: int, prices: tuple[str, ...], places: int, score: Data, expected: list[str]
) -> None:
    """Price alone earns what the publisher prints."""
    assert price_alone(tmp_path, weight, prices, places, score) == expected


def test_discounts_of_g_cloud_15() -> None:
    """W4: the highest discount takes all of the second 5%, the others in proportion: 20% and 10% give 5 and 2.5."""
    bound = bind_formula(FormulaScore.model_validate({"rule": "highest-discount", "of": "discount"}))
    discounts = [Fraction(20), Fraction(10), Fraction(0)]
    assert [5 * bound.share(one, pool_of(discounts)) for one in discounts] == [5, Fraction("2.5"), 0]


def test_graduated_prices_up_to_the_point_of_inflection() -> None:
    """CPN 3/2024 as reported: 0.1 marks a percent up to the median x 1.025. Prices in millions of pounds.

    The median of 1.00, 1.04, 1.08, 1.15 and 1.30 is 1.08 and the point of inflection 1.107, so 4% and 8% above the
    lowest lose 0.4 and 0.8 marks. What the note says beyond that point was not seen, and nothing is asserted of it.
    """
    score = {"rule": "graduated-to-inflection", "marks_per_percent": "0.1", "inflection_percent": "2.5"}
    numbers = {key: Decimal(value) for key, value in score.items() if key != "rule"}
    bound = bind_formula(FormulaScore.model_validate({**score, **numbers, "marks_per_percent_beyond": 1}))
    prices = [Fraction(price) for price in ("1.00", "1.04", "1.08", "1.15", "1.30")]
    shares = [100 * bound.share(price, pool_of(prices)) for price in prices]
    assert shares[:3] == [100, Fraction("99.6"), Fraction("99.2")]
    assert bound.share(Fraction("1.107"), pool_of(prices)) == 1 - Fraction("1.07") / 100
    assert shares[3] < Fraction("98.93")


def test_scores_adjusted_by_price(tmp_path: Path) -> None:
    """W5, Table 17-3 of the design-build tables: score x 10,000,000 / price gives 85, 90 and 94; the cheapest wins.

    http://what-when-how.com/Tutorial/topic-424k9cn/Design-Build-for-Water-and-Wastewater-Projects-238.html

    The product expresses it as the value-for-money index with equal weights, quality / price, over prices that are
    written in units of ten million dollars.
    """
    keys = {"quality_weight": 50, "price_weight": 50}
    bids = [
        offer("A", "1.094", {"q": "93"}),
        offer("B", "0.987", {"q": "89"}),
        offer("C", "0.870", {"q": "82"}),
    ]
    criteria = [recorded("q", "100")]
    whole = scored(tmp_path / "0", procurement(criteria, "value-for-money-index", rounding(0), keys), bids)
    assert totals(whole) == {"C": "94", "B": "90", "A": "85"}
    fine = scored(tmp_path / "2", procurement(criteria, "value-for-money-index", rounding(2), keys), bids)
    assert totals(fine) == {"C": "94.25", "B": "90.17", "A": "85.01"}


def test_a_benchmark_price(tmp_path: Path) -> None:
    """W6, Table 17-4 of the same tables: 60/40 against a benchmark of $1.0m gives 84, 85 and 80; B wins."""
    criteria = [recorded("q", "60"), priced("40", "benchmark-ratio", benchmark="1.0")]
    bids = [
        offer("A", "1.2", weighted={"q": "51"}),  # 51 + 40 x 1/1.2
        offer("B", "1.25", weighted={"q": "53"}),  # 53 + 40 x 1/1.25
        offer("C", "1.1", weighted={"q": "44"}),  # 44 + 40 x 1/1.1
    ]
    found = scored(tmp_path, procurement(criteria, round_to=rounding(0)), bids)
    assert totals(found) == {"B": "85", "A": "84", "C": "80"}


def test_goldilocks(tmp_path: Path) -> None:
    """W16: the balanced bid loses to both extremes, which tie; a published tie-break then separates them.

    https://www.localgovernmentlawyer.co.uk/procurement-and-contracts/308-procurement-features/39482-goldilocks-and-the-three-problems-issues-with-the-most-common-tender-evaluation-method
    """
    bids = [offer(name, price, {"q": price}) for name, price in (("A", "50"), ("B", "75"), ("C", "100"))]
    criteria = [recorded("q", "50"), priced("50")]
    tied = scored(tmp_path / "tied", procurement(criteria), bids)
    assert totals(tied) == {"A": "75.00", "C": "75.00", "B": "70.83"}
    assert (tied.award.bids, [one.code for one in tied.outstanding]) == (("A", "C"), ["tie-unresolved"])
    broken = scored(tmp_path / "broken", procurement(criteria, keys={"tie_break": ["q"]}), bids)
    assert (broken.award.bids, broken.award.tie_break, ranks(broken)) == (("C",), "q", {"C": 1, "A": 2, "B": 3})


def test_quality_per_million(tmp_path: Path) -> None:
    """W17: 80% at £1.00m against 99% at £1.18m is 0.800 against 0.839 (https://github.com/lajh87/tessa)."""
    keys = {"quality_weight": 50, "price_weight": 50}
    bids = [offer("plain", "100", {"q": "80"}), offer("gold", "118", {"q": "99"})]
    method = procurement([recorded("q", "100")], "value-for-money-index", rounding(3), keys)
    assert totals(scored(tmp_path, method, bids)) == {"gold": "0.839", "plain": "0.800"}


def test_the_dearest_bid_is_the_cheapest_per_quality_point(tmp_path: Path) -> None:
    """W24, the method of the Bid Evaluation Guidance Note: £1.35m for 92 points is less a point than £1.0m for 65."""
    keys = {"quality_minimum": {"marks": 60, "consequence": "disregard"}}
    bids = [
        offer("A", "1200000", {"q": "80"}),
        offer("B", "1000000", {"q": "65"}),
        offer("C", "1350000", {"q": "92"}),
    ]
    method = procurement([recorded("q", "100")], "price-per-quality-point", keys=keys)
    found = scored(tmp_path, method, bids)
    assert totals(found) == {"C": "14673.91", "A": "15000.00", "B": "15384.62"}
    assert found.unit == "GBP per quality point"
    assert f"{found.award.margin}" == "326.09"  # 15,000.00 less 14,673.91
