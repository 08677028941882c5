"""The agenda of moderation as plain text of eighty columns: a numbered list that says nothing of the outcome."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.agenda.agenda import Agenda, AgendaItem
from social_value.core.panel.panel_seats import PanelSeat
from social_value.text import shown_text

WIDTH = 80


def agenda_text(agenda: Agenda) -> str:
    """Return the agenda: how many seats are open, and the numbered items."""
    lines = [line for paragraph in _head(agenda) for line in _wrapped(paragraph)]
    for number, item in enumerate(agenda.items, start=1):
        lines += ["", *_item(number, item)]
    return "".join(f"{line}\n" for line in lines)


def _head(agenda: Agenda) -> Iterator[str]:
    yield f"Agenda of moderation: {shown_text(agenda.inputs.procurement.title)}"
    seats, waiting = len(agenda.every_item), agenda.waiting
    if not seats:
        yield "No criterion of this procurement is scored by levels, so there is nothing to moderate."
        return
    waits = "waits" if waiting == 1 else "wait"
    yield f"{waiting or 'None'} of {seats} seats {waits if waiting else 'waits'} for a level."
    if waiting:
        yield "Levels are agreed without rank, total or leader; what-if shows afterwards what a step would change."
    rest = seats - len(agenda.items)
    if rest:
        yield f"Not listed: {_count(rest, 'seat')} with a level and without a question."


def _item(number: int, item: AgendaItem) -> Iterator[str]:
    seat = item.seat
    state = "open" if seat.is_open else "settled"
    label = shown_text(seat.leaf.criterion.label)
    title = f"{seat.leaf.id}, {seat.bid_id}" + (f": {label}" if label != seat.leaf.id else "")
    yield from _wrapped(f"{number}. {title} ({state})", after="   ")
    yield from _wrapped(_levels(seat), "   ", "     ")
    for question in item.questions:
        yield from _wrapped(f"- {shown_text(question.words)}", "   ", "     ")


def _levels(seat: PanelSeat) -> str:
    """Say who gave what, how far apart the levels are, what counts, and who is recused."""
    given = [f"{given_score.giver} {plain(given_score.score.level)}" for given_score in seat.individual]
    parts = [f"Levels: {', '.join(given) or 'none'}"]
    if len(given) > 1:
        spread = _count(seat.spread, "level")
        parts.append(f"spread {spread}, {_count(seat.spread_in_marks, 'mark')}" if seat.spread else "all alike")
    if seat.counts is not None and all(seat.counts.score is not given_score.score for given_score in seat.individual):
        parts.append(f"{seat.counts.giver} {plain(seat.counts.score.level)}")
    if seat.recused:
        parts.append(f"recused: {', '.join(given_score.giver for given_score in seat.recused)}")
    return "; ".join(parts)


def _count(number: object, noun: str) -> str:
    shown = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number}" else f"{number}"
    return f"{shown} {noun}{'' if shown == '1' else 's'}"


def _wrapped(text: str, before: str = "", after: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )
