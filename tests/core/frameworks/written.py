"""Small frameworks, written as YAML and put together by the core alone."""

from __future__ import annotations

from social_value.core.frameworks.parts import Part, Parts, Resolution, Resolved
from social_value.core.frameworks.resolve import resolve
from social_value.files.into_models import build
from social_value.files.yaml_source import parse_yaml
from social_value.model.framework import Framework

HEAD = """\
kind: framework
schema: 1
id: {id}
title: Framework {id}
version: "1"
publisher: Nobody
licence: CC0-1.0
references: [{{title: Invented}}]
"""
BASE = """\
scales:
  three:
    levels:
      - {level: 0, marks: 0, descriptor: Nothing.}
      - {level: 1, marks: 50, descriptor: Half.}
      - {level: 2, marks: 100, descriptor: All.}
pillars:
  social: {floor: 30, consequence: not-awardable, locked: true, weight_range: {at_least: 20, at_most: 60}}
gates:
  - {id: living-wage, title: Pays it, asks: declaration, consequence: disregard, confidence: official}
themes:
  - id: people
    title: People
    outcomes:
      - id: work
        title: Good work
        criteria:
          - {id: F1, title: Price, pillar: financial, weight: 40, locked: true, confidence: official}
          - id: S1
            title: Jobs
            pillar: social
            scale: three
            weight: 14
            weight_range: {at_least: 10, at_most: 20}
            confidence: unverified
        measures:
          - {id: jobs, title: Jobs, unit: FTE, confidence: unverified}
policy:
  - rule: gate-required
    id: wage
    gate: living-wage
    locked: true
    severity: error
    reference: {title: Note}
    confidence: official
  - rule: pillars-required
    id: triad
    pillars: [social]
    severity: error
    reference: {title: Note}
    confidence: official
"""


def framework(framework_id: str, text: str) -> Framework:
    """Return a framework that is written like this below its head."""
    content = (HEAD.format(id=framework_id) + text).encode()
    return build(Framework, parse_yaml(content, f"frameworks/{framework_id}.yaml"))


def parts_of(**texts: str) -> Parts:
    """Return frameworks by id, each from its text; an id is a keyword with its hyphens as underscores."""
    ids = {name.replace("_", "-"): text for name, text in texts.items()}
    by_id = {name: Part(framework(name, text), f"frameworks/{name}.yaml") for name, text in ids.items()}
    return Parts(by_id, tuple(by_id))


def resolved(top: str, **texts: str) -> Resolved:
    """Return what a framework comes to."""
    parts = parts_of(**texts)
    return resolve(parts.by_id[top], parts, {})


def whole(top: str, **texts: str) -> Resolution:
    """Return a framework that has nothing against it."""
    found = resolved(top, **texts)
    assert found.findings == ()
    assert found.resolution is not None
    return found.resolution


def said(top: str, **texts: str) -> list[tuple[str, str, str]]:
    """Return code, place and message of everything that stands against a framework."""
    return [
        (one.code, f"{one.place.path} {'.'.join(map(str, one.place.keys))}", one.message)
        for one in resolved(top, **texts).findings
    ]
