"""The derivation of every mark and total, as labelled steps that every output shows alike."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from social_value.arithmetic import plain
from social_value.core.evaluation.results import BidResult, Evaluation, publish
from social_value.core.expressions import Expression, Quantity, in_brackets, limited, number
from social_value.core.figures.registry import above_lowest
from social_value.core.inputs import Leaf
from social_value.core.reads.binding import BoundFormula, BoundMethod
from social_value.core.rules.formulas import POOL_FIGURES, Pool
from social_value.core.scoring.marking import Marked, Marker, References
from social_value.core.scoring.seat_levels import AveragedMarks, GivenScore, Levels
from social_value.core.series import mean_of, sum_of
from social_value.core.steps import Step, worked
from social_value.model.scale import ScoringScale
from social_value.model.scoring import RecordedScore, ScaleScore

_OUT = "out of the pool, so there are no marks that would depend on the other bids"


def criterion_steps(evaluation: Evaluation, bid_id: str, leaf: Leaf) -> tuple[Step, ...]:
    """Return how a bid earned its marks on a criterion, from what it said to its weighted marks."""
    marked = evaluation.settled.marked(leaf.id, bid_id)
    if not evaluation.settled.is_assessed(leaf.id, bid_id):
        return (Step("Marks", None, note="not assessed"),)
    marker = evaluation.field.marker(leaf.id)
    if isinstance(leaf.score, ScaleScore):
        steps = _scale_steps(evaluation, bid_id, leaf, leaf.score, marked)
    elif isinstance(leaf.score, RecordedScore):
        steps = _recorded_steps(evaluation, bid_id, leaf, leaf.score, marked)
    else:
        steps = _formula_steps(evaluation, bid_id, marker, marked)
    return (*steps, *_weighted_step(evaluation, leaf, marked))


def _scale_steps(evaluation: Evaluation, bid_id: str, leaf: Leaf, score: ScaleScore, marked: Marked) -> Iterator[Step]:
    levels, scale = evaluation.field.levels, evaluation.inputs.scale(score.scale)
    averaged = levels.averaged_marks(leaf.id, bid_id, scale) if scale else None
    if averaged is not None and scale is not None:
        yield from _average_steps(levels, levels.averaged[leaf.id, bid_id], averaged, scale)
        return
    given = levels.used.get((leaf.id, bid_id))
    if given is None or scale is None:
        yield Step("Level", None, note="no level is recorded")
        return
    step = next(step for step in scale.levels if step.level == given.score.level)
    by = f"given by {given.giver}"
    yield Step("Level", marked.read, note=f"{step.label}; {by}" if step.label else by)
    yield Step("Marks", marked.marks, "marks", note=f"marks of this level on the scale {score.scale}")


def _average_steps(
    levels: Levels, given: tuple[GivenScore, ...], averaged: AveragedMarks, scale: ScoringScale
) -> Iterator[Step]:
    """Yield the marks of every level that counts, and their mean or median."""
    labels = {step.level: step.label for step in scale.levels}
    for seat_score, marks in zip(given, averaged.parts, strict=True):
        words = ", ".join(filter(None, (f"level {plain(seat_score.score.level)}", labels[seat_score.score.level])))
        yield Step(f"Marks of {seat_score.giver}", marks, "marks", note=words)
    several = len(given) > 1
    note = f"{levels.average} of the marks of {len(given)} evaluators, as published" if several else "one evaluator"
    yield Step("Marks", averaged.marks, "marks", worked(mean_of, averaged.counted) if several else None, note)


def _recorded_steps(
    evaluation: Evaluation, bid_id: str, leaf: Leaf, score: RecordedScore, marked: Marked
) -> Iterator[Step]:
    recorded = evaluation.inputs.bids_by_id[bid_id].recorded[leaf.id]
    note = f"recorded: {score.reason}; source: {score.source}"
    if recorded.weighted is None:
        yield Step("Marks", marked.marks, "marks", note=note)
        return
    yield Step("Weighted marks as recorded", Fraction(recorded.weighted), "points", note=note)
    working = worked(marks_from_points, recorded.weighted, leaf.weight) if leaf.weight else None
    yield Step("Marks", marked.marks, "marks", working)


def _formula_steps(evaluation: Evaluation, bid_id: str, marker: Marker, marked: Marked) -> Iterator[Step]:
    bound = marker.bound
    if bound is None:
        return
    bid = evaluation.inputs.bids_by_id[bid_id]
    figure = evaluation.field.figure(bound.of, bid)
    references = evaluation.settled.references.get(marker.leaf.id, References())
    if bound.of.rule is None:
        measure = evaluation.inputs.measures.get(bound.of.id)
        claim = bid.measures.get(bound.of.id)
        yield Step(
            measure.title if measure else bound.of.id,
            figure.value,
            measure.unit if measure else "",
            note=f"evidence: {claim.evidence}" if claim and claim.evidence else "",
        )
    yield from figure.steps
    yield from _pool_steps(bound, figure.value, marked, references)
    yield _marks_step(bound, marked, references)


def _pool_steps(bound: BoundFormula, value: Fraction | None, marked: Marked, references: References) -> Iterator[Step]:
    if references.lowest is not None and value is not None:
        yield Step("Lowest price of the pool", references.lowest)
        working = None if marked.read is None else worked(above_lowest, value, references.lowest)
        yield Step("Above the lowest price", marked.read, "%", working)
    if references.pool is not None:
        for name in sorted(bound.formula.pool_reads):
            words = POOL_FIGURES[name].format(figure=bound.of)
            yield Step(f"{words} of the pool", getattr(references.pool, name))


def _marks_step(bound: BoundFormula, marked: Marked, references: References) -> Step:
    words = f"100 x ({bound.formula.words}), limited to 0 to 100"
    if marked.marks is None:
        return Step("Marks", None, "marks", note=_OUT)
    if marked.read is None:
        return Step("Marks", marked.marks, "marks", note=f"no {bound.of}, so no marks")
    if not bound.needs_reference(marked.read):
        return Step("Marks", marked.marks, "marks", note=f"zero_price: {bound.zero_price}")
    return Step("Marks", marked.marks, "marks", worked(partial(_marks, bound, references.pool), marked.read), words)


def _marks(bound: BoundFormula, pool: Pool[Fraction] | None, figure: Expression) -> Expression:
    numbers = Pool(*(number(getattr(pool, name)) for name in POOL_FIGURES)) if pool else None
    return 100 * limited(bound.arithmetic(figure, numbers))


def _weighted_step(evaluation: Evaluation, leaf: Leaf, marked: Marked) -> tuple[Step, ...]:
    if marked.marks is None:
        return ()
    working, rounding = worked(points_from_marks, marked.marks, leaf.weight), evaluation.rounding
    note = f"rounded {rounding.direction} to {rounding.places_in_words}" if rounding.at == "criterion" else ""
    return (Step("Weighted marks", marked.weighted, "points", working, note),)


def points_from_marks(marks: Quantity, weight: Quantity) -> Quantity:
    """Return what marks are worth in points of the total.

    >>> points_from_marks(Fraction(80), Fraction(50))
    Fraction(40, 1)
    """
    return in_brackets(marks) * weight / 100


def marks_from_points(points: Quantity, weight: Quantity) -> Quantity:
    """Return the marks that points of the total come from.

    >>> marks_from_points(Fraction(40), Fraction(50))
    Fraction(80, 1)
    """
    return points * 100 / weight


def total_steps(evaluation: Evaluation, result: BidResult) -> tuple[Step, ...]:
    """Return how a bid's total follows from its pillars, with the difference that rounding the parts leaves."""
    return tuple(_total_steps(evaluation, result))


