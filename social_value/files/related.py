"""The frameworks that a framework supersedes, or that supersede it, and those that bind whatever is named."""

from __future__ import annotations

from collections.abc import Collection

from social_value.core.law.scope import Coverage, Holds
from social_value.errors import InputError
from social_value.files.frameworks import Shelf
from social_value.model.framework import Framework
from social_value.model.procurement import Procurement


def related_frameworks(
    shelf: Shelf, procurement: Procurement, framework: Framework | None, chain: Collection[Framework]
) -> tuple[Framework, ...]:
    """Return the line of succession of a framework that is not for a procurement like this one; else nothing.

    ``chain`` holds the files that the framework was put together from: what takes the place of its base takes its own.
    A framework of that line with faults is passed over here: it is none of the procurement's own, and is reported where
    the catalogue is validated.
    """
    if framework is None or Coverage(framework, procurement).holds_by_choice is not Holds.NO:
        return ()
    ours = {framework.id, *(part.id for part in chain)}
    known = {
        opened.id: opened
        for item_id in shelf.catalogue.mentioning("supersedes:")
        if (opened := _opened(shelf, item_id))
    }
    line = ours | {part.supersedes for part in (framework, *chain) if part.supersedes is not None}
    while True:
        longer = line | {
            framework_of_line.id for framework_of_line in known.values() if framework_of_line.supersedes in line
        }
        longer |= {
            known_framework.supersedes
            for known_framework in known.values()
            if known_framework.id in line and known_framework.supersedes is not None
        }
        if longer == line:
            break
        line = longer
    others = (known.get(item_id) or _opened(shelf, item_id) for item_id in sorted(line - ours))
    return tuple(related for related in others if related is not None)


def binding_frameworks(
    shelf: Shelf, procurement: Procurement, framework: Framework | None, chain: Collection[Framework]
) -> tuple[Framework, ...]:
    """Return the frameworks that bind the authority and that it neither names, builds on nor replaces.

    Only those count that say which authorities they bind and from which value on, and only for an authority whose kind
    is stated. What builds on one of them is a choice, and none binds where a nation has a policy of its own.
    """
    if procurement.authority is None or (framework is not None and framework.nation is not None):
        return ()
    ours = {name for part in chain for name in (part.id, part.supersedes)}
    others = (_base(shelf, item_id) for item_id in shelf.catalogue.mentioning("value_at_least:") if item_id not in ours)
    return tuple(other for other in others if other is not None and _binds(other, procurement))


def _binds(framework: Framework, procurement: Procurement) -> bool:
    scope = framework.applies_to
    stated = scope is not None and scope.authorities and scope.value_at_least is not None
    return bool(stated) and Coverage(framework, procurement).holds is Holds.YES


def _base(shelf: Shelf, framework_id: str) -> Framework | None:
    framework = _opened(shelf, framework_id)
    return framework if framework is not None and framework.extends is None and not framework.module else None


def _opened(shelf: Shelf, framework_id: str) -> Framework | None:
    try:
        opened = shelf.open_id(framework_id)
    except InputError:
        return None
    return opened.resolution.framework if opened is not None and opened.resolution is not None else None
