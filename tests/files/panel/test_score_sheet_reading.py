"""Returned score sheets: what becomes a score file, and what is refused, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from social_value.files.forms.score_sheet import score_sheet
from social_value.files.load import load
from tests.cli.command import Done, social_value
from tests.core.builders import consensus, offer, priced, procurement, sheet
from tests.files.panel.people import (
    MANAGED,
    Filled,
    evaluator_answers,
    fill,
    inputs_in,
    places,
    procurement_folder,
    write,
)

ALL = {f"{question}.{bid}": 3 for question in (1, 2) for bid in (1, 2, 3)}
FULL = evaluator_answers(ALL)


@dataclass(frozen=True)
class Desk:
    """A commissioner's desk: the procurement, and the workbooks that lie beside it."""

    top: Path
    folder: Path

    def sheet(self, evaluator: str, filled: Filled, name: str = "") -> Path:
        """Make a score sheet with the command, and fill it in."""
        path = self.top / f"{name or evaluator}.xlsx"
        done = social_value("scoresheet", "make", self.folder, "--evaluator", evaluator, "-o", path, "--quiet")
        assert (done.code, done.err) == (0, "")
        fill(path, score_sheet(inputs_in(self.folder), evaluator), filled)
        return path

    def read(self, *words: str | Path) -> Done:
        """Read returned sheets."""
        return social_value("scoresheet", "read", self.folder, *words)

    def at(self, key: str, evaluator: str = "e1") -> str:
        """Return how a finding cites the cell of an input."""
        sheet, cell = places(score_sheet(inputs_in(self.folder), evaluator))[key]
        return f"{sheet}!{cell}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with a procurement on it."""
    return Desk(tmp_path, procurement_folder(tmp_path / "p"))


def without(*keys: str, **changed: object) -> Filled:
    """Return what a careful evaluator fills in, but for some cells."""
    return {key: value for key, value in {**FULL, **changed}.items() if key not in keys}


def test_a_whole_sheet_becomes_a_score_file(desk: Desk) -> None:
    """Levels, reasons, evidence, the declaration and the fingerprint of the method are in the file."""
    done = desk.read(desk.sheet("e1", {**FULL, "role": "clinical"}))
    assert (done.code, done.err) == (0, f"Scores: {desk.folder.as_posix()}/scores/e1.yaml\n")
    [scores] = load(desk.folder).inputs.scores
    assert scores.evaluator.model_dump(exclude_none=True) == {
        "id": "e1",
        "role": "clinical",
        "conflict": "none",
        "declared_on": date(2026, 11, 2),
    }
    assert scores.method is not None
    assert scores.method.startswith("sha256:")
    assert [(one.criterion, one.bid, int(one.level)) for one in scores.scores] == [
        (criterion, bid, 3) for criterion in ("S1", "E1") for bid in ("oak-and-iron", "rowan", "town-team")
    ]
    assert scores.scores[1].rationale == "As section 2 of the bid says, there is a plan for 1.2 with 3 parts."
    assert scores.scores[1].evidence == "page 3"
    assert social_value("validate", desk.folder, "--quiet").code == 0


def test_evidence_may_be_left_out(desk: Desk) -> None:
    """Only level and reason are wanted."""
    assert desk.read(desk.sheet("e1", without("1.1.evidence"))).code == 0
    assert load(desk.folder).inputs.scores[0].scores[0].evidence is None


