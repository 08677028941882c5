"""What was filled in, as the kind that was asked for: understood with a finding, or refused with what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from social_value.codes.any_file import NUMBER_TOO_LONG
from social_value.codes.filled_in import (
    AMBIGUOUS_ANSWER,
    ANSWER_NOT_OFFERED,
    ANSWER_OUT_OF_RANGE,
    ANSWER_TOO_LONG,
    ANSWER_UNDERSTOOD,
    DIGITS_LOST,
    FORMULA_IN_ANSWER,
    TEXT_CLEANED,
    WRONG_ANSWER_KIND,
)
from social_value.files.disk import REFUSED_CHARACTERS, first_refused_character
from social_value.files.forms.form import Input, Kind
from social_value.files.forms.issued import choices_of
from social_value.files.incoming.cells_read import RawCell
from social_value.files.incoming.currencies import OF_THE_READER
from social_value.files.incoming.formats import currency_shown, is_date, is_percent
from social_value.files.incoming.numbers import Understood, plain_decimal, stored_number, typed_number
from social_value.files.sheets.cell_texts import LONGEST_TEXT
from social_value.files.sheets.day_counts import day_of_serial, day_of_text
from social_value.findings import Finding, Place, nearest

Value = str | Decimal | int | bool | None
_PLAIN_NUMBER = "Write digits, with a point before decimals, and no sign, unit or spaces: 1250.50"
_AS_A_NUMBER = "Set the cell's format to General, and type the number again."
_LONGEST_COMPARED = 100
_ISO = "Write it as year, month and day: 2026-03-31"
_AS_VALUES = "Paste as values: copy the cell, then Paste Special, Values."


class AnswerReader:
    """Reads one cell that was filled in; its findings are kept."""

    def __init__(self, asked: Input, place: Place, from_1904: bool, currency: str | None = None) -> None:
        self._asked = asked
        self._place = place
        self._from_1904 = from_1904
        self._currency = currency
        self._kinds: Mapping[Kind, Callable[[RawCell], Value]] = {
            "text": self._text,
            "choice": self._choice,
            "flag": self._flag,
            "number": self._number,
            "whole": self._whole,
            "date": self._date,
        }
        self.findings: list[Finding] = []

    def read(self, cell: RawCell | None) -> Value:
        """Return the answer, or None where the cell is empty or its content had to be refused."""
        if cell is None:
            return None
        if cell.formula is not None:
            message = f"{self._asked.words} is a formula (={_short(cell.formula.text)}), and answers are values."
            self.findings.append(FORMULA_IN_ANSWER.at(self._place, message, _AS_VALUES))
            return None
        if cell.kind == "error":
            self._wrong(f"holds the error {_short(cell.text)}", "Correct what it was worked out from, or type a value.")
            return None
        if cell.kind == "text" and not _visible(cell.text):
            self._cleaned(cell.text)
            return None
        return self._kinds[self._asked.kind](cell)

    # What is said about a cell

    def _wrong(self, what: str, way_out: str) -> None:
        self.findings.append(WRONG_ANSWER_KIND.at(self._place, f"{self._asked.words} {what}.", way_out))

    def _two_ways(self, what: str, way_out: str) -> None:
        self.findings.append(AMBIGUOUS_ANSWER.at(self._place, f"{self._asked.words} {what}.", way_out))

    def _understood(self, what: str, as_what: str) -> None:
        message = f"{self._asked.words} {what}; it was read as {as_what}."
        self.findings.append(ANSWER_UNDERSTOOD.at(self._place, message, "Check that this is meant."))

    # Kinds

    def _text(self, cell: RawCell) -> str | None:
        if cell.kind == "boolean":
            self._wrong(f"holds {_boolean(cell)}, and words are asked for", "Write it in words.")
            return None
        text = self._words(cell)
        longest = LONGEST_TEXT if self._asked.longest is None else self._asked.longest
        if text is not None and len(text) > longest:
            message = f"{self._asked.words} has {len(text)} characters; at most {longest} are read."
            self.findings.append(ANSWER_TOO_LONG.at(self._place, message, "Shorten it."))
            return None
        return text

    def _words(self, cell: RawCell) -> str | None:
        if cell.kind == "text":
            return self._cleaned(cell.text)
        if is_date(cell.format):
            self._two_ways("was turned into a date by the spreadsheet", "Write an apostrophe before it, then the text.")
            return None
        if is_percent(cell.format):
            self._two_ways("is shown as a percentage", "Write an apostrophe before it, then the text.")
            return None
        number = self._stored(cell)
        if number is None:
            return None
        self._understood("is stored as a number where words are asked for", f'"{number:f}"')
        return f"{number:f}"

    def _cleaned(self, text: str) -> str:
        """Return text without invisible characters that hide or reorder it, and say so."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t\u00a0")
        if first_refused_character(text) is None:
            return text
        cleaned = REFUSED_CHARACTERS.sub("", text)
        message = f"{self._asked.words} holds invisible characters that can hide or reorder text; they were left out."
        self.findings.append(TEXT_CLEANED.at(self._place, message, "Check that nothing is missing."))
        return cleaned.strip(" \n\t\u00a0")

    def _choice(self, cell: RawCell) -> str | None:
        choices = choices_of(self._asked)
        stated = self._stated(cell)
        if stated in choices:
            return stated
        folded = {_folded(choice): choice for choice in choices}
        meant = folded.get(_folded(stated))
        if meant is not None and len(folded) == len(choices):
            self._understood(f'is "{_short(stated)}"', f'"{meant}"')
            return meant
        message = f'{self._asked.words} is "{_short(stated)}", which is not among the choices.'
        way_out = nearest(stated[:_LONGEST_COMPARED], choices) or "Choose from the list of the cell."
        self.findings.append(ANSWER_NOT_OFFERED.at(self._place, message, way_out))
        return None

    def _stated(self, cell: RawCell) -> str:
        if cell.kind == "boolean":
            return _boolean(cell)
        if cell.kind == "text":
            return cell.text.strip(" \n\t\u00a0")
        number = stored_number(cell.text).value
        # A drop-down of digits puts numbers into its cell; one that is shown as a date or a share is none of them.
        shown_otherwise = is_date(cell.format) or is_percent(cell.format)
        return cell.text if number is None or shown_otherwise else f"{number:f}"

    def _flag(self, cell: RawCell) -> bool | None:
        if cell.kind == "boolean":
            value = cell.text == "1"
            self._understood(f"holds {_boolean(cell)}", '"yes"' if value else '"no"')
            return value
        word = self._choice(cell)
        return None if word is None else word == "yes"

    def _number(self, cell: RawCell) -> Decimal | None:
        value = self._stored(cell) if cell.kind == "number" else self._typed(cell)
        if value is None:
            return None
        least, most = self._asked.least, self._asked.most
        if (least is not None and value < least) or (most is not None and value > most):
            bounds = " and ".join(
                words
                for words in (
                    "" if least is None else f"at least {least:f}",
                    "" if most is None else f"at most {most:f}",
                )
                if words
            )
            message = f"{self._asked.words} is {value:f}, and must be {bounds}."
            self.findings.append(ANSWER_OUT_OF_RANGE.at(self._place, message, "Correct it."))
            return None
        return value

    def _stored(self, cell: RawCell) -> Decimal | None:
        if is_date(cell.format):
            self._two_ways("is shown as a date or a time", "Set the cell's format to General, and type the number.")
            return None
        if is_percent(cell.format):
            shown = stored_number(cell.text).value
            share = "a percentage" if shown is None else f"{plain_decimal(shown * 100):f}%"
            self._two_ways(f"is shown as {share}", "Set the cell's format to General, and type the number.")
            return None
        currency = currency_shown(cell.format)
        if self._foreign((currency,)):
            return None
        understood = stored_number(cell.text)
        value = self._plain(understood, cell.text)
        if value is not None and not understood.same:
            message = f"{self._asked.words} is stored as {_short(cell.text)}; its 15 digits were read: {value:f}."
            self.findings.append(DIGITS_LOST.at(self._place, message, "Round it if this is not meant."))
        if value is not None and currency:
            self._understood("is shown with a currency", f"the plain number {value:f}")
        return value

    def _typed(self, cell: RawCell) -> Decimal | None:
        if cell.kind == "boolean":
            self._wrong(f"holds {_boolean(cell)}, and a number is asked for", _PLAIN_NUMBER)
            return None
        understood = typed_number(cell.text)
        if self._foreign(understood.currencies):
            return None
        if understood.trouble == "two-ways":
            self._thousands_or_decimals(cell.text)
            return None
        if understood.trouble == "percent":
            self._two_ways(f'is "{_short(cell.text)}", with a percent sign', _PLAIN_NUMBER)
            return None
        value = self._plain(understood, cell.text)
        if value is not None:
            self._understood(f'is the text "{_short(cell.text)}"', f"the number {value:f}")
        return value

    def _thousands_or_decimals(self, text: str) -> None:
        mark = "comma" if "," in text else "point"
        way_out = _PLAIN_NUMBER if mark == "comma" else f"{_AS_A_NUMBER} {_PLAIN_NUMBER}"
        self._two_ways(f'is "{_short(text)}", whose {mark} can be read in two ways', way_out)

    def _foreign(self, currencies: Iterable[str]) -> bool:
        """Tell whether a number is a sum in another currency than that of the form, and say so."""
        if self._currency is None:
            return False
        foreign = [one for one in currencies if one not in ("", OF_THE_READER, self._currency)]
        if foreign:
            way_out = f"Write the sum in {self._currency}, as a plain number."
            self._wrong(f"is a sum in {foreign[0]}, and {self._currency} is the currency of the procurement", way_out)
        return bool(foreign)

    def _plain(self, understood: Understood, text: str) -> Decimal | None:
        if understood.trouble == "too-long":
            message = f"{self._asked.words} is {_short(text)}, with more than 15 digits or more than 10 decimals."
            self.findings.append(NUMBER_TOO_LONG.at(self._place, message, "Round it."))
        elif understood.value is None:
            self._wrong(f'is "{_short(text)}", which is not a number', _PLAIN_NUMBER)
        return understood.value

    def _whole(self, cell: RawCell) -> int | None:
        value = self._number(cell)
        if value is None:
            return None
        if value != value.to_integral_value():
            self._wrong(f"is {value:f}, and a whole number is asked for", "Write it without decimals.")
            return None
        return int(value)

    def _date(self, cell: RawCell) -> str | None:
        if cell.kind == "boolean":
            self._wrong(f"holds {_boolean(cell)}, and a date is asked for", _ISO)
            return None
        if cell.kind == "text":
            day = day_of_text(cell.text)
            if day is None:
                self._two_ways(f'is the text "{_short(cell.text)}", which is no date in only one way', _ISO)
                return None
            self._understood("is a date typed as text", day.isoformat())
            return day.isoformat()
        return self._day(cell)

    def _day(self, cell: RawCell) -> str | None:
        serial = stored_number(cell.text).value
        day = None if serial is None else day_of_serial(serial, self._from_1904)
        if serial is None or day is None:
            self._wrong(f"is {_short(cell.text)}, which is no date", _ISO)
            return None
        if not is_date(cell.format):
            self._two_ways(f"is the number {serial:f}, and a date is asked for", _ISO)
            return None
        if serial != serial.to_integral_value():
            self._understood("states a time of day too", day.isoformat())
        return day.isoformat()


def _visible(text: str) -> str:
    return REFUSED_CHARACTERS.sub("", text).strip()


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _boolean(cell: RawCell) -> str:
    return "TRUE" if cell.text == "1" else "FALSE"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
