"""Files as bytes and as text: the one place that opens, decodes and writes them."""

from __future__ import annotations

import codecs
import errno
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from social_value.codes.any_file import CONTROL_CHARACTER, FILE_TOO_LARGE, NOT_UTF_8
from social_value.errors import CannotRunError, InputError
from social_value.findings import Finding, Place

LARGEST_FILE = 32 * 1024 * 1024
MOST_FINDINGS = 100  # a file with more of one fault than this is broken as a whole

# Characters that are not seen but change what is read: controls except tab and line breaks, line and
# paragraph separators, every bidirectional control, spaces of no width, soft hyphens, invisible operators,
# tags and noncharacters. The zero-width joiner and non-joiner stay: Persian, the scripts of India and many
# emoji are written with them.
REFUSED_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# The flags of England, Scotland and Wales are spelt with tags after a black flag; no other use is known.
_FLAG_SO_FAR = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{0,5}\\Z")

_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_PLAIN_BYTES = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_UTF_16_OR_32 = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

_REASONS = {
    errno.ENOENT: ("does not exist", "Check the spelling and the folder."),
    errno.ENOTDIR: ("does not exist: a part of its path is not a folder", "Check the path."),
    errno.EACCES: (
        "may not be opened: permission is denied",
        "Ask for access, or close it where it is open.",
    ),
    errno.EPERM: ("may not be opened: permission is denied", "Ask for access, or close it where it is open."),
    errno.EROFS: ("stands on a disk that may only be read", "Choose another folder."),
    errno.ENOSPC: ("cannot be written: the disk is full", "Free some space, or choose another disk."),
    errno.EDQUOT: (
        "cannot be written: your share of the disk is used up",
        "Free some space, or choose another disk.",
    ),
    errno.ENAMETOOLONG: ("has a name that is too long", "Choose a shorter name."),
    errno.ELOOP: ("is a link that leads back to itself", "Name the file itself."),
    errno.ENXIO: ("is not an ordinary file", "Name a file."),
    errno.EISDIR: ("is a folder, not a file", "Name a file in it."),
}


def read_bytes(path: Path, shown: str, limit: int = LARGEST_FILE) -> bytes:
    """Return the content of an ordinary file, refusing one of more than ``limit`` bytes before reading it.

    ``shown`` is the file as the user would name it.
    """
    _check_name(path)
    with _plain_reasons(shown):
        # Without waiting: opening a named pipe must not hang until somebody writes to it.
        handle = os.open(path, os.O_RDONLY | _NO_WAIT | _PLAIN_BYTES)
        try:
            _check_is_ordinary(os.fstat(handle).st_mode, shown)
            _check_size(os.fstat(handle).st_size, shown, limit)
            with open(handle, "rb", closefd=False) as stream:
                content = stream.read(limit + 1)
        finally:
            os.close(handle)
    _check_size(len(content), shown, limit)  # again: the file may have grown meanwhile
    return content


def _check_name(path: Path) -> None:
    if "\0" in str(path):
        raise CannotRunError("The name of a file holds a NUL, which no name may hold.", "Check the name.")


def _check_is_ordinary(mode: int, shown: str) -> None:
    if stat.S_ISDIR(mode):
        raise CannotRunError(f'"{shown}" is a folder, not a file.', "Name a file in it.")
    if not stat.S_ISREG(mode):
        raise CannotRunError(f'"{shown}" is not an ordinary file.', "Name a file; pipes and devices are not read.")


def _check_size(size: int, shown: str, limit: int) -> None:
    if size > limit:
        message = f"the file is larger than {_readable_size(limit)}, the most that is read."
        raise InputError([FILE_TOO_LARGE.at(Place(shown), message, "Split it, or remove what does not belong in it.")])


def _readable_size(size: int) -> str:
    return f"{size >> 20} MiB" if size >= 1 << 20 else f"{size} bytes"


@contextmanager
def _plain_reasons(shown: str) -> Iterator[None]:
    """Turn what the operating system says into a sentence that names the file and a way out."""
    try:
        yield
    except OSError as problem:
        reason, way_out = _REASONS.get(
            problem.errno or 0,
            (f"cannot be used: {problem.strerror or problem}", "Check the disk and the path."),
        )
        raise CannotRunError(f'"{shown}" {reason}.', way_out) from problem


