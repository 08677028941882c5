"""What a procurement asks of every bidder, so that a return asks for that and for nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from social_value.core.figures.bid_part import BidPart
from social_value.core.figures.bid_parts import BID_PARTS, COMMITMENTS, PRICE
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.measures_read import (
    commitment_measures,
    measures_committed,
    measures_counted,
    measures_read,
)
from social_value.core.reads.parts_read import parts_asked
from social_value.core.reads.published_terms import marked_for, minimum_words, scale_words, tender_terms, weight_words
from social_value.model.base import is_identifier
from social_value.model.budget import Contributor
from social_value.model.criteria import Gate
from social_value.model.place import Area
from social_value.model.procurement import Measure
from social_value.model.scoring import ScaleScore


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered in writing: the criterion, its title, the question, and what is said beside it.

    ``marking`` says how the answer is marked, where it is: its weight, its minimum and the levels of its scale.
    """

    criterion: str
    title: str
    text: str
    looked_for: tuple[str, ...]
    word_limit: int | None
    marking: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What bidders are asked for. What a method does not use is empty or not there, and does not appear in a return.

    ``counted`` says whether years, shares and groups decide what promises come to: in money, in points, as a quantity
    that is marked, or in what lands where and with whom. ``terms`` and ``marked_for`` are published of the whole.
    """

    currency: str
    price: Literal["total", "schedule"] | None
    demand: Mapping[str, Decimal]
    parts: frozenset[BidPart]
    gates: tuple[Gate, ...]
    measures: tuple[Measure, ...]
    promised: tuple[Measure, ...]
    counted: bool
    evidence_kinds: tuple[str, ...]
    areas: tuple[Area, ...]
    agencies: tuple[Contributor, ...]
    questions: tuple[Question, ...]
    terms: tuple[tuple[str, str], ...]
    marked_for: tuple[tuple[str, str], ...]

    @property
    def numbers(self) -> tuple[BidPart, ...]:
        """The parts that are one number, in the order of the table of parts."""
        return tuple(part for part in BID_PARTS.values() if part in self.parts and part.is_number)


def asked_of(inputs: Inputs) -> Asked:
    """Return what a sound procurement asks of bidders."""
    procurement, valuation = inputs.procurement, inputs.procurement.valuation
    demand = procurement.demand.reference if procurement.demand else {}
    parts = parts_asked(inputs)
    return Asked(
        currency=procurement.currency,
        price=("schedule" if demand else "total") if PRICE in parts else None,
        demand=demand,
        parts=frozenset(parts),
        gates=tuple(gate for gate in inputs.gates if gate.asks == "declaration"),
        measures=_measures(inputs),
        promised=_promised(inputs),
        counted=_counted(inputs, parts),
        evidence_kinds=tuple(valuation.evidence_factors) if valuation else (),
        areas=procurement.place.areas if procurement.place else (),
        agencies=procurement.budget.contributors if procurement.budget else (),
        questions=tuple(_questions(inputs)),
        terms=tuple(tender_terms(inputs)),
        marked_for=tuple(marked_for(inputs)),
    )


def _counted(inputs: Inputs, parts: Collection[BidPart]) -> bool:
    """Tell whether anything that is worked out from promises takes them over their years."""
    procurement = inputs.procurement
    published = (procurement.valuation, procurement.place, procurement.budget)
    return COMMITMENTS in parts or bool(measures_counted(inputs)) or any(part is not None for part in published)


def _earns_points(measure: Measure) -> bool:
    return measure.points_per_unit is not None


def _measures(inputs: Inputs) -> tuple[Measure, ...]:
    """Return the measures that are read: declared ones in their order, then those that only a rule names."""
    read = measures_read(inputs)
    declared = [measure for name, measure in inputs.measures.items() if name in read]
    named = sorted(name for name in read - inputs.measures.keys() if is_identifier(name))
    return (*declared, *(Measure(id=name, title=name, unit="as published") for name in named))


def _promised(inputs: Inputs) -> tuple[Measure, ...]:
    scored = (name for name, measure in inputs.measures.items() if _earns_points(measure))
    marked = (name for name in inputs.measures if name in measures_committed(inputs))
    names = dict.fromkeys((*commitment_measures(inputs), *scored, *marked))
    return tuple(inputs.measures[name] for name in names)


def _questions(inputs: Inputs) -> Iterator[Question]:
    """Yield what is to be answered in writing: every question, and every criterion that evaluators score."""
    for leaf in walk(inputs.procurement.criteria):
        criterion = leaf.criterion
        if criterion.question is not None or isinstance(criterion.score, ScaleScore):
            title, text = criterion.label, _text_of(leaf)
            marking = tuple(_marking(inputs, leaf))
            yield Question(criterion.id, title, text, criterion.sub_criteria, criterion.word_limit, marking)


def _marking(inputs: Inputs, leaf: Leaf) -> Iterator[tuple[str, str]]:
    criterion = leaf.criterion
    if criterion.score is None:
        return
    yield "Weight", weight_words(inputs, leaf)
    if criterion.minimum is not None:
        yield "Minimum", minimum_words(criterion.minimum)
    scale = inputs.scale(criterion.score.scale) if isinstance(criterion.score, ScaleScore) else None
    yield from scale_words(scale) if scale is not None else ()


def _text_of(leaf: Leaf) -> str:
    criterion = leaf.criterion
    return criterion.question or criterion.description or criterion.label
