"""The agenda of moderation as JSON, for other programs."""

from __future__ import annotations

import json

from social_value import __version__
from social_value.arithmetic import plain
from social_value.core.agenda.agenda import Agenda, AgendaItem

SCHEMA = "social-value/agenda@2"


def agenda_json(agenda: Agenda) -> str:
    """Return every seat in the order of the agenda, with its levels and questions, as one JSON document."""
    procurement = agenda.inputs.procurement
    document = {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": __version__},
        "procurement": {"id": procurement.id, "title": procurement.title},
        "seats": len(agenda.every_item),
        "open": agenda.waiting,
        "items": [_item(item) for item in agenda.every_item],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _item(item: AgendaItem) -> dict[str, object]:
    seat = item.seat
    return {
        "criterion": seat.leaf.id,
        "bid": seat.bid_id,
        "open": seat.is_open,
        "levels": [
            {"evaluator": given_score.giver, "level": plain(given_score.score.level)} for given_score in seat.individual
        ],
        "consensus": plain(seat.consensus.level) if seat.consensus else None,
        "owed_by": list(seat.owed_by),
        "recused": [given_score.giver for given_score in seat.recused],
        "spread": {"levels": plain(seat.spread), "marks": plain(seat.spread_in_marks)},
        "questions": [
            {"kind": question.kind, "to": list(question.to), "words": question.words} for question in item.questions
        ],
    }
