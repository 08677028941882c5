"""``social-value compare``: reports and procurements side by side."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.command import social_value

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "contact-tracing"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the example."""
    path = tmp_path_factory.mktemp("compare") / "report.xlsx"
    assert social_value("score", str(EXAMPLE), "-o", str(path), "--quiet").code == 0
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The example with a level of one bid and a point of a rule changed."""
    folder = tmp_path / "other"
    shutil.copytree(EXAMPLE, folder)
    return folder


def edit(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a text in a file."""
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")


def test_a_report_equals_the_procurement_that_it_was_made_from(report: Path) -> None:
    """A workbook and its folder say the same of every bid."""
    done = social_value("compare", str(report), str(EXAMPLE), "--format", "json")
    document = json.loads(done.out)
    assert document["schema"] == "social-value/compare@1"
    assert document["same_method"]
    assert document["differences"] == []
    assert [one["before"] for one in document["bids"]] == [one["after"] for one in document["bids"]]
    first = document["bids"][0]
    assert (first["bid"], first["before"]["total"], first["before"]["rank"]) == ("northbridge", "75.13", 1)
    assert first["before"]["pillars"] == {"financial": "68.56", "environmental": "52.50", "social": "89.00"}


def test_two_procurements_with_one_method_are_set_side_by_side(other: Path) -> None:
    """Carbon of 0.20 earns 75 marks and not 65, of weight 10: one point; the method stays the same."""
    edit(other, "bids/ten-lanterns.yaml", "kg-co2e-per-contact: {value: 0.24", "kg-co2e-per-contact: {value: 0.20")
    done = social_value("compare", str(EXAMPLE), str(other))
    assert done.code == 0
    assert "The same method" in done.out
    assert "+1.00" in done.out


def test_different_methods_are_refused(report: Path, other: Path) -> None:
    """Totals of two methods do not mean the same, so the run ends with 2 and says what would be needed."""
    edit(other, "procurement.yaml", "zero_at: 28", "zero_at: 27")
    done = social_value("compare", str(report), str(other))
    assert done.code == 2
    assert done.out == ""
    assert "--across-frameworks" in done.err


def test_across_frameworks_the_difference_of_method_comes_first(report: Path, other: Path) -> None:
    """The number of the rule that differs stands above the table."""
    edit(other, "procurement.yaml", "zero_at: 28", "zero_at: 27")
    done = social_value("compare", str(report), str(other), "--across-frameworks")
    assert done.code == 0
    words = "zero_at of F1: 28 in the first, 27 in the second."
    assert words in done.out
    assert done.out.index(words) < done.out.index("Rank A")


def test_two_folders_say_how_their_frameworks_differ(other: Path) -> None:
    """Weights and frameworks of procurements are compared in words."""
    edit(other, "procurement.yaml", "commenced_on:", "framework: ppn-002\ncommenced_on:")
    done = social_value("compare", str(EXAMPLE), str(other), "--across-frameworks")
    assert "Framework: None" in done.out
    assert "(ppn-002)" in done.out


def test_a_workbook_that_is_no_report_is_refused(tmp_path: Path) -> None:
    """A workbook of somebody else says what to name instead."""
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    done = social_value("compare", str(path), str(EXAMPLE))
    assert done.code == 2
    assert "no whole report of social-value" in done.err


def test_a_report_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file ends with 2."""
    assert social_value("compare", str(tmp_path / "none.xlsx"), str(EXAMPLE)).code == 2
