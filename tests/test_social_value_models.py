"""The shipped catalogue at work: the Social Value Model that a procurement is held to, and what builds on a base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from social_value.core.clarifications.question_wording import QUESTIONS
from social_value.files.catalogue import shipped_folder
from social_value.files.validating import validate_paths
from social_value.findings import Finding, Severity
from tests.cli.command import social_value
from tests.faults.procurement import write

REPOSITORY = Path(__file__).resolve().parents[1]
HONESTLY_UNCERTAIN = {"not-verified", "illustrative-value"}
SHOWN_ON_PURPOSE = {("community-equipment",), ("digital-inclusion",)}
"""Examples whose bids leave questions open, so that a reader sees what is asked."""
MODELS = {"framework-not-in-force", "weight-below-minimum"}
PROCUREMENT = """\
kind: procurement
schema: 1
id: advice
title: Advice by telephone
fictional: true
authority: {{name: Example Department, type: central}}
commenced_on: 2027-02-01
framework: {framework}
contract: {{estimated_value: {value}, currency: GBP, vat: included, service: services}}
evaluation:
  method: weighted-sum
  rounding: {{places: 2, direction: half-up, at: total, rank_on: exact}}
  tie_break: [S1, lots-drawn]
criteria:
  - {{id: F1, title: Price, pillar: financial, weight: {rest}, score: {{rule: fixed-bounds, floor: 1, ceiling: 9}}}}
  - id: S1
    title: Good jobs
    description: How advisers are paid and kept.
    subject_matter: The jobs are those of this service.
    framework_criterion: {criterion}
    pillar: social
    weight: {weight}
    score: {{rule: scale, scale: zero-to-four}}
