"""The part of a sheet that score sheets and the moderation workbook share: the question, and its scale."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.arithmetic import plain
from social_value.core.panel.questions import Question
from social_value.core.reads.published_terms import minimum_words
from social_value.files.forms.form import Input
from social_value.files.forms.sheet_draft import SheetDraft
from social_value.model.base import LONGEST_TEXT
from social_value.model.scale import ScoringScale


def sheet_name(question: Question) -> str:
    """Name the sheet of a question by its number alone."""
    return f"Question {question.number:02d}"


def question_head(draft: SheetDraft, question: Question, last: int) -> int:
    """Write what is published about a question across the sheet, and return the row below it."""
    draft.text(0, 0, f"{question.id}: {question.leaf.criterion.label}", "title")
    row = 1
    for label, text in _published(question):
        draft.text(row, 0, label, "label")
        row = draft.across(row, 1, last, text)
    return row + 1


def _published(question: Question) -> Iterator[tuple[str, str]]:
    criterion = question.leaf.criterion
    if criterion.question:
        yield "Question", criterion.question
    if criterion.word_limit:
        yield "Word limit", f"{criterion.word_limit} words"
    if question.description:
        yield "What is asked", question.description
    if question.sub_criteria:
        yield "What is looked for", "\n".join(question.sub_criteria)
    if criterion.subject_matter:
        yield "Subject matter", criterion.subject_matter
    yield "Weight", question.weight
    if criterion.minimum:
        yield "Minimum", minimum_words(criterion.minimum)


def scale_beside(draft: SheetDraft, row: int, column: int, scale: ScoringScale) -> None:
    """Write a scale in three columns, from its heads down."""
    draft.heads(row, ("Level", "Label", "What an answer at this level looks like"), column)
    for step in sorted(scale.levels, key=lambda step: step.level, reverse=True):
        row += 1
        draft.text(row, column, plain(step.level), "wrapped")
        draft.text(row, column + 1, step.label or "", "wrapped")
        draft.text(row, column + 2, step.descriptor or "", "wrapped")


def level_input(key: str, words: str, scale: ScoringScale, value: str | None = None) -> Input:
    """Return the cell of a level: a drop-down of the levels of its scale."""
    choices = tuple(plain(step.level) for step in sorted(scale.levels, key=lambda step: step.level))
    return Input(key, "choice", words, value, choices, hint="A level of the scale beside it.")


def reason_input(key: str, words: str, value: str | None = None, hint: str = "") -> Input:
    """Return the cell of a rationale or of evidence."""
    return Input(key, "text", words, value, longest=LONGEST_TEXT, hint=hint)
