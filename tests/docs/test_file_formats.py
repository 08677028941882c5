"""What docs/file-formats.md shows is what the tool reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.schema import MODELS
from social_value.files.into_models import build
from social_value.files.load import load
from social_value.files.validating import validate_paths
from social_value.files.yaml_source import parse_yaml
from tests.docs.pages import ROOT, Block, blocks_of

PAGE = ROOT / "docs" / "file-formats.md"
BLOCKS = tuple(block for block in blocks_of(PAGE.read_text(encoding="utf-8")) if block.language in ("yaml", "csv"))
YAML = tuple(block for block in BLOCKS if block.language == "yaml")

CRITERION = {"id": "X1", "pillar": "social", "weight": 100, "score": {"rule": "scale", "scale": "zero-to-five"}}
BASES: dict[str, dict[str, Any]] = {
    "procurement": {
        "kind": "procurement",
        "schema": 1,
        "id": "page",
        "title": "Page",
        "evaluation": {
            "method": "weighted-sum",
            "rounding": {"places": 2, "direction": "half-up", "at": "total", "rank_on": "exact"},
        },
        "criteria": [CRITERION],
    },
    "bid": {"kind": "bid", "schema": 1, "id": "page", "supplier": {"name": "Page"}},
}
"""What a part of a file is put into, so that it can be held against its model."""


def data_of(block: Block) -> dict[str, Any]:
    """Return what our own reader makes of a block."""
    return parse_yaml(block.text.encode(), f"{PAGE.name}:{block.line}").data


def completed(block: Block) -> dict[str, Any]:
    """Return a block as a whole file: itself, or a small file with the block's keys in it."""
    data = data_of(block)
    if "kind" in data:
        return data
    if "score" in data:
        data = {"criteria": [CRITERION | data]}
    owner = "procurement" if data.keys() <= set(MODELS["procurement"].model_fields) else "bid"
    return BASES[owner] | data


def whole_files() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each whole file of the page that makes up its procurement."""
    homes = {
        "procurement": "procurement.yaml",
        "bid": "bids/{id}.yaml",
        "scores": "scores/evaluator-1.yaml",
        "consensus": "consensus.yaml",
    }
    catalogue = {
        "framework": "frameworks/{id}.yaml",
        "scale": "frameworks/{id}.yaml",
        "register": "frameworks/{id}.yaml",
    }
    for block in YAML:
        data = data_of(block)
        home = (homes | catalogue).get(str(data.get("kind")))
        if home is not None:
            yield home.format(id=data.get("id")), block.text


@pytest.mark.parametrize("block", YAML, ids=lambda block: f"line {block.line}")
def test_every_yaml_block_is_read_and_fits_its_model(block: Block) -> None:
    """Each block is read by our own reader, and its keys are those that the models know."""
    data = completed(block)
    document = parse_yaml(block.text.encode(), PAGE.name)
    if "kind" in document.data:
        build(MODELS[data["kind"]], document)
    else:
        MODELS[data["kind"]].model_validate(data)


def test_the_page_shows_a_whole_file_of_every_kind() -> None:
    """No kind of file is without an example."""
    assert {data_of(block).get("kind") for block in YAML} >= set(MODELS)


def test_the_whole_files_of_the_page_are_one_valid_procurement(tmp_path: Path) -> None:
    """The procurement, bid, scores, consensus and catalogue files of the page pass every check together."""
    for name, text in whole_files():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    report = validate_paths([tmp_path])
    assert report.procurements == 1
    assert [f"{one.place} {one.code}: {one.message}" for one in report.findings if one.severity == "error"] == []
    assert evaluate(load(tmp_path).inputs).award.bids


def _has_a_method(block: Block) -> bool:
    data = completed(block)
    return data["kind"] == "procurement" and "framework" not in data


@pytest.mark.parametrize("block", [one for one in YAML if _has_a_method(one)], ids=lambda block: f"line {block.line}")
def test_every_scoring_rule_on_the_page_has_its_own_parameters(block: Block, tmp_path: Path) -> None:
    """Each rule, formula and method is written with the keys that it takes."""
    data = completed(block)
    (tmp_path / "procurement.yaml").write_text(json.dumps(data, default=float), encoding="utf-8")
    codes = {finding.code for finding in validate_paths([tmp_path]).findings}
    assert not codes & {"unknown-rule", "unknown-key", "missing-key", "invalid-parameter", "unknown-method", "band-gap"}
