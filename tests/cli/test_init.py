"""``social-value init``: whatever the framework asks, what is written validates and scores."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.files.catalogue import shipped_folder
from social_value.files.load import load
from social_value.files.validating import validate_paths
from social_value.files.yaml_source import read_yaml
from tests.cli.command import social_value
from tests.core.frameworks.written import HEAD
from tests.faults.procurement import write

SHIPPED = sorted(
    path.stem
    for path in shipped_folder().rglob("*.yaml")
    if (data := read_yaml(path, path.name).data)["kind"] == "framework" and not data.get("module")
)
SOURCE = "reference: {title: Note}, confidence: official, severity: error"
MENU = (
    """\
commenced: {from: 2025-10-01, to: 2026-12-31}
applies_to: {value_at_least: 5000000, authorities: [central]}
scales:
  four:
    levels:
      - {level: 0, marks: 0, descriptor: Nothing.}
      - {level: 1, marks: 40, descriptor: Little.}
      - {level: 2, marks: 70, descriptor: Much.}
      - {level: 3, marks: 100, descriptor: All.}
themes:
  - id: work
    title: "Work: fair & good"
    outcomes:
      - id: jobs
        title: Jobs
        criteria:
          - {id: "1a", title: "Jobs: more of them", pillar: social, scale: four, confidence: secondary}
          - {id: "1b", title: Pay, pillar: social, scale: pass-fail, sub_criteria: ["#1 first", "- second"],
             confidence: secondary}
        measures:
          - {id: fte, title: Jobs, unit: FTE, confidence: unverified}
          - {id: weeks, title: Weeks, unit: weeks, confidence: unverified}
  - id: climate
    title: Climate
    outcomes:
      - id: carbon
        title: Carbon
        criteria: [{id: "2a", title: Carbon, pillar: environmental, confidence: secondary}]
"""
    f"""\
policy:
  - {{rule: minimum-weight, of: {{themes: all}}, percent: 20, {SOURCE}}}
  - {{rule: weight-step, of: {{themes: all}}, step: 4, {SOURCE}}}
  - {{rule: criterion-required, criterion: "1b", {SOURCE}}}
  - {{rule: outcome-count, at_least: 2, at_most: 2, {SOURCE}}}
  - {{rule: measure-count, at_least: 1, at_most: 2, {SOURCE}}}
  - {{rule: kpi-count, at_least: 3, social_value: true, {SOURCE}}}
"""
)
"""A menu without weights, as the Social Value Models are, with every kind of rule that counts."""
WHOLE = (
    """\
pillars:
  financial: {weight_range: {at_least: 30, at_most: 45}}
  quality: {weight_range: {at_least: 10}}
  social: {floor: 60, consequence: not-awardable}
gates:
  - {id: living-wage, title: Pays it, asks: declaration, consequence: disregard, confidence: official}
  - {id: most, title: Cheap, asks: figure, of: price, at_most: 300000, consequence: disregard, confidence: official}
  - {id: reach, title: Reach, asks: figure, of: people, at_least: 40, consequence: disregard, confidence: official}
themes:
  - id: all-of-it
    title: All of it
    outcomes:
      - id: one
        title: One
        criteria:
          - {id: F1, title: Price, pillar: financial, weight: 37.5, confidence: official}
          - {id: Q1, title: Quality, pillar: quality, weight: 12.5, confidence: official,
             minimum: {level: 5, consequence: disregard}}
          - {id: E1, title: Carbon, pillar: environmental, weight: 20, confidence: official}
          - {id: S1, title: People, pillar: social, weight: 30, confidence: official,
             minimum: {marks: 90, consequence: disregard}}
"""
    f"""\
policy:
  - {{rule: pillars-required, pillars: [financial, environmental, social, quality], {SOURCE}}}
  - {{rule: gate-required, gate: living-wage, {SOURCE}}}
  - {{rule: gate-required, gate: most, {SOURCE}}}
  - {{rule: gate-required, gate: reach, {SOURCE}}}
  - {{rule: weight-range, of: {{pillars: [social]}}, at_least: 25, at_most: 35, {SOURCE}}}
