"""What keeps a command from running at all: wrong arguments, and files that are not there or not readable."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from social_value.cli.main import main
from tests.cli.command import Done, social_value
from tests.faults.procurement import SMALL, write

ROOT_READS_ALL = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above a sound procurement."""
    monkeypatch.chdir(tmp_path)
    write(Path("small"), SMALL)


def could_not_run(done: Done, *words: str) -> None:
    """Check that a run ended with exit code 2, a sentence on stderr and nothing else."""
    assert done.code == 2, done.err
    assert not done.out
    assert "Traceback" not in done.err
    assert "defect" not in done.err
    for part in words:
        assert part in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score"], ["folder"]),
        (["score", "nowhere"], ["nowhere does not exist", "procurement.yaml"]),
        (["score", "."], ["holds no procurement.yaml", "Name the folder"]),
        (["score", "small/procurement.yaml"], ["is a file, not a folder", "Name the folder"]),
        (["score", "small", "--format", "xml"], ["'xml'", "'json'"]),
        (["score", "small", "--finl"], ["--finl", "--final"]),
        (["score", "small", "--as-of", "yesterday"], ["--as-of", "yesterday"]),
        (["score", "small", "--sheets", "Summary"], ["--sheets", "--output"]),
        (["explain", "small"], ["--bid"]),
        (["explain", "small", "--bid", "alhpa"], ['no bid "alhpa"', 'Did you mean "alpha"']),
        (["explain", "small", "--bid", "alpha", "--criterion", "S2"], ['no criterion "S2"', "S1"]),
        (["validate"], ["PATH"]),
        (["validate", "nowhere"], ["nowhere does not exist", "Name a procurement folder"]),
        (["schema", "bidd"], ["'bidd'", "'bid'"]),
        (["scroe", "small"], ["scroe"]),
    ],
)
def test_a_wrong_argument_ends_with_2_and_says_what_is_expected(words: list[str], said: list[str]) -> None:
    """Wrong usage is exit code 2, with the wrong word and what could stand there."""
    could_not_run(social_value(*words), *said)


def test_nothing_to_check_is_said() -> None:
    """Validating an empty folder is no success."""
    Path("empty").mkdir()
    could_not_run(social_value("validate", "empty"), "nothing to check in empty")


@pytest.mark.parametrize("name", ["procurement.yaml", "consensus.yaml", "decisions.yaml", "bids.csv", "scores.csv"])
def test_a_folder_in_the_place_of_a_file_is_said(name: str) -> None:
    """A folder that has the name of a file is named."""
    path = Path("small") / name
    path.unlink(missing_ok=True)
    path.mkdir()
    could_not_run(social_value("score", "small"), f'"small/{name}" is a folder, not a file')


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_not_waited_for() -> None:
    """A named pipe in the place of a file ends the run at once."""
    Path("small/procurement.yaml").unlink()
    os.mkfifo("small/procurement.yaml")
    could_not_run(social_value("score", "small"), "not an ordinary file")


def deny(monkeypatch: pytest.MonkeyPatch, denied: str) -> None:
    """Let the system refuse to open one file, as it does where permission is missing."""
    opened = os.open

    def refusing(path: str | os.PathLike[str], flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(denied):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refusing)


@pytest.mark.parametrize("name", sorted(SMALL))
@pytest.mark.parametrize("command", ["score", "validate"])
def test_a_file_without_permission_is_named(name: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be opened is named as the user would, with what to do."""
    deny(monkeypatch, name)
    could_not_run(social_value(command, "small"), f'"small/{name}" may not be opened', "Ask for access")


@pytest.mark.skipif(ROOT_READS_ALL, reason="root may read every file")
def test_a_file_that_nobody_may_read_is_named() -> None:
    """The same with a real file whose permissions are taken away."""
    path = Path("small/bids/alpha.yaml")
    path.chmod(0)
    could_not_run(social_value("score", "small"), '"small/bids/alpha.yaml" may not be opened', "Ask for access")


def test_a_folder_that_cannot_be_listed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission is our environment, not a defect."""

    def refusing(self: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "iterdir", refusing)
    could_not_run(social_value("score", "small"), '"small" cannot be used', "Permission denied", "Check")


def test_a_full_disk_behind_standard_output_is_no_defect(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Output that cannot be written ends with exit code 2 and the reason."""

    class Full:
        """A stream on a full disk."""

        encoding = "utf-8"

        def write(self, _text: str) -> int:
            """Refuse as a full disk does."""
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def flush(self) -> None:
            """Do nothing."""

        def isatty(self) -> bool:
            """Tell that this is no terminal."""
            return False

    monkeypatch.setattr(sys, "argv", ["social-value", "score", "small"])
    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "The output cannot be used" in said
    assert "defect" not in said
