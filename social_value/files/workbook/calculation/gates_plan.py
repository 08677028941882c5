"""Columns of the sheet Gates, and the rounds in which relative marks are taken again.

A minimum on relative marks that puts bids out of the pool changes the marks it tests. A spreadsheet may not go
round in circles, so the rounds stand side by side: the pool before the round, its marks, and who leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from social_value.core.assessment_stages import StagePlan
from social_value.core.figures.registry import FigureName
from social_value.core.figures.workforce import SUPPORTED_SHARE
from social_value.core.inputs import Leaf
from social_value.core.reads.figures_read import names_read
from social_value.core.scoring.hurdles import Hurdle
from social_value.core.scoring.settling import Settled, with_relative_marks
from social_value.files.sheets.references import fixed, in_row
from social_value.files.workbook.formula_text import any_of
from social_value.files.workbook.plan import GATES, Report

ROLE, DECIDED_OUT, READ, IN_POOL, MAY_RANK, FIRST_HURDLE = 2, 3, 4, 5, 6, 7
POOL_SIZE_ROW = 8
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


@dataclass(frozen=True)
class TakenForward:
    """The columns of who goes on from a stage: marks of the stage, the place in it, and whether the bid goes on."""

    marks: int
    place: int
    goes_on: int


@dataclass(frozen=True)
class StageColumns:
    """What the sheet holds of one stage; all criteria are one stage where the procurement has none.

    ``before`` says whether a bid is in the stage, ``pool`` whether it still is at its end. ``moving`` are the hurdles
    on relative marks that put a bid out of the pool, ``leaves`` the relative criteria whose marks they read.
    """

    number: int
    stage: StagePlan
    before: int
    pool: int
    hurdles: tuple[Hurdle, ...]
    moving: tuple[Hurdle, ...]
    leaves: tuple[Leaf, ...]
    rounds: tuple[RoundBlock, ...]
    after: int | None
    forward: TakenForward | None


class PoolConditions(NamedTuple):
    """What other sheets ask of the sheet Gates, as conditions; nothing where it never holds.

    ``unsettled``: the last round of a stage still changed the pool. ``left_behind``: the bid of the row does not go on.
    """

    unsettled: str = ""
    left_behind: str = ""


class GatesPlan:
    """Which hurdles there are, where each is tested, and how many rounds are laid out in each stage."""

    def __init__(self, report: Report) -> None:
        self.report = report
        evaluation = report.evaluation
        self.scheme = evaluation.field.scheme
        self.gates: tuple[Hurdle, ...] = self.scheme.gates
        self.minimums: tuple[Hurdle, ...] = self.scheme.minimums
        self._free = iter(range(FIRST_HURDLE, 100_000))
        self.tested = {hurdle.key: self._tested() for hurdle in (*self.gates, *self.minimums)}
        self.workforce = Workforce(*(next(self._free) for _ in range(3))) if workforce_read(report) else None
        self.stages = tuple(self._stages())
        self.last_column = next(self._free) - 1

    def _tested(self) -> Tested:
        return Tested(next(self._free), next(self._free))

    def _stages(self) -> Iterator[StageColumns]:
        before = READ
        for number, stage in enumerate(self.scheme.stages):
            hurdles = self.scheme.hurdles_of[stage]
            moving = tuple(hurdle for hurdle in hurdles if hurdle.relative and hurdle.consequence == "disregard")
            leaves = tuple(leaf for leaf in self._relative(stage) if any(leaf.id in one.criteria for one in moving))
            count = max(self._gone(stage), default=0) + _SPARE_ROUNDS if moving else 0
            rounds = tuple(self._round(leaves, moving) for _ in range(count))
            after = next(self._free) if rounds else None
            forward = pool = None
            if stage.goes_on is not None:
                pool = after or next(self._free)
                forward = TakenForward(next(self._free), next(self._free), next(self._free))
            yield StageColumns(number, stage, before, pool or IN_POOL, hurdles, moving, leaves, rounds, after, forward)
            before = forward.goes_on if forward else READ

    def _relative(self, stage: StagePlan) -> Iterator[Leaf]:
        return (leaf for leaf in self.report.leaves if leaf.id in stage.ids and self.report.relative(leaf))

    def stage_of(self, criterion_id: str) -> StageColumns:
        """Return the stage in which a criterion is assessed."""
        return next(stage for stage in self.stages if criterion_id in stage.stage.ids)

    def leaves_of(self, hurdle: Hurdle) -> tuple[Leaf, ...]:
        """Return the criteria that a hurdle reads."""
        return tuple(leaf for leaf in self.report.leaves if leaf.id in hurdle.criteria)

    def pool_size(self, criterion_id: str) -> str:
        """Return how many bids are in the pool over which a criterion is compared."""
        return fixed(POOL_SIZE_ROW, self.stage_of(criterion_id).pool, GATES)

    def assessed(self, criterion_id: str) -> list[str]:
        """Return the conditions under which a bid that is read is assessed on a criterion, from any sheet."""
        stopping = [hurdle for hurdle in self.minimums if criterion_id in hurdle.stops]
        stage = self.stage_of(criterion_id)
        entered = [f"{in_row(stage.before, GATES)}=1"] if stage.number else []
        return [*entered, *(f"{in_row(self.tested[hurdle.key].met, GATES)}<>0" for hurdle in stopping)]

    @property
    def left_behind(self) -> str:
        """Return the condition that a bid was assessed to the end of a stage and does not go on."""
        pairs = [(stage.pool, stage.forward.goes_on) for stage in self.stages if stage.forward is not None]
        return any_of([f"AND({in_row(pool, GATES)}=1,{in_row(goes_on, GATES)}=0)" for pool, goes_on in pairs])

    def _gone(self, stage: StagePlan) -> Mapping[int, frozenset[str]]:
        """Return the bids that left in a stage, by round; 0 is before relative marks are taken."""
        tested = {hurdle.key for hurdle in self.scheme.hurdles_of[stage]}
        gone: dict[int, frozenset[str]] = {}
        for failure in self.report.evaluation.settled.failures:
            if failure.hurdle.consequence == "disregard" and failure.hurdle.key in tested:
                gone[failure.round] = gone.get(failure.round, frozenset()) | {failure.bid_id}
        return gone

    def _round(self, leaves: tuple[Leaf, ...], moving: tuple[Hurdle, ...]) -> RoundBlock:
        before = next(self._free)
        pools = {leaf.id: next(self._free) for leaf in leaves}
        bounds = {leaf.id: self.report.bound(leaf) for leaf in leaves}
        percents = {key: next(self._free) for key, bound in bounds.items() if bound and bound.of.relative}
        marks = {leaf.id: next(self._free) for leaf in leaves}
        return RoundBlock(before, pools, percents, marks, {hurdle.key: self._tested() for hurdle in moving})

    def settled_rounds(self, columns: StageColumns) -> Iterator[Settled]:
        """Yield the marks of every round of a stage as the engine takes them, and those after the last."""
        settled = self.report.evaluation.settled
        field, gone = settled.field, self._gone(columns.stage)
        entered = settled.stages[columns.number - 1].gone_on if columns.number else field.entrants
        pool = tuple(bid for bid in entered if bid not in gone.get(0, ()))
        relative = [marker for marker in field.relative_markers if marker.leaf.id in columns.stage.ids]
        for number in range(1, len(columns.rounds) + 2):
            yield with_relative_marks(replace(settled, pool=pool), relative)
            pool = tuple(bid for bid in pool if bid not in gone.get(number, ()))
