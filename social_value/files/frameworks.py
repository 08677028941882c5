"""Reading frameworks with everything that they extend and include, and putting them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from social_value.codes.method import UNKNOWN_SCALE
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.frameworks.chain import DEEPEST, links, too_deep
from social_value.core.frameworks.parts import Part, Parts, Resolution
from social_value.core.frameworks.resolve import Cache, resolve
from social_value.core.waivers import with_waivers
from social_value.errors import InputError
from social_value.files.catalogue import Catalogue, Run
from social_value.files.yaml_source import Document
from social_value.findings import Finding, Place, has_errors, nearest
from social_value.model.framework import Framework
from social_value.model.scale import ScaleFile, ScoringScale

_MOST_LINKS = 8 * DEEPEST
"""Links that are followed at all, so that a chain of thousands of files ends in a finding."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of a chain: what it says and the SHA-256 of its bytes."""

    document: Document
    sha256: str


@dataclass(frozen=True)
class Opened:
    """A framework that was read with its chain: put together, or the findings that stand against it."""

    resolution: Resolution | None
    findings: tuple[Finding, ...]
    files: Mapping[str, FileRead] = field(default_factory=dict)
    """Every file of the chain and every shared scale that its criteria name, by path."""
    scales: Mapping[str, ScoringScale] = field(default_factory=dict)
    """The shared scales that its criteria name."""


Faults = dict[tuple[str, str], tuple[Finding, ...]]
"""What is wrong in each file by itself, by its path and its SHA-256: a local file may be called as a shipped one is."""


class Shelves:
    """The shelves of one run, one for each catalogue: what several frameworks share is put together once."""

    def __init__(self) -> None:
        self._run = Run()
        self._shelves: dict[int, Shelf] = {}

    def at(self, start: Path) -> Shelf:
        """Return the shelf that a file or folder sees."""
        catalogue = self._run.catalogue(start)
        # The run keeps every catalogue alive, so that its id() is never given to another.
        return self._shelves.setdefault(id(catalogue), Shelf(catalogue))


class Shelf:
    """Opens frameworks of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._resolved: Cache = {}
        self._faults: Faults = {}

    def open_id(self, framework_id: str) -> Opened | None:
        """Open the framework of this id, or return None where there is no such file. Raises InputError."""
        item = self.catalogue.find(Framework, framework_id)
        return self.open_item(*item) if item is not None else None

    def open_item(self, framework: Framework, document: Document, sha256: str) -> Opened:
        """Open a framework that was read already."""
        gathered = _Gathered(self.catalogue, self._faults)
        gathered.add(framework, document, sha256)
        gathered.follow(framework.id)
        if has_errors(gathered.findings):
            # Put together with a faulty part, the whole would be blamed for faults that are not its own.
            return Opened(None, gathered.placed(), gathered.files)
        parts = Parts(gathered.parts, self.catalogue.ids_of("framework") if gathered.missing else ())
        resolved = resolve(gathered.parts[framework.id], parts, self._resolved)
        gathered.findings += resolved.findings
        scales = gathered.scales_of(resolved.resolution) if resolved.resolution is not None else {}
        whole = None if gathered.taken or has_errors(gathered.findings) else resolved.resolution
        return Opened(whole, gathered.placed(), gathered.files, scales)


class _Gathered:
    """The files of one chain while they are looked up."""

    def __init__(self, catalogue: Catalogue, faults: Faults) -> None:
        self._catalogue = catalogue
        self._faults = faults
        self.parts: dict[str, Part] = {}
        self.files: dict[str, FileRead] = {}
        self.findings: list[Finding] = []
        self.taken: list[Finding] = []
        """Errors of local files that take the id of a shipped one of this chain: the chain is read without them."""
        self.missing = False

    def add(self, framework: Framework, document: Document, sha256: str) -> None:
        """Take in a framework's file, with what is wrong in it."""
        self.parts[framework.id] = Part(framework, document.path)
        self._take(framework, document, sha256)

    def _take(self, item: Framework | ScaleFile, document: Document, sha256: str) -> None:
        path = document.path
        self.files[path] = FileRead(document, sha256)
        if (path, sha256) not in self._faults:
            top = Place(path)
            faults = with_waivers(catalogue_findings(item, top), item.waivers, top, document.data)
            self._faults[path, sha256] = faults
        self.findings += self._faults[path, sha256]

    def follow(self, top: str) -> None:
        """Look up everything that a framework extends and includes, nearest first."""
        waiting = [top]
        for count, framework_id in enumerate(waiting):
            if count > _MOST_LINKS:
                self.findings.append(too_deep(self.parts[top]))
                return
            for _, named, _ in links(self.parts[framework_id]):
                if named not in self.parts and self._look_up(named):
                    waiting.append(named)

    def _look_up(self, framework_id: str) -> bool:
        try:
            item = self._catalogue.read(Framework, framework_id)
        except InputError as problem:
            self.findings.extend(problem.findings)
            return False
        if item is None:
            self.missing = True
            return False
        self.taken += self._catalogue.taken(framework_id)
        self.add(*item)
        return True

    def scales_of(self, resolution: Resolution) -> dict[str, ScoringScale]:
        """Return the shared scales that criteria name and no framework of the chain holds."""
        named = {
            criterion.scale: criterion.id
            for criterion in reversed(resolution.framework.criteria())
            if criterion.scale is not None
        }
        shared = {
            scale_id: named[scale_id] for scale_id in sorted(named) if scale_id not in resolution.framework.scales
        }
        scales = {scale_id: self._scale(scale_id) for scale_id in shared}
        for scale_id, criterion_id in shared.items():
            if scale_id not in self._catalogue.ids:
                known = {*resolution.framework.scales, *self._catalogue.ids_of("scale")}
                place = resolution.place_of("criterion", criterion_id, "scale")
                message = f'there is no scale "{scale_id}".'
                self.findings.append(UNKNOWN_SCALE.at(place, message, nearest(scale_id, known)))
        return {scale_id: scale for scale_id, scale in scales.items() if scale is not None}

    def _scale(self, scale_id: str) -> ScoringScale | None:
        try:
            item = self._catalogue.read(ScaleFile, scale_id)
        except InputError as problem:
            self.findings.extend(problem.findings)
            return None
        self.taken += self._catalogue.taken(scale_id)
        if item is not None:
            self._take(*item)
        return item[0] if item is not None else None

    def placed(self) -> tuple[Finding, ...]:
        """Return the findings with line and column, in the order of the files, each once."""
        placed = dict.fromkeys(map(self._placed, (*self.findings, *self.taken)))
        return tuple(sorted(placed, key=lambda finding: finding.order))

    def _placed(self, finding: Finding) -> Finding:
        read = self.files.get(finding.place.path)
        return finding.at(read.document.place(finding.place.keys)) if read and finding.place.line is None else finding
