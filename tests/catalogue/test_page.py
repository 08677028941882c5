"""The page of the catalogue: what it tells a user to write is sound, and what it counts is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.schema import MODELS
from social_value.files.catalogue import is_shipped_id, shipped_folder
from social_value.files.into_models import build
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Place
from social_value.model.framework import Framework
from social_value.model.procurement import Measure
from social_value.model.register import Register
from tests.catalogue.shipped import FRAMEWORKS, REGISTERS
from tests.docs.pages import blocks_of

PAGE = (shipped_folder() / "README.md").read_text(encoding="utf-8")
SHOWN = [
    parse_yaml(block.text.encode(), Path("README.md").name) for block in blocks_of(PAGE) if block.language == "yaml"
]
FILES = [document for document in SHOWN if "kind" in document.data]


@pytest.mark.parametrize("document", FILES, ids=lambda document: str(document.data["id"]))
def test_a_file_that_the_page_shows_is_sound(document: Document) -> None:
    """It reads as its kind, has no finding, and takes no shipped id."""
    item = build(MODELS[str(document.data["kind"])], document)
    assert isinstance(item, Framework | Register)
    assert not list(catalogue_findings(item, Place(document.path)))
    assert not is_shipped_id(item.id)


def test_a_correction_names_what_the_base_offers() -> None:
    """The measure that the page corrects is one of the framework that it extends."""
    (ours,) = [build(Framework, document) for document in FILES if document.data["kind"] == "framework"]
    assert ours.extends is not None
    assert ours.changes is not None
    assert set(ours.changes.measures) <= {measure.id for measure in FRAMEWORKS[ours.extends].measures()}


def test_a_licensed_value_is_plugged_into_a_measure_of_the_shape() -> None:
    """The measure has the id, title and unit of the shape, and its proxy stands in the register shown beside it."""
    (part,) = [document for document in SHOWN if "kind" not in document.data]
    (written,) = part.data["measures"]
    measure = Measure.model_validate(written)
    offered = {one.id: one for one in FRAMEWORKS["toms-shape"].measures()}[measure.id]
    assert (measure.title, measure.unit) == (offered.title, offered.unit)
    assert measure.value is not None
    registers = {document.data["id"]: build(Register, document) for document in FILES if "entries" in document.data}
    assert registers[measure.value.proxy.register_id].entry(measure.value.proxy.entry)


def test_the_page_counts_what_is_there() -> None:
    """The numbers of the table are those of the files."""
    assert f"one unit of {len(REGISTERS['ghg-conversion-factors-2025'].entries)} activities" in PAGE
    assert f"{len(REGISTERS['local-authority-areas'].areas)} councils and combined authorities" in PAGE
    assert "deprivation of 415 small areas" in PAGE
