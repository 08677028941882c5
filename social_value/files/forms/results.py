"""What the formulas of a form give, worked out again from what was filled in.

Only the few functions that forms use are known. Of a formula with any other nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from social_value.arithmetic import plain, rounded
from social_value.files.incoming.cells import Position, area, position

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

Value = Fraction | str | bool | None
"""What a cell or a formula gives; an empty cell gives None."""
Argument = Value | tuple[Value, ...]
"""What a function is given: a value, or those of a range."""
Lookup = Callable[[str, Position], Value]
"""Gives the value of a cell of a sheet; the sheet is empty where a formula names none."""
_MOST_IN_RANGE = 20_000


class UnknownResultError(Exception):
    """Nothing can be said about what a formula gives."""


def result(formula: str, lookup: Lookup) -> Value:
    """Return what a formula gives. Raises UnknownResultError where that is not known.

    >>> result("2*SUM(A1:A2)+1", lambda sheet, cell: Fraction(cell[0] + 1))
    Fraction(7, 1)
    >>> result('IF(TRIM(A1)="","none",LEN(A1))', lambda sheet, cell: " ")
    'none'
    """
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # noqa: PLC0415 - only readers wait for it

    try:
        tokens = [one for one in Tokenizer(f"={formula.removeprefix('=')}").items if one.type != "WHITE-SPACE"]
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
            left = _combined(sign, _single(left), _single(self.expression(binds)))
        return left

    def _part(self) -> Argument:
        token = self._next()
        if token.type == "OPERATOR-PREFIX":
            number = _number(_single(self._part()))
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
        one = position(cells)
        if one is not None:
            return self.lookup(sheet, one)
        block = area(cells) if ":" in cells else None
        if block is None or block.size > _MOST_IN_RANGE:
            raise UnknownResultError
        rows, columns = range(block.top, block.bottom + 1), range(block.left, block.right + 1)
        return tuple(self.lookup(sheet, (row, column)) for row in rows for column in columns)

    def _function(self, name: str) -> Argument:
        arguments: list[Argument] = []
        while self._is_argument():
            arguments.append(self.expression(0))
            if not self.is_over and self.tokens[self.at].type == "SEP":
                self.at += 1
        self._close("FUNC")
        known = _FUNCTIONS.get(name)
        if known is None:
            raise UnknownResultError
        return known(arguments)

    def _is_argument(self) -> bool:
        return not self.is_over and (self.tokens[self.at].type, self.tokens[self.at].subtype) != ("FUNC", "CLOSE")


def _single(value: Argument) -> Value:
    if isinstance(value, tuple):
        raise UnknownResultError
    return value


def _number(value: Value) -> Fraction:
    """Return a number; an empty cell counts as 0, and what a text would count as is not known."""
    if value is None:
        return Fraction(0)
    if isinstance(value, str):
        raise UnknownResultError
    return Fraction(value)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        raise UnknownResultError
    if isinstance(value, Fraction):
        return plain(value)
    return value or ""


def _combined(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        return _text(left) + _text(right)
    if sign in ("=", "<>"):
        return _alike(left, right) is (sign == "=")
    first, second = _number(left), _number(right)
    if sign == "/":
        if not second:
            raise UnknownResultError
        return first / second
    results: Mapping[str, Value] = {
        "+": first + second,
        "-": first - second,
        "*": first * second,
        "<": first < second,
        ">": first > second,
        "<=": first <= second,
        ">=": first >= second,
    }
    return results[sign]


def _alike(left: Value, right: Value) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return (left or "") == (right or "") if isinstance(left or "", str) and isinstance(right or "", str) else False
    return _number(left) == _number(right)


def _numbers(arguments: Iterable[Argument]) -> Iterator[Fraction]:
    """Yield the numbers of arguments; texts and empty cells of a range are passed over."""
    for one in arguments:
        if isinstance(one, tuple):
            yield from (value for value in one if isinstance(value, Fraction))
        else:
            yield _number(one)


def _choice(arguments: Sequence[Argument]) -> Value:
    condition, *ways = (_single(one) for one in arguments)
    if len(ways) != 2:
        raise UnknownResultError
    return ways[0] if _number(condition) else ways[1]


def _products(arguments: Sequence[Argument]) -> Value:
    ranges = [one if isinstance(one, tuple) else (one,) for one in arguments]
    if len({len(one) for one in ranges}) != 1:
        raise UnknownResultError
    total = Fraction(0)
    for row in zip(*ranges, strict=True):
        product = Fraction(1)
        for value in row:
            product *= value if isinstance(value, Fraction) else 0
        total += product
    return total


def _substituted(arguments: Sequence[Argument]) -> Value:
    if len(arguments) != 3:
        raise UnknownResultError
    text, old, new = (_text(_single(one)) for one in arguments)
    return text.replace(old, new) if old else text


def _round(arguments: Sequence[Argument]) -> Value:
    if len(arguments) != 2:
        raise UnknownResultError
    number, places = (_number(_single(one)) for one in arguments)
    return Fraction(rounded(number, int(places), "half-up"))


def _only(arguments: Sequence[Argument]) -> Value:
    if len(arguments) != 1:
        raise UnknownResultError
    return _single(arguments[0])


def _filled(arguments: Sequence[Argument]) -> Value:
    values = [value for one in arguments for value in (one if isinstance(one, tuple) else (one,))]
    return Fraction(sum(value is not None for value in values))


def _as_number(arguments: Sequence[Argument]) -> Value:
    value = _only(arguments)
    return Fraction(0) if isinstance(value, str) else _number(value)


def _length(arguments: Sequence[Argument]) -> Value:
    text = _text(_only(arguments))
    if any(character > "\uffff" for character in text):
        raise UnknownResultError  # programs count such a character as one or as two
    return Fraction(len(text))


def _character(arguments: Sequence[Argument]) -> Value:
    number = _number(_only(arguments))
    if number not in (9, 10, 13, 32, 160):
        raise UnknownResultError  # others stand for different characters on different systems
    return chr(int(number))


def _trimmed(arguments: Sequence[Argument]) -> Value:
    return " ".join(part for part in _text(_only(arguments)).split(" ") if part)


_FUNCTIONS: Mapping[str, Callable[[Sequence[Argument]], Value]] = {
    "SUM": lambda arguments: sum(_numbers(arguments), Fraction(0)),
    "MIN": lambda arguments: min(_numbers(arguments), default=Fraction(0)),
    "MAX": lambda arguments: max(_numbers(arguments), default=Fraction(0)),
    "SUMPRODUCT": _products,
    "ROUND": _round,
    "IF": _choice,
    "N": _as_number,
    "COUNTA": _filled,
    "LEN": _length,
    "TRIM": _trimmed,
    "SUBSTITUTE": _substituted,
    "CHAR": _character,
}
