"""One fingerprint of the resolved method: layout does not change it, and every value in every file does."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from social_value.core.provenance import method_fingerprint
from social_value.files.load import load
from social_value.files.yaml_source import parse_yaml
from tests.core.frameworks.values import Way, ways, with_other
from tests.core.frameworks.written import BASE, HEAD

MODULE = """\
module: true
themes:
  - id: digital
    title: Digital
    outcomes:
      - id: skills
        title: Skills
        criteria: [{id: D1, title: Skills, pillar: social, scale: shared, confidence: secondary}]
"""
LOCAL = "extends: base\ninclude: [module]\nchanges: {criteria: {S1: {weight: 12}}}\n"
SCALE = """\
kind: scale
schema: 1
id: shared
licence: CC0-1.0
confidence: unverified
levels:
  - {level: 0, marks: 0}
  - {level: 1, marks: 90, label: Good}
"""
REGISTER = """\
kind: register
schema: 1
id: rates
title: Rates
licence: CC0-1.0
source: {title: Invented}
confidence: unverified
entries:
  - id: standard
    description: A rate.
    unit: percent a year
    values:
      - from: 2020-01-01
        schedule: [{from_year: 0, percent: 3.5}]
        reference: {title: Invented}
  - id: other
    description: One that nothing reads.
    unit: GBP
    values: [{from: 2020-01-01, value: 5, reference: {title: Invented}}]
"""
PROCUREMENT = """\
kind: procurement
schema: 1
id: small
title: Small
commenced_on: 2026-10-05
framework: local
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
whole_life: {register: rates, rate: standard}
criteria:
  - {id: F1, pillar: financial, weight: 60, score: {rule: fixed-bounds, floor: 10, ceiling: 20}}
  - {id: S1, pillar: social, weight: 40, score: {rule: scale, scale: three}}
"""
FILES = {
    "procurement.yaml": PROCUREMENT,
    "frameworks/base.yaml": HEAD.format(id="base") + BASE,
    "frameworks/module.yaml": HEAD.format(id="module") + MODULE,
    "frameworks/local.yaml": HEAD.format(id="local") + LOCAL,
    "frameworks/shared.yaml": SCALE,
    "frameworks/rates.yaml": REGISTER,
}
DATA = {name: parse_yaml(text.encode(), name).data for name, text in FILES.items()}
NAMES = {
    "kind",
    "schema",
    "id",
    "rule",
    "extends",
    "module",
    "register",
    "rate",
    "scale",
    "framework",
    "gate",
    "method",
}
"""Keys whose values name something else or say what kind it is: another value there would be a fault."""
LIMITED = {"places", "direction", "at", "rank_on", "include", "weight", "from_year", "at_least", "at_most", "locked"}
LIMITED |= {"level"}
"""Keys whose values may not take just any other."""


def changeable(name: str) -> list[Way]:
    """Return the values of a file that may take another value and leave every file valid."""
    return [way for way in ways(DATA[name]) if not (NAMES | LIMITED) & {*map(str, way[-2:])} and "changes" not in way]


CHANGES = [(name, way) for name in DATA for way in changeable(name)]


def print_of(files: Mapping[str, str]) -> str:
    """Return the fingerprint of a procurement with these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return method_fingerprint(load(Path(folder)).inputs)


def turned(value: object, chance: random.Random) -> object:
    """Return data with the keys of every group in another order."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: turned(value[key], chance) for key in keys}
    return [turned(one, chance) for one in value] if isinstance(value, list) else value


def written(data: object, comment: str = "") -> str:
    """Write data as YAML in another layout than the file's, with a comment on top."""
    return f"# {comment}\n{json.dumps(data, indent=3, default=float)}\n"


ORIGINAL = print_of(FILES)


@given(st.randoms(use_true_random=False), st.text(st.characters(codec="ascii", categories=["L", "N"])))
def test_order_of_keys_layout_and_comments_say_the_same(chance: random.Random, comment: str) -> None:
    """Every file written again with its keys shuffled has the same fingerprint."""
    assert print_of({name: written(turned(data, chance), comment) for name, data in DATA.items()}) == ORIGINAL


@given(st.sampled_from(CHANGES))
def test_any_value_of_any_file_changes_it(change: tuple[str, Way]) -> None:
    """Another value in the procurement, the framework, its base, a module, a scale or a register is another method."""
    name, way = change
    assert print_of(FILES | {name: written(with_other(DATA[name], way))}) != ORIGINAL


def test_every_file_has_values_that_are_tried() -> None:
    """The list of changes is no empty promise."""
    assert {name: sum(one == name for one, _ in CHANGES) > 3 for name in DATA} == dict.fromkeys(DATA, True)


def test_a_weight_of_the_base_that_the_local_framework_replaces_counts_too() -> None:
    """The base is part of what was published, even where its value is not the one that is used."""
    base = FILES["frameworks/base.yaml"]
    assert "weight: 14" in base
    assert print_of(FILES | {"frameworks/base.yaml": base.replace("weight: 14", "weight: 13")}) != ORIGINAL


def test_a_waiver_is_no_part_of_the_method() -> None:
    """Which findings stand is decided while bids are out, and must not make returned workbooks strangers to it."""
    waiver = "waivers:\n  - {rule: tie-break-missing, reason: Ties are settled by lots under our standing orders.}\n"
    assert print_of(FILES | {name: FILES[name] + waiver for name in ("procurement.yaml", "frameworks/base.yaml")}) == (
        ORIGINAL
    )
