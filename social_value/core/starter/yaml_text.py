"""Writing YAML by hand, with comments: texts in quotes where they need them, long ones folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from decimal import Decimal

from social_value.arithmetic import plain

WIDTH = 100
_SIMPLE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ /-][A-Za-z0-9]+)*")
_SIMPLE_LINE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;()'&/%£-]*[A-Za-z0-9.)%]")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar(value: str | Decimal) -> str:
    """Write a text or a number as one value of YAML.

    >>> scalar("Good work"), scalar("Pay: fair"), scalar("1a"), scalar(Decimal("12.50"))
    ('Good work', '"Pay: fair"', '"1a"', '12.5')
    """
    if isinstance(value, Decimal):
        return plain(value)
    return _quoted(value, _SIMPLE)


def _quoted(value: str, simple: re.Pattern[str]) -> str:
    text = " ".join(value.split())
    as_it_is = simple.fullmatch(text) and text.casefold() not in _WORDS
    return text if as_it_is else json.dumps(text, ensure_ascii=False)


def entry(key: str, value: str | Decimal, indent: int) -> Iterator[str]:
    """Yield a key with its value; a long text is folded over several lines."""
    margin = " " * indent
    line = f"{margin}{key}: {scalar(value) if isinstance(value, Decimal) else _quoted(value, _SIMPLE_LINE)}"
    if isinstance(value, Decimal) or len(line) <= WIDTH:
        yield line
        return
    yield f"{margin}{key}: >-"
    yield from textwrap.wrap(
        " ".join(value.split()),
        WIDTH,
        initial_indent=f"{margin}  ",
        subsequent_indent=f"{margin}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def listed(key: str, values: Iterable[str], indent: int) -> Iterator[str]:
    """Yield a key with a list of texts, one a line."""
    yield f"{' ' * indent}{key}:"
    yield from (f"{' ' * (indent + 2)}- {_quoted(value, _SIMPLE_LINE)}" for value in values)
