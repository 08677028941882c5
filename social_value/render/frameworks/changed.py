"""What changed between two frameworks, as text."""

from __future__ import annotations

from collections.abc import Iterator

from social_value.core.frameworks.difference import grouped, nothing_asked_changed
from social_value.core.frameworks.difference_words import Difference
from social_value.model.framework import Framework
from social_value.render.frameworks.folded_lines import wrapped


def difference_text(before: Framework, after: Framework, differences: tuple[Difference, ...]) -> Iterator[str]:
    """Yield the lines of a difference, group by group."""
    yield from wrapped(f"From {before.id} {before.version} to {after.id} {after.version}")
    if nothing_asked_changed(differences):
        yield "No difference in what they ask."
    for group, sentences in grouped(differences):
        yield ""
        yield group
        for sentence in sentences:
            yield from wrapped(sentence, 2)