FAULTS: dict[str, tuple[Filled, str, str]] = {
    "level missing": (without("1.2.level"), "level-missing", "1.2.level"),
    "level off the scale": (without(**{"1.2.level": "7"}), "answer-not-offered", "1.2.level"),
    "level between two": (without(**{"1.2.level": "3.5"}), "answer-not-offered", "1.2.level"),
    "reason missing": (without("2.3.rationale"), "rationale-missing", "2.3.rationale"),
    "reason of spaces": (without(**{"2.3.rationale": "   "}), "rationale-missing", "2.3.rationale"),
    "conflict not said": (without("conflict"), "conflict-not-said", "conflict"),
    "conflict without its interest": (
        without(conflict="declared", interest=None),
        "declaration-incomplete",
        "interest",
    ),
    "no conflict and an interest": (without(interest="My sister works there."), "declaration-incomplete", "interest"),
    "declaration without a date": (without("declared_on"), "declaration-incomplete", "declared_on"),
    "conflict without a decision": (
        without(conflict="declared", interest="A cousin works there."),
        "conflict-not-managed",
        "conflict",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_at_its_cell(desk: Desk, fault: str) -> None:
    """The finding names file, sheet and cell, and nothing is written."""
    filled, code, key = FAULTS[fault]
    done = desk.read(desk.sheet("e1", filled))
    assert done.code == 1
    assert f" error {code}: " in done.err
    assert desk.at(key) in done.err
    assert not (desk.folder / "scores").exists()


def test_everything_that_is_missing_is_said_once(desk: Desk) -> None:
    """An untouched sheet lacks six levels, six reasons, the declaration and its date: fourteen errors."""
    assert "Found 14 errors." in desk.read(desk.sheet("e1", {})).err


def test_a_conflict_that_is_managed_is_taken_over(desk: Desk) -> None:
    """With the decision on record the scores are read, with the interest beside them."""
    write(desk.folder, "decisions.yaml", MANAGED)
    path = desk.sheet("e2", without(conflict="declared", interest="A cousin works at one bidder."))
    assert desk.read(path).code == 0
    [scores] = load(desk.folder).inputs.scores
    assert (scores.evaluator.conflict, scores.evaluator.interest) == ("declared", "A cousin works at one bidder.")


def test_a_declaration_alone_gives_way_to_the_sheet(desk: Desk) -> None:
    """A score file without scores holds what its evaluator declared; the sheet that comes in takes its place."""
    write(desk.folder, "scores/e1.yaml", sheet("e1"))
    assert desk.read(desk.sheet("e1", FULL)).code == 0
    [scores] = load(desk.folder).inputs.scores
    assert scores.scores
    assert "scores-exist" in desk.read(desk.sheet("e1", FULL, "again")).err


def test_several_sheets_are_read_together(desk: Desk) -> None:
    """Every file is written, in one run."""
    assert desk.read(*(desk.sheet(who, FULL) for who in ("e1", "e2", "e3"))).code == 0
    assert sorted(path.name for path in (desk.folder / "scores").iterdir()) == ["e1.yaml", "e2.yaml", "e3.yaml"]


def test_nothing_is_written_while_one_sheet_has_an_error(desk: Desk) -> None:
    """A good sheet waits for the others, and the faults of all of them are named at once."""
    good, bad = desk.sheet("e1", FULL), desk.sheet("e2", without("1.1.level"))
    done = desk.read(good, bad, desk.top / "none.xlsx")
    assert done.code in (1, 2)
    done = desk.read(good, bad)
    assert (done.code, "e2.xlsx" in done.err, "e1.xlsx" in done.err) == (1, True, False)
    assert not (desk.folder / "scores").exists()


def test_two_sheets_of_one_evaluator_are_refused(desk: Desk) -> None:
    """The same bids scored twice by the same evaluator are named, with both files."""
    done = desk.read(desk.sheet("e1", FULL), desk.sheet("e1", FULL, "again"))
    assert done.code == 1
    assert "again.xlsx" in done.err
    assert " error duplicate-score: e1 has scored these bids already, in " in done.err


def test_scores_are_replaced_only_with_force(desk: Desk) -> None:
    """A second reading is refused; with --force the file holds the new levels."""
    assert desk.read(desk.sheet("e1", FULL)).code == 0
    again = desk.sheet("e1", without(**{"1.1.level": "5"}), "again")
    assert " error scores-exist: there are scores of e1 already." in desk.read(again).err
    assert desk.read(again, "--force").code == 0
    assert load(desk.folder).inputs.scores[0].scores[0].level == 5


def test_scores_that_the_panel_saw_are_never_replaced(desk: Desk) -> None:
    """Once a level is agreed in view of them, not even --force replaces what an evaluator gave before the meeting."""
    assert desk.read(desk.sheet("e1", FULL), desk.sheet("e2", FULL)).code == 0
    write(desk.folder, "consensus.yaml", consensus(("rowan", "S1", 4)))
    before = (desk.folder / "scores" / "e1.yaml").read_bytes()
    again = desk.sheet("e1", without(**{"1.1.level": "5"}), "again")
    for words in ((), ("--force",)):
        done = desk.read(again, *words)
        assert (done.code, "scores/e1.yaml error scores-moderated: " in done.err) == (1, True)
    assert (desk.folder / "scores" / "e1.yaml").read_bytes() == before
    (desk.folder / "consensus.yaml").unlink()
    assert desk.read(again, "--force").code == 0


def test_scores_of_the_table_are_not_doubled(desk: Desk) -> None:
    """An evaluator whose scores stand in scores.csv gets no file beside it, not even with --force."""
    table = "evaluator,bid,criterion,level,rationale,evidence\ne1,rowan,S1,3,Because.,\n"
    (desk.folder / "scores.csv").write_text(table, encoding="utf-8")
    done = desk.read(desk.sheet("e1", FULL), "--force")
    assert " error scores-exist: there are scores of e1 already, in another file than scores/e1.yaml." in done.err


def _another_method(desk: Desk) -> None:
    path = desk.folder / "procurement.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("300", "301"), encoding="utf-8")


def _another_procurement(desk: Desk) -> None:
    path = desk.folder / "procurement.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: test", "id: another"), encoding="utf-8")


