"""The pictures show what the tool shows today, and bring nothing in from elsewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.docs.pages import ROOT, Reader

IMAGES = ROOT / "docs" / "images"
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


def test_the_picture_of_the_terminal_shows_what_is_printed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The picture holds the command and every line that it prints, letter by letter."""
    command, *lines = lines_in((IMAGES / "terminal.svg").read_text(encoding="utf-8"))
    assert command == "$ social-value score examples/contact-tracing"
    code, said = Reader(tmp_path_factory.mktemp("picture")).run(command.removeprefix("$ "))
    assert code == 0
    assert lines == [line.rstrip() for line in said.splitlines() if line.strip()]


def test_the_picture_of_the_terminal_links_to_nothing() -> None:
    """No font, style or picture is fetched when the picture is looked at."""
    svg = (IMAGES / "terminal.svg").read_text(encoding="utf-8")
    addresses = set(re.findall(r"[a-z]+://[^\s\"')]+", svg))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@font-face|@import|<image|<script|href", svg)


def test_the_picture_of_the_workbook_is_small() -> None:
    """The picture loads quickly, and is a PNG."""
    content = (IMAGES / "workbook.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) < 300_000
