"""Ranking and ties.

Equal totals share a rank (1, 2, 2, 4) unless a published tie-break step separates them. A tie is part of the
result; breaking it is a separate step that keeps its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

TieKey = Callable[[Sequence[str]], Mapping[str, Fraction] | None]
"""Given the tied bids, returns a number for each, higher first; None where the step cannot separate them."""


@dataclass(frozen=True, slots=True)
class TieStep:
    """A published tie-break step."""

    name: str
    key: TieKey


@dataclass(frozen=True, slots=True)
class Broken:
    """A tie that a step separated: the step and the groups, best first."""

    step: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Ranking:
    """Bids in groups of equal rank, best first, and the ties that were broken on the way."""

    groups: tuple[tuple[str, ...], ...]
    broken: tuple[Broken, ...]

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Rank of every bid, by competition ranking."""
        ranks: dict[str, int] = {}
        for group in self.groups:
            ranks |= dict.fromkeys(group, len(ranks) + 1)
        return ranks

    @property
    def first(self) -> tuple[str, ...]:
        """The bids that share the first rank."""
        return self.groups[0] if self.groups else ()

    def step_below_first(self) -> str | None:
        """Return the step that separated the first from the next, if a tie between them was broken."""
        if len(self.groups) < 2:
            return None
        leader, runner_up = self.groups[0][0], self.groups[1][0]
        for tie in self.broken:
            places = [{bid for bid in (leader, runner_up) if bid in group} for group in tie.groups]
            if sum(bool(leaders) for leaders in places) == 2:
                return tie.step
        return None


def rank(totals: Mapping[str, Fraction], steps: Sequence[TieStep]) -> Ranking:
    """Rank bids by their totals, highest first, breaking ties by the steps in order.

    >>> rank({"a": Fraction(2), "b": Fraction(3), "c": Fraction(2)}, []).ranks
    {'b': 1, 'a': 2, 'c': 2}
    """
    groups: list[tuple[str, ...]] = []
    broken: list[Broken] = []
    for tied in _grouped(totals):
        groups.extend(_separated(tied, list(steps), broken))
    return Ranking(tuple(groups), tuple(broken))


def _grouped(numbers: Mapping[str, Fraction]) -> list[tuple[str, ...]]:
    groups: dict[Fraction, list[str]] = {}
    # By id where numbers are equal, so that the order in which files were read shows nowhere.
    for bid in sorted(numbers):
        groups.setdefault(numbers[bid], []).append(bid)
    return [tuple(groups[number]) for number in sorted(groups, reverse=True)]


def _separated(tied: tuple[str, ...], steps: Sequence[TieStep], broken: list[Broken]) -> list[tuple[str, ...]]:
    if len(tied) == 1 or not steps:
        return [tied]
    keys = steps[0].key(tied)
    groups = _grouped(keys) if keys is not None else [tied]
    if len(groups) > 1:
        broken.append(Broken(steps[0].name, tuple(groups)))
    return [final for group in groups for final in _separated(group, steps[1:], broken)]
