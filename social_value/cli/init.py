"""``social-value init``: a complete small procurement to begin from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from social_value.cli.options import Quiet, day


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to write; it must be new or empty.", show_default=False)],
    framework: Annotated[
        str | None, typer.Option("--framework", metavar="ID", help="Use the criteria of this framework.")
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            "--method",
            metavar="NAME",
            help="Write a method alone: quantity-and-quality marks social value by both, half each.",
        ),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="The day the procurement commenced; otherwise one that the framework is for.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write into a folder that holds other files.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a complete small procurement that validates and scores: everything in it is invented, change it."""
    from social_value.cli.exits import say
    from social_value.files.starter_folder import write_method, write_starter

    if method is None:
        write_starter(folder, framework, day(as_of), force)
    else:
        write_method(folder, method, whole=framework is not None or as_of is not None, force=force)
    if not quiet:
        say([f"Written: {folder}", f"Next: social-value {'score' if method is None else 'validate'} {folder}"])
