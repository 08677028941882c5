"""One framework, register or scale, and a difference, as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from social_value.arithmetic import plain
from social_value.core.frameworks.difference_words import Difference
from social_value.core.frameworks.parts import Resolution
from social_value.model.base import Record
from social_value.model.framework import Framework


def framework_json(resolution: Resolution, fingerprint: str) -> str:
    """Return a framework as one JSON document, with the part that each thing comes from."""
    origins = [
        {
            "kind": kind,
            "id": origin.id,
            "from": origin.part.id,
            "changed_by": [change.part.id for change in resolution.changes.get((kind, name), ())],
        }
        for (kind, name), origin in resolution.origins.items()
    ]
    return _document(
        {
            "schema": "social-value/framework@1",
            "fingerprint": fingerprint,
            "chain": [part.id for part in resolution.chain],
            "framework": _data(resolution.framework),
            "origins": origins,
        }
    )


def item_json(item: Record, kind: str) -> str:
    """Return a register or a scale as one JSON document."""
    return _document({"schema": f"social-value/{kind}@1", kind: _data(item)})


def difference_json(before: Framework, after: Framework, differences: tuple[Difference, ...]) -> str:
    """Return what changed as one JSON document."""
    return _document(
        {
            "schema": "social-value/framework-difference@1",
            "before": {"id": before.id, "version": before.version},
            "after": {"id": after.id, "version": after.version},
            "differences": [{"about": difference.group, "words": difference.words} for difference in differences],
        }
    )


def _document(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _data(record: Record) -> object:
    return _plain(record.model_dump(by_alias=True, exclude_defaults=True))


def _plain(value: Any) -> object:  # noqa: ANN401  # whatever a file holds
    """Write numbers exactly, as text, and dates as they are written in files."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
