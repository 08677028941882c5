"""What docs/reproducibility.md promises holds for the shipped example."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import Reader

EXAMPLE = "examples/contact-tracing"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Return somebody with a copy of the repository."""
    return Reader(tmp_path)


def result(reader: Reader) -> dict[str, Any]:
    """Return the result of the example as JSON."""
    code, said = reader.run(f"social-value score {EXAMPLE} --format json")
    assert code == 0, said
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_comment_changes_the_digest_of_its_file_alone(reader: Reader) -> None:
    """A comment in the method leaves the fingerprint, and changes one SHA-256."""
    before = result(reader)
    method = reader.top / EXAMPLE / "procurement.yaml"
    method.write_text(f"# A comment.\n{method.read_text(encoding='utf-8')}", encoding="utf-8")
    after = result(reader)
    assert after["fingerprint"] == before["fingerprint"]
    changed = [one["path"] for one, other in zip(after["inputs"], before["inputs"], strict=True) if one != other]
    assert changed == ["procurement.yaml"]
    assert after["bids"] == before["bids"]


def test_a_value_of_the_method_changes_the_fingerprint(reader: Reader) -> None:
    """A published number that is changed gives another fingerprint."""
    before = result(reader)
    method = reader.top / EXAMPLE / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    method.write_text(text.replace("full_at: 16}", "full_at: 16.5}"), encoding="utf-8")
    assert result(reader)["fingerprint"] != before["fingerprint"]


def test_bids_and_scores_leave_the_fingerprint(reader: Reader) -> None:
    """The fingerprint covers the method, not what came in for it."""
    before = result(reader)
    bid = reader.top / EXAMPLE / "bids" / "halyard.yaml"
    bid.write_text(bid.read_text(encoding="utf-8").replace("value: 0.68", "value: 0.69"), encoding="utf-8")
    after = result(reader)
    assert after["fingerprint"] == before["fingerprint"]
    assert after["bids"] != before["bids"]


def test_the_workbook_is_the_same_bytes_each_time(reader: Reader) -> None:
    """Two runs over the same files write identical workbooks."""
    for name in ("first.xlsx", "second.xlsx"):
        assert reader.run(f"social-value score {EXAMPLE} -o {name}")[0] == 0
    assert (reader.top / "first.xlsx").read_bytes() == (reader.top / "second.xlsx").read_bytes()
