"""Progress on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stage(words: str, shown: bool) -> Iterator[None]:
    """Show what is being done while it is done, on a terminal only."""
    if not shown or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415  # a pipe never pays for it

    with Console(stderr=True).status(words):
        yield
