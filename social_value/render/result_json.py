"""The result as JSON: the contract for other programs. Published numbers are strings at the published places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from social_value.core.clarifications.questions_to_bidders import clarifications_of
from social_value.core.evaluation.results import Evaluation
from social_value.core.organisations import shared_commitments, shared_organisations
from social_value.core.provenance import Provenance
from social_value.core.sections.registry import sections_of
from social_value.findings import Finding, Outstanding
from social_value.render.bid_json import bid_json, decimal_of
from social_value.render.findings_text import finding_json
from social_value.render.sections_json import section_json
from social_value.render.stages_json import stages_json
from social_value.wording import published

SCHEMA = "social-value/result@1"
_LAYOUT: dict[str, Any] = {"ensure_ascii": False, "indent": 1}


def result_json(evaluation: Evaluation, stamp: Provenance, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the parts of one JSON document, a bid at a time, so that a large result never stands in memory whole."""
    before = json.dumps(_before_bids(evaluation, stamp), **_LAYOUT)
    yield before.removesuffix("\n}") + ',\n "bids": ['
    asked = clarifications_of(evaluation)
    for number, result in enumerate(evaluation.bids):
        yield (
            ("," if number else "")
            + "\n"
            + "  "
            + json.dumps(bid_json(evaluation, result, asked.get(result.id, ())), **_LAYOUT).replace("\n", "\n  ")
        )
    after = json.dumps(_after_bids(evaluation, findings), **_LAYOUT)
    yield "\n ],\n" + after.removeprefix("{\n") + "\n"


def _before_bids(evaluation: Evaluation, stamp: Provenance) -> dict[str, object]:
    procurement, method = evaluation.inputs.published.procurement, evaluation.field.method.method
    lot = evaluation.inputs.lot
    return {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": stamp.version},
        "procurement": {
            "id": procurement.id,
            "title": procurement.title,
            "lot": {"id": lot.id, "title": lot.title} if lot is not None else None,
        },
        "regime": _regime(evaluation),
        "method": {"id": method.id, "unit": evaluation.unit},
        "framework": _framework(stamp),
        "fingerprint": stamp.fingerprint,
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in stamp.files],
    }


def _after_bids(evaluation: Evaluation, findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "award": {
            "bids": list(evaluation.award.bids),
            "margin": published(evaluation.award.margin, evaluation.rounding),
            "tie_break": evaluation.award.tie_break,
        },
        "equal_as_published": [list(equal) for equal in evaluation.equal_as_published],
        "award_outcome": _award_outcome(evaluation),
        **stages_json(evaluation),
        "conflicts": _conflicts(evaluation),
        "leave_one_out": _leave_one_out(evaluation),
        "sections": [
            section_json(section, evaluation.bids, partial(decimal_of, evaluation))
            for section in sections_of(evaluation)
        ],
        "outstanding": [outstanding_json(open_point) for open_point in evaluation.outstanding],
        "findings": [finding_json(finding) for finding in findings],
    }


def _regime(evaluation: Evaluation) -> dict[str, object]:
    regime = evaluation.regime
    return {
        "procedure": regime.procedure,
        "light_touch": regime.light_touch,
        "under_act": regime.under_act,
        "derived_from": regime.derived_from or None,
    }


def _award_outcome(evaluation: Evaluation) -> dict[str, object]:
    """Return who is proposed after what was decided beyond the ranking, and which results no longer hold."""
    outcome = evaluation.award_outcome
    return {
        "proposed": list(evaluation.chosen),
        "no_award": outcome.no_award.reason if outcome.no_award is not None else None,
        "fallen_away": [decision.bid for decision in outcome.fallen_away],
        "superseded": list(outcome.superseded),
    }


def _framework(stamp: Provenance) -> dict[str, str] | None:
    if stamp.framework is None:
        return None
    return {
        "id": stamp.framework.id,
        "version": stamp.framework.version,
        "fingerprint": stamp.framework.fingerprint,
    }


def _leave_one_out(evaluation: Evaluation) -> dict[str, object] | None:
    left_out = evaluation.leave_one_out
    if left_out is None:
        return None
    deciding = [
        {"bid": deciding.bid_id, "winners_without": list(deciding.winners_without)} for deciding in left_out.deciding
    ]
    return {"deciding": deciding, "losing": left_out.losing, "not_tried": left_out.not_tried}


def _conflicts(evaluation: Evaluation) -> dict[str, object]:
    """Return who takes part in more than one bid, and what one organisation promises in more than one."""
    bids = evaluation.inputs.bids
    return {
        "organisations": [
            {"name": organisation.name, "bids": [bid.id for bid, _ in organisation.parts]}
            for organisation in shared_organisations(bids)
        ],
        "commitments": [
            {
                "name": commitment.organisation,
                "promised_in": [
                    {
                        "bid": bid.id,
                        "commitment": bid.commitments[number].id,
                        "counted": (bid, number) == commitment.parts[0],
                    }
                    for bid, number in commitment.parts
                ],
            }
            for commitment in shared_commitments(bids)
        ],
    }


def outstanding_json(open_point: Outstanding) -> dict[str, str]:
    """Return what is outstanding as JSON gives it."""
    return {
        "code": open_point.code,
        "about": open_point.about,
        "message": open_point.message,
        "way_out": open_point.way_out,
    }
