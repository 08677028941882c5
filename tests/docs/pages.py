"""Markdown pages as their readers use them: blocks of commands and files, run one after the other.

A comment above a fenced block says what a reader does with it. ``write: FILE`` is the whole content of a file,
``append: FILE`` goes at its end, ``change: FILE`` is a diff of it, and ``exit: CODE`` is how its last command ends.
``fill: FILE`` is what somebody types into a workbook: a sheet, a cell and its content on each line; with
``fill: ISSUED as SAVED`` the workbook is saved under another name.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl

from tests.docs.loaded_program import LoadedProgram

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(
    sorted(
        path.relative_to(ROOT)
        for path in (
            *ROOT.glob("*.md"),
            *ROOT.glob("docs/*.md"),
            *ROOT.glob("examples/*.md"),
            *ROOT.glob("frameworks/*.md"),
        )
    )
)
COMMANDS = ("console", "sh")
WORKED_EXAMPLES = Path("CONTRIBUTING.md")
"""The page whose reader changes the code; test_worked_examples.py follows it, and looks at what comes of it."""

EDITS = ("write", "append", "change")
"""What a reader does with a file in an editor."""

NOT_RUN = {
    "make demo": "sets up an environment from the network",
    "make format": "rewrites the checkout",
    "social-value validate procurements/meals --watch": "runs until Ctrl-C; see tests/cli/test_validate.py",
    "make setup": "sets up an environment from the network",
    "make test": "runs these tests",
    "python3 -m pip install": "needs the network",
    "social-value schema bid > schemas/bid.schema.json": "is tested by tests/test_schemas.py",
    "social-value schema procurement > schemas/procurement.schema.json": "is tested by tests/test_schemas.py",
    "uv tool install": "needs the network",
    ".venv/bin/python docs/images/make.py": "needs LibreOffice and pdftoppm",
    ".venv/bin/python docs/images/rooms.py": "is tested by test_architecture.py",
    ".venv/bin/python -m tests.docs.reference": "is tested by test_reference.py",
    ".venv/bin/python -m tests.docs.rules": "is tested by test_rules.py",
}
"""Commands on the pages that the tests do not run, and why."""


@dataclass(frozen=True)
class Block:
    """A fenced block: where it begins, its language, its text, the comment above it, and whether it is output."""

    line: int
    language: str
    text: str
    comment: str
    follows_command: bool

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands of the block, without any prompt."""
        if self.language not in COMMANDS:
            return ()
        return tuple(line.removeprefix("$ ") for line in self.text.splitlines() if line.strip() and line[0] != "#")

    @property
    def task(self) -> tuple[str, str]:
        """What the comment asks for, and its argument."""
        name, _, argument = self.comment.partition(": ")
        return (name, argument.strip())


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    lines = text.splitlines()
    index, above, after_command = 0, "", False
    while index < len(lines):
        line = lines[index]
        opened = re.fullmatch(r"( *)```(\w*)", line)
        if opened is None:
            comment = re.fullmatch(r" *<!-- (.*) -->", line)
            if line.strip():
                above = comment[1] if comment else ""
                after_command = after_command and comment is not None
            index += 1
            continue
        indent, language = opened[1], opened[2]
        end = lines.index(f"{indent}```", index + 1)
        text = "\n".join(one.removeprefix(indent) for one in lines[index + 1 : end])
        yield Block(index + 1, language, text, above, after_command)
        index, above, after_command = end + 1, "", language in COMMANDS


def not_run(command: str) -> str | None:
    """Return the entry of NOT_RUN that a command is, if any."""
    return next((known for known in NOT_RUN if command == known or command.startswith(f"{known} ")), None)


