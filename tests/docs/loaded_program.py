"""The command line of one copy of the package, loaded once: each command runs in a fork of it, as a process of its own.

Loading takes longer than most commands of the pages. As a script this module is the process that forks; what it
reads on each line is where a command runs and its words, and it answers with the exit code.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel


class LoadedProgram:
    """``social-value`` with the code of a folder, until it is closed or forgotten."""

    def __init__(self, code: Path, environment: Mapping[str, str], output: Path) -> None:
        command = [sys.executable, __file__, str(output)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**environment, "PYTHONPATH": str(code), "PYTHONUTF8": "1"},
        )
        self._output = output
        self.close = weakref.finalize(self, self._process.communicate)

    def run(self, here: Path, arguments: Sequence[str]) -> tuple[int, str]:
        """Run one command in a folder, and return its exit code and everything it said."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(f"{json.dumps([str(here), *arguments])}\n")
        asked.flush()
        code = int(answered.readline())
        return code, "".join(Path(f"{self._output}.{name}").read_text(encoding="utf-8") for name in ("out", "err"))


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _serve(output: str) -> list[str] | None:
    """Fork for every line that is read; return its words in the fork, and nothing at the end."""
    for line in sys.stdin:
        here, *words = json.loads(line)
        child = os.fork()
        if child == 0:
            os.chdir(here)
            for stream, path in ((0, os.devnull), (1, f"{output}.out"), (2, f"{output}.err")):
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), stream)
            return ["social-value", *words]
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    return None


if __name__ == "__main__":
    del sys.path[0]  # the folder of this module, which no program has
    import social_value
    from social_value.cli.main import main

    # All that any command would load, or puts off until it is needed, so that no fork does it again.
    for module in pkgutil.walk_packages(social_value.__path__, "social_value."):
        importlib.import_module(module.name)
    for model in _models(BaseModel):
        model.model_rebuild()

    if asked := _serve(sys.argv[1]):
        sys.argv = asked
        main()
