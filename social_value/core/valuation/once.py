"""Counting once: which commitments of a bid are one and the same, so that only one of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from social_value.core.valuation.families import Families
from social_value.model.bid import Commitment


def counted_already(
    commitments: Sequence[Commitment], worth: Mapping[str, Fraction], families: Families
) -> Mapping[str, str]:
    """Return the commitments that are counted under another one, each with the reason.

    The one that is worth most counts, and of equal ones the first by id, whatever their order in the file. ``families``
    has the measures under one of which alone a person or thing may count.
    """
    reasons: dict[str, str] = {}
    counted: list[Commitment] = []
    for commitment in sorted(commitments, key=lambda commitment: (-worth[commitment.id], commitment.id)):
        # Only what counts itself keeps another from counting: one that clashes with nothing but a double counts.
        reason = next(_reasons(commitment, counted, families), "")
        if reason:
            reasons[commitment.id] = reason
        else:
            counted.append(commitment)
    return reasons


def _reasons(commitment: Commitment, counted: Sequence[Commitment], families: Families) -> Iterator[str]:
    for other in counted:
        if _same_name(commitment.activity, other.activity):
            yield f'the activity "{commitment.activity}" is counted once already, under {other.id}'
        elif _same_people(commitment, other, families):
            yield f'the group "{commitment.group}" is counted once already, under {other.id}'


def _same_people(commitment: Commitment, other: Commitment, families: Families) -> bool:
    same = _same_name(commitment.group, other.group) and _same_place(commitment, other)
    told_apart = commitment.activity is not None and other.activity is not None
    in_family = other.measure in families[commitment.measure]
    return same and not told_apart and in_family and _overlap(commitment, other)


def _same_name(name: str | None, other: str | None) -> bool:
    """Tell whether both have the same name; capitals make no name different, and none is that of nobody."""
    return name is not None and other is not None and name.casefold() == other.casefold()


def may_be_the_same(commitment: Commitment, other: Commitment) -> bool:
    """Tell whether a commitment without a group may be for the people of one that names them: nothing tells them apart.

    Two measures that are counted once together are not compared: which people each reaches, its group alone says.
    """
    told_apart = commitment.activity is not None and other.activity is not None
    alike = commitment.measure == other.measure and _same_place(commitment, other)
    return (
        commitment.group is None
        and other.group is not None
        and alike
        and not told_apart
        and _overlap(commitment, other)
    )


def _same_place(commitment: Commitment, other: Commitment) -> bool:
    """Tell whether two commitments land in an area together, or neither says where it lands."""
    mine, others = ({area for area, share in each.lands.items() if share} for each in (commitment, other))
    return mine == others or not mine.isdisjoint(others)


def _overlap(commitment: Commitment, other: Commitment) -> bool:
    return (
        commitment.from_year < other.from_year + other.years
        and other.from_year < commitment.from_year + commitment.years
    )
