"""The sheets of words: instructions, and the questions that are answered in writing."""

from __future__ import annotations

from social_value.core.reads.asked_of_bidders import Asked, Question
from social_value.files.forms.bid_return.grid import Grid
from social_value.files.forms.form import Fixed, FormSheet, Formula, Input
from social_value.files.sheets.addresses import cell_name
from social_value.files.sheets.row_heights import LINE_HEIGHT
from social_value.model.base import LONGEST_TEXT

_TEXT_WIDTH = 100.0
_WORDS_A_LINE, _HIGHEST = 14, 400.0

INSTRUCTIONS = {
    "What to fill in": """\
Fill in the coloured cells of every sheet. A star marks what must be filled in; the rest may stay empty.
Where a cell has a drop-down, choose from it.
Write numbers as plain numbers, without units, currency signs or percent signs. Write dates as dates.
Fill in everything that has a star in a row of a table, or leave the row empty.
What you write is read as text or as a number. A formula is not accepted: paste its result as a value.""",
    "What not to change": """\
All other cells, and the sheets themselves, are the same for every bidder.
Do not change, move, add, rename or hide any of them.
Your return is compared with the workbook as it was issued, and every change is listed.
The sheets are protected without a password, only so that nothing is changed by mistake.""",
    "How to send it back": """\
Save it as an Excel workbook (.xlsx), without a password and without macros.
Send it the way, and by the day, that the invitation to tender states.
If a table has too few rows, or a question cannot be answered here, ask the authority before that day.""",
}
"""What a bidder is told, under its headings."""


def instructions_sheet(title: str, asked: Asked, sheets: tuple[str, ...], deadline: str | None) -> FormSheet:
    """Return the first sheet: what is bought, what to do, which sheets there are, and what earns marks."""
    grid = Grid("Instructions", (110,))
    grid.add(Fixed("Your bid", "title"))
    grid.across(Fixed(title, "wrapped"))
    grid.across(Fixed(f"All sums are in {asked.currency}. Sheets to fill in: {_listed(sheets, asked)}.", "wrapped"))
    for label, words in (*asked.terms, *((("Deadline", deadline),) if deadline else ())):
        grid.across(Fixed(f"{label}: {words}.", "wrapped"))
    for heading, text in INSTRUCTIONS.items():
        grid.skip()
        grid.add(Fixed(heading, "section"))
        for line in text.splitlines():
            grid.across(Fixed(line, "wrapped"))
    grid.skip()
    grid.add(Fixed("What earns marks", "section"))
    for criterion, words in asked.marked_for:
        grid.across(Fixed(f"{criterion}: {words}", "wrapped"))
    return grid.sheet()


def _listed(sheets: tuple[str, ...], asked: Asked) -> str:
    """Name the sheets; the questions are counted, not named one by one."""
    questions = len(asked.questions)
    others = sheets[: len(sheets) - questions]
    last = f"Question 1 to Question {questions}" if questions > 1 else "Question 1"
    return ", ".join((*others, *([last] if questions else [])))


def question_sheets(asked: Asked) -> tuple[FormSheet, ...]:
    """Return the questions that are answered in writing, one sheet a question."""
    return tuple(_question_sheet(number, question) for number, question in enumerate(asked.questions, start=1))


def _question_sheet(number: int, question: Question) -> FormSheet:
    grid = Grid(f"Question {number}", (18, _TEXT_WIDTH, 14))
    grid.opening(f"{question.criterion}: {question.title}")
    grid.add(Fixed("Question", "label"), Fixed(question.text, "wrapped"))
    if question.looked_for:
        text = "\n".join(f"- {criterion}" for criterion in question.looked_for)
        grid.add(Fixed("What is looked for", "label"), Fixed(text, "wrapped"))
    limit = f"At most {question.word_limit} words." if question.word_limit else "There is no word limit."
    grid.add(Fixed("Length", "label"), Fixed(limit, "wrapped"), Fixed("Words so far", "head"))
    grid.repeat = grid.row
    words, key = f"Answer to {question.criterion}", f"statements/{question.criterion}"
    counter = Formula(_word_count(cell_name(grid.row, 1)), 0, "number")
    answer = Input(key, "text", words, longest=LONGEST_TEXT)
    grid.add(Fixed("Your answer", "label"), answer, counter, height=_room_for(question.word_limit))
    _how_it_is_marked(grid, question)
    return grid.sheet()


def _how_it_is_marked(grid: Grid, question: Question) -> None:
    if question.marking:
        grid.skip()
        grid.add(Fixed("How the answer is marked", "section"))
    for label, words in question.marking:
        grid.add(Fixed(label, "label"), Fixed(words, "wrapped"))


def _room_for(word_limit: int | None) -> float:
    return min(_HIGHEST, max(8.0, (word_limit or 350) / _WORDS_A_LINE + 2) * LINE_HEIGHT)


def _word_count(cell: str) -> str:
    """Return a formula that counts words as they are counted when the return is read: what stands between blanks."""
    text = f'TRIM(SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(160)," "))'
    return f'=IF({text}="",0,LEN({text})-LEN(SUBSTITUTE({text}," ",""))+1)'


def words_in(text: str) -> int:
    r"""Count words: what stands between spaces, tabs and line breaks.

    >>> words_in("Two borough-wide teams,\n at £12 an hour.")
    7
    """
    return len(text.split())
