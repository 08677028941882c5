"""Tests of ``validate`` as a pipeline uses it: files of findings, formats, and watching for changes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from junitparser import JUnitXml

from social_value.files.watch import SECONDS, changes
from tests.cli.command import social_value
from tests.faults.procurement import PROCUREMENT, SMALL, changed, write
from tests.render.workflow_commands import commands

UNSOUND = {"procurement.yaml": changed(PROCUREMENT, "weight: 60", "weight: 61")}
SUM = "1 procurement checked: 1 error.\n"
REGISTERS = Path(__file__).parents[1] / "bad" / "registers"


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Validate from the folder above."""
    monkeypatch.chdir(tmp_path)
    write(Path("small"))


@pytest.mark.parametrize("name", ["value-without-reference", "value-without-a-date"])
def test_sm_21_a_value_without_a_source_or_a_date_is_an_error(name: str) -> None:
    """Nobody can check such a value, so no run goes on with it."""
    done = social_value("validate", REGISTERS / f"{name}.yaml")
    assert (done.code, "error value-without-source" in done.out) == (1, True)


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--strict",), 1)])
def test_sm_21_a_value_older_than_it_keeps_is_a_warning_and_an_error_under_strict(
    more: tuple[str, ...], code: int
) -> None:
    """The same finding lets a plain run pass and a strict one not."""
    done = social_value("validate", REGISTERS / "stale.yaml", "--as-of", "2026-10-05", *more)
    assert (done.code, "warning value-out-of-date" in done.out) == (code, True)


class TestOutput:
    """A format on standard output, or in a file beside the text."""

    @pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github"])
    def test_the_file_holds_what_standard_output_would(self, name: str) -> None:
        """With a file, standard output has the text and its summary."""
        write(Path("small"), UNSOUND)
        alone = social_value("validate", "small", "--format", name)
        both = social_value("validate", "small", "--format", name, "--write-output", "found")
        assert (alone.code, both.code) == (1, 1)
        assert Path("found").read_text(encoding="utf-8") == alone.out
        assert both.out.endswith(SUM)
        assert (alone.err, both.err) == ("", "")

    def test_a_file_is_not_replaced_unasked(self) -> None:
        """An earlier report stays until it may be replaced."""
        Path("found").write_text("earlier", encoding="utf-8")
        refused = social_value("validate", "small", "--format", "json", "--write-output", "found")
        assert (refused.code, Path("found").read_text(encoding="utf-8")) == (2, "earlier")
        assert "--force" in refused.err
        assert social_value("validate", "small", "--format", "json", "--write-output", "found", "--force").code == 0
        assert json.loads(Path("found").read_text(encoding="utf-8"))["findings"] == []

    def test_what_a_file_says_stays_text_in_every_format(self) -> None:
        """A tie-break step that reads like markup or a command is one finding, wherever it is shown."""
        step = "]]></failure> %0A::stop-commands::x"
        method = changed(PROCUREMENT, "tie_break: [S1, lots-drawn]", f'tie_break: ["{step}"]')
        write(Path("small"), {"procurement.yaml": method})
        said = f'"{step}" is no criterion, pillar or known tie-break step.'
        (command,) = commands(social_value("validate", "small", "--format", "github").out)
        assert command.data.startswith(said)
        (suite,) = JUnitXml.fromstring(social_value("validate", "small", "--format", "junit").out.encode())
        assert [str(one.text).splitlines()[0] for case in suite for one in case.result] == [
            f"small/procurement.yaml:11:15 error unknown-tie-break: {said}"
        ]
        (run,) = json.loads(social_value("validate", "small", "--format", "sarif").out)["runs"]
        assert run["results"][0]["message"]["text"].startswith(said)

    def test_workflow_commands_are_all_that_is_printed(self) -> None:
        """GitHub reads every line, so nothing else stands there."""
        write(Path("small"), UNSOUND)
        (command,) = commands(social_value("validate", "small", "--format", "github").out)
        assert (command.name, command.properties["title"]) == ("error", "weights-do-not-sum")


