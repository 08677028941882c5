"""Recalculates workbooks with other people's engines: formualizer in this process, LibreOffice in its own.

Both ignore the results that a workbook carries. LibreOffice trusts them unless its profile says otherwise, so it
gets a profile that says so.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import formualizer
import pytest

Cells = dict[tuple[str, str], Any]
"""Values by sheet and cell, such as ``("Summary", "B11")``; an empty cell and empty text are None."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PRINT_TITLES = re.compile(rb'<definedName [^>]*"_xlnm\.Print_Titles"[^>]*>[^<]*</definedName>')
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
        path.write_bytes(_without_print_titles(content))
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", target, *paths], check=True, capture_output=True, timeout=3_600)
    return [_values((target / path.name).read_bytes()) for path in paths]


def _without_print_titles(content: bytes) -> bytes:
    """The same workbook without the rows and columns that every page repeats.

    They change no value, and LibreOffice spends most of its time on them: 4 of 6.4 s of a workbook of 24 sheets.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as lighter:
        for name in book.namelist():
            part = book.read(name)
            lighter.writestr(name, _PRINT_TITLES.sub(b"", part) if name == "xl/workbook.xml" else part)
    return out.getvalue()


def _values(content: bytes) -> Cells:
    """Read values straight from the XML, which is many times faster than a library that keeps every style."""
    cells: Cells = {}
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = _shared_strings(book)
        for name, part in _sheets(book):
            for cell in ElementTree.fromstring(book.read(part)).iter(f"{_MAIN}c"):  # noqa: S314 - our own files
                cells[name, cell.attrib["r"]] = _value(cell, shared)
    return cells


def _sheets(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The names of the sheets, each with its part of the file."""
    targets = {
        one.attrib["Id"]: one.attrib["Target"]
        for one in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")  # noqa: S314
    return [(one.attrib["name"], f"xl/{targets[one.attrib[_ID]].removeprefix('/xl/')}") for one in sheets]


def _shared_strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    items = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{_MAIN}si")  # noqa: S314
    return ["".join(text.text or "" for text in item.iter(f"{_MAIN}t")) for item in items]


def _value(cell: ElementTree.Element, shared: list[str]) -> str | float | None:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t")) or None
    text = cell.findtext(f"{_MAIN}v")
    if not text:
        return None
    if kind == "s":
        return shared[int(text)] or None
    if kind in ("str", "e"):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number
