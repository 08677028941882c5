"""Hurdles: gates, minimums and floors, each with the consequence the procurement declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from social_value.arithmetic import plain, stated
from social_value.core.assessment_stages import assessed_after, assessment_order, counted_leaves, leaves_named
from social_value.core.figures.registry import FigureName, figure_name
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.scoring.seat_levels import average_of
from social_value.core.steps import Figure
from social_value.model.base import Consequence
from social_value.model.bid import Bid
from social_value.model.criteria import Gate, MarksMinimum
from social_value.model.scoring import ScaleScore

Kind = Literal["reservation", "gate", "minimum", "floor", "quality-minimum"]


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What a reservation asks, a gate, a minimum of a criterion, a floor of a pillar, or the minimum of quality.

    ``lowest`` is in marks, or in levels where ``by_level`` says so; gates carry their own question.
    ``relative`` says whether the marks that are tested depend on the other bids. ``criteria`` are those whose marks are
    tested; ``of_parts`` says that it is a criterion with parts, tested on their weighted marks over their weight. A bid
    that fails is assessed on none of the criteria that it ``stops``.
    """

    kind: Kind
    id: str
    title: str
    consequence: Consequence
    lowest: Fraction | None = None
    by_level: bool = False
    relative: bool = False
    gate: Gate | None = None
    criteria: tuple[str, ...] = ()
    of_parts: bool = False
    stops: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """Unique name of the hurdle."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Failure:
    """A hurdle that a bid did not clear, in words that name the number and the limit."""

    hurdle: Hurdle
    bid_id: str
    words: str
    round: int = 0


def gates_of(inputs: Inputs) -> tuple[Hurdle, ...]:
    """Return what the reservation asks, then the gates of a procurement, in its own order."""
    reserved = _gates("reservation", inputs.reserved_gates)
    return (*reserved, *_gates("gate", inputs.procurement.gates))


def _gates(kind: Kind, gates: Iterable[Gate]) -> Iterator[Hurdle]:
    for gate in gates:
        yield Hurdle(kind, gate.id, gate.title, gate.consequence, gate=gate)


def minimums_of(inputs: Inputs, quality_minimum: MarksMinimum | None, relative: Collection[str]) -> tuple[Hurdle, ...]:
    """Return the minimums and floors of a procurement, in its own order.

    ``relative`` holds the ids of the criteria whose marks depend on the other bids. A floor and the minimum of quality
    are of the criteria whose marks count for the total.
    """
    counted = counted_leaves(inputs)
    hurdles = _in_order(
        inputs, [hurdle for leaf in walk(inputs.procurement.criteria) for hurdle in _minimum_of(inputs, leaf)]
    )
    for pillar, floor in inputs.procurement.pillars.items():
        title, lowest = f"{pillar.capitalize()} pillar", Fraction(floor.floor)
        inside = tuple(leaf.id for leaf in counted if leaf.pillar == pillar)
        hurdles.append(Hurdle("floor", pillar, title, floor.consequence, lowest, criteria=inside))
    if quality_minimum is not None:
        lowest, consequence = Fraction(quality_minimum.marks), quality_minimum.consequence
        inside = tuple(leaf.id for leaf in counted)
        hurdles.append(Hurdle("quality-minimum", "quality", "Quality", consequence, lowest, criteria=inside))
    return tuple(replace(hurdle, relative=not set(relative).isdisjoint(hurdle.criteria)) for hurdle in hurdles)


def _in_order(inputs: Inputs, minimums: list[Hurdle]) -> list[Hurdle]:
    """Return minimums in the order in which their last criterion is assessed, those of parts before those of wholes."""
    places = {criterion: place for place, criterion in enumerate(assessment_order(inputs))}
    return sorted(
        minimums, key=lambda hurdle: (max(places[criterion] for criterion in hurdle.criteria), len(hurdle.criteria))
    )


def _minimum_of(inputs: Inputs, named: Leaf) -> Iterator[Hurdle]:
    minimum = named.criterion.minimum
    if minimum is None:
        return
    by_level = minimum.level is not None
    lowest = minimum.level if minimum.level is not None else minimum.marks
    if by_level and average_of(inputs) is not None and isinstance(named.score, ScaleScore):
        # An average of marks lies between levels, so it is held against the marks of the lowest acceptable one.
        by_level, scale = False, inputs.scale(named.score.scale)
        lowest = next((step.marks for step in scale.levels if step.level == lowest), None) if scale else None
    if lowest is None:
        return
    criteria = tuple(leaf.id for leaf in leaves_named(inputs, (named.id,)))
    stops = frozenset(assessed_after(inputs, criteria)) if minimum.then == "stop" else frozenset[str]()
    yield Hurdle(
        "minimum",
        named.id,
        named.criterion.label,
        minimum.consequence,
        Fraction(lowest),
        by_level,
        criteria=criteria,
        of_parts=bool(named.criterion.criteria),
        stops=stops,
    )


def gate_failure(hurdle: Hurdle, bid: Bid, figure: Callable[[FigureName, Bid], Figure]) -> Failure | None:
    """Return why a bid does not pass a gate, or None where it passes."""
    gate = hurdle.gate
    if gate is None:
        return None
    title = f"Outside the reservation: {gate.title}" if hurdle.kind == "reservation" else gate.title
    if gate.asks == "declaration":
        declared = bid.declarations.get(gate.id)
        passed = declared is not None and declared.value
        return None if passed else Failure(hurdle, bid.id, f"{title}: not met")
    figure_tested = figure(figure_name(gate.of or ""), bid)
    value, lacking = figure_tested.value, f" ({figure_tested.lacking})" if figure_tested.lacking else ""
    if value is None:
        return Failure(hurdle, bid.id, f"{title}: the bid has no such figure")
    shown = f"{figure_tested.steps[-1].arithmetic} = {stated(value)}" if hurdle.kind == "reservation" else stated(value)
    if gate.at_least is not None and value < gate.at_least:
        return Failure(hurdle, bid.id, f"{title}: {shown} is below {plain(gate.at_least)}{lacking}")
    if gate.at_most is not None and value > gate.at_most:
        return Failure(hurdle, bid.id, f"{title}: {shown} is above {plain(gate.at_most)}{lacking}")
    return None
