"""Runs the command line in this process, as its entry point would, and keeps what it says."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from social_value.cli.main import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code, and what it wrote to either stream."""

    code: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A stream in memory that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        """Tell whether the stream is a terminal."""
        return self._terminal

    def text(self) -> str:
        """Return what was written."""
        self.flush()
        buffer: Any = self.buffer
        return str(buffer.getvalue().decode("utf-8"))


def social_value(*words: str | Path, terminal: bool = False) -> Done:
    """Run ``social-value`` with these words after it."""
    out, err = Stream(terminal), Stream(terminal)
    code = 0
    with _arguments([str(word) for word in words]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return Done(code, out.text(), err.text())


@contextmanager
def _arguments(words: list[str]) -> Iterator[None]:
    before = sys.argv
    sys.argv = ["social-value", *words]
    try:
        yield
    finally:
        sys.argv = before
