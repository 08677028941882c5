"""Validating procurements, catalogue folders and single files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from social_value.codes.any_file import UNEXPECTED_FILE, UNKNOWN_KIND
from social_value.codes.catalogue import ID_DIFFERS_FROM_FILE, SHIPPED_ID_TAKEN
from social_value.core.checks import findings_of
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.checks.validation_report import Report, StagesReached
from social_value.core.procurement_stage import standings_of
from social_value.core.schema import MODELS
from social_value.core.waivers import with_waivers
from social_value.errors import InputError
from social_value.files.catalogue import FOLDER, is_copy_of_shipped, is_shipped_id
from social_value.files.disk import read_bytes
from social_value.files.flat_tables import read_flat_bids, read_flat_scores
from social_value.files.folder_reading import files_of
from social_value.files.frameworks import Shelves
from social_value.files.into_models import build
from social_value.files.load import load
from social_value.files.selection import selected
from social_value.files.strays import stray_findings
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Finding, Place, has_errors, nearest
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile


def validate_paths(paths: Sequence[Path], as_of: date | None = None) -> Report:
    """Return the findings of every procurement and file that the paths name, each looked at once.

    Raises CannotRunError where a path does not exist or holds nothing that can be checked.
    """
    chosen, shelves = selected(paths), Shelves()
    procurements = [procurement_checked(folder, as_of, shelves) for folder in chosen.procurements]
    findings = [finding for path in chosen.files for finding in file_findings(path, shelves, as_of)]
    findings += [finding for procurement in procurements for finding in procurement.findings]
    findings += [_misnamed(path) for path in chosen.misnamed]
    findings += stray_findings(chosen.loose)
    checked = [name for folder in chosen.procurements for name in files_of(folder)]
    checked += [path.as_posix() for path in chosen.files]
    return Report(
        tuple(sorted(_each_once(findings), key=lambda finding: finding.order)),
        len(chosen.procurements),
        len(chosen.files),
        tuple(sorted(checked)),
        tuple(procurement.reached for procurement in procurements if procurement.reached is not None),
    )


def _misnamed(path: Path) -> Finding:
    message = f"{path.name} would not be read: a catalogue holds only files that end in .yaml."
    return UNEXPECTED_FILE.at(Place(path.as_posix()), message, f"Rename it to {path.stem}.yaml.")


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each finding once: a fault of a catalogue file is also met by every procurement that uses the file.

    A procurement names such a file from the catalogue's folder down, so what it says is passed over where the same
    is said under the whole path.
    """
    different = dict.fromkeys(findings)
    paths: dict[tuple[object, ...], set[str]] = {}
    for finding in different:
        paths.setdefault(_fault(finding), set()).add(finding.place.path)
    for finding in different:
        here = finding.place.path
        if not any(path.endswith(f"/{here}") for path in paths[_fault(finding)] if here.startswith(f"{FOLDER}/")):
            yield finding


def _fault(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.place.line, finding.place.column, finding.message


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one procurement, and how far it has come; that is None where it holds an error."""

    findings: tuple[Finding, ...]
    reached: StagesReached | None = None


def procurement_checked(
    folder: Path,
    as_of: date | None = None,
    shelves: Shelves | None = None,
    planned: Mapping[str, bytes] | None = None,
) -> Checked:
    """Check one procurement; with ``planned`` files, by their names in its folder, as if they were written already."""
    try:
        loaded = load(folder, as_of, shelves, planned=planned)
    except InputError as problem:
        return Checked(problem.findings)
    findings = loaded.resolve(findings_of(loaded.inputs))
    if has_errors(findings):
        return Checked(findings)
    return Checked(findings, StagesReached(loaded.inputs.at().path, standings_of(loaded.inputs)))


def file_findings(path: Path, shelves: Shelves | None = None, as_of: date | None = None) -> tuple[Finding, ...]:
    """Return the findings of one file, read as the kind it says it is."""
    shown = path.as_posix()
    try:
        content = read_bytes(path, shown)
        if path.name == "bids.csv":
            read_flat_bids(content, shown, [], {})
        elif path.name == "scores.csv":
            read_flat_scores(content, shown, [], {})
        else:
            return tuple(_document_findings(path, parse_yaml(content, shown), shelves or Shelves(), as_of))
        return ()
    except InputError as problem:
        return problem.findings


def _document_findings(path: Path, document: Document, shelves: Shelves, as_of: date | None) -> Iterator[Finding]:
    kind = document.data.get("kind")
    if not isinstance(kind, str) or kind not in MODELS:
        words = nearest(kind if isinstance(kind, str) else "", MODELS)
        yield UNKNOWN_KIND.at(document.place(("kind",)), "the file does not say which known kind it is.", words)
        return
    item = build(MODELS[kind], document)
    if not isinstance(item, Framework | Register | ScaleFile):
        return
    if item.id != path.stem:
        message = f'the id "{item.id}" differs from the file name "{path.name}".'
        yield ID_DIFFERS_FROM_FILE.at(document.place(("id",)), message, "Rename one of them.")
    # A clone beside an installed tool holds every shipped file again, and takes no id from anybody.
    if is_shipped_id(item.id) and not is_copy_of_shipped(path):
        message = f'"{item.id}" is the id of a shipped file.'
        yield SHIPPED_ID_TAKEN.at(document.place(("id",)), message, "Rename the local file and its id.")
    if isinstance(item, Framework):
        yield from shelves.at(path.parent).open_item(item, document, "").findings
        return
    top = Place(document.path)
    for finding in with_waivers(catalogue_findings(item, top, as_of), item.waivers, top, document.data):
        yield finding.at(document.place(finding.place.keys))
