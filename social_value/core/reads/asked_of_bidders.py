"""What a procurement asks of every bidder, so that a return asks for that and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from social_value.core.figures.time_saved import TIME_REINVESTED
from social_value.core.inputs import Inputs, Leaf, walk
from social_value.core.reads.figures_read import names_read, needs_read
from social_value.core.reads.measures_read import commitment_measures, measures_read
from social_value.model.base import is_identifier
from social_value.model.budget import Contributor
from social_value.model.criteria import Gate
from social_value.model.place import Area
from social_value.model.procurement import Measure
from social_value.model.scoring import ScaleScore
from social_value.model.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be answered in writing: the criterion, its title, the question, and what is said beside it."""

    criterion: str
    title: str
    text: str
    looked_for: tuple[str, ...]
    word_limit: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What bidders are asked for. What a method does not use is empty or false, and does not appear in a return.

    ``counted`` says whether commitments are valued in money or earn points, so that years and groups decide what they
    are worth.
    """

    currency: str
    price: Literal["total", "schedule"] | None
    demand: Mapping[str, Decimal]
    success_rates: bool
    capacity: bool
    cost_lines: bool
    channels: bool
    automation: bool
    whole_life_costs: bool
    gates: tuple[Gate, ...]
    workforce: bool
    measures: tuple[Measure, ...]
    promised: tuple[Measure, ...]
    counted: bool
    evidence_kinds: tuple[str, ...]
    workforce_hours: bool
    subcontract_spend: bool
    areas: tuple[Area, ...]
    agencies: tuple[Contributor, ...]
    questions: tuple[Question, ...]


def asked_of(inputs: Inputs) -> Asked:
    """Return what a sound procurement asks of bidders."""
    procurement, valuation = inputs.procurement, inputs.procurement.valuation
    demand = procurement.demand.reference if procurement.demand else {}
    needs, reads = needs_read(inputs), {name.id for name in names_read(inputs)}
    saved = TIME_REINVESTED in reads or (
        procurement.efficiency is not None and procurement.efficiency.maturity_factor is not None
    )
    priced = bool({"price", "cost_lines"} & needs) or _needs_price(valuation)
    held_against = {rule.against for rule in valuation.plausibility} if valuation else set()
    return Asked(
        currency=procurement.currency,
        price=("schedule" if demand else "total") if priced else None,
        demand=demand,
        success_rates="success_rate" in needs,
        capacity="capacity" in needs or bool(procurement.demand and procurement.demand.scenarios),
        cost_lines="cost_lines" in needs or saved,
        channels="channels" in needs or bool(procurement.demand and procurement.demand.digital_stress_points),
        automation=saved,
        whole_life_costs="whole_life_costs" in needs,
        gates=tuple(gate for gate in inputs.gates if gate.asks == "declaration"),
        workforce="performing_workforce" in needs,
        measures=_measures(inputs),
        promised=_promised(inputs),
        counted=valuation is not None or any(_earns_points(one) for one in inputs.measures.values()),
        evidence_kinds=tuple(valuation.evidence_factors) if valuation else (),
        workforce_hours="workforce-hours" in held_against,
        subcontract_spend="subcontract-spend" in held_against,
        areas=procurement.place.areas if procurement.place else (),
        agencies=procurement.budget.contributors if procurement.budget else (),
        questions=tuple(_questions(inputs)),
    )


def _needs_price(valuation: Valuation | None) -> bool:
    """Tell whether a cap, a floor or a question about plausibility is taken of the price."""
    if valuation is None:
        return False
    limits = [limit for limit in (valuation.cap, valuation.floor) if limit is not None]
    return any(limit.percent_of_price is not None for limit in limits) or any(
        rule.against == "price" for rule in valuation.plausibility
    )


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
    names = dict.fromkeys((*commitment_measures(inputs), *scored))
    return tuple(inputs.measures[name] for name in names)


def _questions(inputs: Inputs) -> Iterator[Question]:
    """Yield what is to be answered in writing: every question, and every criterion that evaluators score."""
    for leaf in walk(inputs.procurement.criteria):
        criterion = leaf.criterion
        if criterion.question is not None or isinstance(criterion.score, ScaleScore):
            title, text = criterion.label, _text_of(leaf)
            yield Question(criterion.id, title, text, criterion.sub_criteria, criterion.word_limit)


def _text_of(leaf: Leaf) -> str:
    criterion = leaf.criterion
    return criterion.question or criterion.description or criterion.label
