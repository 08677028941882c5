"""Ten thousand generated procurements, scored by the product and by the naive second implementation.

Nearly all of them are built straight from their dictionaries; some hundreds are written to files and read back.
Marks, totals, ranks and margins agree exactly: nothing is compared within a tolerance.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.rules.methods import Root
from social_value.files.load import load
from tests import oracle
from tests.core.builders import inputs_of_case
from tests.generate import Case, generate
from tests.samples import sample, seeds

Data = dict[str, Any]

CASES = seeds(10_000, 100_000)
BLOCK = 500
THROUGH_FILES = seeds(200, 2_000, first=CASES.stop - CASES.start)


def of_oracle(case: Case) -> Data:
    """Return what the naive implementation says of a case."""
    return oracle.evaluate(case.procurement, case.bids, case.scores, case.consensus, case.decisions)


def of_product(evaluation: Evaluation) -> Data:
    """Return the product's result in the words of the naive implementation."""
    margin = evaluation.award.margin
    return {
        "bids": {result.id: _bid(evaluation, result) for result in evaluation.bids},
        "award": sorted(evaluation.award.bids),
        "margin": None if margin is None else f"{margin:f}",
        "left": {result.id for result in evaluation.bids if result.id in evaluation.settled.left},
    }


def _bid(evaluation: Evaluation, result: BidResult) -> Data:
    rows = {leaf.id: evaluation.settled.marked(leaf.id, result.id) for leaf in evaluation.inputs.leaves}
    return {
        "status": result.status,
        "rank": result.rank,
        "total": None if result.total is None else _number(result.total),
        "published": None if result.published is None else f"{result.published:f}",
        "criteria": {name: {"marks": row.marks, "weighted": row.weighted} for name, row in rows.items()},
        "pillars": {one.pillar: {"marks": one.marks, "weighted": one.weighted} for one in result.pillars},
    }


def _number(total: Root) -> object:
    return total.radicand if total.degree == 1 else (total.radicand, total.degree)


def assert_agree(found: Data, expected: Data, seed: int) -> None:
    """Compare two results exactly; a root of degree 1 is the number under it."""
    for name, wanted in expected["bids"].items():
        total = wanted["total"]
        if isinstance(total, tuple) and total[1] == 1:
            wanted["total"] = total[0]
        assert found["bids"][name] == wanted, f"case {seed}, bid {name}"
    assert found["bids"].keys() == expected["bids"].keys(), f"case {seed}"
    assert found["award"] == expected["award"], f"case {seed}"
    assert found["margin"] == expected["margin"], f"case {seed}"
    assert found["left"] == {name for left in expected["rounds"] for name in left}, f"case {seed}"


@pytest.mark.parametrize("first", CASES[::BLOCK])
def test_generated_procurements_agree(first: int) -> None:
    """Status, rank, total, marks, pillars, award and margin are those of the naive implementation."""
    for seed in range(first, first + BLOCK):
        case = generate(seed)
        assert_agree(of_product(evaluate(inputs_of_case(case))), of_oracle(case), seed)


def test_procurements_read_from_files_agree(tmp_path: Path) -> None:
    """The same holds of procurements that are written as YAML and CSV and read back, with the shipped register."""
    for seed in THROUGH_FILES:
        case = generate(seed)
        loaded = load(case.write(tmp_path / str(seed)))
        assert_agree(of_product(evaluate(loaded.inputs)), of_oracle(case), seed)


def test_files_and_dictionaries_are_the_same_inputs(tmp_path: Path) -> None:
    """What is read from files is what the dictionaries say, so that most cases need no files."""
    for seed in THROUGH_FILES[: sample(60, 600)]:
        case = generate(seed)
        read, built = load(case.write(tmp_path / str(seed))).inputs, inputs_of_case(case)
        assert read.procurement == built.procurement, f"case {seed}"
        assert read.consensus == built.consensus, f"case {seed}"
        assert read.decisions == built.decisions, f"case {seed}"
        assert {bid.id: bid for bid in read.bids} == dict(built.bids_by_id) or case.bids_in_csv, f"case {seed}"
