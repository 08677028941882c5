"""Whether what a framework extends and includes can be followed to its end: known, no circle, not too deep."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.codes.frameworks import (
    CIRCULAR_EXTENDS,
    EXTENDS_TOO_DEEP,
    MODULE_USED_ALONE,
    NOT_A_MODULE,
    UNKNOWN_BASE,
    UNKNOWN_MODULE,
)
from social_value.core.frameworks.parts import Part, Parts
from social_value.findings import Finding, Key, nearest

DEEPEST = 8
"""Frameworks in a chain, the first and the last included."""

_ADD = "Correct the id, or add the file to a `frameworks/` folder."
Link = tuple[str, str, tuple[Key, ...]]
"""The verb, the id that is named, and the way to it in the file."""


def links(part: Part) -> Iterator[Link]:
    """Yield what a framework extends and includes, the base first."""
    if part.framework.extends is not None:
        yield "extends", part.framework.extends, ("extends",)
    for index, module in enumerate(part.framework.include):
        yield "includes", module, ("include", index)


def problems_of_links(part: Part, parts: Parts) -> Iterator[Finding]:
    """Yield what is wrong with the names that one framework extends and includes."""
    for verb, named, keys in links(part):
        linked, place = parts.find(named), part.at(*keys)
        if linked is None and verb == "extends":
            message = f'{part.id} extends "{named}", and there is no such framework.'
            yield UNKNOWN_BASE.at(place, message, nearest(named, parts.known) or _ADD)
        elif linked is None:
            message = f'{part.id} includes "{named}", and there is no such framework.'
            yield UNKNOWN_MODULE.at(place, message, nearest(named, parts.known) or _ADD)
        elif verb == "extends" and linked.framework.module:
            message = f'{part.id} extends "{named}", which is a module: a part for others to include.'
            yield MODULE_USED_ALONE.at(place, message, f"Write `include: [{named}]`.")
        elif verb == "includes" and not linked.framework.module:
            message = f'{part.id} includes "{named}", which is a framework of its own and no module.'
            yield NOT_A_MODULE.at(place, message, f"Write `extends: {named}`, or include a module.")


def problems_of_circles(part: Part, parts: Parts) -> Iterator[Finding]:
    """Yield a finding for the first circle that following a framework leads into.

    It is said of the member whose id comes first, whichever framework led there, so that one circle is one finding.
    """
    circle = _circle(part, parts, (), set())
    if circle is None:
        return
    ids = [member.id for member, _ in circle]
    first = ids.index(min(ids))
    turned = [*circle[first:], *circle[:first]]
    words = ", ".join(f"{member.id} {verb} {named}" for member, (verb, named, _) in turned)
    owner, (_, _, keys) = turned[0]
    message = f"a framework cannot be a part of itself: {words}."
    yield CIRCULAR_EXTENDS.at(owner.at(*keys), message, "Take one of these away.")


_Step = tuple[Part, Link]


def _circle(part: Part, parts: Parts, way: tuple[_Step, ...], clear: set[str]) -> tuple[_Step, ...] | None:
    ids = [member.id for member, _ in way]
    if part.id in ids:
        return way[ids.index(part.id) :]
    for link in links(part):
        following = parts.find(link[1])
        if following is not None and following.id not in clear:
            circle = _circle(following, parts, (*way, (part, link)), clear)
            if circle is not None:
                return circle
    clear.add(part.id)
    return None


def problem_of_depth(part: Part, parts: Parts) -> Iterator[Finding]:
    """Yield a finding where a framework is the first of its chain that stands too far from its end."""
    if _depth(part, parts, {}) == DEEPEST + 1:
        yield too_deep(part)


def too_deep(part: Part) -> Finding:
    """Return the finding for a framework that stands too far from the end of its chain."""
    message = f"{part.id} stands at the top of a chain of more than {DEEPEST} frameworks."
    place = part.at(*next(links(part))[2])
    return EXTENDS_TOO_DEEP.at(place, message, "Extend a framework nearer to the base.")


def _depth(part: Part, parts: Parts, known: dict[str, int]) -> int:
    """Return how many frameworks the longest way from a framework to its end passes, itself included."""
    if part.id not in known:
        below = [parts.find(named) for _, named, _ in links(part)]
        known[part.id] = 1 + max((_depth(lower, parts, known) for lower in below if lower is not None), default=0)
    return known[part.id]
