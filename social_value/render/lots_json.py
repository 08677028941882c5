"""The results of all lots as one JSON document. Published numbers are strings at the published places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

from social_value.arithmetic import plain
from social_value.core.lots.evaluate_lots import LotsEvaluation
from social_value.core.lots.lots_together import Across, InLot, Way
from social_value.core.provenance import Provenance
from social_value.findings import Finding
from social_value.render.findings_text import finding_json
from social_value.render.result_json import outstanding_json, result_json
from social_value.wording import published

SCHEMA = "social-value/results@1"


def results_json(
    evaluation: LotsEvaluation,
    stamp: Provenance,
    findings: Sequence[Finding],
    by_lot: Sequence[Sequence[Finding]],
) -> Iterator[str]:
    """Yield the parts of one JSON document: one result a lot with its own findings, then the lots together with all."""
    procurement, across = evaluation.inputs.procurement, evaluation.across
    head = {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": stamp.version},
        "procurement": {"id": procurement.id, "title": procurement.title},
    }
    # Written lot by lot, so that the results of all lots never stand in memory as one text.
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "lots": ['
    for number, (of_lot, findings_of_lot) in enumerate(zip(evaluation.lots, by_lot, strict=True)):
        yield ",\n" if number else "\n"
        yield from result_json(of_lot, stamp, findings_of_lot)
    after = {
        "together": _together(across),
        "outstanding": [outstanding_json(open_point) for open_point in evaluation.outstanding],
        "findings": [finding_json(finding) for finding in findings],
    }
    yield " ],\n" + json.dumps(after, ensure_ascii=False, indent=1).removeprefix("{\n") + "\n"


def _together(across: Across) -> dict[str, object]:
    limit = across.limit
    return {
        "limit": {"most_awarded": limit.most_awarded, "choose": limit.choose} if limit is not None else None,
        "awards": [
            {
                "lot": lot.id,
                **_bid(across, across.awarded(lot.id)),
                "unsettled": list(across.unsettled(lot.id)),
                "first_alone": list(across.alone(lot.id)),
            }
            for lot in across.lots
        ],
        "best_for_each_lot": _way(across, across.best) if across.best is not None else None,
        "best_single_supplier": [_single(across, way) for way in across.singles],
    }


def _bid(across: Across, in_lot: InLot | None) -> dict[str, str | None]:
    if in_lot is None:
        return {"bid": None, "supplier": None, "total": None, "price": None}
    total = published(in_lot.total, across.first.rounding)
    return {"bid": in_lot.bid.id, "supplier": in_lot.bid.supplier.name, "total": total, "price": _price(in_lot.price)}


def _way(across: Across, way: Way) -> dict[str, object]:
    return {
        "bids": [in_lot.bid.id for in_lot in way.bids],
        "total": published(way.total, across.first.rounding),
        "total_by_value": published(way.total_by_value, across.first.rounding),
        "price": _price(way.price),
    }


def _single(across: Across, way: Way) -> dict[str, object]:
    return {"supplier": way.supplier, **_way(across, way), "mixing": _mixing(across, across.best, way)}


def _mixing(across: Across, best: Way | None, single: Way) -> dict[str, str | None] | None:
    """Return what the best supplier for each lot comes to, less what a single one does."""
    if best is None:
        return None
    rounding = across.first.rounding
    return {
        "total": published(best.total - single.total, rounding),
        "total_by_value": published(_apart(best.total_by_value, single.total_by_value), rounding),
        "price": _price(_apart(best.price, single.price)),
    }


def _apart(value: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if value is None or other is None else value - other


def _price(price: Fraction | None) -> str | None:
    return None if price is None else plain(price)