def _total_steps(evaluation: Evaluation, result: BidResult) -> Iterator[Step]:
    for pillar in result.pillars:
        leaves = (leaf for leaf in evaluation.inputs.leaves if leaf.pillar == pillar.pillar)
        points = (evaluation.settled.marked(leaf.id, result.id).weighted for leaf in leaves)
        parts = [weighted for weighted in points if weighted is not None]
        label, unit = f"{pillar.pillar.capitalize()} pillar", f"of {plain(pillar.weight)} points"
        yield Step(label, pillar.weighted, unit, worked(sum_of, parts) if parts else None)
    quality = evaluation.settled.quality(result.id)
    if result.total is None or quality is None:
        return
    method, price = evaluation.field.method, evaluation.field.prices.get(result.id)
    sum_of_pillars = worked(sum_of, [pillar.weighted for pillar in result.pillars if pillar.weighted is not None])
    note = method.method.words
    if not method.method.reads_price:
        yield _rounding_step(evaluation, result, quality)
        yield Step("Exact total", quality, evaluation.unit, sum_of_pillars)
    elif price is not None:
        yield Step("Quality", quality, f"points of {plain(evaluation.inputs.out_of)}", sum_of_pillars)
        yield Step("Price", price, evaluation.inputs.procurement.currency)
        exact = Step(
            "Exact total", result.total.radicand, evaluation.unit, worked(partial(_total, method), quality, price)
        )
        if result.total.degree == 1:
            yield exact
        else:
            note = f"{note}: {exact.arithmetic}"
    unit = f"{evaluation.unit}, rounded {evaluation.rounding.direction} to {evaluation.rounding.places_in_words}"
    yield Step("Total", Fraction(publish(result.total, evaluation.rounding)), unit, note=note)


def _total(method: BoundMethod, quality: Expression, price: Expression) -> Expression:
    total: Expression = method.method.work(quality, price, **method.parameters)
    return total


def _rounding_step(evaluation: Evaluation, result: BidResult, quality: Fraction) -> Step:
    shown = [publish(pillar.weighted, evaluation.rounding) for pillar in result.pillars if pillar.weighted is not None]
    apart = publish(quality, evaluation.rounding) - sum(shown)
    return Step(
        "Rounding difference",
        Fraction(apart),
        "points",
        note="the total less the sum of the parts as printed",
    )
