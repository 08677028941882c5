"""What was filled in, as the kind that was asked for: understood with a finding, or refused with what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from social_value.codes.filled_in import FORMULA_IN_ANSWER
from social_value.files.disk import REFUSED_CHARACTERS
from social_value.files.forms.answer_remarks import AnswerRemarks
from social_value.files.forms.form import Input, Kind
from social_value.files.forms.number_answers import NumberAnswers
from social_value.files.forms.shown_contents import short
from social_value.files.forms.text_answers import TextAnswers
from social_value.files.incoming.cells_read import RawCell
from social_value.findings import Finding, Place

Value = str | Decimal | int | bool | None
_AS_VALUES = "Paste as values: copy the cell, then Paste Special, Values."


class AnswerReader:
    """Reads one cell that was filled in; its findings are kept."""

    def __init__(self, asked: Input, place: Place, from_1904: bool, currency: str | None = None) -> None:
        self._asked = asked
        self._remarks = AnswerRemarks(asked.words, place)
        numbers = NumberAnswers(asked, self._remarks, from_1904, currency)
        self._texts = TextAnswers(asked, self._remarks, numbers)
        self._kinds: Mapping[Kind, Callable[[RawCell], Value]] = {
            "text": self._texts.text,
            "choice": self._texts.choice,
            "flag": self._texts.flag,
            "number": numbers.number,
            "whole": numbers.whole,
            "date": numbers.date,
        }

    @property
    def findings(self) -> list[Finding]:
        """What was found in the cell."""
        return self._remarks.findings

    def read(self, cell: RawCell | None) -> Value:
        """Return the answer, or None where the cell is empty or its content had to be refused."""
        if cell is None:
            return None
        if cell.formula is not None:
            message = f"{self._asked.words} is a formula (={short(cell.formula.text)}), and answers are values."
            self._remarks.add(FORMULA_IN_ANSWER, message, _AS_VALUES)
            return None
        if cell.kind == "error":
            self._remarks.wrong(
                f"holds the error {short(cell.text)}", "Correct what it was worked out from, or type a value."
            )
            return None
        if cell.kind == "text" and not _visible(cell.text):
            self._texts.cleaned(cell.text)
            return None
        return self._kinds[self._asked.kind](cell)


def _visible(text: str) -> str:
    return REFUSED_CHARACTERS.sub("", text).strip()
