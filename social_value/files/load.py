"""Reading a procurement from its folder: every file, every finding, and the digest of what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from social_value.codes.any_file import UNEXPECTED_FILE
from social_value.codes.frameworks import MODULE_USED_ALONE
from social_value.codes.method import UNKNOWN_FRAMEWORK
from social_value.core.checks import findings_over_lots
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.inputs import Inputs, walk
from social_value.core.lot_inputs import one_of
from social_value.core.provenance import InputFile
from social_value.core.waivers import with_waivers
from social_value.errors import CannotRunError, InputError
from social_value.files.catalogue import Catalogue, Item
from social_value.files.disk import read_bytes
from social_value.files.flat_tables import read_flat_bids, read_flat_scores
from social_value.files.frameworks import Opened, Shelf, Shelves
from social_value.files.into_models import build
from social_value.files.related import binding_frameworks, related_frameworks
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Finding, Place, has_errors, nearest
from social_value.fingerprint import digest
from social_value.model.bid import Bid
from social_value.model.framework import Framework
from social_value.model.procurement import Procurement
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from social_value.model.scores import Consensus, Decisions, Scores
from social_value.model.scoring import ScaleScore

PROCUREMENT, BIDS, SCORES = "procurement.yaml", "bids", "scores"
FLAT_FILES = ("bids.csv", "scores.csv")
_TOP_FILES = (PROCUREMENT, "consensus.yaml", "decisions.yaml", *FLAT_FILES)
_DATA_SUFFIXES = (".yaml", ".yml", ".csv", ".json")

Model = TypeVar("Model", bound=BaseModel)
Sources = dict[str, Document]


@dataclass(frozen=True)
class Loaded:
    """A procurement as it was read, with what is needed to name places in its files."""

    inputs: Inputs
    files: tuple[InputFile, ...]
    sources: Mapping[str, Document]

    def resolve(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings with line and column, in the order of the files."""
        resolved = (finding.at(self._resolved(finding.place)) for finding in findings)
        return tuple(sorted(resolved, key=lambda finding: finding.order))

    def of_lot(self, lot_id: str | None) -> Loaded:
        """Return one lot of what was read, or the whole where the procurement has no lots.

        Raises CannotRunError where a lot has to be named or there is no such lot, and InputError where bids, scores
        and limits do not fit the lots.
        """
        of_lot = one_of(self.inputs, lot_id)
        findings = self.resolve(findings_over_lots(self.inputs)) if of_lot.whole is not None else ()
        if has_errors(findings):
            raise InputError(findings)
        return replace(self, inputs=of_lot)

    def _resolved(self, place: Place) -> Place:
        source = self.sources.get(place.path)
        return source.place(place.keys) if source and place.line is None else place


