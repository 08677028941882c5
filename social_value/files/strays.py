"""Files of procurements that a search met outside any: a method under another name, and bids and scores without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from social_value.codes.any_file import PROCUREMENT_MISSING, UNEXPECTED_FILE
from social_value.errors import SocialValueError
from social_value.files.catalogue import kind_said
from social_value.files.disk import read_bytes
from social_value.files.flat_tables import BID_COLUMNS, SCORE_COLUMNS
from social_value.files.folder_reading import BIDS, FLAT_FILES, PROCUREMENT, SCORES
from social_value.findings import Finding, Place

_COLUMNS = dict(zip(FLAT_FILES, (BID_COLUMNS, SCORE_COLUMNS), strict=True))
_HELD_AGAINST_A_METHOD = ("bid", "scores", "consensus", "decisions", "panel", "pseudonyms")


def stray_findings(loose: Iterable[Path]) -> Iterator[Finding]:
    """Yield an error for each procurement that has the wrong name, and for each folder that has none at all."""
    methods: list[Path] = []
    others: dict[Path, Path] = {}
    for path in loose:
        kind = _kind(path)
        if kind == "procurement":
            methods.append(path)
        elif kind in _HELD_AGAINST_A_METHOD:
            others.setdefault(_home(path), path)
    yield from map(_misnamed, methods)
    with_method = {path.parent for path in methods}
    yield from (_without_method(folder, first) for folder, first in others.items() if folder not in with_method)


def _kind(path: Path) -> str | None:
    """Return the kind of a file, by what it says or by its columns; None where that cannot be told."""
    try:
        content = read_bytes(path, path.as_posix())
    except SocialValueError:  # where the file is one that is checked, its own check says so
        return None
    if path.name in _COLUMNS:
        header = {word.decode() for word in re.findall(rb"[a-z]+", content.partition(b"\n")[0])}
        return "bid" if header.issuperset(_COLUMNS[path.name]) else None
    return kind_said(content) or ("procurement" if path.stem.casefold() == Path(PROCUREMENT).stem else None)


def _home(path: Path) -> Path:
    """Return the folder in which the procurement of a bid or of scores belongs."""
    return path.parent.parent if path.parent.name in (BIDS, SCORES) else path.parent


def _misnamed(path: Path) -> Finding:
    message = f"{path.name} is not read as a procurement: its file has to be called {PROCUREMENT}."
    return UNEXPECTED_FILE.at(Place(path.as_posix()), message, f"Rename it to {PROCUREMENT}.")


def _without_method(folder: Path, first: Path) -> Finding:
    message = f'the folder "{folder.as_posix()}" holds no {PROCUREMENT}, so nothing in it is held against a method.'
    way_out = f"Write {PROCUREMENT} there, or move its bids and scores to their procurement."
    return PROCUREMENT_MISSING.at(Place(first.as_posix()), message, way_out)
