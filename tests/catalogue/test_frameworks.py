"""The shipped frameworks: their dates, weights, rules and ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from social_value.model.framework import Framework
from social_value.model.policy import CriterionRequired, GateRequired, KpiCount, MinimumWeight, OutcomeCount
from tests.catalogue.shipped import FRAMEWORKS, OURS, PATHS, SCALES

ALL = sorted(FRAMEWORKS)
MODELS_OF_CENTRAL_GOVERNMENT = ("ppn-06-20", "ppn-002", "ppn-026")
LOCAL = FRAMEWORKS["city-region-place"]
PARTS = [FRAMEWORKS[name] for name in (*LOCAL.include, LOCAL.extends or "")]


@pytest.mark.parametrize(
    ("commenced", "expected"),
    [
        ("2020-12-31", set()),
        ("2021-01-01", {"ppn-06-20"}),
        ("2025-02-23", {"ppn-06-20"}),
        ("2025-02-24", {"ppn-06-20", "ppn-002"}),
        ("2025-09-30", {"ppn-06-20", "ppn-002"}),
        ("2025-10-01", {"ppn-002"}),
        ("2026-12-31", {"ppn-002"}),
        ("2027-01-01", {"ppn-026"}),
    ],
)
def test_which_model_governs_a_day(commenced: str, expected: set[str]) -> None:
    """The models of central government follow one another, with one span in which either may be used."""
    day = date.fromisoformat(commenced)
    found = set()
    for name in MODELS_OF_CENTRAL_GOVERNMENT:
        period = FRAMEWORKS[name].commenced
        assert period is not None
        found |= {name} if period.holds(day) else set()
    assert found == expected


def test_each_model_takes_the_place_of_the_one_before() -> None:
    """The newest names its predecessor, and that one its own; all are for central government."""
    assert [FRAMEWORKS[name].supersedes for name in MODELS_OF_CENTRAL_GOVERNMENT] == [None, "ppn-06-20", "ppn-002"]
    for name in MODELS_OF_CENTRAL_GOVERNMENT:
        scope = FRAMEWORKS[name].applies_to
        assert scope is not None
        assert scope.authorities == ("central",)


def test_the_number_of_outcomes_and_criteria_of_each_model() -> None:
    """2020: eight outcomes, 24 criteria. 2025: eight outcomes, five criteria of fair work. 2027: two outcomes, six."""
    counts = {name: (len(f.outcomes()), len(f.criteria())) for name, f in FRAMEWORKS.items()}
    assert counts["ppn-06-20"] == (8, 24)
    assert counts["ppn-002"] == (8, 21)
    assert len(FRAMEWORKS["ppn-002"].outcomes()[0].criteria) == 5
    assert counts["ppn-026"] == (2, 6)
    assert len(FRAMEWORKS["wales-wfg"].themes) == 7
    assert len(FRAMEWORKS["ni-ppn-01-21"].themes) == 4
    assert len(FRAMEWORKS["scotland"].themes[1].outcomes[0].criteria) == 7


def test_the_newest_model_asks_for_more_from_five_million() -> None:
    """10% from 1,000,000 to under 5,000,000; 20% and three indicators from 5,000,000 itself; all of them warnings."""
    ten, twenty, indicators = FRAMEWORKS["ppn-026"].policy
    assert isinstance(ten, MinimumWeight)
    assert isinstance(twenty, MinimumWeight)
    assert isinstance(indicators, KpiCount)
    assert ten.when is not None
    assert twenty.when is not None
    assert indicators.when is not None
    assert ten.percent == 10
    assert ten.when.value_at_least == 1_000_000
    assert ten.when.value_below == 5_000_000
    assert twenty.percent == 20
    assert twenty.when.value_at_least == 5_000_000
    assert (indicators.at_least, indicators.social_value) == (3, True)
    assert indicators.when.value_at_least == 5_000_000
    assert {rule.severity for rule in FRAMEWORKS["ppn-026"].policy} == {"warning"}


def test_the_steer_to_one_outcome_is_a_warning() -> None:
    """More than one outcome under the model of 2025 is pointed out and stops nobody."""
    (steer,) = [rule for rule in FRAMEWORKS["ppn-002"].policy if isinstance(rule, OutcomeCount)]
    assert (steer.at_most, steer.severity) == (1, "warning")


@pytest.mark.parametrize("name", ALL)
def test_only_what_is_official_or_our_own_stops_a_run(name: str) -> None:
    """A rule that nobody read in the official words is a warning."""
    framework = FRAMEWORKS[name]
    for rule in framework.policy:
        assert rule.severity == "warning" or rule.confidence == "official" or framework.publisher == OURS


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_surer_than_its_file_allows(name: str) -> None:
    """A file of our own calls nothing official, except what a code was seen to mean."""
    framework = FRAMEWORKS[name]
    if framework.publisher == OURS:
        marks = {one.confidence for one in (*framework.criteria(), *framework.gates, *framework.policy)}
        assert marks <= {"unverified"}


@pytest.mark.parametrize("name", ALL)
def test_every_criterion_names_a_shipped_scale(name: str) -> None:
    """A criterion without a scale is one of money, which a published rule marks."""
    for criterion in FRAMEWORKS[name].criteria():
        assert criterion.scale in SCALES or (criterion.scale is None and criterion.pillar == "financial")


@pytest.mark.parametrize("name", ALL)
def test_a_rule_asks_for_what_the_framework_offers(name: str) -> None:
    """A gate or a criterion that a rule requires stands in the same file; rules have ids of their own."""
    framework = FRAMEWORKS[name]
    for rule in framework.policy:
        if isinstance(rule, GateRequired):
            assert rule.gate in {gate.id for gate in framework.gates}
        if isinstance(rule, CriterionRequired):
            assert rule.criterion in {criterion.id for criterion in framework.criteria()}
    assert not repeated(iter([rule.id or "" for rule in framework.policy]))


def ids(framework: Framework, kind: str) -> Iterator[str]:
    """Yield the ids of one kind of thing in a framework, as the tool compares them."""
    things: dict[str, list[str]] = {
        "theme": [one.id for one in framework.themes],
        "outcome": [one.id for one in framework.outcomes()],
        "criterion": [one.id for one in framework.criteria()],
        "measure": [one.id for one in framework.measures()],
        "gate": [one.id for one in framework.gates],
    }
    yield from map(str.casefold, things[kind])


def repeated(names: Iterator[str]) -> list[str]:
    """Return the names that occur more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


