"""Columns of the sheet Gates, and the rounds in which relative marks are taken again.

A minimum on relative marks that puts bids out of the pool changes the marks it tests. A spreadsheet may not go
round in circles, so the rounds stand side by side: the pool before the round, its marks, and who leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from social_value.core.figures.registry import FigureName
from social_value.core.figures.workforce import SUPPORTED_SHARE
from social_value.core.inputs import Leaf
from social_value.core.reads.figures_read import names_read
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.settling import Settled
from social_value.files.sheets.references import fixed
from social_value.files.workbook.plan import GATES, Report

ROLE, DECIDED_OUT, READ, IN_POOL, MAY_RANK, FIRST_HURDLE = 2, 3, 4, 5, 6, 7
POOL_SIZE_ROW = 8
POOL_SIZE = fixed(POOL_SIZE_ROW, IN_POOL, GATES)
"""How many bids are in the pool."""
_SPARE_ROUNDS = 2
"""Rounds beyond those the published result took, so that an edit may take a little longer."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Tested:
    """The two columns of a hurdle: what a bid reached, and whether that meets it."""

    value: int
    met: int


@dataclass(frozen=True)
class Workforce:
    """The columns of the people in the parts that would perform the contract: supported, everybody, and the share."""

    supported: int
    total: int
    share: int


def workforce_read(report: Report) -> bool:
    """Tell whether a gate or a criterion reads the share of the performing workforce."""
    return FigureName(SUPPORTED_SHARE) in names_read(report.evaluation.inputs)


@dataclass(frozen=True)
class RoundBlock:
    """The columns of one round."""

    before: int
    pools: Mapping[str, int]
    percents: Mapping[str, int]
    marks: Mapping[str, int]
    tested: Mapping[Key, Tested]


class GatesPlan:
    """Which hurdles there are, where each is tested, and how many rounds are laid out."""

    def __init__(self, report: Report) -> None:
        self.report = report
        evaluation = report.evaluation
        self.gates: tuple[Hurdle, ...] = evaluation.field.scheme.gates
        self.minimums: tuple[Hurdle, ...] = evaluation.field.minimums
        self._free = iter(range(FIRST_HURDLE, 100_000))
        self.tested = {hurdle.key: self._tested() for hurdle in (*self.gates, *self.minimums)}
        self.workforce = Workforce(*(next(self._free) for _ in range(3))) if workforce_read(report) else None
        self.rounds = tuple(self._round() for _ in range(self._count)) if self.moving else ()
        self.after = next(self._free) if self.rounds else IN_POOL
        self.last_column = next(self._free) - 1

    def _tested(self) -> Tested:
        return Tested(next(self._free), next(self._free))

    @cached_property
    def moving(self) -> tuple[Hurdle, ...]:
        """Hurdles on relative marks that put a bid out of the pool."""
        return tuple(hurdle for hurdle in self.minimums if hurdle.relative and hurdle.consequence == "disregard")

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The relative criteria whose marks those hurdles read."""
        return tuple(
            leaf
            for leaf in self.report.leaves
            if self.report.relative(leaf) and any(leaf in self.leaves_of(hurdle) for hurdle in self.moving)
        )

    def leaves_of(self, hurdle: Hurdle) -> tuple[Leaf, ...]:
        """Return the criteria that a hurdle reads."""
        if hurdle.kind == "minimum":
            return tuple(leaf for leaf in self.report.leaves if leaf.id == hurdle.id)
        return tuple(
            leaf for leaf in self.report.leaves if hurdle.kind == "quality-minimum" or leaf.pillar == hurdle.id
        )

    @cached_property
    def _stages(self) -> Mapping[int, frozenset[str]]:
        """Bids that left, by the round in which they did; 0 is before relative marks are taken."""
        stages: dict[int, frozenset[str]] = {}
        for failure in self.report.evaluation.settled.failures:
            if failure.hurdle.consequence == "disregard":
                stages[failure.round] = stages.get(failure.round, frozenset()) | {failure.bid_id}
        return stages

    @property
    def _count(self) -> int:
        return max(self._stages, default=0) + _SPARE_ROUNDS

    def _round(self) -> RoundBlock:
        before = next(self._free)
        pools = {leaf.id: next(self._free) for leaf in self.leaves}
        bounds = {leaf.id: self.report.bound(leaf) for leaf in self.leaves}
        percents = {key: next(self._free) for key, bound in bounds.items() if bound and bound.of.relative}
        marks = {leaf.id: next(self._free) for leaf in self.leaves}
        return RoundBlock(before, pools, percents, marks, {hurdle.key: self._tested() for hurdle in self.moving})

    def settled_rounds(self) -> Iterator[Settled]:
        """Yield the marks of every round as the engine takes them, and those after the last."""
        settled = self.report.evaluation.settled
        field, gone = settled.field, self._stages.get(0, frozenset())
        pool = tuple(bid for bid in field.entrants if bid not in gone)
        for stage in range(1, len(self.rounds) + 2):
            references = {marker.leaf.id: marker.references(pool) for marker in field.relative_markers}
            columns = dict(field.absolute.columns)
            for marker in field.relative_markers:
                columns[marker.leaf.id] = marker.column(pool, references[marker.leaf.id])
            yield replace(settled, pool=pool, columns=columns, references=references)
            gone = self._stages.get(stage, frozenset())
            pool = tuple(bid for bid in pool if bid not in gone)
