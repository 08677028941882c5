"""Workbooks that are damaged or made to harm end in a finding, in little time and memory, and never in a traceback."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from social_value.errors import InputError
from social_value.files.forms.form_reading import read_form
from tests.files.forms.demo import DEMO, saved
from tests.files.incoming.hostile import GROWING, HOSTILE, issued
from tests.files.incoming.packages import packed, parts_of
from tests.samples import seeds
from tests.work import calls_of

ROOT = Path(__file__).parents[3]
Outcome = Mapping[str, Any]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """What became of each workbook, read in a process with limits."""
    if not hasattr(os, "fork"):
        pytest.skip("limits on a process need a system that has them")
    folder = tmp_path_factory.mktemp("hostile")
    paths = {name: saved(folder, make(), f"{name}.xlsx") for name, (make, _) in HOSTILE.items()}
    command = [sys.executable, "-m", "tests.files.incoming.reader_process", *map(str, paths.values())]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=600)
    told = json.loads(done.stdout)
    return {name: told[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_with_its_finding_within_the_limits(name: str, outcomes: Mapping[str, Outcome]) -> None:
    """Under 500 MB, with a finding that names the file and says what to do."""
    outcome, code = outcomes[name], HOSTILE[name][1]
    assert "traceback" not in outcome, outcome.get("traceback")
    found = outcome["findings"]
    assert (code in [one[0] for one in found]) if code else found == []
    assert all(one[1].split("!")[0].count(f"{name}.xlsx") == 1 and one[2] and one[3] for one in found)
    assert outcome["memory"] < 500_000


@pytest.mark.parametrize("name", GROWING)
def test_twice_as_much_is_no_more_than_twice_the_work(name: str, tmp_path: Path) -> None:
    """The work grows with the number of texts, elements, cells, rows and merges, and not with its square."""

    def calls(number: int) -> int:
        path = saved(tmp_path, GROWING[name](number), f"{number}.xlsx")

        def read() -> None:
            with suppress(InputError):
                read_form(path, DEMO)

        return calls_of(read)

    assert calls(8_000) < 2.2 * calls(4_000)


def test_there_are_enough_of_them() -> None:
    """At least the sixty that are asked for."""
    assert len(HOSTILE) >= 60


def test_a_fault_in_a_cell_names_the_cell(outcomes: Mapping[str, Outcome]) -> None:
    """The place is the file, the sheet and the cell."""
    for name in ("not a number", "dde formula", "truth", "sixteen digits"):
        [found] = [one for one in outcomes[name]["findings"] if one[0] != "formula-result"]
        assert found[1].endswith(f"{name}.xlsx Prices!C4")


def test_no_content_of_another_file_is_shown(outcomes: Mapping[str, Outcome]) -> None:
    """An entity that names a file is never followed."""
    assert "root:" not in json.dumps(outcomes["entity that reads a file"])


def test_cut_at_every_tenth_byte(tmp_path: Path) -> None:
    """Wherever a file breaks off, the finding says so."""
    content = issued()
    codes: set[str] = set()
    for length in range(0, len(content), 10):
        with pytest.raises(InputError) as raised:
            read_form(saved(tmp_path, content[:length]), DEMO)
        codes.update(finding.code for finding in raised.value.findings)
    assert codes == {"not-a-workbook", "damaged-workbook"}


@pytest.mark.parametrize("seed", seeds(4, 400))
def test_bytes_changed_at_random(seed: int, tmp_path: Path) -> None:
    """Whatever is changed in the archive or in a part: findings or none, but nothing else is raised."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    parts = parts_of(issued())
    for _ in range(100):
        name = chance.choice(list(parts))
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            part[chance.randrange(len(part))] = chance.choice(b"<>&\"'0159azAZ/=\x00\xff ")
        content = bytearray(packed({**parts, name: bytes(part)}))
        if chance.random() < 0.3:
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(InputError):
            read_form(saved(tmp_path, bytes(content)), DEMO)


def test_the_name_must_be_that_of_a_workbook(tmp_path: Path) -> None:
    """So that every place in it is shown as a sheet and a cell."""
    with pytest.raises(InputError, match=r"ends in \.xlsx"):
        read_form(saved(tmp_path, issued(), "return.xlsm"), DEMO)
