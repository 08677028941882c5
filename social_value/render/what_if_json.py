"""What would change a result, as JSON: exact numbers as fractions beside their decimals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction

from social_value.arithmetic import plain, rounded
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.provenance import Provenance
from social_value.core.what_if.alternatives import Changed
from social_value.core.what_if.firmness import Firmness
from social_value.core.what_if.other_framework import OtherFramework
from social_value.core.what_if.sweep import Interval, Sweep, WholeWeights
from social_value.core.what_if.switching import Switching, Turn
from social_value.findings import Finding
from social_value.model.procurement import Rounding
from social_value.render.findings_text import finding_json
from social_value.wording import published

SCHEMA = "social-value/what-if@1"
PLACES = 6
Object = dict[str, object]


def what_if_json(
    evaluation: Evaluation,
    stamp: Provenance,
    outcome: Changed | None,
    other: OtherFramework | None,
    swept: Sweep | None,
) -> str:
    """Return what was asked and what would come of it; what was not asked for is null."""
    document = _head(evaluation, stamp) | {
        "changed": list(outcome.words) if outcome is not None else [],
        "before": _ranking(evaluation.bids, evaluation.rounding),
        "after": _ranking(outcome.bids, evaluation.rounding) if outcome is not None else None,
        "weights": {name: _exact(points) for name, points in outcome.points.items()} if outcome is not None else None,
        "framework": _framework(other) if other is not None else None,
        "sweep": _sweep(swept) if swept is not None else None,
        "firmness": None,
    }
    return _written(document)


def firmness_json(evaluation: Evaluation, stamp: Provenance, found: Firmness) -> str:
    """Return how firm a result is."""
    document = _head(evaluation, stamp) | {
        "changed": [],
        "before": _ranking(evaluation.bids, evaluation.rounding),
        "after": None,
        "weights": None,
        "framework": None,
        "sweep": None,
        "firmness": _firmness(found, evaluation.rounding),
    }
    return _written(document)


def _written(document: Object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _head(evaluation: Evaluation, stamp: Provenance) -> Object:
    procurement = evaluation.inputs.procurement
    return {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": stamp.version},
        "procurement": {"id": procurement.id, "title": procurement.title},
        "fingerprint": stamp.fingerprint,
    }


def _exact(value: Fraction) -> Object:
    """Return a number exactly, and as a decimal to six places."""
    return {"exact": plain(value), "decimal": f"{rounded(value, PLACES, 'half-up'):f}"}


def _ranking(bids: Iterable[BidResult], rounding: Rounding) -> list[Object]:
    return [
        {"bid": one.id, "status": one.status, "rank": one.rank, "total": published(one.published, rounding)}
        for one in bids
    ]


def _framework(other: OtherFramework) -> Object:
    return {
        "before": other.before,
        "after": other.after,
        "valid": other.valid,
        "differences": [{"group": one.group, "words": one.words} for one in other.differences],
        "reads": list(other.read),
        "new_findings": _findings(other.new),
        "findings_gone": _findings(other.gone),
    }


def _findings(found: Iterable[Finding]) -> list[Object]:
    return [dict(finding_json(one)) for one in found]


def _sweep(swept: Sweep) -> Object:
    return {
        "id": swept.target.id,
        "kind": swept.target.kind,
        "now": _exact(swept.at),
        "exact": not swept.why_not,
        "why_not_exact": swept.why_not or None,
        "whole_order": swept.ordered,
        "intervals": [_interval(one) for one in swept.intervals],
        "whole_weights": [_whole(one) for one in swept.whole],
    }


def _interval(one: Interval) -> Object:
    return {
        "from": _exact(one.low),
        "to": _exact(one.high),
        "includes_from": one.includes_low,
        "includes_to": one.includes_high,
        "first": list(one.first),
        "order": [list(group) for group in one.groups],
    }


def _whole(one: WholeWeights) -> Object:
    return {"from": one.low, "to": one.high, "first": list(one.first)}


def _firmness(found: Firmness, rounding: Rounding) -> Object:
    return {
        "first": list(found.first),
        "second": found.second,
        "margin": published(found.margin, rounding),
        "tie_break": found.tie_break,
        "close_up_to": _exact(found.step.points) | {"criterion": found.step.criterion_id},
        "close_calls": [{"bid": one.bid_id, "margin": published(one.margin, rounding)} for one in found.close],
        "most_fragile": found.most_fragile.target.id if found.most_fragile is not None else None,
        "switching_weights": [_switching(one) for one in found.weights],
        "levels": {
            "averaged": found.flips.averaged,
            "tried": found.flips.tried,
            "not_tried": found.flips.not_tried,
            "flips": [
                {
                    "criterion": one.criterion_id,
                    "bid": one.bid_id,
                    "level": plain(one.level),
                    "to": plain(one.to),
                    "first": list(one.first),
                }
                for one in found.flips.found
            ],
        },
        "removals": _removals(found),
        "prices": _prices(found),
    }


def _switching(one: Switching) -> Object:
    return {
        "id": one.target.id,
        "kind": one.target.kind,
        "now": _exact(one.now),
        "below": _turn(one.below),
        "above": _turn(one.above),
        "why_not_exact": one.why_not or None,
    }


def _turn(turn: Turn | None) -> Object | None:
    if turn is None:
        return None
    return {
        "at": _exact(turn.at) if turn.at is not None else None,
        "whole": turn.whole,
        "first": list(turn.first),
        "first_at_it": list(turn.at_turn),
    }


def _removals(found: Firmness) -> Object:
    return {
        "relative": found.removals.relative,
        "not_tried": found.removals.not_tried,
        "changing": [
            {
                "bid": one.bid_id,
                "first": list(one.first),
                "changes_first": one.changes_first,
                "number_moved": one.number_moved,
                "moved": [{"bid": x.bid_id, "from": x.before, "to": x.after} for x in one.moved],
            }
            for one in found.removals.changing
        ],
    }


def _prices(found: Firmness) -> Object:
    return {
        "why_not": found.prices.why_not or None,
        "bids": [
            {
                "bid": one.bid_id,
                "price": plain(one.price),
                "first_up_to": plain(one.at) if one.at is not None else None,
                "at_any_price": one.any_price,
                "why_not": one.why_not or None,
            }
            for one in found.prices.found
        ],
    }