class Reader:
    """Follows a page in a copy of the repository, as a reader with a terminal and an editor would."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "social-value"
        self.here = self.top
        self._loaded: LoadedProgram | None = None
        for name in ("examples", "frameworks", "social_value"):
            shutil.copytree(ROOT / name, self.top / name)
        for name in ("CHANGELOG.md", "Makefile", "docs/file-formats.md"):
            (self.top / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.top / name)

    def follow(self, page: Path) -> None:
        """Do what every block of the page says, and compare what it shows."""
        output = ""
        for block in blocks_of((ROOT / page).read_text(encoding="utf-8")):
            where = f"{page}:{block.line}"
            if block.commands:
                output = self._run_all(block, where)
            elif block.language == "text" and block.follows_command:
                assert_shown(block.text, output, where)
            elif block.task[0] in EDITS:
                self._edit(block, where)
            elif block.task[0] == "fill":
                self._fill(block)

    def _run_all(self, block: Block, where: str) -> str:
        output = ""
        expected = int(block.task[1]) if block.task[0] == "exit" else 0
        for command in block.commands:
            last = command is block.commands[-1]
            code, said = self.run(command)
            assert code == (expected if last else 0), f"{where}: {command} ended with {code}:\n{said}"
            output += said
        return output

    def run(self, command: str) -> tuple[int, str]:
        """Run one command and return its exit code and everything it said."""
        if not_run(command):
            return 0, ""
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.here = (self.here / arguments[0]).resolve()
        elif program == "mkdir":
            (self.here / arguments[-1]).mkdir(parents=True)
        elif program == "cp":
            shutil.copytree(self.here / arguments[-2], self.here / arguments[-1])
        elif program in ("social-value", ".venv/bin/social-value", "make"):
            return self._start(program, arguments)
        else:
            raise AssertionError(f"{command}: no such program is known here; run it, or add it to NOT_RUN")
        return 0, ""

    def _start(self, program: str, arguments: list[str]) -> tuple[int, str]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "MAKE", "MFLAGS")) and name not in ("FORCE_COLOR", "COLUMNS")
        }
        if program != "make":
            if self._loaded is None:
                self._loaded = LoadedProgram(self.top, environment, self.top.with_name("said"))
            return self._loaded.run(self.here, arguments)
        done = subprocess.run(
            ["make", "--silent", *arguments],  # noqa: S607 - found on the path, as a reader finds it
            cwd=self.here,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def _edit(self, block: Block, where: str) -> None:
        task, name = block.task
        path = self.here / name
        if self._loaded is not None and path.suffix == ".py":
            self._loaded.close()  # the code has changed, so the next command loads it again
            self._loaded = None
        if task == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{block.text}\n", encoding="utf-8")
        elif task == "append":
            path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{block.text}\n", encoding="utf-8")
        else:
            lines = block.text.splitlines()
            before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
            after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
            text = path.read_text(encoding="utf-8")
            assert text.count(before) == 1, (
                f"{where}: {name} holds this {text.count(before)} times, not once:\n{before}"
            )
            path.write_text(text.replace(before, after), encoding="utf-8")

    def _fill(self, block: Block) -> None:
        """Type what a block says into a workbook; digits are a number, and a date a date, as in a spreadsheet."""
        issued, _, saved = block.task[1].partition(" as ")
        book = openpyxl.load_workbook(self.here / issued)
        for sheet, cell, content in csv.reader(block.text.splitlines(), strict=True):
            book[sheet][cell].value = _typed(content)
        path = self.here / (saved or issued)
        path.parent.mkdir(exist_ok=True)
        book.save(path)


def _typed(content: str) -> str | int | float | date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", content):
        return date.fromisoformat(content)
    if re.fullmatch(r"-?\d+", content):
        return int(content)
    return float(content) if re.fullmatch(r"-?\d+\.\d+", content) else content


def assert_shown(shown: str, output: str, where: str) -> None:
    """Compare what a page shows with what a command said; a line of three dots stands for lines left out."""
    said = "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")
    parts = [part.strip("\n") for part in re.split(r"(?m)^\.\.\.$", shown)]
    parts = ["\n".join(line.rstrip() for line in part.splitlines()) for part in parts]
    pattern = ".*".join(re.escape(part) for part in parts)
    assert re.fullmatch(pattern, said, re.DOTALL), f"{where} shows what is not said:\n{shown}\n--- is ---\n{said}"
