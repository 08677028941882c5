"""Options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="Folder of the procurement.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no messages, only the result.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress on a terminal.")]
Check = Annotated[bool, typer.Option("--check", help="Read and report, and write nothing.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
Lot = Annotated[
    str | None, typer.Option("--lot", metavar="ID", help="The lot that is meant, where the procurement has lots.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Take values of registers as in force on this day, where the procurement does not say when it commenced.",
    ),
]


class ResultFormat(StrEnum):
    """Formats of the result on standard output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def day(moment: datetime | None) -> date | None:
    """Return the day that an option gave."""
    return moment.date() if moment else None
