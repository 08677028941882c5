"""The frameworks that a framework supersedes, or that supersede it."""

from __future__ import annotations

from social_value.core.checks.scope import Coverage, Holds
from social_value.errors import InputError
from social_value.files.catalogue import Catalogue
from social_value.model.framework import Framework
from social_value.model.procurement import Procurement


def related_frameworks(
    catalogue: Catalogue, procurement: Procurement, framework: Framework | None
) -> tuple[Framework, ...]:
    """Return the line of succession of a framework that is not for a procurement like this one; else nothing.

    A file of that line which is malformed is passed over here: it is none of the procurement's own, and is reported
    where the catalogue is validated.
    """
    if framework is None or Coverage(framework, procurement).holds_by_choice is not Holds.NO:
        return ()
    known = {item_id: found for item_id in catalogue.mentioning("supersedes:") if (found := _read(catalogue, item_id))}
    line = {framework.id, *filter(None, (framework.extends, framework.supersedes))}
    while True:
        longer = line | {one.id for one in known.values() if one.supersedes in line}
        longer |= {one.supersedes for one in known.values() if one.id in line and one.supersedes}
        if longer == line:
            break
        line = longer
    others = (known.get(item_id) or _read(catalogue, item_id) for item_id in sorted(line - {framework.id}))
    return tuple(one for one in others if one is not None)


def _read(catalogue: Catalogue, item_id: str) -> Framework | None:
    try:
        found = catalogue.find(Framework, item_id)
    except InputError:
        return None
    return found[0] if found else None
