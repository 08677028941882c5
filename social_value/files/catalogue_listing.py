"""Everything in the catalogue that a folder sees, read for a list or to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from social_value.errors import CannotRunError, InputError
from social_value.files.catalogue import Catalogue
from social_value.files.disk import read_bytes
from social_value.files.frameworks import Opened, Shelf, Shelves
from social_value.files.into_models import build
from social_value.files.yaml_source import parse_yaml
from social_value.findings import Finding, nearest
from social_value.fingerprint import digest
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile

AnyItem = Framework | Register | ScaleFile
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the catalogue: what it holds, and whether it comes with the tool."""

    item: AnyItem
    shipped: bool


def catalogue_list(start: Path) -> tuple[tuple[Listed, ...], tuple[Finding, ...]]:
    """Return every readable file of the catalogue, by id, and the findings of those that are not."""
    catalogue = _shelf(start).catalogue
    listing: list[Listed] = []
    findings: list[Finding] = []
    for item_id in catalogue.ids:
        try:
            item = _item(catalogue, item_id)
        except InputError as problem:
            findings.extend(problem.findings)
            continue
        if item is not None:
            listing.append(Listed(item, catalogue.is_shipped(item_id)))
    return tuple(listing), tuple(dict.fromkeys(findings))


def _item(catalogue: Catalogue, item_id: str) -> AnyItem | None:
    held = {
        "register": lambda: catalogue.find(Register, item_id),
        "scale": lambda: catalogue.find(ScaleFile, item_id),
    }.get(catalogue.kind(item_id) or "", lambda: catalogue.find(Framework, item_id))()
    return held[0] if held is not None else None


def item_to_show(item_id: str, start: Path) -> Opened | Register | ScaleFile:
    """Return what an id stands for: a framework with its chain, a register or a scale.

    Raises CannotRunError where nothing has the id, and InputError where its file has errors.
    """
    shelf = _shelf(start)
    if item_id not in shelf.catalogue.ids:
        raise CannotRunError(f'There is nothing with the id "{item_id}".', nearest(item_id, shelf.catalogue.ids))
    item = _item(shelf.catalogue, item_id)
    return item if isinstance(item, Register | ScaleFile) else _opened(shelf.open_id(item_id), item_id)


def framework_to_compare(name: str, start: Path) -> Opened:
    """Return a framework by its id, or from a file where the name is the path of one.

    Raises CannotRunError where there is none, and InputError where it has errors.
    """
    path = Path(name)
    if path.suffix in SUFFIXES or len(path.parts) > 1:
        return _opened(_from_file(path), name)
    shelf = _shelf(start)
    known = shelf.catalogue.ids_of("framework")
    kind = shelf.catalogue.kind(name) if name in shelf.catalogue.ids else None
    if kind in ("scale", "register"):
        way_out = f"Only frameworks are compared; `social-value frameworks show {name}` shows it."
        raise CannotRunError(f'"{name}" is a {kind}, not a framework.', way_out)
    if name not in known:
        raise CannotRunError(f'There is no framework "{name}".', nearest(name, known))
    return _opened(shelf.open_id(name), name)


def _from_file(path: Path) -> Opened:
    shown = path.as_posix()
    content = read_bytes(path, shown)
    document = parse_yaml(content, shown)
    return _shelf(path.parent).open_item(build(Framework, document), document, digest(content))


def _opened(opened: Opened | None, name: str) -> Opened:
    if opened is None:
        raise CannotRunError(f'There is no framework "{name}".')
    if opened.resolution is None:
        raise InputError(opened.findings)
    return opened


def _shelf(start: Path) -> Shelf:
    if not start.exists():
        raise CannotRunError(f"{start} does not exist.", "Name a folder from which frameworks are looked for.")
    return Shelves().at(start)