KINDS = ("theme", "outcome", "criterion", "measure", "gate")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_in_a_framework(name: str, kind: str) -> None:
    """No two things of a kind share an id."""
    assert not repeated(ids(FRAMEWORKS[name], kind))


@pytest.mark.parametrize("kind", KINDS)
def test_base_modules_and_local_framework_share_no_id(kind: str) -> None:
    """What the city region puts together stays apart by id."""
    assert not repeated(one for part in (*PARTS, LOCAL) for one in ids(part, kind))


def test_the_weights_of_the_base_add_up() -> None:
    """They are 100 in all, each stands in its range, and each pillar in its own."""
    base = FRAMEWORKS["triad-base"]
    assert sum(criterion.weight or 0 for criterion in base.criteria()) == 100
    for criterion in base.criteria():
        assert criterion.weight_range is not None
        assert criterion.weight_range.holds(criterion.weight or Decimal(0))
    for name, pillar in base.pillars.items():
        assert pillar.weight_range is not None
        assert pillar.weight_range.holds(
            sum((c.weight or Decimal(0) for c in base.criteria() if c.pillar == name), Decimal(0))
        )
    assert {criterion.pillar for criterion in base.criteria()} == {"financial", "environmental", "social", "quality"}


def test_the_city_region_stays_within_its_base() -> None:
    """Its weights add up to 100 with those it leaves alone, each in its range, and its floor is higher."""
    changes = LOCAL.changes
    assert changes is not None
    offered = {criterion.id: criterion for part in PARTS for criterion in part.criteria()}
    assert set(changes.criteria) <= set(offered)
    weights = {name: one.weight for name, one in offered.items() if one.weight is not None}
    weights |= {name: change.weight for name, change in changes.criteria.items() if change.weight is not None}
    assert sum(weights.values()) == 100
    for name, weight in weights.items():
        allowed = offered[name].weight_range
        assert allowed is not None
        assert allowed.holds(weight)
    floor = FRAMEWORKS["triad-base"].pillars["social"].floor
    raised = changes.pillars["social"].floor
    assert floor is not None
    assert raised is not None
    assert raised > floor
    assert FRAMEWORKS["triad-base"].pillars["social"].locked


