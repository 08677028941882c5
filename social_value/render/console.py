"""The console of a terminal or a pipe."""

from __future__ import annotations

import os
from typing import Literal, TextIO

from rich.console import Console

PIPE_WIDTH = 160


def console(stream: TextIO) -> Console:
    """Return a console that reads no markup; in a pipe it is plain text of a fixed width."""
    width = None if stream.isatty() else PIPE_WIDTH
    # NO_COLOR stands for plain text: bold and dim are left out as well.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(file=stream, width=width, color_system=colours, markup=False, highlight=False, emoji=False)
