"""``social-value init --method``: a short method as many councils publish it, ready for bids."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.files.load import load
from tests.cli.command import social_value
from tests.faults.procurement import write
from tests.features.folders import bids_of, scored

BID = """\
kind: bid
schema: 1
id: {name}
supplier: {{name: {name} Ltd}}
price: {{total: {price}}}
commitments:
  - {{id: c1, measure: local-jobs, quantity: {jobs}, unit: FTE years, area: our-area, due: 2028-06-30,
     evidence: payroll, owner: manager, reports_to: council}}
"""
SCORES = """\
kind: scores
schema: 1
evaluator: {id: evaluator-1, conflict: none}
scores:
"""
LEVELS = {"birch": 4, "cedar": 5}


@pytest.fixture(name="begun")
def begun_folder(tmp_path: Path) -> Path:
    """Return the folder that `init --method quantity-and-quality` writes."""
    folder = tmp_path / "grounds"
    done = social_value("init", folder, "--method", "quantity-and-quality")
    assert done.code == 0, done.err
    return folder


def test_it_is_short_and_nothing_is_to_be_said_of_it(begun: Path) -> None:
    """Under forty lines, and `validate --strict` has neither an error nor a warning: only bids are due."""
    assert len((begun / "procurement.yaml").read_text(encoding="utf-8").splitlines()) < 40
    said = social_value("validate", begun, "--strict")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "1 procurement checked: no errors."


def test_quantity_and_quality_weigh_half_each(begun: Path) -> None:
    """Of the twenty points of social value ten are for what is promised and ten for the statement."""
    weights = {leaf.id: leaf.weight for leaf in load(begun).inputs.leaves if leaf.pillar == "social"}
    assert weights == {"quantity": 10, "statement": 10}


def test_bids_and_scores_make_a_result(begun: Path) -> None:
    """Three local jobs are 60 of 100 points and level 4 of 5 is 80: 6 + 8; five jobs and level 5 are all 20."""
    bids = {
        f"bids/{name}.yaml": BID.format(name=name, price=price, jobs=jobs)
        for name, price, jobs in (("birch", 120_000, 3), ("cedar", 150_000, 5))
    }
    given = "".join(
        f'  - {{bid: {bid}, criterion: {criterion}, level: {level}, rationale: "Answer 1 shows it for {criterion}.",'
        ' evidence: "answer 1"}\n'
        for bid, level in LEVELS.items()
        for criterion in ("carbon", "way-of-working", "statement")
    )
    write(begun, {**bids, "scores/evaluator-1.yaml": SCORES + given})
    found = bids_of(scored(begun))
    assert {bid: found[bid]["pillars"]["social"]["weighted"] for bid in found} == {"birch": "14.00", "cedar": "20.00"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--method", "quantity"), "Write --method quantity-and-quality."),
        (("--method", "quantity-and-quality", "--framework", "ppn-002"), "Leave --framework and --as-of out."),
    ],
)
def test_what_does_not_go_together_is_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """An unknown method, and a method with a framework, write nothing and say what to do."""
    done = social_value("init", tmp_path / "grounds", *words)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert not (tmp_path / "grounds").exists()
