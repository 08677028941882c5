"""Reading the files of a procurement's own folder: every fault of every file, and where each of its parts begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from social_value.codes.any_file import UNEXPECTED_FILE
from social_value.core.provenance import InputFile
from social_value.errors import CannotRunError, InputError
from social_value.files.disk import read_bytes
from social_value.files.flat_tables import read_flat_bids, read_flat_scores
from social_value.files.into_models import build
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Finding, Place, nearest
from social_value.fingerprint import digest
from social_value.model.bid import Bid
from social_value.model.decisions import Decisions
from social_value.model.panel import PanelFile, Pseudonyms
from social_value.model.procurement import Procurement
from social_value.model.scores import Consensus, Scores

PROCUREMENT, BIDS, SCORES = "procurement.yaml", "bids", "scores"
FLAT_FILES = ("bids.csv", "scores.csv")
_TOP_FILES = (PROCUREMENT, "panel.yaml", "pseudonyms.yaml", "consensus.yaml", "decisions.yaml", *FLAT_FILES)
_DATA_SUFFIXES = (".yaml", ".yml", ".csv", ".json")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Written:
    """What the files of a folder say; None where a file is not there, or has faults."""

    procurement: Procurement | None
    bids: tuple[Bid, ...]
    scores: tuple[Scores, ...]
    consensus: Consensus | None
    decisions: Decisions | None
    panel: PanelFile | None
    pseudonyms: Pseudonyms | None


@dataclass
class FolderReader:
    """Reads the files of one procurement, and collects what it meets: findings, digests, and where each part stands.

    ``planned`` holds files that are about to be written, by their names in the folder: they are read as if they stood
    there already.
    """

    folder: Path
    planned: Mapping[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    sources: dict[str, Document] = field(default_factory=dict)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """Name a file of the folder as the user would."""
        return (self.folder / name).as_posix()

    def content(self, name: str) -> bytes:
        """Read a file of the folder and note its digest."""
        content = self.planned.get(name)
        if content is None:
            content = read_bytes(self.folder / name, self.shown(name))
        self.files.append(InputFile(name, digest(content)))
        return content

    def names(self, part: str) -> list[str]:
        """Return the names of the files of a part that has a folder of its own, in their order."""
        planned = (name for name in self.planned if name.startswith(f"{part}/"))
        return sorted({*_names(self.folder, part), *planned})

    def document(self, model: type[Model], name: str) -> Model | None:
        """Read a YAML file as a model, or collect its findings."""
        try:
            source = parse_yaml(self.content(name), self.shown(name))
            self.sources[source.path] = source
            return build(model, source)
        except InputError as problem:
            self.findings.extend(problem.findings)
            return None

    def collect(self, read: Callable[[], None]) -> None:
        """Run a reader, and collect its findings where it fails."""
        try:
            read()
        except InputError as problem:
            self.findings.extend(problem.findings)


def read_folder(reader: FolderReader) -> Written:
    """Read every file of a folder, so that the faults of all of them are said together."""
    _check_folder(reader.folder)
    reader.findings.extend(_unexpected(reader.folder, reader.shown))
    return Written(
        procurement=reader.document(Procurement, PROCUREMENT),
        bids=_read_bids(reader),
        scores=_read_scores(reader),
        consensus=_read_consensus(reader),
        decisions=_optional(reader, Decisions, "decisions"),
        panel=_optional(reader, PanelFile, "panel"),
        pseudonyms=_optional(reader, Pseudonyms, "pseudonyms"),
    )


def _check_folder(folder: Path) -> None:
    way_out = f"Name the folder that holds {PROCUREMENT}."
    if not folder.exists():
        raise CannotRunError(f"{folder} does not exist.", way_out)
    if not folder.is_dir():
        raise CannotRunError(f"{folder} is a file, not a folder.", way_out)
    if not (folder / PROCUREMENT).exists():
        raise CannotRunError(f"{folder} holds no {PROCUREMENT}.", way_out)


def _unexpected(folder: Path, shown: Callable[[str], str]) -> Iterable[Finding]:
    """Name every data file that would not be read, so that no bid or score is lost by a misspelt name."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in _DATA_SUFFIXES and path.name not in _TOP_FILES:
            message = f"{path.name} is not a file of a procurement and would not be read."
            yield UNEXPECTED_FILE.at(Place(shown(path.name)), message, nearest(path.name, _TOP_FILES))
        elif path.name not in (BIDS, SCORES) and path.name.casefold().rstrip("s") in ("bid", "score") and path.is_dir():
            message = f"{path.name}/ is not a folder of a procurement and would not be read."
            yield UNEXPECTED_FILE.at(Place(shown(path.name)), message, nearest(path.name, (BIDS, SCORES)))
    for part in (BIDS, SCORES):
        for path in sorted((folder / part).iterdir()) if (folder / part).is_dir() else ():
            if not path.name.startswith(".") and (path.suffix != ".yaml" or not path.is_file()):
                message = f"{path.name} would not be read: {part}/ holds only files that end in .yaml."
                place = Place(shown(f"{part}/{path.name}"))
                yield UNEXPECTED_FILE.at(place, message, "Rename it, or move it elsewhere.")


def files_of(folder: Path) -> tuple[str, ...]:
    """Return the files of a procurement that are read, as the user would name them."""
    top = [name for name in _TOP_FILES if (folder / name).is_file()]
    return tuple((folder / name).as_posix() for name in (*top, *_names(folder, BIDS), *_names(folder, SCORES)))


def _names(folder: Path, part: str) -> list[str]:
    paths = (folder / part).iterdir() if (folder / part).is_dir() else ()
    return sorted(f"{part}/{path.name}" for path in paths if path.suffix == ".yaml" and path.is_file())


def _read_bids(reader: FolderReader) -> tuple[Bid, ...]:
    bids: list[Bid] = []
    for name in reader.names(BIDS):
        bid = reader.document(Bid, name)
        if bid is not None:
            place = Place(reader.shown(name))
            reader.places.setdefault(("bid", bid.id), place)
            reader.places["bid-number", str(len(bids))] = place
            bids.append(bid)
    if (reader.folder / "bids.csv").exists():
        reader.collect(
            lambda: read_flat_bids(reader.content("bids.csv"), reader.shown("bids.csv"), bids, reader.places)
        )
    return tuple(bids)


def _read_scores(reader: FolderReader) -> tuple[Scores, ...]:
    sheets: list[Scores] = []
    for name in reader.names(SCORES):
        sheet = reader.document(Scores, name)
        if sheet is not None:
            place, number = Place(reader.shown(name)), str(len(sheets))
            reader.places["scores", number] = place
            for index in range(len(sheet.scores)):
                reader.places["score", number, str(index)] = place.at("scores", index)
            sheets.append(sheet)
    if (reader.folder / "scores.csv").exists():
        shown = reader.shown("scores.csv")
        reader.collect(lambda: read_flat_scores(reader.content("scores.csv"), shown, sheets, reader.places))
    return tuple(sheets)


def _optional(reader: FolderReader, model: type[Model], part: str) -> Model | None:
    name = f"{part}.yaml"
    if not (reader.folder / name).exists():
        return None
    reader.places[(part,)] = Place(reader.shown(name))
    return reader.document(model, name)


def _read_consensus(reader: FolderReader) -> Consensus | None:
    consensus = _optional(reader, Consensus, "consensus")
    for index in range(len(consensus.scores) if consensus else 0):
        reader.places["consensus-score", str(index)] = Place(reader.shown("consensus.yaml")).at("scores", index)
    return consensus
