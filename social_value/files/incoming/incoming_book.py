"""A whole workbook from outside: opened, bounded, and read into plain values that can do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from social_value.errors import InputError
from social_value.files.incoming.cell_styles import cell_styles
from social_value.files.incoming.cells_read import IncomingBook, IncomingSheet
from social_value.files.incoming.package import Package, damaged, open_package, too_large
from social_value.files.incoming.relations import Relation, active_content, main_part, refuse_outside, relations
from social_value.files.incoming.sheet import MOST_CELLS, Shared, SheetReader
from social_value.files.incoming.strings import shared_strings
from social_value.files.incoming.xml_parts import MAIN, check_namespace, events, is_true, local, tree
from social_value.findings import Place

MOST_SHEETS = 250
_LONGEST_NAME = 255
_MOST_NAMED = 1_000
"""Defined names, and commented cells of a sheet, of which as many are told: a form has none."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_M = f"{{{MAIN}}}"
_OF_SHEETS = {"worksheet", "chartsheet"}


def read_workbook(path: Path, shown: str) -> IncomingBook:
    """Read a workbook. Raises InputError where it is no workbook, is damaged, is too large or holds what may run."""
    return workbook_of(open_package(path, shown))


def workbook_of(package: Package) -> IncomingBook:
    """Read a workbook whose archive is open."""
    shown = package.shown
    main = main_part(package)
    root = tree(package, main)
    check_namespace(package, main, root, "workbook")
    related = relations(package, main)
    refuse_outside(package, main, related)
    stated = root.findall(f"{_M}sheets/{_M}sheet")
    if not stated:
        damaged(shown, "it has no sheet")
    if len(stated) > MOST_SHEETS:
        too_large(Place(shown), f"the workbook has more than {MOST_SHEETS} sheets.")
    names = root.findall(f"{_M}definedNames/{_M}definedName")
    settings = root.find(f"{_M}workbookPr")
    return IncomingBook(
        shown,
        tuple(_Sheets(package, related).read(stated)),
        tuple((name.get("name", "")[:_LONGEST_NAME], name.text or "") for name in names[:_MOST_NAMED]),
        _properties(package),
        settings is not None and is_true(settings.get("date1904")),
    )


@dataclass
class _Sheets:
    package: Package
    related: tuple[Relation, ...]

    def read(self, stated: Iterable[Element]) -> Iterable[IncomingSheet]:
        shared = self._shared()
        targets = {relation.id: relation for relation in self.related}
        names: set[str] = set()
        parts: set[str] = set()
        total = 0
        for stated_sheet in stated:
            name, leads = (
                stated_sheet.get("name", "")[:_LONGEST_NAME],
                targets.get(stated_sheet.get(f"{{{_OFFICE}}}id", "")),
            )
            # Only what is in the archive was checked for size and contents.
            if leads is None or leads.external or leads.target not in self.package.parts:
                damaged(self.package.shown, f'the sheet "{name}" leads to no part of it')
            if not name or name.casefold() in names or leads.target in parts:
                damaged(self.package.shown, f'the sheet "{name}" stands twice, or has no name')
            names.add(name.casefold())
            parts.add(leads.target)
            sheet, cells = self._sheet(name, stated_sheet.get("state", "visible"), leads, shared)
            total += cells
            if total > MOST_CELLS:
                what = f"the workbook has more than {MOST_CELLS} cells."
                too_large(Place(self.package.shown, (name,)), what)
            yield sheet

    def _sheet(self, name: str, state: str, leads: Relation, shared: Shared) -> tuple[IncomingSheet, int]:
        kind = local(leads.kind.replace("/", "}"))
        # Sheets of macros and dialogues are listed like tables, and hold what runs.
        if kind not in _OF_SHEETS:
            raise InputError([active_content(self.package.shown, leads.target, f'a sheet that is no table, "{name}"')])
        related = relations(self.package, leads.target)
        refuse_outside(self.package, leads.target, related)
        if kind == "chartsheet":
            return IncomingSheet(name, state, {}, pictures=True), 0
        reader = SheetReader(self.package, leads.target, name, shared)
        sheet = reader.read(
            state, tuple(_comments(self.package, related)), pictures=_has_pictures(self.package, related)
        )
        return sheet, reader.cells_read

    def _shared(self) -> Shared:
        texts, styles = self._part("sharedStrings"), self._part("styles")
        return Shared(
            shared_strings(self.package, texts) if texts else (), cell_styles(self.package, styles) if styles else ()
        )

    def _part(self, kind: str) -> str | None:
        return next((relation.target for relation in self.related if relation.kind.endswith(f"/{kind}")), None)


def _comments(package: Package, related: Iterable[Relation]) -> Iterable[str]:
    """Return the cells that have a comment, each once."""
    commented: dict[str, None] = {}
    for relation in related:
        if relation.kind.casefold().endswith(("/comments", "/threadedcomment")) and relation.target in package.parts:
            for edge, element in events(package, relation.target):
                if edge == "end" and local(element.tag) in ("comment", "threadedComment"):
                    if len(commented) < _MOST_NAMED:
                        commented[element.get("ref", "")[:20]] = None
                    element.clear()
    return commented


def _has_pictures(package: Package, related: Iterable[Relation]) -> bool:
    """Tell whether something is drawn on a sheet; some programs add an empty drawing to every sheet."""
    drawings = (
        relation.target
        for relation in related
        if relation.kind.endswith("/drawing") and relation.target in package.parts
    )
    return any(len(tree(package, part)) > 0 for part in drawings)


def _properties(package: Package) -> Mapping[str, str]:
    part = next(
        (relation.target for relation in relations(package, "") if relation.kind.endswith("/custom-properties")), None
    )
    if part is None or part not in package.parts:
        return {}
    return {entry.get("name", ""): "".join(child.text or "" for child in entry) for entry in tree(package, part)}