"""
)
"""A base with weights, gates, minimums, floors and limits."""
LOCAL = "extends: whole\nchanges: {criteria: {S1: {weight: 20}, Q1: {weight: 22.5}}}\n"
OWN_PRICE = """\
themes:
  - id: t
    title: T
    outcomes:
      - id: o
        title: O
        criteria:
          - {id: price, title: "Price of people's time", pillar: social, weight: 15, confidence: unverified}
          - {id: early, title: Early, pillar: quality, in_force: {to: 2020-12-31}, confidence: unverified}
"""
"""A criterion under the id that our own price would take, and one that is not in force any more."""
EVERY_PILLAR = """\
themes:
  - id: t
    title: T
    outcomes:
      - id: one
        title: One
        criteria:
          - {id: A, title: Price, pillar: financial, minimum: {marks: 90, consequence: disregard}, confidence: official}
          - {id: B, title: Carbon, pillar: environmental, weight_range: {at_most: 12}, confidence: official}
      - id: two
        title: Two
        criteria: [{id: C, title: People, pillar: social, confidence: official}]
      - id: three
        title: Three
        criteria: [{id: D, title: More people, pillar: social, confidence: official}]
"""
AT_MOST_60 = f"policy:\n  - {{rule: weight-range, of: {{themes: all}}, at_least: 5, at_most: 60, {SOURCE}}}\n"
ONE_OUTCOME = (
    f"policy:\n  - {{rule: outcome-count, at_most: 1, {SOURCE}}}\n"
    f"  - {{rule: criterion-required, criterion: D, {SOURCE}}}\n"
    f"  - {{rule: minimum-weight, of: {{themes: [t]}}, percent: 30, {SOURCE}}}\n"
    f"  - {{rule: pillars-required, pillars: [environmental, quality], {SOURCE}}}\n"
)
INVENTED = {
    "menu": MENU,
    "whole": WHOLE,
    "below": LOCAL,
    "own-price": OWN_PRICE,
    "every-pillar": EVERY_PILLAR,
    "at-most-60": EVERY_PILLAR + AT_MOST_60,
    "one-outcome": EVERY_PILLAR + ONE_OUTCOME,
}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Return a folder with the invented frameworks in it."""
    write(tmp_path / "frameworks", {f"{name}.yaml": HEAD.format(id=name) + text for name, text in INVENTED.items()})
    return tmp_path


def begun(top: Path, framework: str | None, *more: str) -> Evaluation:
    """Return the evaluation of what `init` writes, once it has no errors."""
    folder = top / "begun here"
    words = ("--framework", framework) if framework else ()
    done = social_value("init", folder, *words, *more)
    assert (done.code, done.out) == (0, ""), done.err
    findings = validate_paths([folder]).findings
    assert [f"{one.place} {one.code}: {one.message}" for one in findings if one.severity == "error"] == []
    evaluation = evaluate(load(folder).inputs)
    assert evaluation.award.bids
    assert [bid.status for bid in evaluation.bids] == ["ranked", "ranked"]
    return evaluation


def weights(evaluation: Evaluation) -> dict[str, Decimal]:
    """Return the weights of the criteria by id."""
    return {leaf.id: leaf.weight for leaf in evaluation.inputs.leaves}


@pytest.mark.parametrize("framework", SHIPPED)
def test_every_shipped_framework_can_be_begun_with(framework: str, tmp_path: Path) -> None:
    """Whatever comes with the tool gives a procurement without errors, and both bids are ranked."""
    evaluation = begun(tmp_path, framework)
    assert sum(weights(evaluation).values()) == 100
    assert evaluation.inputs.procurement.framework == framework


def test_a_shipped_framework_that_includes_the_module_serves_people_without_a_choice(tmp_path: Path) -> None:
    """The city region includes no-choice-service, so whoever uses it need not ask for the module again."""
    begun(tmp_path, "city-region-place")
    method = tmp_path / "begun here" / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    method.write_text(f"{text}service_profile: {{citizen_choice: none}}\n", encoding="utf-8")
    codes = {one.code for one in validate_paths([tmp_path / "begun here"]).findings}
    assert "no-choice-module-missing" not in codes
    assert "invalid-field" not in codes