class Clock:
    """Stands in for sleep: does the next thing instead of waiting, and ends with Ctrl-C."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self._steps = list(steps)
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        """Do the next step."""
        self.waited.append(seconds)
        if not self._steps:
            raise KeyboardInterrupt
        self._steps.pop(0)()


def nothing() -> None:
    """Let time pass."""


def times(paths: list[str], *steps: Callable[[], object]) -> int:
    """Return how often a run is due over some steps."""
    due = changes([Path(path) for path in paths], Clock(*steps))
    count = 0
    while True:
        try:
            next(due)
        except KeyboardInterrupt:
            return count
        count += 1


def rewrite(name: str, text: str) -> Callable[[], object]:
    """Return a step that writes a file, with another time even on a coarse clock."""

    def step() -> None:
        Path(name).write_text(text, encoding="utf-8")
        os.utime(name, ns=(0, int.from_bytes(text.encode()[:5], "big")))

    return step


class TestWatch:
    """Checking again whenever a file changes."""

    def test_the_first_run_is_due_at_once_and_none_while_nothing_changes(self) -> None:
        """Time alone brings no run."""
        assert times(["small"], nothing, nothing, nothing) == 1

    def test_a_change_brings_one_run(self) -> None:
        """A file that is written, added or removed, each once."""
        steps = (
            rewrite("small/bids/alpha.yaml", "a: 1"),
            nothing,
            rewrite("small/bids/gamma.yaml", "b: 1"),
            Path("small/bids/gamma.yaml").unlink,
        )
        assert times(["small"], *steps) == 4

    def test_a_file_of_a_procurement_is_watched_with_all_of_it(self) -> None:
        """What is checked together is watched together."""
        assert times(["small/procurement.yaml"], rewrite("small/bids/beta.yaml", "a: 1")) == 2

    def test_files_that_are_not_read_bring_no_run(self) -> None:
        """A report beside the files does not start the next run."""
        assert times(["small"], rewrite("small/found.sarif", "{}"), rewrite("notes.md", "x")) == 1

    def test_it_looks_twice_a_second(self) -> None:
        """Often enough for an editor, seldom enough for a battery."""
        clock = Clock(nothing)
        with pytest.raises(KeyboardInterrupt):
            list(changes([Path("small")], clock))
        assert clock.waited == [SECONDS, SECONDS] == [0.5, 0.5]

    def test_a_path_that_does_not_exist_ends_it_at_once(self) -> None:
        """A misspelt path is not watched for ever."""
        assert social_value("validate", "smal", "--watch").code == 2

    @pytest.mark.parametrize(("last", "code"), [(UNSOUND["procurement.yaml"], 1), (SMALL["procurement.yaml"], 0)])
    def test_it_ends_with_the_code_of_the_last_run(self, last: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C is no failure of its own, and each run replaces the file of the one before."""
        write(Path("small"), UNSOUND)
        self._with(monkeypatch, rewrite("small/procurement.yaml", last + "\n"))
        done = social_value("validate", "small", "--watch", "--format", "json", "--write-output", "found")
        assert done.code == code
        assert done.out.count("procurement checked") == 2
        assert len(json.loads(Path("found").read_text(encoding="utf-8"))["findings"]) == code

    def test_a_file_of_somebody_else_is_not_replaced_by_a_later_run(self) -> None:
        """The first run that may not write ends the watch."""
        Path("found").write_text("earlier", encoding="utf-8")
        done = social_value("validate", "small", "--watch", "--format", "json", "--write-output", "found")
        assert (done.code, Path("found").read_text(encoding="utf-8")) == (2, "earlier")

    def test_files_that_go_are_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """While an editor or git replaces everything there may be nothing to check; the next change is."""
        away = Path("small").rename
        self._with(monkeypatch, lambda: away("away"), lambda: Path("away").rename("small"))
        done = social_value("validate", "small", "--watch")
        assert (done.code, done.err.splitlines()[0]) == (0, "small does not exist.")
        assert done.out.count("no errors") == 2

    @pytest.mark.parametrize(
        ("options", "on_stdout", "on_stderr"),
        [
            ([], 1, 0),
            (["--format", "json"], 0, 1),
            (["--format", "json", "--write-output", "found"], 1, 0),
            (["--quiet"], 0, 0),
        ],
    )
    def test_each_further_run_begins_with_the_time(
        self, options: list[str], on_stdout: int, on_stderr: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a pipe or a log too one can tell where a run begins; what a program reads is left as it is."""
        self._with(monkeypatch, rewrite("small/procurement.yaml", UNSOUND["procurement.yaml"]))
        done = social_value("validate", "small", "--watch", *options)
        line = re.compile(r"^--- \d\d:\d\d:\d\d: files changed, checking again$", re.MULTILINE)
        assert (len(line.findall(done.out)), len(line.findall(done.err))) == (on_stdout, on_stderr)
        assert not line.match(done.out + done.err)

    @staticmethod
    def _with(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
        def stepped(paths: list[Path]) -> Iterator[None]:
            return changes(paths, Clock(*steps))

        monkeypatch.setattr("social_value.files.watch.changes", stepped)

    @pytest.mark.skipif(os.name == "nt", reason="an interrupt cannot be sent to one process there")
    def test_it_works_in_a_pipe(self) -> None:
        """Each run is written at once, and an interrupt ends it without a traceback."""
        command = [sys.executable, "-m", "social_value.cli.main", "validate", "small", "--watch"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
            try:
                assert process.stdout is not None
                assert process.stdout.readline() == "1 procurement checked: no errors.\n"
                write(Path("small"), UNSOUND)
                while (line := process.stdout.readline()) != SUM:
                    assert line
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=600)
            finally:
                process.kill()  # where the interrupt was not heard, nothing else would end it
        assert (process.returncode, out, err) == (1, "", "")
