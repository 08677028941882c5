"""The agenda of moderation as JSON, for other programs."""

from __future__ import annotations

import json

from social_value import __version__
from social_value.arithmetic import plain
from social_value.core.agenda.agenda import Agenda, AgendaItem
from social_value.core.agenda.effects import Change

SCHEMA = "social-value/agenda@1"


def agenda_json(agenda: Agenda) -> str:
    """Return every seat in the order of the agenda, with its effects and questions, as one JSON document."""
    procurement = agenda.inputs.procurement
    document = {
        "schema": SCHEMA,
        "tool": {"name": "social-value", "version": __version__},
        "procurement": {"id": procurement.id, "title": procurement.title},
        "seats": len(agenda.every_item),
        "open": agenda.waiting,
        "first": list(agenda.first),
        "effects_known": agenda.settled is not None,
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
        "stands_at": plain(seat.stands_at) if seat.stands_at is not None else None,
        "spread": {"levels": plain(seat.spread), "marks": plain(seat.spread_in_marks)},
        "changes_winner": [_change(change) for change in item.effect.winner],
        "changes_order": [_change(change) for change in item.effect.order],
        "questions": [
            {"kind": question.kind, "to": list(question.to), "words": question.words} for question in item.questions
        ],
    }


def _change(change: Change) -> dict[str, object]:
    moved = [{"bid": bid, "from": before, "to": after} for bid, (before, after) in change.moved.items()]
    return {"level": plain(change.level), "first": list(change.first), "moved": moved}
