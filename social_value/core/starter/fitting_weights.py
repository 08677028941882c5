"""Finding weights that sum to 100 and keep every limit of a framework."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

TOTAL = Decimal(100)
MOST_TRIES = 20_000
"""Weights that are tried before a choice of criteria is given up."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A criterion that needs a weight: what it may take, and what would be natural."""

    at_least: Decimal
    at_most: Decimal
    natural: Decimal

    @property
    def fixed(self) -> bool:
        """Whether it may take one weight only."""
        return self.at_least == self.at_most

    def rest(self, others: Decimal) -> list[Decimal]:
        """Return what is left of the total after the others, where it may take that."""
        left = TOTAL - others
        return [left] if left > 0 and self.at_least <= left <= self.at_most else []

    def values(self, step: int) -> list[Decimal]:
        """Return the weights to try, the natural one first; none where it is fixed but itself."""
        if self.fixed:
            return [self.at_least]
        steps = [Decimal(value) for value in range(step, 101, step) if self.at_least <= value <= self.at_most]
        ends = [end for end in (self.natural, self.at_least) if end > 0 and end not in steps]
        inside = [value for value in (*steps, *ends) if self.at_least <= value <= self.at_most]
        return sorted(inside, key=lambda value: (abs(value - self.natural), value))


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit on the sum of several slots, named by their numbers."""

    slots: frozenset[int]
    at_least: Decimal = Decimal(0)
    at_most: Decimal = TOTAL
    step: Decimal | None = None

    def allows(self, total: Decimal) -> bool:
        """Tell whether a sum keeps the limit."""
        return self.at_least <= total <= self.at_most and (self.step is None or total % self.step == 0)


def solve(slots: Sequence[Slot], limits: Sequence[Limit]) -> tuple[Decimal, ...] | None:
    """Return a weight for each slot, or None where none is found: in steps of five, else of one."""
    if not slots:
        return None
    # The slot with the most room comes last and takes what the others leave.
    order = sorted(range(len(slots)), key=lambda number: (not slots[number].fixed, slots[number].natural))
    turned = {number: position for position, number in enumerate(order)}
    whole = (Limit(frozenset(turned), TOTAL, TOTAL), *limits)
    moved = [replace(limit, slots=frozenset(turned[number] for number in limit.slots)) for limit in whole]
    for step in (5, 1):
        weights = next(_Search([slots[number] for number in order], moved, step).found((), 0), None)
        if weights is not None:
            return tuple(weights[turned[number]] for number in range(len(slots)))
    return None


class _Search:
    """A search through weights, one slot after the other, that turns back as soon as a limit cannot be kept."""

    def __init__(self, slots: Sequence[Slot], limits: Sequence[Limit], step: int) -> None:
        self._slots = slots
        self._values = [slot.values(step) for slot in slots]
        self._limits = limits
        self._tries = 0

    def found(self, chosen: tuple[Decimal, ...], number: int) -> Iterator[tuple[Decimal, ...]]:
        """Yield each set of weights that keeps every limit."""
        self._tries += 1
        if self._tries > MOST_TRIES or not all(self._can_keep(limit, chosen) for limit in self._limits):
            return
        if number == len(self._slots):
            yield chosen
            return
        slot, last = self._slots[number], number == len(self._slots) - 1
        values = slot.rest(sum(chosen, Decimal(0))) if last and not slot.fixed else self._values[number]
        for value in values:
            yield from self.found((*chosen, value), number + 1)

    def _can_keep(self, limit: Limit, chosen: tuple[Decimal, ...]) -> bool:
        so_far = sum((chosen[slot] for slot in limit.slots if slot < len(chosen)), Decimal(0))
        rest = [self._slots[slot] for slot in limit.slots if slot >= len(chosen)]
        if not rest:
            return limit.allows(so_far)
        lowest = so_far + sum((slot.at_least for slot in rest), Decimal(0))
        highest = so_far + sum((slot.at_most for slot in rest), Decimal(0))
        return lowest <= limit.at_most and highest >= limit.at_least