@dataclass
class _Reader:
    """Reads one folder and collects what it meets."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    sources: Sources = field(default_factory=dict)
    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def shown(self, name: str) -> str:
        """Name a file of the folder as the user would."""
        return (self.folder / name).as_posix()

    def content(self, name: str) -> bytes:
        """Read a file of the folder and note its digest."""
        content = read_bytes(self.folder / name, self.shown(name))
        self.files.append(InputFile(name, digest(content)))
        return content

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


def load(
    folder: Path, as_of: date | None = None, shelves: Shelves | None = None, framework_id: str | None = None
) -> Loaded:
    """Read a procurement from its folder; ``as_of`` dates the values of registers (``Inputs.as_of``).

    With the ``shelves`` of a run, catalogue files that several procurements use are read once. With a
    ``framework_id`` it is read as if it named that framework.

    Raises CannotRunError where the folder is none, and InputError with the findings of all its files.
    """
    _check_folder(folder)
    reader = _Reader(folder)
    reader.findings.extend(_unexpected(folder, reader.shown))
    procurement = reader.document(Procurement, PROCUREMENT)
    bids, scores = _read_bids(reader), _read_scores(reader)
    consensus = _read_consensus(reader)
    decisions = _optional(reader, Decisions, "decisions")
    if procurement is None:
        raise InputError(reader.findings)
    if framework_id is not None:
        procurement = procurement.model_copy(update={"framework": framework_id})
    shelf = (shelves or Shelves()).at(folder)
    catalogue = shelf.catalogue
    opened = _framework(reader, shelf, procurement)
    whole = opened.resolution if opened else None
    framework = whole.framework if whole else None
    chain = tuple(part.framework for part in whole.chain) if whole else ()
    offered = dict(opened.scales) if opened else {}
    scales = {
        name: _from_catalogue(reader, catalogue, ScaleFile, name)
        for name in _scale_ids(procurement, framework)
        if name not in offered
    }
    registers = {
        name: _from_catalogue(reader, catalogue, Register, name) for name in register_ids(procurement, framework)
    }
    for name in thresholds_of(registers.values()):
        registers.setdefault(name, _from_catalogue(reader, catalogue, Register, name))
    if has_errors(reader.findings):
        raise InputError(reader.findings)
    inputs = Inputs(
        procurement,
        bids,
        scores,
        consensus,
        decisions,
        framework,
        offered | {name: scale for name, scale in scales.items() if scale is not None},
        {name: register for name, register in registers.items() if register is not None},
        as_of,
        catalogue.ids,
        {
            ("procurement",): Place(reader.shown(PROCUREMENT)),
            ("bids",): Place(reader.shown(BIDS)),
            **reader.places,
        },
        {path: document.data for path, document in reader.sources.items()},
        chain=chain,
        related=related_frameworks(shelf, procurement, framework, chain),
        binding=binding_frameworks(shelf, procurement, framework, chain),
    )
    return Loaded(inputs, tuple(sorted(reader.files, key=lambda file: file.path)), reader.sources)


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


def _read_bids(reader: _Reader) -> tuple[Bid, ...]:
    bids: list[Bid] = []
    for name in _names(reader.folder, BIDS):
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


def _read_scores(reader: _Reader) -> tuple[Scores, ...]:
    sheets: list[Scores] = []
    for name in _names(reader.folder, SCORES):
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


def _optional(reader: _Reader, model: type[Model], part: str) -> Model | None:
    name = f"{part}.yaml"
    if not (reader.folder / name).exists():
        return None
    reader.places[(part,)] = Place(reader.shown(name))
    return reader.document(model, name)


def _read_consensus(reader: _Reader) -> Consensus | None:
    consensus = _optional(reader, Consensus, "consensus")
    for index in range(len(consensus.scores) if consensus else 0):
        reader.places["consensus-score", str(index)] = Place(reader.shown("consensus.yaml")).at("scores", index)
    return consensus


def register_ids(procurement: Procurement, framework: Framework | None) -> list[str]:
    """Return the registers that a procurement names: of rates, indices, proxy values, areas, need and reservations."""
    valuation = procurement.valuation
    named = [
        procurement.whole_life,
        procurement.whole_life.optimism_bias if procurement.whole_life else None,
        procurement.place,
        procurement.place.need if procurement.place else None,
        *((valuation.discounting, valuation.deflator) if valuation else ()),
    ]
    measures = Inputs(procurement, (), framework=framework).measures
    for measure in valuation.measures if valuation else ():
        value = measures[measure].value if measure in measures else None
        named += [value.proxy, value.income_growth] if value else []
    ids = {source.register_id for source in named if source is not None and source.register_id is not None}
    return sorted(ids | ({procurement.reservation.rules} if procurement.reservation else set()))


def thresholds_of(registers: Iterable[Register | None]) -> list[str]:
    """Return the registers of thresholds that the reservations of some registers are held against."""
    reservations = (register.reservations for register in registers if register is not None)
    return sorted({threshold.register_id for held in reservations if held is not None for threshold in held.thresholds})


def _scale_ids(procurement: Procurement, framework: Framework | None) -> list[str]:
    """Return the scales that criteria name and neither the procurement nor its framework holds."""
    own = {*procurement.scales, *(framework.scales if framework else ())}
    parts = (procurement.criteria, *(lot.criteria for lot in procurement.lots if not isinstance(lot.criteria, str)))
    scores = (leaf.score for criteria in parts for leaf in walk(criteria))
    return sorted({score.scale for score in scores if isinstance(score, ScaleScore)} - own)


def _framework(reader: _Reader, shelf: Shelf, procurement: Procurement) -> Opened | None:
    """Open the framework that a procurement names, with its chain, and note every file that it was read from."""
    framework_id, source = procurement.framework, reader.sources[reader.shown(PROCUREMENT)]
    if framework_id is None:
        return None
    try:
        opened = shelf.open_id(framework_id)
    except InputError as problem:
        reader.findings.extend(problem.findings)
        return None
    place = source.place(("framework",))
    if opened is None:
        known = shelf.catalogue.ids_of("framework")
        message = f'there is no framework "{framework_id}".'
        way_out = nearest(framework_id, known) or "Correct the id, or add the file to `frameworks/`."
        reader.findings.append(UNKNOWN_FRAMEWORK.at(place, message, way_out))
        return None
    reader.findings.extend(opened.findings)
    for path, read in opened.files.items():
        reader.sources[path] = read.document
        reader.files.append(InputFile(path, read.sha256))
    if opened.resolution is not None and opened.resolution.framework.module:
        message = f'"{framework_id}" is a module: a part of frameworks, and no framework of its own.'
        way_out = f"Name a framework that includes it, or write one with `include: [{framework_id}]`."
        reader.findings.append(MODULE_USED_ALONE.at(place, message, way_out))
    return opened


def _from_catalogue(reader: _Reader, catalogue: Catalogue, model: type[Item], item_id: str | None) -> Item | None:
    try:
        entry = catalogue.find(model, item_id) if item_id is not None else None
    except InputError as problem:
        reader.findings.extend(problem.findings)
        return None
    if entry is None:
        return None
    item, document, sha256 = entry
    top = Place(document.path)
    faults = with_waivers(catalogue_findings(item, top), item.waivers, top, document.data)
    reader.findings.extend(fault.at(document.place(fault.place.keys)) for fault in faults)
    reader.sources[document.path] = document
    reader.files.append(InputFile(document.path, sha256))
    return item
