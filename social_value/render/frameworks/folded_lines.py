"""Lines of text that fit 80 columns and read well in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from social_value.text import shown_text

WIDTH = 80


def wrapped(text: str, indent: int = 0, hang: int = 2) -> Iterator[str]:
    """Yield a text over as many lines as it needs, those after the first indented further."""
    yield from textwrap.wrap(
        shown_text(" ".join(text.split())),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def headed(heading: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield a heading with the lines below it, after an empty line; nothing where there are none."""
    first = next(lines, None)
    if first is not None:
        yield ""
        yield heading
        yield first
        yield from lines
