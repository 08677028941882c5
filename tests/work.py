"""How much work is done, whatever the machine and however busy it is: calls are counted, and no clock is read."""

from __future__ import annotations

from collections.abc import Callable
from cProfile import Profile


def calls_of(act: Callable[[], object]) -> int:
    """Return how many functions, Python's own and those written in C, are called while something is done.

    >>> calls_of(lambda: [abs(number) for number in range(9)]) - calls_of(lambda: [abs(number) for number in range(8)])
    1
    """
    profile = Profile()
    profile.runcall(act)
    return sum(entry.callcount for entry in profile.getstats())
