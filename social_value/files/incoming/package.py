"""The archive that a workbook is: its parts, checked for number, names and sizes before any of them is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from social_value.codes.workbooks import DAMAGED_WORKBOOK, UNSAFE_WORKBOOK, WORKBOOK_TOO_LARGE
from social_value.errors import InputError
from social_value.files.disk import read_bytes
from social_value.files.incoming.sniff import check_is_workbook
from social_value.findings import Place

_MB = 1 << 20
LARGEST_WORKBOOK = 10 * _MB
LARGEST_PART = 48 * _MB
LARGEST_TOTAL = 96 * _MB
MOST_PARTS = 1_000
MOST_RATIO, WITHOUT_RATIO = 100, 16 * _MB
"""How many times smaller than its content a part may be that unpacks to more than so much: a form whose answers repeat
one another packs a hundred times and more, and what unpacks to less is bounded well enough."""
_DIRECTORY_ENTRY = b"PK\x01\x02"
_SEND_AGAIN = "Open it in Excel or LibreOffice, save it again, and send it again."
_LEAN = "Fill in the workbook that was issued, and nothing else."
_PACKED_PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(slots=True)
class Package:
    """An archive whose parts may be read; ``shown`` is the file as the user would name it.

    ``tags`` counts those of the parts that were read, because the time of reading grows with them.
    """

    shown: str
    archive: zipfile.ZipFile
    parts: frozenset[str]
    tags: int = 0

    def read(self, name: str) -> bytes:
        """Return the content of a part, never more than it says it has. Raises InputError where it is damaged."""
        if name not in self.parts:
            damaged(self.shown, f'its part "{name}" is missing')
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as problem:
            message = f'the workbook is damaged: its part "{name}" cannot be unpacked.'
            raise InputError([DAMAGED_WORKBOOK.at(Place(self.shown), message, _SEND_AGAIN)]) from problem


def damaged(shown: str, what: str) -> NoReturn:
    """Raise the finding of a workbook that is damaged."""
    message = f"the workbook is damaged: {what}."
    raise InputError([DAMAGED_WORKBOOK.at(Place(shown), message, _SEND_AGAIN)])


def too_large(place: Place, what: str, way_out: str = _LEAN) -> NoReturn:
    """Raise the finding of a workbook that holds more than is read."""
    raise InputError([WORKBOOK_TOO_LARGE.at(place, what, way_out)])


def unsafe(shown: str, what: str) -> NoReturn:
    """Raise the finding of a workbook that is put together as no spreadsheet program does it."""
    way_out = f"{_SEND_AGAIN} If nobody edited it by hand, ask who sent it."
    raise InputError([UNSAFE_WORKBOOK.at(Place(shown), f"{what}.", way_out)])


def open_package(path: Path, shown: str) -> Package:
    """Open the archive of a workbook and check it, before anything is unpacked."""
    return package_of(read_bytes(path, shown, LARGEST_WORKBOOK), shown)


def package_of(content: bytes, shown: str) -> Package:
    """Open the archive of a workbook that was read already."""
    check_is_workbook(content, shown)
    # Counted before the directory is read: a hundred thousand empty parts fit into a small file.
    if content.count(_DIRECTORY_ENTRY) > MOST_PARTS:
        too_large(Place(shown), f"the workbook has more than {MOST_PARTS} parts.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        message = "the workbook is damaged: it breaks off, or was changed on its way."
        raise InputError([DAMAGED_WORKBOOK.at(Place(shown), message, _SEND_AGAIN)]) from problem
    entries = archive.infolist()
    _check_names(entries, shown)
    _check_sizes(entries, shown)
    return Package(shown, archive, frozenset(entry.filename for entry in entries if not entry.is_dir()))


def _check_names(entries: list[zipfile.ZipInfo], shown: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        # The directory gives names as they stand; ``filename`` is cut at a NUL and has its slashes turned.
        name = entry.orig_filename
        # We unpack nothing to disk, but whoever opens the file next may.
        if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/"):
            unsafe(shown, f'a part of the workbook is named "{name[:60]}", which leads outside it')
        # Programs differ in which of two parts with one name they read: what we check might not be what a person
        # sees.
        if name.casefold() in seen:
            unsafe(shown, f'the workbook has two parts named "{name[:60]}"')
        seen.add(name.casefold())


def _check_sizes(entries: list[zipfile.ZipInfo], shown: str) -> None:
    for entry in entries:
        if entry.flag_bits & 1 or entry.compress_type not in _PACKED_PLAINLY:
            damaged(shown, f'its part "{entry.filename[:60]}" is encrypted or packed in an unusual way')
        if entry.file_size > LARGEST_PART:
            too_large(Place(shown), f'its part "{entry.filename[:60]}" unpacks to more than {LARGEST_PART // _MB} MiB.')
        if entry.file_size > WITHOUT_RATIO and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            what = f'its part "{entry.filename[:60]}" unpacks to more than {MOST_RATIO} times its size.'
            too_large(Place(shown), what)
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        too_large(Place(shown), f"the workbook unpacks to more than {LARGEST_TOTAL // _MB} MiB.")
