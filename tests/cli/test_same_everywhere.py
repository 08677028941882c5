"""The output is a function of the inputs: not of the clock, the locale, the hash seed or the order of files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import social_value
from tests.faults.procurement import ALPHA, PROCUREMENT, SMALL, changed, write

OTHER_NAMES = {**SMALL, "bids/alpha.yaml": changed(ALPHA, "Alpha Works", "Tŷ Gwyn 東京")}
FORMATS = ("table", "json", "csv", "markdown")
PLACES = {
    "here": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    "far": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    "plain": {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "western": {"PYTHONHASHSEED": "7", "TZ": "America/St_Johns", "PYTHONIOENCODING": "cp1252", "COLUMNS": "40"},
}
ALL_FORMATS = """
import sys
from social_value.cli.main import main
for words in (*(["score", "small", "--format", name] for name in sys.argv[2:]),
              ["score", "small", "-o", sys.argv[1], "--format", "json"],
              ["explain", "small", "--bid", "alpha"], ["validate", "small"], ["validate", "broken"]):
    sys.argv = ["social-value", *words]
    try:
        main()
    except SystemExit as left:
        print(left.code)
"""


def test_the_output_is_the_same_in_every_place(tmp_path: Path) -> None:
    """Hash seed, time zone, locale, encoding and width of the terminal change no byte of any output."""
    write(tmp_path / "small", OTHER_NAMES)
    write(tmp_path / "broken", {**SMALL, "procurement.yaml": PROCUREMENT.replace("weight", "wieght"), "bids/x.yml": ""})
    said, books = {}, {}
    for name, environment in PLACES.items():
        done = subprocess.run(
            [sys.executable, "-c", ALL_FORMATS, f"{name}.xlsx", *FORMATS],
            cwd=tmp_path,
            env={**{key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}, **environment},
            capture_output=True,
            check=True,
        )
        said[name] = done.stdout, done.stderr.replace(f"{name}.xlsx".encode(), b"report.xlsx")
        books[name] = (tmp_path / f"{name}.xlsx").read_bytes()
    assert "東京".encode() in said["here"][0]
    for name in PLACES:
        assert said[name] == said["here"], name
        assert books[name] == books["here"], name


@pytest.mark.parametrize("words", [*(["--format", name] for name in FORMATS), ["-o", "report.xlsx", "--quiet"]])
def test_files_made_in_another_order_give_the_same_output(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order in which files were made, and in which the disk lists them, shows nowhere."""
    names = sorted(OTHER_NAMES)
    made = []
    for number, order in enumerate((names, names[::-1])):
        place = tmp_path / str(number)
        write(place / "small", {name: OTHER_NAMES[name] for name in order})
        monkeypatch.chdir(place)
        done = social_value("score", "small", *words)
        assert done.code == 0
        report = place / "report.xlsx"
        made.append((done.out, report.read_bytes() if report.exists() else b""))
    assert made[0] == made[1]


def test_the_order_in_which_the_disk_lists_files_shows_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that lists files backwards gives the same result."""
    folder = write(tmp_path / "small", OTHER_NAMES)
    before = social_value("score", folder, "--format", "json")
    listed, scanned = os.listdir, os.scandir

    def backwards(path: str = ".") -> list[str]:
        return sorted(listed(path), reverse=True)

    class Backwards:
        """Lists a folder backwards."""

        def __init__(self, path: str = ".") -> None:
            with scanned(path) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            """Leave nothing open."""

    monkeypatch.setattr(os, "listdir", backwards)
    monkeypatch.setattr(os, "scandir", Backwards)
    assert [path.name for path in (folder / "bids").iterdir()] == ["beta.yaml", "alpha.yaml"]
    after = social_value("score", folder, "--format", "json")
    assert (after.code, after.out) == (0, before.out)
