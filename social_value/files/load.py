"""Reading a procurement from its folder: every file, every finding, and the digest of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from social_value.core.checks import findings_over_lots
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import one_of
from social_value.core.provenance import InputFile
from social_value.errors import InputError
from social_value.files.catalogue_named import Named, read_named
from social_value.files.folder_reading import BIDS, PROCUREMENT, FolderReader, Written, read_folder
from social_value.files.frameworks import Shelf, Shelves
from social_value.files.related import binding_frameworks, related_frameworks
from social_value.files.threshold_registers import threshold_registers
from social_value.files.yaml_source import Document
from social_value.findings import Finding, Place, has_errors
from social_value.model.procurement import Procurement


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


def load(
    folder: Path,
    as_of: date | None = None,
    shelves: Shelves | None = None,
    framework_id: str | None = None,
    planned: Mapping[str, bytes] | None = None,
) -> Loaded:
    """Read a procurement from its folder; ``as_of`` dates the values of registers (``Inputs.as_of``).

    With the ``shelves`` of a run, catalogue files that several procurements use are read once. With a
    ``framework_id`` it is read as if it named that framework, and with ``planned`` files as if they were written.

    Raises CannotRunError where the folder is none, and InputError with the findings of all its files.
    """
    reader = FolderReader(folder, planned or {})
    written = read_folder(reader)
    # Without a method nothing else can be held against one; the other files were read for faults of their own.
    if written.procurement is None:
        raise InputError(reader.findings)
    procurement = _as_if_it_named(written.procurement, framework_id)
    shelf = (shelves or Shelves()).at(folder)
    named = read_named(reader, shelf, procurement)
    if has_errors(reader.findings):
        raise InputError(reader.findings)
    inputs = _inputs(procurement, written, named, shelf, reader, as_of)
    return Loaded(inputs, tuple(sorted(reader.files, key=lambda file: file.path)), reader.sources)


def _as_if_it_named(procurement: Procurement, framework_id: str | None) -> Procurement:
    return procurement if framework_id is None else procurement.model_copy(update={"framework": framework_id})


def _inputs(
    procurement: Procurement, written: Written, named: Named, shelf: Shelf, reader: FolderReader, as_of: date | None
) -> Inputs:
    return Inputs(
        procurement=procurement,
        bids=written.bids,
        scores=written.scores,
        consensus=written.consensus,
        decisions=written.decisions,
        panel=written.panel,
        pseudonyms=written.pseudonyms,
        framework=named.framework,
        scales=named.scales,
        registers=named.registers,
        as_of=as_of,
        catalogue_ids=shelf.catalogue.ids,
        places=_places(reader),
        documents={path: document.data for path, document in reader.sources.items()},
        chain=named.chain,
        related=related_frameworks(shelf, procurement, named.framework, named.chain),
        binding=binding_frameworks(shelf, procurement, named.framework, named.chain),
        thresholds=threshold_registers(shelf.catalogue, procurement),
    )


def _places(reader: FolderReader) -> dict[tuple[str, ...], Place]:
    """Return where each part begins; the folder of bids stands even where no bid was read, for what is missing."""
    return {
        ("procurement",): Place(reader.shown(PROCUREMENT)),
        ("bids",): Place(reader.shown(BIDS)),
        **reader.places,
    }
