"""What the parts of a workbook are, how they lead to each other, and which of them have no place in a form."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from social_value.codes.workbooks import ACTIVE_CONTENT, FOREIGN_WORKBOOK, NOT_A_WORKBOOK
from social_value.errors import InputError
from social_value.files.incoming.content_types import CONTENT_TYPES, ContentTypes, content_types
from social_value.files.incoming.package import Package, damaged, unsafe
from social_value.files.incoming.xml_parts import STRICT, local, tree
from social_value.findings import Finding, Place

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MOST_NAMED = 20
_ACTIVE: Mapping[str, str] = {
    "vbaproject": "macros",
    "externallink": "a link to another file",
    "connection": "a data connection",
    "querytable": "a query of another source",
    "oleobject": "an embedded object",
    "embedding": "an embedded object",
    "package": "an embedded file",
    "activex": "an ActiveX control",
    "ctrlprop": "a form control",
    "controlproperties": "a form control",
    "macrosheet": "a sheet of macros",
    "dialogsheet": "a dialog",
    "customui": "a change of the program's menus",
    "webextension": "an add-in",
    "powerpivot": "a data model",
    "xl/model/": "a data model",
    "attachedtoolbars": "a change of the program's menus",
}
"""Words in the name, the type or a relation of a part, and what the part is."""
_OTHER_KINDS = (
    ("binary.macroenabled", "a binary workbook (.xlsb)"),
    ("macroenabled.main", "a workbook with macros (.xlsm)"),
    ("template", "a template (.xltx)"),
    ("wordprocessingml", "a Word document"),
    ("presentationml", "a presentation"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One part leads to another, or outside the workbook."""

    id: str
    kind: str
    target: str
    external: bool


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return where a part leads to; a target outside the workbook's archive is refused."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.parts:
        return ()
    return tuple(
        _relation(package, folder, element.attrib) for element in tree(package, rels) if local(element.tag) != "ext"
    )


def _relation(package: Package, folder: str, stated: Mapping[str, str]) -> Relation:
    external = stated.get("TargetMode") == "External"
    target = stated.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if ".." in stated.get("Target", "").split("/") and target not in package.parts:
            unsafe(package.shown, "a part of the workbook leads outside it")
    return Relation(stated.get("Id", ""), stated.get("Type", ""), target, external)


def main_part(package: Package) -> str:
    """Return the part that lists the sheets, or raise the finding that says what the file is instead."""
    if CONTENT_TYPES not in package.parts:
        message = "this is an archive (.zip) and not a workbook, although its name says .xlsx."
        raise InputError([NOT_A_WORKBOOK.at(Place(package.shown), message, "Send the workbook again.")])
    types = content_types(package)
    main = _document(package)
    content_type = types.of(main.target)
    _check_kind(content_type, package.shown)
    # The same elements in other namespaces: read all the same, every sheet would look empty.
    if main.kind.startswith(STRICT):
        way_out = 'Open it in Excel, and save it as "Excel Workbook (.xlsx)".'
        raise InputError([FOREIGN_WORKBOOK.at(Place(package.shown), "it is saved as Strict Open XML.", way_out)])
    if content_type != _WORKBOOK:
        damaged(package.shown, "the part that lists the sheets is not marked as one")
    refuse_active(package, types)
    return main.target


def _document(package: Package) -> Relation:
    """Return the relation that leads to the document itself, of which there is one."""
    leading = relations(package, "")
    documents = [relation for relation in leading if local(relation.kind.replace("/", "}")) == "officeDocument"]
    if not documents or documents[0].target not in package.parts:
        damaged(package.shown, "it does not say which of its parts lists the sheets")
    return documents[0]


def _check_kind(content_type: str, shown: str) -> None:
    """Raise the finding of a document of another kind.

    Only the type of the main part tells: programs declare types that none of their parts has.
    """
    what = next((what for word, what in _OTHER_KINDS if word in content_type.casefold()), None)
    if what is not None:
        message = f"this is {what}, although its name says .xlsx."
        way_out = 'Open it, and save it as "Excel Workbook (.xlsx)".'
        raise InputError([NOT_A_WORKBOOK.at(Place(shown), message, way_out)])


def refuse_active(package: Package, types: ContentTypes) -> None:
    """Raise a finding for each part that runs, or that brings something in from elsewhere."""
    active = dict.fromkeys((part, what) for part in sorted(package.parts) for what in _active(part, types.of(part)))
    if active:
        raise InputError([active_content(package.shown, part, what) for part, what in list(active)[:_MOST_NAMED]])


def _active(part: str, content_type: str) -> Iterator[str]:
    last = content_type.rpartition(".")[2] if "package." not in content_type else ""
    stated = f"{part} {last}".casefold()
    kinds = [what for word, what in _ACTIVE.items() if word in stated and word != "package"]
    yield from kinds[:1]


def refuse_outside(package: Package, part: str, relations: Iterable[Relation]) -> None:
    """Raise a finding for each relation to something that runs or stands elsewhere; a hyperlink is never followed."""
    faults = []
    for relation in relations:
        kind = local(relation.kind.replace("/", "}"))
        what = next((what for word, what in _ACTIVE.items() if word in kind.casefold()), None)
        # Such a link is fetched when the workbook is opened, and so tells somebody else that it was.
        if what is None and relation.external and kind != "hyperlink":
            what = "a link to another file"
        if what is not None:
            faults.append(active_content(package.shown, part, what))
    if faults:
        raise InputError(list(dict.fromkeys(faults))[:_MOST_NAMED])


def active_content(shown: str, part: str, what: str) -> Finding:
    """Return the finding for a part that runs or brings something in."""
    message = f'the workbook holds {what} (in its part "{part[:80]}").'
    way_out = "Remove it: answers are text and numbers, and nothing in a form needs more."
    return ACTIVE_CONTENT.at(Place(shown), message, way_out)
