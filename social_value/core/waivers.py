"""Waivers: findings that a file lets stand, each with a reason that every report shows.

A waiver names a code, and may name with ``at`` the record that it is about. It is held against a finding in one way
everywhere: the record must be one on the way from the top of a file down to the finding's place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from social_value.codes.all_codes import CODES
from social_value.codes.waivers import UNKNOWN_WAIVER, WAIVER_NOT_ALLOWED, WAIVER_UNUSED, WAIVER_WITHOUT_REASON
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Key, Place, nearest
from social_value.model.base import Waiver
from social_value.text import says_something

NameFinder = Callable[[Place], Collection[str]]
"""Returns the ids of the records that a place is in."""

_NAMING_KEYS = ("id", "bid", "criterion", "measure")


def names_on_the_way(data: object, keys: Sequence[Key]) -> set[str]:
    """Return the ids of the records on the way down to a place, and the keys that lead there.

    >>> data = {"id": "p", "criteria": [{"id": "F1"}, {"id": "S1", "score": {"rule": "scale"}}]}
    >>> sorted(names_on_the_way(data, ("criteria", 1, "score", "rule")))
    ['S1', 'criteria', 'p', 'rule', 'score']
    """
    names = {key for key in keys if isinstance(key, str)}
    node = data
    for key in (*keys, None):
        if isinstance(node, Mapping):
            names |= {text for name in _NAMING_KEYS if isinstance(text := node.get(name), str)}
            node = node.get(key)
        else:
            node = node[key] if isinstance(node, list) and isinstance(key, int) and key < len(node) else None
    return names


class Names:
    """Names the records that a place of a procurement's files is in: of a table, those of its row."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs

    def __call__(self, place: Place) -> Collection[str]:
        """Return the ids of the records that a place is in."""
        if place.path in self._inputs.documents:
            return names_on_the_way(self._inputs.documents[place.path], place.keys)
        return self._rows.get((place.path, place.line), set()) | names_on_the_way({}, place.keys)

    @cached_property
    def _rows(self) -> Mapping[tuple[str, int | None], set[str]]:
        rows: dict[tuple[str, int | None], set[str]] = {}
        for part, place in self._inputs.places.items():
            if place.line is not None:
                rows.setdefault((place.path, place.line), set()).update(self._named(part))
        return rows

    def _named(self, part: tuple[str, ...]) -> Iterator[str]:
        if part[0] == "bid":
            yield part[1]
        elif part[0] == "score":
            sheet = self._inputs.scores[int(part[1])]
            score = sheet.scores[int(part[2])]
            yield from (sheet.evaluator.id, score.bid, score.criterion)


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver], names: NameFinder) -> tuple[Finding, ...]:
    """Return the findings, those that a sound waiver covers with its reason."""
    sound = [waiver for waiver in waivers if _is_sound(waiver)]
    return tuple(_waived(finding, sound, names) for finding in findings)


def with_waivers(
    findings: Iterable[Finding], waivers: Sequence[Waiver], top: Place, data: object
) -> tuple[Finding, ...]:
    """Return the findings of one file under its own waivers, and those about the waivers; ``top`` is its top."""

    def names(place: Place) -> Collection[str]:
        return names_on_the_way(data, place.keys)

    after_waivers, here = waive(findings, waivers, names), top.at("waivers")
    return (*after_waivers, *unused_waivers(after_waivers, waivers, here, names), *problems_of_waivers(waivers, here))


def _waived(finding: Finding, waivers: Iterable[Waiver], names: NameFinder) -> Finding:
    reason = next((waiver.reason for waiver in waivers if _covers(waiver, finding, names)), None)
    return finding if reason is None else replace(finding, waived=reason.strip())


def _covers(waiver: Waiver, finding: Finding, names: NameFinder) -> bool:
    return waiver.rule == finding.code and (waiver.at is None or waiver.at in names(finding.place))


def problems_of_waivers(waivers: Sequence[Waiver], place: Place) -> Iterator[Finding]:
    """Yield what is wrong with waivers in themselves; ``place`` is that of their list."""
    for number, waiver in enumerate(waivers):
        here = place.at(number, "rule")
        if waiver.rule not in CODES:
            yield UNKNOWN_WAIVER.at(here, f'there is no rule "{waiver.rule}".', nearest(waiver.rule, CODES))
        elif not CODES[waiver.rule].waivable:
            message = f'a finding "{waiver.rule}" cannot be waived.'
            yield WAIVER_NOT_ALLOWED.at(here, message, CODES[waiver.rule].way_out)
        if not says_something(waiver.reason):
            message = f'the waiver of "{waiver.rule}" gives no reason: "{waiver.reason.strip()}".'
            way_out = "Say in three words or more why the finding may stand; every report shows it."
            yield WAIVER_WITHOUT_REASON.at(place.at(number, "reason"), message, way_out)


def unused_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver], place: Place, names: NameFinder
) -> Iterator[Finding]:
    """Yield a warning for each sound waiver that covers none of the findings; ``place`` is that of their list.

    A waiver of what only scoring finds is not called unused: whoever asks may not have scored.
    """
    for number, waiver in enumerate(waivers):
        if not _is_sound(waiver) or CODES[waiver.rule].found_when_scored:
            continue
        if not any(_covers(waiver, finding, names) for finding in findings):
            about = f' at "{waiver.at}"' if waiver.at else ""
            message = f'the waiver of "{waiver.rule}"{about} matches no finding.'
            yield WAIVER_UNUSED.at(place.at(number), message, "Remove it, or correct its `rule` or `at`.")


def _is_sound(waiver: Waiver) -> bool:
    known = CODES.get(waiver.rule)
    return known is not None and known.waivable and says_something(waiver.reason)
