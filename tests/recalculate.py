"""Recalculates workbooks with other people's engines: formualizer in this process, LibreOffice in its own.

Both ignore the results that a workbook carries. LibreOffice trusts them unless its profile says otherwise, so it
gets a profile that says so.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest

Cells = dict[tuple[str, str], Any]
"""Values by sheet and cell, such as ``("Summary", "B11")``; an empty cell and empty text are None."""

REQUIRED = "SOCIAL_VALUE_REQUIRE_LIBREOFFICE"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def stored(content: bytes) -> Cells:
    """Return the values that a workbook carries, without recalculating anything."""
    return _values(content)


def recalculated(content: bytes) -> Cells:
    """Return the values of a workbook after formualizer worked every formula out again."""
    return _values(formualizer.recalculate_xlsx_bytes(content)["bytes"])


def recalculated_by_libreoffice(contents: Sequence[bytes], folder: Path) -> list[Cells]:
    """Return the values of workbooks after LibreOffice worked every formula out again, in one process.

    Skips the test where LibreOffice is not installed, unless the environment requires it.
    """
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"LibreOffice is not installed, and {REQUIRED} asks for it")
        pytest.skip("LibreOffice is not installed")
    profile, source, target = folder / "profile", folder / "source", folder / "target"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source.mkdir()
    paths = [source / f"book-{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", target, *paths], check=True, capture_output=True, timeout=600)
    return [_values((target / path.name).read_bytes()) for path in paths]


def _values(content: bytes) -> Cells:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): None if cell.value == "" else cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
