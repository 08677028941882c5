"""Answers as they are taken from a return, and what is to be said about them, each by its sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from social_value.codes.returns import ROW_HALF_FILLED, WORDS_READ_AS_ID
from social_value.codes.values import INVALID_ID
from social_value.core.figures.bid_part import BidPart
from social_value.core.identity import id_from_words
from social_value.files.forms.bid_return.answer_tables import AnswerTable, Column
from social_value.files.forms.form import Answers
from social_value.findings import Finding, Place

ASK = "Ask the bidder, and read the return again."

Value = str | Decimal | int | bool
Row = dict[str, Value]


@dataclass
class Taken:
    """The answers of one return and what was found in them so far.

    A ``comparator`` is never put out, so it need not answer gates. ``marked`` says whether the bid will be marked: who
    fails a gate that puts a bid out need not answer the rest.
    """

    path: str
    answers: Answers
    comparator: bool = False
    findings: list[Finding] = field(default_factory=list)
    marked: bool = True

    def value(self, key: str) -> Value | None:
        """Return an answer; a cell that holds nothing but blanks is empty."""
        answer = self.answers.get(key)
        if answer is None or (isinstance(answer.value, str) and not answer.value.strip()):
            return None
        return answer.value

    def place(self, key: str) -> Place:
        """Return the place of an answer."""
        answer = self.answers[key]
        return Place(self.path, (answer.sheet, answer.cell))

    def lacks(self, part: BidPart, key: str, message: str) -> None:
        """Say that a part of the bid is not stated, at the cell in which it would be."""
        self.findings.append(part.finding(self.place(key), message, ASK))

    def part(self, prefix: str, *names: str) -> dict[str, Value]:
        """Return the answers below a key that are there."""
        answers = {name: self.value(f"{prefix}/{name}") for name in names}
        return {name: value for name, value in answers.items() if value is not None}

    def rows(self, table: AnswerTable) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a table that are filled in, by their number; one that is filled in half is reported."""
        for number in range(1, table.rows + 1):
            row = self._row(table, number)
            missing = [column for column in table.columns if column.needed and column.key not in row]
            if row and missing:
                self._half_filled(table, number, missing)
            elif row:
                yield number, row

    def _row(self, table: AnswerTable, number: int) -> Row:
        cells = ((column, self.value(table.key(number, column))) for column in table.columns)
        return {column.key: meant(column, value) for column, value in cells if value is not None}

    def _half_filled(self, table: AnswerTable, number: int, missing: list[Column]) -> None:
        names = ", ".join(f'"{column.head}"' for column in missing)
        message = f"{table.noun.lower()} {number} is filled in by half: {names} is empty."
        way_out = "Ask the bidder to fill in every cell with a star, or to leave the row empty."
        self.findings.append(ROW_HALF_FILLED.at(self.place(table.key(number, missing[0])), message, way_out))

    def as_id(self, key: str) -> str | None:
        """Return the id that a text stands for, by the rule that the return states; a change of it is reported."""
        text = self.value(key)
        if not isinstance(text, str):
            return None
        name = id_from_words(text.strip())
        if name is None:
            message = f'"{text}" holds more than letters, digits, spaces, - and _.'
            self.findings.append(INVALID_ID.at(self.place(key), message, "Ask the bidder for a name of those."))
        elif name != text:
            message = f'"{text}" is read as {name}.'
            way_out = "Nothing, where no other group or activity has the same name."
            self.findings.append(WORDS_READ_AS_ID.at(self.place(key), message, way_out))
        return name


def meant(column: Column, value: Value) -> Value:
    """Return what the bid says for an answer: for a word of a drop-down, what stands behind it."""
    labels: Mapping[str, str] = column.labels
    return labels[value] if isinstance(value, str) and labels else value
