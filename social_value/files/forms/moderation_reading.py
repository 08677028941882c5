"""From a returned moderation workbook to the panel's consensus: what it agreed, and what it changed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from social_value.codes.panel import (
    CHANGE_NOT_MADE,
    CHANGE_UNEXPLAINED,
    CONSENSUS_CLEARED,
    CONSENSUS_LEFT_OPEN,
    LEVEL_MISSING,
    NAME_WITHHELD,
)
from social_value.codes.scores import RATIONALE_MISSING
from social_value.core.inputs import Inputs
from social_value.core.lot_inputs import elsewhere
from social_value.core.panel.pseudonyms import WITHHELD, Naming, naming_of
from social_value.errors import InputError
from social_value.files.forms.form import Answer, Answers
from social_value.files.forms.form_reading import about_of, read_form
from social_value.files.forms.minutes_reading import read_minutes
from social_value.files.forms.moderation_book import (
    ModeratedSeat,
    moderation_about,
    moderation_book,
    seats_to_moderate,
)
from social_value.files.forms.returned import CellNotes, made_for_another, text_of
from social_value.findings import Finding, has_errors
from social_value.model.scores import Consensus, ConsensusScore, EarlierLevel, Meeting
from social_value.text import says_something


@dataclass(frozen=True, slots=True)
class Moderated:
    """The consensus as it is after the meeting, and how many levels were agreed and changed."""

    consensus: Consensus
    agreed: int
    changed: int


def read_moderation(path: Path, inputs: Inputs) -> tuple[Moderated, tuple[Finding, ...]]:
    """Return the consensus that a workbook leads to, with warnings.

    Raises InputError with every finding where any is an error.
    """
    shown = path.as_posix()
    wrong = tuple(made_for_another(shown, "moderation", about_of(path), moderation_about(inputs)))
    if wrong:
        raise InputError(wrong)
    answers, findings = read_form(path, moderation_book(inputs))
    notes, naming = CellNotes(shown, findings), naming_of(inputs)
    outcomes = [_Row(seat, answers, notes, naming).outcome() for seat in seats_to_moderate(inputs, naming)]
    meeting = read_minutes(answers, notes)
    if has_errors(notes.findings):
        raise InputError(notes.findings)
    return _together(inputs, [outcome for outcome in outcomes if outcome is not None], meeting), tuple(notes.findings)


def _together(inputs: Inputs, outcomes: list[ConsensusScore], meeting: Meeting | None) -> Moderated:
    """Put changed levels where they stood and new ones at the end; what the workbook does not hold stays.

    What was agreed on bids of other lots comes first.
    """
    before = inputs.consensus.scores if inputs.consensus else ()
    known = {(score.criterion, score.bid) for score in before}
    day = meeting.held_on if meeting is not None else None
    new = {(score.criterion, score.bid): score.model_copy(update={"agreed_on": day}) for score in outcomes}
    kept = [new.get((score.criterion, score.bid), score) for score in before]
    added = [score for seat, score in new.items() if seat not in known]
    scores = (*elsewhere(inputs), *kept, *added)
    held = (*(inputs.consensus.meetings if inputs.consensus else ()), *([meeting] if meeting and new else []))
    meetings = tuple(dict.fromkeys(held))
    consensus = Consensus.model_construct(kind="consensus", schema_version=1, meetings=meetings, scores=scores)
    return Moderated(consensus, len(added), len(new) - len(added))


class _Row:
    """What came back in the rows of one seat."""

    def __init__(self, seat: ModeratedSeat, answers: Answers, notes: CellNotes, naming: Naming) -> None:
        self.seat = seat
        self.notes = notes
        self.naming = naming
        self.about = f'{naming.label(seat.bid)} on "{seat.question.id}"'
        self.level = answers[f"{seat.key}.level"]
        self.rationale = answers[f"{seat.key}.rationale"]
        self.evidence = answers[f"{seat.key}.evidence"]
        self.change: Mapping[str, Answer] = {
            part: answers[f"{seat.key}.{part}"]
            for part in ("changed_by", "changed_on", "reason")
            if f"{seat.key}.{part}" in answers
        }

    def outcome(self) -> ConsensusScore | None:
        """Return the consensus that is new or changed, or None where nothing is to be written."""
        agreed = self.seat.agreed
        if agreed is None:
            return self._new()
        if self._is_unchanged(agreed):
            self._nothing_changed()
            return None
        return self._changed(agreed)

    def _new(self) -> ConsensusScore | None:
        if self.level.value is None and text_of(self.rationale) is None:
            message = f"{self.about} has no consensus yet."
            self.notes.add(
                CONSENSUS_LEFT_OPEN.at(self.notes.place(self.level), message, "Agree a level and its reason.")
            )
            return None
        return self._score(()) if self._is_whole() else None

    def _is_whole(self) -> bool:
        """Tell whether there are a level and a reason without withheld names, and note what is missing."""
        if self.level.value is None:
            message = f"the panel gives a reason for {self.about} and no level."
            self.notes.add(LEVEL_MISSING.at(self.notes.place(self.level), message, "Choose a level of the scale."))
        if text_of(self.rationale) is None:
            message = f"the level of {self.about} has no reason of the panel's own."
            way_out = "Write why the panel came to this level; or clear the level to leave the bid open."
            self.notes.add(RATIONALE_MISSING.at(self.notes.place(self.rationale), message, way_out))
        reason = self._kept("rationale")
        agreed = self.seat.agreed.rationale if self.seat.agreed else None
        if reason is not None and reason != agreed and not says_something(reason):
            message = f'the panel\'s reason for {self.about} says nothing: "{reason}".'
            way_out = "Say in three words or more what the bid says, and why the panel came to this level."
            self.notes.add(RATIONALE_MISSING.at(self.notes.place(self.rationale), message, way_out))
            return False
        complete = self.level.value is not None and reason is not None
        return not self._holds_withheld_names() and complete

    def _holds_withheld_names(self) -> bool:
        """Note every new text with a withheld name in it: the record would never say which name it was."""
        written = [(self.rationale, self._kept("rationale")), (self.evidence, self._kept("evidence"))]
        written += [(answer, text_of(answer)) for answer in self.change.values()]
        held = [
            answer
            for answer, to_store in written
            if self.naming.known and WITHHELD in (text_of(answer) or "") and to_store == text_of(answer)
        ]
        for answer in held:
            message = f"a text about {self.about} holds {WITHHELD}, and the record would not say who is meant."
            way_out = "Write it in words that name no bidder, such as what the bid offers."
            self.notes.add(NAME_WITHHELD.at(self.notes.place(answer), message, way_out))
        return bool(held)

    def _kept(self, part: Literal["rationale", "evidence"]) -> str | None:
        """Return what a reason or evidence says, as it was agreed where the panel left it as it was shown."""
        answer = self.rationale if part == "rationale" else self.evidence
        agreed: str | None = getattr(self.seat.agreed, part, None)
        return agreed if agreed and text_of(answer) == self._masked(agreed) else text_of(answer)

    def _is_unchanged(self, agreed: ConsensusScore) -> bool:
        return (
            self.level.value is not None
            and self._given_level() == agreed.level
            and text_of(self.rationale) == self._masked(agreed.rationale)
            and text_of(self.evidence) == self._masked(agreed.evidence)
        )

    def _masked(self, text: str | None) -> str | None:
        return self.naming.masked(text, self.seat.bid).strip() or None if text else None

    def _nothing_changed(self) -> None:
        for answer in self.change.values():
            if answer.value is not None:
                message = f"{self.about} says who changes it, when or why, and its level and reason are as they were."
                way_out = "Write the new level and reason, or clear this cell."
                self.notes.add(CHANGE_NOT_MADE.at(self.notes.place(answer), message, way_out))
                return

    def _changed(self, agreed: ConsensusScore) -> ConsensusScore | None:
        if self.level.value is None and text_of(self.rationale) is None:
            message = f"the level of {self.about} was agreed, and is cleared here."
            self.notes.add(
                CONSENSUS_CLEARED.at(self.notes.place(self.level), message, "Write it again, or the new level.")
            )
            return None
        words = {"changed_by": "who changed it", "changed_on": "when", "reason": "why"}
        whole = self._is_whole()
        for part, answer in self.change.items():
            said = answer.value is not None and (text_of(answer) or not isinstance(answer.value, str))
            if not said or (part == "reason" and not says_something(str(answer.value))):
                message = f"{self.about} is changed, and nothing says {words[part]}."
                self.notes.add(CHANGE_UNEXPLAINED.at(self.notes.place(answer), message, "Fill in this cell."))
                whole = False
        if self.level.value is not None and self._given_level() != agreed.level:
            whole = self._has_new_reason(agreed) and whole
        return self._score((*agreed.earlier, self._earlier(agreed))) if whole else None

    def _has_new_reason(self, agreed: ConsensusScore) -> bool:
        if text_of(self.rationale) != self._masked(agreed.rationale):
            return True
        message = f"the level of {self.about} is changed, and its reason is still that of the earlier level."
        self.notes.add(
            CHANGE_UNEXPLAINED.at(self.notes.place(self.rationale), message, "Write the reason for the new level.")
        )
        return False

    def _given_level(self) -> Decimal:
        return Decimal(str(self.level.value))

    def _earlier(self, agreed: ConsensusScore) -> EarlierLevel:
        return EarlierLevel(
            level=agreed.level,
            rationale=agreed.rationale or "None was recorded.",
            changed_on=date.fromisoformat(str(self.change["changed_on"].value)),
            changed_by=str(self.change["changed_by"].value).strip(),
            reason=str(self.change["reason"].value).strip(),
        )

    def _score(self, earlier: tuple[EarlierLevel, ...]) -> ConsensusScore:
        return ConsensusScore(
            bid=self.seat.bid,
            criterion=self.seat.question.id,
            level=self._given_level(),
            rationale=self._kept("rationale"),
            evidence=self._kept("evidence"),
            earlier=earlier,
        )