def test_the_city_region_is_short_and_says_that_it_is_illustrative() -> None:
    """It takes less than a quarter of the space of its base, and nobody takes it for a policy."""
    assert LOCAL.illustrative
    assert 4 * PATHS["city-region-place"].stat().st_size < PATHS["triad-base"].stat().st_size
    assert LOCAL.include == ("digital-inclusion", "data-governance", "no-choice-service")
    assert all(FRAMEWORKS[name].module for name in LOCAL.include)


def test_a_service_without_choice_answers_to_its_users() -> None:
    """Five locked gates take a bid out of the award, and the criterion has a minimum; all of it is required."""
    module = FRAMEWORKS["no-choice-service"]
    assert [gate.id for gate in module.gates] == [
        "user-research",
        "accessible-design",
        "offline-route",
        "complaint-and-review",
        "published-performance",
    ]
    assert all(gate.locked and gate.consequence in {"disregard", "not-awardable"} for gate in module.gates)
    (criterion,) = module.criteria()
    assert criterion.minimum is not None
    assert criterion.minimum.level == 2
    assert criterion.minimum.consequence == "disregard"
    required = {rule.gate for rule in module.policy if isinstance(rule, GateRequired)}
    assert required == {gate.id for gate in module.gates}
    assert {rule.severity for rule in module.policy} == {"error"}


def test_the_ethics_prompts_are_fifteen_short_questions() -> None:
    """Each is one question that fits on a line."""
    (ethics,) = [one for one in FRAMEWORKS["data-governance"].criteria() if one.prompts]
    assert len({prompt.id for prompt in ethics.prompts}) == 15
    assert all(prompt.asks.endswith("?") and len(prompt.asks) < 80 for prompt in ethics.prompts)


def test_points_that_nobody_found_are_marked_so() -> None:
    """Every initiative of Northern Ireland has points and a limit, and none is called verified."""
    framework = FRAMEWORKS["ni-ppn-01-21"]
    assert {measure.confidence for measure in framework.measures()} == {"unverified"}
    for measure in framework.measures():
        assert measure.points_per_unit
        assert measure.most_points
    assert "ILLUSTRATIVE" in PATHS["ni-ppn-01-21"].read_text(encoding="utf-8")


def test_the_shape_of_toms_holds_no_money() -> None:
    """Each measure has its code and unit; there is no value, no sum in pounds and no register in it."""
    text = PATHS["toms-shape"].read_text(encoding="utf-8")
    assert not re.search(r"£|GBP\s*\d|\d\s*GBP|\bvalue:|\bproxy:|\bregister:", text)
    for measure in FRAMEWORKS["toms-shape"].measures():
        assert measure.value is None
        assert measure.code
        assert measure.id == measure.code.casefold()


def test_gates_of_the_nhs_come_into_force_one_after_the_other() -> None:
    """The milestones of the roadmap, from April 2023 to 2030."""
    found = {
        gate.id: str(gate.in_force.from_day) for gate in FRAMEWORKS["nhs-net-zero-social-value"].gates if gate.in_force
    }
    assert found == {
        "carbon-reduction-plan": "2023-04-01",
        "net-zero-commitment": "2024-04-01",
        "emissions-targets": "2027-04-01",
        "product-footprint": "2028-04-01",
        "progress-shown": "2030-01-01",
    }
