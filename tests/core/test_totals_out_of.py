"""Totals out of another number than 100: the same procurement at other points, and what says them to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.what_if.structures import Budget
from social_value.core.what_if.sweep import Sweep, sweep
from social_value.core.what_if.targets import move_of, targets_of
from tests.cli.command import social_value
from tests.core.builders import inputs_of_case, levels, offer, priced, procurement, recorded, rounding
from tests.files.workbook.books import book_of, disagreements
from tests.generate import Case, generate

Data = dict[str, Any]

NEGOMETRIX = [recorded("experience", "60"), recorded("control", "40"), recorded("time", "30"), priced("70")]
"""A published example of 200 points: 60 for experience, 40 for quality control, 30 for time, 70 for price.

https://support-us.negometrix.com/support/solutions/articles/44001761046-low-bid-scoring-formula
"""
TWO_BIDDERS = [
    offer("a", "10000", weighted={"experience": 40, "control": 30, "time": 20}),
    offer("b", "8000", weighted={"experience": 32, "control": 20, "time": 22}),
]


def written(folder: Path, method: Data, bids: list[Data]) -> Path:
    """Write a procurement without panel as files."""
    return Case(0, method, bids, [], None, None).write(folder)


def of_200(folder: Path) -> Path:
    """Write the published example of 200 points."""
    return written(folder, procurement(NEGOMETRIX, round_to=rounding(0), keys={"out_of": 200}), TWO_BIDDERS)


def test_a_published_example_of_200_points(tmp_path: Path) -> None:
    """A earns 40 + 30 + 20 + 8,000 / 10,000 x 70 = 146 points and B 32 + 20 + 22 + 70 = 144, as it was published."""
    folder = of_200(tmp_path / "p")
    found = json.loads(social_value("score", folder, "--format", "json").out)
    assert found["method"]["unit"] == "marks out of 200"
    assert {bid["id"]: bid["total"] for bid in found["bids"]} == {"a": "146", "b": "144"}
    assert found["bids"][0]["pillars"]["financial"] == {"marks": "80", "weight": "70", "weighted": "56"}
    assert "146 marks out of 200" in social_value("explain", folder, "--bid", "a").out
    assert "weighted-sum: marks out of 200" in social_value("score", folder).out
    assert disagreements(book_of(folder)) == []


@pytest.mark.parametrize(("out_of", "weights"), [(400, ("160", "240")), (600, ("200", "400")), (5, ("2", "3"))])
def test_methods_of_other_points(tmp_path: Path, out_of: int, weights: tuple[str, str]) -> None:
    """Half marks on quality and a price of 125 against 100 earn half of one weight and four fifths of the other."""
    keys = {"out_of": out_of}
    method = procurement([recorded("q", weights[0]), priced(weights[1])], keys=keys)
    folder = written(tmp_path / "p", method, [offer("a", "125", {"q": 50}), offer("b", "100", {"q": 0})])
    found = {
        bid["id"]: bid["total"] for bid in json.loads(social_value("score", folder, "--format", "json").out)["bids"]
    }
    quality, price = map(Fraction, weights)
    assert {bid: Fraction(total) for bid, total in found.items()} == {"a": quality / 2 + price * 4 / 5, "b": price}
    assert disagreements(book_of(folder)) == []


def test_weights_that_do_not_add_up_to_what_totals_are_out_of(tmp_path: Path) -> None:
    """The finding names the number that the procurement published, and a way out that works when obeyed."""
    method = procurement([recorded("q", "300"), priced("250")], keys={"out_of": 600})
    folder = written(tmp_path / "p", method, [])
    done = social_value("validate", folder)
    assert done.code == 1
    assert "criterion weights add up to 550, not 600 (q 300, price 250)." in done.out
    assert "`evaluation: {out_of: 550}`" in done.out
    mended = written(tmp_path / "q", procurement([recorded("q", "300"), priced("250")], keys={"out_of": 550}), [])
    assert "weights-do-not-sum" not in social_value("validate", mended).out


def test_hurdles_are_of_100_whatever_totals_are_out_of(tmp_path: Path) -> None:
    """A floor and a minimum of quality are marks of 100: 55 of 100 points of 600 are below a minimum of 60."""
    minimum = {"quality_minimum": {"marks": 60, "consequence": "disregard"}}
    method = procurement([recorded("q", "600")], "price-per-quality-point", keys={"out_of": 600, **minimum})
    bids = [offer("low", "55", {"q": 55}), offer("high", "90", {"q": 60})]
    folder = written(tmp_path / "p", method, bids)
    found = json.loads(social_value("score", folder, "--format", "json").out)
    # 60 of 100 marks are 360 of 600 points: 90 / 360 = 0.25 for each point.
    assert {bid["id"]: (bid["status"], bid["total"]) for bid in found["bids"]} == {
        "high": ("ranked", "0.25"),
        "low": ("disregarded", None),
    }
    assert disagreements(book_of(folder)) == []


def test_a_weight_that_is_asked_for_is_of_the_same_points(tmp_path: Path) -> None:
    """What-if takes weights up to 200, scales the rest to 200 and says so; more than 200 is refused."""
    folder = of_200(tmp_path / "p")
    after = json.loads(social_value("what-if", folder, "--weight", "price=200", "--format", "json").out)["after"]
    assert {bid["bid"]: bid["total"] for bid in after} == {"a": "160", "b": "200"}
    refused = social_value("what-if", folder, "--weight", "price=201")
    assert refused.code == 2
    assert "Write a number from 0 to 200." in refused.err
    picture = social_value("what-if", folder, "--sweep", "price").out
    assert "at every weight" not in picture
    assert "200" in picture


def test_a_framework_counts_in_percent_of_the_total(tmp_path: Path) -> None:
    """The minimum of 10% for social value is 60 points of 600: 60 meet it and 59 do not."""
    for weight, expected in (("60", False), ("59", True)):
        social = levels("1a", weight, "social", framework_criterion="1a")
        method = procurement(
            [social, recorded("q", str(540 - int(weight))), priced("60")],
            keys={"out_of": 600},
            framework="ppn-002",
            contract={"estimated_value": 9000000, "currency": "GBP", "vat": "excluded", "service": "services"},
            authority={"name": "Department", "type": "central"},
        )
        done = social_value("validate", written(tmp_path / weight, method | {"commenced_on": "2026-01-05"}, []))
        assert ("weight-below-minimum" in done.out) is expected, done.out


# --- The same procurement at other points ----------------------------------------------------------


def at_points(case: Case, out_of: int) -> Case:
    """Return the same case with every weight, and every sum of weighted marks, in other points."""
    factor = Fraction(out_of, 100)
    method = {**case.procurement, "criteria": [_scaled(one, factor) for one in case.procurement["criteria"]]}
    method["evaluation"] = {**case.procurement["evaluation"], "out_of": out_of}
    return Case(
        case.seed, method, [_rescaled(bid, factor) for bid in case.bids], case.scores, case.consensus, case.decisions
    )


def _scaled(criterion: Data, factor: Fraction) -> Data:
    parts = {"criteria": [_scaled(part, factor) for part in criterion["criteria"]]} if "criteria" in criterion else {}
    weight = {"weight": _decimal(criterion["weight"], factor)} if "weight" in criterion else {}
    return {**criterion, **weight, **parts}


def _rescaled(bid: Data, factor: Fraction) -> Data:
    given: Mapping[str, Data] = bid.get("recorded", {})
    again = {
        key: {**value, "weighted": _decimal(value["weighted"], factor)} if "weighted" in value else value
        for key, value in given.items()
    }
    return {**bid, "recorded": again} if given else bid


def _decimal(value: int | Decimal, factor: Fraction) -> Decimal:
    return Decimal(value) * factor.numerator / factor.denominator


def scales_with_its_points(seed: int) -> bool:
    """Tell whether a case has a total out of its points, and no rounding that is finer for more of them."""
    evaluation = generate(seed).procurement["evaluation"]
    rounding_ = evaluation["rounding"]
    return (evaluation["method"], rounding_["at"], rounding_["rank_on"]) == ("weighted-sum", "total", "exact")


SEEDS = [seed for seed in range(120) if scales_with_its_points(seed)][:12]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_procurement_in_other_points(seed: int) -> None:
    """Four times the points: the same marks, hurdles and ranks, and four times every sum."""
    case = generate(seed)
    before, after = evaluate(inputs_of_case(case)), evaluate(inputs_of_case(at_points(case, 400)))
    assert after.ranking.ranks == before.ranking.ranks
    for result in before.bids:
        other = after.result(result.id)
        assert other.status == result.status
        assert [part.marks for part in other.pillars] == [part.marks for part in result.pillars]
        assert (other.total is None) == (result.total is None)
        if other.total is not None and result.total is not None:
            assert other.total.radicand == 4 * result.total.radicand


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_a_sweep_turns_at_the_same_shares(seed: int) -> None:
    """Along the weight of the first criterion, the same bids are first over the same stretches, four times as long."""
    case = generate(seed)
    swept = [sweep_of_first(case), sweep_of_first(at_points(case, 400))]
    shares = [
        [(x.low / one.top, x.high / one.top, x.includes_low, x.includes_high, x.first) for x in one.by_first]
        for one in swept
    ]
    assert shares[0] == shares[1] != []


def sweep_of_first(case: Case) -> Sweep:
    """Return the sweep of the first criterion."""
    settled = evaluate(inputs_of_case(case)).settled
    target = next(one for one in targets_of(settled.field.inputs) if one.kind == "criterion")
    return sweep(settled, move_of(settled.field, target), Budget(10**6))
