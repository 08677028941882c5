"""Fingerprints: SHA-256 over canonical content.

Comments, key order and layout of a file do not change the fingerprint of what it says; any value does. The
canonical form follows RFC 8785 in spirit: sorted keys, UTF-8, and every number as an exact decimal string.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from social_value.arithmetic import plain


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(content: object) -> str:
    """Return ``sha256:`` and the digest of the canonical form of nested mappings, lists, texts and numbers.

    >>> fingerprint({"a": 1, "b": Decimal("2.50")}) == fingerprint({"b": Decimal("2.5"), "a": 1})
    True
    """
    text = json.dumps(_canonical(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{digest(text.encode())}"


def _canonical(content: object) -> object:
    if isinstance(content, Mapping):
        return {str(key): _canonical(value) for key, value in content.items()}
    if isinstance(content, bool) or content is None or isinstance(content, str):
        return content
    if isinstance(content, int | Decimal):
        return {"number": plain(content)}
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Sequence):
        return [_canonical(value) for value in content]
    raise TypeError(f"{type(content).__name__} has no canonical form")
