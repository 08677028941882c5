"""Counting once: which commitments of a bid are one and the same, so that only one of them counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from social_value.model.bid import Commitment
from social_value.model.procurement import Measure

CORE = "the specification asks for it anyway (core)"


def core_reason(commitment: Commitment, measure: Measure) -> str:
    """Return why a core commitment counts as nothing; empty where it is not core."""
    if commitment.core:
        return CORE
    return f'the specification asks for the measure "{measure.id}" anyway (core)' if measure.core else ""


def counted_already(
    commitments: Sequence[Commitment], worth: Mapping[str, Fraction], family: Callable[[str], str]
) -> Mapping[str, str]:
    """Return the commitments that are counted under another one, each with the reason.

    The one that is worth most counts, and of equal ones the first by id, whatever their order in the file. ``family``
    names the measures under one of which alone a person or thing may count.
    """
    reasons: dict[str, str] = {}
    counted: list[Commitment] = []
    for one in sorted(commitments, key=lambda one: (-worth[one.id], one.id)):
        reason = next(_reasons(one, counted, family), "")
        if reason:
            reasons[one.id] = reason
        else:
            counted.append(one)
    return reasons


def _reasons(one: Commitment, counted: Sequence[Commitment], family: Callable[[str], str]) -> Iterator[str]:
    for other in counted:
        if one.activity is not None and one.activity == other.activity:
            yield f'the activity "{one.activity}" is counted once already, under {other.id}'
        elif _same_people(one, other, family):
            yield f'the group "{one.group}" is counted once already, under {other.id}'


def _same_people(one: Commitment, other: Commitment, family: Callable[[str], str]) -> bool:
    same = one.group is not None and one.group == other.group and _same_place(one, other)
    told_apart = one.activity is not None and other.activity is not None
    return same and not told_apart and family(one.measure) == family(other.measure) and _overlap(one, other)


def may_be_the_same(one: Commitment, other: Commitment) -> bool:
    """Tell whether a commitment without a group may be for the people of one that names them: nothing tells them apart.

    Two measures that are counted once together are not compared: which people each reaches, its group alone says.
    """
    told_apart = one.activity is not None and other.activity is not None
    alike = one.measure == other.measure and _same_place(one, other)
    return one.group is None and other.group is not None and alike and not told_apart and _overlap(one, other)


def _same_place(one: Commitment, other: Commitment) -> bool:
    """Tell whether two commitments land in an area together, or neither says where it lands."""
    mine, others = ({area for area, share in each.lands.items() if share} for each in (one, other))
    return mine == others or not mine.isdisjoint(others)


def _overlap(one: Commitment, other: Commitment) -> bool:
    return one.from_year < other.from_year + other.years and other.from_year < one.from_year + one.years
