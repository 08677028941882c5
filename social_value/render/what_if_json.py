"""What would change a result, as JSON: exact numbers as fractions beside their decimals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction

from social_value.arithmetic import plain, rounded
from social_value.core.evaluation.results import BidResult, Evaluation
from social_value.core.provenance import Provenance
from social_value.core.what_if.firmness import Firmness
from social_value.core.what_if.other_framework import OtherFramework
from social_value.core.what_if.scored_again import Changed
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


def firmness_json(evaluation: Evaluation, stamp: Provenance, firmness: Firmness) -> str:
    """Return how firm a result is."""
    document = _head(evaluation, stamp) | {
        "changed": [],
        "before": _ranking(evaluation.bids, evaluation.rounding),
        "after": None,
        "weights": None,
        "framework": None,
        "sweep": None,
        "firmness": _firmness(firmness, evaluation.rounding),
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
        {"bid": result.id, "status": result.status, "rank": result.rank, "total": published(result.published, rounding)}
        for result in bids
    ]


def _framework(other: OtherFramework) -> Object:
    return {
        "before": other.before,
        "after": other.after,
        "valid": other.valid,
        "differences": [{"group": difference.group, "words": difference.words} for difference in other.differences],
        "reads": list(other.read),
        "new_findings": _findings(other.new),
        "findings_gone": _findings(other.gone),
    }


def _findings(findings: Iterable[Finding]) -> list[Object]:
    return [dict(finding_json(finding)) for finding in findings]


def _sweep(swept: Sweep) -> Object:
    return {
        "id": swept.target.id,
        "kind": swept.target.kind,
        "now": _exact(swept.at),
        "exact": not swept.why_not,
        "why_not_exact": swept.why_not or None,
        "whole_order": swept.ordered,
        "intervals": [_interval(interval) for interval in swept.intervals],
        "whole_weights": [_whole(weights) for weights in swept.whole],
    }


def _interval(interval: Interval) -> Object:
    return {
        "from": _exact(interval.low),
        "to": _exact(interval.high),
        "includes_from": interval.includes_low,
        "includes_to": interval.includes_high,
        "first": list(interval.first),
        "order": [list(group) for group in interval.groups],
    }


def _whole(weights: WholeWeights) -> Object:
    return {"from": weights.low, "to": weights.high, "first": list(weights.first)}


def _firmness(firmness: Firmness, rounding: Rounding) -> Object:
    return {
        "first": list(firmness.first),
        "second": firmness.second,
        "margin": published(firmness.margin, rounding),
        "tie_break": firmness.tie_break,
        "close_up_to": _exact(firmness.step.points) | {"criterion": firmness.step.criterion_id},
        "close_calls": [{"bid": call.bid_id, "margin": published(call.margin, rounding)} for call in firmness.close],
        "most_fragile": firmness.most_fragile.target.id if firmness.most_fragile is not None else None,
        "switching_weights": [_switching(switching) for switching in firmness.weights],
        "levels": {
            "averaged": firmness.flips.averaged,
            "tried": firmness.flips.tried,
            "not_tried": firmness.flips.not_tried,
            "flips": [
                {
                    "criterion": flip.criterion_id,
                    "bid": flip.bid_id,
                    "level": plain(flip.level),
                    "to": plain(flip.to),
                    "first": list(flip.first),
                }
                for flip in firmness.flips.found
            ],
        },
        "removals": _removals(firmness),
        "prices": _prices(firmness),
    }


def _switching(switching: Switching) -> Object:
    return {
        "id": switching.target.id,
        "kind": switching.target.kind,
        "now": _exact(switching.now),
        "below": _turn(switching.below),
        "above": _turn(switching.above),
        "why_not_exact": switching.why_not or None,
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


def _removals(firmness: Firmness) -> Object:
    return {
        "relative": firmness.removals.relative,
        "not_tried": firmness.removals.not_tried,
        "changing": [
            {
                "bid": removal.bid_id,
                "first": list(removal.first),
                "changes_first": removal.changes_first,
                "number_moved": removal.number_moved,
                "moved": [{"bid": move.bid_id, "from": move.before, "to": move.after} for move in removal.moved],
            }
            for removal in firmness.removals.changing
        ],
    }


def _prices(firmness: Firmness) -> Object:
    return {
        "why_not": firmness.prices.why_not or None,
        "bids": [
            {
                "bid": price.bid_id,
                "price": plain(price.price),
                "first_up_to": plain(price.at) if price.at is not None else None,
                "at_any_price": price.any_price,
                "why_not": price.why_not or None,
            }
            for price in firmness.prices.found
        ],
    }
