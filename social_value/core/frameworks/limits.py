"""The limits that a base sets for those who extend it: ranges of weights, and floors that may only rise."""

from __future__ import annotations

from decimal import Decimal

from social_value.arithmetic import plain
from social_value.model.base import WeightRange


def range_words(limits: WeightRange) -> str:
    """Say what a range allows.

    >>> range_words(WeightRange(at_least=Decimal(10), at_most=Decimal(20)))
    '10 to 20'
    """
    if limits.at_least is not None and limits.at_most is not None:
        return f"{plain(limits.at_least)} to {plain(limits.at_most)}"
    if limits.at_least is not None:
        return f"{plain(limits.at_least)} or more"
    return f"at most {plain(limits.at_most)}" if limits.at_most is not None else "any weight"


def limit_broken(weight: Decimal, limits: WeightRange) -> str | None:
    """Name the end of a range that a weight lies beyond, or nothing."""
    if limits.at_least is not None and weight < limits.at_least:
        return f"the lowest it may be is {plain(limits.at_least)}"
    if limits.at_most is not None and weight > limits.at_most:
        return f"the highest it may be is {plain(limits.at_most)}"
    return None


def narrowed(base: WeightRange | None, local: WeightRange) -> WeightRange:
    """Return a base's range with the ends that a local framework states; an end it leaves out stays the base's."""
    if base is None:
        return local
    return WeightRange(
        at_least=base.at_least if local.at_least is None else local.at_least,
        at_most=base.at_most if local.at_most is None else local.at_most,
    )


def is_wider(local: WeightRange, base: WeightRange | None) -> bool:
    """Tell whether a range allows a weight that the base's does not."""
    if base is None:
        return False
    return any(end is not None and not base.holds(end) for end in (local.at_least, local.at_most))


def is_reversed(limits: WeightRange) -> bool:
    """Tell whether a range has its ends the wrong way round."""
    return limits.at_least is not None and limits.at_most is not None and limits.at_least > limits.at_most
