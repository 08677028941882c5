"""From the cells of a returned moderation workbook to the minutes of its meeting."""

from __future__ import annotations

from datetime import date

from social_value.codes.panel import MINUTES_INCOMPLETE
from social_value.files.forms.form import Answers
from social_value.files.forms.returned import CellNotes, text_of
from social_value.model.base import is_identifier
from social_value.model.scores import Meeting

_PARTS = {"held_on": "the day", "moderator": "who moderated", "attendees": "who took part", "confirmed": "the text"}


def read_minutes(answers: Answers, notes: CellNotes) -> Meeting | None:
    """Return the minutes where any of their cells is filled in, and note what is then missing."""
    given = {part: answers[part] for part in _PARTS}
    if all(answer.value is None for answer in given.values()):
        return None
    missing = [part for part, answer in given.items() if answer.value is None]
    codes = (text_of(given["attendees"]) or "").replace(",", " ").replace(";", " ").split()
    missing += ["attendees"] if "attendees" not in missing and not all(map(is_identifier, codes)) else []
    missing += ["confirmed"] if given["confirmed"].value in (False, "no") else []
    for part in missing:
        message = f"the minutes do not say {_PARTS[part]}, or say no."
        way_out = (
            "Fill in this cell: a day, a role, codes of evaluators, and yes once the panel has confirmed the text."
        )
        notes.add(MINUTES_INCOMPLETE.at(notes.place(given[part]), message, way_out))
    if missing:
        return None
    held_on = date.fromisoformat(str(given["held_on"].value))
    return Meeting(
        held_on=held_on, moderator=str(given["moderator"].value).strip(), attendees=tuple(codes), confirmed=True
    )
