"""What a procurement names and the catalogue holds: its framework, and the scales and registers that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from social_value.codes.frameworks import MODULE_USED_ALONE
from social_value.codes.method import UNKNOWN_FRAMEWORK
from social_value.core.checks.catalogue import catalogue_findings
from social_value.core.inputs import Inputs, walk
from social_value.core.provenance import InputFile
from social_value.core.waivers import with_waivers
from social_value.errors import InputError
from social_value.files.catalogue import Catalogue, Item
from social_value.files.folder_reading import PROCUREMENT, FolderReader
from social_value.files.frameworks import Opened, Shelf
from social_value.findings import Place, nearest
from social_value.model.framework import Framework
from social_value.model.procurement import Procurement
from social_value.model.register import Register
from social_value.model.scale import ScaleFile, ScoringScale
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class Named:
    """The framework of a procurement, the files that it was put together from, and the scales and registers in use."""

    framework: Framework | None
    chain: tuple[Framework, ...]
    scales: Mapping[str, ScoringScale]
    registers: Mapping[str, Register]


def read_named(reader: FolderReader, shelf: Shelf, procurement: Procurement) -> Named:
    """Look up what a procurement names; what the catalogue does not hold is left out, and the checks say so."""
    opened = _framework(reader, shelf, procurement)
    resolution = opened.resolution if opened else None
    framework = resolution.framework if resolution else None
    return Named(
        framework=framework,
        chain=tuple(part.framework for part in resolution.chain) if resolution else (),
        scales=_scales(reader, shelf.catalogue, procurement, opened),
        registers=_registers(reader, shelf.catalogue, procurement, framework),
    )


def _scales(
    reader: FolderReader, catalogue: Catalogue, procurement: Procurement, opened: Opened | None
) -> dict[str, ScoringScale]:
    """Return the scales that come with the framework, and the shared ones that criteria name beside them."""
    framework = opened.resolution.framework if opened and opened.resolution else None
    scales: dict[str, ScoringScale] = dict(opened.scales) if opened else {}
    for name in _scale_ids(procurement, framework):
        if name not in scales:
            scale = _from_catalogue(reader, catalogue, ScaleFile, name)
            scales |= {name: scale} if scale is not None else {}
    return scales


def _registers(
    reader: FolderReader, catalogue: Catalogue, procurement: Procurement, framework: Framework | None
) -> dict[str, Register]:
    """Return the registers that are named, and then those that the reservations of one of them are held against."""
    registers: dict[str, Register] = {}

    def take(names: Iterable[str]) -> None:
        for name in names:
            register = _from_catalogue(reader, catalogue, Register, name) if name not in registers else None
            registers.update({name: register} if register is not None else {})

    take(register_ids(procurement, framework))
    take(thresholds_of(registers.values()))
    return registers


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


def _framework(reader: FolderReader, shelf: Shelf, procurement: Procurement) -> Opened | None:
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


def _from_catalogue(reader: FolderReader, catalogue: Catalogue, model: type[Item], item_id: str | None) -> Item | None:
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
