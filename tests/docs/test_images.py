"""The pictures show what the tool shows today, and bring nothing in from elsewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.docs.pages import PAGES, ROOT, Reader

IMAGES = ROOT / "docs" / "images"
TERMINALS = sorted(path.name for path in IMAGES.glob("*.svg") if path.name != "rooms.svg")
SVG = "{http://www.w3.org/2000/svg}"
CHARACTER_WIDTH = 12.2  # of the picture's units, at the size of letters that rich draws with


def lines_in(svg: str) -> list[str]:
    """Return the lines of text in a picture of a terminal, each piece put where it is drawn."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    rows: dict[float, dict[int, str]] = {}
    for piece in root.iter(f"{SVG}text"):
        if "clip-path" in piece.attrib:
            column = round(float(piece.attrib["x"]) / CHARACTER_WIDTH)
            rows.setdefault(float(piece.attrib["y"]), {})[column] = (piece.text or "").replace("\xa0", " ")
    lines = []
    for _, pieces in sorted(rows.items()):
        line = ""
        for column, text in sorted(pieces.items()):
            line = line.ljust(column) + text
        lines.append(line.rstrip())
    return [line for line in lines if line]


@pytest.mark.parametrize("name", TERMINALS)
def test_a_picture_of_the_terminal_shows_what_is_printed(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The picture holds the command and every line that it prints, letter by letter."""
    command, *lines = lines_in((IMAGES / name).read_text(encoding="utf-8"))
    assert command.startswith("$ social-value ")
    code, said = Reader(tmp_path_factory.mktemp("picture")).run(command.removeprefix("$ "))
    assert code == 0
    assert lines == [line.rstrip() for line in said.splitlines() if line.strip()]


@pytest.mark.parametrize("name", TERMINALS)
def test_a_picture_of_the_terminal_links_to_nothing(name: str) -> None:
    """No font, style or picture is fetched when the picture is looked at."""
    svg = (IMAGES / name).read_text(encoding="utf-8")
    addresses = set(re.findall(r"[a-z]+://[^\s\"')]+", svg))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@font-face|@import|<image|<script|href", svg)


@pytest.mark.parametrize("name", sorted(path.name for path in IMAGES.glob("*.png")))
def test_a_picture_of_a_sheet_is_small(name: str) -> None:
    """The picture loads quickly, and is a PNG."""
    content = (IMAGES / name).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) < 300_000


def test_every_picture_is_on_a_page() -> None:
    """No picture is left over, and the script makes each of them."""
    shown = {
        name for page in PAGES for name in re.findall(r"images/([\w-]+\.(?:png|svg))", (ROOT / page).read_text("utf-8"))
    }
    made = set(re.findall(r'"([\w-]+\.(?:png|svg))": \(', (IMAGES / "make.py").read_text(encoding="utf-8")))
    assert shown == made | {"rooms.svg"} == {path.name for path in IMAGES.iterdir() if path.suffix in (".png", ".svg")}
