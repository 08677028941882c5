"""The marking scheme: what a procurement publishes about marking, before any bid comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from social_value.arithmetic import rounded
from social_value.core.assessment_stages import StagePlan, counted_leaves, stage_plans
from social_value.core.inputs import Inputs, Leaf
from social_value.core.reads.binding import BoundFormula, BoundMethod, bind_formula, bind_method
from social_value.core.scoring.hurdles import Hurdle, gates_of, minimums_of
from social_value.core.scoring.marking import Marker, Reads
from social_value.core.scoring.seat_levels import average_of
from social_value.core.terms import Terms, terms_of
from social_value.model.procurement import Rounding
from social_value.model.scoring import FormulaScore, RecordedScore, ScaleScore


class MarkingRule(NamedTuple):
    """How one criterion turns what it reads into marks: by a formula, else by marks of each level."""

    bound: BoundFormula | None
    marks_of: Callable[[Fraction], Fraction] | None

    @property
    def relative(self) -> bool:
        """Whether the marks depend on the other bids."""
        return self.bound is not None and self.bound.relative


class MarkingScheme:
    """Everything that stays as it is whichever bids come in, at whatever prices and weights."""

    def __init__(self, inputs: Inputs) -> None:
        self._published = inputs

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The criteria that earn marks, in the order of the file."""
        return self._published.leaves

    @cached_property
    def stages(self) -> tuple[StagePlan, ...]:
        """The stages of the assessment; one of all criteria where the procurement has none."""
        return stage_plans(self._published)

    @property
    def is_staged(self) -> bool:
        """Whether the criteria are assessed in more than one stage."""
        return len(self.stages) > 1

    @property
    def is_selective(self) -> bool:
        """Whether a bid may come to be assessed on some criteria only: by stages, or by a minimum that stops."""
        return self.is_staged or any(hurdle.stops for hurdle in self.minimums)

    @cached_property
    def counted(self) -> frozenset[str]:
        """Ids of the criteria whose marks are part of the total."""
        return frozenset(leaf.id for leaf in counted_leaves(self._published))

    @cached_property
    def hurdles_of(self) -> Mapping[StagePlan, tuple[Hurdle, ...]]:
        """What is tested in each stage: the hurdles of which it assesses the last criterion."""
        stage_of = {criterion: number for number, stage in enumerate(self.stages) for criterion in stage.ids}
        tested_in = [max((stage_of[name] for name in hurdle.criteria), default=0) for hurdle in self.minimums]
        hurdles = list(zip(self.minimums, tested_in, strict=True))
        return {
            stage: tuple(hurdle for hurdle, place in hurdles if place == number)
            for number, stage in enumerate(self.stages)
        }

    @cached_property
    def terms(self) -> Terms:
        """What the published method fixes for every figure."""
        return terms_of(self._published)

    @cached_property
    def method(self) -> BoundMethod:
        """How marks and prices become the total that is ranked."""
        return bind_method(self._published.procurement.evaluation)

    @cached_property
    def gates(self) -> tuple[Hurdle, ...]:
        """What a bid must pass before any marks are given."""
        return gates_of(self._published)

    @cached_property
    def rules(self) -> Mapping[str, MarkingRule]:
        """The rule of each criterion."""
        return {leaf.id: self._rule(leaf) for leaf in self.leaves}

    @cached_property
    def minimums(self) -> tuple[Hurdle, ...]:
        """Minimums of criteria, floors of pillars and the minimum of quality."""
        relative = {
            criterion for criterion, rule in self.rules.items() if rule.bound is not None and rule.bound.relative
        }
        return minimums_of(self._published, self.method.quality_minimum, relative)

    @cached_property
    def settled(self) -> Callable[[Fraction], Fraction]:
        """What rounds weighted marks where the procurement rounds each criterion."""
        return _settling(self._published.procurement.evaluation.rounding)

    def marker(self, leaf: Leaf, reads: Reads, points: Fraction) -> Marker:
        """Return what marks a criterion at a weight, from what every bid is read to offer."""
        rule = self.rules[leaf.id]
        return Marker(leaf, reads, rule.marks_of, rule.bound, self.settled, points)

    def _rule(self, leaf: Leaf) -> MarkingRule:
        score = leaf.score
        if isinstance(score, FormulaScore):
            return MarkingRule(bind_formula(score), None)
        if isinstance(score, ScaleScore) and average_of(self._published) is None:
            scale = self._published.scale(score.scale)
            marks = {Fraction(step.level): Fraction(step.marks) for step in scale.levels} if scale else {}
            return MarkingRule(None, marks.__getitem__)
        if isinstance(score, ScaleScore | RecordedScore):
            return MarkingRule(None, _itself)
        raise TypeError(f"criterion {leaf.id} has no scoring rule")


def _settling(rounding: Rounding) -> Callable[[Fraction], Fraction]:
    """Return the rounding of weighted marks.

    It holds no scheme, since a scheme that its own markers hold would stay in memory until it is looked for.
    """

    def settled(weighted: Fraction) -> Fraction:
        if rounding.at == "total":
            return weighted
        return Fraction(rounded(weighted, rounding.places, rounding.direction))

    return settled


def _itself(marks: Fraction) -> Fraction:
    return marks
