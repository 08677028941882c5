"""Words and choices that were filled in."""

from __future__ import annotations

from social_value.codes.filled_in import ANSWER_NOT_OFFERED, ANSWER_TOO_LONG, TEXT_CLEANED
from social_value.files.disk import REFUSED_CHARACTERS, first_refused_character
from social_value.files.forms.answer_remarks import AnswerRemarks
from social_value.files.forms.form import Input
from social_value.files.forms.issued import choices_of
from social_value.files.forms.number_answers import NumberAnswers
from social_value.files.forms.shown_contents import boolean, short
from social_value.files.incoming.cells_read import RawCell
from social_value.files.incoming.formats import is_date, is_percent
from social_value.files.incoming.numbers import stored_number
from social_value.files.sheets.cell_texts import LONGEST_TEXT
from social_value.findings import nearest

_LONGEST_COMPARED = 100
"""Characters of what was filled in that are compared with the choices, to name the nearest of them."""


class TextAnswers:
    """Reads words, a choice, or yes and no; ``numbers`` reads what a spreadsheet turned into a number."""

    def __init__(self, asked: Input, remarks: AnswerRemarks, numbers: NumberAnswers) -> None:
        self._asked = asked
        self._remarks = remarks
        self._numbers = numbers

    def text(self, cell: RawCell) -> str | None:
        """Return words of at most the length that was asked for."""
        if cell.kind == "boolean":
            self._remarks.wrong(f"holds {boolean(cell)}, and words are asked for", "Write it in words.")
            return None
        text = self._words(cell)
        longest = LONGEST_TEXT if self._asked.longest is None else self._asked.longest
        if text is not None and len(text) > longest:
            message = f"{self._asked.words} has {len(text)} characters; at most {longest} are read."
            self._remarks.add(ANSWER_TOO_LONG, message, "Shorten it.")
            return None
        return text

    def _words(self, cell: RawCell) -> str | None:
        if cell.kind == "text":
            return self.cleaned(cell.text)
        if is_date(cell.format):
            self._remarks.two_ways(
                "was turned into a date by the spreadsheet", "Write an apostrophe before it, then the text."
            )
            return None
        if is_percent(cell.format):
            self._remarks.two_ways("is shown as a percentage", "Write an apostrophe before it, then the text.")
            return None
        number = self._numbers.stored(cell)
        if number is None:
            return None
        self._remarks.understood("is stored as a number where words are asked for", f'"{number:f}"')
        return f"{number:f}"

    def cleaned(self, text: str) -> str:
        """Return text without invisible characters that hide or reorder it, and say so."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t\u00a0")
        if first_refused_character(text) is None:
            return text
        cleaned = REFUSED_CHARACTERS.sub("", text)
        message = f"{self._asked.words} holds invisible characters that can hide or reorder text; they were left out."
        self._remarks.add(TEXT_CLEANED, message, "Check that nothing is missing.")
        return cleaned.strip(" \n\t\u00a0")

    def choice(self, cell: RawCell) -> str | None:
        """Return one of the choices, whatever its capitals and blanks."""
        choices = choices_of(self._asked)
        stated = self._stated(cell)
        if stated in choices:
            self._shown_otherwise(cell, stated)
            return stated
        folded = {_folded(choice): choice for choice in choices}
        meant = folded.get(_folded(stated))
        if meant is not None and len(folded) == len(choices):
            self._remarks.understood(f'is "{short(stated)}"', f'"{meant}"')
            return meant
        message = f'{self._asked.words} is "{short(stated)}", which is not among the choices.'
        way_out = nearest(stated[:_LONGEST_COMPARED], choices) or "Choose from the list of the cell."
        self._remarks.add(ANSWER_NOT_OFFERED, message, way_out)
        return None

    def _stated(self, cell: RawCell) -> str:
        if cell.kind == "boolean":
            return boolean(cell)
        if cell.kind == "text":
            return cell.text.strip(" \n\t\u00a0")
        number = stored_number(cell.text).value
        return cell.text if number is None else f"{number:f}"

    def _shown_otherwise(self, cell: RawCell, stated: str) -> None:
        """Say that a sheet shows a choice as something else: a drop-down of digits puts numbers into its cell."""
        how = "as a percentage" if is_percent(cell.format) else "as a date" if is_date(cell.format) else ""
        if cell.kind == "number" and how:
            self._remarks.shown_otherwise(stated, how)

    def flag(self, cell: RawCell) -> bool | None:
        """Return whether yes or no was chosen."""
        if cell.kind == "boolean":
            value = cell.text == "1"
            self._remarks.understood(f"holds {boolean(cell)}", '"yes"' if value else '"no"')
            return value
        word = self.choice(cell)
        return None if word is None else word == "yes"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
