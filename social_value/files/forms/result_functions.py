"""The few functions and operators that forms use in formulas, with exact numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from social_value.arithmetic import plain, rounded

Value = Fraction | str | bool | None
"""What a cell or a formula gives; an empty cell gives None."""
Argument = Value | tuple[Value, ...]
"""What a function is given: a value, or those of a range."""


class UnknownResultError(Exception):
    """Nothing can be said about what a formula gives."""


def single(value: Argument) -> Value:
    """Return the one value of an argument. Raises UnknownResultError for a range."""
    if isinstance(value, tuple):
        raise UnknownResultError
    return value


def to_number(value: Value) -> Fraction:
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


def combined(sign: str, left: Value, right: Value) -> Value:
    """Return what an operator makes of two values."""
    if sign == "&":
        return _text(left) + _text(right)
    if sign in ("=", "<>"):
        return _alike(left, right) is (sign == "=")
    first, second = to_number(left), to_number(right)
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
    return to_number(left) == to_number(right)


def _numbers(arguments: Iterable[Argument]) -> Iterator[Fraction]:
    """Yield the numbers of arguments; texts and empty cells of a range are passed over."""
    for argument in arguments:
        if isinstance(argument, tuple):
            yield from (value for value in argument if isinstance(value, Fraction))
        else:
            yield to_number(argument)


def _as_range(argument: Argument) -> tuple[Value, ...]:
    return argument if isinstance(argument, tuple) else (argument,)


def _choice(arguments: Sequence[Argument]) -> Value:
    condition, *ways = (single(argument) for argument in arguments)
    if len(ways) != 2:
        raise UnknownResultError
    return ways[0] if to_number(condition) else ways[1]


def _products(arguments: Sequence[Argument]) -> Value:
    ranges = [_as_range(argument) for argument in arguments]
    if len({len(values) for values in ranges}) != 1:
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
    text, old, new = (_text(single(argument)) for argument in arguments)
    return text.replace(old, new) if old else text


def _round(arguments: Sequence[Argument]) -> Value:
    if len(arguments) != 2:
        raise UnknownResultError
    value, places = (to_number(single(argument)) for argument in arguments)
    return Fraction(rounded(value, int(places), "half-up"))


def _only(arguments: Sequence[Argument]) -> Value:
    if len(arguments) != 1:
        raise UnknownResultError
    return single(arguments[0])


def _filled(arguments: Sequence[Argument]) -> Value:
    values = [value for argument in arguments for value in _as_range(argument)]
    return Fraction(sum(value is not None for value in values))


def _as_number(arguments: Sequence[Argument]) -> Value:
    value = _only(arguments)
    return Fraction(0) if isinstance(value, str) else to_number(value)


def _length(arguments: Sequence[Argument]) -> Value:
    text = _text(_only(arguments))
    if any(character > "\uffff" for character in text):
        raise UnknownResultError  # programs count such a character as one or as two
    return Fraction(len(text))


def _character(arguments: Sequence[Argument]) -> Value:
    number = to_number(_only(arguments))
    if number not in (9, 10, 13, 32, 160):
        raise UnknownResultError  # others stand for different characters on different systems
    return chr(int(number))


def _trimmed(arguments: Sequence[Argument]) -> Value:
    return " ".join(part for part in _text(_only(arguments)).split(" ") if part)


FUNCTIONS: Mapping[str, Callable[[Sequence[Argument]], Value]] = {
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
"""What each function that is known makes of its arguments."""
