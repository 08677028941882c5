"""Words for values that do not fit a model: what was found, what was expected, and what to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from social_value.codes.code import ErrorCode
from social_value.codes.values import (
    INVALID_ID,
    INVALID_VALUE,
    MISSING_KEY,
    MISSING_VALUE,
    NOT_A_DATE,
    NOT_A_LIST,
    NOT_A_NUMBER,
    NOT_TEXT,
    NOT_TRUE_OR_FALSE,
    OUT_OF_RANGE,
    TOO_FEW,
    TOO_LONG,
    UNKNOWN_VALUE,
)
from social_value.codes.yaml_files import NOT_A_MAPPING
from social_value.findings import nearest

Words = tuple[ErrorCode, str, str]
"""A finding's code, message and way out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that does not fit: the key it stands under, the kind of fault, the value, and the limits it missed."""

    name: str
    kind: str
    given: object
    limits: Mapping[str, Any]

    @property
    def found(self) -> str:
        """The value as a message quotes it."""
        if isinstance(self.given, bool):
            return str(self.given).lower()
        if self.given is None:
            return "nothing"
        if isinstance(self.given, Mapping):
            return "keys and values"
        if isinstance(self.given, list):
            return "a list"
        text = str(self.given)
        return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def fault_words(fault: Fault, message: str) -> Words:
    """Return the words for a fault; ``message`` is used where we have none of our own."""
    writer = _WRITERS.get(fault.kind)
    if writer is not None:
        return writer(fault)
    return INVALID_VALUE, f"{fault.name}: {message[:1].lower()}{message[1:]}, and found {fault.found}.", ""


def _text(fault: Fault) -> Words:
    given = fault.found.strip('"')
    way_out = "Write text." if fault.found[:1] != '"' and not isinstance(fault.given, bool) else f'Write "{given}".'
    return NOT_TEXT, f"{fault.name} must be text, and found {given} without quotes.", way_out


def _number(fault: Fault) -> Words:
    message = f"{fault.name} must be a plain number, and found {fault.found}."
    return NOT_A_NUMBER, message, "Write it like 12 or 12.50, without quotes, signs or separators."


def _whole(fault: Fault) -> Words:
    return NOT_A_NUMBER, f"{fault.name} must be a whole number, and found {fault.found}.", "Write it like 2."


def _flag(fault: Fault) -> Words:
    message = f"{fault.name} must be true or false, and found {fault.found}."
    return NOT_TRUE_OR_FALSE, message, "Write `true` or `false`, without quotes."


def _day(fault: Fault) -> Words:
    return NOT_A_DATE, f"{fault.name} must be a date, and found {fault.found}.", "Write it like 2026-10-05."


def _choice(fault: Fault) -> Words:
    expected = str(fault.limits.get("expected") or fault.limits.get("expected_tags") or "")
    words = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    if "tag" in fault.limits:
        name, given = str(fault.limits.get("discriminator", "")).strip("'"), str(fault.limits["tag"])
        return UNKNOWN_VALUE, f'{name} cannot be "{given}".', nearest(given, words)
    if isinstance(fault.given, str) and fault.given in words:
        return UNKNOWN_VALUE, f"{fault.name} must be a plain number, and found {fault.found}.", "Remove the quotes."
    return UNKNOWN_VALUE, f"{fault.name} cannot be {fault.found}.", nearest(str(fault.given), words)


def _no_choice(fault: Fault) -> Words:
    key = str(fault.limits.get("discriminator", "")).strip("'")
    return MISSING_KEY, f'{fault.name}: the key "{key}" is missing.', f"Add `{key}:`."


def _identifier(fault: Fault) -> Words:
    way_out = "Use letters, digits, - and _, at most 64, beginning with a letter or digit."
    return INVALID_ID, f"{fault.name} cannot be {fault.found}.", way_out


def _range(fault: Fault) -> Words:
    words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    limit = next((f"{word} {fault.limits[key]}" for key, word in words.items() if key in fault.limits), "in range")
    return OUT_OF_RANGE, f"{fault.name} must be {limit}, and found {fault.found}.", "Correct the value."


def _mapping(fault: Fault) -> Words:
    message = f"{fault.name} must hold keys and values, and found {fault.found}."
    return NOT_A_MAPPING, message, "Write one key a line, indented below it."


def _list(fault: Fault) -> Words:
    message = f"{fault.name} must be a list, and found {fault.found}."
    return NOT_A_LIST, message, "Write one item a line, each after a dash."


def _short(fault: Fault) -> Words:
    least = fault.limits.get("min_length", 1)
    return TOO_FEW, f"{fault.name} is empty or too short: it needs at least {least}.", "Add what is missing."


def _empty(fault: Fault) -> Words:
    return MISSING_VALUE, f"{fault.name} is empty.", f"Write the {fault.name}, or remove the key."


def _long(fault: Fault) -> Words:
    return TOO_LONG, f"{fault.name} is longer than {fault.limits.get('max_length')} characters.", "Shorten it."


_WRITERS: dict[str, Callable[[Fault], Words]] = {
    "string_type": _text,
    "exact_number": _number,
    "int_type": _whole,
    "bool_type": _flag,
    "day": _day,
    "literal_error": _choice,
    "union_tag_invalid": _choice,
    "union_tag_not_found": _no_choice,
    "string_pattern_mismatch": _identifier,
    "greater_than_equal": _range,
    "greater_than": _range,
    "less_than_equal": _range,
    "less_than": _range,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "dict_type": _mapping,
    "tuple_type": _list,
    "too_short": _short,
    "string_too_short": _empty,
    "string_too_long": _long,
}