def test_without_a_framework_it_is_a_small_triad(tmp_path: Path) -> None:
    """Three criteria, one a pillar; everything invented, under an id made from the folder's name."""
    evaluation = begun(tmp_path, None)
    procurement = evaluation.inputs.procurement
    assert weights(evaluation) == {"price": 60, "carbon": 10, "access": 30}
    assert (procurement.id, procurement.fictional, str(procurement.commenced_on)) == ("begun-here", True, "2026-10-05")


def test_a_menu_without_weights_gives_what_its_policy_asks(top: Path) -> None:
    """The required criteria, at least 20%, a multiple of 4, two outcomes, a measure and three indicators."""
    evaluation = begun(top, "menu")
    procurement, weighed = evaluation.inputs.procurement, weights(evaluation)
    chosen = {name: weight for name, weight in weighed.items() if name in ("1a", "1b", "2a")}
    assert {"1b", "2a"} <= set(chosen)
    assert sum(chosen.values()) >= 20
    assert sum(chosen.values()) % 4 == 0
    assert [one.id for one in procurement.measures if one.id in ("fte", "weeks")] == ["fte"]
    assert [kpi.social_value for kpi in procurement.kpis] == [True] * 3
    assert str(procurement.commenced_on) == "2025-10-01"
    assert procurement.contract is not None
    assert procurement.contract.estimated_value >= 5_000_000
    assert procurement.authority is not None
    assert procurement.authority.type == "central"


def test_a_framework_with_weights_gives_them_all(top: Path) -> None:
    """Its weights, gates, minimums and floors stand in the procurement as they stand in the framework."""
    evaluation = begun(top, "whole")
    procurement = evaluation.inputs.procurement
    assert weights(evaluation) == {"F1": Decimal("37.5"), "Q1": Decimal("12.5"), "E1": 20, "S1": 30}
    assert {gate.id for gate in procurement.gates} == {"living-wage", "most", "reach"}
    assert procurement.pillars["social"].floor == 60
    assert [leaf.criterion.minimum is not None for leaf in evaluation.inputs.leaves] == [False, True, False, True]


def test_weights_that_break_a_rule_give_way_to_the_rule(top: Path) -> None:
    """The local weight of S1 lies outside a rule of the base: weights inside every limit are found in its place."""
    evaluation = begun(top, "below")
    weighed = weights(evaluation)
    assert sum(weighed.values()) == 100
    assert 25 <= weighed["S1"] <= 35
    assert 30 <= weighed["F1"] <= 45


def test_an_id_that_is_taken_is_left_to_the_framework(top: Path) -> None:
    """Our own price takes another id, and what is not in force is not used."""
    weighed = weights(begun(top, "own-price"))
    assert weighed["price"] == 15
    assert {"price-2", "carbon"} <= set(weighed)
    assert "early" not in weighed


def test_a_minimum_on_the_price_is_within_reach(top: Path) -> None:
    """Where 90 marks are the least, full marks are given for a higher price, so that both bids pass."""
    evaluation = begun(top, "every-pillar")
    price = next(leaf for leaf in evaluation.inputs.leaves if leaf.pillar == "financial")
    assert evaluation.settled.marked(price.id, "bidder-one").marks == 100


def test_what_the_framework_may_not_weigh_is_taken_by_our_own(top: Path) -> None:
    """Criteria of the framework that weigh at most 60 together leave the rest to others."""
    weighed = weights(begun(top, "at-most-60"))
    assert 5 <= sum(weighed.get(name, Decimal(0)) for name in "ABCD") <= 60
    assert sum(weighed.values()) == 100


def test_no_more_outcomes_are_used_than_the_policy_allows(top: Path) -> None:
    """The required criterion serves the rule on themes too, and pillars are filled with our own criteria."""
    weighed = weights(begun(top, "one-outcome"))
    assert weighed.keys() & set("ABCD") == {"D"}
    assert weighed["D"] >= 30
    assert {"price", "carbon", "way-of-working"} <= weighed.keys()


