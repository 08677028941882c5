"""Writing the workbook: whole or not at all, and never over a file that is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.cli.command import Done, social_value
from tests.faults.procurement import SMALL, write

ROOT_WRITES_ALL = hasattr(os, "geteuid") and os.geteuid() == 0
ZIP = b"PK\x03\x04"


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above a sound procurement."""
    monkeypatch.chdir(tmp_path)
    write(Path("small"), SMALL)


def could_not_write(done: Done, *words: str) -> None:
    """Check that a run ended with exit code 2, a sentence, and no result that looks like success."""
    assert (done.code, done.out) == (2, ""), done.err
    assert "Traceback" not in done.err
    assert "defect" not in done.err
    for part in words:
        assert part in done.err


def left_behind(tmp_path: Path) -> set[str]:
    """Return what stands in the folder besides the procurement."""
    return {path.name for path in tmp_path.iterdir()} - {"small"}


def test_a_workbook_is_written_and_named(tmp_path: Path) -> None:
    """The workbook stands where it was asked for, and nothing else is left behind."""
    done = social_value("score", "small", "-o", "report.xlsx")
    assert (done.code, done.err) == (0, "Workbook: report.xlsx\n")
    assert Path("report.xlsx").read_bytes().startswith(ZIP)
    assert left_behind(tmp_path) == {"report.xlsx"}


def test_the_same_inputs_give_the_same_bytes() -> None:
    """Two runs write the same workbook, byte for byte."""
    for name in ("first.xlsx", "second.xlsx"):
        social_value("score", "small", "-o", name)
    assert Path("first.xlsx").read_bytes() == Path("second.xlsx").read_bytes()


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """Without ``--force`` a file that exists is left as it is, and the way out is named."""
    Path("report.xlsx").write_text("mine", encoding="utf-8")
    done = social_value("score", "small", "-o", "report.xlsx")
    could_not_write(done, '"report.xlsx" exists already', "--force")
    assert Path("report.xlsx").read_text(encoding="utf-8") == "mine"
    assert left_behind(tmp_path) == {"report.xlsx"}


def test_force_replaces_an_existing_file() -> None:
    """With ``--force`` the new workbook takes the place of the old file."""
    Path("report.xlsx").write_text("mine", encoding="utf-8")
    assert social_value("score", "small", "-o", "report.xlsx", "--force").code == 0
    assert Path("report.xlsx").read_bytes().startswith(ZIP)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A workbook is not written into a folder that is not there."""
    could_not_write(social_value("score", "small", "-o", "out/report.xlsx"), 'folder "out" does not exist', "Make it")
    assert left_behind(tmp_path) == set()


def test_a_folder_is_no_workbook() -> None:
    """A folder in the place of the workbook is named, also with ``--force``."""
    Path("report.xlsx").mkdir()
    could_not_write(social_value("score", "small", "-o", "report.xlsx", "--force"), "is a folder, not a file")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "permission is denied"),
        (errno.EROFS, "a disk that may only be read"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_said(
    number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses to write, the sentence names the workbook and the reason, and nothing is left."""
    opened = os.open

    def refusing(path: str | os.PathLike[str], flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number), str(path))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refusing)
    could_not_write(social_value("score", "small", "-o", "report.xlsx"), '"report.xlsx"', said)
    assert left_behind(tmp_path) == set()


@pytest.mark.skipif(ROOT_WRITES_ALL, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_said() -> None:
    """The same with a real folder whose permission to write is taken away."""
    Path("out").mkdir(mode=0o555)
    could_not_write(social_value("score", "small", "-o", "out/report.xlsx"), "out/report.xlsx", "permission is denied")


def test_a_crash_while_writing_leaves_the_earlier_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the earlier workbook stands as it was and no half of a new one is left."""
    Path("report.xlsx").write_text("earlier", encoding="utf-8")

    def refusing(_: Path, target: str | os.PathLike[str]) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))

    monkeypatch.setattr(Path, "replace", refusing)
    could_not_write(social_value("score", "small", "-o", "report.xlsx", "--force"), "permission is denied")
    assert Path("report.xlsx").read_text(encoding="utf-8") == "earlier"
    assert left_behind(tmp_path) == {"report.xlsx"}


def test_an_unknown_sheet_names_the_nearest(tmp_path: Path) -> None:
    """A sheet that does not exist is wrong usage, and the message names the sheet that was meant."""
    done = social_value("score", "small", "-o", "report.xlsx", "--sheets", "Summary,Critria matrix")
    could_not_write(done, "--sheets", 'no sheet "Critria matrix"', 'Did you mean "Criteria matrix"')
    assert left_behind(tmp_path) == set()


def test_sheets_without_a_workbook_are_wrong_usage() -> None:
    """``--sheets`` says what to write, so it needs ``--output``."""
    could_not_write(social_value("score", "small", "--sheets", "Summary"), "--sheets", "--output")
