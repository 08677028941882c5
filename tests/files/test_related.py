"""Finding the frameworks that took the place of one, by what the files say of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.files.load import load
from tests.faults.procurement import PROCUREMENT, SMALL, changed, write

FRAMEWORK = """\
kind: framework
schema: 1
id: ID
title: Model ID
version: "1"
publisher: A
licence: CC0-1.0
references: [{title: Paper ID}]
policy:
  - {rule: outcome-count, at_most: 1, severity: warning, confidence: secondary, reference: {title: Paper ID}}
"""


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


def related(day: str, **frameworks: str) -> list[str]:
    """Return the ids of the frameworks related to the one called `second`, for a procurement of a day."""
    method = changed(changed(PROCUREMENT, "2026-10-05", day), "fictional: true", "framework: second")
    files = {f"frameworks/{name}.yaml": FRAMEWORK.replace("ID", name) + text for name, text in frameworks.items()}
    write(Path("small"), {**SMALL, "procurement.yaml": method, **files})
    return [one.id for one in load(Path("small")).inputs.related]


LINE = {
    "first": "commenced: {to: 2024-12-31}\n",
    "second": "supersedes: first\ncommenced: {from: 2025-01-01, to: 2025-12-31}\n",
    "third": "supersedes: second\ncommenced: {from: 2026-01-01, to: 2026-12-31}\n",
    "fourth": "supersedes: third\ncommenced: {from: 2027-01-01}\n",
    "other": "supersedes: another\n",
}


def test_the_whole_line_is_found_in_both_directions() -> None:
    """What it supersedes, and what supersedes it, over several steps; nothing of another line."""
    assert related("2027-02-01", **LINE) == ["first", "fourth", "third"]


def test_a_local_framework_goes_the_way_of_its_base() -> None:
    """What takes the place of a base is found for a framework that extends it."""
    local = {**LINE, "base": LINE["second"], "second": "extends: base\n", "third": "supersedes: base\n"}
    assert related("2027-02-01", **local) == ["first", "fourth", "third"]


def test_nothing_is_read_where_the_framework_governs() -> None:
    """A framework that is in force needs no other."""
    assert related("2025-06-01", **LINE) == []


def test_a_malformed_framework_of_the_line_is_passed_over() -> None:
    """A fault in a file that the procurement does not name is no fault of the procurement."""
    assert related("2027-02-01", **{**LINE, "third": "supersedes: second\nbonus: 5\n"}) == ["first"]
