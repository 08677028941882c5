"""What the formulas of a form give, worked out again from what was filled in.

Only the few functions that forms use are known. Of a formula with any other nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from social_value.files.forms.result_functions import (
    FUNCTIONS,
    Argument,
    UnknownResultError,
    Value,
    combined,
    single,
    to_number,
)
from social_value.files.sheets.addresses import Position, area, position

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

Lookup = Callable[[str, Position], Value]
"""Gives the value of a cell of a sheet; the sheet is empty where a formula names none."""
_MOST_IN_RANGE = 20_000


def result(formula: str, lookup: Lookup) -> Value:
    """Return what a formula gives. Raises UnknownResultError where that is not known.

    >>> result("2*SUM(A1:A2)+1", lambda sheet, cell: Fraction(cell[0] + 1))
    Fraction(7, 1)
    >>> result('IF(TRIM(A1)="","none",LEN(A1))', lambda sheet, cell: " ")
    'none'
    """
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # noqa: PLC0415 - only readers wait for it

    try:
        tokens = [token for token in Tokenizer(f"={formula.removeprefix('=')}").items if token.type != "WHITE-SPACE"]
    except (TokenizerError, IndexError) as problem:
        raise UnknownResultError from problem
    reading = _Reading(tokens, lookup)
    value = reading.expression(0)
    if not reading.is_over or isinstance(value, tuple):
        raise UnknownResultError
    return value


_STRENGTH = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}


@dataclass
class _Reading:
    """Reads the parts of a formula from left to right; an operator takes what binds more strongly than itself."""

    tokens: Sequence[Token]
    lookup: Lookup
    at: int = field(default=0)

    @property
    def is_over(self) -> bool:
        return self.at >= len(self.tokens)

    def expression(self, strength: int) -> Argument:
        left = self._part()
        while not self.is_over and self.tokens[self.at].type == "OPERATOR-INFIX":
            sign = self.tokens[self.at].value
            binds = _STRENGTH.get(sign)
            if binds is None:
                raise UnknownResultError
            if binds <= strength:
                break
            self.at += 1
            left = combined(sign, single(left), single(self.expression(binds)))
        return left

    def _part(self) -> Argument:
        token = self._next()
        if token.type == "OPERATOR-PREFIX":
            number = to_number(single(self._part()))
            return -number if token.value == "-" else number
        if token.type == "OPERAND":
            return self._operand(token)
        if token.type == "PAREN" and token.subtype == "OPEN":
            inner = self.expression(0)
            self._close("PAREN")
            return inner
        if token.type == "FUNC" and token.subtype == "OPEN":
            return self._function(token.value.rstrip("(").upper())
        raise UnknownResultError

    def _next(self) -> Token:
        if self.is_over:
            raise UnknownResultError
        self.at += 1
        return self.tokens[self.at - 1]

    def _close(self, kind: str) -> None:
        token = self._next()
        if token.type != kind or token.subtype != "CLOSE":
            raise UnknownResultError

    def _operand(self, token: Token) -> Argument:
        if token.subtype == "NUMBER":
            return Fraction(Decimal(token.value))
        if token.subtype == "TEXT":
            return str(token.value)[1:-1].replace('""', '"')
        if token.subtype == "LOGICAL":
            return str(token.value).upper() == "TRUE"
        if token.subtype == "RANGE":
            return self._cells(token.value)
        raise UnknownResultError

    def _cells(self, reference: str) -> Argument:
        sheet, _, cells = reference.rpartition("!")
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        cell = position(cells)
        if cell is not None:
            return self.lookup(sheet, cell)
        block = area(cells) if ":" in cells else None
        if block is None or block.size > _MOST_IN_RANGE:
            raise UnknownResultError
        return tuple(self.lookup(sheet, position) for position in block.positions())

    def _function(self, name: str) -> Argument:
        arguments: list[Argument] = []
        while self._is_argument():
            arguments.append(self.expression(0))
            if not self.is_over and self.tokens[self.at].type == "SEP":
                self.at += 1
        self._close("FUNC")
        known = FUNCTIONS.get(name)
        if known is None:
            raise UnknownResultError
        return known(arguments)

    def _is_argument(self) -> bool:
        return not self.is_over and (self.tokens[self.at].type, self.tokens[self.at].subtype) != ("FUNC", "CLOSE")
