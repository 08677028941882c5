"""A service that people cannot choose answers to them: the module is there, and its gates and its minimum bite."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.files.load import load
from tests.cli.command import social_value

GATES = {
    "user-research": "disregard",
    "accessible-design": "disregard",
    "offline-route": "disregard",
    "complaint-and-review": "disregard",
    "published-performance": "not-awardable",
}
"""What the module asks of every bid, with what follows where it is not met."""
FRAMEWORK = """\
kind: framework
schema: 1
id: our-benefits
title: Benefits support
version: "1"
publisher: Example Council
licence: CC0-1.0
references: [{title: Our own paper}]
include: [no-choice-service]
"""
METHOD = """\
kind: procurement
schema: 1
id: support
title: Support for people who claim benefits
fictional: true
commenced_on: 2026-10-05
framework: our-benefits
contract: {estimated_value: 900000, currency: GBP, vat: included, years: 3, service: light-touch}
service_profile: {citizen_choice: none}
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
criteria:
  - {id: F1, pillar: financial, weight: 80, score: {rule: fixed-bounds, floor: 400000, ceiling: 1400000}}
  - id: NC1
    title: Answerable to people who cannot go elsewhere
    pillar: social
    weight: 20
    score: {rule: scale, scale: zero-to-five}
    minimum: {level: 2, consequence: disregard}
gates:
"""


def gates(left_out: str = "") -> str:
    """Return the gates of the module as a procurement states them."""
    return "".join(
        f"  - {{id: {name}, title: {name}, asks: declaration, consequence: {consequence}}}\n"
        for name, consequence in GATES.items()
        if name != left_out
    )


def write(folder: Path, method: str, bids: dict[str, tuple[int, dict[str, bool], int]]) -> Path:
    """Write a procurement with bids: a price, answers that are not yes, and the level on NC1."""
    (folder / "frameworks").mkdir(parents=True)
    (folder / "frameworks" / "our-benefits.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "procurement.yaml").write_text(method, encoding="utf-8")
    (folder / "bids").mkdir()
    for name, (price, answers, _) in bids.items():
        declared = "".join(
            f"  {gate}: {{value: {str(answers.get(gate, True)).lower()}, evidence: Schedule 4}}\n" for gate in GATES
        )
        (folder / "bids" / f"{name}.yaml").write_text(
            f"kind: bid\nschema: 1\nid: {name}\nsupplier: {{name: Supplier {name}}}\nprice: {{total: {price}}}\n"
            f"declarations:\n{declared}",
            encoding="utf-8",
        )
    given = "".join(
        f'  - {{bid: {name}, criterion: NC1, level: {level}, rationale: "As section 3 of {name} says."}}\n'
        for name, (_, _, level) in bids.items()
    )
    (folder / "scores").mkdir()
    (folder / "scores" / "resident.yaml").write_text(
        f"kind: scores\nschema: 1\nevaluator: {{id: resident, conflict: none}}\nscores:\n{given}", encoding="utf-8"
    )
    return folder


def scored(folder: Path) -> Evaluation:
    """Return the evaluation of a folder."""
    return evaluate(load(folder).inputs)


ANSWERABLE = (870_000, dict[str, bool](), 5)
PORTAL_OTTER = (410_000, {"offline-route": False}, 1)


def test_sm_27_a_digital_only_bid_fails_the_gate_and_gets_no_rank(tmp_path: Path) -> None:
    """The cheapest bid by far offers no route without the internet: it is out, and has no marks."""
    folder = write(tmp_path / "p", METHOD + gates(), {"lantern": ANSWERABLE, "portal-otter": PORTAL_OTTER})
    otter = scored(folder).result("portal-otter")
    assert (otter.status, otter.rank, otter.published) == ("disregarded", None, None)
    assert otter.reasons == ("offline-route: not met",)
    assert scored(folder).award.bids == ("lantern",)


@pytest.mark.parametrize(("gate", "consequence"), GATES.items())
def test_sm_27_every_gate_of_the_module_bites(tmp_path: Path, gate: str, consequence: str) -> None:
    """Research, accessible design, a route offline, complaints, published performance: without one there is no rank."""
    failing = (500_000, {gate: False}, 5)
    folder = write(tmp_path / "p", METHOD + gates(), {"lantern": ANSWERABLE, "other": failing})
    result = scored(folder).result("other")
    assert result.rank is None
    assert result.status == ("disregarded" if consequence == "disregard" else consequence)


def test_sm_27_a_low_mark_of_the_evaluators_puts_a_bid_out(tmp_path: Path) -> None:
    """Level 1 is below the minimum of 2 on answerability, whatever the price."""
    folder = write(tmp_path / "p", METHOD + gates(), {"lantern": ANSWERABLE, "other": (410_000, {}, 1)})
    assert scored(folder).result("other").status == "disregarded"


def test_sm_27_without_the_module_it_is_an_error(tmp_path: Path) -> None:
    """A framework that does not include the module, or none at all, ends with 1."""
    cases = {"base": ("framework: triad-base\n", "triad-base does not include"), "none": ("", "no framework includes")}
    for name, (framework, shown) in cases.items():
        method = METHOD.replace("framework: our-benefits\n", framework)
        folder = write(tmp_path / name, method + gates(), {"lantern": ANSWERABLE})
        done = social_value("validate", folder / "procurement.yaml")
        assert done.code == 1
        assert "no-choice-module-missing" in done.out + done.err
        assert shown in done.out + done.err


@pytest.mark.parametrize("gate", GATES)
def test_sm_27_no_gate_of_the_module_may_be_left_out(tmp_path: Path, gate: str) -> None:
    """The policy of the module asks for each gate."""
    folder = write(tmp_path / "p", METHOD + gates(left_out=gate), {"lantern": ANSWERABLE})
    done = social_value("validate", folder)
    assert done.code == 1
    assert gate in done.out + done.err


def test_sm_27_the_minimum_may_not_be_lowered(tmp_path: Path) -> None:
    """The procurement states the minimum of the module, or a higher one."""
    method = METHOD.replace("minimum: {level: 2", "minimum: {level: 1")
    folder = write(tmp_path / "p", method + gates(), {"lantern": ANSWERABLE})
    done = social_value("validate", folder)
    assert "minimum" in done.out + done.err
    assert done.code == 1
