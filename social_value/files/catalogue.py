"""Frameworks, scales and registers: the shipped catalogue and local folders.

An item stands in a file named after its id, in any subfolder. A local file may not take the id of a shipped
one, so that an id means the same wherever it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from social_value.codes.catalogue import ID_DIFFERS_FROM_FILE, SHIPPED_ID_TAKEN, WRONG_KIND
from social_value.errors import InputError
from social_value.files.disk import read_bytes
from social_value.files.into_models import build
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Finding
from social_value.fingerprint import digest
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile

FOLDER = "frameworks"
Item = TypeVar("Item", Framework, Register, ScaleFile)
_KIND = re.compile(rb"^kind:[ \t]*[\"']?([a-z]+)", re.MULTILINE)


class Run:
    """What one run has read: each folder is listed once and each file read once, however many need them."""

    def __init__(self) -> None:
        self._catalogues: dict[tuple[Path, ...], Catalogue] = {}
        self._items: dict[tuple[Path, str, str], tuple[Any, Document, str] | InputError] = {}

    def catalogue(self, start: Path) -> Catalogue:
        """Return the catalogue that a file or folder sees: the shipped files, and the local ones beside and above."""
        folders = tuple(local_folders(start))
        if folders not in self._catalogues:
            self._catalogues[folders] = Catalogue(start, self)
        return self._catalogues[folders]

    def item(self, model: type[Item], path: Path, shown: str) -> tuple[Item, Document, str]:
        """Return what a file holds, with its document and the SHA-256 of its bytes. Raises InputError each time."""
        key = (path, shown, model.__name__)
        if key not in self._items:
            try:
                self._items[key] = _read(model, path, shown)
            except InputError as problem:
                # The faults are kept like a file, so that none is read twice and each is said to all who need it.
                self._items[key] = problem
        item = self._items[key]
        if isinstance(item, InputError):
            raise item
        return item


class Catalogue:
    """Finds frameworks, scales and registers by id."""

    def __init__(self, start: Path, run: Run | None = None) -> None:
        self._run = run or Run()
        self._paths = dict(_shipped_paths(shipped_folder()))
        self._shipped = frozenset(self._paths)
        self._taken: dict[str, Path] = {}
        self._kinds: dict[str, str | None] = {}
        for folder in local_folders(start):
            for path in _files(folder):
                if path.stem in self._shipped and not is_copy_of_shipped(path):
                    self._taken[path.stem] = path
                # Shipped files came first, and folders come nearest first: an id means the same from any folder
                # below.
                self._paths.setdefault(path.stem, path)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id there is a file for."""
        return tuple(sorted(self._paths))

    def ids_of(self, kind: str) -> tuple[str, ...]:
        """Every id there is a file of this kind for, by the first `kind:` in it."""
        return tuple(item_id for item_id in self.ids if self.kind(item_id) == kind)

    def kind(self, item_id: str) -> str | None:
        """Return the kind that the file of an id says it is."""
        if item_id not in self._kinds:
            path = self._paths[item_id]
            self._kinds[item_id] = kind_said(read_bytes(path, self._shown(path)))
        return self._kinds[item_id]

    def is_shipped(self, item_id: str) -> bool:
        """Tell whether an id is one of the shipped files."""
        return item_id in self._shipped

    def mentioning(self, words: str) -> tuple[str, ...]:
        """Ids of the items whose file holds some words, so that only those need be read."""
        return tuple(
            item_id for item_id, path in sorted(self._paths.items()) if words.encode() in read_bytes(path, str(path))
        )

    def find(self, model: type[Item], item_id: str) -> tuple[Item, Document, str] | None:
        """Return an item with its document and the SHA-256 of its file, or None where there is no such file.

        Raises InputError where the file is malformed, is of another kind, or takes the id of a shipped one.
        """
        taken = self.taken(item_id)
        if taken:
            raise InputError(taken)
        return self.read(model, item_id)

    def read(self, model: type[Item], item_id: str) -> tuple[Item, Document, str] | None:
        """Return an item as ``find`` does, but the shipped one where a local file takes its id.

        Whoever reads on in this way reports what ``taken`` says as well.
        """
        path = self._paths.get(item_id)
        return self._run.item(model, path, self._shown(path)) if path is not None else None

    def taken(self, item_id: str) -> tuple[Finding, ...]:
        """Return the error of a local file that takes this id from a shipped one, if there is such a file."""
        path = self._taken.get(item_id)
        if path is None:
            return ()
        try:
            return (_taken(path),)
        except InputError as problem:
            return problem.findings

    def _shown(self, path: Path) -> str:
        """Name a file as a reader anywhere would: shipped files from the catalogue's folder down."""
        if path.stem in self._shipped:
            return f"{FOLDER}/{path.relative_to(shipped_folder()).as_posix()}"
        return _local(path)


def kind_said(content: bytes) -> str | None:
    """Return the kind that a file says it is, without reading the rest of it as YAML."""
    match = _KIND.search(content)
    return match[1].decode() if match else None


def _taken(path: Path) -> Finding:
    shown = _local(path)
    place = parse_yaml(read_bytes(path, shown), shown).place(("id",))
    message = f'"{path.stem}" is the id of a shipped file.'
    return SHIPPED_ID_TAKEN.at(place, message, "Rename the local file and its id.")


def _read(model: type[Item], path: Path, shown: str) -> tuple[Item, Document, str]:
    item_id, content = path.stem, read_bytes(path, shown)
    document = parse_yaml(content, shown)
    kind, wanted = document.data.get("kind"), get_args(model.model_fields["kind"].annotation)[0]
    if isinstance(kind, str) and kind != wanted:
        message = f'"{item_id}" is a {kind}, not a {wanted}.'
        raise InputError([WRONG_KIND.at(document.place(("kind",)), message, f"Name a {wanted} instead.")])
    item = build(model, document)
    if item.id != item_id:
        message = f'the id "{item.id}" differs from the file name "{path.name}".'
        raise InputError([ID_DIFFERS_FROM_FILE.at(document.place(("id",)), message, "Rename one of them.")])
    return item, document, digest(content)


def _local(path: Path) -> str:
    return f"{FOLDER}/{path.relative_to(next(folder for folder in path.parents if folder.name == FOLDER)).as_posix()}"


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def shipped_folder() -> Path:
    """Return the catalogue's folder: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / FOLDER
    return inside if inside.is_dir() else package.parent / FOLDER


@cache
def _shipped_paths(folder: Path) -> dict[str, Path]:
    """Return the shipped files by id; they do not change while the tool runs."""
    return {path.stem: path for path in _files(folder)}


def is_shipped_id(item_id: str) -> bool:
    """Tell whether an id is taken by a shipped file."""
    return item_id in _shipped_paths(shipped_folder())


def is_copy_of_shipped(path: Path) -> bool:
    """Tell whether a local file is the shipped one to the letter, as in a clone beside an installed tool."""
    shipped = _shipped_paths(shipped_folder()).get(path.stem)
    return shipped is not None and shipped.read_bytes() == path.read_bytes()


def local_folders(start: Path) -> Iterator[Path]:
    """Yield the `frameworks` folders beside and above a procurement, nearest first, up to the repository's top."""
    shipped = shipped_folder()
    for folder in (start.resolve(), *start.resolve().parents):
        candidate = folder / FOLDER
        if candidate.is_dir() and candidate != shipped:
            yield candidate
        # What lies above the repository differs from machine to machine, and no history holds it.
        if (folder / ".git").exists():
            return
