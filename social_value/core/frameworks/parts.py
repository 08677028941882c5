"""The files that a framework is made of, and what they come to once they are put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from social_value.findings import Finding, Key, Place
from social_value.model.framework import Framework

ItemKind = Literal["theme", "outcome", "criterion", "measure", "gate", "scale", "pillar", "policy rule"]
Name = tuple[ItemKind, str]
"""What kind of thing it is, and its id with capitals folded: capitals do not make an id different."""


def name_of(kind: ItemKind, item_id: str) -> Name:
    """Return the name under which a thing of a framework is known."""
    return (kind, item_id.casefold())


@dataclass(frozen=True, slots=True)
class Part:
    """One framework as its file says it, and the file as the user would name it."""

    framework: Framework
    path: str

    @property
    def id(self) -> str:
        """The id of the framework."""
        return self.framework.id

    def at(self, *keys: Key) -> Place:
        """Return a place in its file."""
        return Place(self.path, keys)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a framework is put together from, and the ids that there are to choose from."""

    by_id: Mapping[str, Part]
    known: Collection[str] = ()

    def find(self, framework_id: str) -> Part | None:
        """Return the framework of this id, if there is one."""
        return self.by_id.get(framework_id)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thing of a resolved framework was first written: the part, its spelling there, and the place."""

    part: Part
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """A part that changed a thing which another part wrote, and the place of each key that it changed."""

    part: Part
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Resolution:
    """A framework with nothing left to look up, and where everything in it comes from."""

    framework: Framework
    chain: tuple[Part, ...]
    """Every part, each once, base first and the framework itself last."""
    origins: Mapping[Name, Origin] = field(default_factory=dict)
    changes: Mapping[Name, tuple[Change, ...]] = field(default_factory=dict)
    policy_parts: tuple[Part, ...] = ()
    """The part that each rule of the framework's policy comes from, in the same order."""

    @property
    def part(self) -> Part:
        """The framework itself, as its file says it."""
        return self.chain[-1]

    def origin(self, kind: ItemKind, item_id: str) -> Origin:
        """Return where a thing of the framework was first written."""
        return self.origins[name_of(kind, item_id)]

    def changes_of(self, kind: ItemKind, item_id: str) -> tuple[Change, ...]:
        """Return the changes made to a thing since, in order."""
        return self.changes.get(name_of(kind, item_id), ())

    def place_of(self, kind: ItemKind, item_id: str, key: str) -> Place:
        """Return where a key of a thing was last written."""
        for change in reversed(self.changes_of(kind, item_id)):
            if key in change.places:
                return change.places[key]
        return self.origin(kind, item_id).place.at(key)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The outcome of resolving: the framework, or the findings that stand against it."""

    resolution: Resolution | None
    findings: tuple[Finding, ...] = ()
