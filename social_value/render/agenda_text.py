"""The agenda of moderation as plain text of eighty columns: a numbered list, the weightiest seat first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.agenda.agenda import Agenda, AgendaItem
from social_value.core.agenda.effects import Change
from social_value.core.agenda.seat_questions import listed
from social_value.core.evaluation.results import publish
from social_value.core.panel.panel_seats import PanelSeat
from social_value.text import shown_text
from social_value.wording import published

WIDTH = 80
_MOST_MOVED = 4


def agenda_text(agenda: Agenda) -> str:
    """Return the agenda: how many seats are open, what decides the winner, and the numbered items."""
    lines = [line for paragraph in _head(agenda) for line in _wrapped(paragraph)]
    for number, item in enumerate(agenda.items, start=1):
        lines += ["", *_item(agenda, number, item)]
    return "".join(f"{line}\n" for line in lines)


def _head(agenda: Agenda) -> Iterator[str]:
    yield f"Agenda of moderation: {shown_text(agenda.inputs.procurement.title)}"
    seats, waiting = len(agenda.every_item), agenda.waiting
    if not seats:
        yield "No criterion of this procurement is scored by levels, so there is nothing to moderate."
        return
    waits = "waits" if waiting == 1 else "wait"
    yield f"{waiting or 'None'} of {seats} seats {waits if waiting else 'waits'} for a level."
    yield from _outcome(agenda)
    rest = seats - len(agenda.items)
    if rest:
        left = _count(rest, "seat")
        yield f"Not listed: {left} with a level and without a question, whose own level cannot change who is first."


def _outcome(agenda: Agenda) -> Iterator[str]:
    if agenda.settled is None:
        names = listed(tuple(_seat_name(item.seat) for item in agenda.not_scored[:3]))
        more = " and others" if len(agenda.not_scored) > 3 else ""
        yield f"What a level decides cannot be told yet, because nobody scored {names}{more}."
        return
    if agenda.waiting:
        yield (
            "Where a seat waits, the median of its levels stands in, to tell what would change; of an even number it "
            "is the lower of the two in the middle. It is no proposal and enters no mark."
        )
    yield _first(agenda)
    if agenda.decisive:
        items = listed(tuple(map(str, agenda.decisive)))
        single = len(agenda.decisive) == 1
        yield f"{'Item' if single else 'Items'} {items} can decide who is first, by another level at that seat alone."
    else:
        yield "No other level at any one seat changes who is first."


def _first(agenda: Agenda) -> str:
    if agenda.settled is None or not agenda.first:
        return "As it stands, no bid can be ranked."
    rounding = agenda.inputs.procurement.evaluation.rounding
    total = agenda.settled.total(agenda.first[0])
    shown = published(publish(total, rounding), rounding) if total is not None else ""
    if len(agenda.first) > 1:
        return f"As it stands, {listed(agenda.first)} tie for first place with {shown}."
    return f"As it stands, {agenda.first[0]} is first with {shown}."


def _item(agenda: Agenda, number: int, item: AgendaItem) -> Iterator[str]:
    seat = item.seat
    state = "open" if seat.is_open else "settled"
    label = shown_text(seat.leaf.criterion.label)
    title = f"{seat.leaf.id}, {seat.bid_id}" + (f": {label}" if label != seat.leaf.id else "")
    yield from _wrapped(f"{number}. {title} ({state})", after="   ")
    for line in (_levels(seat), *_effects(agenda, item)):
        yield from _wrapped(line, "   ", "     ")
    for question in item.questions:
        yield from _wrapped(f"- {shown_text(question.words)}", "   ", "     ")


def _levels(seat: PanelSeat) -> str:
    """Say who gave what, how far apart the levels are, and what counts or stands in."""
    given = [f"{given_score.giver} {plain(given_score.score.level)}" for given_score in seat.individual]
    parts = [f"Levels: {', '.join(given) or 'none'}"]
    if len(given) > 1:
        spread = _count(seat.spread, "level")
        parts.append(f"spread {spread}, {_count(seat.spread_in_marks, 'mark')}" if seat.spread else "all alike")
    if seat.counts is not None and all(seat.counts.score is not given_score.score for given_score in seat.individual):
        parts.append(f"{seat.counts.giver} {plain(seat.counts.score.level)}")
    elif seat.is_open and seat.proposed is None and seat.stands_at is not None:
        parts.append(f"median {plain(seat.stands_at)}")
    return "; ".join(parts)


def _effects(agenda: Agenda, item: AgendaItem) -> Iterator[str]:
    """Say what the smallest changes do; one that changes the winner is not said again as one of the order."""
    here = item.seat.stands_at
    if here is None:
        return
    for change in item.effect.winner:
        yield f"{plain(change.level)} instead of {plain(here)} {_puts_first(agenda, change)}."
    for change in item.effect.order:
        if change not in item.effect.winner:
            yield f"{plain(change.level)} instead of {plain(here)} changes the order: {_moves(item.seat, change)}."


def _puts_first(agenda: Agenda, change: Change) -> str:
    if not change.first:
        return "leaves no bid in first place"
    if len(change.first) > 1:
        return f"ties {listed(change.first)} for first place"
    lost = [bid for bid in agenda.first if bid not in change.first]
    alone = (
        f", and {listed(tuple(lost))} out of the ranking" if lost and all(_leaves(change, bid) for bid in lost) else ""
    )
    if change.first[0] in agenda.first:
        return f"puts {change.first[0]} first alone{alone}"
    return f"puts {change.first[0]} first{alone}"


def _leaves(change: Change, bid: str) -> bool:
    return bid in change.moved and change.moved[bid][1] is None


def _moves(seat: PanelSeat, change: Change) -> str:
    """Say which ranks differ, that of the seat's own bid first."""
    ids = sorted(change.moved, key=lambda bid: bid != seat.bid_id)
    said = [_move(bid, *change.moved[bid]) for bid in ids[:_MOST_MOVED]]
    more = f"; {len(ids) - _MOST_MOVED} more move" if len(ids) > _MOST_MOVED else ""
    return f"{'; '.join(said)}{more}"


def _move(bid: str, before: int | None, after: int | None) -> str:
    if before is None:
        return f"{bid} comes in at rank {after}"
    return f"{bid} loses its rank {before}" if after is None else f"{bid} from rank {before} to {after}"


def _seat_name(seat: PanelSeat) -> str:
    return f"{seat.bid_id} on {seat.leaf.id}"


def _count(number: object, noun: str) -> str:
    shown = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number}" else f"{number}"
    return f"{shown} {noun}{'' if shown == '1' else 's'}"


def _wrapped(text: str, before: str = "", after: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )
