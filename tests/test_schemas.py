"""The JSON Schemas that editors use: sound, described, in step with the loader, and kept in schemas/."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from social_value.cli.schema import Kind
from social_value.core.reads.binding import REGISTERED
from social_value.core.rules.formulas import FORMULAS
from social_value.core.rules.methods import METHODS
from social_value.files.yaml_source import parse_yaml, read_yaml
from tests.cli.command import social_value
from tests.generate import generate

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted([*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "frameworks").rglob("*.yaml")])
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
KINDS = [kind.value for kind in Kind]
Schema = dict[str, Any]

# Kinds that no example uses yet, written as docs/file-formats.md has them.
OTHERS = {
    "decisions": """\
kind: decisions
schema: 1
decisions:
  - {about: low-bid, bid: a, outcome: accepted, decided_on: 2027-01-12, decided_by: panel chair, reason: "Shown."}
  - {about: lots-drawn, order: [a, b], decided_on: 2027-01-12, decided_by: panel chair, reason: "Equal totals."}
  - {about: conflict, evaluator: e, outcome: managed, decided_on: 2026-12-01, decided_by: officer, reason: "None."}
""",
    "panel": """\
kind: panel
schema: 1
evaluators: [{id: evaluator-1, role: clinical}, {id: evaluator-2, criteria: [S3], lots: [north]}]
""",
    "pseudonyms": """\
kind: pseudonyms
schema: 1
bids: [{bid: halyard, shown_as: Bid B}, {bid: ten-lanterns, shown_as: Bid A}]
""",
    "framework": """\
kind: framework
schema: 1
id: our-model
title: Our model
version: "2026-01"
publisher: Example Council
licence: OGL-3.0
references: [{title: Our model, href: "https://example.org/model"}]
scales:
  two: {levels: [{level: 0, marks: 0}, {level: 1, marks: 100}]}
themes:
  - id: work
    title: Work
    outcomes:
      - id: fair-work
        title: Fair work
        criteria: [{id: W1, title: Fair work, pillar: social, scale: two, confidence: unverified}]
        measures: [{id: jobs, title: Jobs, unit: FTE, confidence: unverified}]
""",
}


@pytest.fixture(scope="module")
def schemas() -> dict[str, Schema]:
    """Return the schema of each kind, as the command prints it."""
    return {kind: json.loads(social_value("schema", kind).out) for kind in KINDS}


def as_json(value: Any) -> Any:  # noqa: ANN401  # whatever a file holds
    """Return what our loader read as a JSON library would have it."""
    if isinstance(value, dict):
        return {key: as_json(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [as_json(inside) for inside in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def faults(schema: Schema, data: Any) -> list[str]:  # noqa: ANN401  # whatever a file holds
    """Return what a validator says against some data."""
    return [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(as_json(data))]


def properties(node: object, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield every key that a schema describes, with its way from the top."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from properties(item, f"{path}/{index}")
    if isinstance(node, dict):
        described = node.get("properties")
        for name, one in described.items() if isinstance(described, dict) else ():
            yield f"{path}/{name}", one
        for name, inside in node.items():
            yield from properties(inside, f"{path}/{name}")


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_sound(kind: str, schemas: dict[str, Schema]) -> None:
    """A schema follows draft 2020-12 and says so."""
    assert schemas[kind]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schemas[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str, schemas: dict[str, Schema]) -> None:
    """An editor has words to show for every key, down to the last."""
    described = dict(properties(schemas[kind]))
    assert len(described) >= 5
    assert [path for path, one in described.items() if not one.get("description", "").strip()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_object_takes_keys_that_it_does_not_know(kind: str, schemas: dict[str, Schema]) -> None:
    """Wherever a schema names keys it refuses others, as the loader does."""

    def open_objects(node: object) -> Iterator[object]:
        if isinstance(node, list):
            for item in node:
                yield from open_objects(item)
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict) and node.get("additionalProperties") is not False:
                yield node.get("title", node)
            for inside in node.values():
                yield from open_objects(inside)

    assert list(open_objects(schemas[kind])) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_shipped_file_is_valid(path: Path, schemas: dict[str, Schema]) -> None:
    """Each file of the examples and the catalogue satisfies the schema of its kind."""
    data = read_yaml(path, path.name).data
    assert faults(schemas[data["kind"]], data) == []


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_the_other_kinds_are_valid_as_documented(kind: str, schemas: dict[str, Schema]) -> None:
    """What the guide shows of a kind satisfies its schema."""
    assert faults(schemas[kind], parse_yaml(OTHERS[kind].encode(), kind).data) == []


@pytest.mark.parametrize("seed", range(40))
def test_what_the_loader_takes_is_valid(seed: int, schemas: dict[str, Schema]) -> None:
    """Every file of a generated procurement, over all rules and methods, satisfies its schema."""
    case = generate(seed)
    for data in (case.procurement, *case.bids, *case.scores, case.consensus, case.decisions):
        if data is not None:
            assert faults(schemas[data["kind"]], data) == []


def of_kind(kind: str) -> Any:  # noqa: ANN401  # whatever a file holds
    """Return the data of a sound file of a kind."""
    if kind in OTHERS:
        return parse_yaml(OTHERS[kind].encode(), kind).data
    found = (read_yaml(path, path.name).data for path in SHIPPED)
    return next(data for data in found if data["kind"] == kind)


def misspelt(node: Any) -> Iterator[Any]:  # noqa: ANN401  # whatever a file holds
    """Yield copies of some data, each with one key misspelt; keys that are names of the user's are passed over."""
    names = {"reference", "declarations", "measures", "success_rate", "recorded", "scales", "pillars"}
    names |= {"series", "series_low", "series_high", "evidence_factors", "scenarios", "by_band"}
    if isinstance(node, dict):
        for key, inside in node.items():
            yield {(f"{name}x" if name == key else name): value for name, value in node.items()}
            rest: Iterator[Any] = misspelt(inside)
            if key in names and isinstance(inside, dict):
                rest = ({**inside, name: one} for name, deeper in inside.items() for one in misspelt(deeper))
            for one in rest:
                yield {**node, key: one}
    if isinstance(node, list):
        for index, inside in enumerate(node[:2]):
            for one in misspelt(inside):
                yield [*node[:index], one, *node[index + 1 :]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_misspelt_key_is_not_valid(kind: str, schemas: dict[str, Schema]) -> None:
    """Whichever key of a sound file is misspelt, the editor marks it."""
    sound = of_kind(kind)
    assert faults(schemas[kind], sound) == []
    validator = Draft202012Validator(schemas[kind])
    tried = 0
    for wrong in misspelt(as_json(copy.deepcopy(sound))):
        tried += 1
        assert not validator.is_valid(wrong), wrong
    assert tried > 5


def test_every_formula_and_method_is_offered(schemas: dict[str, Schema]) -> None:
    """The schema of a procurement offers each registered formula and method, with its own parameters."""
    assert REGISTERED
    definitions = schemas["procurement"]["$defs"]
    formulas = {one["title"]: set(one["properties"]) for one in definitions["FormulaScore"]["oneOf"]}
    methods = {one["title"]: set(one["properties"]) for one in definitions["Evaluation"]["oneOf"]}
    assert set(formulas) == set(FORMULAS)
    assert set(methods) == set(METHODS)
    for name, formula in FORMULAS.items():
        assert {"rule", "of", *formula.parameters} <= formulas[name]
    for name, method in METHODS.items():
        assert {"method", "rounding", *method.parameters} <= methods[name]


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_schema_is_the_one_that_the_command_prints(kind: str) -> None:
    """Editors read the file in schemas/, so it must be the newest."""
    path = ROOT / "schemas" / f"{kind}.schema.json"
    again = f"Write it again: social-value schema {kind} > schemas/{kind}.schema.json"
    assert path.exists(), again
    assert path.read_text(encoding="utf-8") == social_value("schema", kind).out, again


def test_no_other_schema_is_kept() -> None:
    """There is one file a kind, and none is left over from a kind that is gone."""
    assert sorted(path.name for path in (ROOT / "schemas").iterdir()) == sorted(f"{kind}.schema.json" for kind in KINDS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_first_line_of_a_shipped_file_names_its_schema(path: Path) -> None:
    """An editor that opens a shipped file finds the schema of its kind where the first line says."""
    lines = path.read_text(encoding="utf-8").splitlines()
    named = MODELINE.fullmatch(lines[0])
    assert named is not None, f"the first line is {lines[0]!r}"
    kind = next(line.removeprefix("kind: ") for line in lines if line.startswith("kind: "))
    schema = (path.parent / named[1]).resolve()
    assert schema == ROOT / "schemas" / f"{kind}.schema.json"
    assert schema.is_file()
