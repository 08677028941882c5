"""Who leads on each criterion: the ranked bids with the highest marks, and how far the next is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from social_value.core.evaluation.results import Evaluation
from social_value.core.inputs import Leaf
from social_value.core.scoring.marking import Column


@dataclass(frozen=True, slots=True)
class Leaders:
    """The ranked bids with the highest marks on a criterion, all of them where several tie, in the order of ranks.

    ``next`` is the highest of the marks below theirs; None where every ranked bid has the same marks.
    """

    leaf: Leaf
    bids: tuple[str, ...]
    highest: Fraction
    next: Fraction | None

    @property
    def lead(self) -> Fraction | None:
        """Marks by which they are ahead of the next."""
        return None if self.next is None else self.highest - self.next


def ranked_bids(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the ids of the ranked bids, in the order of ranks: no comparator, and no bid that is out."""
    return tuple(result.id for result in evaluation.bids if result.rank is not None)


def leaders_of(evaluation: Evaluation) -> Mapping[str, Leaders]:
    """Return who leads on each criterion, by its id; nothing where no bid is ranked."""
    ranked, columns = ranked_bids(evaluation), evaluation.settled.columns
    leaders = (_leaders(leaf, columns[leaf.id], ranked) for leaf in evaluation.inputs.leaves)
    return {leader.leaf.id: leader for leader in leaders if leader is not None}


def _leaders(leaf: Leaf, column: Column, ranked: Iterable[str]) -> Leaders | None:
    # Over whole numbers, because comparing fractions one by one would cost as much as marking.
    best: tuple[int, int] | None = None
    below: tuple[int, int] | None = None
    leading: list[str] = []
    for bid in ranked:
        marks = column[bid].marks
        if marks is None:
            continue
        here = marks.as_integer_ratio()
        if here == best:
            leading.append(bid)
        elif best is None or _above(here, best):
            best, below, leading = here, best, [bid]
        elif below is None or _above(here, below):
            below = here
    if best is None:
        return None
    return Leaders(leaf, tuple(leading), Fraction(*best), None if below is None else Fraction(*below))


def _above(ratio: tuple[int, int], other: tuple[int, int]) -> bool:
    return ratio[0] * other[1] > other[0] * ratio[1]