def as_text(content: bytes, shown: str) -> str:
    """Return UTF-8 content as text, with or without a byte order mark, every line ending as a line feed."""
    wide = _wide_encoding(content)
    if wide:
        raise InputError([_not_utf_8(Place(shown, line=1, column=1), f"it is saved as {wide}")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InputError([_undecodable(content, problem.start, shown)]) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _wide_encoding(content: bytes) -> str | None:
    for mark, name in _UTF_16_OR_32:
        if content.startswith(mark):
            return name
    start = content[:200]
    # Every other byte of English text in UTF-16 is 0; a stray 0 is reported by its place instead.
    return "UTF-16" if start.count(0) * 3 > len(start) else None


def _undecodable(content: bytes, start: int, shown: str) -> Finding:
    before = content[:start].removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    place = Place(shown, line=before.count(b"\n") + 1, column=column)
    try:
        read_as = content[start : start + 1].decode("cp1252")
    except UnicodeDecodeError:
        return _not_utf_8(place, f"byte 0x{content[start]:02X} stands where no character can begin")
    return _not_utf_8(place, f'byte 0x{content[start]:02X} would be "{read_as}" in Windows-1252 ("ANSI")')


def _not_utf_8(place: Place, reason: str) -> Finding:
    way_out = 'Save it again as UTF-8: "Encoding: UTF-8" in an editor, "CSV UTF-8 (comma delimited)" in Excel.'
    return NOT_UTF_8.at(place, f"the file is not UTF-8: {reason}.", way_out)


def refused_characters(text: str, shown: str) -> list[Finding]:
    """Return a finding for each invisible character that changes how a text is read (the first hundred)."""
    matches = islice(_refused_matches(text), MOST_FINDINGS)
    return [refused_character(match[0], place_at(text, match.start(), shown)) for match in matches]


def first_refused_character(text: str) -> str | None:
    """Return the first invisible character that changes how a text is read, or nothing."""
    return next((match[0] for match in _refused_matches(text)), None)


def _refused_matches(text: str) -> Iterator[re.Match[str]]:
    return (match for match in REFUSED_CHARACTERS.finditer(text) if not _is_part_of_flag(text, match.start()))


def _is_part_of_flag(text: str, index: int) -> bool:
    return text[index] >= "\U000e0061" and _FLAG_SO_FAR.search(text[max(0, index - 6) : index]) is not None


def refused_character(character: str, place: Place) -> Finding:
    """Return the finding for one refused character."""
    name = unicodedata.name(character, "a control character").lower()
    message = f"an invisible character stands here: U+{ord(character):04X}, {name}."
    return CONTROL_CHARACTER.at(place, message, "Delete it, or type the word again: it may hide or reorder text.")


def place_at(text: str, index: int, shown: str) -> Place:
    """Return the line and column of a character of a text."""
    return Place(shown, line=text.count("\n", 0, index) + 1, column=index - text.rfind("\n", 0, index))


def write_atomically(path: Path, content: bytes | Callable[[Path], None], force: bool) -> None:
    """Write a file whole or not at all; an existing one is replaced only with ``force``.

    ``content`` is the bytes, or a function that writes the file it is given. A crash, a full disk or a second
    run leaves either the earlier file or the new one. A link is replaced, never followed.
    """
    _check_name(path)
    with _plain_reasons(str(path)):
        _check_target(path, force)
        # Not ending like the target: a search of the folder must never take it for one of the user's files.
        temporary = path.parent / f".social-value-{os.urandom(8).hex()}.tmp"
        try:
            _write_new(temporary, content)
            temporary.replace(path)
        finally:
            with suppress(OSError):  # gone already when all went well
                temporary.unlink()
    _sync_folder(path.parent)


def write_all(files: Mapping[Path, bytes], force: bool) -> None:
    """Write several files, all of them or none; existing ones are replaced only with ``force``.

    Every file is written beside its place before the first is put there, so a full disk or a taken name leaves all as
    they were.
    """
    for path in files:
        _check_name(path)
    ready: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _plain_reasons(str(path)):
                _check_target(path, force)
                ready[path] = path.parent / f".social-value-{os.urandom(8).hex()}.tmp"
                _write_new(ready[path], content)
        for path, temporary in ready.items():
            with _plain_reasons(str(path)):
                temporary.replace(path)
    finally:
        for temporary in ready.values():
            with suppress(OSError):  # gone already when all went well
                temporary.unlink()
    for folder in {path.parent for path in files}:
        _sync_folder(folder)


def write_folder(folder: Path, files: Mapping[str, str], force: bool) -> None:
    """Write a folder of UTF-8 files whole or not at all; with ``force`` its files are put into one that holds others.

    A folder that holds anything is refused without ``force``. With it each file is written whole, one after the other.
    """
    _check_name(folder)
    with _plain_reasons(str(folder)):
        if folder.exists() and not folder.is_dir():
            raise CannotRunError(f'"{folder}" is a file, not a folder.', "Choose another name.")
        filled = folder.is_dir() and any(folder.iterdir())
        if filled and not force:
            raise CannotRunError(f'The folder "{folder}" is not empty.', "Choose another name, or add --force.")
        if not folder.resolve().parent.is_dir():
            raise CannotRunError(f'The folder "{folder.parent}" does not exist.', "Make it first, or choose another.")
        if filled:
            _fill(folder, files)
            return
        temporary = folder.resolve().parent / f".social-value-{os.urandom(8).hex()}.tmp"
        try:
            temporary.mkdir()
            _fill(temporary, files)
            if folder.is_dir():
                folder.rmdir()
            temporary.rename(folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)  # gone already when all went well


def _fill(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode(), force=True)


def _check_target(path: Path, force: bool) -> None:
    if not path.parent.is_dir():
        raise CannotRunError(f'The folder "{path.parent}" does not exist.', "Make it first, or choose another folder.")
    if path.is_dir():
        raise CannotRunError(f'"{path}" is a folder, not a file.', "Name a file in it.")
    if path.exists() and not path.is_file():
        raise CannotRunError(f'"{path}" is not an ordinary file.', "Choose another name.")
    if os.path.lexists(path) and not force:
        raise CannotRunError(f'"{path}" exists already.', "Choose another name, or replace it with --force.")


def _write_new(temporary: Path, content: bytes | Callable[[Path], None]) -> None:
    # Made with the usual mode, so that the operating system applies the umask and the folder's own rules.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN_BYTES, 0o666)
    with os.fdopen(handle, "wb") as stream:
        if isinstance(content, bytes):
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    if not isinstance(content, bytes):
        content(temporary)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can: the file itself is safe already."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
