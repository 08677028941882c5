"""The published reference of a criterion stands before its title wherever people read one."""

from __future__ import annotations

from pathlib import Path

from social_value.model.criteria import Criterion
from tests.cli.command import social_value
from tests.core.builders import levels, offer, procurement, recorded, sheet
from tests.files.workbook.books import book_of
from tests.generate import Case
from tests.recalculate import stored

REF, LABEL = "E&S4.1.3", "E&S4.1.3 Quieter streets"


def written(folder: Path) -> Path:
    """Write a procurement with a criterion that has a published reference, and one that has none."""
    asked = levels("Q1", "60", ref=REF, title="Quieter streets", question="How will streets be quieter?")
    method = procurement([asked, recorded("Q2", "40")])
    bids = [offer(bid, "1", {"Q2": 50}) for bid in ("a", "b")]
    return Case(0, method, bids, [sheet("e1", ("a", "Q1", 4), ("b", "Q1", 3))], None, None).write(folder)


def test_a_reference_is_shown_where_titles_are(tmp_path: Path) -> None:
    """`explain`, what-if, the workbook and the evaluator's form show it before the title."""
    folder, form = written(tmp_path / "p"), tmp_path / "e1.xlsx"
    assert f"Q1 {LABEL} (Quality, weight 60)" in social_value("explain", folder, "--bid", "a").out
    heads = {value for (name, _), value in stored(book_of(folder).content).items() if name == "Criteria matrix"}
    assert LABEL in heads
    made = social_value("scoresheet", "make", folder, "--evaluator", "e1", "-o", form)
    assert made.code == 0, made.err
    assert f"Q1: {LABEL}" in {str(value) for value in stored(form.read_bytes()).values()}


def test_a_label_is_what_a_criterion_has() -> None:
    """The reference and the title, either alone, or the id."""
    stated: tuple[dict[str, str], ...] = ({"ref": REF, "title": "T"}, {"ref": REF}, {"title": "T"}, {})
    assert [Criterion.model_validate({"id": "Q1", **keys}).label for keys in stated] == ["E&S4.1.3 T", REF, "T", "Q1"]