def _withdrawn(desk: Desk) -> None:
    path = desk.folder / "bids" / "rowan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "status: withdrawn\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_another_method, "a method that is not the present one"),
        (_another_procurement, "another procurement"),
        (_withdrawn, "other bids, or other answers of theirs"),
    ],
)
def test_a_sheet_for_something_else_is_refused_once(desk: Desk, change: Callable[[Desk], None], words: str) -> None:
    """What has changed since the sheet was made is said in one finding, not in fifty."""
    path = desk.sheet("e1", FULL)
    change(desk)
    done = desk.read(path)
    assert f" error made-for-another: this workbook was made for {words}." in done.err
    assert "Found 1 error." in done.err


def test_a_sheet_whose_evaluator_was_changed_is_refused(desk: Desk) -> None:
    """The code that is shown is locked: a sheet passed on to somebody else is named by its cell."""
    path = desk.sheet("e1", FULL)
    book = openpyxl.load_workbook(path)
    [cell] = [cell for row in book["Declaration"].iter_rows() for cell in row if cell.value == "e1"]
    cell.value = "e2"
    book.save(path)
    done = desk.read(path)
    assert done.code == 1
    assert f"Declaration!{cell.coordinate}" in done.err


def test_a_method_that_changed_after_reading_is_refused_later(desk: Desk) -> None:
    """Scores that were given on another method stop validate and score."""
    assert desk.read(desk.sheet("e1", FULL)).code == 0
    _another_method(desk)
    done = social_value("score", desk.folder)
    assert done.code == 1
    assert " error scores-of-another-method: e1 scored on another method" in done.err


def test_the_key_says_who_stands_behind_a_pseudonym(tmp_path: Path) -> None:
    """Every bid is in the key; a procurement that shows names has none."""
    hidden = procurement_folder(tmp_path / "hidden", panel={"anonymous_bids": True})
    assert social_value("scoresheet", "key", hidden, "-o", tmp_path / "key.txt").code == 0
    text = (tmp_path / "key.txt").read_text(encoding="utf-8")
    for name in ("Bid A", "Bid E", "oak-and-iron", "=Rowan+Mutual", "underpaid"):
        assert name in text
    shown = social_value("scoresheet", "key", procurement_folder(tmp_path / "shown"), "-o", tmp_path / "none.txt")
    assert (shown.code, "no pseudonyms" in shown.err) == (2, True)


@pytest.mark.parametrize("evaluator", ["../e1", "Jane Smith", "", "=e1", "CON", "lpt1"])
def test_an_evaluator_is_named_by_a_code(desk: Desk, evaluator: str) -> None:
    """What is no code is refused before anything is made."""
    path = desk.top / "e.xlsx"
    assert social_value("scoresheet", "make", desk.folder, "--evaluator", evaluator, "-o", path).code == 2
    assert not path.exists()


def test_there_is_no_sheet_where_nothing_is_scored(tmp_path: Path) -> None:
    """Where the price alone decides there is nothing to fill in, and that is said."""
    folder = tmp_path / "priced"
    write(folder, "procurement.yaml", procurement([priced("100")]))
    write(folder, "bids/a.yaml", offer("a", 100))
    done = social_value("scoresheet", "make", folder, "--evaluator", "e1", "-o", tmp_path / "e1.xlsx")
    assert (done.code, "There is nothing to score" in done.err) == (2, True)


def test_a_long_reason_comes_back_whole(desk: Desk) -> None:
    """A reason of several pages, with line breaks and text that looks like a formula, is what was written."""
    reason = "+SUM(A1)\n" + "Öl & <Wärme> 'für' alle.\n" * 800 + "+1"
    assert desk.read(desk.sheet("e1", without(**{"1.1.rationale": reason}))).code == 0
    assert load(desk.folder).inputs.scores[0].scores[0].rationale == reason


@pytest.mark.parametrize("claimed", ["../../e9", "e1/../e9", "E 9", "e9", "CON"])
def test_a_workbook_that_claims_another_evaluator_writes_nothing(desk: Desk, claimed: str) -> None:
    """What a workbook says of itself becomes a file name only where it is a code, and what it shows agrees with it."""
    path = desk.sheet("e1", FULL)
    book: Any = openpyxl.load_workbook(path)
    book.custom_doc_props["social-value: evaluator"].value = claimed
    [cell] = [cell for row in book["About"].iter_rows() for cell in row if cell.value == "e1"]
    cell.value = claimed
    book.save(path)
    before = sorted(desk.top.rglob("*"))
    assert desk.read(path).code == 1
    assert sorted(desk.top.rglob("*")) == before
