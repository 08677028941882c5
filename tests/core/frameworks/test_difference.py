"""What changed between two frameworks is said in plain words, and nothing that is asked changes unseen."""

from __future__ import annotations

import pytest

from social_value.core.frameworks.difference import differences, nothing_asked_changed
from social_value.files.yaml_source import parse_yaml
from social_value.model.framework import Framework
from tests.core.frameworks.values import ways, with_other
from tests.core.frameworks.written import BASE, HEAD, framework, whole

BEFORE = framework("before", BASE)
TRIAD = (
    "triad is now: Criteria of the quality pillar; a breach is an error. "
    "It was: Criteria of the social pillar; a breach is an error."
)


def said(before: str, after: str) -> list[tuple[str, str]]:
    """Return the group and the sentence of each difference that a change of the base's text makes."""
    assert before in BASE
    return [(one.group, one.words) for one in differences(BEFORE, framework("after", BASE.replace(before, after, 1)))]


@pytest.mark.parametrize(
    ("before", "after", "group", "words"),
    [
        ("weight: 14", "weight: 12", "Weights", "S1 is now worth 2 points less (12, was 14)."),
        ("weight: 14", "weight: 15", "Weights", "S1 is now worth 1 point more (15, was 14)."),
        ("weight: 40, ", "", "Weights", "The weight of F1 is now none (was 40)."),
        ("at_least: 10,", "at_least: 8,", "Weights", "S1 may now weigh 8 to 20 (was 10 to 20)."),
        ("at_least: 20,", "at_least: 25,", "Weights", "The social pillar may now weigh 25 to 60 (was 20 to 60)."),
        ("floor: 30", "floor: 35", "Pillars", "The social floor asks for 5 marks more (35, was 30)."),
        (
            "consequence: not-awardable",
            "consequence: flag",
            "Pillars",
            "The consequence of the social floor is now flag (was not-awardable).",
        ),
        (" locked: true, weight", " weight", "Pillars", "The social pillar is no longer locked."),
        ("locked: true, confidence: official}\n          - id", "confidence: official}\n          - id", "Criteria",
         "F1 is no longer locked."),
        ("scale: three\n", "scale: four\n", "Criteria", "The scale of S1 is now four (was three)."),
        ("unit: FTE", "unit: people", "Measures", "The unit of jobs is now people (was FTE)."),
        ("consequence: disregard", "consequence: flag", "Gates",
         "The consequence of living-wage is now flag (was disregard)."),
        ("level: 1, marks: 50", "level: 1, marks: 60", "Scales",
         "Level 1 of three is now worth 10 marks more (60, was 50)."),
        ("pillars: [social]", "pillars: [quality]", "Policy",
         TRIAD),
        ("descriptor: Half.", "descriptor: Some.", "Wording", "Level 1 of three is described differently."),
        ("title: Jobs\n", "title: Work\n", "Wording", 'S1 is now called "Work" (was "Jobs").'),
    ],
)  # fmt: skip
def test_one_change_is_one_sentence(before: str, after: str, group: str, words: str) -> None:
    """Each change is said once, under its heading, with what is and what was."""
    assert said(before, after) == [(group, words)]


def test_sm_26_what_an_outcome_depends_on_is_told() -> None:
    """An outcome that depends on another, and no longer on any, is a difference in what is asked."""
    found = said("title: Good work\n", "title: Good work\n        needs: [work]\n")
    assert found == [("Criteria", "The outcome work now depends on work (was nothing).")]


def test_what_is_new_and_what_is_gone_is_named() -> None:
    """Criteria carry their pillar and weight."""
    text = "extends: base\nthemes: [{id: t, title: T, outcomes: [{id: o, title: O, criteria: ["
    text += "{id: N1, title: New, pillar: social, weight: 5, confidence: official}]}]}]\n"
    local = whole("local", base=BASE, local=text).framework
    base = whole("base", base=BASE).framework
    assert [one.words for one in differences(base, local)] == ['Added: N1 "New" (social, weight 5).']
    assert [one.words for one in differences(local, base)] == ['Removed: N1 "New" (social, weight 5).']


def test_titles_and_ids_of_the_frameworks_do_not_count() -> None:
    """A framework under another id, title, version and publisher asks the same."""
    other = framework("other", BASE).model_copy(update={"title": "X", "version": "2", "publisher": "Y"})
    assert differences(BEFORE, other) == ()


def test_words_alone_are_no_difference_in_what_is_asked() -> None:
    """Wording and confidence are said, and said not to matter."""
    changed = framework("after", BASE.replace("confidence: unverified", "confidence: official"))
    found = differences(BEFORE, changed)
    assert {one.group for one in found} == {"Confidence"}
    assert nothing_asked_changed(found)


NAMES = ("kind", "schema", "id", "title", "version", "publisher", "licence", "references", "description")
"""Keys at the top that name the framework itself."""
RICH = (
    BASE.replace("title: Jobs\n", "title: Jobs\n            minimum: {level: 1, consequence: flag}\n").replace(
        "unit: FTE", "unit: FTE, core: true, points_per_unit: 2, most_points: 10, code: NT1"
    )
    + """\
  - rule: minimum-weight
    of: {themes: all}
    percent: 10
    severity: error
    reference: {title: Note}
    confidence: official
  - rule: kpi-count
    at_least: 3
    when: {value_at_least: 5}
    severity: warning
    reference: {title: Note}
    confidence: official
commenced: {from: 2025-01-01, to: 2026-12-31}
applies_to: {value_at_least: 100, authorities: [central]}
"""
)


def test_no_value_changes_unseen() -> None:
    """Whatever value of a framework changes, there is a difference, except in what names the framework itself."""
    data = parse_yaml((HEAD.format(id="before") + RICH).encode(), "before.yaml").data
    before = Framework.model_validate(data)
    changeable = [way for way in ways(data) if way[0] not in NAMES and way[-1] != "rule"]
    assert len(changeable) > 60
    unseen = [way for way in changeable if not differences(before, Framework.model_validate(with_other(data, way)))]
    assert unseen == []
