"""Help, and how little is loaded to show it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from social_value import __version__
from tests.cli.command import social_value
from tests.faults.procurement import SMALL, write

OPTIONS = {
    "score": {
        "-o", "--output", "--format", "--sheets", "--final", "--force", "--as-of", "--quiet", "--no-progress", "--help",
    },
    "explain": {"--bid", "--criterion", "--as-of", "--quiet", "--no-progress", "--help"},
    "moderate": {
        "--format", "-o", "--output", "--read", "--force", "--as-of", "--quiet", "--no-progress", "--help",
    },
    "panel": {"--lot", "--as-of", "--help"},
    "scoresheet": {"make", "read", "key", "--help"},
    "init": {"--framework", "--as-of", "--force", "--quiet", "--help"},
    "response": {"make", "read", "--help"},
    "frameworks": {"list", "show", "diff", "--help"},
    "route": {"--format", "--rules", "--as-of", "--help"},
    "validate": {"--strict", "--format", "--as-of", "--quiet", "--no-progress", "--help"},
    "schema": {"--help"},
}  # fmt: skip
LOADED = """
import json, sys
from social_value.cli.main import main
sys.argv = ["social-value", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("command", sorted(OPTIONS))
def test_every_command_explains_its_options(command: str, flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--help`` ends with 0 and has every option of the command, in plain text."""
    monkeypatch.setenv("COLUMNS", "100")
    done = social_value(command, flag)
    assert (done.code, done.err) == (0, "")
    words = done.out.replace(",", " ").split()
    assert OPTIONS[command] <= set(words)
    assert "\x1b" not in done.out


def test_help_lists_every_command() -> None:
    """The help of the whole names each command with what it does."""
    done = social_value("--help")
    assert done.code == 0
    lines = [line.split() for line in done.out.splitlines()]
    listed = {words[0]: words[1:] for words in lines if words}
    for command in OPTIONS:
        assert len(listed[command]) > 3


def test_no_command_at_all_shows_the_help() -> None:
    """Without a command the help is shown, and the run counts as wrong usage."""
    done = social_value()
    assert done.code == 2
    assert "Usage: social-value" in done.out + done.err


def test_the_version_is_told() -> None:
    """``--version`` prints one line."""
    assert social_value("--version").out == f"social-value {__version__}\n"


def modules(*words: str | Path) -> set[str]:
    """Return the modules that a command has loaded by its end, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "NO_COLOR": "1"},
        check=True,
    )
    return set(json.loads(done.stderr))


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        (
            ["--help"],
            {
                "rich",
                "xlsxwriter",
                "openpyxl",
                "defusedxml",
                "pydantic",
                "yaml",
                "social_value.core",
                "social_value.codes",
            },
        ),
        (["score", "--help"], {"rich", "xlsxwriter", "openpyxl", "yaml", "social_value.core", "social_value.model"}),
        (["schema", "bid"], {"rich", "xlsxwriter", "openpyxl", "yaml", "social_value.codes.all_codes"}),
        (["validate", "small"], {"rich.table", "rich.console", "xlsxwriter", "openpyxl", "defusedxml", "xml.etree"}),
        (["validate", "small"], {"social_value.core.law.open_routes", "social_value.core.checks.reserved_for"}),
        (["validate", "small", "--format", "junit"], {"rich.table", "rich.console", "xlsxwriter", "openpyxl"}),
        (["score", "small", "--format", "json"], {"rich.table", "rich.console", "xlsxwriter", "openpyxl"}),
        (["score", "small"], {"xlsxwriter", "openpyxl"}),
        (["moderate", "small"], {"rich.table", "rich.console", "xlsxwriter", "openpyxl"}),
    ],
    ids=["help", "score-help", "schema", "validate", "unreserved", "junit", "json", "table", "moderate"],
)
def test_a_command_loads_only_what_it_needs(words: list[str], spared: set[str], tmp_path: Path) -> None:
    """Help comes up quickly because it loads no reader, no model and no writer of workbooks."""
    folder = write(tmp_path / "small", SMALL)
    loaded = modules(*(folder if word == "small" else word for word in words))
    assert "social_value.cli.main" in loaded
    assert loaded & spared == set()
