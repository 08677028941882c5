"""Which reservations are open, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from social_value import __version__
from social_value.core.inputs import Inputs
from social_value.core.law.open_routes import Outcome, RouteResult
from social_value.core.law.scope import CONFIDENCE_WORDS, value_words
from social_value.text import shown_text

SCHEMA = "social-value/route@1"
OUTCOMES: dict[Outcome, str] = {"open": "open", "closed": "closed", "check": "needs a check"}
_STALE = "This rule, or the threshold behind it, is older than it keeps: read it again before relying on it."


def route_text(inputs: Inputs, register_id: str, results: Sequence[RouteResult]) -> str:
    """Return a paragraph for each reservation."""
    lines = [shown_text(inputs.procurement.title), *_facts(inputs, register_id), ""]
    for result in results:
        lines += [*_paragraph(inputs, result), ""]
    return "\n".join(lines)


def _facts(inputs: Inputs, register_id: str) -> Iterator[str]:
    procurement = inputs.procurement
    authority = procurement.authority.type if procurement.authority else "not stated"
    contract = procurement.contract
    bought = f"{contract.service} {value_words(procurement)}" if contract else "contract not stated"
    begun = f"commenced on {procurement.commenced_on}" if procurement.commenced_on else "day of commencement not stated"
    yield f"Authority {authority}; {bought}; {begun}. Rules: {register_id}."
    if _day(inputs) is None:
        yield "No day is known, so the latest rules are used and their age is not checked. Use --as-of."


def _day(inputs: Inputs) -> date | None:
    return inputs.as_of or inputs.procurement.commenced_on


def _paragraph(inputs: Inputs, result: RouteResult) -> Iterator[str]:
    reservation = inputs.procurement.reservation
    made = " (this procurement makes it)" if reservation and result.route.id in reservation.kinds else ""
    yield f"{OUTCOMES[result.outcome].upper()}: {shown_text(result.route.title)} [{result.route.id}]{made}"
    for reason in result.reasons:
        yield f"    {shown_text(reason)}"
    rule = result.rule
    yield f"    Source: {shown_text(rule.reference.title)}; {CONFIDENCE_WORDS[result.confidence]}; read on {rule.as_of}"
    if result.stale_on is not None:
        yield f"    Warning: {_STALE}"


def route_json(inputs: Inputs, register_id: str, results: Sequence[RouteResult]) -> str:
    """Return one JSON document."""
    day, procurement = _day(inputs), inputs.procurement
    document = {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": __version__},
        "procurement": {"id": procurement.id, "title": procurement.title},
        "as_of": day.isoformat() if day else None,
        "rules": register_id,
        "reservations": [_result(inputs, result) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _result(inputs: Inputs, result: RouteResult) -> dict[str, object]:
    reservation, rule = inputs.procurement.reservation, result.rule
    return {
        "id": result.route.id,
        "title": result.route.title,
        "outcome": OUTCOMES[result.outcome].replace(" ", "-"),
        "made": reservation is not None and result.route.id in reservation.kinds,
        "reasons": list(result.reasons),
        "reference": {"title": rule.reference.title, "href": rule.reference.href},
        "confidence": result.confidence,
        "as_of": rule.as_of.isoformat(),
        "stale": result.stale_on is not None,
    }
