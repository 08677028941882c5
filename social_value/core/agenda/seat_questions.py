"""The questions that the panel answers at a seat, in neutral words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from social_value.arithmetic import plain
from social_value.core.agenda.comparisons import comparison_in
from social_value.core.agenda.rationales import Rationales, Writing
from social_value.core.panel.panel_seats import PanelSeat

Kind = Literal[
    "not-scored", "score-missing", "levels-differ", "levels-agree", "consensus-outside", "paraphrase", "same-text",
    "not-published", "compares-bids",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with what raised it and which evaluators, or the consensus, it is put to."""

    kind: Kind
    to: tuple[str, ...]
    words: str


def questions_of(seat: PanelSeat, rationales: Rationales) -> tuple[Question, ...]:
    """Return the questions of a seat: on its levels, then on its rationales."""
    return (*_on_levels(seat), *_on_rationales(seat, rationales))


def _on_levels(seat: PanelSeat) -> Iterator[Question]:
    givers = tuple(seat_score.giver for seat_score in seat.individual)
    if seat.is_open and not givers:
        yield Question("not-scored", (), "Nobody has scored this seat. Who does?")
    elif seat.owed_by:
        owes = "owes" if len(seat.owed_by) == 1 else "owe"
        yield Question("score-missing", seat.owed_by, f"{listed(seat.owed_by)} {owes} a score here. Why is there none?")
    if seat.proposed is not None:
        words = f"All gave {plain(seat.proposed)}. Is it the panel's level, and for which reason?"
        yield Question("levels-agree", givers, words)
    elif seat.is_open and givers:
        yield Question("levels-differ", givers, f"{_extremes(seat)} Which parts of the answer does each level rest on?")
    agreed = seat.consensus
    if agreed is not None and seat.outside:
        low, high = plain(min(seat.levels)), plain(max(seat.levels))
        given = f"gave {low}" if low == high else f"gave {low} to {high}"
        words = (
            f"The panel agreed on {plain(agreed.level)}, and evaluators {given}. What was seen that nobody had seen?"
        )
        yield Question("consensus-outside", ("consensus",), words)


def _extremes(seat: PanelSeat) -> str:
    lowest, highest = min(seat.levels), max(seat.levels)
    low = listed(tuple(seat_score.giver for seat_score in seat.individual if seat_score.score.level == lowest))
    high = listed(tuple(seat_score.giver for seat_score in seat.individual if seat_score.score.level == highest))
    return f"{low} gave {plain(lowest)}, {high} gave {plain(highest)}."


def _on_rationales(seat: PanelSeat, rationales: Rationales) -> Iterator[Question]:
    for writing in rationales.of_seat[seat.key]:
        if rationales.says_nothing(writing):
            words = f"The reason of {writing.giver} repeats the scale or the criterion. What does this bid say?"
            yield Question("paraphrase", (writing.giver,), words)
        elif rationales.is_too_short(writing):
            words = f'The reason of {writing.giver} is no more than "{writing.text.strip()}". What does this bid say?'
            yield Question("paraphrase", (writing.giver,), words)
        for name in rationales.unpublished(writing):
            words = (
                f'The reason of {writing.giver} names "{name}", which neither the method nor the files of the bid do. '
                "Does the level rest on it?"
            )
            yield Question("not-published", (writing.giver,), words)
        comparison = comparison_in(writing.text)
        if comparison is not None:
            words = (
                f'The reason of {writing.giver} says "{comparison}". Is the answer judged by the scale, and not by '
                "another bid?"
            )
            yield Question("compares-bids", (writing.giver,), words)
        same = [other for other in rationales.alike.get(rationales.words_of(writing), ()) if other is not writing]
        if same:
            yield Question("same-text", (writing.giver,), _same_text(writing, same))


def _same_text(writing: Writing, others: list[Writing]) -> str:
    places = [_where(writing, other) for other in others[:3]]
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return (
        f"The reason of {writing.giver} is, word for word, the one {listed(tuple(places))}{more}. "
        "Which reason is this seat's own?"
    )


def _where(writing: Writing, other: Writing) -> str:
    """Say where the other rationale stands: what differs from the first is named."""
    parts = [f"of {other.giver}"] if other.giver != writing.giver else []
    parts += [f"on {other.seat.leaf.id}"] if other.seat.leaf.id != writing.seat.leaf.id else []
    parts += [f"for {other.seat.bid_id}"] if other.seat.bid_id != writing.seat.bid_id else []
    return " ".join(parts)


def listed(names: tuple[str, ...]) -> str:
    """Return names with commas and a last "and".

    >>> listed(("a", "b", "c")), listed(("a",))
    ('a, b and c', 'a')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
