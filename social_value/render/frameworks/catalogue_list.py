"""The catalogue as a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from social_value.core.frameworks.policy_words import period_words
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from social_value.render.frameworks.folded_lines import headed, wrapped

Entry = tuple[Framework | Register | ScaleFile, bool]
"""A file of the catalogue, and whether it comes with the tool."""
_HEADINGS = {"framework": "Frameworks", "module": "Modules", "scale": "Scales", "register": "Registers"}


def list_text(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the lines of the list, frameworks first, each group under its heading."""
    blocks = [
        line
        for kind, heading in _HEADINGS.items()
        for line in headed(heading, (line for entry in entries if _kind(entry[0]) == kind for line in _entry(*entry)))
    ]
    yield from blocks[1:]


def _kind(item: Framework | Register | ScaleFile) -> str:
    return "module" if isinstance(item, Framework) and item.module else item.kind


def _entry(item: Framework | Register | ScaleFile, shipped: bool) -> Iterator[str]:
    yield from wrapped(f"{item.id}: {item.title or 'without a title'}", 2, 4)
    facts = [f"version {item.version}"] if isinstance(item, Framework) else []
    facts += [] if shipped else ["local"]
    facts += [item.confidence] if item.confidence else []
    if isinstance(item, Framework):
        facts += ["illustrative"] if item.illustrative else []
        facts += [f"extends {item.extends}"] if item.extends else []
        facts += [period_words(item.commenced)] if item.commenced else []
    yield from wrapped(", ".join([*facts, item.licence]), 6)


def list_json(entries: Sequence[Entry]) -> str:
    """Return the list as one JSON document."""
    document = {"schema": "social-value/frameworks@1"} | {
        f"{kind}s": [_data(*entry) for entry in entries if _kind(entry[0]) == kind] for kind in _HEADINGS
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _data(item: Framework | Register | ScaleFile, shipped: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "id": item.id,
        "title": item.title,
        "shipped": shipped,
        "confidence": item.confidence,
        "licence": item.licence,
    }
    if isinstance(item, Framework):
        period = item.commenced
        data |= {
            "version": item.version,
            "publisher": item.publisher,
            "illustrative": item.illustrative,
            "extends": item.extends,
            "include": list(item.include),
            "commenced": {
                "from": str(period.from_day) if period and period.from_day else None,
                "to": str(period.to_day) if period and period.to_day else None,
            },
        }
    return data
