"""The type of each part of a workbook, as its list of types states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from social_value.files.incoming.package import Package
from social_value.files.incoming.xml_parts import local, tree

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """Types by the name of a part, and for all others by its ending; both in small letters."""

    parts: Mapping[str, str]
    endings: Mapping[str, str]

    def of(self, part: str) -> str:
        """Return the type of a part: its own, else that of its ending, else nothing.

        >>> types = ContentTypes({"xl/workbook.xml": "own"}, {"xml": "of the ending"})
        >>> types.of("xl/Workbook.xml"), types.of("xl/styles.xml"), types.of("xl/media/logo.png")
        ('own', 'of the ending', '')
        """
        name = part.casefold()
        return self.parts.get(name, self.endings.get(name.rpartition(".")[2], ""))


def content_types(package: Package) -> ContentTypes:
    """Read the list of types of a workbook that has one."""
    stated: dict[str, dict[str, str]] = {"Override": {}, "Default": {}}
    for entry in tree(package, CONTENT_TYPES):
        name = entry.get("PartName", entry.get("Extension", "")).lstrip("/").casefold()
        stated.setdefault(local(entry.tag), {})[name] = entry.get("ContentType", "")
    return ContentTypes(stated["Override"], stated["Default"])