"""
LOCAL = """\
kind: framework
schema: 1
id: our-own
title: What we ask for
version: "1"
publisher: Example Department
licence: CC0-1.0
references: [{title: Invented for this test}]
"""


def found(folder: Path, framework: str, value: int, weight: int) -> list[Finding]:
    """Return what is found about the model and its weight in a procurement that commenced on 1 February 2027."""
    criterion = "GJ1" if framework == "ppn-026" else "1a"
    method = PROCUREMENT.format(framework=framework, value=value, criterion=criterion, weight=weight, rest=100 - weight)
    findings = validated(folder, method)
    assert [one for one in findings if one.severity is Severity.ERROR] == []
    return [one for one in findings if one.code in MODELS]


def told(folder: Path, value: int, weight: int, **keys: str | None) -> dict[str, Finding]:
    """Return what is found, by code, of a procurement with other keys than the first; ``price`` is what price answers.

    Without a framework no criterion stands for one.
    """
    framework, day = keys.get("framework"), keys.get("day", "2027-02-01")
    criterion = keys.get("criterion", "GJ1")
    method = PROCUREMENT.format(framework=framework, value=value, criterion=criterion, weight=weight, rest=100 - weight)
    method = method.replace("type: central", f"type: {keys.get('authority', 'central')}")
    method = method.replace("commenced_on: 2027-02-01\n", f"commenced_on: {day}\n" if day else "")
    if framework is None:
        method = method.replace("framework: None\n", "").replace(f"    framework_criterion: {criterion}\n", "")
    if keys.get("price"):
        method = method.replace("{id: F1, ", f"{{id: F1, framework_criterion: {keys['price']}, ")
    return {one.code: one for one in validated(folder, method)}


def validated(folder: Path, method: str) -> Sequence[Finding]:
    """Return what is found in a procurement with one bid."""
    bids = "bid,supplier,price\nlark,Lark Advice,5\n"
    scores = "evaluator,bid,criterion,level,rationale,evidence\nevaluator-1,lark,S1,3,Pay is set out.,page 2\n"
    write(folder / "advice", {"procurement.yaml": method, "bids.csv": bids, "scores.csv": scores})
    return validate_paths([folder / "advice"]).findings


def test_ppn_002_at_3_million_in_2027_is_told_of_ppn_026(tmp_path: Path) -> None:
    """12% is enough for it; that another model is expected is a warning with its reference and confidence."""
    [expected] = found(tmp_path, "ppn-002", 3_000_000, 12)
    assert (expected.code, expected.severity, expected.place.line) == ("framework-not-in-force", Severity.WARNING, 8)
    assert expected.message == (
        "commenced on 2027-02-01 at £3,000,000: Social Value Model from 2027 (PPN 026) (ppn-026) is expected, and the "
        "file names ppn-002 (PPN 026: The Social Value Model (not read; as restated by Gowling WLG and Tussell); "
        "secondary source)."
    )


def test_ppn_002_at_6_million_in_2027_is_told_of_20_percent(tmp_path: Path) -> None:
    """12% is too little for the model that is expected: a second warning, with the reference of its rule."""
    expected, below = sorted(found(tmp_path, "ppn-002", 6_000_000, 12), key=lambda finding: finding.code)
    assert "at £6,000,000: Social Value Model from 2027 (PPN 026) (ppn-026) is expected" in expected.message
    assert (
        "PPN 026: The Social Value Model (not read; as restated by Gowling WLG and Tussell); secondary source"
        in expected.message
    )
    assert (below.code, below.severity) == ("weight-below-minimum", Severity.WARNING)
    assert below.message == (
        "the criteria of ppn-002 weigh 12%, and 20% is the minimum for contracts of £5,000,000 or more with VAT "
        "(PPN 026, as restated by others: 20% from 5 million; secondary source)."
    )


@pytest.mark.parametrize(("value", "minimum"), [(5_000_000, 20), (4_999_999, 10)])
def test_20_percent_begins_at_exactly_5_million_with_vat(tmp_path: Path, value: int, minimum: int) -> None:
    """One pound below, 10% is the minimum; one point less than either is warned of, and the minimum itself is not."""
    [below] = found(tmp_path, "ppn-026", value, minimum - 1)
    assert f"the criteria of ppn-026 weigh {minimum - 1}%, and {minimum}% is the minimum" in below.message
    assert "; secondary source)" in below.message
    assert found(tmp_path, "ppn-026", value, minimum) == []


@pytest.mark.parametrize("framework", [None, "triad-base", "city-region-place"])
def test_central_government_is_told_of_ppn_026_whatever_it_names(tmp_path: Path, framework: str | None) -> None:
    """Without a framework, or with one that is about something else, the day and the value are enough."""
    expected = told(tmp_path, 3_000_000, 12, framework=framework)["framework-not-in-force"]
    assert "at £3,000,000: Social Value Model from 2027 (PPN 026) (ppn-026) is expected" in expected.message
    assert f"and the file names {framework or 'no framework'} (PPN 026" in expected.message
    assert "Write `framework: ppn-026`" in (expected.way_out or "")


@pytest.mark.parametrize(("value", "weight", "minimum"), [(3_000_000, 9, 10), (6_000_000, 19, 20)])
def test_without_a_framework_the_minimum_counts_the_social_criteria(
    tmp_path: Path, value: int, weight: int, minimum: int
) -> None:
    """PPN 026 is about the social pillar, so that is what is weighed where the file names no framework."""
    below = told(tmp_path, value, weight)["weight-below-minimum"]
    assert below.severity is Severity.WARNING
    assert f"the social criteria weigh {weight}%, and {minimum}% is the minimum" in below.message
    assert "weight-below-minimum" not in told(tmp_path, value, minimum)


@pytest.mark.parametrize("authority", ["sub-central", "nhs"])
def test_an_authority_that_the_note_does_not_bind_is_told_nothing(tmp_path: Path, authority: str) -> None:
    """Councils and the NHS may use PPN 026 and need not."""
    assert not MODELS & set(told(tmp_path, 6_000_000, 5, authority=authority))


@pytest.mark.parametrize("base", ["extends: ppn-026\n", "supersedes: ppn-026\n"])
def test_a_framework_that_builds_on_ppn_026_or_replaces_it_is_enough(tmp_path: Path, base: str) -> None:
    """What is expected is there already."""
    write(tmp_path / "advice" / "frameworks", {"our-own.yaml": LOCAL + base})
    assert "framework-not-in-force" not in told(tmp_path, 3_000_000, 12, framework="our-own")


@pytest.mark.parametrize("framework", ["ni-ppn-01-21", "wales-wfg", "scotland"])
def test_the_nations_are_not_held_to_the_notes_of_central_government(tmp_path: Path, framework: str) -> None:
    """A nation has a policy of its own."""
    assert "framework-not-in-force" not in told(tmp_path, 3_000_000, 12, framework=framework)


def test_scotland_is_not_held_to_the_procurement_act_2023(tmp_path: Path) -> None:
    """Above £5 million section 52 asks for indicators, and most of the Act does not apply in Scotland."""
    missing = told(tmp_path, 6_000_000, 12, authority="sub-central", framework="wales-wfg")["kpis-missing"]
    assert "(Procurement Act 2023, section 52)" in missing.message
    assert "kpis-missing" not in told(tmp_path, 6_000_000, 12, authority="sub-central", framework="scotland")
    write(tmp_path / "advice" / "frameworks", {"our-own.yaml": LOCAL + "extends: scotland\n"})
    assert "kpis-missing" not in told(tmp_path, 6_000_000, 12, authority="sub-central", framework="our-own")


def test_a_scottish_procurement_without_a_day_is_not_told_of_the_act(tmp_path: Path) -> None:
    """What is not known of the day concerns the policy of the framework alone."""
    unknown = told(tmp_path, 6_000_000, 12, authority="sub-central", framework="scotland", day=None)
    assert "Procurement Act 2023" not in unknown["commencement-unknown"].message


def test_a_council_that_names_an_older_model_is_shown_a_way_out_that_works(tmp_path: Path) -> None:
    """It is bound by none, so it may take the newer one by choice, or none."""
    ended = told(tmp_path, 3_000_000, 12, authority="sub-central", framework="ppn-002", criterion="1a")
    way_out = ended["framework-not-in-force"].way_out or ""
    assert way_out.startswith("Write `framework: ppn-026`, which may be used by choice, or leave `framework:` out")
    for named in ("ppn-026", None):
        assert "framework-not-in-force" not in told(tmp_path, 3_000_000, 12, authority="sub-central", framework=named)


def test_the_value_of_a_framework_is_written_as_money_with_vat(tmp_path: Path) -> None:
    """A framework that begins at a value says so in pounds, with VAT."""
    early = told(tmp_path, 900_000, 12, framework="ppn-026", authority="sub-central")["framework-not-in-force"]
    assert "it is for those from 2027-01-01 of £1,000,000 or more with VAT" in early.message


def test_price_does_not_count_as_social_value(tmp_path: Path) -> None:
    """Price that says it stands for fair conditions is refused, and 5% of social value stays 5%."""
    write(tmp_path / "advice" / "frameworks", {"our-own.yaml": LOCAL + "extends: ppn-026\n"})
    findings = told(tmp_path, 3_000_000, 5, framework="our-own", price="GJ2")
    differs = findings["framework-pillar-differs"]
    assert differs.severity is Severity.ERROR
    assert "stands for GJ2 of our-own, which belongs to the social pillar" in differs.message
    assert "weigh 5%, and 10% is the minimum" in findings["weight-below-minimum"].message


def test_a_local_framework_that_extends_ppn_002_is_told_of_ppn_026(tmp_path: Path) -> None:
    """Whoever builds on a model is told of its successor as whoever names the model itself."""
    write(tmp_path / "advice" / "frameworks", {"our-own.yaml": LOCAL + "extends: ppn-002\n"})
    [expected] = found(tmp_path, "our-own", 3_000_000, 12)
    assert expected.code == "framework-not-in-force"
    assert "(ppn-026) is expected, and the file names our-own" in expected.message


def test_the_locked_social_floor_of_the_base_is_not_lowered(tmp_path: Path) -> None:
    """The run fails, and one sentence names the base, the local value and the limit."""
    write(tmp_path / "frameworks", {"our-own.yaml": LOCAL + "extends: triad-base\npillars: {social: {floor: 25}}\n"})
    [refused] = validate_paths([tmp_path / "frameworks"]).findings
    assert (refused.code, refused.severity, refused.place.line) == ("locked-override", Severity.ERROR, 10)
    assert refused.message == (
        "our-own lowers the social floor of triad-base from 30 to 25; the lowest it may be is 30."
    )
    assert social_value("validate", tmp_path / "frameworks").code == 1


def test_what_the_city_region_answers_for_is_less_than_its_base() -> None:
    """The difference has fewer lines and fewer characters than the file of the base."""
    done = social_value("frameworks", "diff", "triad-base", "city-region-place")
    assert (done.code, done.err) == (0, "")
    assert "The social floor asks for 5 marks more (35, was 30)." in done.out
    base = (shipped_folder() / "triad-base.yaml").read_text(encoding="utf-8")
    assert len(done.out.splitlines()) < len(base.splitlines())
    assert len(done.out) < len(base)


def test_the_catalogue_and_the_examples_have_no_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is honestly not verified or illustrative is warned of; all else is waived with its reason."""
    monkeypatch.chdir(REPOSITORY)
    assert social_value("validate", "frameworks", "examples").code == 0
    stands = [one for one in validate_paths([Path("frameworks"), Path("examples")]).findings if one.waived is None]
    asked = [one for one in stands if Path(str(one.place.path)).parts[1:2] in SHOWN_ON_PURPOSE]
    assert {one.code for one in asked} <= QUESTIONS.keys(), "what the bids of these examples leave open is asked about"
    stands = [one for one in stands if one not in asked]
    assert [f"{one.place} {one.code}" for one in stands if one.code not in HONESTLY_UNCERTAIN] == []
    assert {one.severity for one in stands} <= {Severity.WARNING}
