"""Close calls: bids that one more step of one evaluated level would bring level with the first.

The rule: a call is close where the margin is no larger than the most that one step of a level, on one criterion that
evaluators score, moves a total. That is the least by which two careful evaluators can differ. Where nothing is scored
by levels, one point of quality out of 100 stands for it, or its like where totals are out of something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from social_value.arithmetic import HUNDRED
from social_value.core.evaluation.evaluate import comparable
from social_value.core.evaluation.results import publish
from social_value.core.rules.methods import Root
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.settling import Settled
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class LargestStep:
    """The most weighted marks that one step of a level moves, and the criterion; None where none is evaluated."""

    points: Fraction
    criterion_id: str | None


@dataclass(frozen=True, slots=True)
class CloseCall:
    """A bid that is close behind the first, and by how much, as the two published totals show it."""

    bid_id: str
    margin: Decimal


def largest_step(settled: Settled) -> LargestStep:
    """Return the largest step between two neighbouring levels of any evaluated criterion, by its weight."""
    steps = list(_steps(settled))
    one_point = settled.field.inputs.out_of / HUNDRED
    return max(steps, key=lambda step: step.points, default=LargestStep(one_point, None))


def _steps(settled: Settled) -> Iterator[LargestStep]:
    inputs = settled.field.inputs
    for marker in settled.field.markers:
        score = marker.leaf.score
        scale = inputs.scale(score.scale) if isinstance(score, ScaleScore) else None
        marks = [Fraction(step.marks) for step in sorted(scale.levels, key=lambda step: step.level)] if scale else []
        apart = [abs(other - lower) for lower, other in pairwise(marks)]
        if apart and marker.points and marker.leaf.id in settled.field.scheme.counted:
            yield LargestStep(max(apart) * marker.points / HUNDRED, marker.leaf.id)


def close_calls(settled: Settled, ranking: Ranking, step: LargestStep) -> tuple[CloseCall, ...]:
    """Return the bids that are no further behind the first than a step, in rank order."""
    if not ranking.first:
        return ()
    field, leader = settled.field, settled.total(ranking.first[0])
    rounding = field.inputs.procurement.evaluation.rounding
    calls = []
    for bid in (bid for group in ranking.groups for bid in group):
        total, with_step = settled.total(bid), _with(settled, bid, step.points)
        if bid == ranking.first[0] or leader is None or total is None or with_step is None:
            continue
        if comparable(field, with_step) >= comparable(field, leader):
            calls.append(CloseCall(bid, abs(publish(leader, rounding) - publish(total, rounding))))
    return tuple(calls)


def _with(settled: Settled, bid: str, points: Fraction) -> Root | None:
    """Return a bid's total with so many more weighted marks."""
    quality, method = settled.quality(bid), settled.field.method
    price = settled.field.prices.get(bid) if method.method.reads_price else Fraction(0)
    if quality is None or price is None:
        return None
    total: Root = method.method.work(Root(quality + points), Root(price), **method.parameters)
    return total
