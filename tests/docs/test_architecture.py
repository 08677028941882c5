"""The page of the architecture and its picture show the rooms that there are."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs.images.rooms import PICTURE, drawing, layers_by_container
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
LAYERS = layers_by_container((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGE = "social_value"


def rooms(folder: Path) -> set[str]:
    """Return the packages and modules that stand in a folder."""
    modules = {path.stem for path in folder.glob("*.py")}
    return {path.name for path in folder.iterdir() if (path / "__init__.py").exists()} | modules - {"__init__"}


def test_the_picture_is_drawn_from_the_contracts() -> None:
    """Nobody has changed the contracts and left the picture as it was."""
    assert PICTURE.read_text(encoding="utf-8") == drawing(LAYERS)


def test_every_room_has_its_box() -> None:
    """The picture names every package and module of the product's folder and of the core."""
    texts = {piece.text for piece in ET.fromstring(drawing(LAYERS)).iter() if piece.tag.endswith("text")}  # noqa: S314 - our own picture
    assert rooms(ROOT / PACKAGE) | rooms(ROOT / PACKAGE / "core") <= texts


@pytest.mark.parametrize("folder", [PACKAGE, f"{PACKAGE}/core"])
def test_the_page_says_of_every_room_what_it_holds(folder: str) -> None:
    """Each room stands in the first column of a table."""
    told = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert rooms(ROOT / folder) <= told


def test_the_way_of_a_bid_leads_through_modules_that_are_there() -> None:
    """Each file and folder that the page names is there."""
    way = PAGE[PAGE.index("## The way of one bid") :]
    paths = [
        path for path in re.findall(r"`([\w/]+/(?:\w+\.py)?)`", way) if path.split("/")[0] in rooms(ROOT / PACKAGE)
    ]
    assert len(paths) >= 8
    assert [path for path in paths if not (ROOT / PACKAGE / path).exists()] == []
