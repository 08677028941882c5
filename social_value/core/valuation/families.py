"""Families of measures: those under one of which alone a person or thing counts."""

from __future__ import annotations

from collections.abc import Mapping

from social_value.model.procurement import Measure

Families = Mapping[str, frozenset[str]]
"""By the id of each measure, the ids of its family: its own alone, where nothing is counted once with it."""


def families_of(measures: Mapping[str, Measure]) -> Families:
    """Return the family of each measure.

    ``counted_once_with`` names another measure or a family. Who names a measure joins its family, and capitals make no
    name different, as in every id.
    """
    joined: list[set[str]] = []
    for measure in measures.values():
        named = named_with(measure)
        if named is not None:
            names = {measure.id.casefold(), named.casefold()}
            apart = [family for family in joined if family.isdisjoint(names)]
            joined = [*apart, names.union(*(family for family in joined if family not in apart))]
    families = {measure: frozenset({measure}) for measure in measures}
    for members in (_members(family, measures) for family in joined):
        families |= dict.fromkeys(members, members)
    return families


def named_with(measure: Measure) -> str | None:
    """Return the measure or family that a measure is counted once with, as its file has it; None without one."""
    return measure.value.counted_once_with if measure.value else None


def _members(family: set[str], measures: Mapping[str, Measure]) -> frozenset[str]:
    """Return the measures of a family; its name, which may be none of theirs, is left out."""
    return frozenset(measure for measure in measures if measure.casefold() in family)
