"""Generated panels with a level at every seat, and the outcome of every single-level change by brute force."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest

from social_value.core.checks import findings_of
from social_value.core.evaluation import evaluate as engine
from social_value.core.inputs import Inputs
from social_value.core.panel.panel_seats import PanelSeat, seats_of
from social_value.core.scoring.field import field_of
from social_value.core.scoring.ranking import Ranking
from social_value.core.scoring.seat_levels import Seat
from social_value.model.scores import Consensus, ConsensusScore
from tests.core.builders import inputs_of
from tests.generate import Case, generate

MOST_BIDS, MOST_SEATS = 5, 12


def panels(first: int, step: int) -> Iterator[tuple[int, Inputs]]:
    """Yield small generated procurements in which levels decide something, with every third consensus at the median.

    The seeds are the first one and every step after it.
    """
    for seed in count(first, step):
        case = _open(_small(generate(seed)))
        inputs = inputs_of(case.procurement, case.bids, case.scores, case.consensus, case.decisions)
        levels = [leaf for leaf in inputs.leaves if leaf.score is not None and leaf.score.rule == "scale"]
        if len(inputs.bids) > 1 and 0 < len(levels) * len(inputs.bids) <= MOST_SEATS:
            yield seed, _agreed(inputs)


def _small(case: Case) -> Case:
    case = copy.deepcopy(case)
    case.bids = case.bids[:MOST_BIDS]
    kept = {bid["id"] for bid in case.bids}
    for sheet in (*case.scores, *([case.consensus] if case.consensus else ())):
        sheet["scores"] = [one for one in sheet["scores"] if one["bid"] in kept]
    for decision in case.decisions["decisions"] if case.decisions else ():
        if "order" in decision:
            decision["order"] = [bid for bid in decision["order"] if bid in kept]
    if case.decisions:
        decisions = case.decisions["decisions"]
        lasting = [one for one in decisions if one.get("bid", "") in {*kept, ""} and len(one.get("order", "12")) > 1]
        case.decisions["decisions"] = lasting
    return case


def _open(case: Case) -> Case:
    if case.consensus:
        scored: dict[tuple[str, str], int] = {}
        for sheet in case.scores:
            for one in sheet["scores"]:
                scored[one["bid"], one["criterion"]] = scored.get((one["bid"], one["criterion"]), 0) + 1
        agreed = case.consensus["scores"]
        case.consensus["scores"] = [
            one for place, one in enumerate(agreed) if place % 3 or scored.get((one["bid"], one["criterion"]), 0) < 2
        ]
    return case


def _agreed(inputs: Inputs) -> Inputs:
    """Return the inputs with the lower median of what evaluators gave agreed at each open seat."""
    agreed = [*inputs.consensus.scores] if inputs.consensus else []
    for seat in seats_of(field_of(inputs)):
        if seat.is_open and seat.levels:
            median = sorted(seat.levels)[(len(seat.levels) - 1) // 2]
            agreed.append(ConsensusScore(bid=seat.bid_id, criterion=seat.leaf.id, level=median))
    reasoned = tuple(one.model_copy(update={"rationale": one.rationale or "As it stands."}) for one in agreed)
    return replace(inputs, consensus=Consensus(kind="consensus", schema_version=1, scores=reasoned))


def every_change(
    inputs: Inputs, seats: tuple[PanelSeat, ...], patch: pytest.MonkeyPatch
) -> tuple[Ranking, dict[Seat, dict[Decimal, Ranking]]]:
    """Return the ranking, and the one with each other level at each seat, each evaluated from nothing.

    Checks are made once, before anything is changed: another level of the scale breaks no rule.
    """
    findings = findings_of(inputs)
    patch.setattr(engine, "findings_of", lambda _: findings)
    patch.setattr(engine, "leave_one_out", lambda *_: None)
    rankings: dict[Seat, dict[Decimal, Ranking]] = {}
    for seat in seats:
        rankings[seat.key] = {
            step.level: engine.evaluate(_with(inputs, seat, step.level)).ranking
            for step in seat.scale.levels
            if seat.counts is not None and step.level != seat.counts.score.level
        }
    return engine.evaluate(inputs).ranking, rankings


def _with(inputs: Inputs, seat: PanelSeat, level: Decimal) -> Inputs:
    agreed = inputs.consensus.scores if inputs.consensus else ()
    rest = [one for one in agreed if (one.criterion, one.bid) != seat.key]
    changed = ConsensusScore(bid=seat.bid_id, criterion=seat.leaf.id, level=level)
    return replace(inputs, consensus=Consensus(kind="consensus", schema_version=1, scores=(*rest, changed)))
