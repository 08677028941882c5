"""Weighted sums that other multi-criteria libraries test themselves with, reproduced as procurements.

Chosen by program from the copied cases:

- a weighted sum (WSM, SAW, weighted sum model, the sums inside WASPAS) whose weights are stated and add up to at most
  one, over values that already lie between 0 and 1: the values are recorded marks, what is missing from one is a
  criterion on which nobody earns marks;
- the same over a matrix that the library normalised before weighing: the normalised matrix is recorded marks;
- equal weights over the normalisation "value / best, best / value": our rule ``ratio-to-best`` does it;
- the normalisations themselves: ``ratio-to-best`` for best / value, ``linear`` down to nothing for 1 - value / highest.

Weighted sums whose weights the library derives from the data itself (CRITIC, standard deviation, VIC) have no published
weights, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from social_value.core.evaluation.results import Evaluation
from tests.core.builders import criterion, evaluated, offer, procurement, recorded, rounding
from tests.golden.published import published_json

Data = dict[str, Any]

CASES: list[Data] = published_json("mcda_library_cases.json")["cases"]


def is_weighted_sum(case: Data) -> bool:
    """Tell whether a case publishes plain weighted sums."""
    summed = any(name in case["method"] for name in ("WSM", "SAW", "WeightedSum"))
    return summed or "wsm_scores" in case["expected"]


def sums_of(case: Data) -> tuple[list[list[Any]], list[Any]] | None:
    """Return values between 0 and 1 and weights of at most one together, or None where the case has no such thing."""
    values = case.get("matrix_after_pipeline") or case["matrix"]
    weights = case.get("weights_after_pipeline") or case["weights"]
    if weights is None or not 0 < sum(weights) <= Decimal("1.0000000001"):
        return None
    return (values, weights) if all(0 <= one <= 1 for row in values for one in row) else None


STATED = [case for case in CASES if is_weighted_sum(case) and sums_of(case) is not None]
RATIOS = [
    case
    for case in CASES
    if case["method"] == "SAW" and case.get("normalisation") == "Linear1" and case.get("weighting") == "MW"
]


def expected_scores(case: Data) -> Iterator[tuple[int, Decimal]]:
    """Yield the number of each alternative and its published score."""
    expected = case["expected"]
    if "ranking_best_first" in expected:
        for name, score in expected["ranking_best_first"]:
            yield int(name.removeprefix("a")) - 1, Decimal(score)
    else:
        yield from enumerate(Decimal(one) for one in expected.get("wsm_scores") or expected["score"])


def assert_scores(found: Evaluation, case: Data) -> None:
    """Compare the totals with the published scores, as closely as the source asserts them."""
    for number, score in expected_scores(case):
        total = found.result(f"a{number}").total
        assert total is not None
        assert abs(total.radicand - 100 * Fraction(score)) <= 100 * Fraction(case["tolerance"])


def weights_of(shares: list[Any]) -> list[Decimal]:
    """Return weights of at most ten places; a rest goes to one more criterion, which may weigh nothing."""
    finest = Decimal("1.0000000000")
    weights = [(Decimal(share) * 100).quantize(finest, "ROUND_DOWN") for share in shares]
    return [*weights, 100 - sum(weights, Decimal(0))]


def test_the_cases_are_the_ones_that_are_meant() -> None:
    """Six cases are found, from two libraries; a change of the file that loses one is noticed."""
    assert len(STATED) == 5
    assert len(RATIOS) == 1
    assert {case["library"].split()[0] for case in (*STATED, *RATIOS)} == {"scikit-criteria", "mcdm"}


@pytest.mark.parametrize("case", STATED, ids=lambda case: case["id"])
def test_stated_weights_over_recorded_marks(case: Data) -> None:
    """The total is 100 times the library's weighted sum."""
    found_sums = sums_of(case)
    assert found_sums is not None
    values, shares = found_sums
    weights = weights_of(shares)
    criteria = [recorded(f"c{number}", weight) for number, weight in enumerate(weights)]
    bids = [
        offer(f"a{place}", marks={f"c{number}": 100 * Decimal(value) for number, value in enumerate([*row, 0])})
        for place, row in enumerate(values)
    ]
    assert_scores(evaluated(procurement(criteria, round_to=rounding(8)), bids), case)


def by_measure(case: Data, scores: list[Data], weights: list[Decimal]) -> Evaluation:
    """Score the raw matrix of a case, one measure and one rule a column."""
    criteria = [
        criterion(f"c{number}", weight, {**score, "of": f"m{number}"})
        for number, (score, weight) in enumerate(zip(scores, weights, strict=True))
    ]
    bids = [
        offer(f"a{place}", measures={f"m{number}": Decimal(value) for number, value in enumerate(row)})
        for place, row in enumerate(case["matrix"])
    ]
    return evaluated(procurement(criteria, round_to=rounding(8)), bids)


def ratio(sense: int) -> Data:
    """Return the rule that divides by the best, or the best by the value."""
    return {"rule": "ratio-to-best", "best": "highest" if sense == 1 else "lowest"}


@pytest.mark.parametrize("case", RATIOS, ids=lambda case: case["id"])
def test_equal_weights_over_ratios_to_the_best(case: Data) -> None:
    """The raw matrix under ``ratio-to-best`` with equal weights gives the library's scores and order."""
    rules = [ratio(sense) for sense in case["types"]]
    found = by_measure(case, rules, [Decimal(100) / len(rules)] * len(rules))
    assert_scores(found, case)
    order = [f"a{number}" for number, _ in expected_scores(case)]
    assert [result.id for result in found.bids] == order


def assert_normalised(found: Evaluation, case: Data) -> None:
    """Compare marks with the published normalised matrix."""
    for place, row in enumerate(case["expected"]["normalised"]):
        for number, value in enumerate(row):
            marks = found.settled.marked(f"c{number}", f"a{place}").marks
            assert marks is not None
            assert abs(marks - 100 * Fraction(value)) <= Fraction(1, 10**6)


def test_ratios_to_the_best_column_by_column() -> None:
    """``ratio-to-best`` is the linear normalisation of pymcdm, for values and for costs, to eight places."""
    [case] = [case for case in CASES if case["id"] == "pymcdm-LinearNormalization"]
    assert_normalised(
        by_measure(case, [ratio(s) for s in case["types"]], [Decimal(40), Decimal(40), Decimal(20)]), case
    )


def test_shares_of_the_highest_column_by_column() -> None:
    """``linear`` from the highest cost down to nothing is the max normalisation of pymcdm, to eight places."""
    [case] = [case for case in CASES if case["id"] == "pymcdm-MaxNormalization"]
    highest = [max(column) for column in zip(*case["matrix"], strict=True)]
    rules: list[Data] = [
        {"rule": "linear", "zero_at": 0, "full_at": top}
        if sense == 1
        else {"rule": "linear", "zero_at": top, "full_at": 0}
        for sense, top in zip(case["types"], highest, strict=True)
    ]
    assert_normalised(by_measure(case, rules, [Decimal(40), Decimal(40), Decimal(20)]), case)
