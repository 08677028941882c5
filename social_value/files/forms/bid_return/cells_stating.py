"""Where in a returned workbook something stands that was found in the bid which it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from social_value.files.forms.form import Answer, Answers
from social_value.findings import Key, Place


def cell_stating(keys: Sequence[Key], path: Path, answers: Answers) -> Place:
    """Return the cell that states what a bid has at ``keys``; else the sheet that does, else the workbook.

    Cells are named like keys of a bid: the answer ``measures/carbon/value`` stands at ``measures``, ``carbon``,
    ``value``.
    """
    words = list(_as_answered(keys, answers))
    while words:
        key = "/".join(words)
        if key in answers:
            return Place(path.as_posix(), (answers[key].sheet, answers[key].cell))
        below = [answer for name, answer in answers.items() if name.startswith(f"{key}/")]
        if below:
            return Place(path.as_posix(), _only(below))
        words.pop()
    return Place(path.as_posix())


def _only(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Return the one cell that is filled in, or else the sheet."""
    filled = [answer for answer in answers if answer.value is not None]
    return (filled[0].sheet, filled[0].cell) if len(filled) == 1 else (answers[0].sheet,)


def _as_answered(keys: Sequence[Key], answers: Answers) -> Iterator[str]:
    """Yield keys in the words of answers: an item of a list by the number of its row, which may follow empty ones."""
    so_far = ""
    for key in keys:
        rows = _rows_filled_in(so_far, answers) if isinstance(key, int) else []
        word = str(rows[key]) if isinstance(key, int) and key < len(rows) else str(key)
        so_far += f"{word}/"
        yield word


def _rows_filled_in(table: str, answers: Answers) -> list[int]:
    numbers = {
        name.removeprefix(table).partition("/")[0]
        for name, answer in answers.items()
        if name.startswith(table) and answer.value is not None
    }
    return sorted(int(number) for number in numbers if number.isdigit())
