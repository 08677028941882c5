"""``--check`` of score sheets and of the meeting's workbook: the same is found, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.files.forms.moderation_book import moderation_book
from social_value.files.forms.score_sheet import score_sheet
from tests.cli.command import social_value
from tests.files.panel.people import Filled, evaluator_answers, fill, inputs_in, procurement_folder

SEATS = {f"{question}.{number}": 3 for question in (1, 2) for number in (1, 2, 3)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a procurement whose bids wait for scores, in the folder from which commands run."""
    monkeypatch.chdir(tmp_path)
    return procurement_folder(Path("p"))


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its content."""
    return {path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def returned_sheet(folder: Path, evaluator: str, more: Filled) -> Path:
    """Make the score sheet of an evaluator, and fill it in."""
    path = Path(f"{evaluator}.xlsx")
    made = social_value("scoresheet", "make", folder, "--evaluator", evaluator, "-o", path)
    assert made.code == 0, made.err
    fill(path, score_sheet(inputs_in(folder), evaluator), {**evaluator_answers(SEATS), **more})
    return path


def test_a_score_sheet_is_checked_and_not_written(folder: Path) -> None:
    """Sound sheets end with 0, the folder stays as it was, and reading them afterwards writes their scores."""
    sheets = [returned_sheet(folder, evaluator, {}) for evaluator in ("e1", "e2")]
    before = files(folder)
    done = social_value("scoresheet", "read", folder, *sheets, "--check")
    assert (done.code, done.out, done.err) == (0, "", "2 read: no errors. Nothing was written.\n")
    assert files(folder) == before
    assert social_value("scoresheet", "read", folder, *sheets).code == 0
    assert sorted(path.name for path in (folder / "scores").iterdir()) == ["e1.yaml", "e2.yaml"]


def test_a_check_of_score_sheets_finds_what_reading_finds(folder: Path) -> None:
    """A level that is no level, and scores that exist already, are said with --check as without."""
    faulty = returned_sheet(folder, "e1", {"1.1.level": "9", "2.2.rationale": ""})
    checked = social_value("scoresheet", "read", folder, faulty, "--check")
    assert (checked.code, "answer-not-offered" in checked.err, "rationale-missing" in checked.err) == (1, True, True)
    assert checked == social_value("scoresheet", "read", folder, faulty)
    sound = returned_sheet(folder, "e2", {})
    assert social_value("scoresheet", "read", folder, sound).code == 0
    again = social_value("scoresheet", "read", folder, sound, "--check")
    assert (again.code, "scores-exist" in again.err) == (1, True)
    assert again == social_value("scoresheet", "read", folder, sound)


def test_the_workbook_of_the_meeting_is_checked_and_not_written(folder: Path) -> None:
    """What the panel would agree is counted, and consensus.yaml is written only without --check."""
    for evaluator in ("e1", "e2"):
        assert social_value("scoresheet", "read", folder, returned_sheet(folder, evaluator, {})).code == 0
    assert social_value("moderate", folder, "-o", "meeting.xlsx").code == 0
    book = Path("meeting.xlsx")
    reasons = {f"{seat}.rationale": f"The panel read seat {seat} together." for seat in SEATS}
    fill(book, moderation_book(inputs_in(folder)), reasons)
    before = files(folder)
    done = social_value("moderate", folder, "--read", book, "--check")
    assert done.code == 0, done.err
    assert done.err.endswith("p/consensus.yaml: 6 agreed, 0 changed. Nothing was written.\n")
    assert files(folder) == before
    fill(book, moderation_book(inputs_in(folder)), {"1.1.rationale": "Agreed."})
    checked = social_value("moderate", folder, "--read", book, "--check")
    assert checked.code == 1
    assert checked == social_value("moderate", folder, "--read", book)


def test_there_is_nothing_to_check_without_a_workbook(folder: Path) -> None:
    """The agenda is printed and not read, so --check alone is refused with the option that it needs."""
    done = social_value("moderate", folder, "--check")
    assert done.code == 2
    assert "--read" in done.err
