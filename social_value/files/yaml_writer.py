"""Writing data as YAML that the strict reader gives back exactly: no tag, no anchor, every doubtful text in quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from social_value.arithmetic import plain

_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 _./()£%-]*[A-Za-z0-9)%]|[A-Za-z]")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_WIDEST = 110


def yaml_text(data: Mapping[str, object]) -> str:
    """Return a mapping as the text of a YAML file.

    >>> print(yaml_text({"kind": "bid", "id": "a", "price": {"total": Decimal("12.50")}}), end="")
    kind: bid
    id: a
    price: {total: 12.5}
    """
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[str, object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for key, value in data.items():
        head = f"{indent}{_scalar(key)}:"
        if not _is_nested(value) or len(head) + len(_flow(value)) < _WIDEST:
            yield f"{head} {_flow(value)}"
            continue
        yield head
        yield from _nested(value, depth + 1)


def _nested(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, depth)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _item(item, depth)


def _item(item: object, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if not _is_nested(item) or len(indent) + len(_flow(item)) < _WIDEST:
        yield f"{indent}- {_flow(item)}"
        return
    first = True
    for line in _nested(item, depth + 1):
        yield f"{indent}- {line[len(indent) + 2 :]}" if first else line
        first = False


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str) and bool(value)


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(key)}: {_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} cannot be written as YAML")
    # Text that YAML would read as a number, a date or a yes needs quotes to stay text.
    bare = _BARE.fullmatch(value) and value.casefold() not in _WORDS and " #" not in value
    return value if bare else json.dumps(value, ensure_ascii=False)
