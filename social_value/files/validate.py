"""Validating procurements, catalogue folders and single files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from social_value.core.checks import findings_of
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.report import Report
from social_value.core.schema import MODELS
from social_value.errors import CannotRunError, InputError
from social_value.files.catalogue import is_copy_of_shipped, is_shipped_id
from social_value.files.disk import read_bytes
from social_value.files.flat import read_flat_bids, read_flat_scores
from social_value.files.load import PROCUREMENT, load
from social_value.files.validation import build
from social_value.files.yaml_source import Document, parse_yaml
from social_value.findings import Finding, Place, error, nearest
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile


def validate_paths(paths: Sequence[Path], as_of: date | None = None) -> Report:
    """Return the findings of every procurement and file below the paths, each looked at once.

    Raises CannotRunError where a path does not exist or holds nothing that can be checked.
    """
    procurements: dict[Path, None] = {}
    files: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise CannotRunError(f"{path} does not exist.", "Name a procurement folder, a catalogue folder or a file.")
        if path.is_file():
            procurements |= {path.parent: None} if path.name == PROCUREMENT else {}
            files |= {} if path.name == PROCUREMENT else {path: None}
            continue
        found = _procurements_below(path)
        procurements |= dict.fromkeys(found)
        files |= dict.fromkeys(_files_below(path, found))
    if not procurements and not files:
        names = ", ".join(map(str, paths))
        raise CannotRunError(f"There is nothing to check in {names}.", f"A procurement folder holds {PROCUREMENT}.")
    findings = [finding for folder in procurements for finding in procurement_findings(folder, as_of)]
    findings += [finding for path in files for finding in file_findings(path, as_of)]
    return Report(tuple(sorted(findings, key=lambda finding: finding.order)), len(procurements), len(files))


def _procurements_below(path: Path) -> list[Path]:
    return sorted(found.parent for found in path.rglob(PROCUREMENT))


def _files_below(path: Path, procurements: Iterable[Path]) -> list[Path]:
    """Return the YAML files that belong to no procurement."""
    owners = set(procurements)
    return sorted(
        found
        for found in path.rglob("*.yaml")
        if found.is_file() and not owners.intersection(found.parents) and ".github" not in found.parts
    )


def procurement_findings(folder: Path, as_of: date | None = None) -> tuple[Finding, ...]:
    """Return the findings of one procurement."""
    try:
        loaded = load(folder, as_of)
    except InputError as problem:
        return problem.findings
    return loaded.resolve(findings_of(loaded.inputs))


def file_findings(path: Path, as_of: date | None = None) -> tuple[Finding, ...]:
    """Return the findings of one file, read as the kind it says it is."""
    shown = path.as_posix()
    try:
        content = read_bytes(path, shown)
        if path.name == "bids.csv":
            read_flat_bids(content, shown, [], {})
        elif path.name == "scores.csv":
            read_flat_scores(content, shown, [], {})
        else:
            return tuple(_document_findings(path, parse_yaml(content, shown), as_of))
        return ()
    except InputError as problem:
        return problem.findings


def _document_findings(path: Path, document: Document, as_of: date | None) -> Iterator[Finding]:
    kind = document.data.get("kind")
    if not isinstance(kind, str) or kind not in MODELS:
        words = nearest(kind if isinstance(kind, str) else "", MODELS)
        yield error("unknown-kind", document.place(("kind",)), "the file does not say which known kind it is.", words)
        return
    item = build(MODELS[kind], document)
    if not isinstance(item, Framework | Register | ScaleFile):
        return
    if item.id != path.stem:
        message = f'the id "{item.id}" differs from the file name "{path.name}".'
        yield error("id-differs-from-file", document.place(("id",)), message, "Rename one of them.")
    if is_shipped_id(item.id) and not is_copy_of_shipped(path):
        message = f'"{item.id}" is the id of a shipped file.'
        yield error("shipped-id-taken", document.place(("id",)), message, "Rename the local file and its id.")
    for finding in catalogue_findings(item, Place(document.path), as_of):
        yield finding.at(document.place(finding.place.keys))
