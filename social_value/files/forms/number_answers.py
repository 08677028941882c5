"""Numbers and dates that were filled in: never guessed where they can be read in two ways."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from social_value.codes.any_file import NUMBER_TOO_LONG
from social_value.codes.filled_in import ANSWER_OUT_OF_RANGE, DIGITS_LOST
from social_value.files.forms.answer_remarks import AnswerRemarks
from social_value.files.forms.form import Input
from social_value.files.forms.shown_contents import boolean, short
from social_value.files.incoming.cells_read import RawCell
from social_value.files.incoming.currencies import OF_THE_READER
from social_value.files.incoming.formats import currency_shown, is_date, is_percent
from social_value.files.incoming.numbers import Understood, plain_decimal, stored_number, typed_number
from social_value.files.incoming.shown import shows_rounded
from social_value.files.incoming.typed_days import typed_day
from social_value.files.sheets.day_counts import day_of_serial

_PLAIN_NUMBER = "Write digits, with a point before decimals, and no sign, unit or spaces: 1250.50"
_AS_A_NUMBER = "Set the cell's format to General, and type the number again."
_ISO = "Write it as year, month and day: 2026-03-31"


class NumberAnswers:
    """Reads a number, a whole number or a date. ``currency`` is that of the form, where sums are asked for."""

    def __init__(self, asked: Input, remarks: AnswerRemarks, from_1904: bool, currency: str | None) -> None:
        self._asked = asked
        self._remarks = remarks
        self._from_1904 = from_1904
        self._currency = currency

    def number(self, cell: RawCell) -> Decimal | None:
        """Return a number within the bounds that were asked for."""
        value = self.stored(cell) if cell.kind == "number" else self._typed(cell)
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
            self._remarks.add(ANSWER_OUT_OF_RANGE, message, "Correct it.")
            return None
        return value

    def stored(self, cell: RawCell) -> Decimal | None:
        """Return the number that a cell holds as a number."""
        if is_date(cell.format):
            self._remarks.two_ways(
                "is shown as a date or a time", "Set the cell's format to General, and type the number."
            )
            return None
        if is_percent(cell.format):
            shown = stored_number(cell.text).value
            share = "a percentage" if shown is None else f"{plain_decimal(shown * 100):f}%"
            self._remarks.two_ways(f"is shown as {share}", "Set the cell's format to General, and type the number.")
            return None
        currency = currency_shown(cell.format)
        if self._foreign((currency,)):
            return None
        understood = stored_number(cell.text)
        value = self._plain(understood, cell.text)
        if value is not None and not understood.same:
            message = f"{self._asked.words} is stored as {short(cell.text)}; its 15 digits were read: {value:f}."
            self._remarks.add(DIGITS_LOST, message, "Round it if this is not meant.")
        if value is not None and currency:
            self._remarks.understood("is shown with a currency", f"the plain number {value:f}")
        if value is not None and shows_rounded(cell.format, value):
            self._remarks.shown_otherwise(f"{value:f}", "rounded")
        return value

    def _typed(self, cell: RawCell) -> Decimal | None:
        if cell.kind == "boolean":
            self._remarks.wrong(f"holds {boolean(cell)}, and a number is asked for", _PLAIN_NUMBER)
            return None
        understood = typed_number(cell.text)
        if self._foreign(understood.currencies):
            return None
        if understood.trouble == "two-ways":
            self._thousands_or_decimals(cell.text)
            return None
        if understood.trouble == "percent":
            self._remarks.two_ways(f'is "{short(cell.text)}", with a percent sign', _PLAIN_NUMBER)
            return None
        value = self._plain(understood, cell.text)
        if value is not None:
            self._remarks.understood(f'is the text "{short(cell.text)}"', f"the number {value:f}")
        return value

    def _thousands_or_decimals(self, text: str) -> None:
        mark = "comma" if "," in text else "point"
        way_out = _PLAIN_NUMBER if mark == "comma" else f"{_AS_A_NUMBER} {_PLAIN_NUMBER}"
        self._remarks.two_ways(f'is "{short(text)}", whose {mark} can be read in two ways', way_out)

    def _foreign(self, currencies: Iterable[str]) -> bool:
        """Tell whether a number is a sum in another currency than that of the form, and say so."""
        if self._currency is None:
            return False
        foreign = [currency for currency in currencies if currency not in ("", OF_THE_READER, self._currency)]
        if foreign:
            way_out = f"Write the sum in {self._currency}, as a plain number."
            self._remarks.wrong(
                f"is a sum in {foreign[0]}, and {self._currency} is the currency of the procurement", way_out
            )
        return bool(foreign)

    def _plain(self, understood: Understood, text: str) -> Decimal | None:
        if understood.trouble == "too-long":
            message = f"{self._asked.words} is {short(text)}, with more than 15 digits or more than 10 decimals."
            self._remarks.add(NUMBER_TOO_LONG, message, "Round it.")
        elif understood.value is None:
            self._remarks.wrong(f'is "{short(text)}", which is not a number', _PLAIN_NUMBER)
        return understood.value

    def whole(self, cell: RawCell) -> int | None:
        """Return a whole number."""
        value = self.number(cell)
        if value is None:
            return None
        if value != value.to_integral_value():
            self._remarks.wrong(f"is {value:f}, and a whole number is asked for", "Write it without decimals.")
            return None
        return int(value)

    def date(self, cell: RawCell) -> str | None:
        """Return a day as year, month and day."""
        if cell.kind == "boolean":
            self._remarks.wrong(f"holds {boolean(cell)}, and a date is asked for", _ISO)
            return None
        if cell.kind == "text":
            return self._typed_day(cell.text)
        return self._day(cell)

    def _typed_day(self, text: str) -> str | None:
        typed = typed_day(text)
        if typed.day is not None:
            self._remarks.understood("is a date typed as text", typed.day.isoformat())
            return typed.day.isoformat()
        stated = f'is the text "{short(text)}"'
        if typed.trouble == "two-ways":
            self._remarks.two_ways(f"{stated}, whose day could be its month", _ISO)
        else:
            lacks = "there is no such day" if typed.trouble == "no-such-day" else "a date is asked for"
            self._remarks.wrong(f"{stated}, and {lacks}", _ISO)
        return None

    def _day(self, cell: RawCell) -> str | None:
        serial = stored_number(cell.text).value
        day = None if serial is None else day_of_serial(serial, self._from_1904)
        if serial is None or day is None:
            self._remarks.wrong(f"is {short(cell.text)}, which is no date", _ISO)
            return None
        if not is_date(cell.format):
            self._remarks.two_ways(f"is the number {serial:f}, and a date is asked for", _ISO)
            return None
        if serial != serial.to_integral_value():
            self._remarks.understood("states a time of day too", day.isoformat())
        return day.isoformat()
