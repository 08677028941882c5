"""Draws the rooms of the code as import-linter holds them: ``.venv/bin/python docs/images/rooms.py``.

The picture is made from the contracts in ``pyproject.toml``, so that it shows what is checked and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "rooms.svg"
WIDTH, MARGIN, GAP, HEIGHT = 960, 24, 8, 34
INSIDE = 92
"""Where the rooms inside a layer begin, to the right of the layer's own name."""
PAPER, INK, QUIET, INNER = "#ffffff", "#1f2933", "#eef2f6", "#d9e6f2"
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"


def layers_by_container(text: str) -> Mapping[str, Sequence[Sequence[str]]]:
    """Return the layers of each package that has a contract, the upper ones first, with the rooms of each."""
    contracts: Sequence[Mapping[str, Any]] = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return {
        container: [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]
        for contract in contracts
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


def drawing(layers: Mapping[str, Sequence[Sequence[str]]], package: str = "social_value") -> str:
    """Return the picture as SVG: a row for each layer, and within a package with layers of its own a row for each."""
    parts: list[str] = []
    bottom = float(MARGIN)
    for rooms in layers[package]:
        within = [room for room in rooms if f"{package}.{room}" in layers]
        height = max([_height(layers[f"{package}.{room}"]) for room in within], default=HEIGHT)
        for room, left, width in _across(rooms, MARGIN, WIDTH - 2 * MARGIN):
            parts += _box(room, left, bottom, width, height, QUIET, inside=room in within)
            if room in within:
                parts += _rows(layers[f"{package}.{room}"], left + INSIDE, bottom, width - INSIDE - GAP)
        bottom += height + GAP
    whole = bottom - GAP + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole:g}" role="img" '
        f'aria-labelledby="title desc" font-family="{FONT}" font-size="14">'
    )
    title = '<title id="title">The rooms of social-value</title>'
    told = '<desc id="desc">Layers of packages. A room imports only from rows below its own.</desc>'
    paper = f'<rect width="{WIDTH}" height="{whole:g}" fill="{PAPER}"/>'
    return "\n".join([head, title, told, paper, *parts, "</svg>", ""])


def _height(layers: Sequence[Sequence[str]]) -> float:
    return len(layers) * (HEIGHT + GAP) + GAP


def _rows(layers: Sequence[Sequence[str]], left: float, top: float, width: float) -> Iterator[str]:
    for number, rooms in enumerate(layers):
        for room, start, wide in _across(rooms, left, width):
            yield from _box(room, start, top + GAP + number * (HEIGHT + GAP), wide, HEIGHT, INNER)


def _across(rooms: Sequence[str], left: float, width: float) -> Iterator[tuple[str, float, float]]:
    """Yield each room of a layer with its left edge and width; longer names get wider boxes."""
    free = width - GAP * (len(rooms) - 1)
    letters = sum(len(room) + 3 for room in rooms)
    for room in rooms:
        share = free * (len(room) + 3) / letters
        yield room, left, share
        left += share + GAP


def _box(
    room: str, left: float, top: float, width: float, height: float, fill: str, *, inside: bool = False
) -> Iterator[str]:
    yield f'<rect x="{left:.1f}" y="{top:g}" width="{width:.1f}" height="{height:g}" rx="5" fill="{fill}"/>'
    middle = left + (INSIDE / 2 if inside else width / 2)
    words = f'x="{middle:.1f}" y="{top + height / 2 + 5:g}" text-anchor="middle" fill="{INK}"'
    yield f"<text {words}>{escape(room)}</text>"


if __name__ == "__main__":
    contracts = (HERE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    PICTURE.write_text(drawing(layers_by_container(contracts)), encoding="utf-8")
