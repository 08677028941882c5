"""``social-value panel``, and the trial of a score sheet that never came back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from social_value.files.yaml_writer import yaml_text
from tests.cli.command import social_value
from tests.core.builders import decisions, levels, offer, procurement, sheet
from tests.generate import Data

PANEL: Data = {"kind": "panel", "schema": 1, "evaluators": [{"id": name} for name in ("e1", "e2", "e3")]}
PRICE = {
    "id": "F1",
    "pillar": "financial",
    "weight": 40,
    "score": {"rule": "fixed-bounds", "floor": 100, "ceiling": 200},
}
ABSENT = {"about": "absence", "evaluator": "e2"}


def put(folder: Path, name: str, data: Data) -> None:
    """Write one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml_text(data), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return three evaluators whose mean counts: a earns 80 on Q1, b (5 + 1 + 5) / 3 of 5, which is 73.33."""
    folder = tmp_path / "full"
    marked = levels("Q1", "60", description="How it is organised.", subject_matter="Part of the service.")
    for criterion in (marked, PRICE):
        criterion.setdefault("title", criterion["id"])
    put(folder, "procurement.yaml", procurement([PRICE, marked], panel={"settled_by": "mean"}, fictional=True))
    put(folder, "bids/a.yaml", offer("a", 120))
    put(folder, "bids/b.yaml", offer("b", 125))
    for evaluator, of_b in (("e1", 5), ("e2", 1), ("e3", 5)):
        put(folder, f"scores/{evaluator}.yaml", sheet(evaluator, ("a", "Q1", 4), ("b", "Q1", of_b)))
    return folder


class TestASheetThatNeverCame:
    """After the trials panel-full and panel-one-sheet-missing: with one sheet gone the other bid would win unseen."""

    def test_with_every_sheet_and_a_panel_the_result_is_final(self, folder: Path) -> None:
        """Price 80 and 75 at 40 points; 80 and 73.33 at 60: a has 80, b has 74."""
        assert "panel-not-stated" in social_value("score", folder, "--final").err
        put(folder, "panel.yaml", PANEL)
        done = social_value("score", folder, "--final", "--format", "csv")
        assert done.code == 0
        assert "80.00" in done.out
        assert "74.00" in done.out

    @pytest.mark.parametrize("evaluator", ["e1", "e2", "e3"])
    def test_without_any_one_of_them_nothing_is_scored(self, folder: Path, evaluator: str) -> None:
        """The next command names who owes what, and no winner."""
        put(folder, "panel.yaml", PANEL)
        (folder / "scores" / f"{evaluator}.yaml").unlink()
        done = social_value("score", folder)
        assert (done.code, done.out) == (3, "")
        assert f"{evaluator} has not scored a and b on Q1." in done.err
        assert "2 scores are due" in social_value("validate", folder).out

    def test_the_way_out_is_obeyed(self, folder: Path) -> None:
        """A decision on the absence releases the scores, and the result is final."""
        put(folder, "panel.yaml", PANEL)
        (folder / "scores" / "e2.yaml").unlink()
        put(folder, "decisions.yaml", decisions(ABSENT))
        assert social_value("score", folder, "--final").code == 0


def test_the_table_has_what_each_evaluator_owes_in_eighty_columns(folder: Path) -> None:
    """Allocated, issued, returned, recused and what is due stand in a row each, whatever is missing."""
    evaluators = [{"id": "e1", "role": "clinical", "issued_on": "2026-11-02"}, {"id": "e2"}, {"id": "e3"}]
    put(folder, "panel.yaml", PANEL | {"evaluators": evaluators})
    (folder / "scores" / "e2.yaml").unlink()
    put(folder, "decisions.yaml", decisions({"about": "conflict", "evaluator": "e3", "outcome": "recused"}))
    done = social_value("panel", folder)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    rows = [re.split(r" {2,}", line.strip()) for line in done.out.splitlines() if line.startswith(" e")]
    assert rows == [
        ["e1, clinical", "none", "2", "2026-11-02", "2", "0", "yes"],
        ["e2", "not said", "2", "-", "0", "0", "2 due"],
        ["e3", "none", "2", "-", "2", "2", "yes"],
    ]


@pytest.mark.parametrize(("evaluator", "code"), [("e1", 0), ("e9", 2)])
def test_a_score_sheet_asks_what_is_allocated(folder: Path, tmp_path: Path, evaluator: str, code: int) -> None:
    """Whoever is not on the panel gets none, and is told what to do."""
    put(folder, "panel.yaml", PANEL)
    done = social_value("scoresheet", "make", folder, "--evaluator", evaluator, "-o", tmp_path / "sheet.xlsx")
    assert done.code == code
    assert ("Name e9 in panel.yaml" in done.err) == (evaluator == "e9")
