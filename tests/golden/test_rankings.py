"""Rankings that turn: rank reversal, rounding, weights, floors and low bids, with the numbers of published examples."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.low_bids import low_bids
from social_value.files.load import load
from tests.core.builders import (
    consensus,
    levels,
    offer,
    priced,
    procurement,
    ranks,
    recorded,
    rounding,
    statuses,
    totals,
)
from tests.golden.published import EXAMPLES, scored

Data = dict[str, Any]


def three_criteria(folder: Path, first: str, second: str, third: str) -> dict[str, str | None]:
    """Return the totals of three options of the multi-criteria example under these weights."""
    criteria = [recorded("c1", first), recorded("c2", second), recorded("c3", third)]
    scores = {"A": ("80", "50", "20"), "B": ("50", "70", "60"), "C": ("30", "90", "80")}
    bids = [offer(name, marks=dict(zip(("c1", "c2", "c3"), row, strict=True))) for name, row in scores.items()]
    return totals(scored(folder, procurement(criteria), bids))


def test_swing_weights(tmp_path: Path) -> None:
    """Swings of 100, 60 and 40 are weights of 50, 30 and 20, and give A 59, B 58 and C 58.

    Method: Multi-criteria analysis, a manual (DCLG, 2009). A: 40 + 15 + 4; B: 25 + 21 + 12; C: 15 + 27 + 16.
    """
    assert three_criteria(tmp_path, "50", "30", "20") == {"A": "59.00", "B": "58.00", "C": "58.00"}


@pytest.mark.parametrize(
    ("weights", "leader"),
    [
        (("49.0", "30.60", "20.40"), "A"),
        (("48.9", "30.66", "20.44"), "C"),
    ],
)
def test_the_weight_at_which_the_leader_changes(tmp_path: Path, weights: tuple[str, str, str], leader: str) -> None:
    """With the other two kept at 60:40, C overtakes A as the first weight falls below 24/49, which is 0.4898."""
    assert next(iter(three_criteria(tmp_path, *weights))) == leader


@pytest.mark.parametrize(("weights", "ahead"), [(("48.3", "31.02", "20.68"), "A"), (("48.2", "31.08", "20.72"), "B")])
def test_the_weight_at_which_the_other_two_tie(tmp_path: Path, weights: tuple[str, str, str], ahead: str) -> None:
    """A and B tie at 14/29, which is 0.4828: A is ahead just above it, B just below."""
    found = three_criteria(tmp_path, *weights)
    assert next(name for name in found if name != "C") == ahead


def test_a_cheap_poor_bid_turns_the_ranking_round(tmp_path: Path) -> None:
    """50/50 and lowest / price: A 80.0 beats B 76.0; with a bid of half the price and no quality, B 56.0 wins."""
    method = procurement([recorded("q", "50"), priced("50")], round_to=rounding(1))
    bids = [offer(name, price, {"q": q}) for name, price, q in (("A", 100, 60), ("B", 125, 72), ("C", 50, 5))]
    assert totals(scored(tmp_path / "two", method, bids[:2])) == {"A": "80.0", "B": "76.0"}
    three = scored(tmp_path / "three", method, bids)
    assert totals(three) == {"B": "56.0", "A": "55.0", "C": "52.5"}
    assert three.leave_one_out is not None
    assert [one.bid_id for one in three.leave_one_out.deciding] == ["C"]


def test_removing_the_last_bid_turns_the_ranking_round(tmp_path: Path) -> None:
    """Quality 55, 42 and 23 of 60 at 196, 124 and 88: with C, A 72.96 beats B 70.39; without it B 82.00 wins."""
    method = procurement([recorded("q", "60"), priced("40")])
    bids = [
        offer("A", "196", weighted={"q": "55"}),  # 55 + 40 x 88/196, then 55 + 40 x 124/196
        offer("B", "124", weighted={"q": "42"}),  # 42 + 40 x 88/124, then 42 + 40
        offer("C", "88", weighted={"q": "23"}),
    ]
    assert totals(scored(tmp_path / "three", method, bids)) == {"A": "72.96", "B": "70.39", "C": "63.00"}
    two = scored(tmp_path / "two", method, bids[:2])
    assert totals(two) == {"B": "82.00", "A": "80.31"}
    assert f"{two.award.margin}" == "1.69"


def test_a_losing_bid_decides_under_a_relative_formula_only(tmp_path: Path) -> None:
    """50/50, A £100 and 60, B £130 and 82, C £60 and 10.

    Lowest / price: with C, B wins by 64.08 to 60.00; without it A wins by 80.00 to 79.46. Between a published £160
    and £60, A has 60.0 and B 56.0 either way.
    """
    bids = [offer(name, price, {"q": q}) for name, price, q in (("A", 100, 60), ("B", 130, 82), ("C", 60, 10))]
    relative = procurement([recorded("q", "50"), priced("50")])
    # A: 30 + 50 x 60/100; B: 41 + 50 x 60/130; C: 5 + 50
    assert totals(scored(tmp_path / "1", relative, bids)) == {"B": "64.08", "A": "60.00", "C": "55.00"}
    assert totals(scored(tmp_path / "2", relative, bids[:2])) == {"A": "80.00", "B": "79.46"}
    fixed = procurement(
        [recorded("q", "50"), priced("50", "fixed-bounds", floor=60, ceiling=160)], round_to=rounding(1)
    )
    for number, field in enumerate((bids, bids[:2])):
        found = scored(tmp_path / f"fixed-{number}", fixed, field)
        assert {name: totals(found)[name] for name in "AB"} == {"A": "60.0", "B": "56.0"}
        assert found.leave_one_out is None


def test_rounding_each_criterion_can_turn_the_order(tmp_path: Path) -> None:
    """59.2 against 59.0 becomes 58 against 60 where each criterion is rounded to whole marks."""
    criteria = [recorded(name, "25") for name in ("c1", "c2", "c3", "c4")]
    bids = [
        offer("A", weighted={"c1": "19.4", "c2": "19.4", "c3": "20.4", "c4": 0}),  # 59.2; 19 + 19 + 20
        offer("B", weighted={"c1": "19.5", "c2": "19.5", "c3": "20.0", "c4": 0}),  # 59.0; 20 + 20 + 20
    ]
    once = scored(tmp_path / "once", procurement(criteria, round_to=rounding(1)), bids)
    assert totals(once) == {"A": "59.2", "B": "59.0"}
    each = scored(tmp_path / "each", procurement(criteria, round_to=rounding(0, at="criterion")), bids)
    assert totals(each) == {"B": "60", "A": "58"}
    assert each.award.bids == ("B",)


def test_ranking_on_published_totals_ties_what_exact_totals_separate(tmp_path: Path) -> None:
    """59.2 and 59.0 both print 59: the procurement says which of the two is ranked, and a warning names the pair."""
    bids = [offer("A", marks={"q": "59.2"}), offer("B", marks={"q": "59.0"})]
    exact = scored(tmp_path / "exact", procurement([recorded("q", "100")], round_to=rounding(0)), bids)
    assert (ranks(exact), totals(exact)) == ({"A": 1, "B": 2}, {"A": "59", "B": "59"})
    assert "rounded-order-differs" in {finding.code for finding in exact.findings}
    as_printed = rounding(0, rank_on="published")
    printed = scored(tmp_path / "printed", procurement([recorded("q", "100")], round_to=as_printed), bids)
    assert ranks(printed) == {"A": 1, "B": 1}


def test_an_exact_tie_that_binary_numbers_would_split(tmp_path: Path) -> None:
    """Weights 30, 40, 30 and levels 2, 5, 5 against 5, 5, 2 are both exactly 82; binary sums differ in digit 16."""
    criteria = [levels("c1", "30"), levels("c2", "40"), levels("c3", "30")]
    given = {"A": (2, 5, 5), "B": (5, 5, 2)}
    seats = [(bid, f"c{n}", level) for bid, row in given.items() for n, level in enumerate(row, 1)]
    found = scored(tmp_path, procurement(criteria), [offer("A"), offer("B")], agreed=consensus(*seats))
    assert (totals(found), ranks(found)) == ({"A": "82.00", "B": "82.00"}, {"A": 1, "B": 1})


CONTACT_TRACING = EXAMPLES / "contact-tracing"


def test_contact_tracing_ends_as_its_table_says() -> None:
    """The shipped example has the totals, subtotals and margin of the table that was written with it."""
    found = evaluate(load(CONTACT_TRACING).inputs)
    assert totals(found) == {
        "northbridge": "75.13",
        "ten-lanterns": "74.04",
        "riverbend": "65.38",
        "halyard": "50.87",
        "pixel-heron": "42.66",
        "in-house": "62.44",
    }
    assert ranks(found) == {
        "northbridge": 1,
        "ten-lanterns": 2,
        "riverbend": 3,
        "halyard": 4,
        "pixel-heron": 5,
        "in-house": None,
    }
    assert f"{found.award.margin}" == "1.09"
    heron = {pillar.pillar: pillar.marks for pillar in found.result("pixel-heron").pillars}
    assert heron["social"] == 22.5


def test_a_social_floor_bars_the_app_led_bid(tmp_path: Path) -> None:
    """With a social floor of 30, Pixel Heron, at 22.5, is not awardable, and the reason names the pillar."""
    folder = tmp_path / "contact-tracing"
    shutil.copytree(CONTACT_TRACING, folder)
    with (folder / "procurement.yaml").open("a", encoding="utf-8") as file:
        file.write("\npillars: {social: {floor: 30, consequence: not-awardable}}\n")
    found = evaluate(load(folder).inputs)
    heron = found.result("pixel-heron")
    assert (heron.status, heron.rank, f"{heron.published}") == ("not-awardable", None, "42.66")
    assert heron.reasons == ("Social pillar: marks 22.5 below the minimum of 30",)
    assert set(statuses(found).values()) == {"ranked", "comparator", "not-awardable"}


EQUIPMENT = {"castle": 1040, "fettle": 905, "orrery-brightside": 690, "hillside": 960, "kindred": 985, "orrery": 660}


def test_a_low_bid_is_flagged_with_both_shares(tmp_path: Path) -> None:
    """£690k is 28.1% under a should-cost of £960k and 24.7% under the mean of the five eligible bids, £916k.

    270/960 is 28.125%, 226/916 is 24.67%. The sixth, cheapest bid fails its gate, so it sets no mean.
    """
    method = procurement(
        [recorded("q", "100")],
        gates=[{"id": "reserved", "title": "Reservation", "asks": "declaration", "consequence": "disregard"}],
        low_bid={"should_cost": 960000, "below_should_cost_percent": 25, "below_mean_percent": 20},
    )
    bids = [
        offer(name, 1000 * price, {"q": 50}, declarations={"reserved": {"value": name != "orrery"}})
        for name, price in EQUIPMENT.items()
    ]
    found = scored(tmp_path, method, bids)
    [flag] = low_bids(found.settled)
    assert flag.bid_id == "orrery-brightside"
    assert "28.1% below the should-cost of 960000" in flag.words
    assert "24.7% below the mean price of 916000.00" in flag.words
    assert [one.code for one in found.outstanding if one.about == "orrery-brightside"] == ["low-bid-unexplained"]
    assert ranks(found)["orrery-brightside"] == 1
