"""One evaluator's score sheet: a declaration, then one sheet a question with a row for every bid.

It holds neither prices, nor what anybody else scored, nor what kind of organisation a supplier is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from social_value.core.figures.pilots import NO_MARKING_DOWN, not_marked_down
from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import Naming, is_anonymous, naming_of
from social_value.core.panel.questions import Question, bids_to_score, method_and_bids, questions_put_to
from social_value.core.terms import terms_of
from social_value.files.forms.form import Form, FormSheet, Input
from social_value.files.forms.question_sheet import (
    level_input,
    question_head,
    reason_input,
    scale_beside,
    sheet_name,
)
from social_value.files.forms.sheet_draft import SheetDraft

CONFLICTS = ("none", "declared")
LONGEST_ROLE = 100
"""Characters of an evaluator's role."""
_ROW_LINES = 6
_WIDTHS = {0: 24.0, 1: 20.0, 2: 9.0, 3: 46.0, 4: 20.0, 5: 2.0, 6: 8.0, 7: 16.0, 8: 44.0}
_LAST = 8
_HEADS = ("Bid", "Its answer", "Level", "Rationale: why this level", "Evidence: where in the bid")
_SCALE = 6
_INSTRUCTIONS = (
    "Fill in the coloured cells only. Everything else is locked, and is compared with what was issued.",
    "First declare on this sheet whether you have a conflict of interest. No score is accepted without it.",
    (
        "Then open each question. Give every bid a level of the published scale, which stands beside the cells, and "
        "say why: tie the reason to what the bid says, and not to the words of the scale."
    ),
    "Score on your own. What others scored is seen at moderation, and this level is kept as it is.",
    "Judge the answer by what was published, and nothing else.",
)
_ANONYMOUS = (
    "Bids have pseudonyms. Where an answer names a bidder, [name withheld] stands there. If you "
    "believe that you know who a bidder is, tell whoever runs the procurement and do not say it here."
)


def score_sheet(inputs: Inputs, evaluator: str, role: str | None = None) -> Form:
    """Return the score sheet of one evaluator."""
    naming = naming_of(inputs)
    sheets = [_question(inputs, question, naming) for question in questions_put_to(inputs, evaluator)]
    return Form(
        "score-sheet",
        f"Score sheet of {evaluator}",
        {**score_sheet_about(inputs, evaluator), **({"role": role} if role else {})},
        (_declaration(inputs, evaluator, role, naming), *sheets),
    )


def has_scores(form: Form) -> bool:
    """Tell whether a score sheet asks for any score."""
    cells = (cell for sheet in form.sheets for cell in sheet.cells.values())
    return any(isinstance(cell, Input) and cell.key.endswith(".level") for cell in cells)


def score_sheet_about(inputs: Inputs, evaluator: str) -> Mapping[str, str]:
    """Return what a score sheet was made for, apart from the role that was given with it."""
    return {"procurement": inputs.procurement.id, "evaluator": evaluator, **method_and_bids(inputs)}


def _declaration(inputs: Inputs, evaluator: str, role: str | None, naming: Naming) -> FormSheet:
    draft = SheetDraft("Declaration", {0: 26.0, 1: 40.0, 2: 54.0})
    draft.text(0, 0, "Score sheet", "title")
    row = draft.across(1, 0, 2, inputs.procurement.title) + 1
    draft.text(row, 0, "Evaluator", "label")
    draft.text(row, 1, evaluator)
    draft.text(row + 1, 0, "Role", "label")
    draft.put(row + 1, 1, Input("role", "text", "your role", role, longest=LONGEST_ROLE))
    draft.text(row + 1, 2, "Such as clinical, finance or resident. Not your name.", "note")
    row = _instructions(draft, row + 3, inputs, naming)
    draft.text(row, 0, "Conflict of interest", "section")
    _conflict(draft, row + 1)
    return draft.sheet()


def _instructions(draft: SheetDraft, row: int, inputs: Inputs, naming: Naming) -> int:
    draft.text(row, 0, "What to do", "section")
    lines = (*_INSTRUCTIONS, *((_ANONYMOUS,) if is_anonymous(inputs) else ()), *_pilots(inputs, naming))
    for number, line in enumerate(lines, start=1):
        row = draft.across(row + 1, 0, 2, f"{number}. {line}") - 1
    return row + 2


def _pilots(inputs: Inputs, naming: Naming) -> Iterator[str]:
    terms = terms_of(inputs)
    for bid in bids_to_score(inputs, naming):
        if not_marked_down(naming.bids[bid], terms):
            yield f"{naming.label(bid)} tries something new, within the published limit. {NO_MARKING_DOWN}"


def _conflict(draft: SheetDraft, row: int) -> None:
    declared = Input("conflict", "choice", "whether you have a conflict of interest", choices=CONFLICTS)
    interest = reason_input("interest", "what the conflict is")
    rows = (
        ("Conflict of interest", declared, "Choose none, or declared."),
        ("What the conflict is", interest, "Only where one is declared: the interest, and with whom."),
        ("Date of declaration", Input("declared_on", "date", "the date of your declaration"), "The day you say so."),
    )
    for label, cell, note in rows:
        draft.text(row, 0, label, "label")
        draft.put(row, 1, cell)
        draft.text(row, 2, note, "note")
        row += 1
    draft.lines(row - 2, 3)


def _question(inputs: Inputs, question: Question, naming: Naming) -> FormSheet:
    draft = SheetDraft(sheet_name(question), _WIDTHS)
    heads = question_head(draft, question, _LAST)
    bids = bids_to_score(inputs, naming)
    draft.heads(heads, _HEADS)
    scale_beside(draft, heads, _SCALE, question.scale)
    below = heads + max(len(bids), len(question.scale.levels)) + 2
    for number, bid in enumerate(bids, start=1):
        answer, below_next = _answer(draft, below, question, bid, naming)
        _bid_row(draft, heads + number, question, naming.label(bid), answer, f"{question.number}.{number}")
        below = below_next
    return draft.sheet(repeat_rows=1)


def _bid_row(draft: SheetDraft, row: int, question: Question, label: str, answer: str, key: str) -> None:
    about = f"{label} on {question.id}"
    draft.text(row, 0, label, "wrapped")
    draft.text(row, 1, answer, "wrapped")
    draft.put(row, 2, level_input(f"{key}.level", f"the level of {about}", question.scale))
    rationale, evidence = f"the rationale of {about}", f"the evidence of {about}"
    draft.put(row, 3, reason_input(f"{key}.rationale", rationale, hint="Tie it to what the bid says."))
    draft.put(row, 4, reason_input(f"{key}.evidence", evidence, hint="Such as a page or section."))
    draft.lines(row, _ROW_LINES)


def _answer(draft: SheetDraft, row: int, question: Question, bid: str, naming: Naming) -> tuple[str, int]:
    """Write a bid's written answer below the table where it has one; return where it stands, and the row below."""
    text = naming.bids[bid].statements.get(question.id)
    if text is None:
        return f"Response of the bid, section {question.id}", row
    draft.text(row, 0, f"Answer of {naming.label(bid)}", "section")
    end = draft.across(row + 1, 0, _LAST, naming.masked(text, bid))
    return f"Below, from row {row + 2}; {len(text.split())} words", end + 1
