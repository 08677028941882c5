"""The workbook of the moderation meeting: what each evaluator gave, side by side, and what the panel agrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from social_value.arithmetic import plain
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import Naming, naming_of
from social_value.core.panel.questions import Question, bids_to_score, method_and_bids, questions
from social_value.core.scoring.seat_levels import GivenScore, counted_scores
from social_value.files.forms.form import Form, FormSheet, Input
from social_value.files.forms.question_sheet import (
    level_input,
    question_head,
    reason_input,
    scale_beside,
    sheet_name,
)
from social_value.files.forms.sheet_draft import SheetDraft
from social_value.fingerprint import fingerprint
from social_value.model.scores import ConsensusScore, EarlierLevel

_WIDTHS = {0: 24.0, 1: 16.0, 2: 9.0, 3: 46.0, 4: 20.0, 5: 2.0, 6: 8.0, 7: 16.0, 8: 44.0}
_LAST = 8
_SCALE = 6
_HEADS = ("Bid", "Given by", "Level", "Rationale", "Evidence")
_LONGEST_ROLE = 100
_LONGEST_LIST = 1000
_REASON_LINES = 4
_WHY_LINES = 3
_INSTRUCTIONS = (
    "Fill in the coloured cells only. Everything else is locked, and is compared with what was issued.",
    (
        "Each bid has a row for every evaluator, with the level and the reason given before the meeting, and a row "
        "for the panel."
    ),
    (
        "Agree a level of the published scale, never a mean, and write the panel's own reason: what the bid says, and "
        "why the panel came to this level."
    ),
    (
        "Where all evaluators gave the same level it is proposed, and only the panel's reason is wanted. To leave a "
        "bid open, clear its level and its reason."
    ),
    (
        "Where the panel has agreed on a level already it stands in its row. To change it, write the new level and "
        "the new reason, and below them who changes it, when and why. The earlier level is kept."
    ),
)


@dataclass(frozen=True, slots=True)
class ModeratedSeat:
    """A bid on a question that the panel has to agree on, with what was given and what is agreed already."""

    question: Question
    bid: str
    given: Sequence[GivenScore]
    agreed: ConsensusScore | None
    key: str

    @property
    def proposed(self) -> str | None:
        """The level that stands in the panel's row when the workbook is made."""
        if self.agreed is not None:
            return plain(self.agreed.level)
        levels = {given.score.level for given in self.given}
        return plain(levels.pop()) if len(levels) == 1 else None


def seats_to_moderate(inputs: Inputs, naming: Naming) -> tuple[ModeratedSeat, ...]:
    """Return the seats that several evaluators scored or the panel agreed on, by question and bid."""
    given = counted_scores(inputs)
    agreed = {(score.criterion, score.bid): score for score in (inputs.consensus.scores if inputs.consensus else ())}
    seats: list[ModeratedSeat] = []
    for question in questions(inputs):
        for number, bid in enumerate(bids_to_score(inputs, naming), start=1):
            seat = (question.id, bid)
            if len(given.get(seat, ())) > 1 or seat in agreed:
                key = f"{question.number}.{number}"
                seats.append(ModeratedSeat(question, bid, given.get(seat, ()), agreed.get(seat), key))
    return tuple(seats)


def moderation_about(inputs: Inputs) -> Mapping[str, str]:
    """Return what a moderation workbook was made for: also the scores as they stood."""
    files = (*sorted(inputs.scores, key=lambda scores: scores.evaluator.id), inputs.consensus)
    given = [file.model_dump(by_alias=True, exclude_defaults=True) if file else None for file in files]
    scores = fingerprint([given, naming_of(inputs).seal])
    return {"procurement": inputs.procurement.id, **method_and_bids(inputs), "scores": scores}


def moderation_book(inputs: Inputs) -> Form:
    """Return the workbook of the moderation meeting."""
    naming = naming_of(inputs)
    seats = seats_to_moderate(inputs, naming)
    asked = dict.fromkeys(seat.question.number for seat in seats)
    sheets = [_question([seat for seat in seats if seat.question.number == number], naming) for number in asked]
    return Form("moderation", "Moderation", moderation_about(inputs), (_front(inputs), *sheets))


def _front(inputs: Inputs) -> FormSheet:
    draft = SheetDraft("Moderation", {0: 40.0, 1: 40.0, 2: 40.0})
    draft.text(0, 0, "Moderation", "title")
    row = draft.across(1, 0, 2, inputs.procurement.title) + 1
    draft.text(row, 0, "What to do", "section")
    row += 1
    for number, line in enumerate(_INSTRUCTIONS, start=1):
        row = draft.across(row, 0, 2, f"{number}. {line}")
    draft.text(row + 1, 0, "Evaluators", "section")
    row += 2
    for sheet in sorted(inputs.scores, key=lambda sheet: sheet.evaluator.id):
        draft.text(row, 0, sheet.evaluator.id, "wrapped")
        draft.text(row, 1, sheet.evaluator.role or "", "wrapped")
        row += 1
    _minutes(draft, row + 1)
    return draft.sheet()