def test_the_day_of_commencement_can_be_given(top: Path) -> None:
    """`--as-of` is the day; the clock is never asked."""
    assert str(begun(top, "whole", "--as-of", "2026-03-04").inputs.procurement.commenced_on) == "2026-03-04"


def test_the_same_command_writes_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in the files depends on when or where they are written."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        social_value("init", tmp_path / name / "same")
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.yaml")} for name in ("a", "b")]
    assert files[0] == files[1]
    assert len(files[0]) == 4


class TestFolder:
    """Where it writes."""

    def test_a_folder_that_is_not_empty_is_refused(self, tmp_path: Path) -> None:
        """The run ends with 2 and touches nothing."""
        (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
        done = social_value("init", tmp_path)
        assert done.code == 2
        assert "is not empty" in done.err
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    def test_force_writes_beside_what_is_there(self, tmp_path: Path) -> None:
        """Other files stay."""
        (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
        assert social_value("init", tmp_path, "--force").code == 0
        assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
        assert (tmp_path / "procurement.yaml").exists()
        assert list(tmp_path.rglob("*.tmp")) == []

    def test_an_empty_folder_is_filled(self, tmp_path: Path) -> None:
        """A folder that was made first is as good as a new one; what comes next is said on stderr alone."""
        done = social_value("init", tmp_path)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"Written: {tmp_path}\nNext: social-value score {tmp_path}\n"
        assert social_value("score", tmp_path).code == 0

    def test_a_folder_in_nothing_is_refused(self, tmp_path: Path) -> None:
        """The folder above must be there, and a file is no folder."""
        assert social_value("init", tmp_path / "a" / "b").code == 2
        (tmp_path / "file").write_text("x", encoding="utf-8")
        assert social_value("init", tmp_path / "file").code == 2
        assert [path.name for path in tmp_path.iterdir()] == ["file"]


class TestFramework:
    """Which frameworks it takes."""

    def test_an_unknown_framework_is_named(self, top: Path) -> None:
        """The run ends with 2 and the nearest id, and writes nothing."""
        done = social_value("init", top / "x", "--framework", "menus")
        assert (done.code, done.err) == (2, 'There is no framework "menus".\nDid you mean "menu"?\n')
        assert not (top / "x").exists()

    def test_a_module_is_no_framework(self, top: Path) -> None:
        """A part of frameworks cannot be the framework of a procurement."""
        write(top / "frameworks", {"module.yaml": HEAD.format(id="module") + "module: true\n" + OWN_PRICE})
        done = social_value("init", top / "x", "--framework", "module")
        assert (done.code, done.err.splitlines()[0]) == (2, '"module" is a module: a part of frameworks.')

    def test_limits_that_leave_nothing_are_said(self, top: Path) -> None:
        """A framework whose rules cannot be met together is named."""
        rules = f"policy:\n  - {{rule: weight-range, of: {{pillars: [financial]}}, at_least: 80, {SOURCE}}}\n"
        rules += f"  - {{rule: weight-range, of: {{pillars: [social]}}, at_least: 30, {SOURCE}}}\n"
        write(top / "frameworks", {"none.yaml": HEAD.format(id="none") + OWN_PRICE + rules})
        done = social_value("init", top / "x", "--framework", "none")
        assert (done.code, done.err.splitlines()[0]) == (2, "No weights were found that keep every limit of none.")

    def test_a_framework_with_errors_is_refused(self, top: Path) -> None:
        """The finding is shown and the run ends with 1."""
        write(top / "frameworks", {"menu.yaml": HEAD.format(id="menu") + "extends: nowhere\n"})
        done = social_value("init", top / "x", "--framework", "menu")
        assert done.code == 1
        assert "frameworks/menu.yaml:9:10 error unknown-base" in done.err

    def test_json_of_the_result_names_the_framework(self, top: Path) -> None:
        """What was begun with a framework is stamped with it."""
        begun(top, "menu")
        found = json.loads(social_value("score", top / "begun here", "--format", "json").out)
        assert found["framework"]["id"] == "menu"
