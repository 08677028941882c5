"""Copies of examples and of the corpus's sound folders, changed for one feature's acceptance test."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.cli.command import social_value
from tests.corpus import BAD, GOOD, Case

EXAMPLES = Path(__file__).parents[2] / "examples"


def example(top: Path, name: str) -> Path:
    """Return a copy of a shipped example."""
    return Path(shutil.copytree(EXAMPLES / name, top / name))


def case(top: Path, name: str) -> Path:
    """Return a case of the corpus, written below a folder."""
    top.mkdir(exist_ok=True)
    return Case((BAD if (BAD / f"{name}.yaml").exists() else GOOD) / f"{name}.yaml").write(top)


def change(path: Path, old: str, new: str) -> None:
    """Put one text of a file in the place of another that is there exactly once."""
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is there {text.count(old)} times")
    path.write_text(text.replace(old, new), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """Return the line on which a text stands, counted from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def scored(folder: Path) -> dict[str, Any]:
    """Return the result of a folder as JSON. Raises ValueError where it cannot be scored."""
    done = social_value("score", folder, "--format", "json")
    if done.code:
        raise ValueError(done.err)
    result: dict[str, Any] = json.loads(done.out)
    return result


def bids_of(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the bids of a result by their ids."""
    return {bid["id"]: bid for bid in result["bids"]}


def section(result: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the tables of a section of a result by their ids. Raises StopIteration where it is not there.

    A row holds its cells by column, and the bid that it is about.
    """
    found = next(one for one in result["sections"] if one["id"] == name)
    return {
        table["id"]: {**table, "rows": [{"bid": row["bid"], **row["cells"]} for row in table["rows"]]}
        for table in found["tables"]
    }