def _minutes(draft: SheetDraft, row: int) -> None:
    """Write the cells of the minutes; what moved the panel stands with each level, in its reason."""
    draft.text(row, 0, "Minutes", "section")
    cells = (
        ("Held on", Input("held_on", "date", "the day of the meeting"), "The day of this meeting."),
        (
            "Moderator",
            Input("moderator", "text", "who moderated", longest=_LONGEST_ROLE),
            "A role, not a name.",
        ),
        ("Attendees", Input("attendees", "text", "who took part", longest=_LONGEST_LIST), "Codes of the evaluators."),
        ("Text confirmed", Input("confirmed", "flag", "whether the panel confirmed the text"), "Levels and reasons."),
    )
    for label, cell, note in cells:
        row += 1
        draft.text(row, 0, label, "label")
        draft.put(row, 1, cell)
        draft.text(row, 2, note, "note")


def _question(seats: Sequence[ModeratedSeat], naming: Naming) -> FormSheet:
    question = seats[0].question
    draft = SheetDraft(sheet_name(question), _WIDTHS)
    row = question_head(draft, question, _LAST)
    draft.heads(row, _HEADS)
    scale_beside(draft, row, _SCALE, question.scale)
    row += 1
    for seat in seats:
        row = _seat(draft, row, seat, naming)
    return draft.sheet()


def _seat(draft: SheetDraft, row: int, seat: ModeratedSeat, naming: Naming) -> int:
    """Write the rows of a bid: one an evaluator, one a level that was agreed and changed, and the panel's own."""
    for given in seat.given:
        _given(draft, row, seat, given, naming)
        row += 1
    for earlier in seat.agreed.earlier if seat.agreed else ():
        _earlier(draft, row, seat, earlier, naming)
        row += 1
    label = naming.label(seat.bid)
    about = f"{label} on {seat.question.id}"
    draft.text(row, 0, label, "label")
    draft.text(row, 1, "Panel, agreed before" if seat.agreed else "Panel", "label")
    level = level_input(f"{seat.key}.level", f"the level agreed for {about}", seat.question.scale, seat.proposed)
    draft.put(row, 2, level)
    reason = naming.masked(seat.agreed.rationale or "", seat.bid) if seat.agreed else None
    draft.put(row, 3, reason_input(f"{seat.key}.rationale", f"the panel's reason for {about}", reason or None))
    evidence = naming.masked(seat.agreed.evidence, seat.bid) if seat.agreed and seat.agreed.evidence else None
    draft.put(row, 4, reason_input(f"{seat.key}.evidence", f"the evidence for {about}", evidence))
    draft.lines(row, _REASON_LINES)
    row += 1
    if seat.agreed is not None:
        for label_text, cell in _change_cells(seat.key, about):
            draft.text(row, 1, label_text, "note")
            draft.put(row, 3, cell)
            row += 1
        draft.lines(row - 1, _WHY_LINES)
    return row + 1


def _given(draft: SheetDraft, row: int, seat: ModeratedSeat, given: GivenScore, naming: Naming) -> None:
    draft.text(row, 0, naming.label(seat.bid), "wrapped")
    draft.text(row, 1, given.giver, "wrapped")
    draft.text(row, 2, plain(given.score.level), "wrapped")
    draft.text(row, 3, naming.masked(given.score.rationale or "", seat.bid), "wrapped")
    draft.text(row, 4, naming.masked(given.score.evidence or "", seat.bid), "wrapped")


def _earlier(draft: SheetDraft, row: int, seat: ModeratedSeat, earlier: EarlierLevel, naming: Naming) -> None:
    draft.text(row, 0, naming.label(seat.bid), "wrapped")
    draft.text(row, 1, f"Panel, until {earlier.changed_on.isoformat()}", "wrapped")
    draft.text(row, 2, plain(earlier.level), "wrapped")
    draft.text(row, 3, naming.masked(earlier.rationale, seat.bid), "wrapped")
    draft.text(row, 4, naming.masked(f"Changed by {earlier.changed_by}: {earlier.reason}", seat.bid), "wrapped")


def _change_cells(key: str, about: str) -> Iterator[tuple[str, Input]]:
    by = f"who changes the level of {about}"
    yield "Changed by", Input(f"{key}.changed_by", "text", by, longest=_LONGEST_ROLE, hint="A role, not a name.")
    yield "Changed on", Input(f"{key}.changed_on", "date", f"when the level of {about} is changed")
    yield "Why", reason_input(f"{key}.reason", f"why the level of {about} is changed")
