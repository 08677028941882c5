"""What a path names to ``validate``: procurements, each as a whole, and files that belong to none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from social_value.errors import CannotRunError
from social_value.files.catalogue import FOLDER
from social_value.files.folder_reading import BIDS, FLAT_FILES, PROCUREMENT, SCORES


@dataclass(frozen=True, slots=True)
class Selection:
    """Folders of procurements, and files that belong to none, each once; and files that nobody would read."""

    procurements: tuple[Path, ...]
    files: tuple[Path, ...]
    misnamed: tuple[Path, ...]
    loose: tuple[Path, ...]
    """Files that may have been meant for a procurement: what a search of folders met outside any, and what is called
    like a method, whoever named it."""


def selected(paths: Sequence[Path]) -> Selection:
    """Return what the paths name; a file or folder inside a procurement stands for the whole procurement.

    Raises CannotRunError where a path does not exist or holds nothing that can be checked.
    """
    procurements: dict[Path, None] = {}
    files: dict[Path, None] = {}
    misnamed: dict[Path, None] = {}
    loose: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise CannotRunError(f"{path} does not exist.", "Name a procurement folder, a catalogue folder or a file.")
        owner = _owner(path)
        if owner is not None:
            procurements[owner] = None
        elif path.is_file():
            files[path] = None
            # A method under `procurement.yml` or another spelling would otherwise be checked as a file of its own
            # kind alone.
            if path.stem.casefold() == Path(PROCUREMENT).stem:
                loose[path] = None
        else:
            procurement_folders = _procurements_below(path)
            procurements |= dict.fromkeys(procurement_folders)
            below = _loose_below(path, procurement_folders)
            files |= dict.fromkeys(file for file in below if file.suffix == ".yaml")
            loose |= dict.fromkeys(below)
            misnamed |= dict.fromkeys(_misnamed_below(path))
    if not (procurements or files or misnamed):
        names = ", ".join(map(str, paths))
        raise CannotRunError(f"There is nothing to check in {names}.", f"A procurement folder holds {PROCUREMENT}.")
    return Selection(tuple(procurements), tuple(files), tuple(misnamed), tuple(loose))


def _owner(path: Path) -> Path | None:
    """Return the folder of the procurement that a file, or its folder of bids or scores, belongs to."""
    folder = path if path.is_dir() else path.parent
    if folder.name in (BIDS, SCORES) and (folder.parent / PROCUREMENT).is_file():
        return folder.parent
    return folder if path.is_file() and (folder / PROCUREMENT).is_file() else None


def _procurements_below(path: Path) -> list[Path]:
    return sorted(file.parent for file in path.rglob(PROCUREMENT) if not _is_hidden(file, path))


def _loose_below(path: Path, procurements: Iterable[Path]) -> list[Path]:
    """Return the YAML files and flat files that belong to no procurement, catalogue folders inside one included."""
    owners = set(procurements)
    return sorted(
        file
        for file in path.rglob("*")
        if (file.suffix.lower() in (".yaml", ".yml") or file.name in FLAT_FILES)
        and file.is_file()
        and not _is_of_procurement(file, owners)
        and not _is_hidden(file, path)
    )


def _misnamed_below(path: Path) -> list[Path]:
    """Return the files of catalogue folders that the catalogue would not find, for their ending."""
    return sorted(
        file
        for file in path.rglob("*.yml")
        if FOLDER in (path.name, *file.relative_to(path).parts[:-1]) and not _is_hidden(file, path)
    )


def _is_of_procurement(path: Path, owners: set[Path]) -> bool:
    return any(path.relative_to(owner).parts[0] != FOLDER for owner in owners.intersection(path.parents))


def _is_hidden(path: Path, top: Path) -> bool:
    """Tell whether a file stands below a name that begins with a dot: those belong to other tools."""
    return any(part.startswith(".") for part in path.relative_to(top).parts)
