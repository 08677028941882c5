"""Workbooks taken apart and put together otherwise."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

Parts = dict[str, bytes]


def parts_of(content: bytes) -> Parts:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return out.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in one of whose parts something stands instead of something else."""
    parts = parts_of(content)
    assert old in parts[part], parts[part]
    return packed({**parts, part: parts[part].replace(old, new)})
