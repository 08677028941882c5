"""Other governments' scoring engines: what their own tests demand, demanded of this product."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from social_value.core.checks import findings_of
from social_value.core.reads.binding import bind_formula
from social_value.core.rules.formulas import pool_of
from social_value.model.scoring import FormulaScore
from tests.core.builders import inputs_of, offer, priced, procurement, recorded, totals
from tests.golden.published import published_json, scored

Data = dict[str, Any]

NHS = published_json("nhs_buying_catalogue_price_bands.json")
BRITISH_COLUMBIA = published_json("bc_sprint_with_us_cases.json")

BOTH_WEIGHTS = [case for case in NHS["weight_validation_cases"] if case.keys() >= {"price", "non_price"}]

# The bands of the NHS Buying Catalogue, with its scores of 1 to 5 as 20 to 100 marks.
NHS_BANDS: Data = {
    "rule": "banded-above-lowest",
    "when_lowest_is_zero": 20,
    "zero_price": "full-marks",
    "bands": [
        {"up_to": 0, "marks": 100},
        {"above": 0, "up_to": 25, "marks": 80},
        {"above": 25, "up_to": 50, "marks": 60},
        {"above": 50, "up_to": 100, "marks": 40},
        {"above": 100, "marks": 20},
    ],
}


@pytest.mark.parametrize("case", NHS["price_score_cases"], ids=str)
def test_nhs_price_bands(case: Data) -> None:
    """The price score follows from the percentage above the lowest price, also where the lowest is zero."""
    bound = bind_formula(FormulaScore.model_validate(NHS_BANDS))
    lowest, price = Fraction(case["lowest"]), Fraction(case["price"])
    assert 5 * bound.share(price, pool_of([lowest, price])) == case["expected_score"]


def test_nhs_price_bands_as_a_procurement(tmp_path: Path) -> None:
    """The same scores come out of a whole procurement, of which price is 60."""
    cases = [case for case in NHS["price_score_cases"] if case["lowest"]]
    bids = [offer(f"bid-{case['expected_score']}", case["price"], {"q": 0}) for case in cases]
    found = scored(tmp_path, procurement([priced("60", **NHS_BANDS), recorded("q", "40")]), bids)
    expected = {f"bid-{case['expected_score']}": f"{case['expected_score'] * 12:.2f}" for case in cases}
    assert totals(found) == expected


@pytest.mark.parametrize("case", NHS["weighted_score_cases"], ids=str)
def test_nhs_weighted_scores(tmp_path: Path, case: Data) -> None:
    """A weighted score is score x weight / 100; a score of 5 is 100 marks here, so 20 marks make one point."""
    weight = Decimal(case["weight"])
    rest = [recorded("rest", 100 - weight)] if weight < 100 else []
    marks = {"q": Decimal(case["score"]) * 20, **({"rest": 0} if rest else {})}
    found = scored(tmp_path, procurement([recorded("q", weight), *rest]), [offer("A", marks=marks)])
    weighted = found.settled.marked("q", "A").weighted
    assert weighted is not None
    assert weighted / 20 == Fraction(case["expected"])


@pytest.mark.parametrize("case", BOTH_WEIGHTS, ids=str)
def test_nhs_weights_that_must_sum(case: Data) -> None:
    """Weights of price and quality that do not add up to 100 are refused; those that do are not."""
    method = procurement([priced(str(case["price"])), recorded("q", str(case["non_price"]))])
    codes = {finding.code for finding in findings_of(inputs_of(method, [offer("A", 10, {"q": 50})]))}
    assert ("weights-do-not-sum" in codes) == case["error"]


@pytest.mark.parametrize("case", BRITISH_COLUMBIA["cases"], ids=lambda case: case["name"])
def test_sprint_with_us(tmp_path: Path, case: Data) -> None:
    """Totals, price marks and the award are what the end-to-end tests of that system require.

    A proposal that is screened out after the questions gets no total and sets no lowest price. The marks at which
    one is screened out are not in the source; 50 separates its 10 from its 80. Marks it never got are entered as 0.
    """
    weights = case["weights"]
    asked = ("questions", "code_challenge", "scenario")
    screen = {"marks": 50, "consequence": "disregard"}
    criteria = [recorded("questions", str(weights["questions"]), minimum=screen)]
    criteria += [recorded(name, str(weights[name])) for name in asked[1:]]
    bids = []
    for number, proposal in enumerate(case["proposals"], 1):
        questions = Decimal(100) * proposal["question_mark"] / case["question_max_mark"]
        marks = {"questions": questions} | {name: proposal.get(name, 0) for name in asked[1:]}
        bids.append(offer(f"organization-{number}", proposal["total_cost"], marks))
    found = scored(tmp_path, procurement([*criteria, priced(str(weights["price"]))]), bids)
    for number, proposal in enumerate(case["proposals"], 1):
        expected, result = proposal["expected"], found.result(f"organization-{number}")
        assert result.published == (None if expected["total"] is None else Decimal(expected["total"]))
        assert (result.id in found.award.bids) == expected["awarded"]
        for name in ("questions", "code_challenge", "scenario", "price"):
            if name in expected:
                assert found.settled.marked(name, result.id).marks == Fraction(expected[name])
