"""The corpus of faulty and of good files: what each case holds, and what must be said of it.

``tests/bad/README.md`` describes the format. What is expected was written by hand, from the rules and not from what
the tool says.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from social_value.files.validating import validate_paths
from social_value.findings import Finding

ROOT = Path(__file__).parent
BAD, GOOD = ROOT / "bad", ROOT / "good"
PATCHES = {"procurements": "meals", "catalogues": "region"}
"""The folders of changed procurements and catalogues, each with the sound folder that is changed."""
WAIVED = " (waived)"
Expected = tuple[str, str, int | None]
"""A code, a file as the user would name it, and a line; no line for a finding on a whole file or folder.

The code of a finding that a waiver lets stand ends in ``WAIVED``.
"""

_MARK = re.compile(r"#\s*bad:\s*(?P<codes>[a-z0-9-]+(?:,\s*[a-z0-9-]+)*)")
_AS_OF = re.compile(r"#.*\bas of (?P<day>\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class Case:
    """One faulty or good file or folder."""

    path: Path

    @property
    def name(self) -> str:
        """Its name among all cases."""
        return self.path.relative_to(ROOT).with_suffix("").as_posix()

    @property
    def is_patch(self) -> bool:
        """Whether it changes a sound folder, rather than being a whole file."""
        return self.path.parent.name in PATCHES

    @property
    def patch(self) -> Mapping[str, Any]:
        """What a patch says."""
        said: Mapping[str, Any] = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        return said

    def write(self, folder: Path) -> Path:
        """Write the case below a folder, and return what is to be validated."""
        if not self.is_patch:
            shutil.copy(self.path, folder / self.path.name)
            return folder / self.path.name
        target, patch = folder / "case", self.patch
        shutil.copytree(GOOD / patch.get("base", PATCHES[self.path.parent.name]), target)
        for change in patch.get("changes", ()):
            text = _read(target / change["file"])
            if text.count(change["old"]) != 1:
                raise ValueError(f"{self.name}: {change['old']!r} is there {text.count(change['old'])} times")
            _write(target / change["file"], text.replace(change["old"], change["new"]))
        for name, text in patch.get("add", {}).items():
            _write(target / name, text)
        for name in patch.get("remove", ()):
            (target / name).unlink()
        for name, encoding in patch.get("encodings", {}).items():
            (target / name).write_bytes(_read(target / name).encode(encoding))
        return target

    def expected(self, written: Path) -> set[Expected]:
        """Return what must be said, from the text of the case as it was written."""
        if not self.is_patch:
            return set(_marked(written))
        return {_stated(self, written, one) for one in self.patch.get("expect", ())}

    @property
    def as_of(self) -> date | None:
        """The day of ``--as-of``, where the case has one."""
        match = _AS_OF.search(_read(self.path)) if not self.is_patch else None
        return date.fromisoformat(match["day"]) if match else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _marked(path: Path) -> Iterator[Expected]:
    for number, line in enumerate(_read(path).splitlines(), start=1):
        match = _MARK.search(line)
        for code in re.split(r",\s*", match["codes"]) if match else ():
            yield code, path.name, number


def _stated(case: Case, written: Path, one: Mapping[str, Any]) -> Expected:
    code = one["code"] + (WAIVED if one.get("waived") else "")
    if "at" not in one:
        return code, one["file"], one.get("line")
    text = _read(written / one["file"])
    if text.count(one["at"]) != 1:
        raise ValueError(f"{case.name}: {one['at']!r} is there {text.count(one['at'])} times")
    return code, one["file"], text[: text.index(one["at"])].count("\n") + 1


def to_act_on(findings: Iterable[Expected]) -> list[Expected]:
    """Return the findings that no waiver lets stand: a faulty case has some, a good one none."""
    return [one for one in findings if not one[0].endswith(WAIVED)]


def cases(folder: Path) -> list[Case]:
    """Return the cases below a folder: whole files, and patches; the folders that patches change are none."""
    kinds = (*PATCHES, "files", "frameworks", "registers", "scales")
    return [Case(path) for path in sorted(folder.glob("*/*.yaml")) if path.parent.name in kinds]


@cache
def findings_of(case: Case) -> tuple[frozenset[Expected], tuple[Finding, ...]]:
    """Return what is expected of a case and what is found, written below an empty folder that is the current."""
    with TemporaryDirectory() as folder, chdir(folder):
        written = case.write(Path(folder))
        report = validate_paths([written.relative_to(folder)], case.as_of)
        return frozenset(case.expected(written)), tuple(report.findings)


def said_of(case: Case) -> tuple[frozenset[Expected], frozenset[Expected]]:
    """Return what is expected of a case and what is said of it, each finding by its code, file and line."""
    expected, findings = findings_of(case)
    said = [_said(one) for one in findings]
    if len(set(said)) != len(said):
        raise ValueError(f"{case.name}: a finding is said twice")
    return expected, frozenset(said)


def _said(finding: Finding) -> Expected:
    code = finding.code + (WAIVED if finding.waived is not None else "")
    return code, finding.place.path.removeprefix("case/"), finding.place.line


@cache
def codes_expected() -> frozenset[str]:
    """Return every code that some case of the corpus expects."""
    found: set[str] = set()
    for case in cases(BAD):
        if case.is_patch:
            found |= {one["code"] for one in case.patch["expect"]}
        else:
            found |= {code for code, _, _ in _marked(case.path)}
    return frozenset(found)
