"""Noticing that files have changed, by looking at them again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from social_value.errors import CannotRunError
from social_value.files.selection import selected

SECONDS = 0.5
_READ = (".yaml", ".yml", ".csv", ".json")

State = dict[str, tuple[int, int]]


def changes(paths: Sequence[Path], sleep: Callable[[float], object] = time.sleep) -> Iterator[None]:
    """Yield at once, and again whenever a file that the paths name was added, changed or removed."""
    seen = None
    while True:
        # Looking again works on network drives and in containers too, where notices of the system are lost.
        state = _state(paths)
        if state != seen:
            seen = state
            yield
        else:
            sleep(SECONDS)


def _state(paths: Sequence[Path]) -> State:
    """Return when each file was last written, and its size."""
    state: State = {}
    for file in {file for path in paths for file in _looked_at(path)}:
        try:
            status = file.stat()
        except OSError:  # gone since it was listed, or not to be read: a change too
            continue
        # Some disks keep times to two seconds, so that the size may be all that shows a change.
        state[str(file)] = (status.st_mtime_ns, status.st_size)
    return state


def _looked_at(path: Path) -> Iterator[Path]:
    """Yield the files that a path names: of a file inside a procurement, those of the whole procurement."""
    try:
        chosen = selected([path])
    except CannotRunError:
        return
    yield from chosen.files
    for folder in chosen.procurements:
        yield from (path for path in folder.rglob("*") if path.suffix in _READ)
